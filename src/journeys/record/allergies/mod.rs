//! Allergies: the list, and one allergy.

mod disagreement;
mod entry_words;

pub use entry_words::{Place, place};

use axum::extract::State;

use super::asked::{AskedId, ListQuery};
use super::{detail as one, list as many};
use crate::access::Permit;
use crate::domain::{Allergy, Clock};
use crate::gather::Gather;
use crate::web::{Outcome, Reader};

/// `/record/allergies`
pub async fn list(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    query: ListQuery,
) -> Outcome {
    many::show::<Allergy>(&gather, &clock, &permit, &reader, query).await
}

/// `/record/allergies/{id}`
pub async fn detail(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    id: AskedId,
) -> Outcome {
    one::show::<Allergy, _>(&gather, &clock, &permit, &reader, id, |_| ()).await
}
