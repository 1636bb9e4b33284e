//! A file of a source's: brought as it comes, never held as a whole, and never more of it than settings allow.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures::stream::{self, BoxStream, StreamExt as _};
use http::{HeaderValue, header};
use reqwest::Response;
use tokio::time::timeout;
use url::Url;
use uuid::Uuid;

use super::body::{is_json, read_json};
use super::budget::HeldBytes;
use super::{Question, SourceHttp, transport_error};
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::Document;
use crate::connectors::letter_file::{LetterFile, START};

/// How long a whole file may take: whoever reads it may have a slow line.
const WHOLE: Duration = Duration::from_secs(10 * 60);
/// How long the next of its bytes may take.
const NEXT: Duration = Duration::from_secs(20);
/// Bytes taken from the budget for each file on its way: more than what of it lies between two machines.
const WINDOW: u64 = 256 * 1024;

/// A file as it is, or inside of JSON where a server gives it no other way.
pub enum Brought {
    File {
        file: LetterFile,
        /// `X-Security-Context` (FHIR R4, 2.44.5): the resource whose access rules hold for it.
        about: Option<String>,
    },
    Json(Document, HeldBytes),
}

impl SourceHttp {
    /// Asks for a file, and gives it as soon as its first bytes have come.
    ///
    /// # Errors
    /// [`ConnectorError::TooLarge`] where it is told to be larger than settings allow; its stream ends with the same
    /// where it turns out to be. As [`SourceHttp::ask`] otherwise.
    pub async fn bring(&self, url: Url, correlation: Uuid) -> Result<Brought, ConnectorError> {
        let mut question = Question::get(url, correlation);
        question.headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
        question.longest = Some(WHOLE);
        self.within_time(self.bring_in_turn(question)).await
    }

    async fn bring_in_turn(&self, question: Question) -> Result<Brought, ConnectorError> {
        // Others may ask while the rest of a file is still on its way to somebody slow.
        let _turn = self.turn().await?;
        let response = self.answer(&question, true).await.map_err(|refused| refused.error)?;
        if is_json(response.headers()) {
            let (json, held) = read_json(response, self.body_cap(), self.budget()).await?;
            return Ok(Brought::Json(json, held));
        }
        let text = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
        let (file_type, about) =
            (text("content-type").map(str::to_owned), text("x-security-context").map(str::to_owned));
        let (size, most) = (response.content_length(), self.file_cap());
        if size.is_some_and(|size| size > most) {
            return Err(ConnectorError::TooLarge);
        }
        let mut held = HeldBytes::default();
        self.budget().take(&mut held, WINDOW).await.map_err(|_| ConnectorError::TooLarge)?;
        let (start, rest) = begun(response, most).await?;
        Ok(Brought::File { file: LetterFile::coming(file_type, size, start, rest, held), about })
    }
}

type Rest = BoxStream<'static, Result<Bytes, ConnectorError>>;

/// The first bytes, and the rest as a stream.
async fn begun(mut response: Response, most: u64) -> Result<(Bytes, Rest), ConnectorError> {
    let mut start = BytesMut::new();
    while start.len() < START {
        match next(&mut response, &mut 0, most).await? {
            Some(chunk) => start.extend_from_slice(&chunk),
            None => break,
        }
    }
    let come = start.len() as u64;
    if come > most {
        return Err(ConnectorError::TooLarge);
    }
    let rest = stream::try_unfold((response, come), move |(mut response, mut come)| async move {
        Ok(next(&mut response, &mut come, most).await?.map(|chunk| (chunk, (response, come))))
    });
    Ok((start.freeze(), rest.boxed()))
}

/// The next bytes, counted.
async fn next(response: &mut Response, come: &mut u64, most: u64) -> Result<Option<Bytes>, ConnectorError> {
    let chunk = timeout(NEXT, response.chunk()).await.map_err(|_| ConnectorError::TimedOut)?;
    let chunk = chunk.map_err(|error| transport_error(&error))?;
    *come += chunk.as_ref().map_or(0, |chunk| chunk.len() as u64);
    if *come > most { Err(ConnectorError::TooLarge) } else { Ok(chunk) }
}
