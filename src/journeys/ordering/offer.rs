//! What can be ordered, and what has to be known before: each surgery's list, what everyone else says, the usual pharmacy.

use std::sync::Arc;

use uuid::Uuid;

use super::caution::{Caution, Others};
use super::form::OrderForm;
use crate::access::{Permit, Purpose};
use crate::connectors::Connector;
use crate::domain::{
    Allergy, CanBeOrdered, Kind, Medicine, OdsCode, Organisation, PersonDetails, Repeat, Repeats,
    SourceState, WhyNotAsked,
};
use crate::gather::CannotAct;
use crate::journeys::record::opened;
use crate::journeys::requests::sending::PATIENCE;
use crate::web::{AppState, PageError};

/// What all pages of the journey need.
#[derive(Clone)]
pub struct Offer {
    pub surgeries: Vec<Surgery>,
    pub others: Others,
    /// The pharmacy that was chosen for all prescriptions, as far as it is known.
    pub usual: Option<String>,
}

/// One surgery with what it lets the person ask for.
#[derive(Clone, PartialEq, Debug)]
pub struct Surgery {
    pub organisation: Arc<Organisation>,
    pub told: Result<Repeats, WhyNone>,
}

/// Why nothing can be ordered from a surgery here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhyNone {
    /// It takes no orders through Front Door.
    NotHere,
    /// Whoever asks may not order for this person.
    NotAllowed,
    /// It answers only to the patient's own log-in.
    OnlyThePatient,
    /// Its rules, or what is known of the person, keep it from being asked.
    NotAsked,
    NoAnswer,
}

/// One medicine that somebody chose, with where it is ordered and what to think of first.
#[derive(Clone, PartialEq, Debug)]
pub struct Chosen {
    pub surgery: Arc<Organisation>,
    pub repeat: Repeat,
    pub cautions: Vec<Caution>,
}

impl Offer {
    /// What the form chose, of what may be ordered now.
    pub fn chosen(&self, form: &OrderForm) -> Vec<Chosen> {
        let told = self.surgeries.iter().filter_map(|one| Some((one, one.told.as_ref().ok()?)));
        let all = told.flat_map(|(surgery, repeats)| repeats.medicines.iter().map(move |one| (surgery, one)));
        let wanted = all.filter(|(surgery, repeat)| {
            repeat.can_be_ordered == CanBeOrdered::Yes && form.has(&surgery.organisation.ods_code, &repeat.id)
        });
        let chosen = wanted.map(|(surgery, repeat)| Chosen {
            surgery: surgery.organisation.clone(),
            repeat: repeat.clone(),
            cautions: self.others.cautions(&surgery.organisation, repeat),
        });
        chosen.collect()
    }
}

/// Asks everyone at once.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn offer(app: &AppState, permit: &Permit) -> Result<Offer, PageError> {
    let (surgeries, medicines, allergies, usual) = futures::join!(
        surgeries(app, permit),
        app.gather.one::<Medicine>(permit),
        app.gather.one::<Allergy>(permit),
        usual_pharmacy(app, permit),
    );
    let medicines = opened(permit, medicines, Purpose::Act).await?;
    let allergies = opened(permit, allergies, Purpose::Act).await?;
    let others = Others::of(&medicines, &allergies);
    let mut surgeries = surgeries?;
    if hides_medicines(app, permit).await? {
        for surgery in &mut surgeries {
            let Ok(told) = &mut surgery.told else { continue };
            told.medicines.retain(|repeat| others.list(&surgery.organisation, repeat));
        }
    }
    Ok(Offer { surgeries, others, usual: usual? })
}

/// The pharmacy that was chosen for all prescriptions, where whoever asks may know it.
async fn usual_pharmacy(app: &AppState, permit: &Permit) -> Result<Option<String>, PageError> {
    if !permit.sees_any(Kind::Details) {
        return Ok(None);
    }
    let details = app.gather.one::<PersonDetails>(permit).await;
    let details = opened(permit, details, Purpose::Act).await?;
    Ok(match details.entries.iter().find_map(|held| held.entry.pharmacy.clone()) {
        Some(code) => Some(app.organisations.name(&code).await.unwrap_or_else(|| code.to_string())),
        None => None,
    })
}

/// Whether a medicine may be kept from whoever acts for the patient. What can be ordered comes by another way than the list
/// of medicines, so then only what stands on that list too is offered.
async fn hides_medicines(app: &AppState, permit: &Permit) -> Result<bool, PageError> {
    if !permit.is_limited() {
        return Ok(false);
    }
    let hidden = app.gather.hidden_from(permit).await.map_err(PageError::internal)?;
    let is_kept = |kind| hidden.of_kind(kind) > 0 || permit.keeps_confidential(kind);
    Ok([Kind::Medicines, Kind::Prescriptions].into_iter().any(is_kept))
}

/// Every surgery that knows the person, all asked at once.
async fn surgeries(app: &AppState, permit: &Permit) -> Result<Vec<Surgery>, PageError> {
    let can = |connector: &dyn Connector| connector.repeat_prescriptions().is_some();
    let known = app.gather.who_can(permit, Kind::Prescriptions, can).await.map_err(PageError::internal)?;
    let asked = known.into_iter().map(|(organisation, may)| async move {
        let told = match may {
            Ok(()) => repeats(app, permit, &organisation.ods_code).await?,
            Err(why) => Err(why_none(&why)),
        };
        Ok::<_, PageError>(Surgery { organisation, told })
    });
    futures::future::try_join_all(asked).await
}

async fn repeats(
    app: &AppState,
    permit: &Permit,
    code: &OdsCode,
) -> Result<Result<Repeats, WhyNone>, PageError> {
    let hand = app.gather.hand(permit, code, Kind::Prescriptions, Uuid::new_v4()).await;
    let hand = match hand.map_err(PageError::internal)? {
        Ok(hand) => hand,
        Err(why) => return Ok(Err(why_none(&why))),
    };
    let hand = permit.disclose(hand, Purpose::Act).await.map_err(|_| PageError::CannotDisclose)?;
    let Some(surgery) = hand.connector().repeat_prescriptions() else { return Ok(Err(WhyNone::NotHere)) };
    Ok(match tokio::time::timeout(PATIENCE, surgery.repeats(hand.to_ask())).await {
        Ok(Ok(repeats)) => Ok(repeats),
        Ok(Err(error)) => {
            tracing::warn!(source = %code, %error, "repeat medicines were not told");
            Err(WhyNone::NoAnswer)
        }
        Err(_) => Err(WhyNone::NoAnswer),
    })
}

fn why_none(why: &CannotAct) -> WhyNone {
    match why {
        CannotAct::NobodyToAsk => WhyNone::NotHere,
        CannotAct::NotAllowed => WhyNone::NotAllowed,
        CannotAct::Stands(SourceState::NotAsked(WhyNotAsked::OnlyThePatient)) => WhyNone::OnlyThePatient,
        CannotAct::Stands(_) => WhyNone::NotAsked,
    }
}
