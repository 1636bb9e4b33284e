//! How a medicine is taken: amount and times a day where the whole text is one of a few plain patterns, else the words.
//!
//! Only for telling two texts apart. Texts that are not understood whole are compared as they stand, and differ only
//! in that nobody can tell.

use super::Alike;
use super::normal::{millionths, normal};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Dose {
    NotSaid,
    Understood(Plain),
    /// The words for comparing, not understood.
    Words(String),
}

/// "2 tablets, 2 times a day".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plain {
    /// In millionths.
    amount: u128,
    unit: Option<&'static str>,
    often: Often,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Often {
    TimesADay(u8),
    Morning,
    Evening,
    Night,
    OnceAWeek,
}

impl Dose {
    pub fn of(text: Option<&str>) -> Self {
        let words = text.map(normal).unwrap_or_default();
        if words.is_empty() {
            return Self::NotSaid;
        }
        match plain(&words) {
            Some(plain) => Self::Understood(plain),
            None => Self::Words(words),
        }
    }

    /// A dose that one of the two does not tell leaves it open, and so do words that are not understood.
    pub fn compare(&self, other: &Self) -> Alike {
        match (self, other) {
            (Self::Understood(one), Self::Understood(other)) => one.compare(other),
            (Self::Words(one), Self::Words(other)) if one == other => Alike::Same,
            _ => Alike::MaybeSame,
        }
    }
}

impl Plain {
    fn compare(&self, other: &Self) -> Alike {
        let unit = match (self.unit, other.unit) {
            (Some(one), Some(other)) => Alike::where_equal(one == other),
            (None, None) => Alike::Same,
            _ => Alike::MaybeSame,
        };
        Alike::least([Alike::where_equal(self.amount == other.amount), unit, self.often.compare(other.often)])
    }
}

impl Often {
    fn compare(self, other: Self) -> Alike {
        let once = |often| often == Often::TimesADay(1);
        let at_a_time = |often| matches!(often, Often::Morning | Often::Evening | Often::Night);
        match (self, other) {
            (one, other) if one == other => Alike::Same,
            // Once a day may be each morning.
            (one, other) if (once(one) && at_a_time(other)) || (once(other) && at_a_time(one)) => {
                Alike::MaybeSame
            }
            (Often::Evening, Often::Night) | (Often::Night, Often::Evening) => Alike::MaybeSame,
            _ => Alike::Different,
        }
    }
}

/// Words that change nothing of the dose.
const EMPTY: [&str; 17] = [
    "take", "taken", "to", "be", "a", "an", "the", "each", "every", "per", "of", "in", "at", "inhale", "is",
    "by", "mouth",
];

/// Ends of a text that say when to eat, not how much to take.
const ENDS: [&[&str]; 4] =
    [&["with", "food"], &["after", "food"], &["with", "or", "after", "food"], &["with", "meals"]];

/// The whole text as a dose, or nothing.
fn plain(words: &str) -> Option<Plain> {
    let words: Vec<&str> = words.split(' ').map(digit).filter(|word| !EMPTY.contains(word)).collect();
    let words = ENDS.iter().find_map(|end| words.strip_suffix(*end)).unwrap_or(&words);
    let [number, after @ ..] = words else { return None };
    let amount = millionths(number)?;
    let (unit, after) = match after {
        [word, after @ ..] => match unit(word) {
            Some(unit) => (Some(unit), after),
            None => (None, words.get(1..)?),
        },
        [] => return None,
    };
    Some(Plain { amount, unit, often: often(after)? })
}

fn digit(word: &str) -> &str {
    match word {
        "half" => "0.5",
        "one" => "1",
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "five" => "5",
        "six" => "6",
        "eight" => "8",
        "ten" => "10",
        other => other,
    }
}

fn unit(word: &str) -> Option<&'static str> {
    Some(match word {
        "tablet" | "tablets" | "tab" | "tabs" => "tablet",
        "capsule" | "capsules" | "cap" | "caps" => "capsule",
        "puff" | "puffs" => "puff",
        "spray" | "sprays" => "spray",
        "drop" | "drops" => "drop",
        "sachet" | "sachets" => "sachet",
        "patch" | "patches" => "patch",
        "unit" | "units" => "unit",
        "dose" | "doses" => "dose",
        "ml" => "ml",
        "mg" => "mg",
        _ => return None,
    })
}

/// Short forms that mean two things ("OD": once a day, or the right eye) are not understood.
fn often(words: &[&str]) -> Option<Often> {
    Some(match words {
        ["day" | "daily"] | ["once", "day" | "daily"] | ["1", "time" | "times", "day" | "daily"] => {
            Often::TimesADay(1)
        }
        ["twice", "day" | "daily"] | ["bd" | "bid"] => Often::TimesADay(2),
        ["tds" | "tid"] => Often::TimesADay(3),
        ["qds" | "qid"] => Often::TimesADay(4),
        [times, "times", "day" | "daily"] => Often::TimesADay(times.parse().ok()?),
        ["morning" | "mane"] | ["once", "day" | "daily", "morning"] | ["daily", "morning"] => Often::Morning,
        ["evening"] => Often::Evening,
        ["night" | "nocte" | "bedtime"] => Often::Night,
        ["week" | "weekly"] | ["once", "week" | "weekly"] => Often::OnceAWeek,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_dose_in_other_words_is_the_same() {
        for (one, other) in [
            ("Take one tablet twice a day", "ONE To Be Taken TWICE a Day"),
            ("One a day", "one a day."),
            ("Take 2 tablets BD", "Two tablets 2 times a day"),
            ("Take one tablet twice a day with food", "1 tablet twice daily"),
            ("Take one capsule each morning", "1 capsule every morning"),
            ("As directed by the clinic", "as directed by the clinic."),
        ] {
            let alike = Dose::of(Some(one)).compare(&Dose::of(Some(other)));
            assert_ne!(alike, Alike::Different, "{one} and {other}");
        }
        let alike = |one: &str, other: &str| Dose::of(Some(one)).compare(&Dose::of(Some(other)));
        assert_eq!(alike("One a day", "one a day."), Alike::Same);
        assert_eq!(alike("Take 2 tablets BD", "Two tablets 2 times a day"), Alike::Same);
        assert_eq!(alike("Take one capsule each morning", "1 capsule every morning"), Alike::Same);
        assert_eq!(alike("As directed", "as directed."), Alike::Same);
    }

    #[test]
    fn only_doses_that_are_understood_whole_differ() {
        for (one, other, expected) in [
            ("Take one tablet twice a day", "Take two tablets twice a day", Alike::Different),
            ("Take one tablet a day", "Take one tablet once a week", Alike::Different),
            ("Take one tablet each morning", "Take one tablet at night", Alike::Different),
            ("Take one tablet a day", "Take one tablet each morning", Alike::MaybeSame),
            ("Take one tablet a day", "Take one tablet a day for 5 days", Alike::MaybeSame),
            ("Take one tablet a day", "Take one or two tablets a day", Alike::MaybeSame),
            ("Take one tablet a day", "One OD", Alike::MaybeSame),
            ("Take one tablet a day when needed", "Take two tablets a day", Alike::MaybeSame),
            ("As directed", "Take two tablets a day", Alike::MaybeSame),
            ("Reduce by one tablet each week", "Take two tablets a day", Alike::MaybeSame),
            ("", "Take two tablets a day", Alike::MaybeSame),
            ("", "", Alike::MaybeSame),
        ] {
            let (first, second) = (Dose::of(Some(one)), Dose::of(Some(other)));
            assert_eq!(first.compare(&second), expected, "{one} and {other}");
            assert_eq!(second.compare(&first), expected, "{other} and {one}");
        }
    }
}
