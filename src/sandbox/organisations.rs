//! The made-up organisations of the practice health service: who they are, how they answer, who works there.

mod community;
mod hospitals;
mod national;
mod surgeries;

use crate::domain::{Kind, Setting, Takes};

/// One organisation as the practice health service knows it.
#[derive(Debug)]
pub struct PracticeOrganisation {
    /// Made up in the usual form; none is in use.
    pub ods_code: &'static str,
    pub name: &'static str,
    pub setting: Setting,
    /// In the range that Ofcom keeps for fiction (01632 960000 to 960999).
    pub phone: &'static str,
    pub address: [&'static str; 3],
    pub records_start: &'static str,
    pub interface: Interface,
    pub offers: &'static [Kind],
    pub staff: &'static [Worker],
    pub places: &'static [Place],
}

/// How an organisation can be asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Interface {
    /// GP Connect Access Record Structured, FHIR STU3.
    GpConnect(Dialect),
    /// FHIR R4 with UK Core profiles.
    FhirR4(Searches),
    /// The Patient Care Aggregator, FHIR R4.
    Aggregator,
    /// The Personal Demographics Service, FHIR R4.
    Demographics,
    /// The openEHR REST API, with AQL, as EHRbase answers.
    OpenEhr,
    /// The national immunisation history, FHIR R4.
    ImmunisationHistory,
    /// Prescriptions for Patients, FHIR R4.
    Prescriptions,
    /// The Validated Relationships Service, FHIR R4.
    Relationships,
    /// Organisation Data Terminology, FHIR R4: a directory, about nobody.
    OrganisationData,
    /// The Directory of Healthcare Services, OData: a directory, about nobody.
    ServiceDirectory,
    /// It cannot be asked.
    NotConnected,
}

/// Suppliers differ within the standard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// Capital GUIDs as ids, Read and SNOMED CT codes side by side, lists without ids, bare references.
    Emis,
    /// Short hexadecimal ids, SNOMED CT alone with the words in `text`, lists with ids, references with names.
    Tpp,
}

/// How a FHIR R4 server answers searches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Searches {
    /// Entries a page when the asker does not say.
    pub page: usize,
    /// Entries a page at most; servers lower what is asked for without a word.
    pub largest: usize,
    /// Whether bundles carry `total`; FHIR leaves it out freely.
    pub total: bool,
}

/// A member of staff.
#[derive(Debug)]
pub struct Worker {
    pub key: &'static str,
    pub prefix: &'static str,
    pub given: &'static str,
    pub family: &'static str,
    pub role: &'static str,
}

/// A clinic, ward or building.
#[derive(Debug)]
pub struct Place {
    pub key: &'static str,
    pub name: &'static str,
    pub line: &'static str,
    pub phone: Option<&'static str>,
}

impl Worker {
    pub fn full_name(&self) -> String {
        [self.prefix, self.given, self.family].join(" ")
    }
}

impl Interface {
    /// A directory is about nobody and stands in the sources file apart from the organisations.
    pub const fn is_directory(self) -> bool {
        matches!(self, Interface::OrganisationData | Interface::ServiceDirectory)
    }
}

impl PracticeOrganisation {
    /// The path under which its interface stands.
    pub fn base_path(&self) -> &'static str {
        match self.interface {
            Interface::GpConnect(_) => "/gpconnect",
            Interface::FhirR4(_) => "/fhir/r4",
            Interface::Aggregator => "/patient-care-aggregator-api",
            Interface::Demographics => "/personal-demographics/FHIR/R4",
            Interface::OpenEhr => "/ehrbase/rest/openehr/v1",
            Interface::ImmunisationHistory => "/immunisation-history/FHIR/R4",
            Interface::Prescriptions => "/prescriptions-for-patients",
            Interface::Relationships => "/validated-relationships/FHIR/R4",
            Interface::OrganisationData => "/organisation-data-terminology-api/fhir",
            Interface::ServiceDirectory => "/service-search-api",
            Interface::NotConnected => "",
        }
    }

    /// Whether it answers nobody without a token; the others take one where it is sent.
    pub fn wants_tokens(&self) -> bool {
        self.ods_code == NORTHFIELD
    }

    /// What its patients may ask of it besides reading.
    pub fn takes(&self) -> &'static [Takes] {
        match self.ods_code {
            RIVERSIDE => &[Takes::Attendance, Takes::NoLongerNeeded],
            NORTHFIELD | VALE => &[Takes::NoLongerNeeded],
            _ => &[],
        }
    }

    pub fn worker(&self, key: &str) -> Option<&'static Worker> {
        self.staff.iter().find(|worker| worker.key == key)
    }

    pub fn place(&self, key: &str) -> Option<&'static Place> {
        self.places.iter().find(|place| place.key == key)
    }
}

pub const HILL_STREET: &str = "A99901";
pub const MILL_LANE: &str = "A99902";
pub const RIVERSIDE: &str = "RZ1";
pub const NORTHFIELD: &str = "RZ2";
pub const VALE: &str = "RZ3";
pub const EASTMOOR: &str = "RZ4";
pub const HARBOUR: &str = "RZ5";
pub const PRESCRIPTIONS: &str = "X96";
pub const ORGANISATION_DATA: &str = "X91";
pub const SERVICE_DIRECTORY: &str = "X92";
pub const RELATIONSHIPS: &str = "X93";
pub const IMMUNISATIONS: &str = "X97";
pub const AGGREGATOR: &str = "X98";
pub const DEMOGRAPHICS: &str = "X99";

/// Every organisation there is.
pub static ORGANISATIONS: [PracticeOrganisation; 14] = [
    surgeries::HILL_STREET,
    surgeries::MILL_LANE,
    hospitals::RIVERSIDE,
    hospitals::NORTHFIELD,
    community::VALE,
    hospitals::EASTMOOR,
    community::HARBOUR,
    national::PRESCRIPTIONS,
    national::IMMUNISATIONS,
    national::AGGREGATOR,
    national::DEMOGRAPHICS,
    national::RELATIONSHIPS,
    national::ORGANISATION_DATA,
    national::SERVICE_DIRECTORY,
];
