//! `/staff/log-in-at-work`: after the first log-in, whether it was they who came with a log-in at work a moment ago.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use serde::Deserialize;

use crate::access::{Came, StaffPermit};
use crate::journeys::log_in::unreadable;
use crate::journeys::staff::frame;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page};
use crate::words::{Locale, isolated};

#[derive(Default, Deserialize)]
pub struct Answer {
    #[serde(default)]
    answer: String,
}

fn who_came(app: &AppState, headers: &HeaderMap, staff: &StaffPermit) -> Option<Came> {
    let accounts = &app.access.staff;
    accounts.who_came(accounts.cookies().brought_came(headers).as_deref(), staff.organisation())
}

/// Asks; to the desk where nobody came, or too long ago.
///
/// # Errors
/// None.
pub async fn ask(
    State(app): State<AppState>,
    reader: Reader,
    staff: StaffPermit,
    headers: HeaderMap,
) -> Outcome {
    let locale = reader.locale();
    let Some(came) = who_came(&app, &headers, &staff) else { return Ok(to_desk(&app)) };
    let frame = frame(&app, &reader, &staff, t!(locale, "Your log-in at work"));
    let own = staff.name().to_owned();
    Ok(page(frame, view! { <WasItYou locale came own /> }))
}

/// Lets that log-in open this account from now on, or forgets it.
///
/// # Errors
/// When the form cannot be read, or it is not stored.
pub async fn tell(
    State(app): State<AppState>,
    staff: StaffPermit,
    headers: HeaderMap,
    form: Result<Form<Answer>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    if let (Some(came), "yes") = (who_came(&app, &headers, &staff), form.answer.as_str()) {
        let opens = app.access.staff.let_open(&staff, &came).await.map_err(PageError::internal)?;
        tracing::info!(staff = %staff.id().0, opens, "a log-in at work opens this account");
    }
    Ok(to_desk(&app))
}

fn to_desk(app: &AppState) -> axum::response::Response {
    let gone = app.access.staff.cookies().forget_came();
    ([(header::SET_COOKIE, gone)], Redirect::to("/staff")).into_response()
}

#[component]
fn WasItYou(locale: Locale, came: Came, own: String) -> impl IntoView {
    let (name, provider) = (isolated(&came.name).into_owned(), isolated(&came.provider).into_owned());
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Your log-in at work")}</h1>
                <p dir="auto">
                    {t!(
                        locale,
                        "A moment ago somebody came to this browser with {provider}. It calls them {name}.",
                        provider = provider,
                        name = name
                    )}
                </p>
                <p dir="auto">
                    {t!(locale, "You are logged in as {own}. If it was you, that log-in can open this account from now on.", own = isolated(&own))}
                </p>
                <form action="/staff/log-in-at-work" method="post" novalidate>
                    <button class="nhsuk-button" type="submit" name="answer" value="yes">
                        {t!(locale, "It was me: let it open my account")}
                    </button>
                    " "
                    <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="answer" value="no">
                        {t!(locale, "It was not me, or not now")}
                    </button>
                </form>
            </div>
        </div>
    }
}
