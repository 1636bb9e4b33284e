//! What the forms about waiting results ask for.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::domain::NewResults;

/// The fields as they were sent; all may be missing.
#[derive(Default, Debug, Deserialize)]
pub struct WaitForm {
    /// When to show new results: a slug of [`NewResults`].
    #[serde(default)]
    show: String,
    /// The results that wait until this moment are to be opened now.
    #[serde(default)]
    until: String,
}

/// What the person wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wish {
    Choose(NewResults),
    OpenThoseUntil(DateTime<Utc>),
}

impl WaitForm {
    /// Nothing where the form makes no sense: then nothing changes.
    pub fn wish(&self) -> Option<Wish> {
        match (self.show.as_str(), self.until.as_str()) {
            (show, "") => NewResults::from_slug(show).map(Wish::Choose),
            ("", until) => {
                let until = DateTime::parse_from_rfc3339(until).ok()?;
                Some(Wish::OpenThoseUntil(until.with_timezone(&Utc)))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_makes_no_sense_wishes_for_nothing() {
        let wish = |show: &str, until: &str| WaitForm { show: show.into(), until: until.into() }.wish();
        assert_eq!(wish("after-7-days", ""), Some(Wish::Choose(NewResults::AfterSevenDays)));
        assert!(matches!(wish("", "2026-11-29T09:00:00+00:00"), Some(Wish::OpenThoseUntil(_))));
        for (show, until) in
            [("", ""), ("never", ""), ("", "soon"), ("straight-away", "2026-11-29T09:00:00Z")]
        {
            assert_eq!(wish(show, until), None, "{show} {until}");
        }
    }
}
