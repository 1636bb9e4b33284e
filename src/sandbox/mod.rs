//! The practice health service: real HTTPS servers on loopback with made-up people, to learn, to show and to test.

mod aggregator;
mod answers;
mod certificates;
mod demographics;
mod faults;
mod fhir_r4;
mod gp_appointments;
mod gp_connect;
mod gp_prescriptions;
mod gp_sections;
mod immunisations;
mod listener;
pub mod nhs_login;
mod openehr;
mod openid;
mod organisation_data;
mod organisations;
mod page;
mod people;
mod pick;
mod post;
mod prescriptions;
mod records;
mod relationships;
mod request_log;
mod server;
mod service_directory;
mod shelf;
mod sources;
mod staff;
pub mod staff_log_in;
mod switchboard;
mod tokens;

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Datelike, Utc};
use tokio_util::sync::{CancellationToken, DropGuard};

use certificates::Authority;
use organisations::{Interface, ORGANISATIONS};
use records::calendar::Calendar;
use server::Server;

use crate::domain::Clock;
use crate::telling::PracticePost;

pub use faults::{Fault, UnknownFault};
pub use nhs_login::PracticeNhsLogin;
pub use people::PracticePerson;
pub use request_log::LoggedRequest;
pub use staff::{PracticeStaff, staff};
pub use staff_log_in::PracticeStaffLogIn;
pub use switchboard::routes;

/// How to start.
#[derive(Clone, Debug)]
pub struct Options {
    /// Every date in the records is counted from this moment.
    pub now: DateTime<Utc>,
    /// Where `ca.pem`, the certificate that clients are to trust, is written.
    pub folder: PathBuf,
}

/// Why the practice health service could not start.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    #[error("cannot write {0}: {1}")]
    CannotWrite(PathBuf, #[source] io::Error),
    #[error("cannot listen on {0}: {1}")]
    CannotListen(SocketAddr, #[source] io::Error),
    #[error("cannot make a practice certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    #[error("cannot make a practice token: {0}")]
    Token(#[from] jsonwebtoken::errors::Error),
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] rustls::Error),
}

/// No organisation of the practice health service has this code, or it is not connected.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no connected practice organisation has the code {0:?}")]
pub struct UnknownOrganisation(pub String);

/// The running practice health service; it stops when this is dropped.
pub struct Sandbox {
    people: Arc<[PracticePerson]>,
    servers: Vec<Arc<Server>>,
    ca_file: PathBuf,
    key_file: PathBuf,
    when_a_fault_is_set: OnceLock<Box<dyn Fn() + Send + Sync>>,
    post: Arc<PracticePost>,
    _stop: DropGuard,
}

/// Everyone who can log in to practise at this time.
pub fn people_at(now: DateTime<Utc>) -> Vec<PracticePerson> {
    people::people(Calendar { now }.today().year())
}

/// Every resource that an organisation with a FHIR R4 server holds about a person.
#[cfg(test)]
pub fn held(person: &PracticePerson, ods_code: &str, now: DateTime<Utc>) -> Vec<serde_json::Value> {
    let organisation = ORGANISATIONS.iter().find(|one| one.ods_code == ods_code).expect("an organisation");
    let calendar = Calendar { now };
    let record = records::stories::record(person.key, ods_code, &calendar).expect("a record");
    let person = person.clone();
    record.r4(&records::holder::Holder { organisation, person, calendar, base_url: String::new() })
}

/// Starts every server on a free port of loopback.
///
/// # Errors
/// When the certificate cannot be written or a port cannot be had.
pub async fn start(options: Options) -> Result<Sandbox, SandboxError> {
    start_on(options, &[]).await
}

/// Starts the servers on these ports, in the order of the sources file; those left over take free ones.
///
/// # Errors
/// As [`start`].
pub async fn start_on(options: Options, ports: &[u16]) -> Result<Sandbox, SandboxError> {
    let calendar = Calendar { now: options.now };
    let people: Arc<[PracticePerson]> = people::people(calendar.today().year()).into();
    let authority = Authority::new()?;
    let ca_file = options.folder.join("ca.pem");
    let cannot_write = |error| SandboxError::CannotWrite(ca_file.clone(), error);
    std::fs::create_dir_all(&options.folder).map_err(cannot_write)?;
    std::fs::write(&ca_file, &authority.pem).map_err(cannot_write)?;
    std::fs::write(sources::key_file(&ca_file), sources::DIRECTORY_KEY).map_err(cannot_write)?;
    let key_file = options.folder.join("practice-client-key.pem");
    let pem = &tokens::keys::client()?.pem;
    write_key(&key_file, pem).map_err(|error| SandboxError::CannotWrite(key_file.clone(), error))?;
    let stop = CancellationToken::new();
    let guard = stop.clone().drop_guard();
    let mut servers = Vec::new();
    let connected =
        ORGANISATIONS.iter().filter(|organisation| organisation.interface != Interface::NotConnected);
    for (at, organisation) in connected.enumerate() {
        let port = ports.get(at).copied().unwrap_or(0);
        servers.push(Server::start(organisation, port, &authority, &people, calendar, &stop).await?);
    }
    let ca_file = std::path::absolute(&ca_file).unwrap_or(ca_file);
    let key_file = std::path::absolute(&key_file).unwrap_or(key_file);
    let when_a_fault_is_set = OnceLock::new();
    let post = Arc::new(PracticePost::new(Clock::System));
    Ok(Sandbox { people, servers, ca_file, key_file, when_a_fault_is_set, post, _stop: guard })
}

/// For whoever runs the program alone.
fn write_key(path: &Path, pem: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(pem.as_bytes())
}

impl Sandbox {
    /// Everyone who can log in to practise.
    pub fn people(&self) -> &Arc<[PracticePerson]> {
        &self.people
    }

    /// Where letters, texts and emails go in practice mode.
    pub fn post(&self) -> &Arc<PracticePost> {
        &self.post
    }

    /// An ordinary sources file that names every organisation.
    pub fn sources_toml(&self) -> String {
        let not_connected = ORGANISATIONS.iter().filter(|one| one.interface == Interface::NotConnected);
        let servers = self.servers.iter().map(Arc::as_ref);
        sources::sources_toml(servers, not_connected, &self.ca_file, &self.key_file)
    }

    /// Tells `forget` of each fault that is set, so that pages show it at once. Only the first one is told.
    pub fn when_a_fault_is_set(&self, forget: impl Fn() + Send + Sync + 'static) {
        let _ = self.when_a_fault_is_set.set(Box::new(forget));
    }

    /// Sets what goes wrong at an organisation and ends its open connections; returns when they have ended.
    ///
    /// # Errors
    /// When no connected organisation has the code.
    pub async fn set_fault(&self, ods_code: &str, fault: Fault) -> Result<(), UnknownOrganisation> {
        self.server(ods_code)?.switch.set(fault).await;
        if let Some(tell) = self.when_a_fault_is_set.get() {
            tell();
        }
        Ok(())
    }

    /// An organisation's latest requests, the newest first; at most 200 are kept.
    ///
    /// # Errors
    /// When no connected organisation has the code.
    pub fn requests(&self, ods_code: &str, count: usize) -> Result<Vec<LoggedRequest>, UnknownOrganisation> {
        Ok(self.server(ods_code)?.log.latest(count))
    }

    /// The practice NHS login's ID token for a person who has proved who they are; good for an hour.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn nhs_login_token(&self, person: &PracticePerson) -> Result<String, SandboxError> {
        tokens::keys::id_token(person.current_number(), Utc::now().timestamp())
    }

    /// Where an organisation gives tokens; Front Door is known there by what `sources_toml` says.
    ///
    /// # Errors
    /// When no connected organisation has the code.
    pub fn token_url(&self, ods_code: &str) -> Result<String, UnknownOrganisation> {
        Ok(self.server(ods_code)?.tokens.url())
    }

    /// Front Door's practice key, in PEM, as in the file that `sources_toml` names.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn client_key(&self) -> Result<(&'static str, &'static str, &'static str), SandboxError> {
        Ok((tokens::CLIENT_ID, tokens::KEY_ID, tokens::keys::client()?.pem.as_str()))
    }

    /// Makes every access token that an organisation gave run out.
    #[cfg(test)]
    pub fn end_tokens(&self, ods_code: &str) -> Result<(), UnknownOrganisation> {
        self.server(ods_code)?.tokens.end_all();
        Ok(())
    }

    fn server(&self, ods_code: &str) -> Result<&Server, UnknownOrganisation> {
        let found = self.servers.iter().find(|server| server.organisation.ods_code == ods_code);
        found.map(Arc::as_ref).ok_or_else(|| UnknownOrganisation(ods_code.to_owned()))
    }
}

#[cfg(test)]
mod tests;
