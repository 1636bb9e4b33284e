//! What administrators changed about the accounts of staff.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::{OdsCode, StaffId, StaffRoles};
use crate::store::query::{execute, fetch_all};
use crate::store::{Database, StoreError, WriteTransaction};

/// What was changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhatChanged {
    Added,
    Roles,
    /// They begin with a new code and a new second step.
    BegunAnew,
    /// It was said whose record is their own.
    OwnNumber,
    Ended,
    /// A log-in at their organisation's provider opens it from now on.
    ProviderOpens,
}

impl WhatChanged {
    const ALL: [Self; 6] =
        [Self::Added, Self::Roles, Self::BegunAnew, Self::OwnNumber, Self::Ended, Self::ProviderOpens];

    const fn slug(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Roles => "roles",
            Self::BegunAnew => "begun-anew",
            Self::OwnNumber => "own-number",
            Self::Ended => "ended",
            Self::ProviderOpens => "provider-opens",
        }
    }
}

/// One change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffEvent {
    pub at: DateTime<Utc>,
    /// None where it was done at the command line.
    pub by: Option<StaffId>,
    pub about: StaffId,
    pub what: WhatChanged,
    /// As they are since.
    pub roles: StaffRoles,
}

pub(super) async fn write(
    transaction: &mut WriteTransaction,
    organisation: &OdsCode,
    event: &StaffEvent,
) -> Result<(), StoreError> {
    execute!(
        transaction.on(),
        "INSERT INTO staff_event (id, organisation, at, by_staff, about, what, roles)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        Uuid::now_v7(),
        organisation.as_str(),
        event.at,
        event.by.map(|by| by.0),
        event.about.0,
        event.what.slug(),
        event.roles.slugs()
    )?;
    Ok(())
}

pub(super) async fn of(
    database: &Database,
    organisation: &OdsCode,
    most: i64,
) -> Result<Vec<StaffEvent>, StoreError> {
    let rows = fetch_all!(
        database.reader(),
        (DateTime<Utc>, Option<Uuid>, Uuid, String, String),
        "SELECT at, by_staff, about, what, roles FROM staff_event
         WHERE organisation = $1 ORDER BY at DESC, id DESC LIMIT $2",
        organisation.as_str(),
        most
    )?;
    let read = |(at, by, about, what, roles): (_, Option<Uuid>, Uuid, String, String)| {
        let what = WhatChanged::ALL.into_iter().find(|known| known.slug() == what)?;
        let roles = StaffRoles::from_slugs(&roles);
        Some(StaffEvent { at, by: by.map(StaffId), about: StaffId(about), what, roles })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}
