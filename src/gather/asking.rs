//! One page's round: everyone who may be asked is asked at once, and what each told stands beside why others did not.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::who::Who;
use super::{Everyone, prepared};
use crate::access::{Action, Permit};
use crate::domain::{Kind, Kinds, Organisation, SourceState, WhyNotAsked};
use crate::store::StoreError;

/// One organisation's part in a page: how it stands as a whole, or what it told question by question.
pub(super) enum Part {
    /// It was not asked at all, or is not connected.
    Stands { offers: Kinds, state: SourceState },
    /// It was asked, if only through one of its interfaces.
    Asked { offers: Kinds, heard: Vec<(Kinds, Heard)> },
}

/// What came of one question.
pub(super) enum Heard {
    /// The interface for these kinds was not asked.
    Stands(SourceState),
    /// The answer is still awaited.
    Nothing,
    Told(Arc<prepared::Told>),
}

/// What everyone told.
pub(super) type Told = Vec<(Arc<Organisation>, Part)>;

/// How asking everyone ended.
pub(super) struct Asked {
    pub who: Who,
    pub told: Told,
    /// Until when nobody would be asked anew; none when somebody has not told yet.
    pub fresh_until: Option<DateTime<Utc>>,
}

impl Everyone {
    pub(super) async fn ask(&self, permit: &Permit, kinds: Kinds) -> Result<Asked, StoreError> {
        let deadline = tokio::time::Instant::now() + self.limits.page_deadline;
        let who = self.who(permit, deadline).await?;
        let mut told: Told = Vec::new();
        let mut asking = Vec::new();
        for source in self.sources.iter().filter(|source| who.knows_person(&source.organisation)) {
            let wanted =
                kinds.iter().filter(|kind| permit.allows(&source.organisation.ods_code, *kind, Action::See));
            let wanted: Kinds = wanted.collect();
            if wanted.is_empty() || source.is_not_for(wanted) {
                continue;
            }
            let now = self.clock.now();
            let stopped = who.stops.of(&source.organisation.ods_code);
            let offers = source.offers();
            if !offers.is_empty() && offers.without(stopped).is_empty() {
                let state = SourceState::NotAsked(WhyNotAsked::Stopped);
                told.push((source.organisation.clone(), Part::Stands { offers, state }));
                continue;
            }
            if let Some(state) = source.stands(permit, &who, now) {
                told.push((source.organisation.clone(), Part::Stands { offers, state }));
                continue;
            }
            let mut heard = Vec::new();
            if !stopped.is_empty() {
                // It stands first: an interface may tell of what is stopped together with what is not.
                heard.push((stopped, Heard::Stands(SourceState::NotAsked(WhyNotAsked::Stopped))));
            }
            for (interface, together) in source.questions(wanted.without(stopped)) {
                match interface.order(permit, &who, now) {
                    Err(state) => heard.push((together, Heard::Stands(state))),
                    Ok(order) => {
                        asking.push((told.len(), together, self.answers.ask(interface, &order, together)))
                    }
                }
            }
            told.push((source.organisation.clone(), Part::Asked { offers, heard }));
        }
        let mut fresh_until = who.fresh_until;
        for (index, together, answer) in asking {
            let answer = answer.by(deadline).await;
            let answer_until = answer.as_deref().map(|told| told.fresh_until(self.limits.reuse));
            fresh_until = fresh_until.zip(answer_until).map(|(one, other)| one.min(other));
            if let Some((_, Part::Asked { heard, .. })) = told.get_mut(index) {
                heard.push((together, answer.map_or(Heard::Nothing, Heard::Told)));
            }
        }
        for organisation in self.not_connected.iter().filter(|org| who.knows_person(org)) {
            if kinds.iter().any(|kind| permit.allows(&organisation.ods_code, kind, Action::See)) {
                let stands = Part::Stands { offers: Kinds::NONE, state: SourceState::NotConnected };
                told.push((organisation.clone(), stands));
            }
        }
        Ok(Asked { who, told, fresh_until })
    }
}

impl Part {
    /// Whether the organisation shares this kind through any of its interfaces.
    pub fn offers(&self, kind: Kind) -> bool {
        let (Part::Stands { offers, .. } | Part::Asked { offers, .. }) = self;
        offers.contains(kind)
    }

    pub fn is_not_connected(&self) -> bool {
        matches!(self, Part::Stands { state: SourceState::NotConnected, .. })
    }

    /// How the organisation stands to one kind, and what it told of it.
    pub fn of(&self, kind: Kind) -> (SourceState, Option<&Arc<prepared::Told>>) {
        match self {
            Part::Stands { state, .. } => (state.clone(), None),
            Part::Asked { offers, .. } if !offers.contains(kind) => (SourceState::NotSharedOnline, None),
            Part::Asked { heard, .. } => match heard.iter().find(|(kinds, _)| kinds.contains(kind)) {
                Some((_, Heard::Told(told))) => (told.state_of(kind), Some(told)),
                Some((_, Heard::Stands(state))) => (state.clone(), None),
                _ => (SourceState::Waiting, None),
            },
        }
    }
}
