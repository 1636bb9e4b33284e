//! Searches: what was asked for, who and what fits, and the pages of the answer.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use http::{HeaderMap, StatusCode};
use serde_json::Value;
use url::form_urlencoded;

use super::held::{Held, Stored};
use crate::sandbox::answers::Refusal;
use crate::sandbox::demographics::other_than;
use crate::sandbox::faults::Fault;
use crate::sandbox::organisations::{Interface, Searches};
use crate::sandbox::people::PracticePerson;
use crate::sandbox::records::supporting::{NHS_NUMBER, patient_r4};
use crate::sandbox::records::{malformed, stray};
use crate::sandbox::shelf::Shelf;

const NO_PATIENT: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "required", "REQUIRED", "A search must name a patient");
const UNKNOWN_PARAMETER: Refusal = Refusal::new(
    StatusCode::BAD_REQUEST,
    "not-supported",
    "NOT_SUPPORTED",
    "A search parameter is not supported, and strict handling was asked for",
);
const BAD_VALUE: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "value", "VALUE", "A search value cannot be read");

/// A search as it was understood.
#[derive(Default)]
struct Search {
    understood: Vec<(String, String)>,
    /// Ids of patients; one person may have several.
    patients: Vec<String>,
    identifier: Option<String>,
    id: Option<String>,
    /// What has to be named in a resource, as `Type/id`.
    named: Vec<String>,
    statuses: Vec<String>,
    categories: Vec<String>,
    /// Two-letter prefix and date.
    dates: Vec<(String, String)>,
    includes: Vec<String>,
    count: Option<usize>,
    page: usize,
}

/// Answers `GET /Type?…` with a bundle.
pub fn answer(
    shelf: &Shelf<Held>,
    fault: Fault,
    resource_type: &str,
    query: &str,
    headers: &HeaderMap,
) -> Result<String, Refusal> {
    let strict = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    let mut search = read(query, strict.into_iter().any(|value| value.contains("handling=strict")))?;
    let named = !search.patients.is_empty() || search.identifier.is_some() || search.id.is_some();
    if !named && fault != Fault::IgnoresFilter {
        return Err(NO_PATIENT);
    }
    if fault == Fault::IgnoresFilter {
        let harmless = |name: &str| ["_count", "_page", "_include"].contains(&name);
        search.understood.retain(|(name, _)| harmless(name));
    }
    let asked: Vec<&Held> = match fault {
        Fault::IgnoresFilter => shelf.everyone().collect(),
        _ => shelf.filter(|person, id| search.is_about(person, id, resource_type)).collect(),
    };
    let matches: Vec<(&Held, Arc<Stored>)> = asked
        .iter()
        .flat_map(|held| held.all().into_iter().map(move |stored| (*held, stored)))
        .filter(|(_, stored)| stored.resource_type == resource_type)
        .filter(|(_, stored)| fault == Fault::IgnoresFilter || search.fits(stored))
        .collect();
    Ok(bundle(shelf, fault, resource_type, &search, asked.first().copied(), &matches))
}

fn read(query: &str, strict: bool) -> Result<Search, Refusal> {
    let mut search = Search { page: 1, ..Search::default() };
    let number = |value: &str| value.parse::<usize>().ok().filter(|number| *number > 0).ok_or(BAD_VALUE);
    for (name, value) in form_urlencoded::parse(query.as_bytes()).into_owned() {
        let words = || value.split(',').map(|word| word.rsplit('|').next().unwrap_or_default().to_owned());
        match name.as_str() {
            "patient" | "subject" => {
                search
                    .patients
                    .extend(value.split(',').map(|id| id.trim_start_matches("Patient/").to_owned()));
            }
            "identifier" | "patient.identifier" | "patient:identifier" | "subject.identifier"
            | "subject:identifier" => {
                search.identifier = Some(value.clone());
            }
            "_id" => search.id = Some(value.clone()),
            "appointment" | "focus" => search.named.push(value.clone()),
            "status" | "clinical-status" => search.statuses.extend(words()),
            "category" => search.categories.extend(words()),
            "date" | "authoredon" | "period" => {
                let (prefix, day) = if value.starts_with(|c: char| c.is_ascii_digit()) {
                    ("eq", value.as_str())
                } else {
                    value.split_at_checked(2).ok_or(BAD_VALUE)?
                };
                search.dates.push((prefix.to_owned(), day.to_owned()));
            }
            "_include" => search.includes.push(value.clone()),
            "_count" => search.count = Some(number(&value)?),
            "_page" => search.page = number(&value)?,
            "_sort" | "_total" | "_format" | "_summary" => {}
            _ if strict => return Err(UNKNOWN_PARAMETER),
            _ => continue,
        }
        search.understood.push((name, value));
    }
    Ok(search)
}

impl Search {
    fn is_about(&self, person: &PracticePerson, patient_id: &str, resource_type: &str) -> bool {
        let by_number = self.identifier.as_ref().is_none_or(|identifier| match identifier.split_once('|') {
            Some((NHS_NUMBER | "", number)) => person.answers_to(number),
            Some(_) => false,
            None => person.answers_to(identifier),
        });
        let by_id = self.patients.is_empty() || self.patients.iter().any(|id| id == patient_id);
        let by_own_id = match resource_type {
            "Patient" => self.id.as_ref().is_none_or(|id| id == patient_id),
            _ => true,
        };
        by_number && by_id && by_own_id
    }

    fn fits(&self, stored: &Stored) -> bool {
        let day = stored.date.get(..10).unwrap_or(&stored.date);
        let in_time = self.dates.iter().all(|(prefix, asked)| {
            let asked_day = asked.get(..10).unwrap_or(asked);
            match prefix.as_str() {
                "ge" => day >= asked_day,
                "gt" | "sa" => day > asked_day,
                "le" => day <= asked_day,
                "lt" | "eb" => day < asked_day,
                _ => day.starts_with(asked_day),
            }
        });
        in_time
            && self.id.as_ref().is_none_or(|ids| ids.split(',').any(|id| id == stored.id))
            && self.named.iter().all(|name| stored.references.contains(name))
            && (self.statuses.is_empty() || self.statuses.contains(&stored.status))
            && (self.categories.is_empty()
                || stored.categories.iter().any(|one| self.categories.contains(one)))
    }

    /// The address of a page of this search.
    fn link(&self, base: &str, resource_type: &str, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.understood.iter().filter(|(name, _)| name != "_page"));
        if page > 1 {
            query.append_pair("_page", &page.to_string());
        }
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{base}/{resource_type}{mark}{query}")
    }

    /// Whether one of the `_include`s brings resources of this type.
    fn includes(&self, target: &str) -> bool {
        self.includes.iter().any(|include| {
            if include == "*" {
                return true;
            }
            let mut parts = include.split(':').skip(1);
            let (parameter, only) = (parts.next().unwrap_or_default(), parts.next());
            only.is_none_or(|only| only == target) && targets(parameter).contains(&target)
        })
    }
}

/// The types that a reference parameter may point at.
fn targets(parameter: &str) -> &'static [&'static str] {
    match parameter {
        "patient" | "subject" => &["Patient"],
        "practitioner" | "requester" | "recorder" | "asserter" | "participant" | "sender" => {
            &["Practitioner"]
        }
        "author" | "performer" => &["Practitioner", "Organization"],
        "actor" => &["Patient", "Practitioner", "Location"],
        "location" => &["Location"],
        "organization" | "service-provider" | "custodian" => &["Organization"],
        "result" | "has-member" => &["Observation"],
        "specimen" => &["Specimen"],
        "goal" => &["Goal"],
        "condition" => &["Condition"],
        "focus" => &["Questionnaire"],
        "owner" => &["Organization"],
        "*" => &["Patient", "Practitioner", "Location", "Organization", "Observation", "Specimen"],
        _ => &[],
    }
}

fn bundle(
    shelf: &Shelf<Held>,
    fault: Fault,
    resource_type: &str,
    search: &Search,
    about: Option<&Held>,
    matches: &[(&Held, Arc<Stored>)],
) -> String {
    let rules = match shelf.organisation.interface {
        Interface::FhirR4(rules) => rules,
        _ => Searches { page: 50, largest: 100, total: true },
    };
    let size = search.count.unwrap_or(rules.page).min(rules.largest);
    let skip = (search.page - 1).saturating_mul(size);
    let shown = matches.iter().skip(skip).take(size);
    let mut entries = Vec::new();
    let mut included = BTreeSet::new();
    for (held, stored) in shown {
        entries.push(entry(&shelf.base_url, &stored.name(), &stored.json, "match"));
        for reference in &stored.references {
            let wanted = reference.split_once('/').is_some_and(|(target, _)| search.includes(target));
            if let (true, Some(other)) = (wanted, held.get(reference)) {
                included.insert((other.name(), other.json.clone()));
            }
        }
    }
    if let (Some(about), true) = (about, search.page == 1 && resource_type != "Patient") {
        for (value, mode) in faulty_entries(shelf, fault, resource_type, about) {
            let stored = Stored::new(&value);
            entries.insert(entries.len() / 2, entry(&shelf.base_url, &stored.name(), &stored.json, mode));
        }
    }
    entries.extend(included.iter().map(|(name, json)| entry(&shelf.base_url, name, json, "include")));
    let mut links = vec![("self", search.link(&shelf.base_url, resource_type, search.page))];
    if skip + size < matches.len() {
        links.push(("next", search.link(&shelf.base_url, resource_type, search.page + 1)));
    }
    let links: Vec<_> =
        links.iter().map(|(relation, url)| serde_json::json!({ "relation": relation, "url": url })).collect();
    let mut bundle = String::from(r#"{"resourceType":"Bundle","type":"searchset""#);
    if rules.total {
        let _ = write!(bundle, r#","total":{}"#, matches.len());
    }
    let _ = write!(bundle, r#","link":{}"#, Value::from(links));
    if !entries.is_empty() {
        let _ = write!(bundle, r#","entry":[{}]"#, entries.join(","));
    }
    bundle.push('}');
    bundle
}

fn entry(base: &str, name: &str, json: &str, mode: &str) -> String {
    format!(r#"{{"fullUrl":"{base}/{name}","resource":{json},"search":{{"mode":"{mode}"}}}}"#)
}

/// What a content fault puts among the good entries.
fn faulty_entries(
    shelf: &Shelf<Held>,
    fault: Fault,
    resource_type: &str,
    about: &Held,
) -> Vec<(Value, &'static str)> {
    match fault {
        Fault::MalformedEntry => vec![(malformed::r4(&about.holder, resource_type, "fault"), "match")],
        Fault::OtherPerson => {
            let Some(other) = other_than(&shelf.people, &about.holder.person) else { return Vec::new() };
            let other = shelf.holder(other);
            let mut strays = stray::stray(resource_type, &other.calendar).r4(&other);
            strays.retain(|resource| resource["resourceType"] == resource_type);
            let strays = strays.into_iter().map(|resource| (resource, "match"));
            strays.chain([(patient_r4(&other), "include")]).collect()
        }
        _ => Vec::new(),
    }
}
