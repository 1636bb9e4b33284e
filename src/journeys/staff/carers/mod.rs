//! `/staff/carers`: the access team's desk. Who acts for whom among the patients of their own organisation: what is due,
//! one patient's carers after an exact search, and what is done with them.

mod died;
mod find;
mod form;
mod give;
mod grant;
mod own;
mod page;
mod quiet;
mod visit;
mod words;

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use uuid::Uuid;

pub use died::{ask as ask_died, say as say_died};
pub use find::{add, ask_to_add, find, open_due, show};
pub use give::{begin as begin_to_give, begun as begun_to_give, show as show_giving, submit as go_on_giving};
pub use grant::{change as change_grant, show as show_grant};
pub use own::{ask as ask_own, change as change_own};
pub use quiet::{carer as quiet_carer, contact as quiet_contact};
pub use visit::show as show_visit;

use crate::access::{AccessTeam, CareVisit};
use crate::domain::Person;
use crate::store::KeptGrant;
use crate::web::{AppState, PageError};

const HERE: &str = "/staff/carers";

/// Whom somebody is busy with.
struct Visiting {
    id: Uuid,
    visit: CareVisit,
    patient: Person,
}

impl Visiting {
    /// The address of the patient's page.
    fn address(&self) -> String {
        format!("{HERE}/{}", self.id)
    }

    fn is_quiet(&self) -> bool {
        self.visit.quietly.is_some()
    }
}

/// The visit of an address, whoever's way it is: quiet or not. Nothing where it is over or another's.
async fn visiting(app: &AppState, by: &AccessTeam, id: Option<Uuid>) -> Result<Visiting, PageError> {
    let id = id.ok_or(PageError::NotFound)?;
    let visit = app.care_visits.find(by, id).ok_or(PageError::NotFound)?;
    let patient = app.access.accounts.person(visit.patient).await.map_err(PageError::internal)?;
    let patient = patient.ok_or(PageError::NotFound)?;
    Ok(Visiting { id, visit, patient })
}

/// As [`visiting`], for pages that tell both: they are not there while somebody acts quietly.
async fn openly(app: &AppState, by: &AccessTeam, id: Option<Uuid>) -> Result<Visiting, PageError> {
    visiting(app, by, id).await.and_then(|found| match found.is_quiet() {
        true => Err(PageError::NotFound),
        false => Ok(found),
    })
}

/// The grants that have a part at the organisation of whoever looks, the newest first.
async fn grants_here(app: &AppState, by: &AccessTeam, patient: &Person) -> Result<Vec<KeptGrant>, PageError> {
    let all = app.access.grants.of_patient(patient.id).await.map_err(PageError::internal)?;
    let is_here =
        |kept: &KeptGrant| kept.grant.parts.iter().any(|part| part.organisation == *by.organisation());
    Ok(all.into_iter().filter(is_here).collect())
}

type Id = Result<Path<Uuid>, PathRejection>;

fn one(id: Id) -> Option<Uuid> {
    id.ok().map(|Path(id)| id)
}
