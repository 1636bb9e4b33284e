//! The address of the database, which may hold a password and is therefore never printed.

use std::convert::Infallible;
use std::ops::Deref;
use std::str::FromStr;

/// `sqlite:path` or `postgres://…`.
#[derive(Clone)]
pub struct DatabaseUrl(String);

impl FromStr for DatabaseUrl {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl Deref for DatabaseUrl {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

/// Without what stands behind the kind of database: logs must not hold a password.
impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = self.0.split_once(':').map_or("", |(kind, _)| kind);
        write!(f, "{kind}:…")
    }
}
