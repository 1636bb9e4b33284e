//! The pages of a terminal: big choices, each with a picture.

use leptos::prelude::*;

use super::private::Part;
use crate::domain::Terminal;
use crate::store::Helper;
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, Drawn, ErrorSummary, InsetText, Picture, TextInput};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

/// One big choice, pressed anywhere.
fn choice(href: &'static str, picture: Picture, text: Words) -> impl IntoView {
    view! {
        <li>
            <a class="big__link" href=href>
                <Drawn picture class="big__picture" />
                <span>{text}</span>
            </a>
        </li>
    }
}

/// For whoever comes next. It says which screen this is, since staff ask.
#[component]
pub fn Nobody(locale: Locale, name: String, place: String, practice: bool) -> impl IntoView {
    view! {
        <h1>{t!(locale, "What do you want to do?")}</h1>
        <ul class="big">
            {choice("/log-in", Picture::Key, t!(locale, "Log in"))}
            {choice("/visit-code", Picture::Slip, t!(locale, "I have a visit code"))}
            {choice("/terminal/help", Picture::Person, t!(locale, "Ask for help here"))}
        </ul>
        <p>{t!(locale, "For urgent advice, call 111. In an emergency, call 999.")}</p>
        <p class="quiet">{t!(locale, "This screen is {name}, {place}.", name = isolated(&name), place = isolated(&place))}</p>
        {practice.then(|| view! { <Practising locale /> })}
    }
}

#[component]
fn Practising(locale: Locale) -> impl IntoView {
    view! {
        <InsetText locale>
            <p>
                <a href="/practice">{t!(locale, "See the made-up people and their passwords")}</a>
            </p>
            <form action="/terminal" method="post">
                <input type="hidden" name="practice" value="stop" />
                <Button secondary=true text=t!(locale, "Practice: this browser is no terminal any more") />
            </form>
        </InsetText>
    }
}

/// For whoever is logged in.
#[component]
pub fn Choices(
    locale: Locale,
    first_name: String,
    /// Then only what a visit code opens.
    by_visit_code: bool,
    helper: Option<Helper>,
) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Hello {name}. What do you want to do?", name = isolated(&first_name))}</h1>
        <ul class="big">
            {choice("/appointments", Picture::Calendar, t!(locale, "See my appointments"))}
            {choice("/record/medicines/order", Picture::Pill, t!(locale, "Order my medicines"))}
            {(!by_visit_code)
                .then(|| {
                    view! {
                        {choice("/record/letters", Picture::Envelope, t!(locale, "Read my letters"))}
                        {choice("/record/test-results", Picture::Tube, t!(locale, "See my test results"))}
                    }
                })}
            {choice("/terminal/help", Picture::Person, t!(locale, "Ask someone here for help"))}
        </ul>
        {if by_visit_code {
            view! { <p>{t!(locale, "To see more, log in. Ask the staff here how to get a log-in.")}</p> }.into_any()
        } else {
            view! {
                <p>
                    <a href="/record">{t!(locale, "See everything else in my record")}</a>
                </p>
            }
                .into_any()
        }}
        <WhoHelps locale helper />
    }
}

/// Who helps, or the way for a helper to say so.
#[component]
fn WhoHelps(locale: Locale, helper: Option<Helper>) -> impl IntoView {
    match helper {
        Some(Helper { name, role, .. }) => view! {
            <InsetText locale>
                <p>{t!(locale, "{name}, {role}, is helping you. That stands in “Who has looked at your record”.", name = isolated(&name), role = isolated(&role))}</p>
                <form action="/terminal/helper" method="post">
                    <input type="hidden" name="went" value="yes" />
                    <Button secondary=true text=t!(locale, "They no longer help me") />
                </form>
            </InsetText>
        }
        .into_any(),
        None => view! {
            <p>
                <a href="/terminal/helper">{t!(locale, "I am helping this person")}</a>
            </p>
        }
        .into_any(),
    }
}

/// For somebody who helps: they are not the patient, and the patient can read later who it was.
#[component]
pub fn IAmHelping(locale: Locale, form: FormState) -> impl IntoView {
    let (name, role) = (form.value("name"), form.value("role"));
    let (name_error, role_error) = (form.error("name"), form.error("role"));
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "I am helping this person")}</h1>
        <p>{t!(locale, "For whoever helps at this screen. Your name and who you are then stand in “Who has looked at your record”, which the person can read. We keep nothing else about you.")}</p>
        <p>{t!(locale, "It ends when they press Finish and clear. Let them decide what you read.")}</p>
        <form action="/terminal/helper" method="post" novalidate>
            <TextInput locale id="name" label=t!(locale, "Your name") value=name error=name_error autocomplete=Some("off") />
            <TextInput
                locale
                id="role"
                label=t!(locale, "Who you are")
                hint=Some(t!(locale, "Like library staff, neighbour or daughter"))
                value=role
                error=role_error
                autocomplete=Some("off")
            />
            <Button text=t!(locale, "I am helping") />
        </form>
    }
}

/// Staff help with the screen, and are never the patient.
#[component]
pub fn AskForHelp(locale: Locale, terminal: Terminal) -> impl IntoView {
    let Terminal { name, place, .. } = terminal;
    view! {
        <h1>{t!(locale, "Ask someone here for help")}</h1>
        <p>{t!(locale, "Go to the staff here, or ask somebody to fetch them. Tell them which screen this is:")}</p>
        <p class="nhsuk-body-l">
            <strong>{t!(locale, "{name}, {place}", name = isolated(&name), place = isolated(&place))}</strong>
        </p>
        <InsetText locale>
            <p>{t!(locale, "Before you leave this screen, press Finish and clear. Then nobody else sees what is about you.")}</p>
        </InsetText>
        <h2>{t!(locale, "What the staff can do")}</h2>
        <ul>
            <li>{t!(locale, "They can show you how to use this screen.")}</li>
            <li>{t!(locale, "They can read things out to you, if you want that.")}</li>
            <li>{t!(locale, "They cannot see your record unless you show it to them.")}</li>
        </ul>
        <p>{t!(locale, "Do not tell anybody your password. The staff never need it.")}</p>
    }
}

/// Asked before a part of the record that is nobody else's business.
#[component]
pub fn IsItPrivate(
    locale: Locale,
    part: Part,
    part_slug: &'static str,
    /// The page that was asked for.
    to: String,
) -> impl IntoView {
    let what = match part {
        Part::Results => t!(locale, "The next page shows your test results."),
        Part::Letters => t!(locale, "The next page shows your letters."),
        Part::Conditions => t!(locale, "The next page shows your health conditions."),
        Part::Messages => t!(locale, "The next page shows your messages."),
    };
    view! {
        <h1>{t!(locale, "Is it private here?")}</h1>
        <p>{what} " " {t!(locale, "Others can read them if they stand behind you.")}</p>
        <p>{t!(locale, "Look around you first.")}</p>
        <form action="/terminal/private" method="post">
            <input type="hidden" name="part" value=part_slug />
            <input type="hidden" name="to" value=to />
            <Button text=t!(locale, "Yes, show it here") />
        </form>
        <p>
            <a href="/">{t!(locale, "No, go back")}</a>
        </p>
    }
}

/// Where the code of a new terminal is typed.
#[component]
pub fn Register(locale: Locale, form: FormState, practice: bool, was_stopped: bool) -> impl IntoView {
    let error = form.error("code");
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Make this browser a terminal")}</h1>
                {was_stopped
                    .then(|| view! { <InsetText locale><p>{t!(locale, "This browser was a terminal, and is stopped.")}</p></InsetText> })}
                <p>{t!(locale, "For staff: a terminal is a screen that many people use, one after the other.")}</p>
                <h2>{t!(locale, "Set up the browser first")}</h2>
                <InsetText locale>
                    <p>
                        {t!(
                            locale,
                            "The browser must clear its screen by itself when nobody uses it, and must keep no history and no downloads. Front Door cannot do that where JavaScript does not run."
                        )}
                    </p>
                    <p>
                        {t!(locale, "Ready policies for Chromium, Edge and Firefox come with Front Door, in docs/terminals.md.")}
                    </p>
                </InsetText>
                <form action="/terminal" method="post" novalidate>
                    <TextInput
                        locale
                        id="code"
                        label=t!(locale, "Code for this terminal")
                        hint=Some(t!(locale, "12 letters and numbers. It works once, within 1 hour."))
                        error
                        autocomplete=Some("off")
                        spellcheck=Some(false)
                        width=20
                    />
                    <Button text=t!(locale, "Make this browser a terminal") />
                </form>
                {practice
                    .then(|| {
                        view! {
                            <InsetText locale>
                                <form action="/terminal" method="post">
                                    <input type="hidden" name="practice" value="try" />
                                    <Button secondary=true text=t!(locale, "Practice: try it without a code") />
                                </form>
                            </InsetText>
                        }
                    })}
            </div>
        </div>
    }
}

/// A terminal that staff ended, or whose credential another browser brought.
#[component]
pub fn Stopped(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!(locale, "This screen is stopped")}</h1>
        <p>{t!(locale, "It shows nothing about anybody. Ask the staff here for another screen.")}</p>
        <h2>{t!(locale, "For staff")}</h2>
        <p>
            {t!(
                locale,
                "Somebody ended this terminal, or another browser used what makes this one a terminal. Look at the list of terminals, and find out which. Then add a new terminal."
            )}
        </p>
        <p>
            <a href="/terminal">{t!(locale, "Enter a new code")}</a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    #[test]
    fn all_words_of_a_terminal_can_be_translated() {
        let locale = Locale::Pseudo;
        let none = Vec::<String>::new();
        let mut form = FormState::default();
        form.wrong("code", t!(locale, "Enter the code for this terminal"));
        let register = rendered(move || view! { <Register locale form practice=true was_stopped=true /> });
        assert_eq!(outside_our_words(&register), none);
        assert_eq!(outside_our_words(&rendered(move || view! { <Stopped locale /> })), none);
        assert_eq!(
            outside_our_words(&rendered(
                move || view! { <Choices locale first_name="".into() by_visit_code=false helper=None /> }
            )),
            none
        );
        let nobody =
            rendered(move || view! { <Nobody locale name="".into() place="".into() practice=true /> });
        assert_eq!(outside_our_words(&nobody), none);
    }

    #[test]
    fn registering_says_that_the_browsers_own_policy_is_required() {
        let form = FormState::default();
        let locale = Locale::English;
        let html = rendered(move || view! { <Register locale form practice=false was_stopped=false /> });
        assert!(
            html.contains("must clear its screen by itself") && html.contains("docs/terminals.md"),
            "{html}"
        );
        assert!(!html.contains("Practice"), "real terminals take a code");
    }
}
