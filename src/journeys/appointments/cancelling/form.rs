//! Why somebody cancels, as it was sent.

use serde::Deserialize;

use crate::connectors::appointment_book::{MOST_REASON, MOST_REASON_BY_CARER};
use crate::t;
use crate::web::Words;
use crate::web::forms::FormState;
use crate::words::Locale;

/// The fields as they were sent.
#[derive(Clone, Default, Deserialize)]
pub struct CancelForm {
    #[serde(default)]
    pub wish: String,
    /// The version that the page showed; another one is not cancelled.
    #[serde(default)]
    pub version: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    other: String,
}

impl std::fmt::Debug for CancelForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CancelForm(…)")
    }
}

/// Why somebody cancels, as it stands in the form.
pub const REASONS: [&str; 3] = ["better", "cannot-come", "other"];

impl CancelForm {
    pub fn kept(&self) -> FormState {
        FormState::default()
            .keep("wish", &self.wish)
            .keep("version", &self.version)
            .keep("why", &self.why)
            .keep("other", self.other.trim())
    }

    /// The reason as the organisation reads it, in English, or what is wrong; `by_carer` where somebody acts for the
    /// patient, who is named there too.
    pub fn reason(&self, locale: Locale, by_carer: bool) -> Result<String, (&'static str, Words)> {
        let other: String = self.other.chars().filter(|letter| !letter.is_control()).collect();
        let other = other.trim();
        match self.why.as_str() {
            "better" => Ok("No longer needed".into()),
            "cannot-come" => Ok("Cannot come at that time".into()),
            "other" if other.is_empty() => Err(("other", t!(locale, "Write why you cancel"))),
            "other" if by_carer && other.chars().count() > MOST_REASON_BY_CARER => {
                Err(("other", t!(locale, "Why you cancel must have 50 characters or fewer")))
            }
            "other" if other.chars().count() > MOST_REASON => {
                Err(("other", t!(locale, "Why you cancel must have 100 characters or fewer")))
            }
            "other" => Ok(other.to_owned()),
            _ => Err(("why", t!(locale, "Choose why you cancel"))),
        }
    }
}
