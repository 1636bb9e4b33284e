//! Large, simple pages on a device of one's own: the same as on an assisted terminal, kept with the device.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use serde::Deserialize;

use super::log_in::unreadable;
use crate::access::Permit;
use crate::t;
use crate::web::components::Button;
use crate::web::{AppState, Outcome, PageError, Reader, SimplePages, page};
use crate::words::Locale;

/// What was chosen.
#[derive(Debug, Default, Deserialize)]
pub struct SimpleForm {
    #[serde(default)]
    pages: String,
}

/// # Errors
/// None: everything has its page.
pub async fn show(reader: Reader, permit: Option<Permit>) -> Outcome {
    let (locale, simple) = (reader.locale(), reader.simple);
    let frame = reader.frame(t!(locale, "Large, simple pages")).back("/", t!(locale, "Back"));
    let frame = match &permit {
        Some(permit) => frame.for_person(permit.subject()),
        None => frame,
    };
    Ok(page(frame, view! { <Simple locale simple /> }))
}

/// Keeps the choice on this device.
///
/// # Errors
/// When the form cannot be read.
pub async fn choose(State(app): State<AppState>, form: Result<Form<SimpleForm>, FormRejection>) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let chosen = match form.pages.as_str() {
        "simple" => true,
        "ordinary" => false,
        _ => return Err(PageError::BadRequest),
    };
    let cookie = SimplePages(chosen).cookie(app.access.cookie.is_secure()).ok_or(PageError::Internal)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/simple-pages")).into_response())
}

#[component]
fn Simple(locale: Locale, simple: bool) -> impl IntoView {
    let (now, value, button) = match simple {
        true => (
            t!(locale, "You see large, simple pages on this device."),
            "ordinary",
            t!(locale, "Show ordinary pages"),
        ),
        false => (
            t!(locale, "You see ordinary pages on this device."),
            "simple",
            t!(locale, "Show large, simple pages"),
        ),
    };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Large, simple pages")}</h1>
                <p>{now}</p>
                <p>{t!(locale, "Large pages have big letters, strong colours and one thing below the other. They show the same.")}</p>
                <form action="/simple-pages" method="post">
                    <input type="hidden" name="pages" value=value />
                    <Button text=button />
                </form>
                <p>{t!(locale, "Your browser keeps this choice, also after you log out.")}</p>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    #[test]
    fn all_words_of_the_choice_can_be_translated() {
        for simple in [false, true] {
            let html = rendered(move || view! { <Simple locale=Locale::Pseudo simple /> });
            assert_eq!(outside_our_words(&html), Vec::<String>::new());
        }
    }
}
