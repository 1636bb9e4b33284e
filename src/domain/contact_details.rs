//! How a person can be reached, as national demographics hold it, and a change of it.

mod change;
#[cfg(test)]
mod tests;

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{NhsNumber, OdsCode, PartialDate};
pub use change::{ContactChange, NotUsable, SpokenTo};

/// What national demographics hold of how a person can be reached.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactDetails {
    /// The number in force, under which a change is sent.
    pub nhs_number: NhsNumber,
    /// Which state of the record this is, as the service writes it; a change names it.
    pub version: String,
    pub points: Vec<ContactPoint>,
    pub addresses: Vec<PostalAddress>,
    /// The pharmacy that gets the person's prescriptions.
    pub pharmacy: Option<Nominated>,
    pub communication: Option<Communication>,
    /// How many could not be read.
    pub set_aside: u32,
    /// The record is restricted: nothing of this is told, and nothing of it can be changed here.
    pub restricted: bool,
}

/// The pharmacy that a person chose for all prescriptions (UK Core `NominatedPharmacy`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nominated {
    /// Where it stands among the service's extensions, from 0, and under which name.
    pub place: usize,
    pub url: String,
    /// Nothing where the code cannot be read.
    pub ods_code: Option<OdsCode>,
}

/// In which language somebody is to be spoken to (UK Core `NHSCommunication`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Communication {
    /// Where it stands among the service's extensions, from 0, and under which name.
    pub place: usize,
    pub url: String,
    /// The code of the language; demographics leave English out.
    pub language: Option<String>,
    pub interpreter: Option<bool>,
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
