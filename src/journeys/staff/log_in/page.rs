//! The pages for logging in at the staff desk.

use leptos::prelude::*;
use secrecy::{ExposeSecret, SecretString};

use crate::access::{AppKey, StaffLimits};
use crate::journeys::log_in::{CodeInput, NewPasswordInput};
use crate::journeys::your_log_in::code_pages::{AppCodeInput, AppPicture};
use crate::journeys::your_log_in::qr;
use crate::t;
use crate::web::components::{Button, ErrorSummary, InsetText, PasswordInput, TextInput};
use crate::web::forms::FormState;
use crate::words::Locale;

/// What happened just before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Before {
    Nothing,
    Ended,
    LoggedOut,
}

#[component]
pub fn LogIn(
    locale: Locale,
    form: FormState,
    before: Before,
    practice: bool,
    limits: StaffLimits,
) -> impl IntoView {
    let (email, email_error, password_error) =
        (form.value("email"), form.error("email"), form.error("password"));
    let said = match before {
        Before::Nothing => None,
        Before::Ended => Some(t!(locale, "Your log-in has ended. Log in again to go on.")),
        Before::LoggedOut => Some(t!(locale, "You are logged out of the staff desk.")),
    };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Log in at the staff desk")}</h1>
                {said.map(|words| view! { <InsetText locale><p>{words}</p></InsetText> })}
                <p>{t!(locale, "This is for people who work for an organisation. Your own health record is not behind this log-in.")}</p>
                <form action="/staff/log-in" method="post" novalidate>
                    <TextInput
                        locale
                        id="email"
                        label=t!(locale, "Email address at work")
                        value=email
                        error=email_error
                        autocomplete=Some("username")
                        spellcheck=Some(false)
                    />
                    <PasswordInput
                        locale
                        id="password"
                        label=t!(locale, "Password")
                        hint=Some(t!(locale, "The first time, the code that your administrator gave you, with its dashes."))
                        error=password_error
                    />
                    <Button text=t!(locale, "Continue") />
                </form>
                <p>
                    {t!(
                        locale,
                        "We log you out after {minutes} minutes without use, and after {hours} hours in any case.",
                        minutes = limits.idle.num_minutes(),
                        hours = limits.absolute.num_hours()
                    )}
                </p>
                <p>{t!(locale, "If you have lost your password or your phone, ask an administrator of your organisation.")}</p>
                {practice
                    .then(|| {
                        view! {
                            <InsetText locale>
                                <p>
                                    <a href="/practice#staff">{t!(locale, "See the made-up staff")}</a>
                                </p>
                            </InsetText>
                        }
                    })}
                <p>
                    <a href="/log-in">{t!(locale, "Log in as a patient")}</a>
                </p>
            </div>
        </div>
    }
}

#[component]
pub fn Code(locale: Locale, form: FormState) -> impl IntoView {
    let error = form.error("code");
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Enter a code")}</h1>
                <p>{t!(locale, "Your password is right. One more step shows that it is you.")}</p>
                <form action="/staff/log-in/code" method="post" novalidate>
                    <CodeInput locale hint=Some(t!(locale, "6 digits from your authenticator app")) error />
                    <Button text=t!(locale, "Log in") />
                </form>
                <p>{t!(locale, "If you have lost your phone, ask an administrator of your organisation.")}</p>
            </div>
        </div>
    }
}

/// The first log-in: an app to set up, and a password of their own where they were given one.
#[component]
pub fn First(
    locale: Locale,
    form: FormState,
    key: AppKey,
    /// The key, sealed, for the way back.
    note: SecretString,
    new_password: bool,
    /// Whether their own NHS number is asked for.
    own_number: bool,
) -> impl IntoView {
    let (number, number_error) = (form.value("own-number"), form.error("own-number"));
    let (code_error, password_error) = (form.error("code"), form.error("new-password"));
    let (picture, typed, note) = (qr::picture(&key.address()), key.typed(), note.expose_secret().to_owned());
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Set up your log-in")}</h1>
                <p>{t!(locale, "Everybody at the staff desk logs in with a password and a code.")}</p>
                <AppPicture locale picture typed />
                <form action="/staff/log-in/first" method="post" novalidate>
                    <input type="hidden" name="note" value=note />
                    <AppCodeInput locale error=code_error />
                    {new_password
                        .then(|| {
                            view! {
                                <p>{t!(locale, "Choose a password that nobody else knows. The code that you were given no longer works then.")}</p>
                                <NewPasswordInput locale label=t!(locale, "New password") error=password_error />
                            }
                        })}
                    {own_number
                        .then(|| {
                            view! {
                                <TextInput
                                    locale
                                    id="own-number"
                                    label=t!(locale, "Your own NHS number (optional)")
                                    hint=Some(t!(locale, "Nobody works on their own record here. If you tell us, we refuse that, and nobody can say that you did. We keep it so that nobody can read it."))
                                    value=number
                                    error=number_error
                                    inputmode=Some("numeric")
                                    autocomplete=Some("off")
                                    width=20
                                />
                            }
                        })}
                    <Button text=t!(locale, "Log in") />
                </form>
            </div>
        </div>
    }
}
