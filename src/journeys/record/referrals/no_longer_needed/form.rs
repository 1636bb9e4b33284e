//! Why somebody no longer needs a referral, as it was sent. Nobody has to say why.

use serde::Deserialize;

use crate::t;
use crate::web::Words;
use crate::web::forms::FormState;
use crate::words::Locale;

/// The most letters of a reason.
pub const MOST: usize = 300;

/// The fields as they were sent.
#[derive(Default, Deserialize)]
pub struct EndForm {
    #[serde(default)]
    pub wish: String,
    #[serde(default)]
    why: String,
}

impl EndForm {
    pub fn kept(&self) -> FormState {
        FormState::default().keep("wish", &self.wish).keep("why", self.why.trim())
    }

    /// The reason as the organisation reads it, or what is wrong with it.
    ///
    /// # Errors
    /// When it is too long.
    pub fn why(&self, locale: Locale) -> Result<Option<String>, Words> {
        let is_shown = |letter: &char| *letter == '\n' || !letter.is_control();
        let why: String = self.why.chars().filter(is_shown).collect();
        let why = why.trim();
        match why.chars().count() {
            0 => Ok(None),
            letters if letters > MOST => {
                Err(t!(locale, "Why you no longer need it must have 300 letters or fewer"))
            }
            _ => Ok(Some(why.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_to_say_why_and_what_is_said_is_kept_as_it_was_meant() {
        let why = |why: &str| EndForm { wish: String::new(), why: why.into() }.why(Locale::English).ok();
        assert_eq!(why(" \r\n "), Some(None));
        assert_eq!(why(" Seen\r\nelsewhere \u{0}"), Some(Some("Seen\nelsewhere".into())));
        assert_eq!(why(&"ä".repeat(MOST)).flatten().map(|why| why.chars().count()), Some(MOST));
        assert_eq!(why(&"ä".repeat(MOST + 1)), None);
    }
}
