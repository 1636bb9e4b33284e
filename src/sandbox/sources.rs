//! Writes the sources file of the practice health service: an ordinary one, as for real organisations.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use toml::Value;

use super::organisations::{Interface, PracticeOrganisation, RIVERSIDE, VALE};
use super::server::Server;
use super::tokens::{CLIENT_ID, KEY_ID};
use crate::domain::{Kind, Setting, Takes};

const ONLY_IN_PRACTICE: &str =
    "# In practice mode only: for real people the portal refuses to start with this.\n";

/// What the practice directories take for an application's key: any will do.
pub const DIRECTORY_KEY: &str = "practice-directory-key";

/// Where that key is written, beside the certificate.
pub fn key_file(ca_file: &Path) -> PathBuf {
    ca_file.with_file_name("directory.key")
}

/// The file's text.
pub fn sources_toml<'a>(
    servers: impl Iterator<Item = &'a Server>,
    not_connected: impl Iterator<Item = &'a PracticeOrganisation>,
    ca_file: &Path,
    key_file: &Path,
) -> String {
    let mut file = String::from("# The practice health service: made-up people and organisations.\n");
    let (directories, sources): (Vec<_>, Vec<_>) =
        servers.partition(|server| server.organisation.interface.is_directory());
    for server in sources {
        let organisation = server.organisation;
        let (protocol, approval) = match organisation.interface {
            Interface::GpConnect(_) => ("gp-connect", Some("practice")),
            // Approved and open to an own log-in for practice only: the portal refuses this for real people.
            Interface::Aggregator => ("patient-care-aggregator", Some("practice")),
            Interface::Demographics => ("pds", None),
            Interface::OpenEhr => ("openehr", None),
            Interface::ImmunisationHistory => ("immunisation-history", None),
            Interface::Prescriptions => ("prescriptions-for-patients", Some("practice")),
            Interface::Relationships => ("validated-relationships", None),
            Interface::FhirR4(_)
            | Interface::OrganisationData
            | Interface::ServiceDirectory
            | Interface::NotConnected => ("fhir-r4", None),
        };
        let offers: Vec<_> = organisation.offers.iter().map(|kind| Value::from(kind.slug())).collect();
        file.push_str("\n[[source]]\n");
        head(&mut file, organisation);
        line(&mut file, "protocol", protocol);
        line(&mut file, "base_url", server.base_url.as_str());
        file.push_str(&auth(server, key_file));
        if organisation.interface == Interface::Demographics {
            // People who log in with a password have no national token to exchange.
            file.push_str(ONLY_IN_PRACTICE);
            file.push_str(&format!("changes_{}", signed_jwt(server, key_file)));
        }
        line(&mut file, "patient_identifier_system", "https://fhir.nhs.uk/Id/nhs-number");
        line(&mut file, "records_start", organisation.records_start);
        line(&mut file, "offers", Value::Array(offers));
        line(&mut file, "ca_file", ca_file.to_string_lossy().as_ref());
        line(&mut file, "allow_private_addresses", true);
        if organisation.interface == Interface::ImmunisationHistory {
            let targets = super::immunisations::TARGETS.map(|(name, _)| Value::from(name));
            line(&mut file, "immunisation_targets", Value::Array(targets.to_vec()));
        }
        if let Some(days) = answers_within(organisation.ods_code) {
            line(&mut file, "message_answer_days", days);
        }
        if !organisation.takes().is_empty() {
            let takes = organisation.takes().iter().copied().map(Takes::slug).map(Value::from);
            line(&mut file, "takes", Value::Array(takes.collect()));
        }
        if let Some(approval) = approval {
            line(&mut file, "approval", approval);
        }
        match organisation.interface {
            Interface::GpConnect(_) => {
                line(&mut file, "spine_from", "200000000000");
                line(&mut file, "spine_to", "200000000001");
            }
            Interface::Aggregator | Interface::Prescriptions | Interface::Relationships => {
                file.push_str(ONLY_IN_PRACTICE);
                line(&mut file, "needs_nhs_login", false);
            }
            _ => {}
        }
        if let Some(url) = server.prescriptions_url() {
            file.push_str("\n[[source.interface]]\n");
            line(&mut file, "protocol", "gp-connect-prescriptions");
            line(&mut file, "base_url", url);
            line(&mut file, "offers", Value::Array(vec![Value::from(Kind::Prescriptions.slug())]));
            file.push_str(ONLY_IN_PRACTICE);
            line(&mut file, "needs_nhs_login", false);
        }
        if let Some(book_url) = server.book_url() {
            file.push_str("\n[[source.interface]]\n");
            line(&mut file, "protocol", "gp-connect-appointments");
            line(&mut file, "base_url", book_url);
            file.push_str(&signed_jwt(server, key_file));
            line(&mut file, "offers", Value::Array(vec![Value::from(Kind::Appointments.slug())]));
            file.push_str(ONLY_IN_PRACTICE);
            line(&mut file, "needs_nhs_login", false);
        }
    }
    for organisation in not_connected {
        file.push_str("\n[[not_connected]]\n");
        head(&mut file, organisation);
    }
    for server in directories {
        directory(&mut file, server, ca_file);
    }
    file
}

/// Within how many working days messages are answered; one hospital does not say.
fn answers_within(ods_code: &str) -> Option<i64> {
    match ods_code {
        RIVERSIDE => Some(2),
        VALE => Some(5),
        _ => None,
    }
}

fn directory(file: &mut String, server: &Server, ca_file: &Path) {
    let name = match server.organisation.interface {
        Interface::ServiceDirectory => "services",
        _ => "organisation_data",
    };
    let _ = writeln!(file, "\n[directories.{name}]");
    line(file, "name", server.organisation.name);
    line(file, "ods_code", server.organisation.ods_code);
    line(file, "base_url", server.base_url.as_str());
    let key_file = Value::from(key_file(ca_file).to_string_lossy().as_ref());
    let _ = writeln!(file, "auth = {{ type = \"api-key\", key_file = {key_file} }}");
    line(file, "ca_file", ca_file.to_string_lossy().as_ref());
    line(file, "allow_private_addresses", true);
}

fn auth(server: &Server, key_file: &Path) -> String {
    if !server.organisation.wants_tokens() {
        return "auth = { type = \"none\" }\n".to_owned();
    }
    signed_jwt(server, key_file)
}

fn signed_jwt(server: &Server, key_file: &Path) -> String {
    let (url, key) = (server.tokens.url(), key_file.to_string_lossy());
    let [url, client, key, id] = [url.as_str(), CLIENT_ID, key.as_ref(), KEY_ID].map(Value::from);
    format!(
        "auth = {{ type = \"signed-jwt\", token_url = {url}, client_id = {client}, key_file = {key}, key_id = {id} }}\n"
    )
}

fn head(file: &mut String, organisation: &PracticeOrganisation) {
    let setting = match organisation.setting {
        Setting::Gp => "gp",
        Setting::Hospital => "hospital",
        Setting::Community => "community",
        Setting::National => "national",
    };
    line(file, "name", organisation.name);
    line(file, "ods_code", organisation.ods_code);
    line(file, "setting", setting);
    line(file, "phone", organisation.phone);
}

fn line(file: &mut String, key: &str, value: impl Into<Value>) {
    let _ = writeln!(file, "{key} = {}", value.into());
}
