//! One connected organisation: its interface, and the rules for asking it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::breaker::Breaker;
use super::who::Who;
use crate::access::{FetchOrder, Permit};
use crate::connectors::Connector;
use crate::domain::{Kinds, Organisation, Setting, SourceState, WhyNotAsked};

/// When an organisation may be asked, from its settings.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rules {
    /// It answers only to the patient's own national log-in.
    pub needs_nhs_login: bool,
    /// It answers only to patients who have logged in there.
    pub needs_hospital_log_in: bool,
    /// Its approval for patients is not named in the settings, and it needs one.
    pub lacks_approval: bool,
    /// It may be asked about people whose record is restricted.
    pub answers_for_restricted: bool,
    /// It does not share with people younger than this, in whole years.
    pub from_age: Option<u32>,
}

/// A connected organisation.
pub struct Source {
    pub organisation: Arc<Organisation>,
    pub offers: Kinds,
    pub rules: Rules,
    pub(super) connector: Arc<dyn Connector>,
    pub(super) breaker: Breaker,
}

impl Source {
    pub fn new(
        organisation: Organisation,
        offers: Kinds,
        rules: Rules,
        connector: Arc<dyn Connector>,
    ) -> Self {
        Self { organisation: Arc::new(organisation), offers, rules, connector, breaker: Breaker::default() }
    }

    /// The right to ask it about this person: the patient's own where it answers to nothing less.
    ///
    /// # Errors
    /// Why it is not asked at all, where that is so.
    pub(super) fn order(
        &self,
        permit: &Permit,
        who: &Who,
        now: DateTime<Utc>,
    ) -> Result<FetchOrder, SourceState> {
        let today = now.with_timezone(&chrono_tz::Europe::London).date_naive();
        if self.rules.lacks_approval {
            return Err(SourceState::NotAsked(WhyNotAsked::NotApproved));
        }
        let order = self.order_of(permit, who).map_err(SourceState::NotAsked)?;
        if who.restriction_unknown {
            Err(SourceState::NotAsked(WhyNotAsked::DemographicsUnknown))
        } else if who.restricted && !self.rules.answers_for_restricted {
            Err(SourceState::NotAsked(WhyNotAsked::Restricted))
        } else if self.rules.from_age.is_some_and(|from| order.subject().age_on(today) < from) {
            Err(SourceState::NotForThisAge)
        } else {
            Ok(order)
        }
    }

    fn order_of(&self, permit: &Permit, who: &Who) -> Result<FetchOrder, WhyNotAsked> {
        let order = match (self.rules.needs_nhs_login, self.rules.needs_hospital_log_in) {
            (true, _) => permit.order_by_nhs_login()?,
            (false, true) => permit.order_by_hospital_log_in(&self.organisation.ods_code)?,
            (false, false) => permit.order(),
        };
        Ok(who.with_number_in_force(order))
    }

    /// Whether nobody looks for these kinds there: a national service is for its own few kinds, while a hospital that
    /// does not share letters still has some.
    pub(super) fn is_not_for(&self, wanted: Kinds) -> bool {
        self.organisation.setting == Setting::National && wanted.and(self.offers).is_empty()
    }

    /// The questions that bring `wanted`, each as the set of kinds it brings.
    pub(super) fn questions(&self, wanted: Kinds) -> Vec<Kinds> {
        let mut questions: Vec<Kinds> = Vec::new();
        for kind in wanted.and(self.offers).iter() {
            if questions.iter().any(|question| question.contains(kind)) {
                continue;
            }
            let together = self.connector.asked_together(kind).and(self.offers);
            questions.push(together.with(Kinds::just(kind)));
        }
        questions
    }
}
