//! What is done for somebody's safety: nobody is told, and it stands in no page or log that patient or carer can open.

mod page;

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect};

pub(super) use page::{QuietFacts, QuietPatient};

use super::visit::quiet_page;
use super::{Id, Visiting, grants_here, one, visiting};
use crate::access::{AccessTeam, normal_email};
use crate::domain::{AccountId, Person, mobile_number};
use crate::journeys::staff::fields::{Fields, Sent};
use crate::store::Elsewhere;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader};

/// The words of the form about contacts.
pub const AS_BEFORE: &str = "as-before";
pub const NOWHERE: &str = "nowhere";
pub const BY_EMAIL: &str = "email";
pub const BY_TEXT: &str = "text";

/// Those who have, or had, access to what the organisation holds, and whether it is kept from them.
pub struct People(pub Vec<(AccountId, String, bool)>);

impl People {
    pub(super) async fn of(app: &AppState, by: &AccessTeam, patient: &Person) -> Result<Self, PageError> {
        let kept_from = app.access.grants.kept_from(patient.id, by.organisation()).await;
        let kept_from = kept_from.map_err(PageError::internal)?;
        let mut people = BTreeMap::new();
        for kept in grants_here(app, by, patient).await? {
            if let Some(carer) = kept.carer {
                let name = kept.carer_name.unwrap_or(kept.grant.called);
                people.entry(carer).or_insert((name, kept_from.contains(&carer)));
            }
        }
        Ok(Self(people.into_iter().map(|(carer, (name, closed))| (carer, name, closed)).collect()))
    }
}

/// Keeps everything of the organisation's from a carer, or no more.
///
/// # Errors
/// When there is no such carer, or nothing can be written down: then nothing is changed.
pub async fn carer(State(app): State<AppState>, by: AccessTeam, id: Id, sent: Sent) -> Outcome {
    let found = quietly(&app, &by, id).await?;
    let fields = Fields::read(sent)?;
    let People(people) = People::of(&app, &by, &found.patient).await?;
    let chosen = people.into_iter().find(|(carer, _, _)| carer.0.to_string() == fields.one("carer"));
    let (carer, name, _) = chosen.ok_or(PageError::NotFound)?;
    let close = match fields.one("do") {
        "close" => true,
        "open" => false,
        _ => return Err(PageError::BadRequest),
    };
    let done = app.access.keep_from_carer(&by, &found.visit, &found.patient, (carer, name), close).await;
    done?;
    Ok(Redirect::to(&found.address()).into_response())
}

/// Changes where the patient is told things.
///
/// # Errors
/// As [`carer`].
pub async fn contact(
    State(app): State<AppState>,
    reader: Reader,
    by: AccessTeam,
    id: Id,
    sent: Sent,
) -> Outcome {
    let found = quietly(&app, &by, id).await?;
    let (fields, locale) = (Fields::read(sent)?, reader.locale());
    let mut state = FormState::default();
    for name in ["told", "new-email", "new-mobile"] {
        state = state.keep(name, fields.one(name));
    }
    let there = match fields.one("told") {
        AS_BEFORE => None,
        NOWHERE => Some(Elsewhere::default()),
        BY_EMAIL => {
            let email = normal_email(fields.one("new-email"));
            if email.is_none() {
                state.wrong("new-email", t!(locale, "Enter an email address, like name@example.com"));
            }
            Some(Elsewhere { email, mobile: None })
        }
        BY_TEXT => {
            let mobile = mobile_number(fields.one("new-mobile")).ok();
            if mobile.is_none() {
                state.wrong("new-mobile", t!(locale, "Enter a mobile number, like 07700 900123"));
            }
            Some(Elsewhere { email: None, mobile })
        }
        _ => {
            state.wrong("told", t!(locale, "Choose where we tell them things"));
            None
        }
    };
    if !state.is_ok() {
        return quiet_page(&app, &reader, &by, &found, state).await;
    }
    let done = app.access.tell_elsewhere(&by, &found.visit, &found.patient, there.as_ref()).await;
    done?;
    Ok(Redirect::to(&found.address()).into_response())
}

/// A quiet visit: what is quiet is never done from a page that others know of.
async fn quietly(app: &AppState, by: &AccessTeam, id: Id) -> Result<Visiting, PageError> {
    visiting(app, by, one(id)).await.and_then(|found| match found.is_quiet() {
        true => Ok(found),
        false => Err(PageError::NotFound),
    })
}
