//! A file that somebody makes who acts for the patient: its first line says for whom and by whom, and nothing in it says
//! that there is nothing.

use chrono::{DateTime, Utc};

use crate::access::Permit;
use crate::domain::{Kinds, Person};
use crate::t;
use crate::web::{AppState, PageError, Words};
use crate::words::{Locale, dates, isolated};

/// Whoever acts for the patient and makes a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ByCarer {
    /// As their own account has it.
    pub name: String,
    /// What they may see somewhere: of anything else the file does not even say that it was not chosen.
    pub sees: Kinds,
}

impl ByCarer {
    /// Whoever asks under this permit; nobody where it is the patient.
    ///
    /// # Errors
    /// When our database does not answer.
    pub async fn of(app: &AppState, permit: &Permit, locale: Locale) -> Result<Option<Self>, PageError> {
        if !permit.is_limited() {
            return Ok(None);
        }
        let name = app.access.name_of(permit.actor()).await.map_err(PageError::internal)?;
        let name = name.unwrap_or_else(|| t!(locale, "Somebody").into_owned());
        Ok(Some(Self { name, sees: permit.seen_of(Kinds::in_record()) }))
    }

    /// The first line of the file.
    pub fn made(&self, locale: Locale, now: DateTime<Utc>, patient: &Person) -> String {
        t!(
            locale,
            "{carer}, who acts for {patient}, made this file on {when}.",
            carer = isolated(&self.name),
            patient = isolated(&patient.name),
            when = dates::moment(locale, now)
        )
        .into_owned()
    }
}

/// Said in the place of every kind of "nothing", as on every list that somebody sees who acts for the patient.
pub fn nothing_to_see(locale: Locale) -> Words {
    t!(locale, "There is nothing here that you can see.")
}
