//! How many organisations are still waited for: one number, for the part of a page that looks again by itself.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;

use crate::access::{Permit, Purpose};
use crate::domain::{
    Allergy, Appointment, Condition, InAnswer, Kind, Letter, Medicine, TestResult, Vaccination, Visit,
};
use crate::web::{AppState, Outcome, PageError};

/// Answers in plain text. The word `everything` stands for all kinds together.
///
/// # Errors
/// [`PageError::NotFound`] for a word that is no kind; otherwise when nothing may be shown.
pub async fn still_waiting(State(app): State<AppState>, permit: Permit, Path(kind): Path<String>) -> Outcome {
    let waiting = match Kind::from_slug(&kind) {
        Some(Kind::Appointments) => of::<Appointment>(&app, &permit).await?,
        Some(Kind::Medicines) => of::<Medicine>(&app, &permit).await?,
        Some(Kind::Allergies) => of::<Allergy>(&app, &permit).await?,
        Some(Kind::Conditions) => of::<Condition>(&app, &permit).await?,
        Some(Kind::TestResults) => of::<TestResult>(&app, &permit).await?,
        Some(Kind::Letters) => of::<Letter>(&app, &permit).await?,
        Some(Kind::Vaccinations) => of::<Vaccination>(&app, &permit).await?,
        Some(Kind::Visits) => of::<Visit>(&app, &permit).await?,
        None if kind == "everything" => of_everything(&app, &permit).await?,
        None => return Err(PageError::NotFound),
    };
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], waiting.to_string()).into_response())
}

async fn of<T: InAnswer>(app: &AppState, permit: &Permit) -> Result<usize, PageError> {
    let sealed = app.gather.one::<T>(permit).await.map_err(PageError::internal)?;
    let gathered =
        permit.disclose(sealed, Purpose::WhereFrom).await.map_err(|_| PageError::CannotDisclose)?;
    Ok(gathered.waiting())
}

async fn of_everything(app: &AppState, permit: &Permit) -> Result<usize, PageError> {
    let sealed = app.gather.everything(permit).await.map_err(PageError::internal)?;
    let everything =
        permit.disclose(sealed, Purpose::WhereFrom).await.map_err(|_| PageError::CannotDisclose)?;
    Ok(standing_waiting(&everything))
}

fn standing_waiting(everything: &crate::gather::Everything) -> usize {
    let waits = |report: &&crate::domain::SourceReport| report.state == crate::domain::SourceState::Waiting;
    everything.sources.iter().filter(waits).count()
}
