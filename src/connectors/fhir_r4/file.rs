//! The file of a letter: a FHIR `Binary` of the same server.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::Url;
use uuid::Uuid;

use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::Node;
use crate::connectors::http::{Question, SourceHttp};
use crate::domain::LetterFile;

/// Brings it, if it lies on the server that told its address and says nothing of another patient than these.
pub async fn fetch(
    http: &SourceHttp,
    address: &str,
    ids: &[String],
    correlation: Uuid,
) -> Result<LetterFile, ConnectorError> {
    let answer = http.ask(&Question::get(url_of(http.base(), address)?, correlation)).await?;
    read(Node::of(&answer.json), ids)
}

/// The address below the server's own: a letter must not lead our credentials anywhere else.
fn url_of(base: &Url, address: &str) -> Result<Url, ConnectorError> {
    let url = base.join(address).map_err(|_| ConnectorError::Unreadable("a file's address is no address"))?;
    let is_below = url.origin() == base.origin() && url.path().starts_with(base.path());
    if is_below { Ok(url) } else { Err(ConnectorError::Redirected) }
}

fn read(binary: Node, ids: &[String]) -> Result<LetterFile, ConnectorError> {
    if binary.resource_type() != "Binary" {
        return Err(ConnectorError::Unreadable("not a file"));
    }
    // FHIR R4, Binary.securityContext: the resource whose access rules hold for the file.
    let whose = binary.at("securityContext").str_at("reference").unwrap_or_default();
    let (before, id) = whose.rsplit_once('/').unwrap_or_default();
    if before.ends_with("Patient") && !ids.iter().any(|known| known == id) {
        return Err(ConnectorError::AboutSomebodyElse);
    }
    let data = binary.str_at("data").ok_or(ConnectorError::Unreadable("a file without content"))?;
    let bytes = STANDARD.decode(data).map_err(|_| ConnectorError::Unreadable("a file that is not base64"))?;
    let file_type = binary.text_at("contentType").unwrap_or_else(|| "application/octet-stream".to_owned());
    Ok(LetterFile { file_type, bytes })
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
    fn a_file_comes_with_its_type_and_its_bytes() {
        let binary = json!({"resourceType": "Binary", "contentType": "application/pdf", "data": "JVBERi0="});
        let file = read(Node::of(&binary), &[]).expect("a file");
        assert_eq!((file.file_type.as_str(), file.bytes.as_slice()), ("application/pdf", &b"%PDF-"[..]));
    }

    #[test]
    fn a_file_of_another_patient_is_refused() {
        let of = |patient: &str| json!({"resourceType": "Binary", "data": "JVBERi0=", "securityContext": {"reference": patient}});
        let ids = ["p1".to_owned()];
        assert!(read(Node::of(&of("Patient/p1")), &ids).is_ok());
        assert_eq!(read(Node::of(&of("Patient/p2")), &ids), Err(ConnectorError::AboutSomebodyElse));
    }

    #[test]
    fn what_is_no_file_is_named() {
        for wrong in [json!({"resourceType": "Bundle"}), json!({"resourceType": "Binary"}), json!([])] {
            assert!(matches!(read(Node::of(&wrong), &[]), Err(ConnectorError::Unreadable(_))));
        }
        let garbled = json!({"resourceType": "Binary", "data": "%%"});
        assert!(matches!(read(Node::of(&garbled), &[]), Err(ConnectorError::Unreadable(_))));
    }
}
