//! How Front Door gets tokens: by signed JWTs, by the national token exchange, and from patients' log-in at a hospital.

use std::path::PathBuf;

use serde::Deserialize;
use url::Url;

/// `type = "signed-jwt"`: our own token, proved by a signed JWT (`private_key_jwt`, RS512).
#[derive(Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(deny_unknown_fields)]
pub struct SignedJwtAuth {
    /// Where tokens are given.
    pub token_url: Url,
    /// How it knows us; the national platform calls it the API key.
    pub client_id: String,
    /// The file of our private key (RSA, PEM).
    pub key_file: Option<PathBuf>,
    pub key_env: Option<String>,
    /// The `kid` of the public key that it knows.
    pub key_id: String,
    /// Whom the JWT is for. Default: `token_url`.
    pub audience: Option<String>,
    pub scope: Option<String>,
}

/// `type = "token-exchange"`: the patient's NHS login token exchanged for one of the national platform's.
#[derive(Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(deny_unknown_fields)]
pub struct TokenExchangeAuth {
    pub token_url: Url,
    pub client_id: String,
    pub key_file: Option<PathBuf>,
    pub key_env: Option<String>,
    pub key_id: String,
    pub audience: Option<String>,
    pub scope: Option<String>,
    /// Whether the NHS login token goes with each question too (`NHSD-ID-Token`), as the Patient Care Aggregator asks.
    #[serde(default)]
    pub pass_nhs_login_token: bool,
}

/// `type = "smart"`: the patient's own token at this hospital (SMART App Launch 2). Where patients log in is asked of
/// the hospital itself (`.well-known/smart-configuration`).
#[derive(Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(deny_unknown_fields)]
pub struct SmartAuth {
    /// How the hospital knows Front Door.
    pub client_id: String,
    /// A secret, or a key, or neither for an application that has none.
    pub secret_file: Option<PathBuf>,
    pub secret_env: Option<String>,
    pub key_file: Option<PathBuf>,
    pub key_env: Option<String>,
    pub key_id: Option<String>,
    /// Default: `launch/patient patient/*.rs online_access`; a SMART 1 server wants `patient/*.read`.
    pub scope: Option<String>,
}

impl SignedJwtAuth {
    pub(super) fn check(&self) -> Result<(), String> {
        token_url(&self.token_url)?;
        key(&self.key_file, &self.key_env)
    }
}

impl TokenExchangeAuth {
    pub(super) fn check(&self) -> Result<(), String> {
        token_url(&self.token_url)?;
        key(&self.key_file, &self.key_env)
    }
}

impl SmartAuth {
    pub(super) fn check(&self) -> Result<(), String> {
        let secrets = [self.secret_file.is_some(), self.secret_env.is_some()];
        let keys = [self.key_file.is_some(), self.key_env.is_some()];
        let named = secrets.iter().chain(&keys).filter(|is_named| **is_named).count();
        if named > 1 {
            return Err("auth must name one secret or one key, or neither".to_owned());
        }
        if keys.contains(&true) != self.key_id.is_some() {
            return Err("auth must name key_id together with key_file or key_env".to_owned());
        }
        Ok(())
    }
}

fn key(file: &Option<PathBuf>, env: &Option<String>) -> Result<(), String> {
    match (file, env) {
        (Some(_), None) | (None, Some(_)) => Ok(()),
        _ => Err("auth must name either key_file or key_env".to_owned()),
    }
}

fn token_url(url: &Url) -> Result<(), String> {
    let is_plain =
        matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    if is_plain {
        Ok(())
    } else {
        Err("token_url must begin with http or https and hold no password".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::settings::{Auth, SourcesFile};

    const HEAD: &str = "[[source]]\nname = \"Riverside Hospital\"\nods_code = \"RX1\"\nsetting = \"hospital\"\n\
        protocol = \"fhir-r4\"\nbase_url = \"https://fhir.riverside.example/r4\"\noffers = [\"letters\"]\n";
    const KEY: &str = "token_url = \"https://api.example/token\"\nclient_id = \"a\"\nkey_id = \"k\"\n";

    fn read(more: &str, auth: &str) -> Result<SourcesFile, String> {
        let text = format!("{}{more}[source.auth]\n{auth}", HEAD);
        SourcesFile::parse(&text, Path::new("sources.toml")).map_err(|why| why.to_string())
    }

    #[test]
    fn each_way_to_get_a_token_is_read() {
        let signed =
            read("", &format!("type = \"signed-jwt\"\nkey_file = \"a.pem\"\n{KEY}")).expect("a file");
        assert!(matches!(&signed.source[0].auth, Auth::SignedJwt(auth) if auth.key_id == "k"));
        assert!(!signed.source[0].needs_nhs_login() && !signed.source[0].needs_hospital_log_in());
        let exchange =
            format!("type = \"token-exchange\"\nkey_env = \"A\"\npass_nhs_login_token = true\n{KEY}");
        let exchange = read("", &exchange).expect("a file");
        assert!(matches!(&exchange.source[0].auth, Auth::TokenExchange(auth) if auth.pass_nhs_login_token));
        let smart = read("", "type = \"smart\"\nclient_id = \"a\"\n").expect("a file");
        assert!(smart.source[0].needs_hospital_log_in() && !smart.source[0].needs_nhs_login());
    }

    #[test]
    fn a_source_of_exchanged_tokens_needs_nhs_login_and_cannot_say_otherwise() {
        let auth = format!("type = \"token-exchange\"\nkey_file = \"a.pem\"\n{KEY}");
        assert!(read("", &auth).expect("a file").source[0].needs_nhs_login());
        let wrong = read("needs_nhs_login = false\n", &auth).expect_err("a refusal");
        assert!(wrong.contains("needs_nhs_login"), "{wrong}");
    }

    #[test]
    fn demographics_are_never_asked_with_a_patients_token() {
        for auth in [
            format!("type = \"token-exchange\"\nkey_file = \"a.pem\"\n{KEY}"),
            "type = \"smart\"\nclient_id = \"a\"\n".into(),
        ] {
            let text = format!("{}[source.auth]\n{auth}", HEAD.replace("fhir-r4", "pds"));
            let wrong =
                SourcesFile::parse(&text, Path::new("sources.toml")).expect_err("a refusal").to_string();
            assert!(wrong.contains("pds"), "{wrong}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_words() {
        let error = |auth: &str| read("", auth).expect_err("a refusal");
        assert!(error(&format!("type = \"signed-jwt\"\n{KEY}")).contains("key_file or key_env"));
        let two = format!("type = \"signed-jwt\"\nkey_file = \"a\"\nkey_env = \"b\"\n{KEY}");
        assert!(error(&two).contains("key_file or key_env"));
        assert!(error("type = \"smart\"\nclient_id = \"a\"\nkey_file = \"k\"\n").contains("key_id"));
        let both =
            "type = \"smart\"\nclient_id = \"a\"\nkey_id = \"k\"\nkey_file = \"k\"\nsecret_file = \"s\"\n";
        assert!(error(both).contains("one secret or one key"));
        let url = format!("type = \"signed-jwt\"\nkey_file = \"a\"\n{}", KEY.replace("https://", "ftp://"));
        assert!(error(&url).contains("token_url"));
        assert!(error("type = \"smart\"\nclient_id = \"a\"\ntenant = \"t\"\n").contains("tenant"));
    }
}
