//! Who else is asked to fill something in.

use super::super::calendar::Calendar;
use super::super::long_questionnaire::before_your_operation;
use super::super::questionnaires::{AskedQuestionnaire, asked};
use crate::sandbox::organisations::RIVERSIDE;

/// What a person is asked besides what their record holds.
pub fn more(person: &str, ods_code: &str, calendar: &Calendar) -> Vec<AskedQuestionnaire> {
    let c = calendar;
    match (person, ods_code) {
        ("grace", RIVERSIDE) => vec![
            asked("operation", "Before your operation", c.day(-3), before_your_operation)
                .by("bones")
                .due(c.day(18))
                .reason("So that we can plan your operation"),
        ],
        _ => Vec::new(),
    }
}
