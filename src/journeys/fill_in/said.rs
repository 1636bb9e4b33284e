//! Answers in words.

use chrono::NaiveTime;

use crate::domain::AnswerValue;
use crate::domain::filling::Given;
use crate::t;
use crate::words::{Locale, dates};

/// One answer, as people read it.
pub fn given(locale: Locale, given: &Given) -> String {
    match given {
        Given::Value(value) => said(locale, value),
        Given::File { title, .. } => title.clone(),
    }
}

/// A value in words.
pub fn said(locale: Locale, value: &AnswerValue) -> String {
    match value {
        AnswerValue::YesNo(true) => t!(locale, "Yes").into_owned(),
        AnswerValue::YesNo(false) => t!(locale, "No").into_owned(),
        AnswerValue::Decimal(number) => number.to_string(),
        AnswerValue::Integer(number) => number.to_string(),
        AnswerValue::Date(date) => dates::partial_with_time(locale, date),
        AnswerValue::Time(time) => match NaiveTime::parse_from_str(time, "%H:%M:%S") {
            Ok(parsed) => dates::time_of_day(locale, parsed),
            Err(_) => time.clone(),
        },
        AnswerValue::Text(text) | AnswerValue::Coded { text, .. } => text.clone(),
        AnswerValue::Quantity { number, unit: Some(unit) } => format!("{number} {unit}"),
        AnswerValue::Quantity { number, unit: None } => number.to_string(),
        AnswerValue::Reference { text, target } => {
            text.clone().or_else(|| target.clone()).unwrap_or_default()
        }
    }
}
