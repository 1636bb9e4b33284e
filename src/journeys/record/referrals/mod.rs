//! Referrals: the list, and one referral with its story in sentences.

mod entry_words;
pub(super) mod page;

pub use entry_words::who_asked_whom;

use axum::extract::State;

use super::asked::{AskedId, ListQuery};
use super::{detail as one, list as many};
use crate::access::Permit;
use crate::domain::{Clock, Referral};
use crate::gather::Gather;
use crate::web::{Outcome, Reader};

/// `/record/referrals`
pub async fn list(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    query: ListQuery,
) -> Outcome {
    many::show::<Referral>(&gather, &clock, &permit, &reader, query).await
}

/// `/record/referrals/{id}`
pub async fn detail(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    id: AskedId,
) -> Outcome {
    one::show::<Referral, _>(&gather, &clock, &permit, &reader, id, page::special).await
}
