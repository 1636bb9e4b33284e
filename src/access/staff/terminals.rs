//! Terminals at the desk of the organisation that they belong to.

use chrono::NaiveDate;

use super::{AsServiceManager, AsTerminalHost, CannotNote, OnDuty, StaffPermit};
use crate::access::terminals::{CannotAddTerminal, checked};
use crate::access::{Access, Purpose};
use crate::domain::{Kinds, OdsCode, TerminalId};
use crate::store::{NewTerminal, StoreError, TerminalRow};

/// Where a visit code can be used.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct VisitPlaces {
    /// Where terminals of the own organisation stand.
    pub here: Vec<String>,
    /// Everywhere else that has one.
    pub elsewhere: Vec<String>,
}

/// How many log-ins there were at each terminal on each day.
pub type LogInsByDay = Vec<(TerminalId, NaiveDate, usize)>;

impl Access {
    /// Adds a terminal at the own desk, once that is written down; the code that makes a browser it.
    ///
    /// # Errors
    /// What is wrong with it, or that it is not stored.
    pub async fn add_terminal_by(
        &self,
        by: &OnDuty<AsTerminalHost>,
        new: NewTerminal<'_>,
    ) -> Result<String, CannotAddTerminal> {
        let new = checked(NewTerminal { organisation: Some(by.organisation()), ..new })?;
        by.note(None, Kinds::NONE, Purpose::TerminalAdded).await?;
        self.add_terminal(new).await
    }

    /// The terminals of the own organisation.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn terminals_of(&self, by: &OnDuty<AsTerminalHost>) -> Result<Vec<TerminalRow>, StoreError> {
        self.terminals.list(Some(by.organisation())).await
    }

    /// Ends one of them, with whatever log-in is open there; false where there is none that runs.
    ///
    /// # Errors
    /// When it is not written down, or not stored.
    pub async fn end_terminal_by(
        &self,
        by: &OnDuty<AsTerminalHost>,
        id: TerminalId,
    ) -> Result<bool, CannotNote> {
        let own = self.terminals_of(by).await?;
        if !own.iter().any(|row| row.terminal.id == id && row.stopped.is_none()) {
            return Ok(false);
        }
        by.note(None, Kinds::NONE, Purpose::TerminalEnded).await?;
        Ok(self.end_terminal(id).await?)
    }

    /// The terminals of the own organisation, and how many log-ins there were at each on each day from this one on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn terminal_uses(
        &self,
        by: &OnDuty<AsServiceManager>,
        from: NaiveDate,
    ) -> Result<(Vec<TerminalRow>, LogInsByDay), StoreError> {
        let of = by.organisation();
        Ok((self.terminals.list(Some(of)).await?, self.terminals.log_ins(of, from).await?))
    }

    /// Where a visit code that the own organisation makes can be used. What is its only place is not elsewhere.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn visit_places(&self, by: &StaffPermit) -> Result<VisitPlaces, StoreError> {
        let all = self.terminals.places().await?;
        let is_own = |code: &Option<OdsCode>| code.as_ref() == Some(by.organisation());
        let own = all.iter().filter(|one| is_own(&one.organisation)).map(|one| one.place.clone());
        let here: Vec<String> = own.collect();
        let mut elsewhere: Vec<String> = all.into_iter().map(|one| one.place).collect();
        elsewhere.dedup();
        if let [only] = here.as_slice() {
            elsewhere.retain(|place| place != only);
        }
        Ok(VisitPlaces { here, elsewhere })
    }
}
