//! One connected organisation: its interface, and the rules for asking it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::breaker::Breaker;
use super::who::Who;
use crate::connectors::Connector;
use crate::domain::{Kinds, Organisation, Setting, SourceState, WhyNotAsked};

/// When an organisation may be asked, from its settings.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rules {
    /// It answers only to the patient's own national log-in.
    pub needs_nhs_login: bool,
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

    /// Why it is not asked at all about this person, where that is so.
    pub(super) fn stands(&self, who: &Who, now: DateTime<Utc>) -> Option<SourceState> {
        let today = now.with_timezone(&chrono_tz::Europe::London).date_naive();
        let age = who.order.subject().age_on(today);
        if self.rules.lacks_approval {
            Some(SourceState::NotAsked(WhyNotAsked::NotApproved))
        } else if self.rules.needs_nhs_login {
            Some(SourceState::NotAsked(WhyNotAsked::NeedsNhsLogin))
        } else if who.restriction_unknown {
            Some(SourceState::NotAsked(WhyNotAsked::DemographicsUnknown))
        } else if who.restricted && !self.rules.answers_for_restricted {
            Some(SourceState::NotAsked(WhyNotAsked::Restricted))
        } else if self.rules.from_age.is_some_and(|from| age < from) {
            Some(SourceState::NotForThisAge)
        } else {
            None
        }
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
