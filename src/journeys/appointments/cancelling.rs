//! Cancelling: the whole appointment, why, and what happens next, on one page.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::booking::{is_asked, to_request};
use super::changing::{Standing, appointments, standing, wish};
use crate::access::Permit;
use crate::connectors::Booked;
use crate::domain::{Held, Kind, Organisation, Wish};
use crate::journeys::record::asked::AskedId;
use crate::journeys::record::detail::{CannotFind, FactRows, Phone};
use crate::journeys::record::listed::Listed;
use crate::requests::Asked;
use crate::t;
use crate::web::components::{Choice, ErrorSummary, Fieldset, InsetText, LinkButton, Radios, TextInput};
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, Words, page, page_with_status};
use crate::words::{Locale, isolated};

/// The most letters of a reason of one's own.
const MOST_REASON: usize = 100;

/// The fields as they were sent.
#[derive(Clone, Default, Deserialize)]
pub struct CancelForm {
    #[serde(default)]
    wish: String,
    /// The version that the page showed; another one is not cancelled.
    #[serde(default)]
    version: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    other: String,
}

impl std::fmt::Debug for CancelForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CancelForm(…)")
    }
}

/// Why somebody cancels, as it stands in the form.
const REASONS: [&str; 3] = ["better", "cannot-come", "other"];

impl CancelForm {
    fn kept(&self) -> FormState {
        FormState::default()
            .keep("wish", &self.wish)
            .keep("version", &self.version)
            .keep("why", &self.why)
            .keep("other", self.other.trim())
    }

    /// The reason as the organisation reads it, in English, or what is wrong.
    fn reason(&self, locale: Locale) -> Result<String, (&'static str, Words)> {
        let other: String = self.other.chars().filter(|letter| !letter.is_control()).collect();
        let other = other.trim();
        match self.why.as_str() {
            "better" => Ok("No longer needed".into()),
            "cannot-come" => Ok("Cannot come at that time".into()),
            "other" if other.is_empty() => Err(("other", t!(locale, "Write why you cancel"))),
            "other" if other.chars().count() > MOST_REASON => {
                Err(("other", t!(locale, "Why you cancel must have 100 characters or fewer")))
            }
            "other" => Ok(other.to_owned()),
            _ => Err(("why", t!(locale, "Choose why you cancel"))),
        }
    }
}

/// `/appointments/{id}/cancel`: the appointment, and the form.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit, id: AskedId) -> Outcome {
    answer(&app, &reader, &permit, id, None).await
}

/// The form as it was sent.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or nothing could be written down.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: AskedId,
    form: Result<Form<CancelForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| crate::journeys::log_in::unreadable(&rejection))?;
    let wish = Uuid::try_parse(&form.wish).map_err(|_| PageError::BadRequest)?;
    if is_asked(&app, &permit, wish).await? {
        return Ok(to_request(wish));
    }
    answer(&app, &reader, &permit, id, Some((wish, form))).await
}

async fn answer(
    app: &AppState,
    reader: &Reader,
    permit: &Permit,
    AskedId(id): AskedId,
    sent: Option<(Uuid, CancelForm)>,
) -> Outcome {
    let (locale, now) = (reader.locale, app.clock.now());
    let gathered = appointments(app, permit).await?;
    let Some((id, held)) = id.and_then(|id| Some((id, gathered.find(id)?))) else {
        let frame = reader.frame(t!(locale, "We cannot find this appointment")).for_person(permit.subject());
        let sources = gathered.sources.clone();
        let content = view! { <CannotFind locale now kind=Kind::Appointments sources /> };
        return Ok(page_with_status(StatusCode::NOT_FOUND, frame, content));
    };
    let back = format!("/appointments/{id}");
    let frame = || reader.frame(t!(locale, "Cancel this appointment")).for_person(permit.subject());
    let (organisation, booked) = match standing(app, permit, held).await? {
        (Some(organisation), Standing::CanBe(booked)) => (organisation, *booked),
        (organisation, why) => {
            let frame = frame().back(back, t!(locale, "Appointment"));
            return Ok(page(frame, cannot(locale, held, organisation, &why)));
        }
    };
    let mut state = match &sent {
        Some((_, form)) => form.kept(),
        None => {
            let fresh = FormState::default().keep("wish", Uuid::new_v4().to_string());
            fresh.keep("version", booked.version.clone().unwrap_or_default())
        }
    };
    if let Some((id, form)) = sent {
        match form.reason(locale) {
            Ok(reason) => {
                // Exactly what the page showed: if it has changed since, nothing is cancelled.
                let seen = Some(form.version).filter(|version| !version.is_empty());
                let booked = Booked { version: seen.or(booked.version), ..booked };
                let asked = Asked {
                    id,
                    to: organisation.ods_code.clone(),
                    wish: Wish::CancelAppointment(wish(booked, reason)),
                };
                app.requests.ask(permit, vec![asked]).await.map_err(super::not_asked)?;
                return Ok(to_request(id));
            }
            Err((field, words)) => state.wrong(field, words),
        }
    }
    Ok(form_page(
        locale,
        frame().back(back.clone(), t!(locale, "Appointment")),
        back,
        organisation,
        booked,
        state,
    ))
}

fn form_page(
    locale: Locale,
    frame: crate::web::Frame,
    back: String,
    organisation: Arc<Organisation>,
    booked: Booked,
    state: FormState,
) -> Response {
    let (status, frame) = (state.status(), frame.with_errors_of(&state));
    page_with_status(status, frame, view! { <CancelPage locale back organisation booked state /> })
}

#[component]
fn CancelPage(
    locale: Locale,
    back: String,
    organisation: Arc<Organisation>,
    booked: Booked,
    state: FormState,
) -> impl IntoView {
    let name = isolated(&organisation.name).into_owned();
    let label = |reason: &str| match reason {
        "better" => t!(locale, "I do not need it any more"),
        "cannot-come" => t!(locale, "I cannot come then"),
        _ => t!(locale, "Something else"),
    };
    let choice = |value: &'static str| Choice {
        value,
        label: label(value),
        hint: None,
        chosen: state.value("why") == value,
    };
    let choices = REASONS.map(choice).to_vec();
    let kept = |name: &'static str| view! { <input type="hidden" name=name value=state.value(name) /> };
    let (facts, action) = (booked.appointment.facts(locale), format!("{back}/cancel"));
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=state.errors.clone() />
                <h1>{t!(locale, "Do you want to cancel this appointment?")}</h1>
                <FactRows facts />
                <InsetText locale>
                    <p dir="auto">
                        {t!(locale, "{name} may give your time to somebody else at once. You cannot undo this.", name = name)}
                    </p>
                </InsetText>
                <form action=action method="post" novalidate>
                    {kept("wish")}
                    {kept("version")}
                    <Fieldset locale id="why-group" legend=t!(locale, "Why do you cancel?") error=state.error("why")>
                        <Radios name="why" choices />
                    </Fieldset>
                    <TextInput
                        locale
                        id="other"
                        label=t!(locale, "If it is something else, what is it?")
                        hint=t!(locale, "Up to 100 characters. They read it.")
                        value=state.value("other")
                        error=state.error("other")
                    />
                    <button class="nhsuk-button" type="submit">{t!(locale, "Yes, cancel this appointment")}</button>
                    " "
                    <LinkButton href=back text=t!(locale, "No, keep it") secondary=true />
                </form>
            </div>
        </div>
    }
}

/// Why it cannot be cancelled here, and what to do instead.
fn cannot(
    locale: Locale,
    held: &Held<crate::domain::Appointment>,
    organisation: Option<Arc<Organisation>>,
    why: &Standing,
) -> impl IntoView + use<> {
    let (heading, words) = match why {
        Standing::IsCancelled => (
            t!(locale, "This appointment is cancelled already"),
            t!(locale, "There is nothing more that you need to do."),
        ),
        Standing::IsOver => (
            t!(locale, "This appointment cannot be cancelled"),
            t!(locale, "It has begun, is over, or is not booked."),
        ),
        Standing::NoAnswer => (
            t!(locale, "We could not check this appointment"),
            t!(locale, "Nothing was cancelled. Try again in a few minutes, or call them."),
        ),
        Standing::Call | Standing::CanBe(_) => {
            (t!(locale, "You cannot cancel this appointment here"), t!(locale, "Call them to cancel it."))
        }
    };
    let own = held.entry.phone.clone();
    let known: Vec<_> = match organisation {
        Some(organisation) => vec![organisation],
        None => held.holders.iter().map(|holder| holder.organisation.clone()).collect(),
    };
    let phones = known.into_iter().enumerate().filter_map(|(at, organisation)| {
        let number = own.clone().filter(|_| at == 0).or_else(|| organisation.phone.clone())?;
        Some(view! { <p><Phone phone=(organisation.name.clone(), number) /></p> })
    });
    view! {
        <h1>{heading}</h1>
        <p>{words}</p>
        {phones.collect_view()}
        <p><a href=format!("/appointments/{}", held.id)>{t!(locale, "Back to the appointment")}</a></p>
    }
}
