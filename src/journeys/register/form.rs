//! What somebody fills in to make a log-in.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::NhsNumber;
use crate::journeys::log_in::looks_like_an_email_address;
use crate::t;
use crate::web::forms::FormState;
use crate::words::Locale;

/// The fields as they were sent; all may be missing.
#[derive(Default, Deserialize)]
pub struct RegisterForm {
    #[serde(default, rename = "nhs-number")]
    nhs_number: String,
    #[serde(default, rename = "born-day")]
    day: String,
    #[serde(default, rename = "born-month")]
    month: String,
    #[serde(default, rename = "born-year")]
    year: String,
    #[serde(default)]
    pub code: String,
    /// Empty for somebody who has none, or does not want to give it.
    #[serde(default)]
    pub email: String,
    #[serde(default, rename = "new-password")]
    pub password: String,
}

impl RegisterForm {
    /// What was typed, but for the code and the password.
    pub fn kept(&self) -> FormState {
        FormState::default()
            .keep("nhs-number", self.nhs_number.trim())
            .keep("born-day", self.day.trim())
            .keep("born-month", self.month.trim())
            .keep("born-year", self.year.trim())
            .keep("email", self.email.trim())
    }

    /// The NHS number and date of birth, where everything could be right; else the state says what is wrong.
    pub fn checked(&self, locale: Locale, state: &mut FormState) -> Option<(NhsNumber, NaiveDate)> {
        let number = NhsNumber::parse(&self.nhs_number).ok();
        if number.is_none() {
            state.wrong("nhs-number", t!(locale, "Enter your NHS number. It has 10 digits"));
        }
        let born = self.born();
        if born.is_none() {
            state.wrong("born", t!(locale, "Enter your date of birth, like 27 3 1968"));
        }
        if self.code.trim().is_empty() {
            state.wrong("code", t!(locale, "Enter the code from your GP surgery"));
        }
        if !self.email.trim().is_empty() && !looks_like_an_email_address(self.email.trim()) {
            state.wrong("email", t!(locale, "Enter your whole email address, like name@example.com"));
        }
        if self.password.is_empty() {
            state.wrong("new-password", t!(locale, "Enter a password"));
        }
        number.zip(born).filter(|_| state.is_ok())
    }

    fn born(&self) -> Option<NaiveDate> {
        let part = |text: &str| text.trim().parse::<u32>().ok();
        let year = i32::try_from(part(&self.year)?).ok().filter(|year| *year >= 1870)?;
        NaiveDate::from_ymd_opt(year, part(&self.month)?, part(&self.day)?)
    }
}
