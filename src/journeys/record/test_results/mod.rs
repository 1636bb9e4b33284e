//! Test results: the list, and one result with its earlier ones.

mod entry_words;
mod history;
pub(super) mod page;
mod picture;
mod range;

use axum::extract::State;

use super::asked::{AskedId, ListQuery};
use super::{detail as one, list as many};
use crate::access::Permit;
use crate::domain::{Clock, TestResult};
use crate::gather::Gather;
use crate::web::{Outcome, Reader};

/// `/record/test-results`
pub async fn list(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    query: ListQuery,
) -> Outcome {
    many::show::<TestResult>(&gather, &clock, &permit, &reader, query).await
}

/// `/record/test-results/{id}`
pub async fn detail(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    id: AskedId,
) -> Outcome {
    one::show::<TestResult, _>(&gather, &clock, &permit, &reader, id, page::special).await
}
