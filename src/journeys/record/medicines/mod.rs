//! Medicines: the list, and one medicine.

mod entry_words;

use axum::extract::State;

use super::asked::{AskedId, ListQuery};
use super::{detail as one, list as many};
use crate::access::Permit;
use crate::domain::{Clock, Medicine};
use crate::gather::Gather;
use crate::web::{Outcome, Reader};

/// `/record/medicines`
pub async fn list(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    query: ListQuery,
) -> Outcome {
    many::show::<Medicine>(&gather, &clock, &permit, &reader, query).await
}

/// `/record/medicines/{id}`
pub async fn detail(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    id: AskedId,
) -> Outcome {
    one::show::<Medicine, _>(&gather, &clock, &permit, &reader, id, |_| ()).await
}
