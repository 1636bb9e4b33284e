//! One person's resources at a FHIR R4 server, written out once.

use std::collections::HashMap;

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
    pub resources: Vec<Stored>,
    by_name: HashMap<String, usize>,
    files: HashMap<String, File>,
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
        let mut resources: Vec<_> = values.iter().map(Stored::new).collect();
        resources.sort_by(|one, other| other.date.cmp(&one.date));
        let by_name = resources.iter().enumerate().map(|(at, stored)| (stored.name(), at)).collect();
        let files = record.letters.iter().filter_map(|letter| letter.behind_link(&holder));
        Held { resources, by_name, files: files.map(|file| (file.id.clone(), file)).collect(), holder }
    }

    /// The resource called `Type/id`.
    pub fn get(&self, name: &str) -> Option<&Stored> {
        self.by_name.get(name).map(|at| &self.resources[*at])
    }

    pub fn read(&self, name: &str) -> Option<&str> {
        self.get(name).map(|stored| stored.json.as_str())
    }

    pub fn file(&self, id: &str) -> Option<&File> {
        self.files.get(id)
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
