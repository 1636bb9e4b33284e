//! The made-up people who log in to practise, and what each of them shows.

use chrono::NaiveDate;

use super::organisations::{
    AGGREGATOR, EASTMOOR, HARBOUR, HILL_STREET, IMMUNISATIONS, MILL_LANE, NORTHFIELD, PRESCRIPTIONS,
    RIVERSIDE, VALE,
};

/// A made-up person with a log-in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PracticePerson {
    /// A short word that the records are found by.
    pub key: &'static str,
    pub email: String,
    pub password: String,
    /// Ten digits of the range for tests (999 000 0000 to 999 999 9999).
    pub nhs_number: &'static str,
    /// The number in force, where `nhs_number` was superseded.
    pub superseded_by: Option<&'static str>,
    /// As people say it.
    pub name: String,
    pub given: &'static [&'static str],
    pub family: Option<&'static str>,
    /// A FHIR administrative gender.
    pub gender: &'static str,
    pub birth_date: NaiveDate,
    /// What this person shows.
    pub note: &'static str,
    /// The registered GP surgery.
    pub surgery: Option<&'static str>,
    /// ODS codes of all that know this person, connected or not.
    pub known_to: &'static [&'static str],
    /// Marked as restricted in demographics.
    pub restricted: bool,
}

impl PracticePerson {
    /// Whether this is one of the person's numbers, in force or not.
    pub fn answers_to(&self, nhs_number: &str) -> bool {
        self.nhs_number == nhs_number || self.superseded_by == Some(nhs_number)
    }

    /// The number in force.
    pub fn current_number(&self) -> &'static str {
        self.superseded_by.unwrap_or(self.nhs_number)
    }

    pub fn is_known_to(&self, ods_code: &str) -> bool {
        self.known_to.contains(&ods_code)
    }
}

/// One line of the list below.
struct Line {
    key: &'static str,
    number: &'static str,
    given: &'static [&'static str],
    family: Option<&'static str>,
    gender: &'static str,
    born: (i32, u32, u32),
    known_to: &'static [&'static str],
    note: &'static str,
}

fn person(line: Line) -> PracticePerson {
    let (year, month, day) = line.born;
    let surgery = line.known_to.iter().copied().find(|code| [HILL_STREET, MILL_LANE].contains(code));
    PracticePerson {
        key: line.key,
        email: format!("{}@example.org", line.key),
        password: format!("front-door-{}", line.key),
        nhs_number: line.number,
        superseded_by: None,
        name: line.given.iter().copied().chain(line.family).collect::<Vec<_>>().join(" "),
        given: line.given,
        family: line.family,
        gender: line.gender,
        birth_date: NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default(),
        note: line.note,
        surgery,
        known_to: line.known_to,
        restricted: false,
    }
}

/// Every practice person. `this_year` keeps the child a child.
pub fn people(this_year: i32) -> Vec<PracticePerson> {
    let mut people: Vec<_> = grown_ups().into_iter().map(person).collect();
    people.push(person(Line {
        key: "tom",
        number: "9990005044",
        given: &["Tom"],
        family: Some("Young"),
        gender: "male",
        born: (this_year - 9, 1, 1),
        known_to: &[HILL_STREET, NORTHFIELD, VALE, AGGREGATOR],
        note: "A child aged 9; Grace Young is his mother, and sees his record",
    }));
    people.push(person(Line {
        key: "mia",
        number: "9990005052",
        given: &["Mia"],
        family: Some("Young"),
        gender: "female",
        born: (this_year - 12, 3, 1),
        known_to: &[HILL_STREET, RIVERSIDE],
        note: "Aged 12 (11 before March); Grace Young sees her record, and nothing that the hospital marked as confidential",
    }));
    for person in &mut people {
        match person.key {
            "robin" => person.restricted = true,
            "sunita" => person.superseded_by = Some("9990011109"),
            _ => {}
        }
    }
    people
}

fn grown_ups() -> [Line; 14] {
    [
        Line {
            key: "sam",
            number: "9990000018",
            given: &["Sam"],
            family: Some("Sample"),
            gender: "male",
            born: (1961, 4, 12),
            known_to: &[
                HILL_STREET,
                MILL_LANE,
                RIVERSIDE,
                NORTHFIELD,
                VALE,
                EASTMOOR,
                HARBOUR,
                IMMUNISATIONS,
                AGGREGATOR,
                PRESCRIPTIONS,
            ],
            note: "Records in all five organisations, a community record, the national list of vaccinations, and one hospital that is not connected; the Aggregator tells of an appointment there; prescriptions to collect, on the way and over",
        },
        Line {
            key: "nadia",
            number: "9990000026",
            given: &["Nadia"],
            family: Some("Blank"),
            gender: "female",
            born: (1994, 9, 30),
            known_to: &[HILL_STREET, RIVERSIDE, VALE, HARBOUR, IMMUNISATIONS, PRESCRIPTIONS],
            note: "Nothing anywhere: everybody answers, nobody holds anything",
        },
        Line {
            key: "olive",
            number: "9990000034",
            given: &["Olive"],
            family: Some("Longacre"),
            gender: "female",
            born: (1938, 2, 3),
            known_to: &[HILL_STREET, RIVERSIDE],
            note: "A very long record: 2,000 entries; somebody acts for her",
        },
        Line {
            key: "priya",
            number: "9990000042",
            given: &["Priya"],
            family: Some("Twofold"),
            gender: "female",
            born: (1975, 7, 19),
            known_to: &[MILL_LANE, NORTHFIELD, AGGREGATOR, PRESCRIPTIONS],
            note: "The same medicine in two places, one perhaps the same, one at another dose, one that only the hospital has stopped; the surgery lists a penicillin allergy, the hospital no allergies; an appointment that only the Aggregator has as cancelled; a prescription of which one part was not given out",
        },
        Line {
            key: "grace",
            number: "9990000050",
            given: &["Grace"],
            family: Some("Young"),
            gender: "female",
            born: (1988, 11, 8),
            known_to: &[HILL_STREET, RIVERSIDE, PRESCRIPTIONS],
            note: "A parent; her son is Tom Young",
        },
        Line {
            key: "max",
            number: "9990000069",
            given: &["Max"],
            family: Some("Muddle"),
            gender: "male",
            born: (1969, 12, 31),
            known_to: &[MILL_LANE, RIVERSIDE, VALE, HARBOUR, IMMUNISATIONS, AGGREGATOR, PRESCRIPTIONS],
            note: "Entries that cannot be read stand among good ones",
        },
        Line {
            key: "wilhelmina",
            number: "9990000077",
            given: &["Wilhelmina", "Bartholomea", "Philippa-Constantine", "Maximiliana"],
            family: Some("Featherstonehaugh-Cholmondeley-Wolfeschlegelsteinhausenbergerdorff"),
            gender: "female",
            born: (1952, 2, 29),
            known_to: &[HILL_STREET, NORTHFIELD, AGGREGATOR],
            note: "A very long name; a deputy acts for her",
        },
        Line {
            key: "yael",
            number: "9990001006",
            given: &["יעל"],
            family: Some("בן־דוד"),
            gender: "female",
            born: (1983, 3, 21),
            known_to: &[MILL_LANE, RIVERSIDE],
            note: "A name written from right to left (Hebrew)",
        },
        Line {
            key: "nour",
            number: "9990002010",
            given: &["نور"],
            family: Some("الهاشمي"),
            gender: "male",
            born: (1979, 8, 2),
            known_to: &[HILL_STREET, VALE],
            note: "A name written from right to left (Arabic)",
        },
        Line {
            key: "wulandari",
            number: "9990003025",
            given: &[],
            family: Some("Wulandari"),
            gender: "female",
            born: (1990, 5, 17),
            known_to: &[MILL_LANE, VALE],
            note: "A name of one word",
        },
        Line {
            key: "robin",
            number: "9990006059",
            given: &["Robin"],
            family: Some("Shield"),
            gender: "other",
            born: (1986, 10, 10),
            known_to: &[HILL_STREET, RIVERSIDE],
            note: "A restricted record: demographics tell no address and no surgery",
        },
        Line {
            key: "sunita",
            number: "9990010099",
            given: &["Sunita"],
            family: Some("Renew"),
            gender: "female",
            born: (1971, 1, 25),
            known_to: &[HILL_STREET, RIVERSIDE, IMMUNISATIONS],
            note: "An NHS number that was replaced by 999 001 1109; medicines with every way to write how to take them; letters of every kind of file, good and bad",
        },
        Line {
            key: "eddie",
            number: "9990007063",
            given: &["Eddie"],
            family: Some("Elsewhere"),
            gender: "male",
            born: (1966, 6, 6),
            known_to: &[EASTMOOR],
            note: "Known only to a hospital that is not connected",
        },
        Line {
            key: "trang",
            number: "9990008078",
            given: &["Trang"],
            family: Some("Transit"),
            gender: "female",
            born: (1999, 4, 4),
            known_to: &[MILL_LANE, VALE],
            note: "Has moved: the record transfer to the new surgery is not complete, and some of it is confidential",
        },
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::NhsNumber;

    #[test]
    fn every_number_is_in_the_range_for_tests_and_has_the_right_check_digit() {
        let people = people(2026);
        let mut seen = BTreeSet::new();
        for person in &people {
            for number in [Some(person.nhs_number), person.superseded_by].into_iter().flatten() {
                assert!(NhsNumber::parse(number).is_ok(), "{number}");
                assert!(number.starts_with("999"), "{number}");
                assert!(seen.insert(number), "{number} twice");
            }
        }
        assert!(people.len() >= 12);
    }

    #[test]
    fn every_password_has_twelve_characters_and_every_email_is_its_own() {
        let people = people(2026);
        let emails: BTreeSet<_> = people.iter().map(|person| &person.email).collect();
        assert_eq!(emails.len(), people.len());
        assert!(people.iter().all(|person| person.password.chars().count() >= 12));
    }
}
