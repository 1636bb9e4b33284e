//! What the national directories tell of organisations and places; nothing here is about a person.

use std::fmt;

use chrono::Weekday;

use super::{OdsCode, PartialDate};

/// A postcode of the UK, in capitals with one space: `LS1 4AP`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Postcode {
    outward: String,
    inward: String,
}

/// Something that is not a postcode.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a postcode looks like LS1 4AP")]
pub struct NotAPostcode;

impl Postcode {
    /// Reads a whole postcode, with or without a space, in any letters.
    ///
    /// # Errors
    /// [`NotAPostcode`] for anything else; what is meant is not guessed.
    pub fn parse(text: &str) -> Result<Self, NotAPostcode> {
        let all: String =
            text.chars().filter(|letter| !letter.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        if !all.is_ascii() || !(5..=7).contains(&all.len()) {
            return Err(NotAPostcode);
        }
        let (outward, inward) = all.split_at(all.len() - 3);
        let is_letter = |byte: u8| byte.is_ascii_uppercase();
        let inward_fits = matches!(inward.as_bytes(), [digit, one, two]
            if digit.is_ascii_digit() && is_letter(*one) && is_letter(*two));
        let letters = outward.bytes().take_while(|byte| is_letter(*byte)).count();
        let rest = &outward[letters..];
        let outward_fits = (1..=2).contains(&letters)
            && (1..=2).contains(&rest.len())
            && rest.starts_with(|first: char| first.is_ascii_digit())
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if inward_fits && outward_fits {
            Ok(Self { outward: outward.to_owned(), inward: inward.to_owned() })
        } else {
            Err(NotAPostcode)
        }
    }

    /// The first part, which names an area: `LS1`.
    pub fn outward(&self) -> &str {
        &self.outward
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.outward, self.inward)
    }
}

/// An organisation as the Organisation Data Service lists it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrganisationDetails {
    pub ods_code: OdsCode,
    pub name: String,
    /// On one line.
    pub address: Option<String>,
    pub phone: Option<String>,
    /// What it is: "GP PRACTICE", "NHS TRUST". The main one first; only those that still hold.
    pub roles: Vec<String>,
    /// Whether it still works.
    pub active: bool,
    pub closed: Option<PartialDate>,
    /// Those that took over from it; asked for only when it has closed. Nothing where the directory did not say.
    pub successors: Option<Vec<OdsCode>>,
}

/// A kind of place to find.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PlaceKind {
    Pharmacy,
    GpSurgery,
    /// Urgent treatment centres, walk-in centres and minor injuries units.
    UrgentCare,
}

impl PlaceKind {
    pub const ALL: [PlaceKind; 3] = [PlaceKind::Pharmacy, PlaceKind::GpSurgery, PlaceKind::UrgentCare];

    pub const fn slug(self) -> &'static str {
        match self {
            PlaceKind::Pharmacy => "pharmacy",
            PlaceKind::GpSurgery => "gp-surgery",
            PlaceKind::UrgentCare => "urgent-care",
        }
    }
}

/// Places of one kind, the nearest first.
#[derive(Clone, PartialEq, Debug)]
pub struct Nearby {
    /// From where the distances are measured.
    pub measured_from: MeasuredFrom,
    pub places: Vec<NearbyPlace>,
    /// How many could not be read.
    pub set_aside: u32,
}

/// From where distances are measured. The directory holds places, not postcodes.
#[derive(Clone, PartialEq, Debug)]
pub enum MeasuredFrom {
    /// A place at exactly this postcode.
    Postcode,
    /// The middle of all places in the area that the first part of the postcode names, or in a town: distances are
    /// rough.
    Area(String),
}

/// A place to go to.
#[derive(Clone, PartialEq, Debug)]
pub struct NearbyPlace {
    pub ods_code: OdsCode,
    pub name: String,
    /// In the directory's own words: "Pharmacy", "GP Practice".
    pub what: Option<String>,
    pub address: Vec<String>,
    pub postcode: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
    /// As the crow flies, in metres; none where the directory does not say where it stands.
    pub metres: Option<u32>,
    pub opening: Vec<Opening>,
    /// What it offers, in the directory's own words.
    pub services: Vec<String>,
    /// What there is for people who need it, such as step-free access or a sign language service, in the directory's own
    /// words.
    pub access: Vec<String>,
}

/// One line of a place's opening times, as given; times are those of the clock in the UK.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opening {
    pub on: OpeningDay,
    /// Such as `08:00-18:30`; none on a day when it is closed.
    pub times: Option<String>,
}

/// The day that an opening time is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OpeningDay {
    Every(Weekday),
    /// A day unlike the others, such as a bank holiday, as the directory writes it.
    Special(String),
}

/// A point on the earth, in degrees.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Coordinates {
    pub latitude: f64,
    pub longitude: f64,
}

impl Coordinates {
    /// Nothing unless it is a point on the earth; 0, 0 is what directories write for "unknown".
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let fits =
            latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && (latitude != 0.0 || longitude != 0.0);
        fits.then_some(Self { latitude, longitude })
    }

    /// As the crow flies, in metres (haversine; mean radius of the earth 6,371,009 m).
    pub fn metres_to(&self, other: &Coordinates) -> u32 {
        let (here, there) = (self.latitude.to_radians(), other.latitude.to_radians());
        let north = (there - here) / 2.0;
        let east = (other.longitude - self.longitude).to_radians() / 2.0;
        let half = north.sin().powi(2) + here.cos() * there.cos() * east.sin().powi(2);
        // From 0 to half of the earth's girth, so it fits.
        (2.0 * 6_371_009.0 * half.clamp(0.0, 1.0).sqrt().asin()).round() as u32
    }

    /// The middle of several.
    pub fn middle(all: &[Coordinates]) -> Option<Coordinates> {
        if all.is_empty() {
            return None;
        }
        let count = all.len() as f64;
        Some(Coordinates {
            latitude: all.iter().map(|one| one.latitude).sum::<f64>() / count,
            longitude: all.iter().map(|one| one.longitude).sum::<f64>() / count,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_read_however_it_is_typed() {
        for (typed, whole, outward) in [
            ("ls1 4ap", "LS1 4AP", "LS1"),
            (" M11AE ", "M1 1AE", "M1"),
            ("sw1a1aa", "SW1A 1AA", "SW1A"),
            ("ZZ99 3VZ", "ZZ99 3VZ", "ZZ99"),
        ] {
            let read = Postcode::parse(typed).expect("a postcode");
            assert_eq!((read.to_string().as_str(), read.outward()), (whole, outward));
        }
    }

    #[test]
    fn half_a_postcode_a_place_and_a_name_are_none() {
        for typed in
            ["", "LS1", "Leeds", "LS1 4A", "LS1 4AP1", "1LS 4AP", "9990000018", "ＬＳ1 4AP", "LS' 4AP"]
        {
            assert_eq!(Postcode::parse(typed), Err(NotAPostcode), "{typed}");
        }
    }

    #[test]
    fn distances_are_those_of_the_map() {
        let leeds = Coordinates::new(53.7957, -1.5491).expect("a place");
        let manchester = Coordinates::new(53.4774, -2.2309).expect("a place");
        let metres = leeds.metres_to(&manchester);
        assert!((57_000..58_000).contains(&metres), "{metres}");
        assert_eq!(leeds.metres_to(&leeds), 0);
        assert_eq!(Coordinates::new(0.0, 0.0), None);
        assert_eq!(Coordinates::new(91.0, 0.0), None);
    }
}
