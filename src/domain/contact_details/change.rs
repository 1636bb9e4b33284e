//! One change that a person may make in how demographics know them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Communication, ContactDetails, bare, digits, letters};
use crate::domain::{HumanLanguage, OdsCode, Postcode};

/// One change that a person may make. The Personal Demographics Service lets a patient change the email address, the
/// mobile number, the home address, the nominated pharmacy and the language; a home or work number only staff can change
/// (PDS FHIR API, `PATCH /Patient/{id}`, "Patient access").
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactChange {
    /// Nothing takes it away.
    Email(Option<String>),
    /// Nothing takes it away.
    MobilePhone(Option<String>),
    HomeAddress {
        lines: Vec<String>,
        postcode: Option<String>,
    },
    /// The pharmacy for all prescriptions. Nothing takes it away.
    Pharmacy(Option<OdsCode>),
    /// Nothing says English, which demographics do not write down.
    SpokenTo(Option<SpokenTo>),
}

/// In which language, other than English, somebody wants to be spoken to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SpokenTo {
    pub language: HumanLanguage,
    pub interpreter: bool,
}

/// Why what was typed cannot be sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotUsable {
    #[error("that is not an email address")]
    Email,
    #[error("that is not a phone number")]
    Phone,
    #[error("an address needs at least one line")]
    NoLine,
    #[error("an address has at most 5 lines of at most 35 letters each")]
    TooLong,
    #[error("that is not a postcode")]
    Postcode,
}

/// The longest line of an address (Personal Demographics Service, `Address.line`).
const LONGEST_LINE: usize = 35;
const MOST_LINES: usize = 5;

impl ContactChange {
    /// A new email address: more than 6 and fewer than 90 characters (Personal Demographics Service, "Telecom").
    ///
    /// # Errors
    /// [`NotUsable::Email`].
    pub fn email(typed: &str) -> Result<Self, NotUsable> {
        let email = typed.trim();
        let (name, host) = email.rsplit_once('@').ok_or(NotUsable::Email)?;
        let length = email.chars().count();
        let odd = email.chars().any(|letter| letter.is_whitespace() || letter.is_control());
        let fits = !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
        if fits && !odd && (7..90).contains(&length) {
            Ok(Self::Email(Some(email.to_owned())))
        } else {
            Err(NotUsable::Email)
        }
    }

    /// A new mobile number, as it was typed.
    ///
    /// # Errors
    /// [`NotUsable::Phone`].
    pub fn mobile_phone(typed: &str) -> Result<Self, NotUsable> {
        let number = typed.trim();
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let plain = number.strip_prefix('+').unwrap_or(number);
        let odd = plain.chars().any(|letter| !letter.is_ascii_digit() && !" ()-".contains(letter));
        if !odd && (10..=15).contains(&digits) {
            Ok(Self::MobilePhone(Some(number.to_owned())))
        } else {
            Err(NotUsable::Phone)
        }
    }

    /// A new home address; empty lines are left out.
    ///
    /// # Errors
    /// Names what does not fit.
    pub fn home_address(lines: &[&str], postcode: Option<&str>) -> Result<Self, NotUsable> {
        let lines: Vec<String> =
            lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return Err(NotUsable::NoLine);
        }
        if lines.len() > MOST_LINES || lines.iter().any(|line| line.chars().count() > LONGEST_LINE) {
            return Err(NotUsable::TooLong);
        }
        let postcode = match postcode.map(str::trim).filter(|typed| !typed.is_empty()) {
            Some(typed) => Some(Postcode::parse(typed).map_err(|_| NotUsable::Postcode)?.to_string()),
            None => None,
        };
        Ok(Self::HomeAddress { lines, postcode })
    }

    /// Whether the details already say what this change asks for.
    pub fn stands_in(&self, details: &ContactDetails) -> bool {
        match self {
            Self::Email(Some(email)) => details.email().is_some_and(|point| point.value == *email),
            Self::Email(None) => details.email().is_none(),
            Self::MobilePhone(Some(number)) => {
                details.mobile_phone().is_some_and(|point| digits(&point.value) == digits(number))
            }
            Self::MobilePhone(None) => details.mobile_phone().is_none(),
            Self::HomeAddress { lines, postcode } => details.home_address().is_some_and(|address| {
                letters(&address.lines) == letters(lines)
                    && address.postcode.as_deref().map(bare) == postcode.as_deref().map(bare)
            }),
            Self::Pharmacy(code) => {
                details.pharmacy.as_ref().and_then(|stands| stands.ods_code.as_ref()) == code.as_ref()
                    && (code.is_some() || details.pharmacy.is_none())
            }
            Self::SpokenTo(wish) => is_spoken_to(details.communication.as_ref(), *wish),
        }
    }
}

fn is_spoken_to(stands: Option<&Communication>, wish: Option<SpokenTo>) -> bool {
    let language = stands.and_then(|stands| stands.language.as_deref());
    let interpreter = stands.and_then(|stands| stands.interpreter).unwrap_or(false);
    match wish {
        Some(wish) => language == Some(wish.language.code()) && interpreter == wish.interpreter,
        None => language.is_none_or(HumanLanguage::is_english) && !interpreter,
    }
}

/// Without what it holds: logs must not.
impl fmt::Debug for ContactChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Email(_) => "Email(…)",
            Self::MobilePhone(_) => "MobilePhone(…)",
            Self::HomeAddress { .. } => "HomeAddress(…)",
            Self::Pharmacy(_) => "Pharmacy(…)",
            Self::SpokenTo(_) => "SpokenTo(…)",
        })
    }
}
