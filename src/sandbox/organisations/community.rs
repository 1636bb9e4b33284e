//! Care in the community.

use super::{Interface, Place, PracticeOrganisation, Searches, Worker};
use crate::domain::{Kind, Setting};

pub(super) const VALE: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::VALE,
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
        Kind::Details,
        Kind::Messages,
    ],
    staff: &[
        Worker { key: "physio", prefix: "Ms", given: "Hannah", family: "Bright", role: "Physiotherapist" },
        Worker { key: "nurse", prefix: "Mr", given: "Kofi", family: "Mensah", role: "Community nurse" },
    ],
    places: &[
        Place { key: "market", name: "Market Place clinic", line: "5 Market Place", phone: None },
        Place { key: "home", name: "Your home", line: "", phone: None },
        Place { key: "school", name: "School visit", line: "", phone: None },
    ],
};

pub(super) const HARBOUR: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::HARBOUR,
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
};
