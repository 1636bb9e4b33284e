//! Whether two names, with the codes behind them, name one thing.

use super::normal::normal;
use super::{Alike, Key};
use crate::domain::{Code, CodeSystem, Coded};

/// A name and its codes, made comparable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    /// SNOMED CT and dm+d: the codes that may join.
    snomed: Vec<String>,
    /// Codes of other systems, which can only speak against a like name.
    others: Vec<Code>,
    /// May be empty; then it is like no other name.
    name: String,
}

/// What codes and names say together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Identical {
    /// The very same codes.
    Codes,
    /// All codes of the one are among those of the other, which has more.
    CodesAndMore,
    /// They share a code, and each has one that the other has not.
    SomeCodes,
    /// The same name, and no code that could be compared.
    Name,
    /// The same name and other codes.
    NameAgainstCodes,
    No,
}

impl Identity {
    pub fn of(coded: &Coded) -> Self {
        Self::named(coded, normal(&coded.text))
    }

    /// By another form of the name than the plain one.
    pub fn named(coded: &Coded, name: String) -> Self {
        let (snomed, others): (Vec<_>, Vec<_>) =
            coded.codes.iter().partition(|code| code.system == CodeSystem::Snomed);
        let mut snomed: Vec<String> = snomed.into_iter().map(|code| code.code.clone()).collect();
        snomed.sort();
        snomed.dedup();
        Self {
            snomed,
            others: others.into_iter().filter(|code| is_of_a_system(code)).cloned().collect(),
            name,
        }
    }

    /// What it is found by: each code, and the name.
    pub fn keys(&self) -> Vec<Key> {
        let name = (!self.name.is_empty()).then(|| Key::of(("name", &self.name)));
        self.snomed.iter().map(|code| Key::of(("code", code))).chain(name).collect()
    }

    /// The same, each together with a part that two entries must share to be compared at all.
    pub fn keys_with(&self, part: impl std::hash::Hash + Copy) -> Vec<Key> {
        self.keys().into_iter().map(|key| Key::of((key, part))).collect()
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn is_coded(&self) -> bool {
        !self.snomed.is_empty()
    }

    pub fn compare(&self, other: &Self) -> Identical {
        let same_name = !self.name.is_empty() && self.name == other.name;
        if self.snomed.is_empty() || other.snomed.is_empty() {
            return match same_name {
                true if self.others_disagree(other) => Identical::NameAgainstCodes,
                true => Identical::Name,
                false => Identical::No,
            };
        }
        let shared = self.snomed.iter().filter(|code| other.snomed.contains(code)).count();
        match (shared == self.snomed.len(), shared == other.snomed.len(), shared) {
            (_, _, 0) if same_name => Identical::NameAgainstCodes,
            (_, _, 0) => Identical::No,
            (true, true, _) => Identical::Codes,
            (false, false, _) => Identical::SomeCodes,
            _ => Identical::CodesAndMore,
        }
    }

    /// Whether a code system that both use has no code in common.
    fn others_disagree(&self, other: &Self) -> bool {
        let of = |codes: &[Code], system: &CodeSystem, code: Option<&Code>| {
            codes.iter().any(|own| own.system == *system && code.is_none_or(|code| own == code))
        };
        self.others.iter().any(|code| {
            let system = &code.system;
            let shared = self.others.iter().filter(|own| own.system == *system);
            of(&other.others, system, None)
                && !shared.into_iter().any(|own| of(&other.others, system, Some(own)))
        })
    }
}

fn is_of_a_system(code: &Code) -> bool {
    !matches!(&code.system, CodeSystem::Other(system) if system.trim().is_empty())
}

impl Identical {
    /// Codes join where they are the very same, and a name joins where no code speaks against it.
    pub fn alike(self) -> Alike {
        match self {
            Self::Codes | Self::Name => Alike::Same,
            Self::CodesAndMore | Self::SomeCodes | Self::NameAgainstCodes => Alike::MaybeSame,
            Self::No => Alike::Different,
        }
    }

    /// Sure enough to say that two sources contradict each other.
    pub fn is_sure(self) -> bool {
        self.alike() == Alike::Same
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(text: &str, codes: &[(&str, &str)]) -> Identity {
        let code = |(system, code): &(&str, &str)| Code {
            system: match *system {
                "snomed" => CodeSystem::Snomed,
                other => CodeSystem::Other(other.to_owned()),
            },
            code: (*code).to_owned(),
        };
        Identity::of(&Coded { text: text.to_owned(), codes: codes.iter().map(code).collect() })
    }

    #[test]
    fn codes_come_before_names_and_a_name_never_stands_against_a_code() {
        let one = identity("Asthma", &[("snomed", "1"), ("read", "H33")]);
        for (other, expected) in [
            (identity("Bronchial asthma", &[("snomed", "1")]), Identical::Codes),
            (identity("ASTHMA", &[("snomed", "2")]), Identical::NameAgainstCodes),
            (identity("Eczema", &[("snomed", "2")]), Identical::No),
            (identity("Asthma", &[("snomed", "1"), ("snomed", "3")]), Identical::CodesAndMore),
            (identity("asthma.", &[]), Identical::Name),
            (identity("Asthma", &[("read", "H33")]), Identical::Name),
            (identity("Asthma", &[("read", "H99")]), Identical::NameAgainstCodes),
            (identity("Asthma", &[("icd-10", "J45")]), Identical::Name),
            (identity("", &[]), Identical::No),
        ] {
            assert_eq!(one.compare(&other), expected, "{other:?}");
            assert_eq!(other.compare(&one), expected, "{other:?}, the other way round");
        }
        let both = identity("Asthma", &[("snomed", "1"), ("snomed", "2")]);
        let others = identity("Asthma", &[("snomed", "1"), ("snomed", "3")]);
        assert_eq!(both.compare(&others), Identical::SomeCodes);
    }

    #[test]
    fn a_code_of_no_system_says_nothing() {
        let one = identity("Asthma", &[("", "7")]);
        assert_eq!(one.compare(&identity("Asthma", &[("", "8")])), Identical::Name);
    }

    #[test]
    fn names_without_letters_are_not_like_each_other() {
        assert_eq!(identity("—", &[]).compare(&identity("?", &[])), Identical::No);
    }

    #[test]
    fn whatever_may_be_identical_shares_a_key() {
        let one = identity("Asthma", &[("snomed", "1")]);
        for other in [identity("x", &[("snomed", "1")]), identity("asthma", &[("snomed", "2")])] {
            assert!(one.keys().iter().any(|key| other.keys().contains(key)));
        }
    }
}
