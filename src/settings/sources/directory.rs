//! The national directories in the sources file: of organisations, and of places to go to. They are about nobody.

use std::path::PathBuf;

use serde::Deserialize;
use url::Url;

use super::auth::Auth;
use super::entry::connections;
use super::place::{Place, Wrong};
use super::protocol::Protocol;
use crate::domain::{OdsCode, Organisation, Setting};

/// The directories that are asked; each may be left out.
#[derive(Deserialize, Clone, Debug, Default)]
#[serde(deny_unknown_fields)]
pub struct Directories {
    /// Organisation Data Terminology (FHIR R4): what an organisation is called, where it is, whether it has closed.
    pub organisation_data: Option<DirectoryEntry>,
    /// The Directory of Healthcare Services (version 3): pharmacies, surgeries and urgent care near a postcode.
    pub services: Option<DirectoryEntry>,
}

/// One directory.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub struct DirectoryEntry {
    /// As people know it: "Directory of Healthcare Services".
    pub name: String,
    /// Any code that nothing else in the file has; the log speaks of it by this.
    pub ods_code: OdsCode,
    /// The address its interface begins with.
    pub base_url: Url,
    /// How Front Door shows who it is. Default: `{ type = "none" }`; the national ones want an `api-key`.
    #[serde(default)]
    pub auth: Auth,
    /// Certificates to trust for it besides the usual ones (PEM).
    pub ca_file: Option<PathBuf>,
    /// Our certificate and key for it (PEM).
    pub client_certificate: Option<PathBuf>,
    /// Whether its address may be within a private network; checked when connecting. Default: no.
    #[serde(default)]
    pub allow_private_addresses: bool,
    /// How many questions may be under way to it at one time.
    #[serde(default = "connections")]
    pub connections: usize,
}

impl Directories {
    /// Those that are configured, each with its name in the file.
    pub fn all(&self) -> impl Iterator<Item = (Protocol, &'static str, &DirectoryEntry)> {
        let organisations = self.organisation_data.as_ref();
        let organisations =
            organisations.map(|entry| (Protocol::OrganisationData, "organisation_data", entry));
        let services = self.services.as_ref().map(|entry| (Protocol::ServiceDirectory, "services", entry));
        organisations.into_iter().chain(services)
    }

    pub(super) fn check(&self) -> Result<(), Wrong> {
        for (_, name, entry) in self.all() {
            entry.check().map_err(|why| Wrong {
                place: Place::Directory(name),
                why: format!("directories.{name}: {why}"),
            })?;
        }
        Ok(())
    }
}

impl DirectoryEntry {
    fn check(&self) -> Result<(), String> {
        if !matches!(self.base_url.scheme(), "http" | "https") || self.base_url.cannot_be_a_base() {
            return Err("base_url must begin with http or https".to_owned());
        }
        if self.connections == 0 {
            return Err("connections must be at least 1".to_owned());
        }
        self.auth.check()
    }

    pub fn organisation(&self) -> Organisation {
        Organisation {
            ods_code: self.ods_code.clone(),
            name: self.name.clone(),
            setting: Setting::National,
            phone: None,
            records_start: None,
        }
    }
}
