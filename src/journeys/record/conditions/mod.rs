//! Conditions: the list, and one condition.

mod entry_words;

pub use entry_words::{Place, certainty, place};

use axum::extract::State;

use super::asked::{AskedId, ListQuery};
use super::{detail as one, list as many};
use crate::access::Permit;
use crate::domain::{Clock, Condition};
use crate::gather::Gather;
use crate::web::{Outcome, Reader};

/// `/record/conditions`
pub async fn list(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    query: ListQuery,
) -> Outcome {
    many::show::<Condition>(&gather, &clock, &permit, &reader, query).await
}

/// `/record/conditions/{id}`
pub async fn detail(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    id: AskedId,
) -> Outcome {
    one::show::<Condition, _>(&gather, &clock, &permit, &reader, id, |_| ()).await
}
