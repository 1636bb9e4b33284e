//! What somebody types from a slip.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::t;
use crate::web::forms::FormState;
use crate::words::Locale;

/// The fields as they were sent; all may be missing.
#[derive(Default, Deserialize)]
pub struct VisitCodeForm {
    #[serde(default)]
    pub code: String,
    #[serde(default, rename = "born-day")]
    day: String,
    #[serde(default, rename = "born-month")]
    month: String,
    #[serde(default, rename = "born-year")]
    year: String,
}

impl VisitCodeForm {
    /// What was typed, but for the code.
    pub fn kept(&self) -> FormState {
        FormState::default()
            .keep("born-day", self.day.trim())
            .keep("born-month", self.month.trim())
            .keep("born-year", self.year.trim())
    }

    /// The date of birth, where everything could be right; else the state says what is wrong.
    pub fn checked(&self, locale: Locale, state: &mut FormState) -> Option<NaiveDate> {
        if self.code.trim().is_empty() {
            state.wrong("code", t!(locale, "Enter the 8 numbers of your slip"));
        }
        let born = self.born();
        if born.is_none() {
            state.wrong("born", t!(locale, "Enter your date of birth, like 27 3 1968"));
        }
        born.filter(|_| state.is_ok())
    }

    fn born(&self) -> Option<NaiveDate> {
        let part = |text: &str| text.trim().parse::<u32>().ok();
        let year = i32::try_from(part(&self.year)?).ok().filter(|year| *year >= 1870)?;
        NaiveDate::from_ymd_opt(year, part(&self.month)?, part(&self.day)?)
    }
}
