//! Which measurements are vital signs: by the code, where the source gave no category.

use super::{CodeSystem, Coded};

/// SNOMED CT, UK edition: blood pressure and its two parts, pulse, breathing, temperature, oxygen, weight, height, body
/// mass index, each as it is measured and as GP systems write it ("O/E").
const SNOMED: &[&str] = &[
    "75367002",
    "163020007",
    "413153004",
    "364090009",
    "72313002",
    "163030003",
    "271649006",
    "1091811000000102",
    "163031004",
    "271650006",
    "78564009",
    "364075005",
    "86290005",
    "703421000",
    "386725007",
    "1097811000000106",
    "103228002",
    "431314004",
    "27113001",
    "162763007",
    "50373000",
    "162755006",
    "60621009",
    "276361009",
];

/// LOINC, the codes of FHIR's vital signs profiles (R4, "Vital Signs", table of codes).
const LOINC: &[&str] = &[
    "85353-1", "85354-9", "8480-6", "8462-4", "8867-4", "9279-1", "8310-5", "2708-6", "59408-5", "29463-7",
    "8302-2", "9843-4", "39156-5",
];

const SYSTOLIC: &[&str] = &["72313002", "163030003", "271649006", "8480-6"];
const DIASTOLIC: &[&str] = &["1091811000000102", "163031004", "271650006", "8462-4"];

/// Whether the code is that of a vital sign. A name alone never says so.
pub fn is_vital_sign(name: &Coded) -> bool {
    has_one_of(name, SNOMED) || has_one_of(name, LOINC)
}

/// Which of the two values of a blood pressure a code stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pressure {
    Systolic,
    Diastolic,
}

impl Pressure {
    pub fn of(name: &Coded) -> Option<Self> {
        if has_one_of(name, SYSTOLIC) {
            Some(Self::Systolic)
        } else {
            has_one_of(name, DIASTOLIC).then_some(Self::Diastolic)
        }
    }
}

fn has_one_of(name: &Coded, codes: &[&str]) -> bool {
    let is_known_system = |system: &CodeSystem| match system {
        CodeSystem::Snomed => true,
        CodeSystem::Other(uri) => uri == "http://loinc.org",
    };
    name.codes.iter().any(|code| is_known_system(&code.system) && codes.contains(&code.code.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Code;

    fn coded(system: &str, code: &str) -> Coded {
        let system = CodeSystem::from_uri(system);
        Coded { text: "Blood pressure".into(), codes: vec![Code { system, code: code.into() }] }
    }

    #[test]
    fn a_vital_sign_is_known_by_its_code_and_never_by_its_name() {
        assert!(is_vital_sign(&coded("http://snomed.info/sct", "163020007")));
        assert!(is_vital_sign(&coded("http://loinc.org", "85354-9")));
        assert!(!is_vital_sign(&coded("http://example.org", "85354-9")));
        assert!(!is_vital_sign(&Coded::text("Blood pressure")));
    }

    #[test]
    fn the_two_values_of_a_blood_pressure_are_told_apart() {
        assert_eq!(Pressure::of(&coded("http://loinc.org", "8480-6")), Some(Pressure::Systolic));
        assert_eq!(Pressure::of(&coded("http://snomed.info/sct", "271650006")), Some(Pressure::Diastolic));
        assert_eq!(Pressure::of(&coded("http://snomed.info/sct", "163020007")), None);
    }
}
