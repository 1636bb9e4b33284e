//! What came in with a form, and what is wrong with it. A bad form is a value, not an error.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::http::StatusCode;

use super::Words;

/// What is wrong with one field, in words that say how to put it right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError {
    /// The field's id and name.
    pub field: &'static str,
    pub message: Words,
}

/// A form as it came in: what was typed, kept for showing again, and what is wrong.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FormState {
    pub values: BTreeMap<&'static str, String>,
    pub errors: Vec<FieldError>,
    /// How long to wait after too many tries.
    pub wait: Option<Duration>,
}

impl FormState {
    /// Keeps what was typed. Never keep a password.
    pub fn keep(mut self, field: &'static str, value: impl Into<String>) -> Self {
        self.values.insert(field, value.into());
        self
    }

    /// What was typed into a field; empty where nothing was.
    pub fn value(&self, field: &str) -> String {
        self.values.get(field).cloned().unwrap_or_default()
    }

    /// What was typed into these fields, to go on with the next page.
    pub fn carried(&self, fields: &[&'static str]) -> Vec<(&'static str, String)> {
        fields.iter().map(|field| (*field, self.value(field))).collect()
    }

    pub fn wrong(&mut self, field: &'static str, message: impl Into<Words>) {
        self.errors.push(FieldError { field, message: message.into() });
    }

    /// With what is wrong in the order in which the page has its fields.
    pub fn in_order_of(mut self, fields: &[&str]) -> Self {
        self.errors.sort_by_key(|error| fields.iter().position(|field| *field == error.field));
        self
    }

    /// There were too many tries: nothing was looked at.
    pub fn must_wait(&mut self, field: &'static str, message: impl Into<Words>, wait: Duration) {
        self.wrong(field, message);
        self.wait = Some(wait);
    }

    /// The first thing wrong with a field.
    pub fn error(&self, field: &str) -> Option<Words> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.message.clone())
    }

    pub fn is_ok(&self) -> bool {
        self.errors.is_empty()
    }

    /// 200 for a form that is shown first, 422 for one that came back, 429 after too many tries.
    pub fn status(&self) -> StatusCode {
        match self.wait {
            Some(_) => StatusCode::TOO_MANY_REQUESTS,
            None if self.is_ok() => StatusCode::OK,
            None => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_came_back_keeps_what_was_typed_and_answers_422() {
        let mut form = FormState::default().keep("email", "sam@example.org");
        assert_eq!(form.status(), StatusCode::OK);
        form.wrong("password", "Enter your password");
        assert_eq!(form.value("email"), "sam@example.org");
        assert_eq!(form.value("password"), "");
        assert_eq!(form.error("password").as_deref(), Some("Enter your password"));
        assert_eq!(form.error("email"), None);
        assert_eq!(form.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
}
