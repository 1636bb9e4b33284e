//! What a connector needs to know of one organisation's interface.

use std::path::PathBuf;
use std::sync::Arc;

use url::Url;

use super::aggregator::Aggregator;
use super::fhir_json::NHS_NUMBER_SYSTEM;
use super::fhir_r4::FhirR4;
use super::gp_connect::GpConnect;
use super::gp_connect_appointments::GpConnectAppointments;
use super::gp_connect_prescriptions::GpConnectPrescriptions;
use super::http::{Auth, ByteBudget};
use super::immunisation_history::ImmunisationHistory;
use super::openehr::OpenEhr;
use super::organisation_data::OrganisationData;
use super::pds::Pds;
use super::prescriptions_for_patients::PrescriptionsForPatients;
use super::service_directory::ServiceDirectory;
use super::validated_relationships::ValidatedRelationships;
use super::{Connector, DemographicsService, OrganisationDirectory, RelationshipsService, ServiceFinder};
use crate::domain::{Kinds, Organisation, Takes};
use crate::settings::Protocol;

/// The largest body read from one page of an answer, in bytes.
pub const BODY_CAP: u64 = 10 * 1024 * 1024;
/// The largest file of a letter, in bytes, unless settings say otherwise.
pub const FILE_CAP: u64 = 25 * 1000 * 1000;
/// How many questions one source is asked at the same time.
pub const MAX_CONNECTIONS: usize = 8;

/// One organisation's interface, as the sources file describes it.
#[derive(Clone, Debug)]
pub struct SourceConfig {
    pub organisation: Organisation,
    pub protocol: Protocol,
    pub base_url: Url,
    pub auth: Auth,
    /// National demographics: how changes are sent, where they are sent at all.
    pub changes_auth: Option<Auth>,
    /// The kinds of entry that it shares.
    pub offers: Kinds,
    /// The identifier system by which it knows NHS numbers.
    pub patient_identifier_system: String,
    /// Certificates (PEM) of the authority that signs its certificate, when that is not a public one.
    pub ca_file: Option<PathBuf>,
    /// Our own certificate and key (PEM, both in one file) for sources that ask for one.
    pub client_certificate: Option<PathBuf>,
    /// Whether it may stand at a private or loopback address.
    pub allow_private_addresses: bool,
    pub max_connections: usize,
    /// In bytes, after decompression.
    pub body_cap: u64,
    /// The largest file of a letter, in bytes.
    pub file_cap: u64,
    /// GP Connect: who asks whom on the Spine.
    pub spine: Option<Spine>,
    /// Immunisation history: the vaccine types to ask for; none asks for all.
    pub immunisation_targets: Vec<String>,
    /// FHIR R4: within how many working days it says that it answers messages.
    pub message_answer_days: Option<u32>,
    /// FHIR R4: what its patients may ask of it besides.
    pub takes: Vec<Takes>,
}

impl SourceConfig {
    /// A source with the usual limits, without authentication, that offers everything.
    pub fn new(organisation: Organisation, protocol: Protocol, base_url: Url) -> Self {
        Self {
            organisation,
            protocol,
            base_url,
            auth: Auth::None,
            changes_auth: None,
            offers: Kinds::all(),
            patient_identifier_system: NHS_NUMBER_SYSTEM.into(),
            ca_file: None,
            client_certificate: None,
            allow_private_addresses: false,
            max_connections: MAX_CONNECTIONS,
            body_cap: BODY_CAP,
            file_cap: FILE_CAP,
            spine: None,
            immunisation_targets: Vec::new(),
            message_answer_days: None,
            takes: Vec::new(),
        }
    }
}

/// Who asks whom on the Spine: the accredited system ids of both sides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spine {
    /// Our own, sent as `Ssp-From`.
    pub from: String,
    /// The surgery's, sent as `Ssp-To`.
    pub to: String,
}

/// Why a source's settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CannotConnect {
    #[error("the file {path} could not be read")]
    File { path: PathBuf, source: std::io::Error },
    #[error("the file {path} does not hold what is needed (PEM)")]
    NotPem { path: PathBuf },
    #[error("the address must begin with http:// or https:// and hold no name, password, query or fragment")]
    Address,
    #[error("the HTTP client could not be made")]
    Client,
    #[error("this service holds no record to ask for")]
    HoldsNoRecord,
}

/// Makes the connector that a source's settings describe.
///
/// # Errors
/// [`CannotConnect`] when certificates cannot be read or the address cannot be used.
pub fn connect(config: SourceConfig, budget: ByteBudget) -> Result<Arc<dyn Connector>, CannotConnect> {
    Ok(match config.protocol {
        Protocol::FhirR4 => Arc::new(FhirR4::new(&config, budget)?),
        Protocol::GpConnect => Arc::new(GpConnect::new(&config, budget)?),
        Protocol::GpConnectAppointments => Arc::new(GpConnectAppointments::new(&config, budget)?),
        Protocol::OpenEhr => Arc::new(OpenEhr::new(&config, budget)?),
        Protocol::ImmunisationHistory => Arc::new(ImmunisationHistory::new(&config, budget)?),
        Protocol::PatientCareAggregator => Arc::new(Aggregator::new(&config, budget)?),
        Protocol::PrescriptionsForPatients => Arc::new(PrescriptionsForPatients::new(&config, budget)?),
        Protocol::GpConnectPrescriptions => Arc::new(GpConnectPrescriptions::new(&config, budget)?),
        Protocol::Pds
        | Protocol::ValidatedRelationships
        | Protocol::OrganisationData
        | Protocol::ServiceDirectory => return Err(CannotConnect::HoldsNoRecord),
    })
}

/// Makes the connector to the national demographics service.
///
/// # Errors
/// As [`connect`].
pub fn connect_demographics(
    config: SourceConfig,
    budget: ByteBudget,
) -> Result<Arc<dyn DemographicsService>, CannotConnect> {
    Ok(Arc::new(Pds::new(&config, budget)?))
}

/// As [`connect_demographics`], for both things that the service does: telling who somebody is, and keeping how to
/// reach them.
///
/// # Errors
/// As [`connect`].
pub fn connect_pds(config: SourceConfig, budget: ByteBudget) -> Result<Arc<Pds>, CannotConnect> {
    Ok(Arc::new(Pds::new(&config, budget)?))
}

/// Makes the connector to the Validated Relationships Service.
///
/// # Errors
/// As [`connect`].
pub fn connect_relationships(
    config: SourceConfig,
    budget: ByteBudget,
) -> Result<Arc<dyn RelationshipsService>, CannotConnect> {
    Ok(Arc::new(ValidatedRelationships::new(&config, budget)?))
}

/// Makes the connector to Organisation Data Terminology.
///
/// # Errors
/// As [`connect`].
pub fn connect_organisation_data(
    config: SourceConfig,
    budget: ByteBudget,
) -> Result<Arc<dyn OrganisationDirectory>, CannotConnect> {
    Ok(Arc::new(OrganisationData::new(&config, budget)?))
}

/// Makes the connector to the Directory of Healthcare Services.
///
/// # Errors
/// As [`connect`].
pub fn connect_service_directory(
    config: SourceConfig,
    budget: ByteBudget,
) -> Result<Arc<dyn ServiceFinder>, CannotConnect> {
    Ok(Arc::new(ServiceDirectory::new(&config, budget)?))
}
