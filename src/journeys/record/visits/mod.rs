//! Visits: the list, and one visit with what was written down.

mod entry_words;
pub(super) mod page;

use axum::extract::State;

use super::asked::{AskedId, ListQuery};
use super::{detail as one, list as many};
use crate::access::Permit;
use crate::domain::{Clock, Visit};
use crate::gather::Gather;
use crate::web::{Outcome, Reader};

/// `/record/visits`
pub async fn list(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    query: ListQuery,
) -> Outcome {
    many::show::<Visit>(&gather, &clock, &permit, &reader, query).await
}

/// `/record/visits/{id}`
pub async fn detail(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    id: AskedId,
) -> Outcome {
    one::show::<Visit, _>(&gather, &clock, &permit, &reader, id, page::special).await
}
