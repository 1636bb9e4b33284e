//! What people are told outside of the portal: about what, by which way, and when. Never what is in a record.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A way to reach somebody.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Channel {
    Text,
    Email,
    Letter,
}

impl Channel {
    pub const ALL: [Channel; 3] = [Channel::Text, Channel::Email, Channel::Letter];

    pub const fn slug(self) -> &'static str {
        match self {
            Channel::Text => "text",
            Channel::Email => "email",
            Channel::Letter => "letter",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.slug() == slug)
    }
}

/// What people choose a way for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Topic {
    /// Something new in the record.
    New,
    /// Reminders of appointments.
    Appointments,
    /// Answers to what the person asked for.
    Requests,
    /// Who may act for whom.
    Helping,
}

impl Topic {
    pub const ALL: [Topic; 4] = [Topic::New, Topic::Appointments, Topic::Requests, Topic::Helping];

    pub const fn slug(self) -> &'static str {
        match self {
            Topic::New => "new",
            Topic::Appointments => "appointments",
            Topic::Requests => "requests",
            Topic::Helping => "helping",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.slug() == slug)
    }
}

/// What a notice is about. The words are generic: no health words, no names, no organisations.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum About {
    /// There is something new in the record.
    SomethingNew,
    /// An appointment that its organisation confirmed today.
    Appointment(DateTime<Utc>),
    /// An appointment that nobody could confirm today, or that has changed.
    CheckAppointment,
    /// News of something the person asked for.
    Request,
    /// Who may act for the person, or for whom the person may act, has changed.
    Helping,
    /// The same will change soon.
    HelpingSoon,
    PasswordChanged,
    EmailChanged,
    MobileChanged,
    SecondStepChanged,
    AccountClosed,
    /// A log-in was made, or another one opens the account from now on.
    NewWayIn,
    /// A calendar can read now when the appointments are.
    CalendarAddressMade,
    /// For the service manager: somebody says that an entry in their record is not about them.
    UrgentReport,
    /// A code to type in, good for a few minutes.
    Code(String),
}

impl About {
    pub const fn slug(&self) -> &'static str {
        match self {
            About::SomethingNew => "something-new",
            About::Appointment(_) => "appointment",
            About::CheckAppointment => "check-appointment",
            About::Request => "request",
            About::Helping => "helping",
            About::HelpingSoon => "helping-soon",
            About::PasswordChanged => "password-changed",
            About::EmailChanged => "email-changed",
            About::MobileChanged => "mobile-changed",
            About::SecondStepChanged => "second-step-changed",
            About::AccountClosed => "account-closed",
            About::NewWayIn => "new-way-in",
            About::CalendarAddressMade => "calendar-address-made",
            About::UrgentReport => "urgent-report",
            About::Code(_) => "code",
        }
    }

    /// What a person chooses the way for; nothing where they are told in any case, for the safety of their log-in.
    pub const fn topic(&self) -> Option<Topic> {
        match self {
            About::SomethingNew => Some(Topic::New),
            About::Appointment(_) | About::CheckAppointment => Some(Topic::Appointments),
            About::Request => Some(Topic::Requests),
            About::Helping | About::HelpingSoon => Some(Topic::Helping),
            _ => None,
        }
    }

    /// Until when telling it is of any use.
    pub fn good_until(&self, made_at: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            About::Code(_) => made_at + CODE_LIFE,
            About::Appointment(start) => *start,
            _ => made_at + chrono::Duration::days(3),
        }
    }
}

/// How long a code is good for.
pub const CODE_LIFE: chrono::Duration = chrono::Duration::minutes(10);

/// Where somebody is reached. Never in logs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Contact {
    /// In the form `+447700900123`.
    Text(String),
    Email(String),
    /// By post, by whoever prints letters: they know the address.
    Letter,
}

impl Contact {
    pub const fn channel(&self) -> Channel {
        match self {
            Contact::Text(_) => Channel::Text,
            Contact::Email(_) => Channel::Email,
            Contact::Letter => Channel::Letter,
        }
    }
}

/// Without the address or number: logs must not hold them.
impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Contact::{:?}(…)", self.channel())
    }
}

/// Something that is not a mobile phone number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a mobile number looks like 07700 900123")]
pub struct NotAMobileNumber;

/// A mobile number as it is sent to: `07700 900 123`, `+44 7700 900123` and `0044…` are one. Numbers of other countries
/// begin with a plus sign or 00.
///
/// # Errors
/// [`NotAMobileNumber`] for anything else, also for landlines here, which get no texts.
pub fn mobile_number(typed: &str) -> Result<String, NotAMobileNumber> {
    let kept: String =
        typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')' | '.')).collect();
    let digits = match (kept.strip_prefix('+'), kept.strip_prefix("00"), kept.strip_prefix('0')) {
        (Some(rest), _, _) | (None, Some(rest), _) => rest.to_owned(),
        (None, None, Some(rest)) => format!("44{rest}"),
        _ => return Err(NotAMobileNumber),
    };
    // "+44 (0)7700 …" is how many write it.
    let digits = match digits.strip_prefix("440") {
        Some(rest) => format!("44{rest}"),
        None => digits,
    };
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let fits = match digits.strip_prefix("44") {
        // Ofcom's numbering plan: mobiles begin with 7; 70 and 76 but for 7624 are no mobiles.
        Some(rest) => {
            rest.len() == 10
                && rest.starts_with('7')
                && !rest.starts_with("70")
                && (!rest.starts_with("76") || rest.starts_with("7624"))
        }
        // E.164: up to 15 digits.
        None => (8..=15).contains(&digits.len()) && !digits.starts_with('0'),
    };
    if all_digits && fits { Ok(format!("+{digits}")) } else { Err(NotAMobileNumber) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mobile_number_is_one_however_it_is_typed() {
        for typed in
            ["07700 900123", "+44 7700 900 123", "0044 7700-900123", "+44 (0)7700 900123", "(07700) 900123"]
        {
            assert_eq!(mobile_number(typed).as_deref(), Ok("+447700900123"), "{typed}");
        }
        assert_eq!(mobile_number("+33 6 12 34 56 78").as_deref(), Ok("+33612345678"));
    }

    #[test]
    fn landlines_and_nonsense_are_no_mobile_numbers() {
        for typed in [
            "",
            "0",
            "+",
            "020 7450 4000",
            "07700 90012",
            "07700 9001234",
            "070 1234 5678",
            "7700900123",
            "07700 90012x",
            "+0123456789",
        ] {
            assert_eq!(mobile_number(typed), Err(NotAMobileNumber), "{typed}");
        }
    }

    #[test]
    fn a_contact_is_never_in_a_log() {
        let written =
            format!("{:?} {:?}", Contact::Text("+447700900123".into()), Contact::Email("a@b.example".into()));
        assert_eq!(written, "Contact::Text(…) Contact::Email(…)");
    }

    #[test]
    fn for_the_safety_of_a_log_in_people_are_told_whatever_they_chose() {
        for about in [
            About::PasswordChanged,
            About::EmailChanged,
            About::MobileChanged,
            About::SecondStepChanged,
            About::AccountClosed,
            About::NewWayIn,
            About::CalendarAddressMade,
            About::Code("1".into()),
        ] {
            assert_eq!(about.topic(), None, "{about:?}");
        }
    }
}
