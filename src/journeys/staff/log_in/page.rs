//! The pages for logging in at the staff desk.

use leptos::prelude::*;
use secrecy::{ExposeSecret, SecretString};

use crate::access::{AppKey, StaffLimits};
use crate::journeys::log_in::{CodeInput, NewPasswordInput};
use crate::journeys::your_log_in::code_pages::{AppCodeInput, AppPicture};
use crate::journeys::your_log_in::qr;
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, ErrorSummary, InsetText, PasswordInput, TextInput};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

/// What happened just before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Before {
    Nothing,
    Ended,
    LoggedOut,
    /// The log-in at work opens no account yet.
    FirstTime,
    /// They did not agree, or went back.
    Cancelled,
    /// The log-in at work did not answer, or does not take us.
    NotWorking,
    /// It was begun in another browser or window.
    StartAgain,
    /// What the log-in at work said does not fit.
    NotRight,
}

impl Before {
    const ALL: [(&'static str, Self); 7] = [
        ("ended", Self::Ended),
        ("logged-out", Self::LoggedOut),
        ("first-time", Self::FirstTime),
        ("cancelled", Self::Cancelled),
        ("not-working", Self::NotWorking),
        ("start-again", Self::StartAgain),
        ("not-right", Self::NotRight),
    ];

    pub fn of(slug: &str) -> Self {
        Self::ALL.into_iter().find(|(known, _)| *known == slug).map_or(Self::Nothing, |(_, before)| before)
    }

    /// The log-in page that says it.
    pub fn address(self) -> String {
        match Self::ALL.into_iter().find(|(_, before)| *before == self) {
            Some((slug, _)) => format!("/staff/log-in?after={slug}"),
            None => "/staff/log-in".to_owned(),
        }
    }

    fn words(self, locale: Locale) -> Option<Words> {
        Some(match self {
            Self::Nothing => return None,
            Self::Ended => t!(locale, "Your log-in has ended. Log in again to go on."),
            Self::LoggedOut => t!(locale, "You are logged out of the staff desk."),
            Self::FirstTime => {
                t!(
                    locale,
                    "We do not know your log-in at work yet. Log in here once with your email address, password and code. From then on your log-in at work is enough."
                )
            }
            Self::Cancelled => t!(locale, "You did not log in. You can try again."),
            Self::NotWorking => {
                t!(
                    locale,
                    "Your log-in at work does not answer now. Log in here with your email address and password, or try again later."
                )
            }
            Self::StartAgain => t!(locale, "That log-in began in another window. Begin again here."),
            Self::NotRight => {
                t!(
                    locale,
                    "We could not use what your log-in at work told us, and opened nothing. Log in here with your email address and password, and tell an administrator of your organisation."
                )
            }
        })
    }
}

#[component]
pub fn LogIn(
    locale: Locale,
    form: FormState,
    before: Before,
    practice: bool,
    limits: StaffLimits,
    /// Key and name of each log-in that staff have at work.
    providers: Vec<(String, String)>,
) -> impl IntoView {
    let (email, email_error, password_error) =
        (form.value("email"), form.error("email"), form.error("password"));
    let said = before.words(locale);
    let is_first_time = before == Before::FirstTime;
    let providers = (!providers.is_empty() && !is_first_time).then(|| {
        let each = |(key, name): (String, String)| {
            let href = format!("/staff/log-in/with/{key}");
            view! {
                <p>
                    <a class="nhsuk-button nhsuk-button--secondary" href=href dir="auto">
                        {t!(locale, "Log in with {name}", name = isolated(&name))}
                    </a>
                </p>
            }
        };
        view! {
            <h2>{t!(locale, "With your log-in at work")}</h2>
            {providers.into_iter().map(each).collect_view()}
            <h2>{t!(locale, "With a password and a code")}</h2>
        }
    });
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Log in at the staff desk")}</h1>
                {said.map(|words| view! { <InsetText locale><p>{words}</p></InsetText> })}
                <p>{t!(locale, "This is for people who work for an organisation. Your own health record is not behind this log-in.")}</p>
                {providers}
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
