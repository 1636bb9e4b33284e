//! The file of keys: read with care, and made at the first start in practice mode.

use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use aws_lc_rs::aead::{AES_256_GCM_SIV, RandomizedNonceKey};
use aws_lc_rs::hmac;
use data_encoding::BASE64;
use serde::Deserialize;

use super::keys::{CopiesKey, Inner, Keys};

/// The length of every key, in bytes.
const KEY_LENGTH: usize = 32;

/// Why there are no keys. None of the messages holds any part of a key.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    #[error(
        "the key file {0} does not exist; make one with `front-door make-keys`, or name another with FRONT_DOOR_KEYS"
    )]
    Missing(PathBuf),
    #[error("the key file {0} cannot be read: {1}")]
    CannotRead(PathBuf, #[source] std::io::Error),
    #[error("the key file {0} cannot be made: {1}")]
    CannotMake(PathBuf, #[source] std::io::Error),
    #[error("the key file {0} can be read by others: run chmod 600 on it")]
    OthersCanRead(PathBuf),
    #[error("the key file {0}, line {1}: {2}")]
    Malformed(PathBuf, usize, String),
    #[error("the key file {0}: {1} must be 32 random bytes in base64")]
    NotAKey(PathBuf, String),
    #[error("the key file {0}: exactly one of [[copies]] has writes = true")]
    NotOneWriter(PathBuf),
    #[error("the key file {0}: ids of [[copies]] differ and have 1 to 32 letters, digits or dashes")]
    Ids(PathBuf),
    #[error("this machine gives no random numbers")]
    NoRandomness,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    entry_id: String,
    look_up: String,
    audit: Option<String>,
    copies: Vec<CopiesEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CopiesEntry {
    id: String,
    key: String,
    #[serde(default)]
    writes: bool,
}

impl Keys {
    /// Reads a key file that only its owner may read.
    ///
    /// # Errors
    /// What is wrong with the file, by name.
    pub fn load(path: &Path) -> Result<Self, KeysError> {
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => KeysError::Missing(path.to_owned()),
            _ => KeysError::CannotRead(path.to_owned(), error),
        })?;
        let mode = std::fs::metadata(path).map_err(|error| KeysError::CannotRead(path.to_owned(), error))?;
        if mode.permissions().mode() & 0o077 != 0 {
            return Err(KeysError::OthersCanRead(path.to_owned()));
        }
        Self::read(path, &text)
    }

    /// Reads the key file, or makes one with mode 0600 where there is none: only for the first start in practice mode.
    ///
    /// # Errors
    /// As [`Keys::load`], or that the file cannot be made.
    pub fn load_or_make(path: &Path) -> Result<Self, KeysError> {
        match Self::load(path) {
            Err(KeysError::Missing(_)) => {
                make(path)?;
                Self::load(path)
            }
            loaded => loaded,
        }
    }

    /// New random keys that are in no file.
    ///
    /// # Errors
    /// [`KeysError::NoRandomness`].
    pub fn random() -> Result<Self, KeysError> {
        Self::read(Path::new("(none)"), &random_file()?)
    }

    fn read(path: &Path, text: &str) -> Result<Self, KeysError> {
        let file: KeyFile = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            // The parser's own display shows the line, and that may hold a key.
            KeysError::Malformed(path.to_owned(), line, error.message().to_owned())
        })?;
        let key = |name: &str, text: &str| {
            let bytes = BASE64.decode(text.trim().as_bytes()).ok();
            bytes
                .filter(|bytes| bytes.len() == KEY_LENGTH)
                .ok_or_else(|| KeysError::NotAKey(path.to_owned(), name.to_owned()))
        };
        let mut entries = file.copies;
        entries.sort_by_key(|entry| !entry.writes);
        if entries.iter().filter(|entry| entry.writes).count() != 1 {
            return Err(KeysError::NotOneWriter(path.to_owned()));
        }
        let mut copies: Vec<CopiesKey> = Vec::new();
        for entry in entries {
            if !is_key_id(&entry.id) || copies.iter().any(|key| key.id == entry.id) {
                return Err(KeysError::Ids(path.to_owned()));
            }
            let name = format!("the key of copies {:?}", entry.id);
            let sealing = RandomizedNonceKey::new(&AES_256_GCM_SIV, &key(&name, &entry.key)?)
                .map_err(|_| KeysError::NotAKey(path.to_owned(), name))?;
            copies.push(CopiesKey { id: entry.id, key: sealing });
        }
        let look_up = hmac::Key::new(hmac::HMAC_SHA256, &key("look_up", &file.look_up)?);
        let audit = match &file.audit {
            Some(text) => hmac::Key::new(hmac::HMAC_SHA256, &key("audit", text)?),
            // A file from before the log had chains: a key made of one that never changes either.
            None => hmac::Key::new(hmac::HMAC_SHA256, hmac::sign(&look_up, b"front-door audit").as_ref()),
        };
        let entry_id = hmac::Key::new(hmac::HMAC_SHA256, &key("entry_id", &file.entry_id)?);
        Ok(Keys::new(Inner { entry_id, look_up, audit, copies }))
    }
}

fn is_key_id(id: &str) -> bool {
    (1..=32).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn make(path: &Path) -> Result<(), KeysError> {
    let cannot = |error| KeysError::CannotMake(path.to_owned(), error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.exists()) {
        std::fs::DirBuilder::new().mode(0o700).create(folder).map_err(cannot)?;
    }
    let mut file = match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(file) => file,
        // Another start made it in the meantime.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
        Err(error) => return Err(cannot(error)),
    };
    file.write_all(random_file()?.as_bytes()).and_then(|()| file.sync_all()).map_err(cannot)
}

fn random_file() -> Result<String, KeysError> {
    let mut keys = [[0; KEY_LENGTH]; 4];
    for key in &mut keys {
        aws_lc_rs::rand::fill(key).map_err(|_| KeysError::NoRandomness)?;
    }
    let [entry_id, look_up, audit, copies] = keys.map(|key| BASE64.encode(&key));
    Ok(format!(
        "# The keys of this Front Door. Keep a copy in a safe place, apart from the database.\n\
         \n\
         # Makes the ids of entries in links. Never change it: links and \"seen\" marks would be lost.\n\
         entry_id = \"{entry_id}\"\n\
         \n\
         # Finds accounts by email address and people by NHS number. Never change it: nobody could log in.\n\
         look_up = \"{look_up}\"\n\
         \n\
         # Signs the log of who looked. Never change it: what is logged so far could not be checked any more.\n\
         audit = \"{audit}\"\n\
         \n\
         # Seals what is kept. To change it, add another [[copies]] with writes = true and set this one to false;\n\
         # remove this one only when `front-door seal-anew` says that it can be taken out (docs/keys.md).\n\
         [[copies]]\n\
         id = \"first\"\n\
         key = \"{copies}\"\n\
         writes = true\n"
    ))
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    fn file(copies: &str) -> String {
        format!("entry_id = \"{KEY}\"\nlook_up = \"{KEY}\"\n{copies}")
    }

    fn copies(id: &str, key: &str, writes: bool) -> String {
        format!("[[copies]]\nid = \"{id}\"\nkey = \"{key}\"\nwrites = {writes}\n")
    }

    fn read(text: &str) -> Result<Keys, KeysError> {
        Keys::read(Path::new("keys.toml"), text)
    }

    #[test]
    fn the_first_start_makes_a_file_for_its_owner_alone_and_the_next_reads_it() {
        let home = TempDir::new().expect("a folder");
        let path = home.path().join("data/keys.toml");
        assert!(matches!(Keys::load(&path), Err(KeysError::Missing(_))));
        let made = Keys::load_or_make(&path).expect("keys");
        let mode = |path: &Path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&home.path().join("data"))), (0o600, 0o700));
        let read = Keys::load_or_make(&path).expect("keys");
        assert_eq!(read.look_up("email", "anna@example.org"), made.look_up("email", "anna@example.org"));
        assert_ne!(read.look_up("email", "x"), Keys::random().expect("keys").look_up("email", "x"));
    }

    #[test]
    fn a_file_from_before_the_log_was_signed_signs_it_with_a_key_of_its_own_all_the_same() {
        let old = read(&file(&copies("a", KEY, true))).expect("keys");
        let again = read(&file(&copies("b", KEY, true))).expect("keys");
        assert_eq!(old.audit_tag("row", &[b"x"]), again.audit_tag("row", &[b"x"]));
        let other = Keys::random().expect("keys");
        assert_ne!(old.audit_tag("row", &[b"x"]), other.audit_tag("row", &[b"x"]));
        assert_ne!(old.audit_tag("row", &[b"x"]).to_vec(), old.look_up("row", "x"));
    }

    #[test]
    fn a_file_that_others_can_read_is_refused() {
        let home = TempDir::new().expect("a folder");
        let path = home.path().join("keys.toml");
        Keys::load_or_make(&path).expect("keys");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("a mode");
        assert!(matches!(Keys::load(&path), Err(KeysError::OthersCanRead(_))));
        assert!(Keys::load_or_make(&path).is_err());
    }

    #[test]
    fn exactly_one_key_writes() {
        let none = file(&copies("a", KEY, false));
        let two = file(&format!("{}{}", copies("a", KEY, true), copies("b", KEY, true)));
        for text in [none, two, file("copies = []")] {
            assert!(matches!(read(&text), Err(KeysError::NotOneWriter(_))), "{text}");
        }
        let one = file(&format!("{}{}", copies("a", KEY, false), copies("b", KEY, true)));
        assert_eq!(read(&one).expect("keys").writing(), "b");
    }

    #[test]
    fn ids_that_are_the_same_or_odd_are_refused() {
        let twice = format!("{}{}", copies("a", KEY, true), copies("a", KEY, false));
        for text in
            [twice, copies("", KEY, true), copies("a b", KEY, true), copies(&"a".repeat(33), KEY, true)]
        {
            assert!(matches!(read(&file(&text)), Err(KeysError::Ids(_))), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_without_showing_a_key() {
        let secret = "c2VjcmV0c2VjcmV0";
        for (text, expected) in [
            (file(&copies("a", secret, true)), "the key of copies \"a\" must be 32 random bytes in base64"),
            (file(&format!("other = \"{secret}\"\n")), "line 3: unknown field `other`"),
            (format!("entry_id = \"{secret}"), "line 1: "),
            (file(&format!("[[copies]]\nid = \"a\"\nkey = {secret}\n")), "line 5: "),
        ] {
            let error = read(&text).expect_err("an error").to_string();
            assert!(error.contains(expected), "{error}");
            assert!(!error.contains(secret), "{error}");
        }
    }
}
