//! Looks at what patients have given their carers, so that both are warned before it ends or is looked at anew.

use std::time::Duration;

use crate::access::Access;
use crate::store::Outbox;

const EVERY: Duration = Duration::from_secs(60);

/// Works until the program ends.
pub async fn watch_grants(access: Access, outbox: Outbox) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = access.look_at_grants(&outbox).await {
            tracing::warn!(%error, "nobody can be warned of an end of access");
        }
    }
}
