//! Places near somewhere, from the directory of services. What it said is used again for a while: it is about nobody.

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;

use crate::connectors::{CannotLookUp, ConnectorError, ServiceFinder};
use crate::domain::{Nearby, PlaceKind, Postcode};

/// How many places are asked for.
const MOST: usize = 10;
/// A page does not wait longer than this.
const LONGEST: Duration = Duration::from_secs(8);
const KEPT_FOR: Duration = Duration::from_secs(10 * 60);
const MOST_KEPT: u64 = 5_000;

/// From where places are looked for.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum FromWhere {
    Postcode(Postcode),
    /// A town or village, as typed.
    Town(String),
}

/// Without the words: where somebody is must not be in a log.
impl std::fmt::Debug for FromWhere {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FromWhere(…)")
    }
}

impl FromWhere {
    /// A postcode where it is one, else the name of a town.
    pub fn read(typed: &str) -> Self {
        Postcode::parse(typed).map_or_else(|_| Self::Town(typed.trim().to_owned()), Self::Postcode)
    }
}

/// The directory, where the sources file names one. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    finder: Option<Arc<dyn ServiceFinder>>,
    known: Cache<(PlaceKind, FromWhere), Arc<Nearby>>,
}

impl Services {
    pub fn new(finder: Option<Arc<dyn ServiceFinder>>) -> Self {
        Self { finder, known: Cache::builder().max_capacity(MOST_KEPT).time_to_live(KEPT_FOR).build() }
    }

    /// Whether there is a directory to look in.
    pub fn are_there(&self) -> bool {
        self.finder.is_some()
    }

    /// The nearest places.
    ///
    /// # Errors
    /// Why there is none: the directory does not know where that is, or it does not answer.
    pub async fn near(&self, kind: PlaceKind, from: &FromWhere) -> Result<Arc<Nearby>, CannotLookUp> {
        let key = (kind, from.clone());
        if let Some(known) = self.known.get(&key).await {
            return Ok(known);
        }
        let finder = self.finder.as_ref().ok_or(CannotLookUp::NotThere)?;
        let asked = async {
            match from {
                FromWhere::Postcode(postcode) => finder.near(kind, postcode, MOST).await,
                FromWhere::Town(town) => finder.near_town(kind, town, MOST).await,
            }
        };
        let told = tokio::time::timeout(LONGEST, asked).await;
        let nearby = Arc::new(told.map_err(|_| CannotLookUp::Failed(ConnectorError::TimedOut))??);
        self.known.insert(key, nearby.clone()).await;
        Ok(nearby)
    }
}
