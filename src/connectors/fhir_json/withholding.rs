//! Takes what is not for the patient out of documents, with all that would tell of it, before anybody reads them.

use std::collections::HashSet;
use std::ops::Range;

use super::index::reference_text;
use super::not_for_patient::{CODES, is_not_for_patient};
use super::resources::{Resource, resources_of};
use super::saying::{NO_PART_OF_A_RECORD, fields_said_for, references_in};
use super::{Document, Node};

/// Labels are short; this leaves room for stray spaces.
const LONGEST_CODE: usize = 16;

/// What a resource of that type says nothing without, since it only tells of that again.
const NOTHING_WITHOUT: [(&str, &[&str]); 5] = [
    ("MedicationDispense", &["authorizingPrescription", "medicationReference"]),
    ("MedicationRequest", &["basedOn", "medicationReference"]),
    ("MedicationStatement", &["basedOn", "medicationReference"]),
    ("QuestionnaireResponse", &["questionnaire"]),
    ("Task", &["focus"]),
];

/// Which fields name the members of a group of results.
const MEMBERS: [(&str, &[&str]); 2] =
    [("DiagnosticReport", &["result"]), ("Observation", &["hasMember", "related"])];

/// Words that may sum up what one of these fields names, and so go with it.
const SUMS_UP: [(&str, &[&str], &[&str]); 3] = [
    (
        "DiagnosticReport",
        &["result"],
        &["codedDiagnosis", "comment", "conclusion", "conclusionCode", "note", "presentedForm", "text"],
    ),
    ("Observation", &["hasMember", "related"], &["comment", "interpretation", "note", "text"]),
    // The topic of a consultation has the name of the problem that its extension names.
    ("List", &["extension"], &["text", "title"]),
];

/// By what a patient is told from others; of one that is labelled this stays, or nothing could be checked against it.
const TELLS_WHO: [&str; 6] = ["resourceType", "id", "meta", "identifier", "name", "birthDate"];

/// Addresses, each within what it is unique in: [`Resource::scope`].
type Names = HashSet<(u32, String)>;

/// Takes out what carries a label.
pub(super) fn withhold(document: &mut Document) {
    if !may_be_labelled(document) {
        return;
    }
    let plan = Plan::of(document, &HashSet::new());
    plan.carry_out(document);
}

/// Takes out of each of several documents what tells of what was taken out of another, where they are read together.
pub fn withhold_together<'d>(documents: impl IntoIterator<Item = &'d mut Document>) {
    let mut documents: Vec<_> = documents.into_iter().collect();
    let names = |documents: &[&mut Document]| -> HashSet<String> {
        documents.iter().flat_map(|document| document.withheld().cloned()).collect()
    };
    let mut named = names(&documents);
    while !named.is_empty() {
        for document in &mut documents {
            let plan = Plan::of(document, &named);
            plan.carry_out(document);
        }
        let more = names(&documents);
        if more.len() == named.len() {
            return;
        }
        named = more;
    }
}

/// Whether a label may stand in it at all: nearly always not, and then nothing more is looked at.
fn may_be_labelled(document: &Document) -> bool {
    let mut short = document.texts().filter(|text| text.len() <= LONGEST_CODE);
    short.any(|text| CODES.iter().any(|code| text.trim().eq_ignore_ascii_case(code)))
}

/// What is to be taken out of one document.
struct Plan {
    places: Vec<u32>,
    names: HashSet<String>,
}

impl Plan {
    /// `named`: what was taken out of other documents.
    fn of(document: &Document, named: &HashSet<String>) -> Self {
        let all = resources_of(Node::of(document));
        let mut going = Going::new(document, &all, named);
        for (at, one) in all.iter().enumerate() {
            match (is_not_for_patient(one.node), one.kind) {
                (false, _) => {}
                (true, "Patient") => going.keep_who(one.node),
                (true, _) => going.take(at),
            }
        }
        while going.spread() {}
        going.finish()
    }

    fn carry_out(self, document: &mut Document) {
        document.withhold(&self.places, self.names);
    }
}

/// The closure of what goes over one document.
struct Going<'r, 'a> {
    document: &'a Document,
    all: &'r [Resource<'a>],
    /// What the people, places and forms of the document are called: nothing else goes because it names them.
    known: Names,
    /// What goes, by its names, and where it stands.
    names: Names,
    ranges: Vec<Range<u32>>,
    /// Single values that go out of what stays.
    values: Vec<u32>,
}

impl<'r, 'a> Going<'r, 'a> {
    fn new(document: &'a Document, all: &'r [Resource<'a>], named: &HashSet<String>) -> Self {
        let known = all.iter().filter(|one| NO_PART_OF_A_RECORD.contains(&one.kind));
        Self {
            document,
            all,
            known: known.flat_map(|one| one.names.iter().cloned()).collect(),
            names: named.iter().map(|name| (0, name.clone())).collect(),
            ranges: Vec::new(),
            values: Vec::new(),
        }
    }

    fn is_gone(&self, place: u32) -> bool {
        self.ranges.iter().any(|range| range.contains(&place))
    }

    fn take(&mut self, at: usize) {
        let Some(one) = self.all.get(at) else { return };
        self.ranges.push(self.document.range(one.entry.unwrap_or(one.place)));
        self.names.extend(one.names.iter().cloned());
        for field in fields_said_for(one.kind) {
            let mut references = HashSet::new();
            references_in(one.node.at(field), &mut references);
            for reference in references {
                let name = one.scoped(reference);
                let is_of_record =
                    !NO_PART_OF_A_RECORD.iter().any(|kind| name.1.starts_with(&format!("{kind}/")));
                if is_of_record && !self.known.contains(&name) {
                    self.names.insert(name);
                }
            }
        }
    }

    fn keep_who(&mut self, patient: Node) {
        let more = patient.inner().filter(|field| !TELLS_WHO.contains(&field.name()));
        self.values.extend(more.filter_map(Node::place));
    }

    /// Takes what tells of what goes. Whether there was anything.
    fn spread(&mut self) -> bool {
        let goes = |one: &Resource<'a>| !self.is_gone(one.place) && self.tells_of_it(one);
        let more: Vec<usize> = (0..self.all.len()).filter(|at| self.all.get(*at).is_some_and(goes)).collect();
        more.iter().for_each(|at| self.take(*at));
        !more.is_empty()
    }

    fn tells_of_it(&self, one: &Resource<'a>) -> bool {
        if NO_PART_OF_A_RECORD.contains(&one.kind) {
            return false;
        }
        let is_it = one.names.iter().any(|name| self.names.contains(name));
        is_it || self.was_said_there(one) || self.is_nothing_without(one) || self.is_empty_now(one)
    }

    fn is_named(&self, one: &Resource<'a>, reference: &str) -> bool {
        self.names.contains(&one.scoped(reference))
    }

    /// Whether it was written down at a visit that goes: a label on the visit is for all that it holds.
    fn was_said_there(&self, one: &Resource<'a>) -> bool {
        let visits = one.node.all("encounter").chain(one.node.all("context"));
        let mut visits = visits.chain(one.node.at("context").all("encounter"));
        visits.any(|visit| visit.str_at("reference").is_some_and(|name| self.is_named(one, name)))
    }

    fn is_nothing_without(&self, one: &Resource<'a>) -> bool {
        let fields =
            NOTHING_WITHOUT.iter().find(|(kind, _)| *kind == one.kind).map_or(&[][..], |(_, fields)| fields);
        let names_one = |what: Node<'a>| reference_text(what).is_some_and(|name| self.is_named(one, name));
        let file =
            |content: Node| content.at("attachment").str_at("url").is_some_and(|url| self.is_named(one, url));
        let is_file = || one.kind == "DocumentReference" && one.node.all("content").any(file);
        fields.iter().any(|field| one.node.all(field).any(names_one)) || is_file()
    }

    /// Whether it held things together of which none is left.
    fn is_empty_now(&self, one: &Resource<'a>) -> bool {
        if one.kind == "Bundle" {
            return self.holds_nothing_now(one);
        }
        let Some((_, fields)) = MEMBERS.iter().find(|(kind, _)| *kind == one.kind) else { return false };
        let says_more = |field: Node| field.name().starts_with("value") || field.name() == "component";
        if one.kind == "Observation" && one.node.inner().any(says_more) {
            return false;
        }
        let mut members = HashSet::new();
        fields.iter().for_each(|field| references_in(one.node.at(field), &mut members));
        !members.is_empty() && members.iter().all(|member| self.is_named(one, member))
    }

    /// Of a bundle inside of another, such as one prescription: whether it lost entries of a type and has none of it left.
    fn holds_nothing_now(&self, bundle: &Resource<'a>) -> bool {
        let range = self.document.range(bundle.place);
        let inside = self.all.iter().filter(|one| one.place != bundle.place && range.contains(&one.place));
        let of_record = inside.filter(|one| !NO_PART_OF_A_RECORD.contains(&one.kind));
        let (lost, left): (Vec<_>, Vec<_>) = of_record.partition(|one| self.is_gone(one.place));
        let is_left = |one: &&Resource<'a>| left.iter().any(|other| other.kind == one.kind);
        bundle.place != 0 && !lost.is_empty() && !lost.iter().any(is_left)
    }

    /// References to what goes, and words that sum it up, go out of what stays.
    fn finish(mut self) -> Plan {
        if !self.names.is_empty() {
            let stays = self.all.iter().filter(|one| !self.is_gone(one.place));
            let values: Vec<u32> = stays.flat_map(|one| self.named_in(one)).collect();
            self.values.extend(values);
        }
        let places = self.ranges.iter().map(|range| range.start).chain(self.values).collect();
        // A name inside of a resource means nothing outside of it, nor one inside of an inner bundle.
        let outside = self.names.into_iter().filter(|(scope, name)| *scope == 0 && !name.starts_with('#'));
        Plan { places, names: outside.map(|(_, name)| name).collect() }
    }

    fn named_in(&self, one: &Resource<'a>) -> Vec<u32> {
        let mut found = Vec::new();
        let mut fields_touched = Vec::new();
        for field in one.node.inner() {
            let before = found.len();
            self.references(one, field, &mut found);
            if found.len() > before {
                fields_touched.push(field.name());
            }
        }
        if let Some((_, fields, words)) = SUMS_UP.iter().find(|(kind, ..)| *kind == one.kind)
            && fields_touched.iter().any(|field| fields.contains(field))
        {
            found.extend(words.iter().filter_map(|field| one.node.at(field).place()));
        }
        found
    }

    fn references(&self, one: &Resource<'a>, place: Node<'a>, found: &mut Vec<u32>) {
        if place.is_resource() {
            return;
        }
        let names_one = || place.str_at("reference").is_some_and(|name| self.is_named(one, name));
        if !place.is_list() && names_one() {
            found.extend(place.place());
            return;
        }
        place.inner().for_each(|inner| self.references(one, inner, found));
    }
}
