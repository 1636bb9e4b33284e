//! A short sign of what an entry says, for telling whether it says something else than last time.

use std::io;

use super::Entry;

/// The first 16 bytes of the SHA-256 of an entry's JSON form.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Fingerprint(pub [u8; 16]);

impl Fingerprint {
    pub fn of(entry: &impl Entry) -> Self {
        let hashing = Hashing(aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256));
        let mut writer = io::BufWriter::with_capacity(1024, hashing);
        // Our own types always have a JSON form; were one not to, the entry would show as new rather than be lost.
        let written = serde_json::to_writer(&mut writer, entry);
        let mut print = [0; 16];
        if let (Ok(()), Ok(hashing)) = (written, writer.into_inner()) {
            print.copy_from_slice(&hashing.0.finish().as_ref()[..16]);
        }
        Self(print)
    }
}

struct Hashing(aws_lc_rs::digest::Context);

impl io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
