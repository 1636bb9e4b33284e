//! Who somebody is, as NHS login tells it (OpenID Connect Core 1.0, section 5.3; NHS login, "Scopes and claims").

use chrono::NaiveDate;
use http::{HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};

use super::trust::Reached;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::Node;
use crate::connectors::http::Question;
use crate::domain::NhsNumber;

/// Somebody who has proved to NHS login who they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proved {
    pub nhs_number: NhsNumber,
    pub date_of_birth: NaiveDate,
    /// Given and family name, as far as NHS login gives them.
    pub name: String,
}

/// Why what is told of the person is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadUserInfo {
    #[error("it is about somebody else than the token")]
    OtherPerson,
    #[error("there is no NHS number")]
    NoNhsNumber,
    #[error("there is no date of birth")]
    NoDateOfBirth,
    #[error("there is no name")]
    NoName,
}

/// What the ID token said.
pub struct Token<'a> {
    pub sub: &'a str,
    pub reached: Reached,
    pub nhs_number: Option<&'a str>,
}

/// Puts the access token on a question.
pub fn bearer(question: &mut Question, access: &SecretString) -> Result<(), ConnectorError> {
    let mut value = HeaderValue::from_str(&format!("Bearer {}", access.expose_secret()))
        .map_err(|_| ConnectorError::Unreadable("the token cannot be sent"))?;
    value.set_sensitive(true);
    question.headers.insert(header::AUTHORIZATION, value);
    Ok(())
}

/// Reads it against the ID token; none of somebody who has not proved who they are.
///
/// # Errors
/// What is missing or does not fit.
pub fn read(told: Node, token: &Token<'_>) -> Result<Option<Proved>, BadUserInfo> {
    // Section 5.3.2: without this comparison somebody else's answer could be slipped in.
    if told.str_at("sub") != Some(token.sub) {
        return Err(BadUserInfo::OtherPerson);
    }
    let is_p9 = told.str_at("identity_proofing_level") == Some("P9");
    if token.reached != Reached::Proved || !is_p9 {
        return Ok(None);
    }
    let number = told.text_at("nhs_number").and_then(|text| NhsNumber::parse(&text).ok());
    let nhs_number = number.ok_or(BadUserInfo::NoNhsNumber)?;
    if token.nhs_number.is_some_and(|other| NhsNumber::parse(other).ok() != Some(nhs_number)) {
        return Err(BadUserInfo::OtherPerson);
    }
    let born = told.str_at("birthdate").and_then(|text| text.parse().ok());
    let date_of_birth = born.ok_or(BadUserInfo::NoDateOfBirth)?;
    let names = ["given_name", "family_name"].into_iter().filter_map(|name| told.str_at(name));
    let name = names.collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        return Err(BadUserInfo::NoName);
    }
    Ok(Some(Proved { nhs_number, date_of_birth, name }))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read_with(name: &str, value: Value) -> Result<Option<Proved>, BadUserInfo> {
        let token = Token { sub: "s1", reached: Reached::Proved, nhs_number: Some("9990000018") };
        let mut told = json!({"sub": "s1", "nhs_number": "9990000018", "birthdate": "1961-04-12",
            "family_name": "Sample", "identity_proofing_level": "P9"});
        told[name] = value;
        read(Node::of(&told), &token)
    }

    #[test]
    fn a_person_is_read_with_whatever_name_there_is() {
        let proved = read_with("given_name", json!("Sam")).expect("an answer").expect("a person");
        assert_eq!((proved.name.as_str(), proved.nhs_number.digits().as_str()), ("Sam Sample", "9990000018"));
        let proved = read_with("given_name", Value::Null).expect("an answer").expect("a person");
        assert_eq!(proved.name, "Sample");
    }

    #[test]
    fn somebody_elses_answer_is_refused() {
        assert_eq!(read_with("sub", json!("s2")), Err(BadUserInfo::OtherPerson));
        assert_eq!(read_with("sub", Value::Null), Err(BadUserInfo::OtherPerson));
        assert_eq!(read_with("nhs_number", json!("9990000026")), Err(BadUserInfo::OtherPerson));
    }

    #[test]
    fn without_proof_nothing_about_the_person_is_used() {
        assert_eq!(read_with("identity_proofing_level", json!("P5")), Ok(None));
        assert_eq!(read_with("identity_proofing_level", Value::Null), Ok(None));
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        assert_eq!(read_with("nhs_number", Value::Null), Err(BadUserInfo::NoNhsNumber));
        assert_eq!(read_with("nhs_number", json!("9990000019")), Err(BadUserInfo::NoNhsNumber));
        assert_eq!(read_with("birthdate", json!("12.4.1961")), Err(BadUserInfo::NoDateOfBirth));
        assert_eq!(read_with("family_name", json!("")), Err(BadUserInfo::NoName));
    }
}
