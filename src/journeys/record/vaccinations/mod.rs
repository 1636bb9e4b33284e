//! Vaccinations: the list, and one vaccination.

mod entry_words;

use axum::extract::State;

use super::asked::{AskedId, ListQuery};
use super::{detail as one, list as many};
use crate::access::Permit;
use crate::domain::{Clock, Vaccination};
use crate::gather::Gather;
use crate::web::{Outcome, Reader};

/// `/record/vaccinations`
pub async fn list(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    query: ListQuery,
) -> Outcome {
    many::show::<Vaccination>(&gather, &clock, &permit, &reader, query).await
}

/// `/record/vaccinations/{id}`
pub async fn detail(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    id: AskedId,
) -> Outcome {
    one::show::<Vaccination, _>(&gather, &clock, &permit, &reader, id, |_| ()).await
}
