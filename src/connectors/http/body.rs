//! Reading a body: never more than the cap, never more than the budget has, never anything but JSON.

use http::{HeaderMap, header};
use reqwest::Response;

use super::budget::{ByteBudget, HeldBytes};
use super::transport_error;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::Document;

/// Bodies larger than this, in bytes, are parsed away from the threads that serve pages.
const PARSE_ASIDE: usize = 1024 * 1024;
/// Bytes taken from the budget at a time where the length is not told.
const STEP: u64 = 256 * 1024;

/// Whether the content type is JSON, with or without parameters.
pub fn is_json(headers: &HeaderMap) -> bool {
    let Some(told) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let essence = told.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    // `application/json+fhir` is what FHIR's drafts had, and older GP systems still send; public keys come as the last.
    let known =
        ["application/fhir+json", "application/json", "application/json+fhir", "application/jwk-set+json"];
    known.contains(&essence.as_str())
}

/// Reads and parses a body. The bytes stay taken from the budget for as long as [`HeldBytes`] lives.
pub async fn read_json(
    response: Response,
    cap: u64,
    budget: &ByteBudget,
) -> Result<(Document, HeldBytes), ConnectorError> {
    let (bytes, held) = read(response, cap, budget).await?;
    let parsed = if bytes.len() > PARSE_ASIDE {
        tokio::task::spawn_blocking(move || parse(bytes))
            .await
            .map_err(|_| ConnectorError::Unreadable("reading it went wrong"))?
    } else {
        parse(bytes)
    };
    Ok((parsed?, held))
}

/// # Errors
/// [`ConnectorError::Unreadable`] for anything but JSON, and [`ConnectorError::Forbidden`] where all of it is labelled as not
/// for the patient: that is not shared online.
pub fn parse(bytes: Vec<u8>) -> Result<Document, ConnectorError> {
    let document = Document::parse(bytes).map_err(|_| ConnectorError::Unreadable("not JSON"))?;
    if document.is_withheld() { Err(ConnectorError::Forbidden) } else { Ok(document) }
}

async fn read(
    mut response: Response,
    cap: u64,
    budget: &ByteBudget,
) -> Result<(Vec<u8>, HeldBytes), ConnectorError> {
    let told = response.content_length();
    if told.is_some_and(|length| length > cap) {
        return Err(ConnectorError::TooLarge);
    }
    let mut held = HeldBytes::default();
    let mut taken = told.unwrap_or(STEP.min(cap));
    take(budget, &mut held, taken).await?;
    let mut bytes = Vec::with_capacity(usize::try_from(taken).unwrap_or_default());
    while let Some(chunk) = response.chunk().await.map_err(|error| transport_error(&error))? {
        let length = (bytes.len() + chunk.len()) as u64;
        if length > cap {
            return Err(ConnectorError::TooLarge);
        }
        while length > taken {
            take(budget, &mut held, STEP).await?;
            taken += STEP;
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok((bytes, held))
}

async fn take(budget: &ByteBudget, held: &mut HeldBytes, bytes: u64) -> Result<(), ConnectorError> {
    budget.take(held, bytes).await.map_err(|_| ConnectorError::TooLarge)
}
