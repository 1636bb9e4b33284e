//! Keeps back the results that wait, because whoever asks wants to see new ones later.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Everyone;
use crate::access::Permit;
use crate::domain::{Gathered, InAnswer, KeptBack, Kind, Kinds, ResultWait};
use crate::store::StoreError;

/// What of the results may be shown: by whose choice, and when.
pub struct Shown {
    pub wait: Arc<ResultWait>,
    pub now: DateTime<Utc>,
}

impl Shown {
    pub fn of<T: InAnswer>(&self, gathered: Gathered<T>) -> Gathered<T> {
        self.wait.keep_back(gathered, self.now)
    }
}

impl Everyone {
    /// When whoever asks wants to see new results.
    pub(super) async fn result_wait(
        &self,
        permit: &Permit,
        kinds: Kinds,
    ) -> Result<Arc<ResultWait>, StoreError> {
        match kinds.contains(Kind::TestResults) {
            true => self.keeping.result_waits.of(permit.chooses()).await,
            false => Ok(Arc::default()),
        }
    }

    /// Remembers since when we know of results that wait. Where that cannot be stored they wait on, and whoever wants
    /// to see them still can.
    pub(super) async fn remember(&self, permit: &Permit, kept_back: &[KeptBack]) {
        let unknown = kept_back.iter().filter(|kept| !kept.is_remembered);
        let results: Vec<_> = unknown.flat_map(KeptBack::each).collect();
        let now = self.clock.now();
        if let Err(error) = self.keeping.result_waits.first_told(permit.chooses(), &results, now).await {
            tracing::error!(%error, "nobody remembers since when results wait");
        }
    }
}
