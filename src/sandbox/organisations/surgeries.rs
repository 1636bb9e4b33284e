//! The GP surgeries, each with the system of another supplier.

use super::{Dialect, Interface, Place, PracticeOrganisation, Worker};
use crate::domain::{Kind, Setting};

const GP_KINDS: &[Kind] = &[
    Kind::Medicines,
    Kind::Allergies,
    Kind::Conditions,
    Kind::TestResults,
    Kind::Vaccinations,
    Kind::Visits,
    Kind::Referrals,
    Kind::Details,
];

pub(super) const HILL_STREET: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::HILL_STREET,
    name: "Hill Street Surgery",
    setting: Setting::Gp,
    phone: "01632 960 002",
    address: ["2 Hill Street", "Market Sample", "ZZ99 3VZ"],
    records_start: "1998",
    interface: Interface::GpConnect(Dialect::Emis),
    offers: GP_KINDS,
    staff: &[
        Worker { key: "gp", prefix: "Dr", given: "Amara", family: "Okafor", role: "General practitioner" },
        Worker { key: "nurse", prefix: "Mrs", given: "Jo", family: "Lindley", role: "Practice nurse" },
        Worker { key: "pharmacist", prefix: "Mr", given: "Wei", family: "Zhang", role: "Pharmacist" },
    ],
    places: &[Place { key: "main", name: "Hill Street Surgery", line: "2 Hill Street", phone: None }],
};

pub(super) const MILL_LANE: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::MILL_LANE,
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
};
