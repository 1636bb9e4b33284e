//! Reads a whole text as one instruction: what to do with how much, then clauses, each at most once.

use super::amounts::{amount, number, unit, whole, whole_range};
use super::reader::Reader;
use super::tokens::tokens;
use crate::domain::{BodyPart, Dosage, Food, Moment, Most, OfDay, Often, Side, Site, Verb, Within};

const A_DAY: [&str; 5] = ["a day", "daily", "per day", "each day", "every day"];
const VERBS: [(&str, Verb); 3] = [("take", Verb::Take), ("inhale", Verb::Inhale), ("use", Verb::Use)];
const TO_BE: [(&str, Verb); 3] =
    [("to be taken", Verb::Take), ("to be inhaled", Verb::Inhale), ("to be used", Verb::Use)];
const NEEDED: [&str; 10] = [
    "when required",
    "when needed",
    "when necessary",
    "if required",
    "if needed",
    "if necessary",
    "as required",
    "as needed",
    "as necessary",
    "prn",
];
const FOODS: [(&str, Food); 10] = [
    ("with food", Food::With),
    ("with meals", Food::With),
    ("before food", Food::Before),
    ("before meals", Food::Before),
    ("after food", Food::After),
    ("after meals", Food::After),
    ("with or after food", Food::WithOrAfter),
    ("with or just after food", Food::WithOrAfter),
    ("with or after meals", Food::WithOrAfter),
    ("with or just after meals", Food::WithOrAfter),
];
const MOMENTS: [(&str, OfDay, bool); 16] = [
    ("in the morning", OfDay::Morning, false),
    ("morning", OfDay::Morning, false),
    ("mane", OfDay::Morning, false),
    ("each morning", OfDay::Morning, true),
    ("every morning", OfDay::Morning, true),
    ("with breakfast", OfDay::Breakfast, false),
    ("in the evening", OfDay::Evening, false),
    ("evening", OfDay::Evening, false),
    ("each evening", OfDay::Evening, true),
    ("every evening", OfDay::Evening, true),
    ("at night", OfDay::Night, false),
    ("night", OfDay::Night, false),
    ("nocte", OfDay::Night, false),
    ("each night", OfDay::Night, true),
    ("every night", OfDay::Night, true),
    ("at bedtime", OfDay::Bedtime, false),
];
const AT_MOST: [&str; 12] = [
    "max",
    "max of",
    "maximum",
    "maximum of",
    "up to",
    "up to a maximum of",
    "up to max",
    "to a maximum of",
    "no more than",
    "not more than",
    "do not take more than",
    "do not use more than",
];
const WITHIN: [(&str, Within); 15] = [
    ("in 24 hours", Within::TwentyFourHours),
    ("in 24 hrs", Within::TwentyFourHours),
    ("in 24 h", Within::TwentyFourHours),
    ("in any 24 hours", Within::TwentyFourHours),
    ("in each 24 hours", Within::TwentyFourHours),
    ("in 24 hour period", Within::TwentyFourHours),
    ("in a 24 hour period", Within::TwentyFourHours),
    ("in any 24 hour period", Within::TwentyFourHours),
    ("per 24 hours", Within::TwentyFourHours),
    ("in a day", Within::OneDay),
    ("in one day", Within::OneDay),
    ("a day", Within::OneDay),
    ("per day", Within::OneDay),
    ("each day", Within::OneDay),
    ("daily", Within::OneDay),
];

/// The instruction, where nothing in the text is left over and its parts fit together.
pub fn read(text: &str) -> Option<Dosage> {
    let mut reader = Reader::new(tokens(text)?);
    let mut dosage = Dosage { verb: reader.of(&VERBS), ..Dosage::default() };
    dosage.amount = Some(amount(&mut reader)?);
    while !reader.is_done() {
        let parted = reader.mark(&['.', ',']);
        if !(reader.is_done() && parted) {
            clause(&mut reader, &mut dosage)?;
        }
    }
    (dosage.says_when() && dosage.makes_sense()).then_some(dosage)
}

/// Takes one clause; what is said twice is not understood.
fn clause(reader: &mut Reader, dosage: &mut Dosage) -> Option<()> {
    if let Some(verb) = reader.of(&TO_BE) {
        return once(&mut dosage.verb, verb);
    }
    if reader.longest(&["by mouth", "orally", "po"]) {
        return (!std::mem::replace(&mut dosage.by_mouth, true)).then_some(());
    }
    if let Some(site) = site(reader) {
        return once(&mut dosage.site, site);
    }
    if let Some(food) = reader.of(&FOODS) {
        return once(&mut dosage.food, food);
    }
    if reader.longest(&NEEDED) {
        return once(&mut dosage.when_needed, true);
    }
    if let Some(days) = days(reader) {
        return once(&mut dosage.for_days, days);
    }
    if let Some(limit) = limit(reader) {
        return match limit {
            Limit::Times(times) => once(&mut dosage.up_to_times, times),
            Limit::Most(most) => once(&mut dosage.most, most),
        };
    }
    if let Some(moments) = moments(reader) {
        let is_first = dosage.moments.is_empty();
        dosage.moments = moments;
        return is_first.then_some(());
    }
    let unit = dosage.amount.and_then(|amount| amount.unit);
    let once_a_day = unit.is_some_and(|unit| unit.is_never_for_eyes()) && reader.phrase("od");
    let often = match once_a_day {
        true => Often::TimesADay { from: 1, to: None },
        false => often(reader)?,
    };
    once(&mut dosage.often, often)
}

fn once<T>(place: &mut Option<T>, told: T) -> Option<()> {
    place.replace(told).is_none().then_some(())
}

/// "Twice a day", "3 times daily", "BD", "daily", "every 4 to 6 hours", "4 hourly".
fn often(reader: &mut Reader) -> Option<Often> {
    if let Some((from, to)) = times(reader) {
        return Some(Often::TimesADay { from, to });
    }
    if reader.longest(&A_DAY) {
        return Some(Often::ADay);
    }
    if let Some(often) = reader.word(Often::abbreviated) {
        return Some(often);
    }
    reader.attempt(|reader| {
        let every = reader.phrase("every");
        let (from, to) = whole_range(reader, 24)?;
        let hours = match every {
            true => reader.longest(&["hours", "hrs", "hour", "hr"]),
            false => reader.phrase("hourly"),
        };
        hours.then_some(Often::EveryHours { from, to })
    })
}

/// A number of times a day.
fn times(reader: &mut Reader) -> Option<(u8, Option<u8>)> {
    reader.attempt(|reader| {
        let times = match reader.of(&[("once", 1), ("twice", 2)]) {
            Some(times) => (times, None),
            None => {
                let times = whole_range(reader, 8)?;
                reader.longest(&["times", "time"]).then_some(times)?
            }
        };
        reader.longest(&A_DAY).then_some(times)
    })
}

enum Limit {
    Times(u8),
    Most(Most),
}

/// "Up to 4 times a day", "max 8 in 24 hours".
fn limit(reader: &mut Reader) -> Option<Limit> {
    reader.attempt(|reader| {
        if !reader.longest(&AT_MOST) {
            return None;
        }
        reader.mark(&['.']);
        if let Some((times, to)) = times(reader) {
            return to.is_none().then_some(Limit::Times(times));
        }
        let number = number(reader)?;
        let unit = unit(reader);
        Some(Limit::Most(Most { number, unit, within: reader.of(&WITHIN)? }))
    })
}

/// "At night", "each morning", "morning and night".
fn moments(reader: &mut Reader) -> Option<Vec<Moment>> {
    let phrases = MOMENTS.map(|(phrase, of_day, every)| (phrase, Moment { of_day, every }));
    reader.attempt(|reader| {
        let mut moments = vec![reader.of(&phrases)?];
        while reader.phrase("and") || reader.mark(&['&', '+']) {
            let next = reader.of(&phrases)?;
            if moments.iter().any(|known| known.of_day == next.of_day) {
                return None;
            }
            moments.push(next);
        }
        Some(moments)
    })
}

fn days(reader: &mut Reader) -> Option<u16> {
    reader.attempt(|reader| {
        let days = reader.phrase("for").then(|| whole(reader, 365)).flatten()?;
        reader.longest(&["days", "day"]).then_some(days)
    })
}

fn site(reader: &mut Reader) -> Option<Site> {
    const SIDES: [(&str, Side); 6] = [
        ("each", Side::Each),
        ("both", Side::Each),
        ("left", Side::Left),
        ("the left", Side::Left),
        ("right", Side::Right),
        ("the right", Side::Right),
    ];
    const PARTS: [(&str, BodyPart); 6] = [
        ("eye", BodyPart::Eye),
        ("eyes", BodyPart::Eye),
        ("ear", BodyPart::Ear),
        ("ears", BodyPart::Ear),
        ("nostril", BodyPart::Nostril),
        ("nostrils", BodyPart::Nostril),
    ];
    reader.attempt(|reader| {
        let begins = reader.longest(&["in", "into", "to"]);
        let side = begins.then(|| reader.of(&SIDES)).flatten()?;
        Some(Site { side, part: reader.of(&PARTS)? })
    })
}
