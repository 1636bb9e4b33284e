//! One person's resources at a FHIR R4 server, written out once.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde_json::Value;

use super::types_of;
use crate::sandbox::records::Record;
use crate::sandbox::records::holder::Holder;
use crate::sandbox::records::letters::File;
use crate::sandbox::records::{malformed, supporting};

/// Everything a server holds about one person.
pub struct Held {
    pub holder: Holder,
    /// The person's resources, newest first within a type, then what they refer to.
    resources: Vec<Arc<Stored>>,
    by_name: HashMap<String, usize>,
    files: HashMap<String, File>,
    /// What was written to the server since it began; gone when it ends.
    written: Mutex<Written>,
}

/// What somebody wrote to a server, the oldest first.
#[derive(Default)]
pub struct Written {
    /// Each from when on it is there.
    pub resources: Vec<(Instant, Arc<Stored>)>,
    pub files: Vec<File>,
}

/// One resource with what searches look at.
pub struct Stored {
    pub resource_type: String,
    pub id: String,
    pub json: String,
    pub status: String,
    pub date: String,
    pub categories: Vec<String>,
    /// `Practitioner/…` and the like.
    pub references: Vec<String>,
}

impl Held {
    pub fn new(holder: Holder, record: &Record) -> Held {
        let mut values = vec![supporting::patient_r4(&holder)];
        values.extend(record.r4(&holder));
        if record.muddled {
            let types = holder.organisation.offers.iter().flat_map(|kind| types_of(*kind));
            values.extend(types.map(|name| malformed::r4(&holder, name, "muddle")));
        }
        values.extend(supporting::shared(&holder));
        let mut resources: Vec<_> = values.iter().map(|value| Arc::new(Stored::new(value))).collect();
        resources.sort_by(|one, other| other.date.cmp(&one.date));
        let by_name = resources.iter().enumerate().map(|(at, stored)| (stored.name(), at)).collect();
        let letters = record.letters.iter().filter_map(|letter| letter.behind_link(&holder));
        let files = letters.chain(record.messages.iter().flat_map(|one| one.files(&holder)));
        let files = files.map(|file| (file.id.clone(), file)).collect();
        Held { resources, by_name, files, written: Mutex::default(), holder }
    }

    pub fn written(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All that is there now; what was written stands in the place of what it changed.
    pub fn all(&self) -> Vec<Arc<Stored>> {
        let now = Instant::now();
        let written: Vec<_> = self.written().there(now).cloned().collect();
        let mut names = HashSet::new();
        let written = written.into_iter().filter(|stored| names.insert(stored.name())).collect::<Vec<_>>();
        let others = self.resources.iter().filter(|stored| !names.contains(&stored.name())).cloned();
        written.into_iter().chain(others).collect()
    }

    /// The resource called `Type/id`.
    pub fn get(&self, name: &str) -> Option<Arc<Stored>> {
        let now = Instant::now();
        let written = self.written().there(now).find(|stored| stored.name() == name).cloned();
        written.or_else(|| self.by_name.get(name).map(|at| self.resources[*at].clone()))
    }

    pub fn read(&self, name: &str) -> Option<String> {
        self.get(name).map(|stored| stored.json.clone())
    }

    pub fn file(&self, id: &str) -> Option<File> {
        let written = self.written().files.iter().find(|file| file.id == id).cloned();
        written.or_else(|| self.files.get(id).cloned())
    }
}

impl Written {
    /// How many resources and files there are.
    pub fn count(&self) -> (usize, usize) {
        (self.resources.len(), self.files.len())
    }

    /// As if nothing had been written since there were so many.
    pub fn forget_since(&mut self, resources: usize, files: usize) {
        self.resources.truncate(resources);
        self.files.truncate(files);
    }

    /// What is there at that moment, the newest first.
    pub fn there(&self, now: Instant) -> impl Iterator<Item = &Arc<Stored>> {
        let there = self.resources.iter().rev().filter(move |(from, _)| *from <= now);
        there.map(|(_, stored)| stored)
    }
}

impl Stored {
    pub fn new(resource: &Value) -> Stored {
        let text = |field: &str| resource[field].as_str().unwrap_or_default().to_owned();
        let dates = [
            "start",
            "effectiveDateTime",
            "authoredOn",
            "date",
            "occurrenceDateTime",
            "recordedDate",
            "dateAsserted",
            "whenHandedOver",
            "authored",
            "sent",
        ];
        let date =
            dates.iter().find_map(|field| resource[*field].as_str()).or(resource["period"]["start"].as_str());
        let status = match resource["clinicalStatus"]["coding"][0]["code"].as_str() {
            Some(clinical) => clinical.to_owned(),
            None => text("status"),
        };
        let mut references = Vec::new();
        collect_references(resource, &mut references);
        let categories = resource["category"].as_array().into_iter().flatten();
        Stored {
            resource_type: text("resourceType"),
            id: text("id"),
            json: resource.to_string(),
            status,
            date: date.unwrap_or_default().to_owned(),
            categories: categories
                .filter_map(|one| one["coding"][0]["code"].as_str().map(str::to_owned))
                .collect(),
            references,
        }
    }

    pub fn name(&self) -> String {
        format!("{}/{}", self.resource_type, self.id)
    }
}

fn collect_references(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match (name.as_str(), field) {
                    ("reference", Value::String(reference)) => into.push(reference.clone()),
                    _ => collect_references(field, into),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect_references(value, into)),
        _ => {}
    }
}
