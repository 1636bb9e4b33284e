//! Where patients log in at a practice hospital (SMART App Launch 2): here they only say who they are.

use std::collections::HashMap;

use axum::response::{Html, IntoResponse, Redirect, Response};
use chrono::Utc;
use http::StatusCode;
use serde_json::json;
use url::{Url, form_urlencoded};

use super::{AUTHORIZE_PATH, CLIENT_ID, Tokens};
use crate::sandbox::answers::fhir;

impl Tokens {
    /// `.well-known/smart-configuration`.
    pub(super) fn configuration(&self) -> Response {
        let origin = self.origin();
        let body = json!({
            "issuer": self.base_url,
            "authorization_endpoint": format!("{origin}{AUTHORIZE_PATH}"),
            "token_endpoint": self.url(),
            "token_endpoint_auth_methods_supported": ["private_key_jwt", "none"],
            "token_endpoint_auth_signing_alg_values_supported": ["RS512"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "response_types_supported": ["code"],
            "scopes_supported": ["launch/patient", "patient/*.rs", "patient/*.read", "online_access"],
            "code_challenge_methods_supported": ["S256"],
            "capabilities": [
                "launch-standalone", "client-public", "client-confidential-asymmetric", "context-standalone-patient",
                "permission-patient", "permission-v1", "permission-v2",
            ],
        });
        fhir(StatusCode::OK, "application/json", body.to_string())
    }

    /// Sends the browser back with a code for whoever `login_hint` names; without one it asks who that is.
    pub(super) fn authorize(&self, query: &str) -> Response {
        let fields: HashMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
        let base = self.base_url.trim_end_matches('/');
        let is_right = field("client_id") == CLIENT_ID
            && field("response_type") == "code"
            && field("code_challenge_method") == "S256"
            && field("code_challenge").len() == 43
            && !field("state").is_empty()
            && field("aud").trim_end_matches('/') == base;
        let Some(mut back_to) = Url::parse(field("redirect_uri")).ok().filter(|_| is_right) else {
            return (StatusCode::BAD_REQUEST, "the application, its address or its proof is wrong")
                .into_response();
        };
        let hint = field("login_hint");
        let known = self.people.iter().filter(|person| person.is_known_to(self.organisation.ods_code));
        let Some(person) = known.clone().find(|person| person.key == hint) else {
            let keys: Vec<_> = known.map(|person| person.key).collect();
            return Html(choices(query, &keys)).into_response();
        };
        let number = person.current_number().to_owned();
        let challenge = field("code_challenge").to_owned();
        let now = Utc::now().timestamp();
        let code = self.inside().given.code(number, field("redirect_uri").to_owned(), challenge, now);
        back_to.query_pairs_mut().append_pair("code", &code).append_pair("state", field("state"));
        Redirect::to(back_to.as_str()).into_response()
    }
}

/// One link a person; the hospital's own page, so not in our words.
fn choices(query: &str, keys: &[&str]) -> String {
    let query = query.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let links = keys
        .iter()
        .map(|key| format!("<li><a href=\"{AUTHORIZE_PATH}?{query}&amp;login_hint={key}\">{key}</a></li>"));
    let links: String = links.collect();
    format!("<!doctype html><html lang=\"en\"><title>Log in</title><h1>Log in</h1><ul>{links}</ul></html>")
}
