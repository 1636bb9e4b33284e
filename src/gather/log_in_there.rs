//! The way to a hospital where patients log in themselves: to be sent there, and to take what it gives.

use std::sync::Arc;

use super::Gather;
use crate::access::{FetchOrder, Permit};
use crate::connectors::Connector;
use crate::domain::{OdsCode, Organisation};
use crate::store::StoreError;

/// A hospital with a log-in of its own, for one person whom it may know.
pub struct LogInThere {
    pub organisation: Arc<Organisation>,
    connector: Arc<dyn Connector>,
    /// Whose log-in it must turn out to be.
    pub order: FetchOrder,
}

impl LogInThere {
    pub fn connector(&self) -> &dyn Connector {
        &*self.connector
    }
}

impl Gather {
    /// The hospital, where it answers to its patients' own log-in and this person is the patient and known to it.
    ///
    /// # Errors
    /// When our own database does not answer: then nobody knows who may be asked.
    pub async fn log_in_there(
        &self,
        permit: &Permit,
        hospital: &OdsCode,
    ) -> Result<Option<LogInThere>, StoreError> {
        let found = self.0.sources.iter().find(|source| source.organisation.ods_code == *hospital);
        let door = found.and_then(|source| source.with_a_log_in_of_its_own());
        let Some(door) = door.filter(|_| permit.is_the_patients_own()) else { return Ok(None) };
        let who = self.0.who(permit, self.deadline()).await?;
        let order = who.with_number_in_force(permit.order());
        // Of a restricted record, or at an age for which it shares nothing, nobody is led there in vain.
        let may_be_asked = door.allows(&order, &who, self.0.clock.now()).is_ok();
        Ok((may_be_asked && who.knows_person(&door.organisation)).then(|| LogInThere {
            organisation: door.organisation.clone(),
            connector: door.connector.clone(),
            order,
        }))
    }
}
