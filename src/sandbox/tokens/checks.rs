//! Checks of the signed JWTs that come with a question for a token.

use std::collections::HashMap;

use jsonwebtoken::{Algorithm, decode_header};

use super::keys::{self, CLIENT_ID, KEY_ID};

/// The longest that the national platform lets a proof be good for, in seconds.
const LONGEST: i64 = 300;
/// Forgiven between two clocks, in seconds.
const FORGIVEN: i64 = 5;

/// Proofs that were shown before, each until it would have run out.
#[derive(Default)]
pub struct Shown(HashMap<String, i64>);

/// Whether the proof is Front Door's, for this token server, of now, and not shown before. What is wrong is told in
/// the words of the national platform; `now` in seconds of the epoch.
pub fn assertion(token: &str, token_url: &str, now: i64, shown: &mut Shown) -> Result<(), &'static str> {
    let kid = decode_header(token).ok().and_then(|header| header.kid);
    if kid.as_deref().is_some_and(|kid| kid != KEY_ID) {
        return Err("Invalid 'kid' header in client_assertion JWT - no matching public key");
    }
    by_any_name(token, token_url, now, shown)
}

/// As [`assertion`], whatever name its key has: NHS login finds the key on a page of ours.
pub fn by_any_name(token: &str, token_url: &str, now: i64, shown: &mut Shown) -> Result<(), &'static str> {
    let header = decode_header(token).map_err(|_| "Malformed JWT in client_assertion")?;
    if header.alg != Algorithm::RS512 {
        return Err("Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm");
    }
    if header.kid.is_none() {
        return Err("Missing 'kid' header in client_assertion JWT");
    }
    let key = keys::client().map_err(|_| "No public key")?;
    let claims = keys::claims(key, token).ok_or("JWT signature verification failed")?;
    if claims["iss"] != CLIENT_ID || claims["sub"] != CLIENT_ID {
        return Err("Missing or non-matching 'iss'/'sub' claims in client_assertion JWT");
    }
    if claims["aud"] != token_url {
        return Err("Missing or invalid 'aud' claim in client_assertion JWT");
    }
    let exp = claims["exp"].as_i64().ok_or("Missing 'exp' claim in client_assertion JWT")?;
    if exp <= now - FORGIVEN {
        return Err("Invalid 'exp' claim in client_assertion JWT - JWT has expired");
    }
    if exp > now + LONGEST + FORGIVEN {
        return Err("Invalid 'exp' claim in client_assertion JWT - more than 5 minutes in future");
    }
    if ["nbf", "iat"].iter().any(|name| claims[*name].as_i64().is_some_and(|from| from > now + FORGIVEN)) {
        return Err("Invalid 'nbf' claim in client_assertion JWT - in the future");
    }
    let id = claims["jti"].as_str().ok_or("Missing 'jti' claim in client_assertion JWT")?;
    shown.0.retain(|_, until| *until > now - FORGIVEN);
    if shown.0.insert(id.to_owned(), exp).is_some() {
        return Err("Non-unique 'jti' claim in client_assertion JWT");
    }
    Ok(())
}

/// The NHS number in an ID token of the practice NHS login, given to Front Door, of now, of somebody who proved who
/// they are.
pub fn id_token(token: &str, now: i64) -> Result<String, &'static str> {
    let key = keys::nhs_login().map_err(|_| "No public key")?;
    let claims = keys::claims(key, token).ok_or("subject_token is invalid")?;
    // Its key tells it apart; its address is another at each start.
    let is_right = claims["iss"].is_string()
        && claims["aud"] == CLIENT_ID
        && claims["identity_proofing_level"] == "P9"
        && claims["exp"].as_i64().is_some_and(|exp| exp > now - FORGIVEN);
    match claims["nhs_number"].as_str() {
        Some(number) if is_right => Ok(number.to_owned()),
        _ => Err("subject_token is invalid"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::sandbox::tokens::keys::{NHS_LOGIN, Pair};

    const URL: &str = "https://127.0.0.1:1/oauth2/token";
    const NOW: i64 = 1_795_340_000;

    fn claims() -> Value {
        json!({"iss": CLIENT_ID, "sub": CLIENT_ID, "aud": URL, "jti": "1", "exp": NOW + 240, "nbf": NOW - 10})
    }

    fn check(pair: &Pair, change: impl Fn(&mut Value)) -> Result<(), &'static str> {
        let mut claims = claims();
        change(&mut claims);
        assertion(&pair.sign(&claims).expect("signed"), URL, NOW, &mut Shown::default())
    }

    #[test]
    fn a_right_proof_is_taken_once() {
        let pair = keys::client().expect("a key");
        let mut shown = Shown::default();
        let token = pair.sign(&claims()).expect("signed");
        assert_eq!(assertion(&token, URL, NOW, &mut shown), Ok(()));
        assert!(assertion(&token, URL, NOW, &mut shown).is_err_and(|why| why.contains("jti")));
    }

    #[test]
    fn a_proof_with_anything_wrong_is_refused_for_that() {
        let pair = keys::client().expect("a key");
        for (name, value) in [
            ("iss", json!("somebody")),
            ("sub", json!("somebody")),
            ("aud", json!("https://127.0.0.1:2/oauth2/token")),
            ("exp", json!(NOW - 60)),
            ("exp", json!(NOW + 600)),
            ("exp", Value::Null),
            ("nbf", json!(NOW + 60)),
            ("jti", Value::Null),
        ] {
            let refused = check(pair, |claims| claims[name] = value.clone());
            assert!(refused.is_err_and(|why| why.contains(name)), "{name} {value}: {refused:?}");
        }
        let other = Pair::new().expect("a key");
        assert!(check(&other, |_| {}).is_err_and(|why| why.contains("signature")));
        assert!(assertion("not a token", URL, NOW, &mut Shown::default()).is_err());
    }

    #[test]
    fn an_id_token_must_be_nhs_logins_and_of_somebody_who_proved_who_they_are() {
        let right = keys::id_token("9990000018", NOW).expect("signed");
        assert_eq!(id_token(&right, NOW).as_deref(), Ok("9990000018"));
        assert!(id_token(&right, NOW + 4_000).is_err(), "it ran out");
        let pair = keys::nhs_login().expect("a key");
        let with = |level: &str, audience: &str| {
            let claims = json!({"iss": NHS_LOGIN, "aud": audience, "exp": NOW + 60, "nhs_number": "9990000018",
                "identity_proofing_level": level});
            id_token(&pair.sign(&claims).expect("signed"), NOW)
        };
        assert!(with("P9", CLIENT_ID).is_ok());
        assert!(with("P5", CLIENT_ID).is_err() && with("P9", "somebody").is_err());
    }
}
