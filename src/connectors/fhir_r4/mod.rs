//! Hospitals and community services with a UK Core FHIR R4 server, searched by patient, one kind at a time.

mod answer_lists;
mod answers;
mod attendance;
mod details;
mod file;
mod forms;
mod log_in;
pub(super) mod mapping;
mod messages;
mod patient;
mod referral_wishes;
pub(super) mod search;
mod searches;
mod writing;

#[cfg(test)]
mod tests;

use async_trait::async_trait;
use futures::future::join_all;
use uuid::Uuid;

use self::answer_lists::AnswerLists;
use self::forms::Forms;
use self::mapping::Found;
use self::patient::KnownPatients;
use self::search::Pages;
use self::searches::searches;
use crate::access::FetchOrder;
use crate::connectors::config::{CannotConnect, SourceConfig};
use crate::connectors::fhir_json::SubjectCheck;
use crate::connectors::http::{ByteBudget, SourceHttp, Timeouts};
use crate::connectors::{
    AttendanceService, Connector, ConnectorError, FormService, LetterFile, MessageService, PatientLogIn,
    ReferralService, about_somebody_else,
};
use crate::domain::{Answer, Kind, Kinds, OdsCode, Takes};

/// A FHIR R4 server that knows people by NHS number.
pub struct FhirR4 {
    http: SourceHttp,
    offers: Kinds,
    /// The identifier system by which it knows NHS numbers.
    system: String,
    known: KnownPatients,
    lists: AnswerLists,
    organisation: OdsCode,
    /// Within how many working days messages are answered.
    answers_within: Option<u32>,
    takes: Vec<Takes>,
}

impl FhirR4 {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        Self::with_timeouts(config, budget, Timeouts::default())
    }

    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn with_timeouts(
        config: &SourceConfig,
        budget: ByteBudget,
        timeouts: Timeouts,
    ) -> Result<Self, CannotConnect> {
        Ok(Self {
            http: SourceHttp::new(config, budget, timeouts)?,
            offers: config.offers.iter().filter(|kind| can_be_asked(*kind)).collect(),
            system: config.patient_identifier_system.clone(),
            known: KnownPatients::default(),
            lists: AnswerLists::default(),
            organisation: config.organisation.ods_code.clone(),
            answers_within: config.message_answer_days,
            takes: config.takes.clone(),
        })
    }

    fn takes(&self, what: Takes) -> bool {
        self.takes.contains(&what) && self.offers.contains(what.kind())
    }

    /// One kind: its searches at the same time. Where one of several fails, the kind is incomplete.
    async fn kind(
        &self,
        kind: Kind,
        order: &FetchOrder,
        ids: &[String],
        correlation: Uuid,
        answer: &mut Answer,
    ) -> Result<(), ConnectorError> {
        if kind == Kind::Details {
            answer.details = Some(self.details(order, ids, correlation).await?);
            return Ok(());
        }
        let wanted = searches(kind);
        let http = self.http.under(order);
        let asked = wanted.iter().map(|search| self.search(&http, search, ids, correlation));
        let mut pages = Vec::new();
        let mut failed = None;
        let (mut is_incomplete, mut is_told) = (false, false);
        for (search, outcome) in wanted.iter().zip(join_all(asked).await) {
            match outcome {
                Ok(found) => {
                    is_told |= !search.is_extra || !found.is_empty();
                    pages.push((search.resource_type, found));
                }
                Err(error @ (ConnectorError::AboutSomebodyElse | ConnectorError::IgnoredFilter)) => {
                    return Err(error);
                }
                Err(error) if search.is_extra && is_not_there(&error) => {}
                // The person is known by now, so this says that it holds nothing of this type for sharing.
                Err(ConnectorError::DoesNotKnowPerson) => failed = failed.or(Some(ConnectorError::Forbidden)),
                Err(error) => {
                    is_incomplete = true;
                    failed = Some(error);
                }
            }
        }
        match failed {
            Some(error) if !is_told => return Err(error),
            _ => {}
        }
        let check = SubjectCheck::new(order, &self.system).with_patient_ids(ids.iter().cloned());
        let forms = match kind {
            Kind::Questionnaires => Forms::fetch(&http, &mut pages, correlation).await,
            _ => Forms::default(),
        };
        let found = Found::read(&mut pages, self.http.base().as_str(), &check)?.with_forms(&forms, &check)?;
        found.put(kind, is_incomplete || forms.is_incomplete, answer);
        if kind == Kind::Questionnaires {
            self.lists.put_into(answer, &http, correlation).await;
        }
        Ok(())
    }

    async fn search(
        &self,
        http: &SourceHttp,
        search: &searches::Search,
        ids: &[String],
        id: Uuid,
    ) -> Result<Pages, ConnectorError> {
        let pages = Pages::fetch(http, search, true, ids, id).await;
        match pages {
            // Strict servers refuse an `_include` that they do not have; the answer is readable without it.
            Err(ConnectorError::ServerError(400)) if !search.includes.is_empty() => {
                Pages::fetch(http, search, false, ids, id).await
            }
            other => other,
        }
    }
}

#[async_trait]
impl Connector for FhirR4 {
    fn asked_together(&self, kind: Kind) -> Kinds {
        self.offers.and(Kinds::just(kind))
    }

    async fn fetch(&self, order: &FetchOrder, kinds: Kinds) -> Result<Answer, ConnectorError> {
        let correlation = Uuid::new_v4();
        let fetched = async {
            let ids = self.known.find(&self.http.under(order), &self.system, order, correlation).await?;
            let mut answer = Answer::default();
            for kind in kinds.and(self.offers).iter() {
                self.kind(kind, order, &ids, correlation, &mut answer).await?;
            }
            Ok(answer)
        };
        let outcome = fetched.await;
        if let Err(error) = &outcome {
            self.known.forget_after(order, error).await;
            about_somebody_else(self.http.name(), error);
        }
        outcome
    }

    async fn file(&self, order: &FetchOrder, address: &str) -> Result<LetterFile, ConnectorError> {
        let correlation = Uuid::new_v4();
        let ids = self.known.find(&self.http.under(order), &self.system, order, correlation).await?;
        let outcome = file::fetch(&self.http.under(order), address, &ids, correlation).await;
        if let Err(error) = &outcome {
            self.known.forget_after(order, error).await;
            about_somebody_else(self.http.name(), error);
        }
        outcome
    }

    fn message_service(&self) -> Option<&dyn MessageService> {
        self.offers.contains(Kind::Messages).then_some(self as &dyn MessageService)
    }

    fn form_service(&self) -> Option<&dyn FormService> {
        self.offers.contains(Kind::Questionnaires).then_some(self as &dyn FormService)
    }

    fn attendance_service(&self) -> Option<&dyn AttendanceService> {
        self.takes(Takes::Attendance).then_some(self as &dyn AttendanceService)
    }

    fn referral_service(&self) -> Option<&dyn ReferralService> {
        self.takes(Takes::NoLongerNeeded).then_some(self as &dyn ReferralService)
    }

    fn patient_log_in(&self) -> Option<&dyn PatientLogIn> {
        self.http.smart().map(|_| self as &dyn PatientLogIn)
    }
}

/// What a server says that has no such type, or does not give it to us.
fn is_not_there(error: &ConnectorError) -> bool {
    matches!(
        error,
        ConnectorError::DoesNotKnowPerson
            | ConnectorError::Gone
            | ConnectorError::Forbidden
            | ConnectorError::ServerError(400..=499 | 501)
    )
}

/// The patient is read as such; every other kind is searched for.
fn can_be_asked(kind: Kind) -> bool {
    kind == Kind::Details || !searches(kind).is_empty()
}

/// Reads one bundle for every kind, as if each search had brought it.
#[cfg(test)]
pub(super) fn read(bundle: super::fhir_json::Node, order: &FetchOrder) -> Result<Answer, ConnectorError> {
    let check = SubjectCheck::new(order, super::fhir_json::NHS_NUMBER_SYSTEM);
    let mut answer = Answer::default();
    for kind in Kind::ALL {
        let wanted = searches(kind);
        let bundles = wanted.iter().map(|search| (search.resource_type, bundle));
        Found::of_bundles(bundles, "https://x", &check)?.put(kind, false, &mut answer);
    }
    Ok(answer)
}
