//! The file of a letter or of a message: a FHIR `Binary` of the same server, asked for as it is and not as a resource, or
//! the `DocumentReference` or `Communication` itself where the file stands inside of it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::Url;
use uuid::Uuid;

use crate::connectors::fhir_json::Node;
use crate::connectors::http::{Brought, SourceHttp};
use crate::connectors::{ConnectorError, LetterFile};

/// Brings it, if it lies on the server that told its address and says nothing of another patient than these.
pub async fn fetch(
    http: &SourceHttp,
    address: &str,
    ids: &[String],
    correlation: Uuid,
) -> Result<LetterFile, ConnectorError> {
    let url = url_of(http.base(), address)?;
    let place = url.fragment().and_then(|place| place.parse().ok());
    match http.bring(url, correlation).await? {
        Brought::File { file, about } => {
            is_about_these(about.as_deref(), ids)?;
            Ok(file)
        }
        Brought::Json(json, held) => {
            let (file_type, bytes) = read(Node::of(&json), place, ids)?;
            Ok(LetterFile::whole(file_type, bytes, held))
        }
    }
}

/// The address below the server's own: a letter must not lead our credentials anywhere else.
fn url_of(base: &Url, address: &str) -> Result<Url, ConnectorError> {
    let url = base.join(address).map_err(|_| ConnectorError::Unreadable("a file's address is no address"))?;
    let is_below = url.origin() == base.origin() && url.path().starts_with(base.path());
    if is_below { Ok(url) } else { Err(ConnectorError::Redirected) }
}

/// FHIR R4, Binary.securityContext: the resource whose access rules hold for the file.
fn is_about_these(whose: Option<&str>, ids: &[String]) -> Result<(), ConnectorError> {
    let (before, id) = whose.unwrap_or_default().rsplit_once('/').unwrap_or_default();
    let is_other = before.ends_with("Patient") && !ids.iter().any(|known| known == id);
    if is_other { Err(ConnectorError::AboutSomebodyElse) } else { Ok(()) }
}

/// `place`: which part of a message the file is.
fn read(
    resource: Node,
    place: Option<usize>,
    ids: &[String],
) -> Result<(Option<String>, Vec<u8>), ConnectorError> {
    let (holds, whose) = match resource.resource_type() {
        "Binary" => (resource, resource.at("securityContext").str_at("reference")),
        "DocumentReference" | "Communication" => {
            let whose = resource.at("subject").str_at("reference").unwrap_or_default();
            // Other than a file, these always say whose they are.
            let whose = whose.split("/_history/").next().unwrap_or_default();
            let (before, patient) = whose.rsplit_once('/').unwrap_or_default();
            let is_patient = before.rsplit('/').next() == Some("Patient");
            if !is_patient || !ids.iter().any(|id| id == patient) {
                return Err(ConnectorError::AboutSomebodyElse);
            }
            let file = match place {
                Some(place) => resource.all("payload").nth(place).map(|part| part.at("contentAttachment")),
                None => {
                    let mut files = resource.all("content").map(|content| content.at("attachment"));
                    files.find(|file| file.str_at("data").is_some())
                }
            };
            (file.unwrap_or(Node::NOTHING), None)
        }
        _ => return Err(ConnectorError::Unreadable("not a file")),
    };
    is_about_these(whose, ids)?;
    let data = holds.str_at("data").ok_or(ConnectorError::Unreadable("a file without content"))?;
    let bytes = STANDARD.decode(data).map_err(|_| ConnectorError::Unreadable("a file that is not base64"))?;
    Ok((holds.text_at("contentType"), bytes))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn base() -> Url {
        Url::parse("https://hospital.example/fhir/").expect("an address")
    }

    #[test]
    fn a_file_is_fetched_only_below_the_servers_own_address() {
        for own in ["Binary/7", "https://hospital.example/fhir/Binary/7"] {
            assert_eq!(url_of(&base(), own).expect("an address").path(), "/fhir/Binary/7");
        }
        for other in [
            "https://elsewhere.example/fhir/Binary/7",
            "https://hospital.example/admin/Binary/7",
            "../admin",
            "//elsewhere.example/x",
            "file:///etc/passwd",
        ] {
            assert_eq!(url_of(&base(), other), Err(ConnectorError::Redirected), "{other}");
        }
    }

    #[test]
    fn a_file_inside_of_json_comes_with_its_type_and_its_bytes() {
        let binary = json!({"resourceType": "Binary", "contentType": "application/pdf", "data": "JVBERi0="});
        let file = read(Node::of(&binary), None, &[]).expect("a file");
        assert_eq!(file, (Some("application/pdf".to_owned()), b"%PDF-".to_vec()));
    }

    #[test]
    fn a_file_of_another_patient_is_refused() {
        let ids = ["p1".to_owned()];
        for (whose, expected) in [
            (None, Ok(())),
            (Some("Patient/p1"), Ok(())),
            (Some("https://hospital.example/fhir/Patient/p1"), Ok(())),
            (Some("Patient/p2"), Err(ConnectorError::AboutSomebodyElse)),
        ] {
            assert_eq!(is_about_these(whose, &ids), expected, "{whose:?}");
            let binary = json!({"resourceType": "Binary", "data": "JVBERi0=", "securityContext": {"reference": whose}});
            assert_eq!(read(Node::of(&binary), None, &ids).map(drop), expected, "{whose:?}");
        }
    }

    #[test]
    fn a_file_inside_of_a_letter_is_read_for_the_letters_own_patient_alone() {
        let ids = ["p1".to_owned()];
        let letter = |whose: serde_json::Value| {
            json!({
                "resourceType": "DocumentReference", "id": "d1", "subject": whose,
                "content": [{ "attachment": { "contentType": "image/png", "data": "JVBERi0=" } }],
            })
        };
        let own = letter(json!({ "reference": "Patient/p1" }));
        let file = read(Node::of(&own), None, &ids).expect("a file");
        assert_eq!(file, (Some("image/png".to_owned()), b"%PDF-".to_vec()));
        for other in [
            json!({ "reference": "Patient/p2" }),
            json!({ "reference": "Patient/p2/_history/p1" }),
            json!({ "display": "Somebody" }),
        ] {
            assert_eq!(read(Node::of(&letter(other)), None, &ids), Err(ConnectorError::AboutSomebodyElse));
        }
    }

    #[test]
    fn a_file_inside_of_a_message_is_the_one_that_was_asked_for_of_the_patients_own() {
        let ids = ["p1".to_owned()];
        let message = |whose: &str| {
            json!({ "resourceType": "Communication", "subject": { "reference": whose }, "payload": [
                { "contentString": "See this" },
                { "contentAttachment": { "contentType": "image/png", "data": "JVBERi0=" } },
            ]})
        };
        let (own, other) = (message("Patient/p1"), message("Patient/p2"));
        let file = read(Node::of(&own), Some(1), &ids).expect("a file");
        assert_eq!(file, (Some("image/png".to_owned()), b"%PDF-".to_vec()));
        for nowhere in [Some(0), Some(7), None] {
            let none = read(Node::of(&own), nowhere, &ids);
            assert!(matches!(none, Err(ConnectorError::Unreadable(_))), "{nowhere:?}");
        }
        assert_eq!(read(Node::of(&other), Some(1), &ids), Err(ConnectorError::AboutSomebodyElse));
    }

    #[test]
    fn what_is_no_file_is_named() {
        for wrong in [json!({"resourceType": "Bundle"}), json!({"resourceType": "Binary"}), json!([])] {
            assert!(matches!(read(Node::of(&wrong), None, &[]), Err(ConnectorError::Unreadable(_))));
        }
        let garbled = json!({"resourceType": "Binary", "data": "%%"});
        assert!(matches!(read(Node::of(&garbled), None, &[]), Err(ConnectorError::Unreadable(_))));
    }
}
