//! Which patient of the server's is the subject.

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use uuid::Uuid;

use super::search::{Filter, Pages};
use crate::access::{Authority, FetchOrder, PatientToken};
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{About, Mode, SubjectCheck, entries};
use crate::connectors::http::SourceHttp;
use crate::domain::{NhsNumber, PersonId};

const KEPT_FOR: Duration = Duration::from_secs(10 * 60);
const MOST_KEPT: u64 = 10_000;

/// The server's own ids of people, kept for ten minutes. A person's number and the proof by name and birth date
/// belong together, so both the person and the number are in the key; and what was told under one authority is not
/// used under another.
pub struct KnownPatients(Cache<Key, Arc<[String]>>);

type Key = (PersonId, NhsNumber, Authority);

impl Default for KnownPatients {
    fn default() -> Self {
        Self(Cache::builder().time_to_live(KEPT_FOR).max_capacity(MOST_KEPT).build())
    }
}

impl KnownPatients {
    /// The ids of the subject: by the number in force, or else by a former one. All kinds are asked for at the same
    /// time; the first of them looks the person up for the others.
    pub async fn find(
        &self,
        http: &SourceHttp,
        system: &str,
        order: &FetchOrder,
        correlation: Uuid,
    ) -> Result<Arc<[String]>, ConnectorError> {
        // Proved to be the subject's when the token was given; a patient's own token may not search for patients.
        if let Some(PatientToken::Hospital(token)) = order.patient_token() {
            return Ok([token.patient().to_owned()].into());
        }
        let found = self.0.try_get_with(key(order), look_up_all(http, system, order, correlation)).await;
        found.map_err(|error| (*error).clone())
    }

    /// Forgets the ids when an answer throws doubt on them.
    pub async fn forget_after(&self, order: &FetchOrder, error: &ConnectorError) {
        if error.is_answer()
            || matches!(error, ConnectorError::AboutSomebodyElse | ConnectorError::IgnoredFilter)
        {
            self.0.invalidate(&key(order)).await;
        }
    }
}

fn key(order: &FetchOrder) -> Key {
    (order.subject().id, order.nhs_number(), order.authority())
}

async fn look_up_all(
    http: &SourceHttp,
    system: &str,
    order: &FetchOrder,
    correlation: Uuid,
) -> Result<Arc<[String]>, ConnectorError> {
    for number in order.numbers() {
        let ids = look_up(http, system, order, *number, correlation).await?;
        if !ids.is_empty() {
            return Ok(ids.into());
        }
    }
    Err(ConnectorError::DoesNotKnowPerson)
}

async fn look_up(
    http: &SourceHttp,
    system: &str,
    order: &FetchOrder,
    number: NhsNumber,
    correlation: Uuid,
) -> Result<Vec<String>, ConnectorError> {
    let mut url = http.below("Patient")?;
    let identifier = format!("{system}|{}", number.digits());
    url.query_pairs_mut().append_pair("identifier", &identifier);
    let filter = Filter { parameters: &["identifier"], values: &[identifier] };
    let pages = Pages::follow(http, url, &filter, correlation).await?;
    let check = SubjectCheck::new(order, system);
    let mut ids = Vec::new();
    for entry in pages.bundles().flat_map(entries) {
        let is_patient = entry.resource.resource_type() == "Patient" && entry.mode != Mode::Outcome;
        if !is_patient {
            continue;
        }
        // Every patient in the answer was to have this number; one without it is somebody else.
        if check.patient(entry.resource) != About::Subject {
            return Err(ConnectorError::AboutSomebodyElse);
        }
        ids.push(entry.resource.id().ok_or(ConnectorError::Unreadable("a patient without an id"))?);
    }
    ids.sort();
    ids.dedup();
    Ok(ids)
}
