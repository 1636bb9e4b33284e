//! The pages for logging in and out.

use leptos::prelude::*;

use super::CodeInput;
use super::nhs_login::way_there;
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, ErrorSummary, InsetText, LinkButton, PasswordInput, TextInput};
use crate::web::forms::FormState;
use crate::words::Locale;

/// What the log-in page says besides the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Around {
    pub practice: bool,
    /// On a terminal, which says on each page when it clears.
    pub at_terminal: bool,
    /// Whether people may come with NHS login.
    pub nhs_login: bool,
    /// Whether people may come with a passkey.
    pub passkeys: bool,
    /// How long a log-in lasts without use.
    pub idle_minutes: i64,
    /// How long it lasts at most.
    pub hours: i64,
    /// The log-in before this one ended by itself.
    pub ended: bool,
    /// A new password was just chosen.
    pub new_password: bool,
    /// There were too many tries, perhaps somebody else's: a printed code helps.
    pub asks_code: bool,
}

/// The form, as it is first shown and as it comes back.
#[component]
pub fn LogIn(
    locale: Locale,
    around: Around,
    form: FormState,
    /// A checked path of ours.
    return_to: String,
) -> impl IntoView {
    let Around {
        practice,
        at_terminal,
        nhs_login,
        passkeys,
        idle_minutes,
        hours,
        ended,
        new_password,
        asks_code,
    } = around;
    let way_there = nhs_login.then(|| way_there(&return_to, false));
    let passkey = passkeys.then(|| passkey_href(&return_to));
    let email = form.value("email");
    let (email_error, password_error, code_error) =
        (form.error("email"), form.error("password"), form.error("code"));
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Log in")}</h1>
                {ended
                    .then(|| {
                        view! {
                            <InsetText locale>
                                <p>{t!(locale, "Your log-in has ended. Log in again to go on.")}</p>
                            </InsetText>
                        }
                    })}
                {new_password
                    .then(|| {
                        view! {
                            <InsetText locale>
                                <p>{t!(locale, "You have a new password. You are logged out on all devices. Log in with it now.")}</p>
                            </InsetText>
                        }
                    })}
                {way_there
                    .map(|href| {
                        view! {
                            <p>{t!(locale, "NHS login is one log-in for many health and care websites.")}</p>
                            <LinkButton href text=t!(locale, "Continue to NHS login") />
                            <h2>{t!(locale, "Or log in with a password")}</h2>
                        }
                    })}
                <form action="/log-in" method="post" novalidate>
                    <TextInput
                        locale
                        id="email"
                        label=t!(locale, "Email address or NHS number")
                        value=email
                        error=email_error
                        autocomplete=Some("username")
                        spellcheck=Some(false)
                    />
                    <PasswordInput locale id="password" label=t!(locale, "Password") error=password_error />
                    {asks_code.then(|| view! { <WithCode locale error=code_error /> })}
                    {(return_to != "/").then(|| view! { <input type="hidden" name="return" value=return_to /> })}
                    <Button text=t!(locale, "Log in") />
                </form>
                {passkey
                    .map(|href| {
                        view! {
                            <p>
                                <a href=href>{t!(locale, "Log in with a passkey")}</a>
                            </p>
                        }
                    })}
                {(!at_terminal).then(|| view! { <p>
                    {t!(
                        locale,
                        "We log you out after {minutes} minutes without use, and after {hours} hours in any case. On a shared device, log out when you finish.",
                        minutes = idle_minutes,
                        hours = hours
                    )}
                </p> })}
                {practice
                    .then(|| {
                        view! {
                            <InsetText locale>
                                <p>
                                    <a href="/practice">{t!(locale, "See the made-up people and their passwords")}</a>
                                </p>
                            </InsetText>
                        }
                    })}
                <p>
                    <a href="/log-in/forgotten">{t!(locale, "I have forgotten my password")}</a>
                </p>
                <p>
                    <a href="/log-in/lost">{t!(locale, "I cannot log in")}</a>
                </p>
                <p>
                    <a href="/register">{t!(locale, "Make a log-in with a code from your GP surgery")}</a>
                </p>
                <p>
                    <a href="/help">{t!(locale, "Help with logging in")}</a>
                </p>
            </div>
        </div>
    }
}

/// For somebody who would have to wait because a stranger guesses their password.
#[component]
fn WithCode(locale: Locale, error: Option<Words>) -> impl IntoView {
    view! {
        <InsetText locale>
            <p>{t!(locale, "If somebody else is trying to log in as you, you need not wait. Type one of your printed codes as well, or use a passkey.")}</p>
        </InsetText>
        <CodeInput locale label=Some(t!(locale, "Printed code, if you want to log in now")) error />
    }
}

/// The page for logging in with a passkey.
fn passkey_href(return_to: &str) -> String {
    let query =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("return", return_to).finish();
    if return_to == "/" { "/log-in/passkey".to_owned() } else { format!("/log-in/passkey?{query}") }
}

/// Asks before logging out; the button in the header does not need it.
#[component]
pub fn AskToLogOut(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Do you want to log out?")}</h1>
        <p>{t!(locale, "This screen then shows nothing about you.")}</p>
        <form action="/log-out" method="post">
            <Button text=t!(locale, "Log out") />
        </form>
        <p>
            <a href="/">{t!(locale, "No, go back to your home page")}</a>
        </p>
    }
}

#[component]
pub fn LoggedOut(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!(locale, "You are logged out")}</h1>
        <p>{t!(locale, "Pages about you can no longer be seen here.")}</p>
        <p>{t!(locale, "If others use this device, close all windows of the browser.")}</p>
        <LinkButton href="/log-in" text=t!(locale, "Log in again") />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    fn page(locale: Locale, form: FormState, return_to: &'static str) -> String {
        let around = Around {
            practice: true,
            at_terminal: false,
            nhs_login: true,
            passkeys: true,
            idle_minutes: 30,
            hours: 12,
            ended: true,
            new_password: true,
            asks_code: true,
        };
        rendered(move || view! { <LogIn locale around form return_to=return_to.to_owned() /> })
    }

    fn with_errors() -> FormState {
        let mut form = FormState::default().keep("email", "\"><σαμ@example.com");
        form.wrong("email", t!(Locale::Pseudo, "Enter your email address"));
        form.wrong("password", t!(Locale::Pseudo, "Enter your password"));
        form
    }

    #[test]
    fn the_form_asks_for_email_and_password_and_says_how_long_a_log_in_lasts() {
        let html = page(Locale::English, FormState::default(), "/");
        assert!(html.contains("name=\"email\"") && html.contains("autocomplete=\"username\""));
        assert!(html.contains("name=\"password\"") && html.contains("autocomplete=\"current-password\""));
        assert!(html.contains("30 minutes without use"));
        assert!(!html.contains("error-summary") && !html.contains("name=\"return\""));
    }

    #[test]
    fn errors_stand_above_the_heading_and_at_their_fields_and_the_email_address_is_kept() {
        let html = page(Locale::English, with_errors(), "/record/medicines");
        let summary = html.find("error-summary").expect("a summary");
        assert!(summary < html.find("<h1").expect("a heading"));
        assert!(html.contains("href=\"#email\"") && html.contains("href=\"#password\""));
        assert!(html.contains("id=\"email-error\"") && html.contains("id=\"password-error\""));
        assert!(html.contains("autofocus"));
        assert!(html.contains("value=\"&quot;&gt;&lt;σαμ@example.com\"") || html.contains("&quot;"));
        assert!(html.contains("name=\"return\" value=\"/record/medicines\""));
    }

    #[test]
    fn all_words_of_logging_in_and_out_can_be_translated() {
        let locale = Locale::Pseudo;
        let none = Vec::<String>::new();
        assert_eq!(outside_our_words(&page(locale, with_errors(), "/")), none);
        assert_eq!(outside_our_words(&rendered(move || view! { <AskToLogOut locale /> })), none);
        assert_eq!(outside_our_words(&rendered(move || view! { <LoggedOut locale /> })), none);
    }
}
