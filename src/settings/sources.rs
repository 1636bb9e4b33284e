//! The sources file: which organisations are asked, and how.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use crate::domain::{Kind, Kinds, OdsCode, Organisation, PartialDate, Setting};

/// What is wrong with a sources file.
#[derive(Debug, thiserror::Error)]
pub enum SourcesError {
    #[error("the sources file {path} cannot be read: {why}")]
    Unreadable { path: PathBuf, why: std::io::Error },
    /// The message of the parser names the line and what it expected there.
    #[error("the sources file {path} has an error:\n{why}")]
    Malformed { path: PathBuf, why: String },
    #[error("the sources file {path} has an error: {why}")]
    Meaningless { path: PathBuf, why: String },
}

/// A whole sources file.
#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields)]
pub struct SourcesFile {
    /// The organisations that are asked, in the order in which pages list them.
    #[serde(default)]
    pub source: Vec<SourceEntry>,
    /// Organisations that people may be known to and that cannot be asked yet; pages say so.
    #[serde(default)]
    pub not_connected: Vec<UnconnectedEntry>,
}

/// One organisation that is asked.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// As people know it: "Hill Street Surgery".
    pub name: String,
    /// Its code in the Organisation Data Service.
    pub ods_code: OdsCode,
    /// `gp`, `hospital`, `community` or `national`.
    pub setting: Setting,
    /// Which interface it has.
    pub protocol: Protocol,
    /// The address its interface begins with.
    pub base_url: Url,
    /// Shown wherever something of it is missing.
    pub phone: Option<String>,
    /// How Front Door shows who it is. Default: `{ type = "none" }`.
    #[serde(default)]
    pub auth: Auth,
    /// The system of the NHS number in its patients' identifiers.
    #[serde(default = "nhs_number_system")]
    pub patient_identifier_system: String,
    /// Since when its online records run: a year, month or day.
    pub records_start: Option<PartialDate>,
    /// The kinds of entry it shares online; national services leave this out.
    #[serde(default)]
    pub offers: Vec<Kind>,
    /// Certificates to trust for it besides the usual ones (PEM).
    pub ca_file: Option<PathBuf>,
    /// Our certificate and key for it (PEM).
    pub client_certificate: Option<PathBuf>,
    /// Whether its address may be within a private network; checked when connecting. Default: no.
    #[serde(default)]
    pub allow_private_addresses: bool,
    /// It answers only to the patient's own national log-in. Default: yes for the Patient Care Aggregator, where only
    /// practice mode may say no; no for all others.
    pub needs_nhs_login: Option<bool>,
    /// The approval under which patients may see what it holds; GP Connect and the Patient Care Aggregator stay off
    /// without one.
    pub approval: Option<String>,
    /// It may be asked about people whose record is restricted. Default: no.
    #[serde(default)]
    pub answers_for_restricted: bool,
    /// It does not share online with people younger than this, in years.
    pub from_age: Option<u32>,
    /// GP Connect only: our accredited system id, sent as `Ssp-From`.
    pub spine_from: Option<String>,
    /// GP Connect only: the surgery's accredited system id, sent as `Ssp-To`.
    pub spine_to: Option<String>,
    /// Immunisation history only: the vaccine types to ask for, as the service names them. Default: all.
    #[serde(default)]
    pub immunisation_targets: Vec<String>,
    /// How many questions may be under way to it at one time.
    #[serde(default = "connections")]
    pub connections: usize,
}

/// One organisation that cannot be asked.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct UnconnectedEntry {
    pub name: String,
    pub ods_code: OdsCode,
    pub setting: Setting,
    pub phone: Option<String>,
}

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
}

impl Protocol {
    /// Interfaces that answer to nobody but the patient, with the patient's own national log-in.
    pub fn is_for_the_patient_alone(self) -> bool {
        self == Protocol::PatientCareAggregator
    }

    /// Interfaces that are open to patients only under an approval.
    pub fn needs_approval(self) -> bool {
        matches!(self, Protocol::GpConnect | Protocol::PatientCareAggregator)
    }
}

/// How Front Door shows who it is. A secret is named by the file or the environment variable that holds it.
#[derive(Deserialize, Debug, Default)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Auth {
    #[default]
    None,
    Bearer {
        token_file: Option<PathBuf>,
        token_env: Option<String>,
    },
    Basic {
        user: String,
        password_file: Option<PathBuf>,
        password_env: Option<String>,
    },
    ClientCredentials {
        token_url: Url,
        client_id: String,
        secret_file: Option<PathBuf>,
        secret_env: Option<String>,
        scope: Option<String>,
    },
}

fn nhs_number_system() -> String {
    "https://fhir.nhs.uk/Id/nhs-number".to_owned()
}

const fn connections() -> usize {
    8
}

impl SourcesFile {
    /// # Errors
    /// Names the file, the line and what was expected there.
    pub fn read(path: &Path) -> Result<Self, SourcesError> {
        let text = std::fs::read_to_string(path)
            .map_err(|why| SourcesError::Unreadable { path: path.to_owned(), why })?;
        Self::parse(&text, path)
    }

    /// Reads the text of a sources file; `path` is for messages.
    ///
    /// # Errors
    /// As [`SourcesFile::read`].
    pub fn parse(text: &str, path: &Path) -> Result<Self, SourcesError> {
        let file: Self = toml::from_str(text)
            .map_err(|why| SourcesError::Malformed { path: path.to_owned(), why: why.to_string() })?;
        file.check().map_err(|why| SourcesError::Meaningless { path: path.to_owned(), why })?;
        Ok(file)
    }

    /// Refuses what only the made-up organisations of practice mode may say; `path` is for messages.
    ///
    /// # Errors
    /// Names the organisation.
    pub fn check_for_real_people(&self, path: &Path) -> Result<(), SourcesError> {
        let wrong =
            |source: &&SourceEntry| source.protocol.is_for_the_patient_alone() && !source.needs_nhs_login();
        let Some(source) = self.source.iter().find(wrong) else { return Ok(()) };
        let why = format!(
            "{}: it answers only to the patient's own national log-in; needs_nhs_login = false is for practice mode",
            source.name
        );
        Err(SourcesError::Meaningless { path: path.to_owned(), why })
    }

    fn check(&self) -> Result<(), String> {
        let mut codes = HashSet::new();
        let sources = self.source.iter().map(|source| (&source.ods_code, &source.name));
        let others = self.not_connected.iter().map(|other| (&other.ods_code, &other.name));
        for (code, name) in sources.chain(others) {
            if name.trim().is_empty() {
                return Err(format!("the organisation {code} has no name"));
            }
            if !codes.insert(code) {
                return Err(format!("the organisation {code} ({name}) is listed twice"));
            }
        }
        for source in &self.source {
            source.check().map_err(|why| format!("{}: {why}", source.name))?;
        }
        Ok(())
    }
}

impl Protocol {
    /// Whether an interface of this kind can tell of that kind of entry at all.
    const fn can_tell(self, kind: Kind) -> bool {
        match self {
            Self::OpenEhr => matches!(kind, Kind::Visits | Kind::TestResults),
            Self::ImmunisationHistory => matches!(kind, Kind::Vaccinations),
            _ => true,
        }
    }
}

impl SourceEntry {
    fn check(&self) -> Result<(), String> {
        if !matches!(self.base_url.scheme(), "http" | "https") || self.base_url.cannot_be_a_base() {
            return Err("base_url must begin with http or https".to_owned());
        }
        if self.protocol != Protocol::Pds && self.offers.is_empty() {
            return Err("offers must name at least one kind of entry, such as [\"appointments\"]".to_owned());
        }
        if let Some(kind) = self.offers.iter().find(|kind| !self.protocol.can_tell(**kind)) {
            return Err(format!(
                "offers names {}, which cannot be asked for with this protocol",
                kind.slug()
            ));
        }
        if self.protocol == Protocol::GpConnect && (self.spine_from.is_none() || self.spine_to.is_none()) {
            return Err("gp-connect needs spine_from and spine_to, the accredited system ids of both sides"
                .to_owned());
        }
        if self.connections == 0 {
            return Err("connections must be at least 1".to_owned());
        }
        match &self.auth {
            Auth::Bearer { token_file, token_env } => one_of(token_file, token_env, "token"),
            Auth::Basic { password_file, password_env, .. } => {
                one_of(password_file, password_env, "password")
            }
            Auth::ClientCredentials { secret_file, secret_env, .. } => {
                one_of(secret_file, secret_env, "secret")
            }
            Auth::None => Ok(()),
        }
    }

    pub fn needs_nhs_login(&self) -> bool {
        self.needs_nhs_login.unwrap_or(self.protocol.is_for_the_patient_alone())
    }

    pub fn kinds(&self) -> Kinds {
        self.offers.iter().copied().collect()
    }

    pub fn organisation(&self) -> Organisation {
        Organisation {
            ods_code: self.ods_code.clone(),
            name: self.name.clone(),
            setting: self.setting,
            phone: self.phone.clone(),
            records_start: self.records_start,
        }
    }
}

impl UnconnectedEntry {
    pub fn organisation(&self) -> Organisation {
        Organisation {
            ods_code: self.ods_code.clone(),
            name: self.name.clone(),
            setting: self.setting,
            phone: self.phone.clone(),
            records_start: None,
        }
    }
}

fn one_of(file: &Option<PathBuf>, env: &Option<String>, what: &str) -> Result<(), String> {
    match (file, env) {
        (Some(_), None) | (None, Some(_)) => Ok(()),
        _ => Err(format!("auth must name either {what}_file or {what}_env")),
    }
}

/// Reads a secret from the file or the environment variable that holds it.
///
/// # Errors
/// Says which file or variable is missing or empty; never the secret.
pub fn read_secret(file: Option<&Path>, env: Option<&str>) -> Result<SecretString, String> {
    let text = match (file, env) {
        (Some(file), _) => std::fs::read_to_string(file)
            .map_err(|why| format!("{} cannot be read: {why}", file.display()))?,
        (None, Some(name)) => std::env::var(name).map_err(|_| format!("the variable {name} is not set"))?,
        (None, None) => return Err("no secret is named".to_owned()),
    };
    let text = text.trim();
    if text.is_empty() { Err("the secret is empty".to_owned()) } else { Ok(SecretString::from(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
[[source]]
name = "Riverside Hospital"
ods_code = "RX1"
setting = "hospital"
protocol = "fhir-r4"
base_url = "https://fhir.riverside.example/r4"
phone = "01632 960 001"
offers = ["appointments", "test-results"]
records_start = "2015-04"
"#;

    fn error_of(text: &str) -> String {
        SourcesFile::parse(text, Path::new("sources.toml")).expect_err("a file with an error").to_string()
    }

    #[test]
    fn a_good_file_is_read() {
        let file = SourcesFile::parse(GOOD, Path::new("sources.toml")).expect("a good file");
        assert_eq!(file.source.len(), 1);
        assert!(file.source[0].kinds().contains(Kind::TestResults));
        assert!(!file.source[0].allow_private_addresses);
    }

    const AGGREGATOR: &str = r#"
[[source]]
name = "Patient Care Aggregator"
ods_code = "X98"
setting = "national"
protocol = "patient-care-aggregator"
base_url = "https://api.service.nhs.uk/patient-care-aggregator-api"
offers = ["appointments", "letters"]
"#;

    #[test]
    fn the_aggregator_needs_nhs_login_unless_practice_mode_says_otherwise() {
        let path = Path::new("sources.toml");
        let read = |text: &str| SourcesFile::parse(text, path).expect("a good file");
        let usual = read(AGGREGATOR);
        assert!(usual.source[0].needs_nhs_login() && usual.check_for_real_people(path).is_ok());
        let practice = read(&format!("{AGGREGATOR}needs_nhs_login = false\n"));
        assert!(!practice.source[0].needs_nhs_login());
        let refused = practice.check_for_real_people(path).expect_err("a refusal").to_string();
        assert!(
            refused.contains("Patient Care Aggregator") && refused.contains("practice mode"),
            "{refused}"
        );
        let hospital = read(&format!("{GOOD}needs_nhs_login = false\n"));
        assert!(hospital.check_for_real_people(path).is_ok() && !read(GOOD).source[0].needs_nhs_login());
    }

    #[test]
    fn an_error_names_the_line_and_what_is_expected() {
        let wrong = error_of(&GOOD.replace("\"hospital\"", "\"castle\""));
        assert!(
            wrong.contains("line 5") && wrong.contains("castle") && wrong.contains("community"),
            "{wrong}"
        );
        let unknown = error_of(&format!("{GOOD}\nfone = \"1\"\n"));
        assert!(unknown.contains("fone") && unknown.contains("phone"), "{unknown}");
        let missing = error_of(&GOOD.replace("ods_code = \"RX1\"\n", ""));
        assert!(missing.contains("ods_code"), "{missing}");
    }

    #[test]
    fn every_example_that_we_publish_is_a_good_file() {
        let pages = [include_str!("../../README.md"), include_str!("../../docs/operations.md")];
        let blocks: Vec<_> = pages
            .iter()
            .flat_map(|page| page.split("```toml").skip(1))
            .filter_map(|after| after.split("```").next())
            .filter(|block| block.contains("[[source]]"))
            .collect();
        assert!(blocks.len() >= 3, "{}", blocks.len());
        for block in &blocks {
            let file = SourcesFile::parse(block, Path::new("example.toml"));
            assert!(file.is_ok_and(|file| !file.source.is_empty()), "{block}");
        }
        for protocol in ["openehr", "immunisation-history"] {
            let wanted = format!("protocol = \"{protocol}\"");
            assert!(blocks.iter().any(|block| block.contains(&wanted)), "{protocol}");
        }
    }

    #[test]
    fn a_file_that_makes_no_sense_is_refused_in_words() {
        assert!(error_of(&format!("{GOOD}{GOOD}")).contains("listed twice"));
        assert!(error_of(&GOOD.replace("https://", "ftp://")).contains("base_url"));
        assert!(error_of(&GOOD.replace("[\"appointments\", \"test-results\"]", "[]")).contains("offers"));
        let basic = format!("{GOOD}auth = {{ type = \"basic\", user = \"front-door\" }}\n");
        assert!(error_of(&basic).contains("password_file or password_env"));
        for protocol in ["openehr", "immunisation-history"] {
            let other = error_of(&GOOD.replace("fhir-r4", protocol));
            assert!(other.contains("offers names appointments"), "{other}");
        }
        let bearer = format!("{GOOD}auth = {{ type = \"bearer\" }}\n");
        assert!(error_of(&bearer).contains("token_file or token_env"));
    }
}
