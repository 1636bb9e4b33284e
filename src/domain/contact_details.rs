//! How a person can be reached, as national demographics hold it, and a change of it.

#[cfg(test)]
mod tests;

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{NhsNumber, PartialDate};

/// What national demographics hold of how a person can be reached.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactDetails {
    /// The number in force, under which a change is sent.
    pub nhs_number: NhsNumber,
    /// Which state of the record this is, as the service writes it; a change names it.
    pub version: String,
    pub points: Vec<ContactPoint>,
    pub addresses: Vec<PostalAddress>,
    /// How many could not be read.
    pub set_aside: u32,
    /// The record is restricted: nothing of this is told, and nothing of it can be changed here.
    pub restricted: bool,
}

/// A phone number, an email address or another way to reach somebody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPoint {
    /// The service's own id of it; what is changed or removed is named by it.
    pub id: Option<String>,
    /// Where it stands in the service's list, from 0.
    pub place: usize,
    pub way: Way,
    pub use_for: ContactUse,
    pub value: String,
    pub from: Option<PartialDate>,
    pub until: Option<PartialDate>,
}

/// By what means somebody is reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Way {
    Email,
    Phone,
    /// A textphone, a fax, anything else.
    Other,
}

/// Where a phone number or an address belongs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ContactUse {
    Home,
    Mobile,
    Work,
    Temporary,
    /// For letters only.
    Letters,
    /// Not in use any more.
    Old,
    NotSaid,
}

/// An address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostalAddress {
    pub id: Option<String>,
    pub place: usize,
    pub use_for: ContactUse,
    /// Without empty ones.
    pub lines: Vec<String>,
    pub postcode: Option<String>,
    pub from: Option<PartialDate>,
    pub until: Option<PartialDate>,
}

/// One change that a person may make. The Personal Demographics Service lets a patient change the email address, the
/// mobile number and the home address; a home or work number only staff can change.
#[derive(Clone, PartialEq, Eq)]
pub enum ContactChange {
    /// Nothing takes it away.
    Email(Option<String>),
    /// Nothing takes it away.
    MobilePhone(Option<String>),
    HomeAddress {
        lines: Vec<String>,
        postcode: Option<String>,
    },
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
            Some(typed) => Some(super::Postcode::parse(typed).map_err(|_| NotUsable::Postcode)?.to_string()),
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
        }
    }
}

impl ContactDetails {
    /// The email address; of several the one that has no end, or the latest.
    pub fn email(&self) -> Option<&ContactPoint> {
        let emails = |point: &&ContactPoint| point.way == Way::Email && point.use_for != ContactUse::Old;
        latest(self.points.iter().filter(emails), |point| point.until)
    }

    /// The mobile number.
    pub fn mobile_phone(&self) -> Option<&ContactPoint> {
        let mobiles = |point: &&ContactPoint| point.way == Way::Phone && point.use_for == ContactUse::Mobile;
        latest(self.points.iter().filter(mobiles), |point| point.until)
    }

    /// Where the person lives.
    pub fn home_address(&self) -> Option<&PostalAddress> {
        let at_home = |address: &&PostalAddress| address.use_for == ContactUse::Home;
        latest(self.addresses.iter().filter(at_home), |address| address.until)
    }
}

impl ContactPoint {
    /// Whether it is in use on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.use_for != ContactUse::Old && holds(self.from, self.until, day)
    }

    /// What two of the same have in common, however they are written: the digits of a number with the country taken
    /// off, the letters of an email address.
    pub fn bare(&self) -> String {
        match self.way {
            Way::Phone => digits(&self.value),
            Way::Email | Way::Other => self.value.trim().to_lowercase(),
        }
    }
}

impl PostalAddress {
    /// Whether it is in use on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.use_for != ContactUse::Old && holds(self.from, self.until, day)
    }

    /// Whether both mean the same place: the same postcode, and lines of which one goes on where the other ends, since
    /// some leave out the town.
    pub fn is_same_place(&self, other: &Self) -> bool {
        let (own, others) = (letters(&self.lines), letters(&other.lines));
        let postcodes = self.postcode.as_deref().map(bare).zip(other.postcode.as_deref().map(bare));
        let lines_fit = own.starts_with(&others) || others.starts_with(&own);
        lines_fit && postcodes.map_or(own == others, |(one, other)| one == other)
    }
}

/// Whether a period that may be open at either end holds on a day. A month or a year holds to its end.
pub(super) fn holds(from: Option<PartialDate>, until: Option<PartialDate>, day: NaiveDate) -> bool {
    let day = PartialDate::Day(day).to_string();
    let cut = |date: PartialDate| date.day().map_or(date, PartialDate::Day).to_string();
    let begun = from.map(cut).is_none_or(|from| from.as_str() <= day.get(..from.len()).unwrap_or(&day));
    let open = until.map(cut).is_none_or(|until| until.as_str() >= day.get(..until.len()).unwrap_or(&day));
    begun && open
}

fn latest<'a, T>(
    all: impl Iterator<Item = &'a T>,
    until: impl Fn(&T) -> Option<PartialDate>,
) -> Option<&'a T> {
    // Of two alike the first stays: the service keeps the order.
    all.fold(None, |best: Option<&'a T>, next| match best {
        Some(best) if until(best).is_none() || until(next).is_some_and(|end| Some(end) <= until(best)) => {
            Some(best)
        }
        _ => Some(next),
    })
}

fn digits(number: &str) -> String {
    let all: String = number.chars().filter(char::is_ascii_digit).collect();
    // A number of the UK is written with or without its country, and then perhaps with the nought in brackets.
    let rest = all.strip_prefix("0044").or_else(|| all.strip_prefix("44"));
    rest.map_or_else(|| all.clone(), |rest| format!("0{}", rest.strip_prefix('0').unwrap_or(rest)))
}

/// The service reformats lines, so only their letters and digits are compared.
fn letters(lines: &[String]) -> String {
    lines
        .iter()
        .flat_map(|line| line.chars())
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn bare(postcode: &str) -> String {
    postcode.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// Without what it holds: logs must not.
impl fmt::Debug for ContactDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactDetails").field("version", &self.version).finish_non_exhaustive()
    }
}

impl fmt::Debug for ContactPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ContactPoint").field(&self.way).field(&self.use_for).finish()
    }
}

impl fmt::Debug for PostalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PostalAddress").field(&self.use_for).finish()
    }
}

impl fmt::Debug for ContactChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Email(_) => "Email(…)",
            Self::MobilePhone(_) => "MobilePhone(…)",
            Self::HomeAddress { .. } => "HomeAddress(…)",
        })
    }
}
