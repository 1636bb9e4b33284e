//! A further interface of an organisation: a surgery has its record, its appointments and its prescriptions at different
//! addresses.

use std::path::PathBuf;

use serde::Deserialize;
use url::Url;

use super::auth::Auth;
use super::entry::SourceEntry;
use super::protocol::Protocol;
use crate::domain::{Kind, Takes};

/// A further interface of the organisation above it. What it leaves out is as the source has it, but for what it
/// offers and under which approval: those are said of each interface on its own.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub struct InterfaceEntry {
    pub protocol: Protocol,
    pub base_url: Option<Url>,
    pub auth: Option<Auth>,
    pub patient_identifier_system: Option<String>,
    /// The kinds of entry that are asked for here, and of no other interface of the organisation.
    #[serde(default)]
    pub offers: Vec<Kind>,
    /// What is asked of this interface; a source's own is for itself alone.
    #[serde(default)]
    pub takes: Vec<Takes>,
    pub ca_file: Option<PathBuf>,
    pub client_certificate: Option<PathBuf>,
    pub allow_private_addresses: Option<bool>,
    /// As for a source. A source's `true` holds for its interfaces too; its `false` is for itself alone.
    pub needs_nhs_login: Option<bool>,
    pub approval: Option<String>,
    pub answers_for_restricted: Option<bool>,
    pub from_age: Option<u32>,
    pub spine_from: Option<String>,
    pub spine_to: Option<String>,
    pub immunisation_targets: Option<Vec<String>>,
    pub connections: Option<usize>,
}

impl InterfaceEntry {
    /// The interface as if it stood alone.
    pub(super) fn of(&self, source: &SourceEntry) -> SourceEntry {
        let own = self.clone();
        let all = source.clone();
        SourceEntry {
            protocol: own.protocol,
            base_url: own.base_url.unwrap_or(all.base_url),
            auth: own.auth.unwrap_or(all.auth),
            changes_auth: None,
            patient_identifier_system: own.patient_identifier_system.unwrap_or(all.patient_identifier_system),
            offers: own.offers,
            takes: own.takes,
            ca_file: own.ca_file.or(all.ca_file),
            client_certificate: own.client_certificate.or(all.client_certificate),
            allow_private_addresses: own.allow_private_addresses.unwrap_or(all.allow_private_addresses),
            needs_nhs_login: own.needs_nhs_login.or(all.needs_nhs_login.filter(|needs| *needs)),
            approval: own.approval,
            answers_for_restricted: own.answers_for_restricted.unwrap_or(all.answers_for_restricted),
            from_age: own.from_age.or(all.from_age),
            spine_from: own.spine_from.or(all.spine_from),
            spine_to: own.spine_to.or(all.spine_to),
            immunisation_targets: own.immunisation_targets.unwrap_or(all.immunisation_targets),
            connections: own.connections.unwrap_or(all.connections),
            ..all
        }
    }
}
