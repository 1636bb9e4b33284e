//! What a person fills in to book a time, and what is said when it cannot be right.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::connectors::appointment_book::{MOST_COMMENT, MOST_REASON};
use crate::domain::{EntryId, How, Said};
use crate::t;
use crate::web::Words;
use crate::web::forms::FormState;
use crate::words::Locale;

/// What a person may need there, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    Interpreter,
    SignLanguage,
    StepFree,
    Longer,
}

impl Need {
    pub const ALL: [Need; 4] = [Need::Interpreter, Need::SignLanguage, Need::StepFree, Need::Longer];

    /// The word in the form.
    pub const fn slug(self) -> &'static str {
        match self {
            Need::Interpreter => "interpreter",
            Need::SignLanguage => "sign-language",
            Need::StepFree => "step-free",
            Need::Longer => "longer",
        }
    }

    pub fn words(self, locale: Locale) -> Words {
        match self {
            Need::Interpreter => t!(locale, "An interpreter"),
            Need::SignLanguage => t!(locale, "A sign language interpreter"),
            Need::StepFree => t!(locale, "A way in without steps"),
            Need::Longer => t!(locale, "More time, such as because I find it hard to speak or to remember"),
        }
    }

    /// As the organisation reads it, in English.
    const fn to_them(self) -> &'static str {
        match self {
            Need::Interpreter => "an interpreter",
            Need::SignLanguage => "a sign language interpreter",
            Need::StepFree => "step-free access",
            Need::Longer => "more time",
        }
    }
}

/// The fields as they were sent.
#[derive(Clone, Default)]
pub struct BookForm {
    wish: String,
    pub instead: Option<EntryId>,
    /// `2026-11-25.` and the id of a time on that day.
    time: String,
    reason: String,
    pub needs: Vec<Need>,
    language: String,
    comment: String,
    phone: String,
    step: String,
}

/// Without what was typed: logs must not hold it.
impl std::fmt::Debug for BookForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BookForm(…)")
    }
}

/// Which of the pages the form was sent from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// A time was chosen.
    Chosen,
    /// The rest was filled in.
    Filled,
    /// It was checked: book it.
    Send,
    /// Back from the check to the fields.
    Change,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    NoTime,
    /// It was there when the page was shown.
    TimeGone,
    ReasonMissing,
    ReasonTooLong,
    LanguageMissing,
    CommentTooLong,
    /// Whoever acts for a patient is named there too.
    CommentTooLongByCarer,
    PhoneMissing,
    PhoneOdd,
}

impl Problem {
    pub fn field(self) -> &'static str {
        match self {
            Self::NoTime | Self::TimeGone => "time",
            Self::ReasonMissing | Self::ReasonTooLong => "reason",
            Self::LanguageMissing => "language",
            Self::CommentTooLong | Self::CommentTooLongByCarer => "comment",
            Self::PhoneMissing | Self::PhoneOdd => "phone",
        }
    }

    pub fn message(self, locale: Locale) -> Words {
        match self {
            Self::NoTime => t!(locale, "Choose a time"),
            Self::TimeGone => t!(locale, "That time has just gone. Choose another time"),
            Self::ReasonMissing => t!(locale, "Write why you want to be seen"),
            Self::ReasonTooLong => t!(locale, "Why you want to be seen must have 100 characters or fewer"),
            Self::LanguageMissing => t!(locale, "Write which language you need"),
            Self::CommentTooLong => {
                t!(locale, "What they should know must have 400 characters or fewer")
            }
            Self::CommentTooLongByCarer => {
                t!(locale, "What they should know must have 300 characters or fewer")
            }
            Self::PhoneMissing => t!(locale, "Write the number to call you on"),
            Self::PhoneOdd => t!(locale, "The number must have at least 10 digits, such as 07700 900 982"),
        }
    }
}

/// The most letters of what somebody adds; what they need stands before it, within the book's own limit.
const MOST_ADDED: usize = 400;
/// The same where somebody acts for the patient, since the organisation is told that there.
const MOST_ADDED_BY_CARER: usize = 300;
const MOST_LANGUAGE: usize = 40;

impl BookForm {
    /// One that nobody has filled in yet.
    pub fn fresh(instead: Option<EntryId>) -> Self {
        Self { wish: Uuid::new_v4().to_string(), instead, ..Self::default() }
    }

    pub fn read(fields: &[(String, String)]) -> Self {
        let value = |name: &str| {
            let found = fields.iter().find(|(field, _)| field == name);
            found.map(|(_, value)| clean(value)).unwrap_or_default()
        };
        let chosen = |need: &Need| fields.iter().any(|(name, value)| name == "needs" && value == need.slug());
        Self {
            wish: value("wish"),
            instead: EntryId::parse(&value("instead")),
            time: value("time"),
            reason: value("reason"),
            needs: Need::ALL.into_iter().filter(chosen).collect(),
            language: value("language"),
            comment: value("comment"),
            phone: value("phone"),
            step: value("step"),
        }
    }

    /// The request's id, made with the form.
    pub fn wish(&self) -> Option<Uuid> {
        Uuid::try_parse(&self.wish).ok()
    }

    pub fn step(&self) -> Step {
        match self.step.as_str() {
            "send" => Step::Send,
            "check" => Step::Filled,
            "change" => Step::Change,
            _ => Step::Chosen,
        }
    }

    /// The day and the id of the time that was chosen.
    pub fn time(&self) -> Option<(NaiveDate, EntryId)> {
        let (day, id) = self.time.split_once('.')?;
        Some((day.parse().ok()?, EntryId::parse(id)?))
    }

    /// What was typed, for showing it again.
    pub fn kept(&self) -> FormState {
        let instead = self.instead.map(|id| id.to_string()).unwrap_or_default();
        let needs: Vec<_> = self.needs.iter().map(|need| need.slug()).collect();
        FormState::default()
            .keep("wish", &self.wish)
            .keep("instead", instead)
            .keep("time", &self.time)
            .keep("reason", &self.reason)
            .keep("needs", needs.join(" "))
            .keep("language", &self.language)
            .keep("comment", &self.comment)
            .keep("phone", &self.phone)
    }

    /// What is told to the organisation; `by_carer` where somebody acts for the patient.
    ///
    /// # Errors
    /// Everything that can be seen to be wrong, in the order of the fields.
    pub fn said(&self, how: How, by_carer: bool) -> Result<Said, Vec<Problem>> {
        let mut problems = Vec::new();
        match self.reason.chars().count() {
            0 => problems.push(Problem::ReasonMissing),
            letters if letters > MOST_REASON => problems.push(Problem::ReasonTooLong),
            _ => {}
        }
        let wants_language = self.needs.contains(&Need::Interpreter);
        let language = self.language.chars().count();
        if wants_language && !(1..=MOST_LANGUAGE).contains(&language) {
            problems.push(Problem::LanguageMissing);
        }
        match (self.comment.chars().count(), by_carer) {
            (letters, true) if letters > MOST_ADDED_BY_CARER => {
                problems.push(Problem::CommentTooLongByCarer);
            }
            (letters, false) if letters > MOST_ADDED => problems.push(Problem::CommentTooLong),
            _ => {}
        }
        let digits = self.phone.chars().filter(char::is_ascii_digit).count();
        let is_number = |letter: char| letter.is_ascii_digit() || " +-()".contains(letter);
        if how == How::ByPhone && self.phone.is_empty() {
            problems.push(Problem::PhoneMissing);
        } else if !self.phone.is_empty()
            && (!(10..=15).contains(&digits) || !self.phone.chars().all(is_number))
        {
            problems.push(Problem::PhoneOdd);
        }
        let comment = self.to_them();
        if !problems.is_empty() {
            return Err(problems);
        }
        let phone = Some(self.phone.clone()).filter(|phone| !phone.is_empty());
        Ok(Said { reason: self.reason.clone(), comment, phone })
    }

    /// What the person needs, and what they add, as the organisation reads it.
    fn to_them(&self) -> Option<String> {
        let need = |need: &Need| match need {
            Need::Interpreter => format!("{} ({})", need.to_them(), self.language),
            _ => need.to_them().to_owned(),
        };
        let needs: Vec<_> = self.needs.iter().map(need).collect();
        let needs = (!needs.is_empty()).then(|| format!("Needs: {}.", needs.join(", ")));
        let comment = Some(self.comment.clone()).filter(|comment| !comment.is_empty());
        let parts: Vec<_> = needs.into_iter().chain(comment).collect();
        let whole = parts.join(" ");
        debug_assert!(whole.chars().count() <= MOST_COMMENT + MOST_ADDED);
        let fits: String = whole.chars().take(MOST_COMMENT).collect();
        (!fits.is_empty()).then_some(fits)
    }
}

/// What was said apart from the time, for another page of the form.
pub fn carried(state: &FormState) -> Vec<(&'static str, String)> {
    let all = state.carried(&["wish", "instead", "reason", "language", "comment", "phone"]);
    let needs = state.value("needs");
    let needs = needs.split_whitespace().map(|need| ("needs", need.to_owned()));
    all.into_iter().chain(needs).collect()
}

/// One line, without what no keyboard types.
fn clean(text: &str) -> String {
    let text: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> BookForm {
        let fields: Vec<_> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        BookForm::read(&fields)
    }

    #[test]
    fn what_is_missing_is_named_all_at_once_and_a_phone_call_needs_a_number() {
        let problems = form(&[("needs", "interpreter"), ("reason", " \n ")]).said(How::ByPhone, false);
        let wanted = vec![Problem::ReasonMissing, Problem::LanguageMissing, Problem::PhoneMissing];
        assert_eq!(problems, Err(wanted));
        assert!(form(&[("reason", "Cough")]).said(How::InPerson, false).is_ok());
        let odd = form(&[("reason", "Cough"), ("phone", "<script>0123456789")]).said(How::ByPhone, false);
        assert_eq!(odd, Err(vec![Problem::PhoneOdd]));
    }

    #[test]
    fn what_the_person_needs_is_said_with_the_booking_and_always_fits() {
        let said = form(&[
            ("reason", "Cough"),
            ("needs", "step-free"),
            ("needs", "interpreter"),
            ("needs", "a boat"),
            ("language", "Polish"),
            ("comment", "For 2 weeks"),
        ]);
        let comment = said.said(How::InPerson, false).expect("good").comment;
        assert_eq!(comment.as_deref(), Some("Needs: an interpreter (Polish), step-free access. For 2 weeks"));
        let all: Vec<_> = Need::ALL.iter().map(|need| ("needs", need.slug())).collect();
        let (language, long) = ("é".repeat(MOST_LANGUAGE), "é".repeat(MOST_ADDED));
        let rest = [("reason", "Cough"), ("language", language.as_str()), ("comment", long.as_str())];
        let comment = form(&[&all[..], &rest[..]].concat()).said(How::InPerson, false).expect("good").comment;
        let comment = comment.expect("a comment");
        assert!(comment.chars().count() <= MOST_COMMENT, "{}", comment.chars().count());
        assert!(comment.contains("step-free access") && comment.ends_with('é'));
        let by_carer = form(&rest[..]).said(How::InPerson, true);
        assert_eq!(by_carer, Err(vec![Problem::CommentTooLongByCarer]), "who that is must fit too");
    }

    #[test]
    fn letters_that_no_keyboard_types_are_left_out_and_nothing_typed_reaches_a_log() {
        let said = form(&[("reason", "One\r\nTwo\u{0}\u{1b}[31m")]);
        assert_eq!(said.said(How::InPerson, false).expect("good").reason, "One Two [31m");
        assert!(!format!("{said:?}").contains("One"));
    }

    #[test]
    fn a_time_is_a_day_and_an_id_and_nothing_else() {
        let id = "0123456789abcdef0123456789abcdef";
        assert!(form(&[("time", &format!("2026-11-25.{id}"))]).time().is_some());
        for odd in ["", id, "2026-11-25.", "2026-13-25.0123456789abcdef0123456789abcdef", "slot-1"] {
            assert_eq!(form(&[("time", odd)]).time(), None, "{odd}");
        }
    }
}
