//! The parts of a structured GP record: each a list (or two) with its notes, and the resources that it lists.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::{Value, json};

use super::demographics::other_than;
use super::faults::Fault;
use super::organisations::Dialect;
use super::records::calendar::stamp;
use super::records::codes::{SNOMED, coding};
use super::records::holder::{Holder, put};
use super::records::{Record, Warning, malformed, stray, supporting};
use super::shelf::Shelf;

/// What may be asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Section {
    Allergies,
    Medication,
    Problems,
    Immunisations,
    Consultations,
    Investigations,
    Uncategorised,
    Referrals,
    Diary,
}

impl Section {
    pub const ALL: [Section; 9] = [
        Section::Allergies,
        Section::Medication,
        Section::Problems,
        Section::Immunisations,
        Section::Consultations,
        Section::Investigations,
        Section::Uncategorised,
        Section::Referrals,
        Section::Diary,
    ];

    /// The name of the parameter that asks for it.
    pub const fn parameter(self) -> &'static str {
        match self {
            Section::Allergies => "includeAllergies",
            Section::Medication => "includeMedication",
            Section::Problems => "includeProblems",
            Section::Immunisations => "includeImmunisations",
            Section::Consultations => "includeConsultations",
            Section::Investigations => "includeInvestigations",
            Section::Uncategorised => "includeUncategorisedData",
            Section::Referrals => "includeReferrals",
            Section::Diary => "includeDiaryEntries",
        }
    }

    /// The SNOMED CT code and the title of its list.
    const fn list(self) -> (&'static str, &'static str) {
        match self {
            Section::Allergies => ("886921000000105", "Allergies and adverse reactions"),
            Section::Medication => ("933361000000108", "Medications and medical devices"),
            Section::Problems => ("717711000000103", "Problems"),
            Section::Immunisations => ("1102181000000102", "Immunisations"),
            Section::Consultations => ("1149501000000101", "List of consultations"),
            Section::Investigations => ("887191000000108", "Investigations and results"),
            Section::Uncategorised => ("826501000000100", "Miscellaneous record"),
            Section::Referrals => ("792931000000107", "Outbound referral"),
            Section::Diary => ("714311000000108", "Patient recall administration"),
        }
    }

    /// The type of what its list lists.
    const fn resource_type(self) -> Option<&'static str> {
        match self {
            Section::Allergies => Some("AllergyIntolerance"),
            Section::Medication => Some("MedicationStatement"),
            Section::Problems => Some("Condition"),
            Section::Immunisations => Some("Immunization"),
            Section::Investigations => Some("DiagnosticReport"),
            Section::Uncategorised => Some("Observation"),
            Section::Referrals => Some("ReferralRequest"),
            Section::Consultations | Section::Diary => None,
        }
    }
}

/// One person's record at a surgery, section by section, written out once.
pub struct Held {
    pub holder: Holder,
    /// The person, and what entries refer to.
    shared: Vec<Written>,
    sections: Vec<(Section, Vec<Written>)>,
}

/// One resource as it is sent.
#[derive(Clone)]
struct Written {
    /// `Type/id`; none for lists without an id.
    name: Option<String>,
    json: String,
    /// The code of what it is, by which lists are found.
    code: String,
}

impl Written {
    fn new(resource: &Value) -> Written {
        Written {
            name: (!resource["id"].is_null()).then(|| reference(resource)),
            json: resource.to_string(),
            code: resource["code"]["coding"][0]["code"].as_str().unwrap_or_default().to_owned(),
        }
    }
}

impl Held {
    pub fn new(holder: Holder, record: &Record) -> Held {
        let mut shared = vec![Written::new(&supporting::patient_stu3(&holder))];
        shared.extend(supporting::shared(&holder).iter().map(Written::new));
        let written = |section| build(section, &holder, record).iter().map(Written::new).collect();
        let sections = Section::ALL.into_iter().map(|section| (section, written(section))).collect();
        Held { shared, sections, holder }
    }

    /// The bundle that answers for these sections.
    pub fn bundle(&self, asked: &[Section], fault: Fault, shelf: &Shelf<Held>) -> String {
        let mut resources: Vec<Cow<'_, Written>> = self.of(asked).map(Cow::Borrowed).collect();
        if let Some(faulty) = self.faulty(asked, fault, shelf) {
            for list in resources.iter_mut().filter(|one| one.code == faulty.list) {
                *list = Cow::Owned(appended(list, &faulty.listed));
            }
            resources.extend(faulty.resources.iter().map(|one| Cow::Owned(Written::new(one))));
        }
        if fault == Fault::IgnoresFilter {
            let others = shelf.everyone().filter(|held| held.holder.person.key != self.holder.person.key);
            resources.extend(others.flat_map(|held| held.of(asked)).map(Cow::Borrowed));
        }
        let mut bundle = format!(
            concat!(
                r#"{{"resourceType":"Bundle","id":"{}","meta":{{"profile":["#,
                r#""https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-StructuredRecord-Bundle-1"]}},"#,
                r#""type":"collection","entry":["#
            ),
            uuid::Uuid::new_v4(),
        );
        let mut seen = HashSet::new();
        let once = resources.iter().filter(|one| one.name.as_ref().is_none_or(|name| seen.insert(name)));
        for (at, resource) in once.enumerate() {
            bundle.push_str(if at == 0 { r#"{"resource":"# } else { r#",{"resource":"# });
            bundle.push_str(&resource.json);
            bundle.push('}');
        }
        bundle.push_str("]}");
        bundle
    }

    /// What is sent for these sections, with what its entries refer to.
    fn of<'a>(&'a self, asked: &'a [Section]) -> impl Iterator<Item = &'a Written> {
        let sections = self.sections.iter().filter(|(section, _)| asked.contains(section));
        self.shared.iter().chain(sections.flat_map(|(_, resources)| resources))
    }

    /// The entry that a content fault puts into the first section asked for.
    fn faulty(&self, asked: &[Section], fault: Fault, shelf: &Shelf<Held>) -> Option<Faulty> {
        let (section, resource_type) =
            asked.iter().find_map(|section| section.resource_type().map(|name| (*section, name)))?;
        let resources = match fault {
            Fault::MalformedEntry => vec![malformed::stu3(&self.holder, resource_type, "fault")],
            Fault::OtherPerson => {
                let other = shelf.holder(other_than(&shelf.people, &self.holder.person)?);
                let record = stray::stray(resource_type, &other.calendar);
                let mut resources = entries(section, &other, &record).1;
                resources.push(supporting::patient_stu3(&other));
                resources
            }
            _ => return None,
        };
        let listed =
            resources.iter().filter(|one| one["resourceType"] == resource_type).map(reference).collect();
        Some(Faulty { list: section.list().0, listed, resources })
    }
}

struct Faulty {
    /// The code of the list that it goes into.
    list: &'static str,
    listed: Vec<String>,
    resources: Vec<Value>,
}

/// A list that lists more; it is then no longer empty.
fn appended(list: &Written, names: &[String]) -> Written {
    let mut list: Value = serde_json::from_str(&list.json).unwrap_or_default();
    let mut listed = list["entry"].as_array().cloned().unwrap_or_default();
    listed.extend(names.iter().map(|name| json!({ "item": { "reference": name } })));
    list["entry"] = listed.into();
    if let Some(list) = list.as_object_mut() {
        list.remove("emptyReason");
    }
    Written::new(&list)
}

fn reference(resource: &Value) -> String {
    let text = |field: &str| resource[field].as_str().unwrap_or_default();
    format!("{}/{}", text("resourceType"), text("id"))
}

/// What the section's list refers to, and every resource that belongs to it.
fn entries(section: Section, holder: &Holder, record: &Record) -> (Vec<String>, Vec<Value>) {
    let groups: Vec<Vec<Value>> = match section {
        Section::Allergies => {
            record.allergies.iter().filter(|one| !one.is_ended()).map(|one| one.stu3(holder)).collect()
        }
        Section::Medication => record.medicines.iter().map(|one| one.stu3(holder)).collect(),
        Section::Problems => record.conditions.iter().map(|one| one.stu3(holder)).collect(),
        Section::Immunisations => record.vaccinations.iter().map(|one| one.stu3(holder)).collect(),
        Section::Consultations => record.visits.iter().map(|one| one.stu3(holder)).collect(),
        Section::Investigations => {
            record.results.iter().filter(|one| one.is_panel()).map(|one| one.stu3(holder)).collect()
        }
        Section::Uncategorised => {
            record.results.iter().filter(|one| !one.is_panel()).map(|one| one.stu3(holder)).collect()
        }
        Section::Referrals => record.referrals.iter().map(|one| one.stu3(holder)).collect(),
        Section::Diary => Vec::new(),
    };
    let mut listed: Vec<_> = groups.iter().filter_map(|group| group.first()).map(reference).collect();
    let mut resources: Vec<_> = groups.into_iter().flatten().collect();
    if let (true, Some(resource_type)) = (record.muddled, section.resource_type()) {
        let muddle = malformed::stu3(holder, resource_type, &format!("muddle-{resource_type}"));
        listed.push(reference(&muddle));
        resources.push(muddle);
    }
    (listed, resources)
}

fn build(section: Section, holder: &Holder, record: &Record) -> Vec<Value> {
    let (listed, mut resources) = entries(section, holder, record);
    let mut all = vec![list(holder, section.list(), &listed, &record.warnings)];
    if section == Section::Allergies {
        all.extend(ended_allergies(holder, record));
    }
    if holder.dialect() == Dialect::Emis {
        all.extend(secondary_list(section, holder, &resources));
    }
    all.append(&mut resources);
    all
}

/// EMIS lists ended allergies like others; TPP carries them inside the list.
fn ended_allergies(holder: &Holder, record: &Record) -> Vec<Value> {
    let ended: Vec<_> =
        record.allergies.iter().filter(|one| one.is_ended()).flat_map(|one| one.stu3(holder)).collect();
    let title = ("1103671000000101", "Ended allergies");
    match holder.dialect() {
        Dialect::Emis => {
            let listed: Vec<_> = ended.iter().map(reference).collect();
            let mut all = vec![list(holder, title, &listed, &record.warnings)];
            all.extend(ended);
            all
        }
        Dialect::Tpp => {
            let listed: Vec<_> =
                ended.iter().map(|one| format!("#{}", one["id"].as_str().unwrap_or_default())).collect();
            let mut list = list(holder, title, &listed, &record.warnings);
            put(&mut list, "contained", (!ended.is_empty()).then_some(ended));
            vec![list]
        }
    }
}

/// The lists that EMIS adds of what stands inside consultations and problems.
fn secondary_list(section: Section, holder: &Holder, resources: &[Value]) -> Option<Value> {
    let (code, title) = match section {
        Section::Consultations => (
            "consultations-uncategorised-data-contained-in-consultations",
            "Consultations - uncategorised data contained in consultations",
        ),
        Section::Problems => (
            "problems-uncategorised-data-related-to-problems",
            "Problems - uncategorised data related to problems",
        ),
        _ => return None,
    };
    let listed: Vec<_> =
        resources.iter().filter(|one| one["resourceType"] == "Observation").map(reference).collect();
    if listed.is_empty() {
        return None;
    }
    let mut list = list(holder, (code, title), &listed, &[]);
    list["code"] =
        coding("https://fhir.hl7.org.uk/STU3/CodeSystem/GPConnect-SecondaryListValues-1", code, title);
    Some(list)
}

fn list(holder: &Holder, (code, title): (&str, &str), listed: &[String], warnings: &[Warning]) -> Value {
    let mut extensions = vec![json!({
        "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-ClinicalSetting-1",
        "valueCodeableConcept": coding(SNOMED, "1060971000000108", "General practice service"),
    })];
    let mut notes = Vec::new();
    for warning in warnings {
        let (code, words) = match warning {
            Warning::DataInTransit(day) => (
                "data-in-transit",
                format!(
                    "Patient record transfer from previous GP practice not yet complete; \
                     information recorded before {} may be missing.",
                    day.format("%d-%b-%Y"),
                ),
            ),
            Warning::ConfidentialItems => (
                "confidential-items",
                "Items excluded due to confidentiality and/or patient preferences.".to_owned(),
            ),
        };
        extensions.push(json!({
            "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-ListWarningCode-1",
            "valueCode": code,
        }));
        notes.push(words);
    }
    let title = if code == "826501000000100" { "Uncategorised data" } else { title };
    let term = if code == "826501000000100" { "Miscellaneous record" } else { title };
    let mut list = json!({
        "resourceType": "List",
        "meta": { "profile": ["https://fhir.nhs.uk/STU3/StructureDefinition/CareConnect-GPC-List-1"] },
        "extension": extensions,
        "status": "current",
        "mode": "snapshot",
        "title": title,
        "code": coding(SNOMED, code, term),
        "subject": holder.subject(),
        "date": stamp(holder.calendar.now),
        "orderedBy": coding("http://hl7.org/fhir/list-order", "event-date", "Sorted by Event Date"),
    });
    if holder.dialect() == Dialect::Tpp {
        list["id"] = holder.id("List", code).into();
    }
    if listed.is_empty() {
        notes.push("Information not available".to_owned());
        list["emptyReason"] = coding(
            "https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-ListEmptyReasonCode-1",
            "no-content-recorded",
            "No Content Recorded",
        );
    } else {
        list["entry"] = listed.iter().map(|name| json!({ "item": { "reference": name } })).collect();
    }
    put(&mut list, "note", (!notes.is_empty()).then(|| json!([{ "text": notes.join(" ") }])));
    list
}
