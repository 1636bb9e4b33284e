//! The keys that protect what is kept: for entry ids, for look-ups, and for whatever is sealed.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac;

use super::{SealedTable, StoreError};
use crate::domain::{EntryId, Kind, OdsCode, PersonId};

/// The first byte of everything sealed: AES-256-GCM-SIV, key id, nonce, text with tag.
const FORMAT: u8 = 1;
/// How many bytes of something sealed tell which key it was: format, length, an id of at most 32 bytes, nonce.
pub(super) const MOST_OF_A_HEAD: usize = 2 + 32 + NONCE_LEN;

/// The keys of one Front Door. Copies of this value are cheap and share them.
#[derive(Clone)]
pub struct Keys(Arc<Inner>);

pub(super) struct Inner {
    pub(super) entry_id: hmac::Key,
    pub(super) look_up: hmac::Key,
    pub(super) audit: hmac::Key,
    /// The one that writes stands first.
    pub(super) copies: Vec<CopiesKey>,
}

/// A whole HMAC-SHA256.
pub(super) type Tag = [u8; 32];

/// One of the keys that seal.
pub(super) struct CopiesKey {
    pub(super) id: String,
    pub(super) key: RandomizedNonceKey,
}

/// What a sealed value belongs to. It opens only for exactly this, so that nobody can put it in another's place.
#[derive(Clone, Copy, Debug)]
pub struct Belongs<'a> {
    place: &'static str,
    person: PersonId,
    to: &'a [&'a str],
}

impl<'a> Belongs<'a> {
    /// A value of a table of ours. `to` is whatever else tells it from others (the source, the kinds, the authority,
    /// the time), as the table's layout in `sealed_tables` says.
    pub const fn kept(table: SealedTable, person: PersonId, to: &'a [&'a str]) -> Self {
        Self { place: table.name(), person, to }
    }

    /// A note that a browser carries for us for a while: nothing of it is kept.
    pub const fn carried(note: &'static str) -> Self {
        Self { place: note, person: PersonId(uuid::Uuid::nil()), to: &[] }
    }
}

/// Why something sealed stays closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StaysSealed {
    #[error("it is not of a format that this program knows")]
    UnknownFormat,
    #[error("its key is not among the configured ones")]
    UnknownKey,
    #[error("it was changed, or belongs to something else")]
    DoesNotFit,
}

impl Keys {
    pub(super) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// The id of an entry in our URLs: the first 128 bits of an HMAC-SHA256 over all that tells it from others.
    pub fn entry_id(&self, person: PersonId, source: &OdsCode, kind: Kind, source_id: &str) -> EntryId {
        let parts: [&[u8]; 4] =
            [person.0.as_bytes(), source.as_str().as_bytes(), kind.slug().as_bytes(), source_id.as_bytes()];
        let tag = sign(&self.0.entry_id, &parts);
        let mut id = [0; 16];
        id.copy_from_slice(&tag.as_ref()[..16]);
        EntryId(id)
    }

    /// Under what an email address or an NHS number is found: nobody without the key can tell what it was.
    pub fn look_up(&self, what: &'static str, value: &str) -> Vec<u8> {
        sign(&self.0.look_up, &[what.as_bytes(), value.as_bytes()]).as_ref().to_vec()
    }

    /// Signs what the log of who looked says. `what` tells one use from another.
    pub(super) fn audit_tag(&self, what: &'static str, parts: &[&[u8]]) -> Tag {
        let mut bytes = Vec::with_capacity(256);
        push(&mut bytes, what.as_bytes());
        for part in parts {
            push(&mut bytes, part);
        }
        let mut tag = [0; 32];
        tag.copy_from_slice(hmac::sign(&self.0.audit, &bytes).as_ref());
        tag
    }

    /// Whether [`Keys::audit_tag`] gave this.
    pub(super) fn audit_fits(&self, what: &'static str, parts: &[&[u8]], tag: &[u8]) -> bool {
        aws_lc_rs::constant_time::verify_slices_are_equal(&self.audit_tag(what, parts), tag).is_ok()
    }

    /// The id of the key that seals now.
    pub fn writing(&self) -> &str {
        &self.writing_key().id
    }

    /// With what everything begins that the key which writes seals.
    pub(super) fn head(&self) -> Vec<u8> {
        let id = self.writing().as_bytes();
        // A key id has at most 32 bytes; `key_file` sees to that.
        let length = u8::try_from(id.len()).unwrap_or(u8::MAX);
        [&[FORMAT, length], id].concat()
    }

    /// The id of the key that sealed something, as its head says.
    pub(super) fn sealed_by(sealed: &[u8]) -> Option<&str> {
        parts(sealed).and_then(|(id, ..)| std::str::from_utf8(id).ok())
    }

    /// The ids of the keys that only open.
    pub fn older(&self) -> impl Iterator<Item = &str> {
        self.0.copies.iter().skip(1).map(|key| key.id.as_str())
    }

    fn writing_key(&self) -> &CopiesKey {
        &self.0.copies[0]
    }

    /// Closes `plain` so that only a holder of the keys opens it, and only for what it belongs to.
    ///
    /// # Errors
    /// [`StoreError::CannotSeal`], when the machine gives no random numbers.
    pub fn seal(&self, belongs: &Belongs, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let CopiesKey { id, key } = self.writing_key();
        let mut text = Vec::with_capacity(plain.len() + AES_256_GCM_SIV.tag_len());
        text.extend_from_slice(plain);
        let nonce = key
            .seal_in_place_append_tag(Aad::from(belongs.bytes(id)), &mut text)
            .map_err(|_| StoreError::CannotSeal)?;
        let mut sealed = self.head();
        sealed.reserve(NONCE_LEN + text.len());
        sealed.extend_from_slice(nonce.as_ref());
        sealed.extend_from_slice(&text);
        Ok(sealed)
    }

    /// Opens what [`Keys::seal`] closed.
    ///
    /// # Errors
    /// Why it stays closed.
    pub fn open(&self, belongs: &Belongs, sealed: &[u8]) -> Result<Vec<u8>, StaysSealed> {
        let (id, nonce, text) = parts(sealed).ok_or(StaysSealed::UnknownFormat)?;
        let key = self.0.copies.iter().find(|key| key.id.as_bytes() == id).ok_or(StaysSealed::UnknownKey)?;
        let mut text = text.to_vec();
        let length = key
            .key
            .open_in_place(Nonce::assume_unique_for_key(nonce), Aad::from(belongs.bytes(&key.id)), &mut text)
            .map_err(|_| StaysSealed::DoesNotFit)?
            .len();
        text.truncate(length);
        Ok(text)
    }
}

/// Key id, nonce and text of something sealed.
fn parts(sealed: &[u8]) -> Option<(&[u8], [u8; NONCE_LEN], &[u8])> {
    let (format, rest) = sealed.split_first()?;
    let (length, rest) = rest.split_first()?;
    let (id, rest) = rest.split_at_checked(usize::from(*length))?;
    let (nonce, text) = rest.split_first_chunk::<NONCE_LEN>()?;
    (*format == FORMAT).then_some((id, *nonce, text))
}

impl Belongs<'_> {
    fn bytes(&self, key_id: &str) -> Vec<u8> {
        let mut bytes = vec![FORMAT];
        let first: [&[u8]; 3] = [key_id.as_bytes(), self.place.as_bytes(), self.person.0.as_bytes()];
        for part in first.into_iter().chain(self.to.iter().map(|part| part.as_bytes())) {
            push(&mut bytes, part);
        }
        bytes
    }
}

fn sign(key: &hmac::Key, parts: &[&[u8]]) -> hmac::Tag {
    let mut bytes = Vec::with_capacity(128);
    for part in parts {
        push(&mut bytes, part);
    }
    hmac::sign(key, &bytes)
}

/// Each part after its length, so that no two lists of parts look the same.
fn push(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
    bytes.extend_from_slice(part);
}

/// Never the keys themselves.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::store::testing::{keys, ods};

    fn anna() -> PersonId {
        PersonId(Uuid::from_u128(1))
    }

    const LETTER: Belongs =
        Belongs::kept(SealedTable::SourceCopy, PersonId(Uuid::from_u128(1)), &["RXX", "letters"]);

    #[test]
    fn what_was_sealed_opens_for_what_it_belongs_to_and_for_nothing_else() {
        let keys = keys();
        let sealed = keys.seal(&LETTER, b"a letter").expect("sealed");
        assert_eq!(keys.open(&LETTER, &sealed), Ok(b"a letter".to_vec()));
        for other in [
            Belongs { place: "demographics", ..LETTER },
            Belongs { person: PersonId(Uuid::from_u128(2)), ..LETTER },
            Belongs { to: &["RYY", "letters"], ..LETTER },
            Belongs { to: &["RXX", "medicines"], ..LETTER },
            Belongs { to: &["RXXl", "etters"], ..LETTER },
            Belongs { to: &["RXX"], ..LETTER },
        ] {
            assert_eq!(keys.open(&other, &sealed), Err(StaysSealed::DoesNotFit), "{other:?}");
        }
    }

    #[test]
    fn nothing_of_the_text_can_be_seen_and_no_two_are_alike() {
        let keys = keys();
        let one = keys.seal(&LETTER, b"a letter").expect("sealed");
        assert!(!one.windows(6).any(|bytes| bytes == b"letter"));
        assert_ne!(one, keys.seal(&LETTER, b"a letter").expect("sealed"));
    }

    #[test]
    fn whatever_is_changed_or_cut_stays_sealed() {
        let keys = keys();
        let sealed = keys.seal(&LETTER, b"a letter").expect("sealed");
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert!(keys.open(&LETTER, &changed).is_err(), "byte {index}");
            assert!(keys.open(&LETTER, &sealed[..index]).is_err(), "cut at {index}");
        }
    }

    #[test]
    fn keys_of_another_front_door_open_nothing() {
        let sealed = keys().seal(&LETTER, b"a letter").expect("sealed");
        assert_eq!(keys().open(&LETTER, &sealed), Err(StaysSealed::DoesNotFit));
    }

    #[test]
    fn an_entrys_id_stays_and_differs_with_each_thing_that_tells_it_from_others() {
        let keys = keys();
        let id = |person, source: &str, kind, own: &str| keys.entry_id(person, &ods(source), kind, own);
        let all = [
            id(anna(), "RXX", Kind::Letters, "1"),
            id(PersonId(Uuid::from_u128(2)), "RXX", Kind::Letters, "1"),
            id(anna(), "RYY", Kind::Letters, "1"),
            id(anna(), "RXX", Kind::Visits, "1"),
            id(anna(), "RXX", Kind::Letters, "2"),
            id(anna(), "RXX", Kind::Letters, ""),
        ];
        assert_eq!(all[0], id(anna(), "RXX", Kind::Letters, "1"));
        let different: std::collections::HashSet<_> = all.into_iter().collect();
        assert_eq!(different.len(), all.len());
    }

    #[test]
    fn debug_output_shows_no_key() {
        assert_eq!(format!("{:?}", keys()), "Keys(…)");
    }
}
