//! Who takes changes of a person's details, what stands there, and who has to be told another way.

use std::sync::Arc;

use uuid::Uuid;

use crate::access::{Permit, Purpose};
use crate::connectors::Connector;
use crate::domain::{ContactDetails, Kind, Organisation, Setting};
use crate::gather::CannotAct;
use crate::journeys::requests::sending::PATIENCE;
use crate::web::{AppState, PageError};

/// The service that takes changes, with what stands there now.
pub struct Service {
    pub organisation: Arc<Organisation>,
    pub seen: ContactDetails,
}

/// Why nothing can be changed here now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhyNot {
    /// No service takes changes of this person's details by whoever asks.
    NotHere,
    /// It takes them only with the patient's own national log-in.
    NeedsNhsLogin,
    Restricted,
    NoAnswer,
}

/// Who takes changes here, and everyone else who may have the person's details.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ways {
    pub here: Option<Arc<Organisation>>,
    pub others: Vec<Arc<Organisation>>,
}

fn takes_changes(connector: &dyn Connector) -> bool {
    connector.contact_service().is_some()
}

/// Nothing is asked.
///
/// # Errors
/// When our database does not answer.
pub async fn ways(app: &AppState, permit: &Permit) -> Result<Ways, PageError> {
    let known =
        app.gather.who_can(permit, Kind::Details, takes_changes).await.map_err(PageError::internal)?;
    let mut ways = Ways::default();
    for (organisation, can) in known {
        if can.is_ok() && ways.here.is_none() {
            ways.here = Some(organisation);
        } else if organisation.setting != Setting::National {
            ways.others.push(organisation);
        }
    }
    Ok(ways)
}

/// Asks the service that takes changes what stands now.
///
/// # Errors
/// As [`ways`]; when the access log does not answer.
pub async fn service(app: &AppState, permit: &Permit) -> Result<Result<Service, WhyNot>, PageError> {
    let Some(organisation) = ways(app, permit).await?.here else { return Ok(Err(WhyNot::NotHere)) };
    let hand = app.gather.hand(permit, &organisation.ods_code, Kind::Details, Uuid::new_v4()).await;
    let hand = match hand.map_err(PageError::internal)? {
        Ok(hand) => permit.disclose(hand, Purpose::Act).await.map_err(|_| PageError::CannotDisclose)?,
        Err(CannotAct::Stands(_)) => return Ok(Err(WhyNot::NeedsNhsLogin)),
        Err(CannotAct::NobodyToAsk | CannotAct::NotAllowed) => return Ok(Err(WhyNot::NotHere)),
    };
    let Some(contact) = hand.connector().contact_service() else { return Ok(Err(WhyNot::NotHere)) };
    if contact.takes_changes(hand.to_ask()).is_err() {
        return Ok(Err(WhyNot::NeedsNhsLogin));
    }
    Ok(match tokio::time::timeout(PATIENCE, contact.standing(hand.to_ask())).await {
        Ok(Ok(seen)) if seen.restricted => Err(WhyNot::Restricted),
        Ok(Ok(seen)) => Ok(Service { organisation, seen }),
        Ok(Err(error)) => {
            tracing::warn!(source = %organisation.ods_code, %error, "what stands was not told");
            Err(WhyNot::NoAnswer)
        }
        Err(_) => Err(WhyNot::NoAnswer),
    })
}
