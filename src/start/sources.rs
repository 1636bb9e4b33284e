//! Makes connectors of what the sources file says.

use std::sync::Arc;

use super::auth::auth;
use crate::connectors::{
    self, ByteBudget, CannotConnect, Connector, DemographicsService, SourceConfig, Spine,
};
use crate::domain::Organisation;
use crate::gather::{Rules, Source};
use crate::settings::{Protocol, Settings, SourceEntry, SourcesFile};

/// What in the sources file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    #[error("{name}: {why}")]
    CannotConnect { name: String, why: CannotConnect },
    #[error("{name}: the secret of auth cannot be had: {why}")]
    Secret { name: String, why: String },
    #[error("{0}: two sources have the protocol \"pds\", and there can be one")]
    TwoDemographics(String),
}

/// What comes of one interface in the sources file.
pub enum Connected {
    Source(Arc<dyn Connector>),
    Demographics(Arc<dyn DemographicsService>),
}

/// Everyone who can be asked.
pub struct Everyone {
    pub sources: Vec<Source>,
    pub not_connected: Vec<Organisation>,
    pub demographics: Option<(Organisation, Arc<dyn DemographicsService>)>,
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
    let mut everyone = Everyone { sources: Vec::new(), not_connected, demographics: None };
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
                    if everyone.demographics.replace((entry.organisation(), service)).is_some() {
                        return Err(SourceError::TwoDemographics(entry.name.clone()));
                    }
                }
            }
        }
        everyone.sources.extend(source);
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
    let config = SourceConfig {
        organisation: entry.organisation(),
        protocol: entry.protocol,
        base_url: entry.base_url.clone(),
        auth: auth(&entry.auth).map_err(|why| SourceError::Secret { name: entry.name.clone(), why })?,
        offers: entry.kinds(),
        patient_identifier_system: entry.patient_identifier_system.clone(),
        ca_file: entry.ca_file.clone(),
        client_certificate: entry.client_certificate.clone(),
        allow_private_addresses: entry.allow_private_addresses,
        max_connections: entry.connections,
        body_cap: settings.answer_bytes,
        spine: spine(entry),
        immunisation_targets: entry.immunisation_targets.clone(),
    };
    let connected = match entry.protocol {
        Protocol::Pds => {
            connectors::connect_demographics(config, budget.clone()).map(Connected::Demographics)
        }
        _ => connectors::connect(config, budget.clone()).map(Connected::Source),
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
    }
}

/// GP Connect's structured record is approved for direct care, the Aggregator for the NHS App; neither in general for
/// patients.
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
