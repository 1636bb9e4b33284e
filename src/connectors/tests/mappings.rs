//! Every mapping: one line each, with the examples that it reads.

use super::examples::{all, example};
use crate::access::FetchOrder;
use crate::connectors::fhir_json::{self, NHS_NUMBER_SYSTEM, Node};
use crate::connectors::{
    ConnectorError, aggregator, fhir_r4, gp_connect, gp_connect_appointments, immunisation_history, openehr,
    pds, prescriptions_for_patients,
};
use crate::domain::Answer;

/// The EHR that the openEHR examples come from.
const EHR_ID: &str = "7d44b88c-4199-4bad-97dc-d78268e01398";

/// How one interface's answers are read.
pub struct Mapping {
    pub name: &'static str,
    /// Where its examples stand, below `examples/`.
    folder: &'static str,
    pub read: fn(Node, &FetchOrder) -> Result<Answer, ConnectorError>,
}

pub static MAPPINGS: [Mapping; 11] = [
    Mapping { name: "gp_connect", folder: "gp_connect/", read: gp_connect::read },
    Mapping { name: "aggregator", folder: "aggregator/consumer/", read: aggregator::read },
    Mapping { name: "aggregator's portals", folder: "aggregator/", read: aggregator::read },
    Mapping { name: "fhir_r4", folder: "fhir_r4/", read: fhir_r4::read },
    Mapping { name: "fhir_r4, synthetic", folder: "synthea/", read: fhir_r4::read },
    Mapping {
        name: "immunisation_history",
        folder: "immunisation_history/",
        read: immunisation_history::read,
    },
    Mapping {
        name: "gp_connect_appointments",
        folder: "gp_connect_appointments/",
        read: gp_connect_appointments::read,
    },
    Mapping {
        name: "prescriptions_for_patients",
        folder: "prescriptions_for_patients/",
        read: prescriptions_for_patients::read,
    },
    Mapping { name: "openehr", folder: "openehr/", read: compositions },
    Mapping { name: "pds", folder: "pds/", read: demographics },
    Mapping { name: "datatypes", folder: "", read: |json, _| Ok(datatypes(json)) },
];

impl Mapping {
    /// Its own examples: those in its folder that are in no other mapping's deeper one.
    pub fn examples(&self) -> Vec<String> {
        let own = |path: &String| Self::of(path).is_some_and(|mapping| mapping.name == self.name);
        all().into_iter().filter(|path| self.folder.is_empty() || own(path)).collect()
    }

    /// Whether it reads whole answers: the data types alone know of no subject.
    pub fn checks_subjects(&self) -> bool {
        !self.folder.is_empty()
    }

    /// The mapping that reads the example at that path.
    pub fn of(path: &str) -> Option<&'static Mapping> {
        let fitting =
            MAPPINGS.iter().filter(|mapping| !mapping.folder.is_empty() && path.starts_with(mapping.folder));
        fitting.max_by_key(|mapping| mapping.folder.len())
    }

    /// What it makes of an example.
    pub fn read_example(&self, path: &str) -> Result<Answer, ConnectorError> {
        let json = example(path);
        (self.read)(Node::of(&json), &super::examples::order(&json))
    }
}

/// A person, or those to be contacted about one.
fn demographics(json: Node, order: &FetchOrder) -> Result<Answer, ConnectorError> {
    match json.resource_type() {
        "Bundle" => pds::related_people(json, order).map(|_| Answer::default()),
        _ => pds::details(json, None, order, "https://x"),
    }
}

/// The page of a query, or an EHR (which answers another question: whose it is).
fn compositions(json: Node, order: &FetchOrder) -> Result<Answer, ConnectorError> {
    match json.at("ehr_id").exists() {
        true => openehr::read_ehr(json, NHS_NUMBER_SYSTEM, order).map(|_| Answer::default()),
        false => openehr::read(json, order, NHS_NUMBER_SYSTEM, EHR_ID),
    }
}

/// Every data type read at every place of a document.
fn datatypes(node: Node) -> Answer {
    let _ = (fhir_json::coded(node), fhir_json::words(node), fhir_json::codings(node).count());
    let _ = (fhir_json::status(node), fhir_json::has_code(node, &["1"]), fhir_json::date(node));
    let _ = (fhir_json::first_date(node, &["start", "date", "period"]), fhir_json::name(node));
    let _ = (fhir_json::name_in_use(node), fhir_json::amount(node), fhir_json::unit(node));
    let _ = (fhir_json::notes(node), fhir_json::address(node), fhir_json::phone(node));
    let _ = (node.number(), node.truth(), node.text(), node.id(), node.extension("x").exists());
    let _ = (fhir_json::link(node, "next"), fhir_json::issue_notes(node));
    node.inner().for_each(|inner| {
        datatypes(inner);
    });
    Answer::default()
}

#[test]
fn every_example_has_a_mapping_and_every_mapping_an_example() {
    for path in all() {
        assert!(Mapping::of(&path).is_some(), "no mapping reads {path}");
    }
    for mapping in &MAPPINGS {
        assert!(!mapping.examples().is_empty(), "{} has no example", mapping.name);
    }
}
