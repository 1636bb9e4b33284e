//! A file that grows in pieces, so that a long one is never copied to make room for more.

use std::convert::Infallible;
use std::{fmt, io, mem};

use axum::body::{Body, Bytes};

/// How large a piece is, in bytes; one text may make it larger.
const PIECE: usize = 64 * 1024;

/// What is written so far.
#[derive(Debug, Default)]
pub struct Chunks {
    done: Vec<Bytes>,
    open: Vec<u8>,
}

impl Chunks {
    fn push(&mut self, bytes: &[u8]) {
        if self.open.len() + bytes.len() > PIECE && !self.open.is_empty() {
            let full = mem::replace(&mut self.open, Vec::with_capacity(PIECE));
            self.done.push(full.into());
        }
        self.open.extend_from_slice(bytes);
    }

    fn pieces(mut self) -> Vec<Bytes> {
        self.done.push(mem::take(&mut self.open).into());
        self.done
    }

    /// In bytes.
    pub fn len(&self) -> usize {
        self.done.iter().map(Bytes::len).sum::<usize>() + self.open.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn into_body(self) -> Body {
        let pieces = self.pieces().into_iter().map(Ok::<_, Infallible>);
        Body::from_stream(futures::stream::iter(pieces))
    }

    /// The whole file in one text.
    #[cfg(test)]
    pub fn text(self) -> String {
        String::from_utf8(self.pieces().concat()).expect("text")
    }
}

impl fmt::Write for Chunks {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text.as_bytes());
        Ok(())
    }
}

impl io::Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn nothing_is_lost_between_two_pieces() {
        let mut chunks = Chunks::default();
        let mut whole = String::new();
        for n in 0..30_000 {
            let word = format!("{n} äpfel ");
            whole.push_str(&word);
            chunks.write_str(&word).expect("room");
        }
        assert_eq!(chunks.len(), whole.len());
        assert!(chunks.done.len() > 3);
        assert_eq!(chunks.text(), whole);
    }
}
