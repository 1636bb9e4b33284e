//! "Leave this page quickly": the log-in ends here, and the browser goes on to a page about something else.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use tower_sessions::Session;

use crate::access;
use crate::t;
use crate::web::components::LinkButton;
use crate::web::{AppState, Outcome, Reader, page};
use crate::words::Locale;

const HERE: &str = "/leave";

/// Ends the log-in, if there is one, and leads away. Nobody is asked first, and nothing holds anybody up: where the end
/// cannot be stored, the browser forgets the log-in all the same.
///
/// # Errors
/// None.
pub async fn leave(State(app): State<AppState>, session: Session, headers: HeaderMap) -> Outcome {
    let forget = access::log_out(&app.access, &session).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a log-in could not be ended for somebody who leaves");
        app.access.cookie.forget()
    });
    Ok((forget.but_a_remembered_device(&headers), Redirect::to(HERE)).into_response())
}

/// Leads away at once, in the place of this page in the browser's history. The form itself could not: our own rules let
/// no form lead elsewhere.
///
/// # Errors
/// None.
pub async fn away(State(app): State<AppState>, reader: Reader) -> Outcome {
    let (locale, to) = (reader.locale(), app.leave_to.to_string());
    let refresh = HeaderValue::from_str(&format!("0;url={to}"));
    let mut response = page(reader.frame(t!(locale, "Going to another page")), view! { <Away locale to /> });
    if let Ok(refresh) = refresh {
        response.headers_mut().insert(header::REFRESH, refresh);
    }
    Ok(response)
}

/// Seen where a browser does not go on by itself.
#[component]
fn Away(locale: Locale, to: String) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Going to another page")}</h1>
        <LinkButton href=to text=t!(locale, "Go on") />
    }
}
