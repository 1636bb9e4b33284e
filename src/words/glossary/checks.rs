//! What is wrong with the files of the glossary: for `build.rs`, which fails then, and for the tests.

use std::collections::HashMap;

use super::file::{About, File, Place, Reviewed, Several, Term};
use super::spelling::{key, short_key};

/// Every place that terms are looked up in.
pub const PLACES: [Place; 7] = [
    Place::Condition,
    Place::Medicine,
    Place::Allergy,
    Place::Test,
    Place::Vaccination,
    Place::Dosage,
    Place::Letter,
];

/// Everything that is wrong with all files together, each with the term that it is about.
pub fn faults(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        found.extend(file.term.iter().flat_map(|term| term_faults(file.about, term)));
        found.extend(file.several.iter().flat_map(several_faults));
        let stand_apart = match file.about {
            About::Several => file.term.is_empty(),
            _ => file.several.is_empty(),
        };
        if !stand_apart {
            found.push(format!("{:?}: terms and short forms of several meanings stand apart", file.about));
        }
    }
    found.extend(PLACES.into_iter().flat_map(|place| twice(files, place)));
    found.extend(resolved(files));
    found
}

fn term_faults(about: About, term: &Term) -> Vec<String> {
    let mut found = Vec::new();
    let mut fault = |what: &str| found.push(format!("{about:?} {:?}: {what}", term.name));
    if [&term.name, &term.plain, &term.says].iter().any(|text| text.trim().is_empty()) {
        fault("a field is empty");
    }
    if term.looks_for.as_ref().is_some_and(|what| about != About::Test || what.trim().is_empty()) {
        fault("only a test looks for something, and for something that is said");
    }
    if term.also.iter().chain([&term.name]).any(|name| key(name).is_empty()) {
        fault("a spelling has no letters");
    }
    if term.more.as_deref().is_some_and(|link| !is_national(link)) {
        fault("the link is no page of the national site");
    }
    if !term.snomed.iter().all(|code| is_snomed(code)) {
        fault("a code of SNOMED CT has a wrong check digit");
    }
    if !term.reviewed.as_ref().is_none_or(is_review) {
        fault("a review needs a name and a day");
    }
    found
}

fn several_faults(several: &Several) -> Vec<String> {
    let mut found = Vec::new();
    if several.may_mean.len() < 2 || several.may_mean.iter().any(|meaning| meaning.trim().is_empty()) {
        found.push(format!("{:?} has fewer than two meanings", several.short));
    }
    if !several.reviewed.as_ref().is_none_or(is_review) {
        found.push(format!("{:?}: a review needs a name and a day", several.short));
    }
    found
}

/// Spellings, short forms and codes that lead to more than one term from one place.
fn twice(files: &[File], place: Place) -> Vec<String> {
    let mut seen: HashMap<(&str, String), &str> = HashMap::new();
    let mut found = Vec::new();
    let here = files.iter().filter(|file| place.holds().contains(&file.about));
    for term in here.flat_map(|file| &file.term) {
        let names = term.also.iter().chain([&term.name]).map(|name| ("name", key(name)));
        let shorts = term.short.iter().map(|short| ("short form", short_key(short)));
        let codes = term.snomed.iter().map(|code| ("code", code.clone()));
        for (kind, own) in names.chain(shorts).chain(codes) {
            if let Some(other) = seen.insert((kind, own.clone()), &term.name) {
                found.push(format!("{place:?}: the {kind} {own:?} leads to {other:?} and {:?}", term.name));
            }
        }
    }
    found
}

/// Terms that would resolve a short form of several meanings.
fn resolved(files: &[File]) -> Vec<String> {
    let several: Vec<String> =
        files.iter().flat_map(|file| &file.several).map(|several| key(&several.short)).collect();
    let mut found = Vec::new();
    for (n, short) in several.iter().enumerate() {
        if several[..n].contains(short) {
            found.push(format!("{short:?} stands twice among the short forms of several meanings"));
        }
    }
    for term in files.iter().flat_map(|file| &file.term) {
        let mut own = term.also.iter().chain(&term.short).chain([&term.name]);
        if let Some(own) = own.find(|own| several.contains(&key(own))) {
            found.push(format!("{own:?} has several meanings, and {:?} resolves it", term.name));
        }
    }
    found
}

/// Whether a link is a page of the national site, in a part of it that holds what we link to.
fn is_national(link: &str) -> bool {
    const PARTS: [&str; 8] = [
        "conditions",
        "medicines",
        "tests-and-treatments",
        "vaccinations",
        "mental-health",
        "contraception",
        "pregnancy",
        "health-assessment-tools",
    ];
    let Some(path) = link.strip_prefix("https://www.nhs.uk/").and_then(|path| path.strip_suffix('/')) else {
        return false;
    };
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    PARTS.contains(&path.split('/').next().unwrap_or_default())
        && path.split('/').all(|part| !part.is_empty() && part.chars().all(letter))
}

/// Whether a review says who and when.
fn is_review(reviewed: &Reviewed) -> bool {
    let mut shape = reviewed.on.split('-').map(|part| (part.len(), part.chars().all(|c| c.is_ascii_digit())));
    let day = [shape.next(), shape.next(), shape.next(), shape.next()];
    !reviewed.by.trim().is_empty() && day == [Some((4, true)), Some((2, true)), Some((2, true)), None]
}

/// Whether the last digit of a SNOMED CT identifier is right (Verhoeff's check digit, SNOMED CT Release File
/// Specification, section 6.6).
fn is_snomed(code: &str) -> bool {
    const TIMES: [[u8; 10]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];
    const TURN: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    if !(6..=18).contains(&code.len()) || !code.bytes().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    let sum = code.bytes().rev().enumerate().fold(0, |sum, (place, digit)| {
        let turned = (0..place % 8).fold(digit - b'0', |digit, _| TURN[usize::from(digit)]);
        TIMES[usize::from(sum)][usize::from(turned)]
    });
    sum == 0
}
