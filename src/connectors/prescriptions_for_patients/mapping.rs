//! A bundle of bundles as prescriptions: pure. Each inner bundle is one prescription with all that it names.

use std::collections::HashSet;

use super::state;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{
    About, BundleEntry, Index, Mode, Node, SetAside, SubjectCheck, codings, entries, first_date, is_marked,
    link, words,
};
use crate::connectors::mapping::{
    Context, Dialect, Gathering, came_into_force, course, named_id, pharmacy, prescribed_item,
};
use crate::domain::{Marked, Part, PartialDate, Prescription, SourceNote, WhyMissing};

/// The service never tells of more.
const MOST: usize = 25;

/// Reads an answer, and checks every resource in it.
///
/// # Errors
/// [`ConnectorError::AboutSomebodyElse`] when a single one is about anyone but the subject.
pub fn read(
    bundle: Node<'_>,
    base: &str,
    check: &SubjectCheck,
) -> Result<Part<Prescription>, ConnectorError> {
    if bundle.resource_type() != "Bundle" {
        return Err(ConnectorError::Unreadable("not a bundle"));
    }
    let mut part = Gathering::default();
    let mut known = HashSet::new();
    let mut told = 0;
    for entry in entries(bundle) {
        let resource = entry.resource;
        match resource.resource_type() {
            "OperationOutcome" => resource.all("issue").for_each(|issue| part.note(why_left_out(issue))),
            "Bundle" => {
                told += 1;
                let all: Vec<_> = entries(resource).collect();
                let is_marked = is_marked(resource) || any_is_marked(&all);
                part.take_marked(prescription(resource, &all, base, check, &mut known)?, is_marked);
            }
            // A prescription of one line that stands by itself, and things that prescriptions point to.
            "MedicationRequest" => {
                told += 1;
                let is_marked = any_is_marked(&[entry]);
                part.take_marked(prescription(resource, &[entry], base, check, &mut known)?, is_marked);
            }
            _ => {
                is_about_nobody_else(resource, &Index::new(base), check)?;
                if matches!(entry.mode, Mode::Match | Mode::NotSaid) {
                    part.set_aside(SetAside::NoKind, 1);
                }
            }
        }
    }
    if is_marked(bundle) && part.has_no_mark() {
        part.mark(&Marked::Unknown);
    }
    if told >= MOST {
        part.note(SourceNote::Missing(WhyMissing::NoMoreThan(MOST as u32)));
    }
    if link(bundle, "next").is_some() {
        part.note(SourceNote::Incomplete { text: None });
    }
    Ok(part.finish())
}

/// A prescription is told of by all that it names.
fn any_is_marked(all: &[BundleEntry]) -> bool {
    let inside = |resource: Node| resource.all("contained").any(is_marked);
    all.iter().any(|entry| is_marked(entry.resource) || inside(entry.resource))
}

/// The service itself said that this is not all.
pub fn note_incomplete(part: &mut Part<Prescription>) {
    if part.notes.is_empty() {
        part.notes.push(SourceNote::Incomplete { text: None });
    }
}

/// One prescription that is left out. The service's own words name its number, and are never shown.
fn why_left_out(issue: Node) -> SourceNote {
    let no_longer_counts =
        codings(issue.at("details")).any(|coding| coding.str_at("code") == Some("INVALIDATED_RESOURCE"));
    match no_longer_counts {
        true => SourceNote::Missing(WhyMissing::NoLongerCount),
        false => SourceNote::Incomplete { text: None },
    }
}

fn is_about_nobody_else<'a>(
    resource: Node<'a>,
    index: &Index<'a>,
    check: &SubjectCheck,
) -> Result<About, ConnectorError> {
    let about = check.resource(resource, index);
    let inside = resource.all("contained").any(|inner| check.resource(inner, index) == About::SomebodyElse);
    if about == About::SomebodyElse || inside { Err(ConnectorError::AboutSomebodyElse) } else { Ok(about) }
}

/// One collection as a prescription, or why it is none.
fn prescription<'a>(
    whole: Node<'a>,
    all: &[BundleEntry<'a>],
    base: &str,
    check: &SubjectCheck,
    known: &mut HashSet<String>,
) -> Result<Result<Prescription, SetAside>, ConnectorError> {
    // Ids are unique within one prescription alone.
    let mut index = Index::new(base);
    for entry in all {
        index.add(entry.full_url, entry.resource);
    }
    let context = Context { index, dialect: Dialect::R4 };
    let (mut requests, mut items, mut items_not_read) = (Vec::new(), Vec::new(), 0);
    let mut none_counts = false;
    for entry in all {
        let request = entry.resource;
        let about = is_about_nobody_else(request, &context.index, check)?;
        match request.resource_type() {
            "MedicationRequest" if !came_into_force(request) => none_counts = true,
            "MedicationRequest" => match prescribed_item(request, &context) {
                Ok(mut item) if about == About::Subject => {
                    (item.state, item.since) = state::latest(request);
                    item.reason = request.all("statusReason").find_map(words);
                    requests.push(request);
                    items.push(item);
                }
                _ => items_not_read += 1,
            },
            // A line that does not say what it is may have been a medicine.
            "" => items_not_read += 1,
            _ => {}
        }
    }
    let Some(first) = requests.first().copied() else {
        let why = if none_counts && items_not_read == 0 { SetAside::DoesNotCount } else { SetAside::NoName };
        return Ok(Err(why));
    };
    let number = requests.iter().find_map(|request| request.at("groupIdentifier").text_at("value"));
    let dated = requests.iter().find_map(|request| dated(*request));
    Ok(Ok(Prescription {
        source_id: own_id(number.as_deref(), dated, whole, known),
        number,
        items,
        items_not_read,
        course: course(first),
        dated,
        prescriber: context.name_in(first, &["requester"]),
        prescribed_at: surgery(first, &context),
        pharmacy: requests.iter().find_map(|request| pharmacy(*request, &context)),
        comment: None,
    }))
}

fn dated(request: Node) -> Option<PartialDate> {
    let validity = request.at("dispenseRequest");
    first_date(request, &["authoredOn"]).or_else(|| first_date(validity, &["validityPeriod"]))
}

/// The number and the date: one number serves every issue of a repeated prescription, and the ids of the bundles are
/// made for each answer.
fn own_id(
    number: Option<&str>,
    dated: Option<PartialDate>,
    whole: Node,
    known: &mut HashSet<String>,
) -> String {
    let mut id = match (number, dated) {
        (Some(number), Some(date)) => format!("Prescription/{number}@{date}"),
        (Some(number), None) => format!("Prescription/{number}"),
        (None, _) => named_id("Prescription", whole),
    };
    // Twice the same may mean twice: never lose one.
    while !known.insert(id.clone()) {
        id.push('+');
    }
    id
}

fn surgery<'a>(request: Node<'a>, context: &Context<'a>) -> Option<String> {
    let role = context.index.resolve(request, request.at("requester"))?;
    context.index.name_of(role, role.at("organization"))
}
