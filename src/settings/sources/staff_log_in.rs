//! The log-ins that staff have already, in the sources file: an organisation's own OpenID provider, or NHS CIS2.

use std::path::PathBuf;

use serde::Deserialize;
use url::Url;

use crate::domain::OdsCode;

/// `[[staff_log_in]]`: one provider.
#[derive(Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(deny_unknown_fields)]
pub struct StaffLogInEntry {
    /// In our addresses, so that the provider knows where to send people back to: `/staff/log-in/with/{key}/back`.
    pub key: String,
    /// As the staff know it: "NHS CIS2".
    pub name: String,
    /// Whose staff come by it.
    pub organisations: Vec<OdsCode>,
    /// As the provider writes itself.
    pub issuer: Url,
    /// How it knows Front Door.
    pub client_id: String,
    /// A secret, or a key (RSA, PEM; `private_key_jwt`, RS512) together with its name.
    pub secret_file: Option<PathBuf>,
    pub secret_env: Option<String>,
    pub key_file: Option<PathBuf>,
    pub key_env: Option<String>,
    pub key_id: Option<String>,
    /// What is asked for. Default: `openid`.
    #[serde(default = "scope")]
    pub scope: String,
    /// Which ways of logging in are asked for, where the provider knows several (`acr_values`). Default: not said.
    pub acr_values: Option<String>,
    /// With one of these words in `amr` or as `acr` a second step was taken there ("mfa"). Without, Front Door asks for
    /// its own.
    #[serde(default)]
    pub second_step: Vec<String>,
    /// Whether it asks again of somebody who is logged in there already. Default: yes, since desks are shared.
    #[serde(default = "yes")]
    pub every_time: bool,
    /// Certificates to trust for it besides the usual ones (PEM).
    pub ca_file: Option<PathBuf>,
    /// Whether its address may be within a private network. Default: no.
    #[serde(default)]
    pub allow_private_addresses: bool,
}

fn scope() -> String {
    "openid".to_owned()
}

const fn yes() -> bool {
    true
}

impl StaffLogInEntry {
    pub(super) fn check(&self) -> Result<(), String> {
        let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if self.key.is_empty() || self.key.len() > 40 || !self.key.chars().all(is_plain) {
            return Err("key must be small letters, digits and dashes, 40 at most".to_owned());
        }
        if self.name.trim().is_empty() {
            return Err(format!("{} has no name", self.key));
        }
        if self.organisations.is_empty() {
            return Err(format!("{}: organisations must name at least one", self.name));
        }
        if self.issuer.cannot_be_a_base() || !matches!(self.issuer.scheme(), "http" | "https") {
            return Err(format!("{}: issuer must begin with https", self.name));
        }
        if !self.scope.split(' ').any(|scope| scope == "openid") {
            return Err(format!("{}: scope must hold openid", self.name));
        }
        let secrets = [self.secret_file.is_some(), self.secret_env.is_some()];
        let keys = [self.key_file.is_some(), self.key_env.is_some()];
        if secrets.iter().chain(&keys).filter(|is_named| **is_named).count() != 1 {
            return Err(format!("{}: name one of secret_file, secret_env, key_file and key_env", self.name));
        }
        if keys.contains(&true) != self.key_id.is_some() {
            return Err(format!("{}: name key_id together with key_file or key_env", self.name));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::settings::SourcesFile;

    const ENTRY: &str = "[[staff_log_in]]\nkey = \"hill-street\"\nname = \"Hill Street\"\norganisations = [\"A99901\"]\n\
        issuer = \"https://login.hill-street.example\"\nclient_id = \"front-door\"\nsecret_env = \"SECRET\"\n";

    fn read(text: &str) -> Result<SourcesFile, String> {
        SourcesFile::parse(text, Path::new("sources.toml")).map_err(|why| why.to_string())
    }

    #[test]
    fn a_log_in_of_staff_asks_each_time_and_trusts_no_second_step_unless_it_is_told_to() {
        let file = read(ENTRY).expect("a file");
        let entry = &file.staff_log_in[0];
        assert!(entry.every_time && entry.second_step.is_empty() && !entry.allow_private_addresses);
        assert_eq!(entry.scope, "openid");
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_its_line() {
        for (from, to, says) in [
            ("hill-street\"", "Hill/Street\"", "small letters"),
            ("[\"A99901\"]", "[]", "at least one"),
            ("https://login", "ldap://login", "issuer"),
            ("secret_env = \"SECRET\"", "", "name one of"),
            ("secret_env = \"SECRET\"", "key_env = \"KEY\"", "key_id"),
            ("secret_env = \"SECRET\"", "secret_env = \"SECRET\"\nscope = \"profile\"", "openid"),
        ] {
            let wrong = read(&ENTRY.replacen(from, to, 1)).expect_err("a refusal");
            assert!(wrong.contains(says) && wrong.contains("line 1"), "{from}: {wrong}");
        }
        let twice = read(&format!("{ENTRY}{ENTRY}")).expect_err("a refusal");
        assert!(twice.contains("two staff log-ins have the key hill-street"), "{twice}");
    }
}
