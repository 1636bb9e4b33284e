//! The languages in which people may ask to be spoken to, by their codes in UK Core's `HumanLanguage` (ISO 639-1).

use serde::{Deserialize, Serialize};

/// One of the languages that people choose from. English is not among them: demographics do not write it down.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct HumanLanguage(&'static (&'static str, &'static str));

/// Code and name, by name.
static ALL: [(&str, &str); 64] = [
    ("sq", "Albanian"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("hy", "Armenian"),
    ("bn", "Bengali"),
    ("bg", "Bulgarian"),
    ("my", "Burmese"),
    ("zh", "Chinese"),
    ("hr", "Croatian"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("nl", "Dutch"),
    ("et", "Estonian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ka", "Georgian"),
    ("de", "German"),
    ("el", "Greek"),
    ("gu", "Gujarati"),
    ("ha", "Hausa"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hu", "Hungarian"),
    ("ig", "Igbo"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("ku", "Kurdish"),
    ("lv", "Latvian"),
    ("ln", "Lingala"),
    ("lt", "Lithuanian"),
    ("ml", "Malayalam"),
    ("mr", "Marathi"),
    ("ne", "Nepali"),
    ("no", "Norwegian"),
    ("ps", "Pashto"),
    ("fa", "Persian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("pa", "Punjabi"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sr", "Serbian"),
    ("sn", "Shona"),
    ("sd", "Sindhi"),
    ("si", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("so", "Somali"),
    ("es", "Spanish"),
    ("sw", "Swahili"),
    ("sv", "Swedish"),
    ("tl", "Tagalog"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("th", "Thai"),
    ("ti", "Tigrinya"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("cy", "Welsh"),
    ("yo", "Yoruba"),
];

impl HumanLanguage {
    /// All, by their English names.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().map(Self)
    }

    /// The one of this code; none for English, and for any that is not on the list.
    pub fn of_code(code: &str) -> Option<Self> {
        ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(Self)
    }

    pub const fn code(self) -> &'static str {
        self.0.0
    }

    /// Its English name.
    pub const fn name(self) -> &'static str {
        self.0.1
    }

    /// Whether a code means English, of any country.
    pub fn is_english(code: &str) -> bool {
        code.split('-').next().is_some_and(|code| code.eq_ignore_ascii_case("en"))
    }
}

impl TryFrom<String> for HumanLanguage {
    type Error = &'static str;
    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::of_code(&code).ok_or("not a language of the list")
    }
}

impl From<HumanLanguage> for &'static str {
    fn from(language: HumanLanguage) -> Self {
        language.code()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_code_of_its_own_and_english_is_none_of_them() {
        let mut codes: Vec<_> = HumanLanguage::all().map(HumanLanguage::code).collect();
        let names: Vec<_> = HumanLanguage::all().map(HumanLanguage::name).collect();
        assert!(names.is_sorted());
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), names.len());
        assert!(codes.iter().all(|code| code.len() == 2 && !HumanLanguage::is_english(code)));
        assert_eq!(HumanLanguage::of_code("VI").map(HumanLanguage::name), Some("Vietnamese"));
        assert_eq!(HumanLanguage::of_code("en"), None);
        assert!(HumanLanguage::is_english("en-GB"));
    }
}
