//! How a person logs in, with a way to each thing that can be changed.

use leptos::prelude::*;

use crate::access::WaysIn;
use crate::domain::Channel;
use crate::store::SecondSteps;
use crate::web::Words;
use crate::web::components::{Button, InsetText, Row, SummaryList};
use crate::words::Locale;
use crate::{count, t};

#[component]
pub fn YourLogIn(
    locale: Locale,
    ways: WaysIn,
    /// Something was just changed.
    changed: bool,
    /// Whether this portal has passkeys.
    has_passkeys: bool,
) -> impl IntoView {
    let ways = match ways.password {
        true => view! { <OwnWays locale ways has_passkeys /> }.into_any(),
        false => view! { <NhsLoginAlone locale /> }.into_any(),
    };
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
        {ways}
        <h2>{t!(locale, "More about your log-in")}</h2>
        <p>
            <a href="/devices">{t!(locale, "Where you are logged in")}</a>
        </p>
        <p>
            <a href="/close-account">{t!(locale, "Close your log-in")}</a>
        </p>
    }
}

/// For somebody whose account only NHS login opens: nothing of that log-in is ours to change.
#[component]
fn NhsLoginAlone(locale: Locale) -> impl IntoView {
    view! {
        <p>{t!(locale, "You log in here with NHS login.")}</p>
        <p>
            {t!(
                locale,
                "Your email address, phone number, password and codes for logging in belong to NHS login. You change them in the NHS App or when you next log in with NHS login."
            )}
        </p>
        <h2>{t!(locale, "If you want to log in without NHS login")}</h2>
        <p>{t!(locale, "Ask your GP surgery for a code. With it you choose a password for this portal. NHS login still works.")}</p>
        <p>
            <a href="/register">{t!(locale, "I have a code from my GP surgery")}</a>
        </p>
    }
}

#[component]
fn OwnWays(locale: Locale, ways: WaysIn, has_passkeys: bool) -> impl IntoView {
    let WaysIn { email, nhs_login, steps, .. } = ways;
    let (on, off) = (t!(locale, "On"), t!(locale, "Off"));
    let link = |href: &'static str, text| view! { <a href=href>{text}</a> };
    let codes = match steps.codes {
        0 => t!(locale, "None"),
        codes => count!(locale, codes, one = "1 left", other = "{n} left"),
    };
    let change = if email.is_some() { t!(locale, "Change it") } else { t!(locale, "Add an email address") };
    let email: Words = email.map_or_else(|| t!(locale, "None"), Into::into);
    let set_up = if steps.app { t!(locale, "Set up another app") } else { t!(locale, "Set up an app") };
    let passkeys = match steps.passkeys {
        0 => t!(locale, "None"),
        passkeys => count!(locale, passkeys, one = "1 passkey", other = "{n} passkeys"),
    };
    let make = match steps.passkeys {
        0 => t!(locale, "Make a passkey"),
        _ => t!(locale, "Make or remove passkeys"),
    };
    let mut rows = vec![
        Row::new(t!(locale, "Email address"), view! { {email} <br /> {link("/your-log-in/email", change)} }),
        Row::new(t!(locale, "Password"), link("/your-log-in/password", t!(locale, "Choose a new password"))),
        Row::new(
            t!(locale, "Authenticator app"),
            view! { {if steps.app { on.clone() } else { off.clone() }} <br /> {link("/your-log-in/app", set_up)} },
        ),
        Row::new(
            t!(locale, "Printed codes"),
            view! { {codes} <br /> {link("/your-log-in/codes", t!(locale, "Print new codes"))} },
        ),
        Row::new(t!(locale, "NHS login"), if nhs_login { on } else { off.clone() }),
    ];
    let sent = match steps.sent {
        Some(Channel::Text) => t!(locale, "By text"),
        Some(_) => t!(locale, "By email"),
        None => off,
    };
    let sent = view! { {sent} <br /> {link("/your-log-in/sent-codes", t!(locale, "Change it"))} };
    rows.insert(4, Row::new(t!(locale, "Codes that we send"), sent));
    if has_passkeys {
        let passkeys = view! { {passkeys} <br /> {link("/your-log-in/passkeys", make)} };
        rows.insert(2, Row::new(t!(locale, "Passkeys"), passkeys));
    }
    view! {
        <SummaryList rows />
        <Advice locale steps />
    }
}

/// What a person is better off knowing about their second step.
#[component]
fn Advice(locale: Locale, steps: SecondSteps) -> impl IntoView {
    view! {
        {(!steps.any())
            .then(|| {
                view! {
                    <p>{t!(locale, "Your password alone opens your record. A passkey or a code as well makes it much harder for somebody else to log in as you.")}</p>
                }
            })}
        {(steps.any() && steps.codes == 0)
            .then(|| {
                view! {
                    <InsetText locale>
                        <p>
                            <strong>{t!(locale, "Print some codes.")}</strong>
                            " "
                            {t!(locale, "If you lose your phone or your device you need a printed code to log in. You have none.")}
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
        {steps
            .any()
            .then(|| {
                view! {
                    <p>
                        <a href="/your-log-in/stop">{t!(locale, "Use only your password")}</a>
                    </p>
                }
            })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    fn page(locale: Locale, password: bool, app: bool, codes: u32) -> String {
        let steps = SecondSteps { app, codes, passkeys: codes, devices: 2, sent: None };
        let ways = WaysIn { email: None, password, nhs_login: true, steps };
        rendered(move || view! { <YourLogIn locale ways changed=true has_passkeys=true /> })
    }

    #[test]
    fn all_words_can_be_translated() {
        for (password, app, codes) in [(true, true, 0), (true, false, 3), (true, false, 0), (false, false, 0)]
        {
            let html = page(Locale::Pseudo, password, app, codes);
            assert_eq!(outside_our_words(&html), Vec::<String>::new());
        }
    }

    #[test]
    fn an_account_that_only_nhs_login_opens_is_offered_nothing_that_it_does_not_have() {
        let html = page(Locale::English, false, false, 0);
        assert!(html.contains("You log in here with NHS login.") && html.contains("href=\"/register\""));
        for other in ["/your-log-in/password", "/your-log-in/app", "Your password alone", "Off"] {
            assert!(!html.contains(other), "{other}");
        }
    }
}
