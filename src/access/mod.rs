//! Who may see what, and the record of who saw it.

mod fetch_order;
mod permit;
mod sealed;

pub use fetch_order::{Authority, FetchOrder};
pub use permit::{Action, CannotDisclose, Limits, Permit, Purpose};
pub use sealed::{Contents, Sealed};
