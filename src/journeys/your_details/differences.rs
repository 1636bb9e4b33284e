//! When two organisations have the same fact about a person, when they contradict each other, and when they only hold
//! different parts of it.

use crate::domain::{ContactUse, PostalAddress};

/// What is compared of one thing that is written down.
#[derive(Clone, PartialEq, Eq)]
pub enum Core {
    /// Letters and digits as the kind of fact makes them comparable.
    Text(String),
    Place(PostalAddress),
}

impl Core {
    /// Small letters and digits alone: neither case, accents of writing, spaces nor dashes make a difference.
    pub fn letters(text: &str) -> Self {
        Self::Text(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
    }

    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Place(one), Self::Place(other)) => one.is_same_place(other),
            _ => false,
        }
    }
}

/// One thing in use that an organisation has written down, with what it is for where that tells two apart.
pub type Written = (ContactUse, Core);

/// Whether two organisations contradict each other. A home number here and a mobile number there do not: each holds a
/// part. Two home numbers do, unless either stands at the other organisation under any use.
pub fn contradict(one: &[Written], other: &[Written]) -> bool {
    let held_there = |core: &Core, there: &[Written]| there.iter().any(|(_, known)| known.is_same(core));
    let comparable = |(use_for, _): &Written, there: &[Written]| {
        there.iter().any(|(other, _)| {
            other == use_for || *other == ContactUse::NotSaid || *use_for == ContactUse::NotSaid
        })
    };
    let mut compared = one.iter().filter(|written| comparable(written, other)).peekable();
    compared.peek().is_some()
        && compared.all(|(_, core)| !held_there(core, other))
        && other.iter().filter(|written| comparable(written, one)).all(|(_, core)| !held_there(core, one))
}

#[cfg(test)]
mod tests {
    use ContactUse::{Home, Mobile, NotSaid, Temporary};

    use super::*;

    fn written(list: &[(ContactUse, &str)]) -> Vec<Written> {
        list.iter().map(|(use_for, text)| (*use_for, Core::letters(text))).collect()
    }

    #[test]
    fn only_what_can_be_compared_can_contradict() {
        type Held<'a> = &'a [(ContactUse, &'a str)];
        let table: [(Held, Held, bool, &str); 11] = [
            (&[(Mobile, "1")], &[(Mobile, "1")], false, "the same"),
            (&[(Mobile, "1")], &[(Mobile, "2")], true, "two mobile numbers"),
            (&[(Mobile, "1")], &[(Home, "2")], false, "each holds another part"),
            (&[(Mobile, "1")], &[(Home, "1")], false, "the same under another name"),
            (&[(Mobile, "1"), (Home, "2")], &[(Mobile, "1")], false, "one holds more"),
            (&[(Mobile, "1"), (Mobile, "3")], &[(Mobile, "3"), (Mobile, "4")], false, "one in common"),
            (&[(NotSaid, "1")], &[(Mobile, "2")], true, "not said what for"),
            (&[(NotSaid, "1")], &[(Mobile, "2"), (Home, "1")], false, "not said what for, and the same"),
            (&[(Home, "1")], &[(Temporary, "2")], false, "away for a while"),
            (&[], &[(Mobile, "2")], false, "nothing written down"),
            (&[], &[], false, "nothing at either"),
        ];
        for (one, other, expected, case) in table {
            let (one, other) = (written(one), written(other));
            assert_eq!(contradict(&one, &other), expected, "{case}");
            assert_eq!(contradict(&other, &one), expected, "{case}, the other way round");
        }
    }

    #[test]
    fn writing_alone_makes_no_difference() {
        assert!(Core::letters("SAM  Sample-Jones").is_same(&Core::letters("Sam Sample Jones")));
        assert!(!Core::letters("Sam Sample").is_same(&Core::letters("Sam Simple")));
        assert!(Core::letters("بن داود").is_same(&Core::letters("بن  داود")));
    }
}
