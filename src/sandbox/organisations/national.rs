//! The national services, which have no staff or places of their own.

use super::{Interface, PracticeOrganisation};
use crate::domain::{Kind, Setting};

/// What they have in common.
const NATIONAL: PracticeOrganisation = PracticeOrganisation {
    ods_code: "",
    name: "",
    setting: Setting::National,
    phone: "",
    address: ["1 Sample Square", "Sampleton", "ZZ99 1AA"],
    records_start: "",
    interface: Interface::NotConnected,
    offers: &[],
    staff: &[],
    places: &[],
};

pub(super) const PRESCRIPTIONS: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::PRESCRIPTIONS,
    name: "Prescriptions for Patients",
    phone: "01632 960 012",
    records_start: "2024",
    interface: Interface::Prescriptions,
    offers: &[Kind::Prescriptions],
    ..NATIONAL
};

pub(super) const IMMUNISATIONS: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::IMMUNISATIONS,
    name: "Immunisation history",
    phone: "01632 960 010",
    records_start: "2020-12",
    interface: Interface::ImmunisationHistory,
    offers: &[Kind::Vaccinations],
    ..NATIONAL
};

pub(super) const AGGREGATOR: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::AGGREGATOR,
    name: "Patient Care Aggregator",
    phone: "01632 960 008",
    records_start: "2019",
    interface: Interface::Aggregator,
    offers: &[Kind::Appointments, Kind::Letters, Kind::Referrals, Kind::CarePlans, Kind::Questionnaires],
    ..NATIONAL
};

pub(super) const DEMOGRAPHICS: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::DEMOGRAPHICS,
    name: "Personal Demographics Service",
    phone: "01632 960 009",
    records_start: "1996",
    interface: Interface::Demographics,

    ..NATIONAL
};

pub(super) const RELATIONSHIPS: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::RELATIONSHIPS,
    name: "Validated Relationships Service",
    phone: "01632 960 021",
    records_start: "2024",
    interface: Interface::Relationships,

    ..NATIONAL
};

pub(super) const ORGANISATION_DATA: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::ORGANISATION_DATA,
    name: "Organisation Data Terminology",
    phone: "01632 960 022",
    records_start: "2024",
    interface: Interface::OrganisationData,

    ..NATIONAL
};

pub(super) const SERVICE_DIRECTORY: PracticeOrganisation = PracticeOrganisation {
    ods_code: super::SERVICE_DIRECTORY,
    name: "Directory of Healthcare Services",
    phone: "01632 960 023",
    records_start: "2024",
    interface: Interface::ServiceDirectory,

    ..NATIONAL
};
