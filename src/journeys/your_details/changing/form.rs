//! The form of one change: what was typed, and what is wrong with it.

use uuid::Uuid;

use super::What;
use crate::domain::{ContactChange, ContactDetails, HumanLanguage, NotUsable, SpokenTo};
use crate::t;
use crate::web::Words;
use crate::web::forms::FormState;
use crate::words::Locale;

pub const LINES: [&str; 5] = ["line1", "line2", "line3", "line4", "line5"];
const FIELDS: [&str; 6] = ["value", "postcode", "language", "interpreter", "near", "pharmacy"];
/// What stands in the place of a pharmacy's code where none is wanted.
pub const NO_PHARMACY: &str = "none";

/// What came in, kept for showing again.
#[derive(Clone)]
pub struct ChangeForm {
    pub what: What,
    /// Made with the page, so that the same form sent twice is one request.
    pub wish: Uuid,
    /// The state of the record that the page showed.
    pub version: String,
    /// Whether a pharmacy of the list is to be used.
    pub uses: bool,
    pub state: FormState,
}

/// Without what was typed: logs must not hold it.
impl std::fmt::Debug for ChangeForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ChangeForm").field(&self.what).finish()
    }
}

impl ChangeForm {
    pub fn fresh(what: What, seen: &ContactDetails) -> Self {
        let told = |value: Option<&String>| value.cloned().unwrap_or_default();
        let mut state = FormState::default();
        match what {
            What::Email => state = state.keep("value", told(seen.email().map(|point| &point.value))),
            What::Mobile => state = state.keep("value", told(seen.mobile_phone().map(|point| &point.value))),
            What::Address => {
                if let Some(home) = seen.home_address() {
                    for (name, line) in LINES.into_iter().zip(&home.lines) {
                        state = state.keep(name, line);
                    }
                    state = state.keep("postcode", told(home.postcode.as_ref()));
                }
            }
            What::Language => {
                let spoken = seen.communication.as_ref();
                let language = spoken.and_then(|spoken| spoken.language.clone());
                let interpreter = spoken.and_then(|spoken| spoken.interpreter).unwrap_or(false);
                state = state.keep("language", language.unwrap_or_else(|| "en".to_owned()).to_lowercase());
                state = state.keep("interpreter", if interpreter { "yes" } else { "no" });
            }
            What::Pharmacy => {}
        }
        Self { what, wish: Uuid::new_v4(), version: seen.version.clone(), uses: false, state }
    }

    /// Nothing where no page of ours made the form.
    pub fn read(what: What, fields: &[(String, String)]) -> Option<Self> {
        let one = |name: &str| {
            let found = fields.iter().find(|(known, _)| known == name);
            let is_letter = |letter: &char| !letter.is_control();
            found.map(|(_, value)| value.trim().chars().filter(is_letter).collect()).unwrap_or_default()
        };
        let mut state = FormState::default();
        for name in FIELDS.into_iter().chain(LINES) {
            let value: String = one(name);
            state = state.keep(name, value);
        }
        let wish: String = one("wish");
        let uses = one("step") == "use";
        Some(Self { what, wish: Uuid::try_parse(&wish).ok()?, version: one("version"), uses, state })
    }

    /// Somebody else changed the record since the page was made: nothing is sent until the person has seen it. What was
    /// typed stays.
    pub fn changed_meanwhile(&mut self, locale: Locale, seen: &ContactDetails) {
        self.version.clone_from(&seen.version);
        self.wish = Uuid::new_v4();
        let words = t!(
            locale,
            "Your details were changed somewhere else meanwhile, so we changed nothing. Check this and send it again"
        );
        self.state.wrong(self.first_field(), words);
    }

    pub fn nothing_new(&mut self, locale: Locale) {
        self.state.wrong(self.first_field(), t!(locale, "This is what is written down already"));
    }

    /// What is asked for, apart from a pharmacy, which is looked up; names what is wrong.
    pub fn change(&mut self, locale: Locale) -> Option<ContactChange> {
        let value = |name: &str| self.state.value(name);
        let read = match self.what {
            What::Email if value("value").is_empty() => Ok(ContactChange::Email(None)),
            What::Email => ContactChange::email(&value("value")),
            What::Mobile if value("value").is_empty() => Ok(ContactChange::MobilePhone(None)),
            What::Mobile => ContactChange::mobile_phone(&value("value")),
            What::Address => {
                let lines = LINES.map(value);
                let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
                match value("postcode").is_empty() {
                    true => Err(NotUsable::Postcode),
                    false => ContactChange::home_address(&lines, Some(&value("postcode"))),
                }
            }
            What::Language => return self.spoken_to(locale).map(ContactChange::SpokenTo),
            What::Pharmacy => return None,
        };
        match read {
            Ok(change) => Some(change),
            Err(why) => {
                let (field, words) = wrong(locale, why);
                self.state.wrong(field, words);
                None
            }
        }
    }

    /// English is not written down, so there is no interpreter for it.
    fn spoken_to(&mut self, locale: Locale) -> Option<Option<SpokenTo>> {
        let (code, interpreter) = (self.state.value("language"), self.state.value("interpreter") == "yes");
        match HumanLanguage::of_code(&code) {
            Some(language) => return Some(Some(SpokenTo { language, interpreter })),
            None if HumanLanguage::is_english(&code) && !interpreter => return Some(None),
            None if HumanLanguage::is_english(&code) => {
                let words = t!(locale, "Choose the language that the interpreter is to speak");
                self.state.wrong("language", words);
            }
            None => self.state.wrong("language", t!(locale, "Choose the language that you want to speak")),
        }
        None
    }

    /// Where an error leads that is about all of it.
    const fn first_field(&self) -> &'static str {
        match self.what {
            What::Email | What::Mobile => "value",
            What::Address => "line1",
            What::Language => "language",
            What::Pharmacy => "near",
        }
    }
}

fn wrong(locale: Locale, why: NotUsable) -> (&'static str, Words) {
    match why {
        NotUsable::Email => {
            ("value", t!(locale, "Enter an email address in the right form, like name@example.com"))
        }
        NotUsable::Phone => {
            ("value", t!(locale, "Enter a mobile number with 10 to 15 digits, like 07700 900 982"))
        }
        NotUsable::NoLine => ("line1", t!(locale, "Enter your address")),
        NotUsable::TooLong => {
            ("line1", t!(locale, "Each line of your address must have 35 characters or fewer"))
        }
        NotUsable::Postcode => ("postcode", t!(locale, "Enter a full postcode, like LS1 4AP")),
    }
}
