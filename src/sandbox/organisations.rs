//! The made-up organisations of the practice health service: who they are, how they answer, who works there.

use crate::domain::{Kind, Setting};

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

const GP_KINDS: &[Kind] = &[
    Kind::Medicines,
    Kind::Allergies,
    Kind::Conditions,
    Kind::TestResults,
    Kind::Vaccinations,
    Kind::Visits,
    Kind::Referrals,
];

/// Every organisation there is.
pub static ORGANISATIONS: [PracticeOrganisation; 14] = [
    PracticeOrganisation {
        ods_code: HILL_STREET,
        name: "Hill Street Surgery",
        setting: Setting::Gp,
        phone: "01632 960 002",
        address: ["2 Hill Street", "Market Sample", "ZZ99 3VZ"],
        records_start: "1998",
        interface: Interface::GpConnect(Dialect::Emis),
        offers: GP_KINDS,
        staff: &[
            Worker {
                key: "gp",
                prefix: "Dr",
                given: "Amara",
                family: "Okafor",
                role: "General practitioner",
            },
            Worker { key: "nurse", prefix: "Mrs", given: "Jo", family: "Lindley", role: "Practice nurse" },
            Worker { key: "pharmacist", prefix: "Mr", given: "Wei", family: "Zhang", role: "Pharmacist" },
        ],
        places: &[Place { key: "main", name: "Hill Street Surgery", line: "2 Hill Street", phone: None }],
    },
    PracticeOrganisation {
        ods_code: MILL_LANE,
        name: "Mill Lane Surgery",
        setting: Setting::Gp,
        phone: "01632 960 006",
        address: ["14 Mill Lane", "Little Sample", "ZZ99 3WZ"],
        records_start: "2004",
        interface: Interface::GpConnect(Dialect::Tpp),
        offers: GP_KINDS,
        staff: &[
            Worker { key: "gp", prefix: "Dr", given: "Huw", family: "Prosser", role: "General practitioner" },
            Worker { key: "nurse", prefix: "Ms", given: "Dana", family: "Kowalska", role: "Practice nurse" },
            Worker { key: "pharmacist", prefix: "Miss", given: "Ife", family: "Bello", role: "Pharmacist" },
        ],
        places: &[Place { key: "main", name: "Mill Lane Surgery", line: "14 Mill Lane", phone: None }],
    },
    PracticeOrganisation {
        ods_code: RIVERSIDE,
        name: "Riverside Hospital",
        setting: Setting::Hospital,
        phone: "01632 960 001",
        address: ["River Road", "Market Sample", "ZZ99 4RR"],
        records_start: "2009",
        interface: Interface::FhirR4(Searches { page: 50, largest: 100, total: true }),
        offers: &[
            Kind::Appointments,
            Kind::Medicines,
            Kind::Allergies,
            Kind::Conditions,
            Kind::TestResults,
            Kind::Letters,
            Kind::Vaccinations,
            Kind::Visits,
            Kind::Referrals,
            Kind::CarePlans,
        ],
        staff: &[
            Worker {
                key: "eyes",
                prefix: "Miss",
                given: "Leila",
                family: "Haddad",
                role: "Consultant ophthalmologist",
            },
            Worker {
                key: "heart",
                prefix: "Dr",
                given: "Colin",
                family: "Marsh",
                role: "Consultant cardiologist",
            },
            Worker { key: "ward", prefix: "Sister", given: "Ruth", family: "Adeyemi", role: "Ward sister" },
            Worker {
                key: "bones",
                prefix: "Mr",
                given: "Stefan",
                family: "Novak",
                role: "Consultant orthopaedic surgeon",
            },
        ],
        places: &[
            Place {
                key: "clinic-4",
                name: "Clinic 4",
                line: "Level 1, East Wing",
                phone: Some("01632 960 011"),
            },
            Place { key: "heart", name: "Heart Centre", line: "Level 2, West Wing", phone: None },
            Place {
                key: "ward-7",
                name: "Ward 7",
                line: "Level 3, Main Building",
                phone: Some("01632 960 017"),
            },
            Place { key: "sleep", name: "Sleep Laboratory", line: "Level 0, West Wing", phone: None },
        ],
    },
    PracticeOrganisation {
        ods_code: NORTHFIELD,
        name: "Northfield Hospital",
        setting: Setting::Hospital,
        phone: "01632 960 004",
        address: ["North Road", "Northfield Sample", "ZZ99 4NN"],
        records_start: "2012-04",
        interface: Interface::FhirR4(Searches { page: 100, largest: 200, total: false }),
        offers: &[
            Kind::Appointments,
            Kind::Medicines,
            Kind::Allergies,
            Kind::Conditions,
            Kind::TestResults,
            Kind::Letters,
            Kind::Visits,
            Kind::Referrals,
            Kind::CarePlans,
        ],
        staff: &[
            Worker {
                key: "diabetes",
                prefix: "Dr",
                given: "Farah",
                family: "Iqbal",
                role: "Consultant in diabetes",
            },
            Worker {
                key: "skin",
                prefix: "Dr",
                given: "Owen",
                family: "Pryce",
                role: "Consultant dermatologist",
            },
            Worker {
                key: "children",
                prefix: "Dr",
                given: "Mei",
                family: "Tan",
                role: "Consultant paediatrician",
            },
        ],
        places: &[
            Place { key: "outpatients", name: "Outpatients 2", line: "Ground floor", phone: None },
            Place {
                key: "emergency",
                name: "Emergency Department",
                line: "Ground floor, North entrance",
                phone: None,
            },
            Place {
                key: "children", name: "Children’s Unit", line: "Level 1", phone: Some("01632 960 014")
            },
        ],
    },
    PracticeOrganisation {
        ods_code: VALE,
        name: "Vale Community Care",
        setting: Setting::Community,
        phone: "01632 960 003",
        address: ["Market Place", "Market Sample", "ZZ99 5VV"],
        records_start: "2015",
        interface: Interface::FhirR4(Searches { page: 10, largest: 20, total: true }),
        offers: &[
            Kind::Appointments,
            Kind::Allergies,
            Kind::Conditions,
            Kind::TestResults,
            Kind::Letters,
            Kind::Vaccinations,
            Kind::Visits,
            Kind::Referrals,
            Kind::CarePlans,
        ],
        staff: &[
            Worker {
                key: "physio",
                prefix: "Ms",
                given: "Hannah",
                family: "Bright",
                role: "Physiotherapist",
            },
            Worker { key: "nurse", prefix: "Mr", given: "Kofi", family: "Mensah", role: "Community nurse" },
        ],
        places: &[
            Place { key: "market", name: "Market Place clinic", line: "5 Market Place", phone: None },
            Place { key: "home", name: "Your home", line: "", phone: None },
            Place { key: "school", name: "School visit", line: "", phone: None },
        ],
    },
    PracticeOrganisation {
        ods_code: EASTMOOR,
        name: "Eastmoor Hospital",
        setting: Setting::Hospital,
        phone: "01632 960 005",
        address: ["Moor Road", "Eastmoor", "ZZ99 4EE"],
        records_start: "2001",
        interface: Interface::NotConnected,
        offers: &[],
        staff: &[],
        places: &[],
    },
    PracticeOrganisation {
        ods_code: HARBOUR,
        name: "Harbour Community Record",
        setting: Setting::Community,
        phone: "01632 960 007",
        address: ["3 Harbour Street", "Sample Quay", "ZZ99 6HH"],
        records_start: "2019-10",
        interface: Interface::OpenEhr,
        offers: &[Kind::TestResults, Kind::Visits],
        staff: &[
            Worker {
                key: "nurse",
                prefix: "Sister",
                given: "Bronwen",
                family: "Hughes",
                role: "Community nurse",
            },
            Worker { key: "feet", prefix: "Mr", given: "Tunde", family: "Alabi", role: "Podiatrist" },
        ],
        places: &[
            Place { key: "harbour", name: "Harbour Health Centre", line: "3 Harbour Street", phone: None },
            Place { key: "home", name: "Your home", line: "", phone: None },
        ],
    },
    PracticeOrganisation {
        ods_code: PRESCRIPTIONS,
        name: "Prescriptions for Patients",
        setting: Setting::National,
        phone: "01632 960 012",
        address: ["1 Sample Square", "Sampleton", "ZZ99 1AA"],
        records_start: "2024",
        interface: Interface::Prescriptions,
        offers: &[Kind::Prescriptions],
        staff: &[],
        places: &[],
    },
    PracticeOrganisation {
        ods_code: IMMUNISATIONS,
        name: "Immunisation history",
        setting: Setting::National,
        phone: "01632 960 010",
        address: ["1 Sample Square", "Sampleton", "ZZ99 1AA"],
        records_start: "2020-12",
        interface: Interface::ImmunisationHistory,
        offers: &[Kind::Vaccinations],
        staff: &[],
        places: &[],
    },
    PracticeOrganisation {
        ods_code: AGGREGATOR,
        name: "Patient Care Aggregator",
        setting: Setting::National,
        phone: "01632 960 008",
        address: ["1 Sample Square", "Sampleton", "ZZ99 1AA"],
        records_start: "2019",
        interface: Interface::Aggregator,
        offers: &[Kind::Appointments, Kind::Letters, Kind::Referrals, Kind::CarePlans, Kind::Questionnaires],
        staff: &[],
        places: &[],
    },
    PracticeOrganisation {
        ods_code: DEMOGRAPHICS,
        name: "Personal Demographics Service",
        setting: Setting::National,
        phone: "01632 960 009",
        address: ["1 Sample Square", "Sampleton", "ZZ99 1AA"],
        records_start: "1996",
        interface: Interface::Demographics,
        offers: &[],
        staff: &[],
        places: &[],
    },
    PracticeOrganisation {
        ods_code: RELATIONSHIPS,
        name: "Validated Relationships Service",
        setting: Setting::National,
        phone: "01632 960 021",
        address: ["1 Sample Square", "Sampleton", "ZZ99 1AA"],
        records_start: "2024",
        interface: Interface::Relationships,
        offers: &[],
        staff: &[],
        places: &[],
    },
    PracticeOrganisation {
        ods_code: ORGANISATION_DATA,
        name: "Organisation Data Terminology",
        setting: Setting::National,
        phone: "01632 960 022",
        address: ["1 Sample Square", "Sampleton", "ZZ99 1AA"],
        records_start: "2024",
        interface: Interface::OrganisationData,
        offers: &[],
        staff: &[],
        places: &[],
    },
    PracticeOrganisation {
        ods_code: SERVICE_DIRECTORY,
        name: "Directory of Healthcare Services",
        setting: Setting::National,
        phone: "01632 960 023",
        address: ["1 Sample Square", "Sampleton", "ZZ99 1AA"],
        records_start: "2024",
        interface: Interface::ServiceDirectory,
        offers: &[],
        staff: &[],
        places: &[],
    },
];
