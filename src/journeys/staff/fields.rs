//! What a form of the desk brought: any field may be there more than once, or not at all.

use axum::Form;
use axum::extract::rejection::FormRejection;
use chrono::{Datelike, NaiveDate};

use crate::journeys::log_in::unreadable;
use crate::web::PageError;

/// As the form comes in.
pub type Sent = Result<Form<Vec<(String, String)>>, FormRejection>;

/// The fields of a form, without spaces around what was typed.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// # Errors
    /// When it cannot be read.
    pub fn read(sent: Sent) -> Result<Self, PageError> {
        let Form(fields) = sent.map_err(|rejection| unreadable(&rejection))?;
        Ok(Self(fields.into_iter().map(|(name, value)| (name, value.trim().to_owned())).collect()))
    }

    /// What stands in a field; empty where nothing does.
    pub fn one(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value)
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// A date of birth that can be, of these three fields.
    pub fn born(&self, names: [&str; 3]) -> Option<NaiveDate> {
        let [day, month, year] = names.map(|name| self.one(name));
        let born = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
        (born.year() >= 1870).then_some(born)
    }
}
