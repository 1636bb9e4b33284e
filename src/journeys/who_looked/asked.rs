//! What the address of the page asks for: codes of our own alone.

use chrono::{DateTime, Days, Utc};

use crate::domain::Kind;
use crate::store::{LogFilter, Role, Whose};

/// As it was asked; what is no code of ours asks for nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    pub who: Option<Whose>,
    pub kind: Option<Kind>,
    pub since: Option<Since>,
    pub page: Option<String>,
    pub format: Option<Format>,
}

/// From when on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    Week,
    Month,
    Year,
}

/// Of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Csv,
    Text,
}

impl Since {
    pub const ALL: [Since; 3] = [Since::Week, Since::Month, Since::Year];

    pub const fn slug(self) -> &'static str {
        match self {
            Since::Week => "7-days",
            Since::Month => "30-days",
            Since::Year => "12-months",
        }
    }

    const fn days(self) -> u64 {
        match self {
            Since::Week => 7,
            Since::Month => 30,
            Since::Year => 365,
        }
    }
}

/// The word for whose looks are shown.
pub fn who_slug(whose: Whose) -> &'static str {
    match whose {
        Whose::NotAutomatic => "",
        Whose::Others => "others",
        Whose::Only(role) => role.slug(),
        Whose::Everyones => "everyone",
    }
}

impl Asked {
    pub fn read(query: &str) -> Self {
        let mut asked = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "who" => {
                    asked.who = match &*value {
                        "others" => Some(Whose::Others),
                        "everyone" => Some(Whose::Everyones),
                        role => Role::from_slug(role).map(Whose::Only),
                    }
                }
                "kind" => asked.kind = Kind::from_slug(&value),
                "since" => asked.since = Since::ALL.into_iter().find(|since| since.slug() == value),
                "page" => asked.page = Some(value.into_owned()),
                "format" => {
                    asked.format = match &*value {
                        "csv" => Some(Format::Csv),
                        "text" => Some(Format::Text),
                        _ => None,
                    }
                }
                _ => {}
            }
        }
        asked
    }

    pub fn filter(&self, now: DateTime<Utc>) -> LogFilter {
        LogFilter {
            whose: self.who.unwrap_or_default(),
            kind: self.kind,
            since: self.since.and_then(|since| now.checked_sub_days(Days::new(since.days()))),
        }
    }

    /// Whether anything is left out but what the program did by itself.
    pub fn is_narrowed(&self) -> bool {
        self.who.is_some() || self.kind.is_some() || self.since.is_some()
    }

    /// The same narrowed part at another address, with `more` behind it.
    pub fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let who = self.who.map(|who| ("who", who_slug(who)));
        let kind = self.kind.map(|kind| ("kind", kind.slug()));
        let since = self.since.map(|since| ("since", since.slug()));
        query.extend_pairs([who, kind, since].into_iter().flatten());
        query.extend_pairs(more);
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_what_it_was_made_of() {
        for query in ["", "who=others", "who=automatic&kind=letters&since=30-days", "who=everyone"] {
            let asked = Asked::read(query);
            let again = asked.address("/who-looked", &[]);
            assert_eq!(Asked::read(again.split_once('?').map_or("", |(_, query)| query)), asked, "{query}");
        }
    }

    #[test]
    fn nonsense_asks_for_nothing() {
        let asked = Asked::read("who=anna&kind='%20OR%201=1&since=yesterday&format=exe&x=y");
        assert_eq!(asked, Asked::default());
        assert!(!asked.is_narrowed());
    }
}
