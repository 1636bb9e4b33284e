//! GP surgeries' appointment books through GP Connect, patient-facing Appointment Management (FHIR STU3).

mod asking;
mod book;
mod mapping;
mod refusals;
mod slots;
mod writing;

#[cfg(test)]
pub(super) mod tests;

use async_trait::async_trait;
use chrono::{Months, NaiveDate, Utc};
use chrono_tz::Europe::London;
use uuid::Uuid;

use super::appointment_book::AppointmentBook;
use super::config::{CannotConnect, SourceConfig};
use super::fhir_json::SubjectCheck;
use super::fhir_r4::mapping::Found;
use super::http::{ByteBudget, SourceHttp, Timeouts};
use super::{Connector, ConnectorError, alarmed};
use crate::access::FetchOrder;
use crate::domain::{Answer, Kind, Kinds, Organisation};

const APPOINTMENTS: Kinds = Kinds::just(Kind::Appointments);
/// How far ahead appointments are asked for; no surgery books so far.
const MONTHS_AHEAD: Months = Months::new(24);

/// A surgery's appointment book.
pub struct GpConnectAppointments {
    http: SourceHttp,
    organisation: Organisation,
    offers: Kinds,
    /// The identifier system by which it knows NHS numbers.
    system: String,
}

impl GpConnectAppointments {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        Ok(Self {
            http: SourceHttp::new(config, budget, Timeouts::default())?,
            organisation: config.organisation.clone(),
            offers: config.offers.and(APPOINTMENTS),
            system: config.patient_identifier_system.clone(),
        })
    }

    /// Patients are known to it by their NHS number.
    fn check<'o>(&'o self, order: &'o FetchOrder) -> SubjectCheck<'o> {
        let ids = order.numbers().iter().map(|number| number.digits());
        SubjectCheck::new(order, &self.system).with_patient_ids(ids)
    }

    async fn gathered(&self, order: &FetchOrder) -> Result<Answer, ConnectorError> {
        let (from, until) = self.all_time();
        let pages = asking::appointments(&self.http.under(order), order, from, until, Uuid::new_v4()).await?;
        let is_partial = pages.is_partial();
        let mut all = [(mapping::WANTED, pages)];
        let found = Found::read(&mut all, self.http.base().as_str(), &self.check(order))?;
        let mut answer = Answer::default();
        found.put(Kind::Appointments, is_partial, &mut answer);
        Ok(answer)
    }

    /// From the day since when it keeps records online, or else from the last century, to well ahead.
    fn all_time(&self) -> (NaiveDate, NaiveDate) {
        let today = Utc::now().with_timezone(&London).date_naive();
        let first = self.organisation.records_start.map(|start| start.earliest_day());
        let from = first.filter(|day| *day <= today).or(NaiveDate::from_ymd_opt(1900, 1, 1));
        (from.unwrap_or(today), today.checked_add_months(MONTHS_AHEAD).unwrap_or(today))
    }

    /// Raises the alarm where an answer was about somebody else.
    fn watched<T>(&self, outcome: Result<T, ConnectorError>) -> Result<T, ConnectorError> {
        alarmed(self.http.name(), outcome)
    }
}

#[async_trait]
impl Connector for GpConnectAppointments {
    fn asked_together(&self, kind: Kind) -> Kinds {
        self.offers.and(Kinds::just(kind))
    }

    async fn fetch(&self, order: &FetchOrder, kinds: Kinds) -> Result<Answer, ConnectorError> {
        if kinds.and(self.offers).is_empty() {
            return Ok(Answer::default());
        }
        let outcome = self.gathered(order).await;
        self.watched(outcome)
    }

    fn appointment_book(&self) -> Option<&dyn AppointmentBook> {
        Some(self)
    }
}

/// Reads an answer in every way that there is; what it is as a list of appointments comes back.
#[cfg(test)]
pub(super) fn read(json: super::fhir_json::Node, order: &FetchOrder) -> Result<Answer, ConnectorError> {
    // The published examples know their patient by this number alone.
    let check = SubjectCheck::new(order, super::fhir_json::NHS_NUMBER_SYSTEM)
        .with_patient_ids(["9000000009".to_owned()]);
    let days = slots::Days { from: NaiveDate::MIN, until: NaiveDate::MAX };
    let _ = slots::free_times([json], "https://x", &check, days);
    let _ = mapping::one(json.value().unwrap_or_default(), "https://x", &check);
    let found = Found::of_bundles([(mapping::WANTED, json)], "https://x", &check)?;
    let mut answer = Answer::default();
    found.put(Kind::Appointments, false, &mut answer);
    Ok(answer)
}
