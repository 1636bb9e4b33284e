//! Questionnaires that an organisation asks a person to fill in.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Entry, Kind, OutsideLink, PartialDate, Questionnaire, StandsAlone};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AskedQuestionnaire {
    pub source_id: String,
    pub title: String,
    /// "Pre-consultation survey".
    pub what_kind: Option<String>,
    pub state: FillingState,
    /// Why it was cancelled, refused or put on hold, where the source says.
    pub reason_for_state: Option<String>,
    /// What it is for, in the source's own words.
    pub reason: Option<String>,
    pub asked_by: Option<String>,
    /// Since when it can be filled in.
    pub asked: Option<PartialDate>,
    /// The last day on which it can be filled in.
    pub due: Option<PartialDate>,
    /// When answers last changed.
    pub answered: Option<PartialDate>,
    /// By filling it in, the person asks for a follow-up appointment (patient initiated follow-up, PIFU).
    pub asks_for_follow_up: bool,
    /// The organisation's own page, where it is filled in.
    pub link: Option<OutsideLink>,
    /// The questions, where the organisation told them.
    pub questions: Option<Questionnaire>,
    pub note: Option<String>,
    /// The request of ours that sent the answers.
    #[serde(default)]
    pub wish: Option<Uuid>,
}

/// How far the filling in has come, as the organisation tells it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FillingState {
    NotStarted,
    Begun,
    OnHold,
    Done,
    /// No longer wanted.
    Cancelled,
    /// Somebody said no to filling it in.
    Refused,
    NotSaid,
    /// The source's own word, where we do not know it.
    Other(String),
}

impl FillingState {
    /// Whether something is still to be filled in, as far as the source says.
    pub fn is_open(&self) -> Option<bool> {
        match self {
            Self::NotStarted | Self::Begun | Self::OnHold => Some(true),
            Self::Done | Self::Cancelled | Self::Refused => Some(false),
            Self::NotSaid | Self::Other(_) => None,
        }
    }
}

impl AskedQuestionnaire {
    /// Whether its last day is over, wherever in the month or year that day may have been.
    pub fn is_too_late(&self, now: DateTime<Utc>) -> bool {
        let today = now.with_timezone(&London).date_naive();
        match self.due {
            None => false,
            Some(PartialDate::Moment(moment)) => moment < now,
            Some(date) => date.latest_day() < today,
        }
    }
}

impl Entry for AskedQuestionnaire {
    const KIND: Kind = Kind::Questionnaires;
    type Likeness = StandsAlone;
    fn source_id(&self) -> &str {
        &self.source_id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(date: &str) -> AskedQuestionnaire {
        AskedQuestionnaire {
            source_id: "1".into(),
            title: "Knee questions".into(),
            what_kind: None,
            state: FillingState::NotStarted,
            reason_for_state: None,
            reason: None,
            asked_by: None,
            asked: None,
            due: PartialDate::parse(date),
            answered: None,
            asks_for_follow_up: false,
            link: None,
            questions: None,
            note: None,
            wish: None,
        }
    }

    #[test]
    fn it_is_too_late_only_when_the_last_day_it_may_mean_is_over() {
        let now = "2026-11-22T23:30:00Z".parse().expect("a moment");
        for (date, late) in [
            ("2026-11-21", true),
            ("2026-11-22", false),
            ("2026-11", false),
            ("2026-10", true),
            ("2026", false),
            ("2025-12", true),
            ("2026-11-22T23:00:00Z", true),
            ("2026-11-22T23:45:00Z", false),
            ("", false),
        ] {
            assert_eq!(due(date).is_too_late(now), late, "{date}");
        }
    }
}
