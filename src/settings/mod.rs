//! Every setting with its default, from the environment (or the command line) and the sources file.

mod ages;
mod database_url;
mod nhs_login;
mod recommended;
mod sources;
mod telling;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use ipnet::IpNet;
use url::Url;

pub use ages::AgeSettings;
pub use database_url::DatabaseUrl;
pub use nhs_login::NhsLoginSettings;
pub use recommended::{Advice, Differs};
pub use sources::{
    Auth, Directories, DirectoryEntry, InterfaceEntry, Protocol, SignedJwtAuth, SmartAuth, SourceEntry,
    SourcesError, SourcesFile, StaffLogInEntry, TokenExchangeAuth, UnconnectedEntry, read_secret,
};
pub use telling::{TellingSettings, TellingSettingsError};

/// How the portal runs. Every setting can be given in the environment or as an option.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// The address and port to listen on.
    #[arg(long, env = "FRONT_DOOR_ADDRESS", default_value = "127.0.0.1:3000")]
    pub address: SocketAddr,

    /// The address people use: the only origin for links, cookies, forms and log-in.
    #[arg(long, env = "FRONT_DOOR_PUBLIC_URL", default_value = "http://localhost:3000")]
    pub public_url: Url,

    /// Networks of proxies whose forwarding headers are believed, with commas between them: 10.0.0.0/8.
    #[arg(long, env = "FRONT_DOOR_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpNet>,

    /// `sqlite:path` or `postgres://…`.
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite:data/front-door.db", hide_env_values = true)]
    pub database_url: DatabaseUrl,

    /// The file that lists the organisations to ask.
    #[arg(long, env = "FRONT_DOOR_SOURCES")]
    pub sources: Option<PathBuf>,

    /// The file of the keys that protect what is kept. Made at the first start in practice mode only.
    #[arg(long, env = "FRONT_DOOR_KEYS", default_value = "data/keys.toml")]
    pub keys: PathBuf,

    /// The folder for checkpoints: every hour the ends of the log of who looked, signed. Beside the keys by default;
    /// best on another machine's disk.
    #[arg(long, env = "FRONT_DOOR_CHECKPOINTS")]
    pub checkpoints: Option<PathBuf>,

    /// The name of this program among others on the same database, for its own rows of the log.
    #[arg(long, env = "FRONT_DOOR_NODE", default_value = "front-door")]
    pub node: String,

    /// How many years the log of who looked is kept, before `front-door audit purge` may drop rows.
    #[arg(long, env = "FRONT_DOOR_LOG_YEARS", default_value_t = 8)]
    pub log_years: u32,

    /// Practice mode: made-up people and a practice health service on this machine. `yes` or `no`.
    #[arg(long, env = "FRONT_DOOR_PRACTICE", default_value = "no", value_parser = yes_or_no, action = clap::ArgAction::Set)]
    pub practice: bool,

    /// In practice mode: the sources file that another portal in practice mode on this machine has written. Its practice
    /// health service is used, and none is started here, so it outlives this program.
    #[arg(long, env = "FRONT_DOOR_PRACTICE_SERVICE")]
    pub practice_service: Option<PathBuf>,

    /// Lets practice mode listen where other machines can reach it. Its log-ins are public and its faults can be set
    /// by anyone: never where real people might mistake it for a real service.
    #[arg(long, env = "FRONT_DOOR_DANGER_ANYONE_MAY_REACH_PRACTICE_MODE", default_value = "no", value_parser = yes_or_no, action = clap::ArgAction::Set)]
    pub danger_anyone_may_reach_practice_mode: bool,

    /// The name of the organisation that runs this portal, shown in the header.
    #[arg(long, env = "FRONT_DOOR_ORGANISATION")]
    pub organisation: Option<String>,

    /// Where "Leave this page quickly" leads: a page about something that everybody looks at. The weather is what the
    /// GOV.UK Design System leads to ("Exit this page").
    #[arg(long, env = "FRONT_DOOR_LEAVE_TO", default_value = "https://www.bbc.co.uk/weather")]
    pub leave_to: Url,

    /// How long a page waits for organisations, in milliseconds.
    #[arg(long, env = "FRONT_DOOR_PAGE_DEADLINE_MS", default_value_t = 2000)]
    pub page_deadline_ms: u64,

    /// How long one question to an organisation may take, in seconds.
    #[arg(long, env = "FRONT_DOOR_QUESTION_SECONDS", default_value_t = 30)]
    pub question_seconds: u64,

    /// How long one try to have an organisation do something may take, in seconds. When this program is killed meanwhile,
    /// another look is taken after about as long.
    #[arg(long, env = "FRONT_DOOR_REQUEST_SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=120))]
    pub request_seconds: u64,

    /// How long an organisation's answer is used again, in seconds; at most 60.
    #[arg(long, env = "FRONT_DOOR_REUSE_SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(0..=60))]
    pub reuse_seconds: u64,

    /// Whether a page is sent again as it was made while nothing on it can have changed: the answers, the minute, the
    /// person's limits. `no` makes each page anew, which takes less memory and more time.
    #[arg(long, env = "FRONT_DOOR_KEEP_PAGES", default_value = "yes", value_parser = yes_or_no, action = clap::ArgAction::Set)]
    pub keep_pages: bool,

    /// How many days a last good copy may stand in for an organisation that fails.
    #[arg(long, env = "FRONT_DOOR_COPY_DAYS", default_value_t = 7)]
    pub copy_days: u32,

    /// The largest page of an organisation's answer, in bytes.
    #[arg(long, env = "FRONT_DOOR_ANSWER_BYTES", default_value_t = 10 * 1024 * 1024)]
    pub answer_bytes: u64,

    /// The largest letter that is opened here, in bytes.
    #[arg(long, env = "FRONT_DOOR_LETTER_BYTES", default_value_t = 25_000_000)]
    pub letter_bytes: u64,

    /// All answers being read at one time, in bytes.
    #[arg(long, env = "FRONT_DOOR_READING_BYTES", default_value_t = 256 * 1024 * 1024)]
    pub reading_bytes: u64,

    /// Minutes without use after which a person is logged out.
    #[arg(long, env = "FRONT_DOOR_IDLE_MINUTES", default_value_t = 30)]
    pub idle_minutes: u32,

    /// Hours after which a person is logged out in any case.
    #[arg(long, env = "FRONT_DOOR_LOG_IN_HOURS", default_value_t = 12)]
    pub log_in_hours: u32,

    /// Minutes without use after which somebody is logged out of the staff desk.
    #[arg(long, env = "FRONT_DOOR_STAFF_IDLE_MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=60))]
    pub staff_idle_minutes: u32,

    /// Hours after which somebody is logged out of the staff desk in any case.
    #[arg(long, env = "FRONT_DOOR_STAFF_LOG_IN_HOURS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=12))]
    pub staff_log_in_hours: u32,

    /// Minutes after which a person is logged out of an assisted terminal in any case.
    #[arg(long, env = "FRONT_DOOR_TERMINAL_LOG_IN_MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u32).range(5..=240))]
    pub terminal_log_in_minutes: u32,

    #[command(flatten)]
    pub nhs_login: NhsLoginSettings,

    /// Where figures for monitoring are served, on an address of their own: 127.0.0.1:9464. Not at all by default.
    #[arg(long, env = "FRONT_DOOR_METRICS_ADDRESS")]
    pub metrics_address: Option<SocketAddr>,

    #[command(flatten)]
    pub ages: AgeSettings,

    #[command(flatten)]
    pub telling: TellingSettings,
}

/// Settings that do not fit together.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error(
        "no sources: set FRONT_DOOR_SOURCES to the file that lists the organisations to ask, or FRONT_DOOR_PRACTICE=yes for made-up people"
    )]
    NoSources,
    #[error(
        "practice mode listens on this machine only: FRONT_DOOR_ADDRESS is {0}. To let other machines reach it set FRONT_DOOR_DANGER_ANYONE_MAY_REACH_PRACTICE_MODE=yes"
    )]
    PracticeReachable(SocketAddr),
    #[error(
        "FRONT_DOOR_PUBLIC_URL must be an http or https address with a host and nothing after it, such as https://frontdoor.example"
    )]
    PublicUrl,
    #[error("FRONT_DOOR_PUBLIC_URL must begin with https unless its host is this machine (localhost)")]
    PublicUrlWithoutTls,
    #[error("FRONT_DOOR_LEAVE_TO must begin with https, or be an http address on this machine")]
    LeaveTo,
    #[error("FRONT_DOOR_SOURCES cannot be used in practice mode, which has its own sources")]
    SourcesInPractice,
    #[error("FRONT_DOOR_PRACTICE_SERVICE is for practice mode alone: set FRONT_DOOR_PRACTICE=yes")]
    ServiceWithoutPractice,
    #[error(
        "FRONT_DOOR_PRACTICE_SERVICE names {0}, which is not on this machine: practice log-ins are public"
    )]
    ServiceElsewhere(String),
    #[error(transparent)]
    Telling(#[from] TellingSettingsError),
    #[error(
        "FRONT_DOOR_AGE_REVIEW_FROM, FRONT_DOOR_AGE_REVIEW_BY and FRONT_DOOR_AGE_PARENTS_END must not go down in this order"
    )]
    Ages,
    #[error(
        "FRONT_DOOR_NHS_LOGIN_ISSUER needs FRONT_DOOR_NHS_LOGIN_CLIENT_ID and FRONT_DOOR_NHS_LOGIN_KEYS, and must begin with https unless it is on this machine"
    )]
    NhsLogin,
}

impl Settings {
    /// # Errors
    /// The first two settings that do not fit together, in words.
    pub fn check(&self) -> Result<(), SettingsError> {
        let url = &self.public_url;
        let plain = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty();
        if !plain || url.host().is_none() || !matches!(url.scheme(), "http" | "https") {
            return Err(SettingsError::PublicUrl);
        }
        if url.scheme() == "http" && !is_this_machine(url) && !self.danger_anyone_may_reach_practice_mode {
            return Err(SettingsError::PublicUrlWithoutTls);
        }
        let away = &self.leave_to;
        if away.scheme() != "https" && !(away.scheme() == "http" && is_this_machine(away)) {
            return Err(SettingsError::LeaveTo);
        }
        if !self.ages.ages().are_in_order() {
            return Err(SettingsError::Ages);
        }
        self.telling.check()?;
        if self.nhs_login.issuer.as_ref().is_some_and(|issuer| {
            let is_safe = issuer.scheme() == "https" || issuer.scheme() == "http" && is_this_machine(issuer);
            !is_safe || self.nhs_login.client_id.is_none() || self.nhs_login.keys.is_empty()
        }) {
            return Err(SettingsError::NhsLogin);
        }
        match (self.practice, &self.sources) {
            (false, _) if self.practice_service.is_some() => Err(SettingsError::ServiceWithoutPractice),
            (false, None) => Err(SettingsError::NoSources),
            (true, Some(_)) => Err(SettingsError::SourcesInPractice),
            (true, None)
                if !self.address.ip().is_loopback() && !self.danger_anyone_may_reach_practice_mode =>
            {
                Err(SettingsError::PracticeReachable(self.address))
            }
            _ => Ok(()),
        }
    }

    /// The folder for checkpoints.
    pub fn checkpoints(&self) -> PathBuf {
        let beside_the_keys = || self.keys.parent().unwrap_or(Path::new("")).join("checkpoints");
        self.checkpoints.clone().unwrap_or_else(beside_the_keys)
    }

    pub fn page_deadline(&self) -> Duration {
        Duration::from_millis(self.page_deadline_ms)
    }
}

pub(crate) fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

pub(crate) fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" | "" => Ok(false),
        _ => Err("say yes or no".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
    }

    fn settings(options: &[&str]) -> Settings {
        Line::parse_from(["front-door"].iter().chain(options)).settings
    }

    #[test]
    fn without_a_sources_file_and_without_practice_mode_it_refuses_to_start() {
        assert!(matches!(settings(&[]).check(), Err(SettingsError::NoSources)));
        assert!(settings(&["--practice", "yes"]).check().is_ok());
        assert!(settings(&["--sources", "sources.toml"]).check().is_ok());
    }

    #[test]
    fn the_settings_are_printed_without_the_password_of_the_database() {
        let settings = settings(&["--database-url", "postgres://someone:hunter2@db.example/portal"]);
        assert!(settings.database_url.ends_with("@db.example/portal"));
        let printed = format!("{settings:?}");
        assert!(printed.contains("postgres:…") && !printed.contains("hunter2"), "{printed}");
    }

    #[test]
    fn practice_mode_listens_on_this_machine_only_unless_the_alarming_setting_is_given() {
        let open = ["--practice", "yes", "--address", "0.0.0.0:3000"];
        assert!(matches!(settings(&open).check(), Err(SettingsError::PracticeReachable(_))));
        let all = [&open[..], &["--danger-anyone-may-reach-practice-mode", "yes"]].concat();
        assert!(settings(&all).check().is_ok());
    }

    #[test]
    fn a_public_address_without_tls_is_refused() {
        let bare = ["--sources", "s.toml", "--public-url", "http://frontdoor.example"];
        assert!(matches!(settings(&bare).check(), Err(SettingsError::PublicUrlWithoutTls)));
        let with_path = ["--sources", "s.toml", "--public-url", "https://frontdoor.example/portal"];
        assert!(matches!(settings(&with_path).check(), Err(SettingsError::PublicUrl)));
    }
}
