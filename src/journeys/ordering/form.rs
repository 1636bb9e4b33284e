//! The form of an order: which medicines, a message, where to collect them, and whether it was checked.

use uuid::Uuid;

use crate::domain::OdsCode;
use crate::t;
use crate::web::forms::FormState;
use crate::words::Locale;

/// Surgeries' systems cut or refuse longer ones.
const MOST_LETTERS: usize = 500;
/// More medicines than anybody has; more fields are not looked at.
const MOST_MEDICINES: usize = 100;

/// What came in, kept for showing again.
#[derive(Clone)]
pub struct OrderForm {
    /// Made with the page, so that the same form sent twice is one order.
    pub wish: Uuid,
    /// Each as its checkbox says it: [`value_of`].
    pub medicines: Vec<String>,
    pub step: Step,
    pub state: FormState,
}

/// From which page it comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Medicines were chosen, or a pharmacy.
    Chosen,
    /// It was checked: send it.
    Send,
    /// Back from the check to the list.
    Change,
}

/// Without what was typed: logs must not hold it.
impl std::fmt::Debug for OrderForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OrderForm(…)")
    }
}

/// The value of a medicine's checkbox.
pub fn value_of(surgery: &OdsCode, repeat: &str) -> String {
    format!("{surgery} {repeat}")
}

impl OrderForm {
    pub fn fresh() -> Self {
        let state = FormState::default().keep("where", "usual");
        Self { wish: Uuid::new_v4(), medicines: Vec::new(), step: Step::Chosen, state }
    }

    /// Nothing where no page of ours made the form.
    pub fn read(fields: &[(String, String)]) -> Option<Self> {
        let all = |name: &'static str| fields.iter().filter(move |(known, _)| known == name);
        let one = |name: &'static str| {
            all(name).next().map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
        };
        let mut state = FormState::default();
        for name in ["comment", "where", "near", "pharmacy"] {
            state = state.keep(name, one(name));
        }
        let mut medicines: Vec<String> =
            all("medicine").map(|(_, value)| value.clone()).take(MOST_MEDICINES).collect();
        medicines.sort();
        medicines.dedup();
        let step = match one("step").as_str() {
            "send" => Step::Send,
            "change" => Step::Change,
            _ => Step::Chosen,
        };
        Some(Self { wish: Uuid::try_parse(&one("wish")).ok()?, medicines, step, state })
    }

    pub fn has(&self, surgery: &OdsCode, repeat: &str) -> bool {
        self.medicines.contains(&value_of(surgery, repeat))
    }

    pub fn comment(&self) -> Option<String> {
        let is_letter = |letter: &char| !letter.is_control() || *letter == '\n';
        let comment: String = self.state.value("comment").chars().filter(is_letter).collect();
        Some(comment.trim().to_owned()).filter(|comment| !comment.is_empty())
    }

    /// Whether the person wants another pharmacy for this one time.
    pub fn is_elsewhere(&self) -> bool {
        self.state.value("where") == "other"
    }

    /// The pharmacy that was chosen from a list, where one was.
    pub fn pharmacy(&self) -> Option<OdsCode> {
        OdsCode::parse(&self.state.value("pharmacy")).ok()
    }

    /// Names what is wrong; `found` is how many of the chosen can be ordered now.
    pub fn check(&mut self, locale: Locale, found: usize) {
        if self.medicines.is_empty() {
            self.state.wrong("medicine", t!(locale, "Choose the medicines that you want to order"));
        } else if found < self.medicines.len() {
            let words = t!(locale, "The list has changed. Look at what you can order, and choose again");
            self.state.wrong("medicine", words);
        }
        if self.comment().is_some_and(|comment| comment.chars().count() > MOST_LETTERS) {
            self.state.wrong("comment", t!(locale, "Your message must have 500 characters or fewer"));
        }
        if !matches!(self.state.value("where").as_str(), "usual" | "other") {
            self.state.wrong("where", t!(locale, "Choose where you want to collect your medicines"));
        }
        if self.is_elsewhere() && self.state.value("near").is_empty() {
            self.state.wrong("near", t!(locale, "Enter a postcode, town or village"));
        }
    }

    /// Everything that was said so far, for the next page.
    pub fn carried(&self, fields: &[&'static str]) -> Vec<(&'static str, String)> {
        let medicines = self.medicines.iter().map(|value| ("medicine", value.clone()));
        let own = std::iter::once(("wish", self.wish.to_string())).chain(medicines);
        own.chain(self.state.carried(fields)).collect()
    }

    /// The pharmacy is chosen anew.
    pub fn without_pharmacy(&mut self) {
        self.state = std::mem::take(&mut self.state).keep("pharmacy", "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WISH: (&str, &str) = ("wish", "00000000-0000-4000-8000-000000000001");

    fn read(fields: &[(&str, &str)]) -> Option<OrderForm> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        OrderForm::read(&fields.iter().map(own).collect::<Vec<_>>())
    }

    fn wrong(fields: &[(&str, &str)], found: usize) -> Vec<&'static str> {
        let mut form = read(&[&[WISH], fields].concat()).expect("a form");
        form.check(Locale::English, found);
        form.state.errors.iter().map(|error| error.field).collect()
    }

    #[test]
    fn everything_that_is_wrong_is_named_at_once() {
        assert_eq!(wrong(&[], 0), ["medicine", "where"]);
        let long = "é".repeat(501);
        let fields = [("medicine", "A81001 1"), ("where", "other"), ("comment", long.as_str())];
        assert_eq!(wrong(&fields, 1), ["comment", "near"]);
        assert!(wrong(&[("medicine", "A81001 1"), ("where", "usual")], 1).is_empty());
    }

    #[test]
    fn what_cannot_be_ordered_any_more_is_not_left_out_without_a_word() {
        let fields = [("medicine", "A81001 1"), ("medicine", "A81001 2"), ("where", "usual")];
        assert_eq!(wrong(&fields, 1), ["medicine"]);
        let twice = [("medicine", "A81001 1"), ("medicine", "A81001 1"), ("where", "usual")];
        assert!(wrong(&twice, 1).is_empty(), "the same one twice is one");
    }

    #[test]
    fn a_form_that_is_not_ours_is_none_and_what_is_typed_reaches_no_log() {
        assert!(read(&[("medicine", "A81001 1")]).is_none());
        assert!(read(&[("wish", "x")]).is_none());
        let form = read(&[WISH, ("comment", " One\u{0}\r\nTwo ")]).expect("a form");
        assert_eq!(form.comment().as_deref(), Some("One\nTwo"));
        assert!(!format!("{form:?}").contains("One"));
    }
}
