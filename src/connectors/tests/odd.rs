//! Every mapping against its own examples made odd: it never panics, never loses a good entry unsaid because of a bad
//! one, and never lets somebody else's entry through.
//!
//! A fixed count of seeded cases a mapping; fifty times as many in the long tests.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::examples::{example, order};
use super::mappings::{MAPPINGS, Mapping};
use super::oddities::Oddities;
use super::told::told;
use crate::access::FetchOrder;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{Document, NHS_NUMBER_SYSTEM, Node};
use crate::domain::Answer;

const CASES: u64 = 256;
const MANY_MORE: u64 = 50;
/// Entries of an example that one case looks at.
const MOST: usize = 24;
/// Nothing odd may keep a reader busy for long; a test machine may be slow.
const LONGEST: Duration = Duration::from_secs(20);

/// `cargo xtask test --long` sets the variable.
fn cases() -> u64 {
    if std::env::var_os("FRONT_DOOR_LONG").is_some() { CASES * MANY_MORE } else { CASES }
}

fn try_out(name: &str) {
    let mapping = MAPPINGS.iter().find(|mapping| mapping.name == name).expect("a mapping");
    let ready = |path: String| {
        let whole = example(&path);
        (order(&whole), whole, path)
    };
    let examples: Vec<_> = mapping.examples().into_iter().map(ready).collect();
    let mut read = 0;
    for seed in 0..cases() {
        let (order, whole, path) = &examples[seed as usize % examples.len()];
        let case = Case { mapping, whole, order, seed };
        match catch_unwind(AssertUnwindSafe(|| case.check())) {
            Ok(was_read) => read += u64::from(was_read),
            Err(_) => panic!("{name}, {path}, seed {seed}: see above"),
        }
    }
    assert!(read > 0, "{name}: not one case was read, so nothing was shown");
}

macro_rules! mappings {
    ($($test:ident: $name:literal),* $(,)?) => {
        $(#[test]
        fn $test() {
            try_out($name);
        })*

        #[test]
        fn every_mapping_is_tried_out() {
            let tried = [$($name),*];
            assert_eq!(MAPPINGS.each_ref().map(|mapping| mapping.name), tried);
        }
    };
}

mappings! {
    an_odd_gp_record_harms_nothing: "gp_connect",
    an_odd_answer_of_the_aggregator_harms_nothing: "aggregator",
    an_odd_answer_of_a_portal_harms_nothing: "aggregator's portals",
    an_odd_hospital_record_harms_nothing: "fhir_r4",
    an_odd_synthetic_record_harms_nothing: "fhir_r4, synthetic",
    an_odd_immunisation_history_harms_nothing: "immunisation_history",
    odd_prescriptions_harm_nothing: "prescriptions_for_patients",
    an_odd_community_record_harms_nothing: "openehr",
    odd_demographics_harm_nothing: "pds",
    odd_values_of_every_data_type_harm_nothing: "datatypes",
}

struct Case<'c> {
    mapping: &'c Mapping,
    whole: &'c Value,
    order: &'c FetchOrder,
    seed: u64,
}

impl Case<'_> {
    /// Whether the odd document was read as an answer.
    fn check(&self) -> bool {
        let mut oddities = Oddities::new(self.seed, self.whole);
        let Some((envelope, pieces)) = take_apart(self.whole) else {
            let mut odd = self.whole.clone();
            oddities.spoil(&mut odd);
            return self.read(&odd).is_ok();
        };
        let chosen = choose(&pieces, &mut oddities);
        let spoilt = self.spoil(&chosen, &mut oddities);
        let document = |pieces: &[Value]| put_together(&envelope, pieces);
        let odd: Vec<Value> = spoilt.iter().map(|(piece, _)| piece.clone()).collect();
        let answer = self.read(&document(&odd));
        if let Ok(answer) = &answer {
            let untouched: Vec<_> = chosen
                .iter()
                .zip(&spoilt)
                .filter(|(_, (_, touched))| !touched)
                .map(|(piece, _)| piece.clone())
                .collect();
            let (all, rest) = (self.read(&document(&chosen)), self.read(&document(&untouched)));
            nothing_is_lost_unsaid(&all, &rest, answer);
        }
        self.a_stranger_fails_it(&document, &spoilt, &mut oddities);
        let mut around = document(&odd);
        oddities.spoil(&mut around);
        let _ = self.read(&around);
        answer.is_ok()
    }

    fn read(&self, json: &Value) -> Result<Answer, ConnectorError> {
        let begun = Instant::now();
        let body = serde_json::to_vec(json).expect("JSON");
        let outcome = match Document::parse(body) {
            Ok(document) => (self.mapping.read)(Node::of(&document), self.order),
            Err(_) => Err(ConnectorError::Unreadable("not JSON")),
        };
        let took = begun.elapsed();
        assert!(took < LONGEST, "it took {took:?}");
        outcome
    }

    /// Makes one to three pieces odd; each comes with whether it was one of them.
    fn spoil(&self, chosen: &[Value], oddities: &mut Oddities) -> Vec<(Value, bool)> {
        let mut pieces: Vec<_> = chosen.iter().map(|piece| (piece.clone(), false)).collect();
        for _ in 0..=oddities.below(3) {
            let at = oddities.below(pieces.len());
            // Without the person nothing can be shown to be theirs, so it is left alone in most cases.
            if is_patient(&pieces[at].0) && oddities.below(10) > 0 {
                continue;
            }
            oddities.spoil(&mut pieces[at].0);
            pieces[at].1 = true;
        }
        pieces
    }

    /// Turns one untouched piece into somebody else's.
    fn a_stranger_fails_it(
        &self,
        document: &impl Fn(&[Value]) -> Value,
        spoilt: &[(Value, bool)],
        oddities: &mut Oddities,
    ) {
        let mut pieces: Vec<Value> = spoilt.iter().map(|(piece, _)| piece.clone()).collect();
        let at = oddities.below(pieces.len());
        let is_touched = spoilt.get(at).is_none_or(|(_, touched)| *touched);
        if !is_touched && self.mapping.checks_subjects() && is_now_somebody_elses(&mut pieces[at]) {
            assert!(self.read(&document(&pieces)).is_err(), "somebody else's entry got through");
        }
    }
}

/// The part that holds the entries: a bundle's entries, a query's rows.
const HOLDERS: [&str; 2] = ["entry", "rows"];

fn take_apart(whole: &Value) -> Option<(Value, Vec<Value>)> {
    let holder =
        HOLDERS.into_iter().find(|name| whole[*name].as_array().is_some_and(|list| !list.is_empty()))?;
    let mut envelope = whole.clone();
    let Value::Array(pieces) = envelope[holder].take() else { return None };
    Some((envelope, pieces))
}

fn put_together(envelope: &Value, pieces: &[Value]) -> Value {
    let mut whole = envelope.clone();
    let holder = HOLDERS.into_iter().find(|name| whole.get(*name).is_some()).expect("a holder");
    whole[holder] = Value::from(pieces);
    whole
}

fn is_patient(piece: &Value) -> bool {
    piece["resource"]["resourceType"] == "Patient"
}

/// Everyone in the document, and a run of the other pieces.
fn choose(pieces: &[Value], oddities: &mut Oddities) -> Vec<Value> {
    let begin = oddities.below(pieces.len());
    let end = begin + MOST;
    let is_chosen = |(at, piece): &(usize, &Value)| is_patient(piece) || (begin..end).contains(at);
    pieces.iter().enumerate().filter(is_chosen).map(|(_, piece)| piece.clone()).collect()
}

type Outcome = Result<Answer, ConnectorError>;

/// Every entry that does not depend on the pieces that became odd is still there, or counted.
fn nothing_is_lost_unsaid(all: &Outcome, rest: &Outcome, odd: &Answer) {
    let (Ok(all), Ok(rest)) = (all, rest) else { return };
    let (all, rest, odd_ids) = (ids(all), ids(rest), ids(odd));
    let lost: Vec<_> = all.intersection(&rest).filter(|id| !odd_ids.contains(*id)).collect();
    let aside = odd.set_aside() as usize;
    assert!(lost.len() <= aside, "{} set aside, but these are lost: {lost:?}", aside);
}

fn ids(answer: &Answer) -> HashSet<String> {
    let of_kind = |told: super::told::Told| {
        told.ids.into_iter().map(move |id| format!("{}: {id}", told.kind.slug())).collect::<Vec<_>>()
    };
    told(answer).into_iter().flat_map(of_kind).collect()
}

/// Gives a piece another subject; false where it has none.
fn is_now_somebody_elses(piece: &mut Value) -> bool {
    if let Some(row) = piece.as_array_mut() {
        // The second column of our query is the subject's number.
        row[1] = json!("9990000026");
        return true;
    }
    let identifier = json!({"system": NHS_NUMBER_SYSTEM, "value": "9990000026"});
    let Some(resource) = piece["resource"].as_object_mut() else { return false };
    let name = ["subject", "patient"].into_iter().find(|name| resource.contains_key(*name));
    let Some(name) = name else { return false };
    resource.insert(name.to_owned(), json!({"identifier": identifier, "reference": "Patient/stranger"}));
    true
}

#[test]
fn a_lost_entry_would_be_noticed() {
    let mapping = Mapping::of("gp_connect/emis-5.json").expect("a mapping");
    let all = mapping.read_example("gp_connect/emis-5.json").expect("read");
    let mut fewer = all.clone();
    fewer.visits.as_mut().expect("visits").entries.pop();
    let noticed = catch_unwind(|| nothing_is_lost_unsaid(&Ok(all.clone()), &Ok(all.clone()), &fewer));
    assert!(noticed.is_err());
    fewer.visits.as_mut().expect("visits").set_aside = 1;
    nothing_is_lost_unsaid(&Ok(all.clone()), &Ok(all), &fewer);
}
