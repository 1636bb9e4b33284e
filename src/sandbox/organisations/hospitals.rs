//! The hospitals, one of which is not connected.

use super::{Interface, Place, PracticeOrganisation, Searches, Worker};
use crate::domain::{Kind, Setting};

pub(super) const RIVERSIDE: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::RIVERSIDE,
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
        Kind::Questionnaires,
        Kind::Details,
        Kind::Messages,
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
        Place { key: "clinic-4", name: "Clinic 4", line: "Level 1, East Wing", phone: Some("01632 960 011") },
        Place { key: "heart", name: "Heart Centre", line: "Level 2, West Wing", phone: None },
        Place { key: "ward-7", name: "Ward 7", line: "Level 3, Main Building", phone: Some("01632 960 017") },
        Place { key: "sleep", name: "Sleep Laboratory", line: "Level 0, West Wing", phone: None },
    ],
};

pub(super) const NORTHFIELD: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::NORTHFIELD,
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
        Kind::Details,
        Kind::Messages,
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
        Place { key: "children", name: "Children’s Unit", line: "Level 1", phone: Some("01632 960 014") },
    ],
};

pub(super) const EASTMOOR: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::EASTMOOR,
    name: "Eastmoor Hospital",
    setting: Setting::Hospital,
    phone: "01632 960 005",
    address: ["Moor Road", "Eastmoor", "ZZ99 4EE"],
    records_start: "2001",
    interface: Interface::NotConnected,
    offers: &[],
    staff: &[],
    places: &[],
};
