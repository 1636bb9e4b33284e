//! A link to an organisation's own page, which is not part of Front Door: only one that people may safely follow.

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// Longer ones are cut by browsers and by those who forward them.
const LONGEST: usize = 2_000;

/// The address of a page of somebody else's, over HTTPS, at a host with a name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OutsideLink(Url);

impl OutsideLink {
    /// Reads an address that an organisation told. Nothing that could run a script, hide where it leads behind a name
    /// and password, or lead into somebody's own network is a link.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        let url = Url::parse(text).ok()?;
        let is_named = matches!(url.host(), Some(Host::Domain(name)) if is_public_name(name));
        let is_plain = url.username().is_empty() && url.password().is_none();
        (url.scheme() == "https" && is_named && is_plain).then_some(Self(url))
    }

    pub fn href(&self) -> &str {
        self.0.as_str()
    }

    /// Where it leads, as letters that cannot be mistaken for others (`xn--…` where they could).
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

/// A name on the internet: not `localhost`, and not a machine in somebody's own network.
fn is_public_name(name: &str) -> bool {
    let last = name.trim_end_matches('.').rsplit_once('.').map(|(_, last)| last);
    last.is_some_and(|last| !matches!(last, "local" | "localhost" | "internal"))
}

impl From<OutsideLink> for String {
    fn from(link: OutsideLink) -> String {
        link.0.into()
    }
}

impl TryFrom<String> for OutsideLink {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a link that people may follow")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_over_https_at_a_named_host_is_a_link() {
        let link = OutsideLink::parse(" https://my.portal.com/Questionnaire?id=13ef ").expect("a link");
        assert_eq!(link.href(), "https://my.portal.com/Questionnaire?id=13ef");
        assert_eq!(link.host(), "my.portal.com");
    }

    #[test]
    fn what_could_mislead_or_harm_is_no_link() {
        for text in [
            "http://my.portal.com/",
            "javascript:alert(1)",
            "data:text/html,<script>",
            "https://nhs.uk@elsewhere.example/",
            "https://user:secret@portal.example/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://2130706433/",
            "https://localhost/",
            "https://intranet/",
            "https://printer.local/",
            "//portal.example/",
            "Questionnaire/1",
            "",
        ] {
            assert_eq!(OutsideLink::parse(text), None, "{text}");
        }
        assert_eq!(OutsideLink::parse(&format!("https://portal.example/{}", "x".repeat(2_000))), None);
    }

    #[test]
    fn letters_that_look_like_others_are_told_apart() {
        let link = OutsideLink::parse("https://nһs.uk/").expect("a link");
        assert!(link.host().starts_with("xn--"), "{}", link.host());
    }

    #[test]
    fn a_stored_link_is_checked_again() {
        let stored = serde_json::to_string(&OutsideLink::parse("https://portal.example/a")).expect("JSON");
        assert_eq!(stored, r#""https://portal.example/a""#);
        assert!(serde_json::from_str::<OutsideLink>(r#""javascript:alert(1)""#).is_err());
    }
}
