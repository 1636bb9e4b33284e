//! Made-up entries for the tests of these pages. All that sources say is in Greek letters and digits, so that a test
//! can tell it from our own words.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::domain::*;
use crate::gather::Everything;

pub const NOW: &str = "2026-11-22T09:41:00Z";

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

pub fn date(text: &str) -> Option<PartialDate> {
    Some(PartialDate::parse(text).expect("a date"))
}

pub fn organisation(code: &str, name: &str, setting: Setting) -> Arc<Organisation> {
    Arc::new(Organisation {
        ods_code: OdsCode::parse(code).expect("an ODS code"),
        name: name.into(),
        setting,
        phone: Some("01632 960 001".into()),
        records_start: date("1998"),
    })
}

pub fn surgery() -> Arc<Organisation> {
    organisation("A99001", "Λόφος", Setting::Gp)
}

pub fn hospital() -> Arc<Organisation> {
    organisation("RX901", "Ποτάμι", Setting::Hospital)
}

pub fn community() -> Arc<Organisation> {
    organisation("RX902", "Κοιλάδα", Setting::Community)
}

pub fn id(n: u8) -> EntryId {
    EntryId([n; 16])
}

pub fn holder(organisation: Arc<Organisation>) -> Holder {
    Holder { organisation, told_at: at("2026-11-22T09:41:00Z"), is_old_copy: false, recorded: None }
}

pub fn held<T: Entry>(n: u8, entry: T) -> Held<T> {
    held_by(n, entry, hospital())
}

pub fn held_by<T: Entry>(n: u8, entry: T, organisation: Arc<Organisation>) -> Held<T> {
    Held::of(id(n), entry, vec![holder(organisation)])
}

/// The same entry as an old copy.
pub fn old_copy<T>(mut held: Held<T>) -> Held<T> {
    for holder in &mut held.holders {
        holder.is_old_copy = true;
        holder.told_at = at("2026-11-22T08:12:00Z");
    }
    held
}

pub fn appointment(source_id: &str, start: &str) -> Appointment {
    Appointment {
        source_id: source_id.into(),
        what: Coded::text("Μάτια"),
        status: AppointmentStatus::Booked,
        request: None,
        start: Some(at(start)),
        end: None,
        how: How::InPerson,
        place: Some("Κλινική 4".into()),
        with_whom: Some("Άννα".into()),
        how_to_prepare: Some("Γυαλιά".into()),
        patient_comment: None,
        reason_cancelled: None,
        phone: None,
        references: Vec::new(),
        organisation: None,
        ties: Ties::default(),
        way_there: Default::default(),
        said_coming: None,
    }
}

pub fn medicine(source_id: &str, state: MedicineState) -> Medicine {
    Medicine {
        source_id: source_id.into(),
        name: Coded::text("Φάρμακο"),
        dosage: Some("1".into()),
        route: None,
        coded_dosage: None,
        instructions: None,
        quantity: None,
        course: Course::Repeat,
        state,
        started: date("2026-11-01"),
        ended: None,
        last_issued: None,
        recorded: None,
        reason: None,
        reason_stopped: None,
        prescriber: None,
        note: None,
    }
}

pub fn allergy(source_id: &str) -> Allergy {
    Allergy {
        source_id: source_id.into(),
        substance: Coded::text("Πενικιλίνη"),
        state: AllergyState::Active,
        certainty: Certainty::Confirmed,
        severity: None,
        reactions: Vec::new(),
        first_noticed: None,
        recorded: date("2019"),
        recorded_by: None,
        reason_ended: None,
        note: None,
    }
}

pub fn test_result(source_id: &str, group: Option<&str>, taken: &str) -> TestResult {
    TestResult {
        source_id: source_id.into(),
        name: Coded::text("Αίμα"),
        value: None,
        range: None,
        mark: None,
        state: ResultState::Final,
        taken: date(taken),
        reported: None,
        group: group.map(Into::into),
        report: None,
        is_vital_sign: false,
        asked_by: None,
        comment: None,
        parts: Vec::new(),
        sample: None,
        body_site: None,
        ties: Ties::default(),
    }
}

pub fn letter(source_id: &str, written: &str) -> Letter {
    Letter {
        source_id: source_id.into(),
        title: "Γράμμα".into(),
        what_kind: None,
        written: date(written),
        author: None,
        text: None,
        file_type: None,
        file_size: None,
        file_address: None,
        html: None,
        ties: Ties::default(),
    }
}

pub fn answered(organisation: Arc<Organisation>, entries: usize) -> SourceReport {
    SourceReport {
        organisation,
        state: SourceState::Answered { at: at("2026-11-22T09:41:00Z"), entries, none_known: None },
    }
}

pub fn report(organisation: Arc<Organisation>, state: SourceState) -> SourceReport {
    SourceReport { organisation, state }
}

pub fn failed(organisation: Arc<Organisation>) -> SourceReport {
    report(organisation, SourceState::Failed { why: Failure::NoAnswer, copy: None })
}

pub fn gathered<T>(entries: Vec<Held<T>>, sources: Vec<SourceReport>) -> Gathered<T> {
    Gathered::of(entries, sources)
}

/// Nothing of any kind, with every organisation standing the same to each.
pub fn nothing(sources: Vec<SourceReport>) -> Everything {
    Everything {
        appointments: gathered(vec![], sources.clone()),
        medicines: gathered(vec![], sources.clone()),
        allergies: gathered(vec![], sources.clone()),
        conditions: gathered(vec![], sources.clone()),
        test_results: gathered(vec![], sources.clone()),
        letters: gathered(vec![], sources.clone()),
        vaccinations: gathered(vec![], sources.clone()),
        visits: gathered(vec![], sources.clone()),
        referrals: gathered(vec![], sources.clone()),
        care_plans: gathered(vec![], sources.clone()),
        prescriptions: gathered(vec![], sources.clone()),
        questionnaires: gathered(vec![], sources.clone()),
        messages: gathered(vec![], sources.clone()),
        sources,
    }
}

/// The English letters of a page in [`crate::words::Locale::Pseudo`] that do not stand inside our own words: none
/// may be left, for nobody could translate them. Attributes that people read are looked at too.
pub fn outside_our_words(html: &str) -> Vec<String> {
    let document = scraper::Html::parse_fragment(html);
    let in_text = document.tree.nodes().filter_map(|node| {
        let parent =
            node.parent().and_then(|parent| parent.value().as_element().map(|e| e.name().to_owned()));
        let hidden = parent.is_some_and(|name| matches!(name.as_str(), "style" | "script"));
        node.value().as_text().filter(|_| !hidden).map(|text| text.to_string())
    });
    let read = ["aria-label", "title", "alt", "placeholder"];
    let elements = document.tree.nodes().filter_map(|node| node.value().as_element());
    let in_attributes = elements.flat_map(|element| {
        element
            .attrs()
            .filter(|(name, _)| read.contains(name))
            .map(|(_, text)| text.to_owned())
            .collect::<Vec<_>>()
    });
    in_text.chain(in_attributes).map(|text| outside(&text)).filter(|text| !text.is_empty()).collect()
}

fn outside(text: &str) -> String {
    let mut depth = 0;
    let mut found = String::new();
    for character in text.chars() {
        match character {
            '⟦' => depth += 1,
            '⟧' => depth -= 1,
            letter if depth == 0 && letter.is_ascii_alphabetic() => found.push(letter),
            _ => {}
        }
    }
    found
}

#[test]
fn words_that_nobody_could_translate_are_found() {
    let page = "<p>⟦Good ⟦words⟧ here⟧ Ελλάδα 4</p><p aria-label=\"Bad\">and bad</p>";
    assert_eq!(outside_our_words(page), ["andbad", "Bad"]);
}
