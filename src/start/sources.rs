//! Makes connectors of what the sources file says.

use std::sync::Arc;

use super::auth::auth;
use crate::connectors::pds::Pds;
use crate::connectors::{
    self, ByteBudget, CannotConnect, Connector, ContactService, DemographicsService, OrganisationDirectory,
    RelationshipsService, ServiceFinder, SourceConfig, Spine,
};
use crate::domain::{Kind, Kinds, Organisation};
use crate::gather::{Rules, Source};
use crate::settings::{DirectoryEntry, Protocol, Settings, SourceEntry, SourcesFile};

/// What in the sources file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    #[error("{name}: {why}")]
    CannotConnect { name: String, why: CannotConnect },
    #[error("{name}: the secret of auth cannot be had: {why}")]
    Secret { name: String, why: String },
}

/// What comes of one interface in the sources file.
pub enum Connected {
    Source(Arc<dyn Connector>),
    Demographics(Arc<Pds>),
    Relationships(Arc<dyn RelationshipsService>),
}

/// What comes of one of the national directories.
pub enum Directory {
    Organisations(Arc<dyn OrganisationDirectory>),
    Services(Arc<dyn ServiceFinder>),
}

/// Everyone who can be asked.
pub struct Everyone {
    pub sources: Vec<Source>,
    pub not_connected: Vec<Organisation>,
    pub demographics: Option<(Organisation, Arc<dyn DemographicsService>)>,
    pub contact_details: Option<Arc<dyn ContactService>>,
    /// And whether it answers only to the patient's own national log-in.
    pub relationships: Option<(Organisation, Arc<dyn RelationshipsService>, bool)>,
    pub organisations: Option<Arc<dyn OrganisationDirectory>>,
    pub services: Option<Arc<dyn ServiceFinder>>,
}

/// The bytes that all answers being read may take together.
pub fn budget(settings: &Settings) -> ByteBudget {
    ByteBudget::new(settings.reading_bytes)
}

/// # Errors
/// The first entry that cannot be used.
pub fn everyone(file: &SourcesFile, settings: &Settings) -> Result<Everyone, SourceError> {
    let budget = budget(settings);
    let not_connected = file.not_connected.iter().map(|other| other.organisation()).collect();
    let mut everyone = Everyone {
        sources: Vec::new(),
        not_connected,
        demographics: None,
        contact_details: None,
        relationships: None,
        organisations: None,
        services: None,
    };
    for entry in &file.source {
        let mut source = None;
        for interface in entry.interfaces() {
            match connect(&interface, &budget, settings)? {
                Connected::Source(connector) => {
                    let (offers, rules) = (interface.kinds(), rules(&interface));
                    source = Some(match source {
                        None => Source::new(entry.organisation(), offers, rules, connector),
                        Some(source) => Source::with_interface(source, offers, rules, connector),
                    });
                }
                Connected::Demographics(service) => {
                    everyone.contact_details = Some(service.clone());
                    let rules = Rules { is_demographics: true, ..rules(&interface) };
                    let details = Kinds::just(Kind::Details);
                    source = Some(Source::new(entry.organisation(), details, rules, service.clone()));
                    everyone.demographics = Some((entry.organisation(), service));
                }
                Connected::Relationships(service) => {
                    let needs_nhs_login = interface.needs_nhs_login();
                    everyone.relationships = Some((entry.organisation(), service, needs_nhs_login));
                }
            }
        }
        everyone.sources.extend(source);
    }
    for (protocol, _, entry) in file.directories.all() {
        match connect_directory(protocol, entry, &budget, settings)? {
            Directory::Organisations(directory) => everyone.organisations = Some(directory),
            Directory::Services(directory) => everyone.services = Some(directory),
        }
    }
    Ok(everyone)
}

/// Connects one of [`SourceEntry::interfaces`].
///
/// # Errors
/// What in the entry cannot be used: a certificate, a secret.
pub fn connect(
    entry: &SourceEntry,
    budget: &ByteBudget,
    settings: &Settings,
) -> Result<Connected, SourceError> {
    let named = |why| SourceError::CannotConnect { name: entry.name.clone(), why };
    let no_secret = |why| SourceError::Secret { name: entry.name.clone(), why };
    let config = SourceConfig {
        organisation: entry.organisation(),
        protocol: entry.protocol,
        base_url: entry.base_url.clone(),
        auth: auth(&entry.auth).map_err(no_secret)?,
        changes_auth: entry.changes_auth.as_ref().map(auth).transpose().map_err(no_secret)?,
        offers: entry.kinds(),
        patient_identifier_system: entry.patient_identifier_system.clone(),
        ca_file: entry.ca_file.clone(),
        client_certificate: entry.client_certificate.clone(),
        allow_private_addresses: entry.allow_private_addresses,
        max_connections: entry.connections,
        body_cap: settings.answer_bytes,
        file_cap: settings.letter_bytes,
        spine: spine(entry),
        immunisation_targets: entry.immunisation_targets.clone(),
        message_answer_days: entry.message_answer_days,
        takes: entry.takes.clone(),
    };
    let connected = match entry.protocol {
        Protocol::Pds => connectors::connect_pds(config, budget.clone()).map(Connected::Demographics),
        Protocol::ValidatedRelationships => {
            connectors::connect_relationships(config, budget.clone()).map(Connected::Relationships)
        }
        _ => connectors::connect(config, budget.clone()).map(Connected::Source),
    };
    connected.map_err(named)
}

/// Connects one of the directories.
///
/// # Errors
/// As [`connect`].
pub fn connect_directory(
    protocol: Protocol,
    entry: &DirectoryEntry,
    budget: &ByteBudget,
    settings: &Settings,
) -> Result<Directory, SourceError> {
    let named = |why| SourceError::CannotConnect { name: entry.name.clone(), why };
    let config = SourceConfig {
        auth: auth(&entry.auth).map_err(|why| SourceError::Secret { name: entry.name.clone(), why })?,
        ca_file: entry.ca_file.clone(),
        client_certificate: entry.client_certificate.clone(),
        allow_private_addresses: entry.allow_private_addresses,
        max_connections: entry.connections,
        body_cap: settings.answer_bytes,
        file_cap: settings.letter_bytes,
        ..SourceConfig::new(entry.organisation(), protocol, entry.base_url.clone())
    };
    let connected = match protocol {
        Protocol::ServiceDirectory => {
            connectors::connect_service_directory(config, budget.clone()).map(Directory::Services)
        }
        _ => connectors::connect_organisation_data(config, budget.clone()).map(Directory::Organisations),
    };
    connected.map_err(named)
}

fn spine(entry: &SourceEntry) -> Option<Spine> {
    Some(Spine { from: entry.spine_from.clone()?, to: entry.spine_to.clone()? })
}

fn rules(entry: &SourceEntry) -> Rules {
    Rules {
        needs_nhs_login: entry.needs_nhs_login(),
        needs_hospital_log_in: entry.needs_hospital_log_in(),
        lacks_approval: lacks_approval(entry),
        answers_for_restricted: entry.answers_for_restricted,
        from_age: entry.from_age,
        is_demographics: false,
    }
}

/// GP Connect's structured record is approved for direct care, the Aggregator and Prescriptions for Patients for the NHS
/// App; none of them in general for patients.
pub fn lacks_approval(entry: &SourceEntry) -> bool {
    entry.protocol.needs_approval() && entry.approval.as_deref().is_none_or(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn rules_of(more: &str) -> Rules {
        let text = format!(
            "[[source]]\nname = \"Patient Care Aggregator\"\nods_code = \"X98\"\nsetting = \"national\"\n\
             protocol = \"patient-care-aggregator\"\noffers = [\"appointments\"]\n\
             base_url = \"https://api.example/patient-care-aggregator-api\"\n{more}\n"
        );
        let file = SourcesFile::parse(&text, Path::new("sources.toml")).expect("a good file");
        rules(&file.source[0])
    }

    #[test]
    fn the_aggregator_is_not_asked_with_an_own_log_in_nor_without_its_approval() {
        let bare = rules_of("");
        assert!(bare.needs_nhs_login && bare.lacks_approval);
        let approved = rules_of("approval = \"NHS England, 12 March 2027\"");
        assert!(approved.needs_nhs_login && !approved.lacks_approval);
        assert!(rules_of("approval = \" \"").lacks_approval);
        assert!(!rules_of("approval = \"practice\"\nneeds_nhs_login = false").needs_nhs_login);
    }
}
