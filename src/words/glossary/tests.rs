//! The glossary as it stands, and how it is searched.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use super::checks::{PLACES, faults};
use super::file::{File, Several, Term, read};
use super::files::FILES;
use super::shelf::Shelf;
use super::*;
use crate::domain::{Code, CodeSystem, Coded};

fn all() -> Vec<File> {
    FILES.iter().map(|(name, text)| read(text).unwrap_or_else(|why| panic!("{name}: {why}"))).collect()
}

fn terms() -> Vec<Term> {
    all().into_iter().flat_map(|file| file.term).collect()
}

fn several() -> Vec<Several> {
    all().into_iter().flat_map(|file| file.several).collect()
}

/// What the glossary says, with the term: for the checks that all our words go through.
pub fn texts() -> Vec<(String, String)> {
    let of = |term: Term| {
        let texts = [Some(term.plain), Some(term.says), term.looks_for];
        texts.into_iter().flatten().map(move |text| (term.name.clone(), text))
    };
    let short =
        |several: Several| several.may_mean.into_iter().map(move |text| (several.short.clone(), text));
    terms().into_iter().flat_map(of).chain(self::several().into_iter().flat_map(short)).collect()
}

fn coded(text: &str, code: &str) -> Coded {
    Coded { text: text.into(), codes: vec![Code { system: CodeSystem::Snomed, code: code.into() }] }
}

fn name(text: &str, place: Place) -> Option<&'static str> {
    explain(text, place).map(Explained::name)
}

fn practice() -> Option<PracticeMode> {
    PracticeMode::where_set(true)
}

#[test]
fn every_file_is_built_in_and_nothing_is_wrong_with_any() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words/glossary/terms");
    let there = fs::read_dir(folder).expect("the terms").flatten();
    let there: HashSet<_> =
        there.map(|file| file.file_name().to_string_lossy().replace(".toml", "")).collect();
    assert_eq!(there, FILES.iter().map(|(name, _)| (*name).to_owned()).collect());
    assert_eq!(faults(&all()), Vec::<String>::new());
}

#[test]
fn no_file_is_longer_than_400_lines() {
    for (name, text) in FILES {
        assert!(text.lines().count() <= 400, "{name}");
    }
}

#[test]
fn there_are_at_least_600_terms() {
    assert!(terms().len() >= 600, "{}", terms().len());
}

#[test]
fn a_fault_of_each_kind_is_found() {
    let term = |more: &str| {
        format!(
            "about = \"test\"\n[[term]]\nname = \"Iron\"\nplain = \"iron\"\nsays = \"It is iron.\"\n{more}"
        )
    };
    let wrong = |text: &str| faults(&[read(text).unwrap_or_else(|why| panic!("{why}"))]);
    assert_eq!(wrong(&term("")), Vec::<String>::new());
    for (more, fault) in [
        ("more = \"https://www.nhs.uk/conditions/iron\"", "no page of the national site"),
        ("more = \"http://www.nhs.uk/conditions/iron/\"", "no page of the national site"),
        ("more = \"https://www.nhs.uk.example/conditions/iron/\"", "no page of the national site"),
        ("more = \"https://www.nhs.uk/news/iron/\"", "no page of the national site"),
        ("snomed = [\"195967002\"]", "wrong check digit"),
        ("reviewed = { by = \"\", on = \"2026-11-22\" }", "needs a name and a day"),
        ("reviewed = { by = \"Dr Grey\", on = \"22 November\" }", "needs a name and a day"),
        ("also = [\"irons\"]", "leads to \"Iron\" and \"Iron\""),
        ("also = [\"!\"]", "has no letters"),
        ("[[several]]\nshort = \"MS\"\nmay_mean = [\"one\", \"two\"]", "stand apart"),
    ] {
        let found = wrong(&term(more));
        assert!(!found.is_empty() && found.iter().all(|own| own.contains(fault)), "{more}: {found:?}");
    }
    let short =
        |means: &str| format!("about = \"several\"\n[[several]]\nshort = \"FE\"\nmay_mean = [{means}]\n");
    assert_eq!(wrong(&short("\"iron\"")).len(), 1);
    let resolved = read(&term("short = [\"Fe\"]")).into_iter().chain(read(&short("\"iron\", \"a test\"")));
    assert_eq!(faults(&resolved.collect::<Vec<_>>()).len(), 1);
    assert!(read(&term("planes = \"x\"")).is_err());
}

#[test]
fn a_code_comes_before_the_name_and_a_code_of_another_system_is_none() {
    let by_code = explain(&coded("The sugar one", "44054006"), Place::Condition).map(Explained::name);
    assert_eq!(by_code, Some("Type 2 diabetes mellitus"));
    let by_code = explain(&coded("Diabetes", "44054006"), Place::Condition).map(Explained::name);
    assert_eq!(by_code, Some("Type 2 diabetes mellitus"));
    let mut other = coded("The sugar one", "44054006");
    other.codes[0].system = CodeSystem::Other("urn:x".into());
    assert_eq!(explain(&other, Place::Condition), None);
    let unknown = explain(&coded("Asthma", "1"), Place::Condition).map(Explained::name);
    assert_eq!(unknown, Some("Asthma"));
}

#[test]
fn a_name_is_found_whole_and_never_inside_of_another() {
    assert_eq!(name("ASTHMA", Place::Condition), Some("Asthma"));
    assert_eq!(name("Asthma (disorder)", Place::Condition), Some("Asthma"));
    assert_eq!(name("Crohn’s disease", Place::Condition), Some("Crohn's disease"));
    for not in [
        "FH: Asthma",
        "Family history of asthma",
        "?Asthma",
        "Asthma?",
        "?MS",
        "No asthma",
        "H/O asthma",
        "Asthma resolved",
        "MST",
        "Suspected stroke",
        "",
    ] {
        assert_eq!(name(not, Place::Condition), None, "{not}");
    }
}

#[test]
fn a_name_is_looked_up_only_where_it_can_stand() {
    assert_eq!(name("BD", Place::Dosage), Some("Twice a day"));
    assert_eq!(name("BD", Place::Condition), None);
    assert_eq!(name("BD", Place::Letter), None);
    assert_eq!(name("Asthma", Place::Medicine), None);
    assert_eq!(name("Amlodipine", Place::Condition), None);
}

#[test]
fn short_forms_keep_their_capitals() {
    assert_eq!(name("PSA", Place::Letter), Some("Prostate specific antigen"));
    assert_eq!(name("PsA", Place::Letter), Some("Psoriatic arthritis"));
    assert_eq!(name("psa", Place::Letter), None);
}

#[test]
fn a_short_form_of_several_meanings_is_never_resolved() {
    for short in ["OD", "PID", "MS", "RTA", "CP", "ms", "O.D."] {
        for place in PLACES {
            let words = explain(short, place).and_then(|known| known.words(practice()));
            let Some(Words::MayMean { meanings, .. }) = words else { panic!("{short}: {words:?}") };
            assert!(meanings.len() > 1, "{short}");
        }
    }
    for several in several() {
        for place in PLACES {
            let known = explain(several.short.as_str(), place);
            assert!(known.is_some_and(|known| known.more().is_none() && known.name() == several.short));
        }
    }
}

#[test]
fn short_forms_that_people_meet_most_are_there() {
    for (short, place, plain) in [
        ("BD", Place::Dosage, "2 times a day"),
        ("TDS", Place::Dosage, "3 times a day"),
        ("QDS", Place::Dosage, "4 times a day"),
        ("PRN", Place::Dosage, "when needed"),
        ("prn", Place::Dosage, "when needed"),
        ("NKDA", Place::Allergy, "no medicine allergies that anyone knows of"),
        ("eGFR", Place::Test, "how well the kidneys clean the blood"),
        ("HbA1c", Place::Test, "average blood sugar"),
        ("DNACPR", Place::Letter, "a decision about restarting the heart"),
    ] {
        let words = explain(short, place).and_then(|known| known.words(practice()));
        assert!(
            matches!(words, Some(Words::Meaning { plain: own, .. }) if own == plain),
            "{short}: {words:?}"
        );
    }
}

#[test]
fn a_medicine_is_found_by_the_ingredient_at_the_beginning_of_its_product() {
    for (product, ingredient) in [
        ("Amlodipine 5mg tablets", "Amlodipine"),
        ("Gliclazide 30mg modified-release tablets", "Gliclazide"),
        ("Salbutamol 100micrograms/dose inhaler CFC free", "Salbutamol"),
        ("Ventolin 100micrograms/dose Evohaler (GlaxoSmithKline UK Ltd)", "Salbutamol"),
        ("Co-codamol 30mg/500mg tablets", "Co-codamol"),
        (
            "Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices",
            "Insulin glargine",
        ),
        ("Beclometasone 50micrograms/dose nasal spray", "Beclometasone"),
    ] {
        assert_eq!(name(product, Place::Medicine), Some(ingredient), "{product}");
    }
    for not in [
        "Amlodipine 5mg / Valsartan 80mg tablets",
        "Amlodipinol 5mg tablets",
        "Not amlodipine 5mg tablets",
        "Paracetamol 500mg effervescent tablets and codeine phosphate 8mg effervescent tablets",
        "Panadol Extra tablets",
        "Insulin isophane 100units/ml solution for injection",
        "Tablets of amlodipine",
        "Penicillin 250mg tablets",
    ] {
        assert_eq!(name(not, Place::Medicine), None, "{not}");
    }
    assert_eq!(name("Amlodipine 5mg tablets", Place::Condition), None);
}

#[test]
fn an_allergy_is_explained_by_what_it_is_to() {
    for text in ["Penicillin", "Allergy to penicillin", "penicillin allergy", "Penicillins"] {
        assert_eq!(name(text, Place::Allergy), Some("Penicillin"), "{text}");
    }
    assert_eq!(explain(&coded("Nuts", "91935009"), Place::Allergy).map(Explained::name), Some("Peanut"));
    for not in ["No allergy to penicillin", "Penicillin allergy disproved", "Mother allergic to penicillin"] {
        assert_eq!(name(not, Place::Allergy), None, "{not}");
    }
}

#[test]
fn a_test_of_blood_is_never_taken_for_one_of_another_sample() {
    assert_eq!(name("Serum sodium level", Place::Test), Some("Sodium"));
    assert_eq!(name("Serum ALT level", Place::Test), None);
    assert_eq!(name("Urine sodium level", Place::Test), None);
    assert_eq!(name("CSF glucose", Place::Test), None);
}

fn of_one(reviewed: &str) -> Shelf {
    let file = format!(
        "about = \"condition\"\n[[term]]\nname = \"Asthma\"\nplain = \"asthma\"\nsays = \"It is asthma.\"\n\
         more = \"https://www.nhs.uk/conditions/asthma/\"\n{reviewed}"
    );
    Shelf::of(read(&file).into_iter().collect())
}

#[test]
fn words_that_nobody_reviewed_are_shown_in_practice_mode_alone() {
    let shelf = of_one("");
    let known = shelf.explain(&"Asthma".into(), Place::Condition).expect("a term");
    assert_eq!(known.words(PracticeMode::where_set(false)), None);
    assert!(known.words(practice()).is_some());
    assert_eq!(known.more(), Some("https://www.nhs.uk/conditions/asthma/"));
    let shelf = of_one("reviewed = { by = \"Dr Grey\", on = \"2026-11-22\" }");
    let known = shelf.explain(&"Asthma".into(), Place::Condition).expect("a term");
    let words = known.words(None).expect("reviewed words");
    assert_eq!(words.reviewed().map(|reviewed| reviewed.by.as_str()), Some("Dr Grey"));
}

#[test]
fn none_of_our_words_is_reviewed_yet() {
    assert!(terms().iter().all(|term| term.reviewed.is_none()));
    assert!(several().iter().all(|several| several.reviewed.is_none()));
}

/// The right to read unreviewed words comes from the setting, at one place.
#[test]
fn the_witness_of_practice_mode_is_made_in_one_place() {
    fn walk(folder: &Path, found: &mut Vec<String>) {
        for path in fs::read_dir(folder).expect("a folder of sources").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let source = fs::read_to_string(&path).expect("a source file");
                let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
                let tests = path.file_name().is_some_and(|name| name == "tests.rs");
                if !tests && code.contains("PracticeMode::where_set") {
                    found.push(path.display().to_string());
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(matches!(found.as_slice(), [only] if only.ends_with("src/web/reader.rs")), "{found:?}");
}

#[test]
fn each_term_says_one_or_two_sentences_and_a_short_plain_name() {
    for term in terms() {
        let ends = term.says.matches(['.', '?', '!']).count();
        assert!(term.says.ends_with('.') && (1..=2).contains(&ends), "{}: {}", term.name, term.says);
        assert!(term.plain.chars().count() <= 60 && !term.plain.ends_with('.'), "{}", term.plain);
        assert!(!term.says.contains('\'') && !term.plain.contains('\''), "{}", term.name);
    }
}

/// The glossary explains. It never advises, alarms, or speaks of the reader.
#[test]
fn no_term_advises_or_alarms_or_speaks_of_the_reader() {
    const NOT_HERE: [&str; 16] = [
        "you",
        "your",
        "should",
        "must",
        "ought",
        "see a doctor",
        "risk",
        "serious",
        "dangerous",
        "deadly",
        "fatal",
        "life-threatening",
        "elderly",
        "suffer",
        "suffers",
        "abnormal",
    ];
    for (term, text) in texts() {
        let words: String = text
            .to_lowercase()
            .chars()
            .map(|c| if c.is_alphabetic() || c == '-' { c } else { ' ' })
            .collect();
        let words = format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "));
        let found = NOT_HERE.iter().find(|not| words.contains(&format!(" {not} ")));
        assert!(found.is_none(), "{found:?} in {text:?} ({term})");
    }
}

/// How many syllables a word has: its groups of vowels, without a silent e at the end.
fn syllables(word: &str) -> usize {
    let letters: String = word.to_lowercase().chars().filter(|c| c.is_ascii_alphabetic()).collect();
    let vowel = |c: char| "aeiouy".contains(c);
    let groups = letters.split(|c| !vowel(c)).filter(|group| !group.is_empty()).count();
    let silent = letters.ends_with('e') && !letters.ends_with("le") && groups > 1;
    (groups - usize::from(silent)).max(1)
}

/// Flesch and Kincaid's grade, which counts school years, and five years before school.
fn reading_age(text: &str) -> f64 {
    let words: Vec<&str> = text.split_whitespace().collect();
    let sentences = text.split(['.', '?', '!', ':']).filter(|sentence| !sentence.trim().is_empty()).count();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let count = words.len() as f64;
    0.39 * count / sentences as f64 + 11.8 * syllables as f64 / count - 15.59 + 5.0
}

#[test]
fn the_measure_of_reading_age_tells_easy_from_hard() {
    assert!(reading_age("The cat sat on the mat. It was a big cat.") < 7.0);
    assert!(reading_age("Immunosuppression predisposes individuals to opportunistic infection.") > 16.0);
}

/// The formula is a coarse one for a single sentence, so each subject is measured as a whole, and of the single
/// terms only a few may stand out: those whose words are long names.
#[test]
fn every_subject_reads_at_11_or_younger_and_few_terms_above_13() {
    for ((name, _), file) in FILES.iter().zip(all()).filter(|(_, file)| !file.term.is_empty()) {
        let together: Vec<_> = file.term.iter().map(|term| term.says.as_str()).collect();
        let age = reading_age(&together.join(" "));
        assert!(age <= 11.0, "{name}: {age:.1}");
    }
    let terms = terms();
    let hard: Vec<_> = terms.iter().filter(|term| reading_age(&term.says) > 13.0).collect();
    assert!(hard.len() * 20 <= terms.len(), "{} of {}", hard.len(), terms.len());
    let together: Vec<_> = terms.iter().map(|term| term.says.as_str()).collect();
    let age = reading_age(&together.join(" "));
    assert!(age <= 9.5, "{age:.1}");
}
