//! The pages of one's own log-in.

use leptos::prelude::*;

use super::again;
use super::qr::Picture;
use crate::access::WaysIn;
use crate::web::Words;
use crate::web::components::{
    Button, Details, ErrorSummary, InsetText, PasswordInput, Row, SummaryList, TextInput,
};
use crate::web::forms::FormState;
use crate::words::Locale;
use crate::{count, t};

/// How the person logs in, with a link for each thing that can be changed.
#[component]
pub fn YourLogIn(
    locale: Locale,
    ways: WaysIn,
    /// Something was just changed.
    changed: bool,
) -> impl IntoView {
    let WaysIn { email, password, nhs_login, steps } = ways;
    let on = t!(locale, "On");
    let off = t!(locale, "Off");
    let link = |href: &'static str, text| view! { <a href=href>{text}</a> };
    let codes = match steps.codes {
        0 => t!(locale, "None"),
        codes => count!(locale, codes, one = "1 left", other = "{n} left"),
    };
    let mut rows = vec![Row::new(t!(locale, "NHS login"), if nhs_login { on.clone() } else { off.clone() })];
    if password {
        let change =
            if email.is_some() { t!(locale, "Change it") } else { t!(locale, "Add an email address") };
        let email: Words = email.map_or_else(|| t!(locale, "None"), Into::into);
        rows.push(Row::new(
            t!(locale, "Email address"),
            view! { {email} <br /> {link("/your-log-in/email", change)} },
        ));
        rows.push(Row::new(
            t!(locale, "Password"),
            link("/your-log-in/password", t!(locale, "Choose a new password")),
        ));
        let app = if steps.app { on } else { off };
        let set_up = if steps.app { t!(locale, "Set up another app") } else { t!(locale, "Set up an app") };
        rows.push(Row::new(
            t!(locale, "Authenticator app"),
            view! { {app} <br /> {link("/your-log-in/app", set_up)} },
        ));
        rows.push(Row::new(
            t!(locale, "Printed codes"),
            view! { {codes} <br /> {link("/your-log-in/codes", t!(locale, "Print new codes"))} },
        ));
    }
    view! {
        <h1>{t!(locale, "Your log-in")}</h1>
        {changed
            .then(|| {
                view! {
                    <InsetText locale>
                        <p>{t!(locale, "That is changed. You are logged out on all other devices.")}</p>
                    </InsetText>
                }
            })}
        <SummaryList rows />
        {(!password)
            .then(|| {
                view! {
                    <p>{t!(locale, "You log in with NHS login. You change your email address, phone number and password there.")}</p>
                }
            })}
        {(password && !steps.any())
            .then(|| {
                view! {
                    <p>{t!(locale, "Your password alone opens your record. A code as well makes it much harder for somebody else to log in as you.")}</p>
                }
            })}
        {(steps.app && steps.codes == 0)
            .then(|| {
                view! {
                    <InsetText locale>
                        <p>
                            <strong>{t!(locale, "Print some codes.")}</strong>
                            " "
                            {t!(locale, "If you lose your phone you need a printed code to log in. You have none.")}
                        </p>
                    </InsetText>
                }
            })}
        {(steps.devices > 0)
            .then(|| {
                let words = count!(
                    locale,
                    steps.devices,
                    one = "1 device is not asked for a code.",
                    other = "{n} devices are not asked for a code."
                );
                view! {
                    <p>{words}</p>
                    <form action="/your-log-in/devices" method="post">
                        <Button secondary=true text=t!(locale, "Ask for a code on every device") />
                    </form>
                }
            })}
        {steps.any().then(|| view! { <p>{link("/your-log-in/stop", t!(locale, "Stop using codes"))}</p> })}
    }
}

/// The password once more, and a new one.
#[component]
pub fn NewPassword(locale: Locale, form: FormState) -> impl IntoView {
    let (error, new_error) = (form.error(again::FIELD), form.error("new-password"));
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Choose a new password")}</h1>
        <form action="/your-log-in/password" method="post" novalidate>
            <PasswordInput locale id=again::FIELD label=again::label(locale) error />
            <PasswordInput
                locale
                id="new-password"
                label=t!(locale, "New password")
                hint=Some(t!(locale, "At least 8 characters. 3 words that have nothing to do with each other are good."))
                error=new_error
                autocomplete="new-password"
            />
            <Button text=t!(locale, "Save the new password") />
        </form>
    }
}

/// A new email address.
#[component]
pub fn NewEmail(locale: Locale, form: FormState) -> impl IntoView {
    let (error, email_error, email) = (form.error(again::FIELD), form.error("email"), form.value("email"));
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Change your email address")}</h1>
        <p>{t!(locale, "You log in with it, and we send codes and news there.")}</p>
        <form action="/your-log-in/email" method="post" novalidate>
            <TextInput
                locale
                id="email"
                label=t!(locale, "New email address")
                value=email
                error=email_error
                input_type="email"
                autocomplete=Some("email")
                spellcheck=Some(false)
            />
            <PasswordInput locale id=again::FIELD label=again::label(locale) error />
            <Button text=t!(locale, "Send a code there") />
        </form>
    }
}

/// The code that was sent to a new address.
#[component]
pub fn EmailCode(
    locale: Locale,
    form: FormState,
    /// The address, sealed, for the way back.
    note: String,
) -> impl IntoView {
    let error = form.error("code");
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Enter the code from the email")}</h1>
        <p>{t!(locale, "If the address can be used, a code is on its way there. It works for 10 minutes.")}</p>
        <form action="/your-log-in/email/code" method="post" novalidate>
            <input type="hidden" name="note" value=note />
            <TextInput
                locale
                id="code"
                label=t!(locale, "Code")
                hint=Some(t!(locale, "Like ABCD-EFGH-2345"))
                error
                autocomplete=Some("one-time-code")
                spellcheck=Some(false)
                width=20
            />
            <Button text=t!(locale, "Use this address") />
        </form>
    }
}

/// The key of an app as a picture and as text, and a code to prove that it works.
#[component]
pub fn SetUpApp(
    locale: Locale,
    form: FormState,
    picture: Option<Picture>,
    /// The key, for people who type it in.
    typed: String,
    /// The key, sealed, for the way back.
    note: String,
) -> impl IntoView {
    let (error, code_error) = (form.error(again::FIELD), form.error("code"));
    let picture = picture.map(|Picture { side, path }| {
        let view_box = format!("0 0 {side} {side}");
        view! {
            <svg width="240" height="240" viewBox=view_box role="img" aria-label=t!(locale, "QR code for your authenticator app")>
                <rect width=side height=side fill="#fff"></rect>
                <path d=path fill="#000"></path>
            </svg>
        }
    });
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Set up an authenticator app")}</h1>
        <p>{t!(locale, "An authenticator app on your phone shows a new code every 30 seconds. Open yours and scan this picture.")}</p>
        {picture}
        <Details summary=t!(locale, "I cannot scan it")>
            <p>{t!(locale, "Type this key into your app:")}</p>
            <p>
                <code>{typed}</code>
            </p>
        </Details>
        <form action="/your-log-in/app" method="post" novalidate>
            <input type="hidden" name="note" value=note />
            <TextInput
                locale
                id="code"
                label=t!(locale, "Code that your app shows now")
                hint=Some(t!(locale, "6 digits"))
                error=code_error
                autocomplete=Some("one-time-code")
                inputmode=Some("numeric")
                width=10
            />
            <PasswordInput locale id=again::FIELD label=again::label(locale) error />
            <Button text=t!(locale, "Use this app") />
        </form>
    }
}

/// Explains printed codes, and makes them.
#[component]
pub fn PrintCodes(locale: Locale, form: FormState) -> impl IntoView {
    let error = form.error(again::FIELD);
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Print codes")}</h1>
        <p>{t!(locale, "You get 10 codes on paper. Each works once, after your password. Nobody needs a phone or email for them.")}</p>
        <p>{t!(locale, "Codes that you printed before no longer work.")}</p>
        <form action="/your-log-in/codes" method="post" novalidate>
            <PasswordInput locale id=again::FIELD label=again::label(locale) error />
            <Button text=t!(locale, "Make new codes") />
        </form>
    }
}

/// The codes, this once.
#[component]
pub fn PrintedCodes(locale: Locale, codes: Vec<String>) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Your printed codes")}</h1>
        <p>{t!(locale, "Print this page or write the codes down now. We cannot show them again.")}</p>
        <ul class="nhsuk-list nhsuk-list--bullet">
            {codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
        </ul>
        <p>{t!(locale, "Keep them safe, and not beside your password. Cross each one out when you have used it.")}</p>
        <p>
            <a href="/your-log-in">{t!(locale, "I have them. Go on")}</a>
        </p>
    }
}

/// Asks before codes are asked for no more.
#[component]
pub fn StopCodes(locale: Locale, form: FormState) -> impl IntoView {
    let error = form.error(again::FIELD);
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Stop using codes")}</h1>
        <p>{t!(locale, "Then your password alone opens your record. Your app and your printed codes no longer work here.")}</p>
        <form action="/your-log-in/stop" method="post" novalidate>
            <PasswordInput locale id=again::FIELD label=again::label(locale) error />
            <Button text=t!(locale, "Stop using codes") />
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::store::SecondSteps;
    use crate::web::rendered;

    #[test]
    fn all_words_can_be_translated() {
        let locale = Locale::Pseudo;
        let form = FormState::default;
        for (password, app, codes) in [(true, true, 0), (true, false, 3), (true, false, 0), (false, false, 0)]
        {
            let steps = SecondSteps { app, codes, devices: 2 };
            let ways = WaysIn { email: None, password, nhs_login: true, steps };
            let html = rendered(move || view! { <YourLogIn locale ways changed=true /> });
            assert_eq!(outside_our_words(&html), Vec::<String>::new());
        }
        for html in [
            rendered(move || view! { <NewPassword locale form=form() /> }),
            rendered(move || view! { <PrintCodes locale form=form() /> }),
            rendered(move || view! { <PrintedCodes locale codes=Vec::new() /> }),
            rendered(move || view! { <StopCodes locale form=form() /> }),
            rendered(move || view! { <NewEmail locale form=form() /> }),
            rendered(move || view! { <EmailCode locale form=form() note=String::new() /> }),
        ] {
            assert_eq!(outside_our_words(&html), Vec::<String>::new());
        }
    }

    #[test]
    fn the_picture_has_no_style_that_the_content_policy_refuses() {
        let html = rendered(|| {
            let picture = super::super::qr::picture("otpauth://totp/x?secret=AAAA");
            view! {
                <SetUpApp locale=Locale::English form=FormState::default() picture typed="AAAA".to_owned() note="n".to_owned() />
            }
        });
        assert!(html.contains("<path d=\"M4,4") && !html.contains("style="));
        assert!(html.contains("AAAA"));
    }
}
