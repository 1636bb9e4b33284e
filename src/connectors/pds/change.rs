//! Changing one of the contact details: sent once, and read back before it is sent again.

use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::Value;
use uuid::Uuid;

use super::Pds;
use super::contact::{contact_details, patches};
use super::mapping::demographics;
use crate::access::{ActOrder, FetchOrder};
use crate::connectors::fhir_json::Node;
use crate::connectors::http::{Fetched, Question, Refused, codes};
use crate::connectors::{ConnectorError, about_somebody_else, alarmed};
use crate::domain::{ContactChange, ContactDetails};

/// What came of a change.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one for each change, and it is nearly always the large one"
)]
pub enum Changed {
    /// The record says so now; with all that stands.
    Stands(ContactDetails),
    /// The service has taken it in (202), and does not show it yet.
    TakenIn,
}

/// Why a change was not made, or why nobody knows.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CannotChange {
    /// Somebody else changed the record after it was read; what stands now comes with it, to be looked at first.
    #[error("the record was changed meanwhile")]
    ChangedMeanwhile(Box<ContactDetails>),
    #[error("the record is restricted, so nothing of it can be changed here")]
    Restricted,
    /// 403, or 400 and 422 with a code: the service does not let this be changed here.
    #[error("the service does not let this be changed here")]
    NotAllowed,
    /// 400 or 422: the service does not take what was typed. The code is its own.
    #[error("the service does not take this: {code}")]
    NotTaken { code: String },
    /// 429: nothing was changed.
    #[error("the service is busy")]
    Busy { retry_after: Option<Duration> },
    /// Nothing was changed.
    #[error("nothing was changed: {0}")]
    NotDone(ConnectorError),
    /// It may have been done: the answer was lost, and the record cannot be read.
    #[error("nobody knows whether it was done: {0}")]
    NotKnown(ConnectorError),
}

/// What one try came to.
enum Try {
    Done(Changed),
    No(CannotChange),
    /// Only the record itself can tell.
    LookFirst(ConnectorError),
}

impl Pds {
    pub(super) async fn standing_details(
        &self,
        order: &FetchOrder,
    ) -> Result<ContactDetails, ConnectorError> {
        let url = self.http.below(&format!("Patient/{}", order.nhs_number().digits()))?;
        let fetched = self.http.under(order).ask(&Question::get(url, Uuid::new_v4())).await?;
        self.read(&fetched, order)
    }

    /// Every answer is checked to be about the subject, the one to a change too.
    fn read(&self, fetched: &Fetched, order: &FetchOrder) -> Result<ContactDetails, ConnectorError> {
        let patient = Node::of(&fetched.json);
        let checked = demographics(patient, order);
        let read = checked.and_then(|_| contact_details(patient, fetched.version.as_deref()));
        alarmed(self.http.name(), read)
    }

    pub(super) async fn make_change(
        &self,
        act: &ActOrder,
        seen: &ContactDetails,
        change: &ContactChange,
    ) -> Result<Changed, CannotChange> {
        if !act.order().means_subject(seen.nhs_number) {
            let error = ConnectorError::AboutSomebodyElse;
            about_somebody_else(self.http.name(), &error);
            return Err(CannotChange::NotDone(error));
        }
        if seen.restricted {
            return Err(CannotChange::Restricted);
        }
        let Some(body) = patches(seen, change) else { return Ok(Changed::Stands(seen.clone())) };
        let correlation = Uuid::new_v4();
        let first = match self.send(act, seen, change, &body, correlation).await {
            Try::Done(changed) => return Ok(changed),
            Try::No(why) => return Err(why),
            Try::LookFirst(error) => error,
        };
        if let Some(settled) = self.settled(act.order(), seen, change, first.clone()).await? {
            return Ok(settled);
        }
        if first.asked_for_time().is_some() {
            // It asks to be left alone for a while; the same wish may come again after that.
            return Err(CannotChange::NotKnown(first));
        }
        // The record is as it was read, so the same wish may be sent once more; the service knows it by its id.
        match self.send(act, seen, change, &body, correlation).await {
            Try::Done(changed) => Ok(changed),
            Try::No(why) => Err(why),
            Try::LookFirst(error) => match self.settled(act.order(), seen, change, error.clone()).await? {
                Some(settled) => Ok(settled),
                None => Err(CannotChange::NotDone(error)),
            },
        }
    }

    /// Reads the record back: whether the change stands in it, or the record is still the one that was seen (`None`).
    async fn settled(
        &self,
        order: &FetchOrder,
        seen: &ContactDetails,
        change: &ContactChange,
        why: ConnectorError,
    ) -> Result<Option<Changed>, CannotChange> {
        let Ok(now) = self.standing_details(order).await else { return Err(CannotChange::NotKnown(why)) };
        if now.restricted {
            return Err(CannotChange::Restricted);
        }
        if change.stands_in(&now) {
            return Ok(Some(Changed::Stands(now)));
        }
        if now.version == seen.version && now.nhs_number == seen.nhs_number {
            return Ok(None);
        }
        Err(CannotChange::ChangedMeanwhile(Box::new(now)))
    }

    async fn send(
        &self,
        act: &ActOrder,
        seen: &ContactDetails,
        change: &ContactChange,
        body: &Value,
        correlation: Uuid,
    ) -> Try {
        let Some(http) = &self.changes else { return Try::No(CannotChange::NotAllowed) };
        let question = match self.question(act, seen, body, correlation) {
            Ok(question) => question,
            Err(error) => return Try::No(CannotChange::NotDone(error)),
        };
        let fetched = match http.under(act.order()).ask_in_full(&question).await {
            Ok(fetched) => fetched,
            Err(refused) => return self.why(act.order(), seen, change, refused).await,
        };
        if fetched.is_accepted {
            // Some are done by the time one looks.
            return match self.settled(act.order(), seen, change, ConnectorError::TimedOut).await {
                Ok(Some(changed)) => Try::Done(changed),
                Ok(None) | Err(CannotChange::NotKnown(_)) => Try::Done(Changed::TakenIn),
                Err(why) => Try::No(why),
            };
        }
        match self.read(&fetched, act.order()) {
            Ok(now) if change.stands_in(&now) => Try::Done(Changed::Stands(now)),
            Ok(_) => Try::LookFirst(ConnectorError::Unreadable("the change does not stand in the answer")),
            Err(error) => Try::LookFirst(error),
        }
    }

    fn question(
        &self,
        act: &ActOrder,
        seen: &ContactDetails,
        body: &Value,
        correlation: Uuid,
    ) -> Result<Question, ConnectorError> {
        let url = self.http.below(&format!("Patient/{}", seen.nhs_number.digits()))?;
        let version = HeaderValue::from_str(&seen.version)
            .map_err(|_| ConnectorError::Unreadable("a version that cannot be sent"))?;
        let patch = HeaderValue::from_static("application/json-patch+json");
        Ok(Question {
            body: Some(body.clone()),
            headers: HeaderMap::from_iter([(header::IF_MATCH, version), (header::CONTENT_TYPE, patch)]),
            method: Some(Method::PATCH),
            request_id: Some(act.wish()),
            ..Question::get(url, correlation)
        })
    }

    async fn why(
        &self,
        order: &FetchOrder,
        seen: &ContactDetails,
        change: &ContactChange,
        refused: Refused,
    ) -> Try {
        let Some(status) = refused.status else {
            return match refused.error {
                // Nothing was sent.
                error @ (ConnectorError::NeedsPatient(_) | ConnectorError::AddressNotAllowed) => {
                    Try::No(CannotChange::NotDone(error))
                }
                error => Try::LookFirst(error),
            };
        };
        let codes = codes(Node::of(&refused.said));
        match status {
            // 409 is what the service says today, 412 what it said before. The other change may have been this very
            // wish, sent before.
            StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED => {
                let lost = ConnectorError::ServerError(status.as_u16());
                match self.settled(order, seen, change, lost.clone()).await {
                    Ok(Some(changed)) => Try::Done(changed),
                    Ok(None) => Try::No(CannotChange::NotDone(lost)),
                    Err(CannotChange::NotKnown(error)) => Try::No(CannotChange::NotDone(error)),
                    Err(why) => Try::No(why),
                }
            }
            StatusCode::TOO_MANY_REQUESTS => {
                Try::No(CannotChange::Busy { retry_after: refused.error.asked_for_time() })
            }
            StatusCode::FORBIDDEN => Try::No(CannotChange::NotAllowed),
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => Try::No(not_taken(codes)),
            // The service is at work on it, or has lost it: both are told so.
            StatusCode::REQUEST_TIMEOUT => Try::LookFirst(refused.error),
            status if status.is_client_error() || status.is_redirection() => {
                Try::No(CannotChange::NotDone(refused.error))
            }
            _ => Try::LookFirst(refused.error),
        }
    }
}

/// A refusal's own code (PDS FHIR API, `PATCH /Patient/{id}`, "Responses").
fn not_taken(codes: Vec<String>) -> CannotChange {
    let says = |wanted: &str| codes.iter().any(|code| code == wanted);
    if says("FORBIDDEN_UPDATE") || says("ACCESS_DENIED") || says("UNSUPPORTED_SERVICE") {
        return CannotChange::NotAllowed;
    }
    // Only the code: the words after it may repeat what was typed.
    let is_code = |code: &&String| code.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let code = codes.iter().find(is_code).cloned().unwrap_or_else(|| "no code".to_owned());
    CannotChange::NotTaken { code }
}
