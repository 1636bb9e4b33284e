//! Appointments: coming up, to arrange and past; and one appointment.

mod entry_words;
pub mod order;
mod page;
#[cfg(test)]
mod tests;

pub use entry_words::requested;

use axum::extract::State;

use super::record::asked::{AskedId, ListQuery};
use super::record::{detail as one, list as many};
use crate::access::Permit;
use crate::domain::{Appointment, Clock};
use crate::gather::Gather;
use crate::web::{Outcome, Reader};

/// `/appointments`, and `/appointments?show=past`.
pub async fn list(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    query: ListQuery,
) -> Outcome {
    many::show::<Appointment>(&gather, &clock, &permit, &reader, query).await
}

/// `/appointments/{id}`
pub async fn detail(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
    id: AskedId,
) -> Outcome {
    one::show::<Appointment, _>(&gather, &clock, &permit, &reader, id, page::special).await
}
