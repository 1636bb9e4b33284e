//! The interfaces that there are connectors for, and what each of them brings with it.

use std::fmt;

use serde::Deserialize;

use crate::domain::Kind;

/// The interfaces that there are connectors for.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    /// A hospital's or community service's own FHIR R4 server (UK Core).
    #[serde(rename = "fhir-r4")]
    FhirR4,
    /// GP Connect, Access Record Structured (FHIR STU3).
    GpConnect,
    /// The Patient Care Aggregator (FHIR R4): what hospitals' portals hold.
    PatientCareAggregator,
    /// The Personal Demographics Service (FHIR R4).
    Pds,
    /// A community record behind the openEHR REST API.
    #[serde(rename = "openehr")]
    OpenEhr,
    /// The national immunisation history (FHIR R4).
    ImmunisationHistory,
    /// Prescriptions for Patients (FHIR R4): where each prescription is.
    PrescriptionsForPatients,
    /// GP Connect, patient-facing prescriptions (FHIR R4): what was asked for again at a surgery.
    GpConnectPrescriptions,
    /// The Validated Relationships Service (FHIR R4): who may act for whom nationally.
    ValidatedRelationships,
    /// Organisation Data Terminology (FHIR R4); about nobody, so it is a directory and no source.
    #[serde(skip)]
    OrganisationData,
    /// The Directory of Healthcare Services (OData); about nobody, so it is a directory and no source.
    #[serde(skip)]
    ServiceDirectory,
    /// GP Connect, patient-facing appointments (FHIR STU3): a surgery's appointment book.
    GpConnectAppointments,
}

impl Protocol {
    /// Interfaces that answer to nobody but the patient, with the patient's own national log-in.
    pub fn is_for_the_patient_alone(self) -> bool {
        matches!(
            self,
            Protocol::PatientCareAggregator
                | Protocol::PrescriptionsForPatients
                | Protocol::GpConnectPrescriptions
                | Protocol::GpConnectAppointments
                | Protocol::ValidatedRelationships
        )
    }

    /// Interfaces that hold no part of a record, so that there is nothing to offer.
    pub const fn holds_no_record(self) -> bool {
        matches!(
            self,
            Self::Pds | Self::ValidatedRelationships | Self::OrganisationData | Self::ServiceDirectory
        )
    }

    /// Interfaces that are open to patients only under an approval.
    pub fn needs_approval(self) -> bool {
        matches!(
            self,
            Protocol::GpConnect | Protocol::PatientCareAggregator | Protocol::PrescriptionsForPatients
        )
    }

    /// Whether an interface of this kind can tell of that kind of entry at all.
    pub(super) const fn can_tell(self, kind: Kind) -> bool {
        match self {
            Self::OpenEhr => matches!(kind, Kind::Visits | Kind::TestResults),
            Self::ImmunisationHistory => matches!(kind, Kind::Vaccinations),
            Self::GpConnectAppointments => matches!(kind, Kind::Appointments),
            Self::PrescriptionsForPatients | Self::GpConnectPrescriptions => {
                matches!(kind, Kind::Prescriptions)
            }
            Self::ValidatedRelationships | Self::OrganisationData | Self::ServiceDirectory => false,
            Self::PatientCareAggregator | Self::Pds => {
                !matches!(kind, Kind::Prescriptions | Kind::Details | Kind::Messages)
            }
            // Its structured record has no section for the others.
            Self::GpConnect => !matches!(
                kind,
                Kind::Appointments
                    | Kind::CarePlans
                    | Kind::Prescriptions
                    | Kind::Questionnaires
                    | Kind::Messages
            ),
            Self::FhirR4 => !matches!(kind, Kind::Prescriptions),
        }
    }

    /// As the sources file names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FhirR4 => "fhir-r4",
            Self::GpConnect => "gp-connect",
            Self::PatientCareAggregator => "patient-care-aggregator",
            Self::Pds => "pds",
            Self::OpenEhr => "openehr",
            Self::ImmunisationHistory => "immunisation-history",
            Self::PrescriptionsForPatients => "prescriptions-for-patients",
            Self::GpConnectPrescriptions => "gp-connect-prescriptions",
            Self::ValidatedRelationships => "validated-relationships",
            Self::OrganisationData => "organisation-data-terminology",
            Self::ServiceDirectory => "directory-of-healthcare-services",
            Self::GpConnectAppointments => "gp-connect-appointments",
        }
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
