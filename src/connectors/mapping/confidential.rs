//! What a source marked as confidential, with all that would tell of it: the one place where these marks are read.

use std::collections::{BTreeSet, HashSet};

use super::{Context, named_id};
use crate::connectors::fhir_json::{NO_PART_OF_A_RECORD, Node, fields_said_for, is_marked, references_in};
use crate::domain::Marked;

/// These hold much together that has nothing else to do with each other.
const HOLDS_MUCH: [&str; 3] = ["CarePlan", "Composition", "List"];

/// A resource of an answer with its id and those of the others that it names, wherever in it.
struct Known<'a> {
    id: String,
    resource: Node<'a>,
    names: Vec<String>,
}

/// What of an answer is confidential, by [`Context::source_id`], with `#` before what stands inside of another resource:
/// what carries a mark, what an entry with a mark says for another, and what names one of them. A bundle that is marked,
/// with nothing in it that is, makes everything doubtful.
pub fn marked(context: &Context) -> Marked {
    if context.index.is_marked_as_a_whole() {
        return Marked::Unknown;
    }
    let mut ids = BTreeSet::new();
    for resource in context.index.all() {
        let (id, is_whole) = (|| context.source_id(resource), is_marked(resource));
        for inner in resource.all("contained") {
            if is_whole || is_marked(inner) {
                ids.insert(format!("#{}", named_id(inner.resource_type(), inner)));
                // A list says nothing of one of its entries in another.
                ids.extend((resource.resource_type() != "List").then(id));
            }
        }
        ids.extend(is_whole.then(id));
    }
    if !ids.is_empty() {
        spread(&mut ids, context);
    }
    Marked::These(ids)
}

fn spread(ids: &mut BTreeSet<String>, context: &Context) {
    let known: Vec<Known> = context.index.all().map(|resource| known(resource, context)).collect();
    let said_by = |ids: &BTreeSet<String>, is_one: &dyn Fn(&Known) -> bool| -> Vec<String> {
        let marked = known.iter().filter(|one| ids.contains(&one.id) && is_one(one));
        marked.flat_map(|one| said_for(one.resource, context)).collect()
    };
    loop {
        let more = said_by(ids, &|_| true);
        if !add(ids, more) {
            break;
        }
    }
    loop {
        let names_one = |one: &&Known| one.names.iter().any(|named| ids.contains(named));
        let mut more: Vec<String> = known.iter().filter(names_one).map(|one| one.id.clone()).collect();
        // One value less is a gap to guess from; that a list or a plan names it says nothing of the rest of it.
        more.extend(said_by(ids, &|one| !HOLDS_MUCH.contains(&one.resource.resource_type())));
        if !add(ids, more) {
            break;
        }
    }
    // What was written down at a visit stands in lists that name the visit, and not the reverse.
    let lists = known.iter().filter(|one| one.resource.resource_type() == "List" && ids.contains(&one.id));
    let visits: Vec<String> = lists.flat_map(|one| targets(one.resource, &["encounter"], context)).collect();
    add(ids, visits);
}

/// Whether any of them is new.
fn add(ids: &mut BTreeSet<String>, more: Vec<String>) -> bool {
    let before = ids.len();
    ids.extend(more);
    ids.len() > before
}

fn known<'a>(resource: Node<'a>, context: &Context<'a>) -> Known<'a> {
    let names = match NO_PART_OF_A_RECORD.contains(&resource.resource_type()) {
        true => Vec::new(),
        false => named_in(resource, resource, context),
    };
    Known { id: context.source_id(resource), resource, names }
}

fn said_for<'a>(resource: Node<'a>, context: &Context<'a>) -> Vec<String> {
    targets(resource, fields_said_for(resource.resource_type()), context)
}

fn targets<'a>(resource: Node<'a>, fields: &[&str], context: &Context<'a>) -> Vec<String> {
    fields.iter().flat_map(|field| named_in(resource, resource.at(field), context)).collect()
}

/// The ids of the resources of the answer that anything in `place` names, people and places left out.
fn named_in<'a>(holder: Node<'a>, place: Node<'a>, context: &Context<'a>) -> Vec<String> {
    let mut references = HashSet::new();
    references_in(place, &mut references);
    let resolved = references.into_iter().filter_map(|reference| context.index.at_address(holder, reference));
    let clinical = resolved.filter(|one| !NO_PART_OF_A_RECORD.contains(&one.resource_type()));
    clinical.map(|one| context.source_id(one)).collect()
}
