//! Acting for somebody else: the people one may help, the code that begins it, the switch, and where it stops.

mod ask;
mod code;
mod front;
mod growing;
mod offer;
mod people;
mod stopped;
mod switch;

pub use ask::{ask, asked};
pub use code::{ask_code, take_code};
pub use front::front;
pub use growing::AsYouGrow;
pub use offer::{answer, one};
pub use people::people;
pub use stopped::stopped;
pub use switch::switch;

use crate::access::Permit;
use crate::domain::{GrantId, OnDay, Person};
use crate::store::KeptGrant;
use crate::web::{AppState, PageError};

const HERE: &str = "/helping";

/// A grant of somebody whom whoever is logged in may help, and how it stands today.
struct Help {
    patient: Person,
    kept: KeptGrant,
    on: OnDay,
}

async fn all_help(app: &AppState, permit: &Permit) -> Result<Vec<Help>, PageError> {
    let grants = app.access.grants.of_carer(permit.actor()).await.map_err(PageError::internal)?;
    let help = |(patient, kept): (Person, KeptGrant)| {
        let on = match kept.grant.parts.is_empty() {
            // An organisation keeps all of it from this carer.
            true => OnDay::NotActive,
            false => app.access.on_today(&kept, &patient),
        };
        Help { patient, kept, on }
    };
    Ok(grants.into_iter().map(help).collect())
}

async fn one_help(app: &AppState, permit: &Permit, id: Option<GrantId>) -> Result<Help, PageError> {
    let id = id.ok_or(PageError::NotFound)?;
    let all = all_help(app, permit).await?;
    all.into_iter().find(|help| help.kept.id == id).ok_or(PageError::NotFound)
}
