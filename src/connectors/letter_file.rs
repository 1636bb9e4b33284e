//! The file of a letter on its way from its holder: its first bytes at once, the rest only as fast as it is taken.

use std::fmt;

use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use futures::stream::{self, BoxStream, Stream};

use super::ConnectorError;
use super::http::HeldBytes;

/// How many of the first bytes are enough to tell what a file is.
pub const START: usize = 512;

/// A file that has begun to come. What of it is in memory counts against the budget of bytes until it is dropped.
pub struct LetterFile {
    /// As its holder says, such as `application/pdf`.
    pub file_type: Option<String>,
    /// In bytes, where its holder told beforehand.
    pub size: Option<u64>,
    start: Bytes,
    rest: BoxStream<'static, Result<Bytes, ConnectorError>>,
    held: HeldBytes,
}

impl LetterFile {
    /// A file that is here as a whole.
    pub fn whole(file_type: Option<String>, bytes: impl Into<Bytes>, held: HeldBytes) -> Self {
        let start: Bytes = bytes.into();
        Self { file_type, size: Some(start.len() as u64), start, rest: stream::empty().boxed(), held }
    }

    /// A file of which the rest is still to come.
    pub(super) fn coming(
        file_type: Option<String>,
        size: Option<u64>,
        start: Bytes,
        rest: BoxStream<'static, Result<Bytes, ConnectorError>>,
        held: HeldBytes,
    ) -> Self {
        Self { file_type, size, start, rest, held }
    }

    /// Its first bytes: [`START`] of them, or more, or all there are.
    pub fn start(&self) -> &[u8] {
        &self.start
    }

    /// All of it, as it comes.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, ConnectorError>> + Send {
        let Self { start, rest, held, .. } = self;
        // What is held is given back when the last of the stream is dropped.
        stream::once(async move { Ok(start) }).chain(rest).map(move |chunk| {
            let _ = &held;
            chunk
        })
    }

    /// All of it at once.
    ///
    /// # Errors
    /// [`ConnectorError::TooLarge`] for more than `most` bytes; whatever else the rest of it fails with.
    pub async fn read_whole(self, most: usize) -> Result<Bytes, ConnectorError> {
        if self.size.is_some_and(|size| size > most as u64) {
            return Err(ConnectorError::TooLarge);
        }
        let mut whole = BytesMut::new();
        let mut chunks = std::pin::pin!(self.into_stream());
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk?;
            if whole.len() + chunk.len() > most {
                return Err(ConnectorError::TooLarge);
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }
}

/// Without its content.
impl fmt::Debug for LetterFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LetterFile").field("file_type", &self.file_type).field("size", &self.size).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coming(chunks: Vec<Result<Bytes, ConnectorError>>) -> LetterFile {
        let rest = stream::iter(chunks).boxed();
        LetterFile::coming(None, None, Bytes::from_static(b"%PDF-"), rest, HeldBytes::default())
    }

    #[tokio::test]
    async fn a_file_is_its_first_bytes_and_then_the_rest() {
        let file = coming(vec![Ok(Bytes::from_static(b"1.7")), Ok(Bytes::from_static(b" end"))]);
        assert_eq!(file.start(), b"%PDF-");
        assert_eq!(file.read_whole(100).await, Ok(Bytes::from_static(b"%PDF-1.7 end")));
    }

    #[tokio::test]
    async fn more_than_is_wanted_at_once_is_refused_and_so_is_one_that_breaks_off() {
        let chunk = || Ok(Bytes::from_static(&[b'x'; 100]));
        assert_eq!(coming(vec![chunk(), chunk()]).read_whole(150).await, Err(ConnectorError::TooLarge));
        let broken = vec![chunk(), Err(ConnectorError::TimedOut)];
        assert_eq!(coming(broken).read_whole(1000).await, Err(ConnectorError::TimedOut));
        let told = LetterFile::whole(None, vec![0; 10], HeldBytes::default());
        assert_eq!(told.read_whole(9).await, Err(ConnectorError::TooLarge));
    }
}
