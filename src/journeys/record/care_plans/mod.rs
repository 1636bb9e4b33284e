//! Care plans: the list, and one care plan with its goals and what is to be done.

mod entry_words;
pub(super) mod page;

use axum::extract::State;

use super::asked::{AskedId, ListQuery};
use super::{detail as one, list as many};
use crate::access::Permit;
use crate::domain::{CarePlan, Clock};
use crate::gather::Gather;
use crate::web::{Outcome, Reader};

/// `/record/care-plans`
pub async fn list(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    query: ListQuery,
) -> Outcome {
    many::show::<CarePlan>(&gather, &clock, &permit, &reader, query).await
}

/// `/record/care-plans/{id}`
pub async fn detail(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    id: AskedId,
) -> Outcome {
    one::show::<CarePlan, _>(&gather, &clock, &permit, &reader, id, page::special).await
}
