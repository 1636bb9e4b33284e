//! The entry that a person says something about, or hides, of whatever kind.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use crate::access::{Permit, Purpose};
use crate::domain::{
    Allergy, Appointment, AskedQuestionnaire, CarePlan, Condition, EntryId, Kind, Letter, Medicine, OdsCode,
    Organisation, Prescription, Referral, TestResult, Vaccination, Visit,
};
use crate::journeys::record::listed::Listed;
use crate::journeys::record::{kinds, opened};
use crate::web::{AppState, PageError};
use crate::words::Locale;

/// The kind and the id in an address; nothing where either cannot be one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AskedEntry(pub Option<(Kind, EntryId)>);

impl<S: Send + Sync> FromRequestParts<S> for AskedEntry {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let read =
            |Path((kind, id)): Path<(String, String)>| Some((Kind::from_slug(&kind)?, EntryId::parse(&id)?));
        Ok(Self(path.ok().and_then(read)))
    }
}

/// What has to be known of an entry to say something about it.
#[derive(Clone, PartialEq, Debug)]
pub struct About {
    pub kind: Kind,
    pub entry: EntryId,
    /// Every id that it answers to.
    pub ids: Vec<EntryId>,
    pub title: String,
    pub holders: Vec<Arc<Organisation>>,
    /// The id that each of them has for it.
    pub told: Vec<(OdsCode, String)>,
}

impl About {
    /// Where the entry's own page is.
    pub fn own_page(&self, locale: Locale) -> String {
        format!("{}/{}", kinds::words(locale, self.kind).href, self.entry)
    }

    /// Where its form is.
    pub fn form(&self) -> String {
        format!("/record/{}/{}/wrong", self.kind.slug(), self.entry)
    }
}

/// Opens one kind and finds the entry in it, if it is there.
pub async fn about(
    app: &AppState,
    permit: &Permit,
    locale: Locale,
    asked: &AskedEntry,
    purpose: Purpose,
) -> Result<Option<About>, PageError> {
    let Some((kind, id)) = asked.0 else { return Ok(None) };
    match kind {
        Kind::Appointments => of::<Appointment>(app, permit, locale, id, purpose).await,
        Kind::Medicines => of::<Medicine>(app, permit, locale, id, purpose).await,
        Kind::Allergies => of::<Allergy>(app, permit, locale, id, purpose).await,
        Kind::Conditions => of::<Condition>(app, permit, locale, id, purpose).await,
        Kind::TestResults => of::<TestResult>(app, permit, locale, id, purpose).await,
        Kind::Letters => of::<Letter>(app, permit, locale, id, purpose).await,
        Kind::Vaccinations => of::<Vaccination>(app, permit, locale, id, purpose).await,
        Kind::Visits => of::<Visit>(app, permit, locale, id, purpose).await,
        Kind::Referrals => of::<Referral>(app, permit, locale, id, purpose).await,
        Kind::CarePlans => of::<CarePlan>(app, permit, locale, id, purpose).await,
        Kind::Prescriptions => of::<Prescription>(app, permit, locale, id, purpose).await,
        Kind::Questionnaires => of::<AskedQuestionnaire>(app, permit, locale, id, purpose).await,
        // Their own page says whom to ask.
        Kind::Details | Kind::Messages => Ok(None),
    }
}

async fn of<T: Listed>(
    app: &AppState,
    permit: &Permit,
    locale: Locale,
    id: EntryId,
    purpose: Purpose,
) -> Result<Option<About>, PageError> {
    let gathered = opened(permit, app.gather.one::<T>(permit).await, purpose).await?;
    Ok(gathered.find(id).map(|held| {
        let mut holders: Vec<Arc<Organisation>> = Vec::new();
        for holder in &held.holders {
            if holders.iter().all(|known| known.ods_code != holder.organisation.ods_code) {
                holders.push(holder.organisation.clone());
            }
        }
        let told = held.told().map(|(holder, member)| {
            (holder.organisation.ods_code.clone(), member.entry.source_id().to_owned())
        });
        About {
            told: told.collect(),
            kind: T::KIND,
            entry: held.id,
            ids: held.all_ids().collect(),
            title: held.entry.title(locale),
            holders,
        }
    }))
}
