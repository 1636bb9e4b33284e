//! Letters and documents: the list, and one letter.

mod entry_words;
mod file;
pub(super) mod page;

use axum::extract::State;

use super::asked::{AskedId, ListQuery};
use super::{detail as one, list as many};
use crate::access::Permit;
use crate::domain::{Clock, Letter};
use crate::gather::Gather;
use crate::web::{Outcome, Reader};
pub use file::file;

/// `/record/letters`
pub async fn list(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    query: ListQuery,
) -> Outcome {
    many::show::<Letter>(&gather, &clock, &permit, &reader, query).await
}

/// `/record/letters/{id}`
pub async fn detail(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    id: AskedId,
) -> Outcome {
    one::show::<Letter, _>(&gather, &clock, &permit, &reader, id, page::special).await
}
