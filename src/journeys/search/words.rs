//! When words are found in a text: whatever their capitals and accents, from the beginning of a word on.

use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Shorter words must be written as they are: another letter makes another word of them.
const LONG_ENOUGH: usize = 5;

/// The words that are looked for; all must be found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted(Vec<String>);

/// How near a word must come to the one that is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nearness {
    /// It begins with it.
    Exact,
    /// One letter may be missing, too many, another one, or swapped with the next.
    OneLetterOff,
}

impl Wanted {
    /// None where there is no letter and no digit in it.
    pub fn read(text: &str) -> Option<Self> {
        let mut words: Vec<String> = Vec::new();
        each_word(text, |word| {
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        });
        (!words.is_empty()).then_some(Self(words))
    }
}

/// Looks for all wanted words, text by text.
pub struct Looking<'w> {
    wanted: &'w Wanted,
    nearness: Nearness,
    found: Vec<bool>,
}

impl<'w> Looking<'w> {
    pub fn for_all_of(wanted: &'w Wanted, nearness: Nearness) -> Self {
        Self { wanted, nearness, found: vec![false; wanted.0.len()] }
    }

    /// Notes which of the words stand in a text.
    pub fn look(&mut self, text: &str) {
        let Self { wanted, nearness, found } = self;
        each_word(text, |word| {
            for (wanted, found) in wanted.0.iter().zip(found.iter_mut()).filter(|(_, found)| !**found) {
                *found = fits(word, wanted, *nearness);
            }
        });
    }

    pub fn has_all(&self) -> bool {
        self.found.iter().all(|found| *found)
    }
}

fn fits(word: &str, wanted: &str, nearness: Nearness) -> bool {
    // "500mg" is found by "mg" too.
    let unit = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    if word.starts_with(wanted) || (!unit.is_empty() && unit.starts_with(wanted)) {
        return true;
    }
    nearness == Nearness::OneLetterOff
        && wanted.chars().count() >= LONG_ENOUGH
        && wanted.chars().all(char::is_alphabetic)
        && osa_distance(word, wanted) <= 1
}

/// Each word of a text in small letters without accents. An apostrophe does not part a word: "Alzheimer’s".
fn each_word(text: &str, mut then: impl FnMut(&str)) {
    let mut word = String::new();
    for letter in text.nfkd() {
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        } else if !is_combining_mark(letter) && !matches!(letter, '\'' | '’') && !word.is_empty() {
            then(&word);
            word.clear();
        }
    }
    if !word.is_empty() {
        then(&word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(wanted: &str, text: &str, nearness: Nearness) -> bool {
        let wanted = Wanted::read(wanted).expect("words");
        let mut looking = Looking::for_all_of(&wanted, nearness);
        looking.look(text);
        looking.has_all()
    }

    fn exact(wanted: &str, text: &str) -> bool {
        found(wanted, text, Nearness::Exact)
    }

    #[test]
    fn capitals_accents_and_apostrophes_make_no_difference() {
        for (wanted, text) in [
            ("ASTHMA", "Asthma"),
            ("zoe", "Dr Zoë Ó Néill"),
            ("néill", "Dr Zoe O Neill"),
            ("alzheimers", "Alzheimer’s disease"),
            ("alzheimer's", "Alzheimers disease"),
            ("ﬁbre", "Fibre"),
            ("hba1c", "HbA1c level"),
            ("Ωμέγα", "ωμεγα"),
        ] {
            assert!(exact(wanted, text), "{wanted} in {text}");
        }
    }

    #[test]
    fn a_word_is_found_by_its_beginning_and_never_by_its_middle() {
        assert!(exact("para", "Paracetamol 500mg tablets"));
        assert!(exact("500 mg", "Paracetamol 500mg tablets"));
        assert!(!exact("cetamol", "Paracetamol 500mg tablets"));
        assert!(!exact("tension", "Hypertension"));
    }

    #[test]
    fn all_words_must_be_found_in_any_order_and_in_any_of_the_texts() {
        assert!(exact("pressure blood", "High blood pressure"));
        assert!(!exact("low blood pressure", "High blood pressure"));
        let wanted = Wanted::read("asthma patel").expect("words");
        let mut looking = Looking::for_all_of(&wanted, Nearness::Exact);
        looking.look("Asthma");
        assert!(!looking.has_all());
        looking.look("Dr Patel");
        assert!(looking.has_all());
    }

    #[test]
    fn a_slip_of_one_letter_is_found_only_where_near_words_are_looked_for() {
        for (wanted, text) in [
            ("paracetomol", "Paracetamol"),
            ("amoxicilin", "Amoxicillin"),
            ("ashtma", "Asthma"),
            ("tablets", "Tablet"),
        ] {
            assert!(!exact(wanted, text), "{wanted}");
            assert!(found(wanted, text, Nearness::OneLetterOff), "{wanted}");
        }
        for (wanted, text) in [("hypotension", "Hypertension"), ("gout", "goat"), ("12345", "12346")] {
            assert!(!found(wanted, text, Nearness::OneLetterOff), "{wanted} is not {text}");
        }
    }

    #[test]
    fn without_a_letter_or_a_digit_there_is_nothing_to_look_for() {
        for nothing in ["", "   ", "!?", "…", "\u{301}", "'"] {
            assert_eq!(Wanted::read(nothing), None, "{nothing}");
        }
    }
}
