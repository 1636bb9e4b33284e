//! The pages for an authenticator app and for printed codes.

use leptos::prelude::*;

use super::qr::Picture;
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, Details, ErrorSummary, TextInput};
use crate::web::forms::FormState;
use crate::words::Locale;

/// The key of an app, to scan or to type.
#[component]
pub fn AppPicture(locale: Locale, picture: Option<Picture>, typed: String) -> impl IntoView {
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
        <p>{t!(locale, "An authenticator app on your phone shows a new code every 30 seconds. Open yours and scan this picture.")}</p>
        {picture}
        <Details summary=t!(locale, "I cannot scan it")>
            <p>{t!(locale, "Type this key into your app:")}</p>
            <p>
                <code>{typed}</code>
            </p>
        </Details>
    }
}

/// The code that shows that an app works.
#[component]
pub fn AppCodeInput(locale: Locale, error: Option<Words>) -> impl IntoView {
    view! {
        <TextInput
            locale
            id="code"
            label=t!(locale, "Code that your app shows now")
            hint=Some(t!(locale, "6 digits"))
            error
            autocomplete=Some("one-time-code")
            inputmode=Some("numeric")
            width=10
        />
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
    let error = form.error("code");
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Set up an authenticator app")}</h1>
        <AppPicture locale picture typed />
        <form action="/your-log-in/app" method="post" novalidate>
            <input type="hidden" name="note" value=note />
            <AppCodeInput locale error />
            <Button text=t!(locale, "Use this app") />
        </form>
    }
}

/// Explains printed codes, and makes them.
#[component]
pub fn PrintCodes(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Print codes")}</h1>
        <p>{t!(locale, "You get 10 codes on paper. Each works once, after your password. Nobody needs a phone or email for them.")}</p>
        <p>{t!(locale, "Codes that you printed before no longer work.")}</p>
        <form action="/your-log-in/codes" method="post">
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
pub fn StopCodes(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Use only your password")}</h1>
        <p>{t!(locale, "Then your password alone opens your record. Your app, your printed codes and your passkeys no longer work here.")}</p>
        <form action="/your-log-in/stop" method="post">
            <Button text=t!(locale, "Use only my password") />
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    #[test]
    fn all_words_can_be_translated() {
        let locale = Locale::Pseudo;
        for html in [
            rendered(move || view! { <PrintCodes locale /> }),
            rendered(move || view! { <PrintedCodes locale codes=Vec::new() /> }),
            rendered(move || view! { <StopCodes locale /> }),
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
