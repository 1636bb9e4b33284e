//! A hospital server that others wrote (SEKMET): what our connector reads from it is what it reads from the practice
//! hospital, and everything that the practice hospital holds passes its check of structure.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use reqwest::{Certificate, Client};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::access::FetchOrder;
use crate::connectors::contract::peer;
use crate::connectors::{ByteBudget, Connector, ConnectorError, SourceConfig, connect};
use crate::domain::{
    Allergy, Answer, Appointment, CarePlan, Condition, InAnswer, Kind, Kinds, Letter, Medicine, NhsNumber,
    OdsCode, Organisation, Person, PersonId, Referral, Setting, SourceNote, Takes, TestResult, Vaccination,
    Visit,
};
use crate::sandbox::{self, Options, Sandbox};
use crate::settings::{Protocol, SourceEntry, SourcesFile};

pub(super) const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
/// The practice hospital that offers every kind.
const RIVERSIDE: &str = "RZ1";
/// Each type with what is sent along, since the practice hospital gives goals in no other way.
const SEARCHES: [(&str, &str); 13] = [
    ("Appointment", "Appointment:actor"),
    ("MedicationRequest", "MedicationRequest:medication"),
    ("MedicationStatement", "MedicationStatement:medication"),
    ("MedicationDispense", "MedicationDispense:medication"),
    ("AllergyIntolerance", ""),
    ("Condition", ""),
    ("Observation", "Observation:specimen"),
    ("DiagnosticReport", "DiagnosticReport:result"),
    ("DocumentReference", ""),
    ("Immunization", ""),
    ("Encounter", "Encounter:location"),
    ("ServiceRequest", "ServiceRequest:requester"),
    ("CarePlan", "CarePlan:goal"),
];

/// The practice hospital, seen by a client that trusts it.
struct Practice {
    sandbox: Sandbox,
    entry: SourceEntry,
    client: Client,
    _folder: tempfile::TempDir,
}

impl Practice {
    async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let now: DateTime<Utc> = "2026-11-22T09:41:00Z".parse().expect("a moment");
        let sandbox =
            sandbox::start(Options { now, folder: folder.path().to_owned() }).await.expect("it starts");
        let file = SourcesFile::parse(&sandbox.sources_toml(), folder.path()).expect("a sources file");
        let is_riverside = |entry: &SourceEntry| entry.organisation().ods_code.to_string() == RIVERSIDE;
        let entry = file.source.into_iter().find(is_riverside).expect("the hospital");
        let pem = std::fs::read(entry.ca_file.as_ref().expect("a file")).expect("a certificate");
        let authority = Certificate::from_pem(&pem).expect("a certificate");
        let client = Client::builder().no_proxy().tls_certs_only([authority]).build().expect("a client");
        Self { sandbox, entry, client, _folder: folder }
    }

    fn base(&self) -> &str {
        self.entry.base_url.as_str().trim_end_matches('/')
    }

    fn order(&self) -> FetchOrder {
        let sam = &self.sandbox.people()[0];
        order(&sam.name, sam.birth_date, sam.nhs_number)
    }

    fn connector(&self) -> Arc<dyn Connector> {
        let (base, ca_file) = (self.entry.base_url.clone(), self.entry.ca_file.clone());
        let config = SourceConfig::new(self.entry.organisation(), Protocol::FhirR4, base);
        let config = SourceConfig { ca_file, allow_private_addresses: true, ..config };
        connect(config, ByteBudget::default()).expect("a connector")
    }

    async fn get(&self, url: &str) -> Option<Value> {
        let answer =
            self.client.get(url).header("accept", "application/fhir+json").send().await.expect("an answer");
        if answer.status().is_success() { Some(answer.json().await.expect("JSON")) } else { None }
    }

    /// Everything that it holds about the person, and all that this refers to, by `Type/id`.
    async fn everything(&self) -> BTreeMap<String, Value> {
        let number = self.order().nhs_number().digits();
        let mut held = BTreeMap::new();
        self.pages(&format!("Patient?identifier={NHS_NUMBER}%7C{number}"), &mut held).await;
        let patient =
            held.keys().next().and_then(|name| name.strip_prefix("Patient/")).expect("a patient").to_owned();
        for (name, include) in SEARCHES {
            let include = if include.is_empty() { String::new() } else { format!("&_include={include}") };
            self.pages(&format!("{name}?patient={patient}{include}"), &mut held).await;
        }
        let mut waiting: VecDeque<String> = held.values().flat_map(references).collect();
        let mut asked = HashSet::new();
        while let Some(name) = waiting.pop_front() {
            if held.contains_key(&name) || !asked.insert(name.clone()) {
                continue;
            }
            if let Some(resource) = self.get(&format!("{}/{name}", self.base())).await {
                waiting.extend(references(&resource));
                held.insert(name, resource);
            }
        }
        held
    }

    async fn pages(&self, search: &str, held: &mut BTreeMap<String, Value>) {
        let mut next = Some(format!("{}/{search}", self.base()));
        while let Some(url) = next {
            let page = self.get(&url).await.expect(&url);
            for entry in page["entry"].as_array().into_iter().flatten() {
                held.insert(name_of(&entry["resource"]), entry["resource"].clone());
            }
            let links = page["link"].as_array().into_iter().flatten();
            let link = links.filter(|link| link["relation"] == "next").find_map(|link| link["url"].as_str());
            next = link.map(str::to_owned);
        }
    }
}

fn name_of(resource: &Value) -> String {
    let part = |field: &str| resource[field].as_str().expect("a resource").to_owned();
    format!("{}/{}", part("resourceType"), part("id"))
}

/// Every `Type/id` that a resource refers to, and the files of letters.
fn references(resource: &Value) -> Vec<String> {
    match resource {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| match (name.as_str(), value.as_str()) {
                ("reference", Some(text)) => vec![text.to_owned()],
                ("url", Some(text)) => {
                    text.split_once("/Binary/").map(|(_, id)| format!("Binary/{id}")).into_iter().collect()
                }
                _ => references(value),
            })
            .collect(),
        Value::Array(list) => list.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

pub(super) fn order(name: &str, date_of_birth: chrono::NaiveDate, number: &str) -> FetchOrder {
    FetchOrder::for_source_check(Person {
        id: PersonId(Uuid::new_v4()),
        nhs_number: NhsNumber::from_source(number).expect("ten digits"),
        name: name.to_owned(),
        date_of_birth,
    })
}

/// The hospital of another make.
pub(super) struct Other {
    base: String,
    client: Client,
}

impl Other {
    pub(super) fn new() -> Self {
        let base = peer("FRONT_DOOR_TEST_SEKMET").as_str().trim_end_matches('/').to_owned();
        Self { base, client: Client::builder().no_proxy().build().expect("a client") }
    }

    pub(super) fn connector(&self) -> Arc<dyn Connector> {
        let organisation = Organisation {
            ods_code: OdsCode::parse("RFF").expect("a code"),
            name: "Another Hospital".into(),
            setting: Setting::Hospital,
            phone: None,
            records_start: None,
        };
        let base = self.base.parse().expect("an address");
        let config = SourceConfig::new(organisation, Protocol::FhirR4, base);
        let takes = vec![Takes::Attendance, Takes::NoLongerNeeded];
        let config = SourceConfig { allow_private_addresses: true, takes, ..config };
        connect(config, ByteBudget::default()).expect("a connector")
    }

    /// Puts resources in; gives what it said of those that it refused.
    pub(super) async fn put_in(&self, resources: impl IntoIterator<Item = &Value>) -> Vec<String> {
        let mut refused = Vec::new();
        for resource in resources {
            let name = name_of(resource);
            let put = self
                .client
                .put(format!("{}/{name}", self.base))
                .header("content-type", "application/fhir+json");
            let answer = put.body(resource.to_string()).send().await.expect("an answer");
            if !answer.status().is_success() {
                refused.push(format!("{name}: {}", answer.text().await.unwrap_or_default()));
            }
        }
        refused
    }
}

/// The entries of one kind, in the order of their ids, without the address of a file, which each has of its own.
fn entries<T: InAnswer>(answer: &Answer) -> Vec<Value> {
    let part = T::part(answer).expect("asked");
    assert_eq!(part.set_aside, 0, "{:?}", T::KIND);
    let mut entries: Vec<_> = part.entries.iter().collect();
    entries.sort_by(|one, other| one.source_id().cmp(other.source_id()));
    entries
        .into_iter()
        .map(|entry| {
            let mut json = serde_json::to_value(entry).expect("JSON");
            if let Some(fields) = json.as_object_mut() {
                fields.remove("file_address");
            }
            json
        })
        .collect()
}

/// How many there are, the same ones at both.
fn same<T: InAnswer>(practice: &Answer, other: &Answer) -> usize {
    let (ours, theirs) = (entries::<T>(practice), entries::<T>(other));
    assert_eq!(ours, theirs, "{:?}", T::KIND);
    ours.len()
}

/// The other does not know how to send goals along, and says so; then the list says that it is not complete.
fn without_goals(practice: &Answer, other: &Answer) -> usize {
    let ids = |answer: &Answer| -> Vec<_> {
        entries::<CarePlan>(answer).iter().map(|plan| plan["source_id"].clone()).collect()
    };
    assert_eq!(ids(practice), ids(other));
    let notes = &other.care_plans.as_ref().expect("asked").notes;
    assert!(notes.iter().any(SourceNote::means_incomplete), "{notes:?}");
    ids(practice).len()
}

#[tokio::test]
async fn every_kind_is_read_from_a_server_of_another_make_as_from_our_own() {
    let (practice, other) = (Practice::start().await, Other::new());
    let everything = practice.everything().await;
    let moved: Vec<Value> = everything
        .values()
        .map(|resource| resource.to_string().replace(practice.base(), &other.base))
        .map(|text| serde_json::from_str(&text).expect("JSON"))
        .collect();
    assert_eq!(other.put_in(&moved).await, Vec::<String>::new(), "is refused as no FHIR R4");
    let (ours, theirs, order) = (practice.connector(), other.connector(), practice.order());
    type Compare = fn(&Answer, &Answer) -> usize;
    let compared: [(Kind, Compare); 10] = [
        (Kind::Appointments, same::<Appointment>),
        (Kind::Medicines, same::<Medicine>),
        (Kind::Allergies, same::<Allergy>),
        (Kind::Conditions, same::<Condition>),
        (Kind::TestResults, same::<TestResult>),
        (Kind::Letters, same::<Letter>),
        (Kind::Vaccinations, same::<Vaccination>),
        (Kind::Visits, same::<Visit>),
        (Kind::Referrals, same::<Referral>),
        (Kind::CarePlans, without_goals),
    ];
    let mut kinds_held = 0;
    for (kind, compare) in compared {
        let (one, two) =
            (ours.fetch(&order, Kinds::just(kind)).await, theirs.fetch(&order, Kinds::just(kind)).await);
        let (one, two) = (one.expect("the practice hospital's answer"), two.expect("the other's answer"));
        kinds_held += usize::from(compare(&one, &two) > 0);
    }
    assert!(kinds_held >= 7, "{kinds_held}");
    let letters =
        theirs.fetch(&order, Kinds::just(Kind::Letters)).await.expect("letters").letters.expect("asked");
    let address = letters.entries.iter().find_map(|letter| letter.file_address.clone()).expect("a file");
    let file = theirs.file(&order, &address).await.expect("the file");
    assert_eq!(file.file_type.as_deref(), Some("application/pdf"));
    assert!(file.start().starts_with(b"%PDF"));
}

#[tokio::test]
async fn our_example_of_a_hospitals_record_holds_every_kind_and_is_real_fhir() {
    // Under a number of its own: the practice person with that number is there too.
    let example =
        include_str!("../connectors/examples/fhir_r4/hospital.json").replace("9990000018", "9990090053");
    let bundle: Value = serde_json::from_str(&example).expect("JSON");
    let resources: Vec<_> =
        bundle["entry"].as_array().expect("entries").iter().map(|entry| &entry["resource"]).collect();
    let other = Other::new();
    assert_eq!(other.put_in(resources).await, Vec::<String>::new(), "is refused as no FHIR R4");
    let born = chrono::NaiveDate::from_ymd_opt(1961, 4, 12).expect("a day");
    let (connector, order) = (other.connector(), order("Sam Sample", born, "9990090053"));
    // Of what a hospital's own server can offer, it holds all but questionnaires and messages.
    let offered = |kind: &Kind| {
        let is_asked = connector.asked_together(*kind).contains(*kind);
        is_asked && !matches!(kind, Kind::Questionnaires | Kind::Messages)
    };
    for kind in Kind::ALL.into_iter().filter(offered) {
        let told = connector.fetch(&order, Kinds::just(kind)).await.expect("an answer");
        assert!(!told.is_empty() && told.set_aside() == 0, "{kind:?}: {} {}", told.len(), told.set_aside());
    }
}

#[tokio::test]
async fn a_long_list_is_followed_page_by_page_and_nobody_elses_entries_are_in_it() {
    let other = Other::new();
    let born = chrono::NaiveDate::from_ymd_opt(1950, 3, 1).expect("a day");
    let patient = |id: &str, number: &str| {
        json!({"resourceType": "Patient", "id": id, "birthDate": "1950-03-01", "name": [{"family": "Paige"}],
            "identifier": [{"system": NHS_NUMBER, "value": number}]})
    };
    let result = |whose: &str, at: usize| {
        json!({"resourceType": "Observation", "id": format!("{whose}-{at}"), "status": "final",
            "code": {"text": "Potassium"}, "subject": {"reference": format!("Patient/{whose}")},
            "effectiveDateTime": "2026-01-02", "valueQuantity": {"value": 4.1, "unit": "mmol/L"}})
    };
    let mut all = vec![patient("paige", "9990090010"), patient("another", "9990090029")];
    all.extend((0..230).map(|at| result("paige", at)));
    all.extend((0..30).map(|at| result("another", at)));
    assert_eq!(other.put_in(&all).await, Vec::<String>::new());
    let order = |number: &str| order("Ann Paige", born, number);
    let connector = other.connector();
    let told =
        connector.fetch(&order("9990090010"), Kinds::just(Kind::TestResults)).await.expect("an answer");
    let ids: HashSet<_> =
        told.test_results.expect("asked").entries.into_iter().map(|entry| entry.source_id).collect();
    assert_eq!(ids.len(), 230);
    assert!(ids.iter().all(|id| id.contains("paige-")));
    let nobody = connector.fetch(&order("9990090037"), Kinds::just(Kind::TestResults)).await;
    assert_eq!(nobody, Err(ConnectorError::DoesNotKnowPerson));
}
