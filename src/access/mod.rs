//! Who may see what, and the record of who saw it.

mod accounts;
mod attempts;
mod bundle;
mod cookies;
mod extract;
mod fetch_order;
mod log_in;
mod passwords;
mod permit;
mod sealed;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use accounts::{Accounts, CannotAdd, CannotCheck, LogInAttempt, NewAccount};
pub use attempts::AttemptLimits;
pub use bundle::{Access, AccessSettings};
pub use cookies::{ForgetEverything, SessionCookie};
pub use extract::{LoggedInName, NoPermit, NotLoggedIn};
pub use fetch_order::{ActOrder, Authority, FetchOrder};
pub use log_in::{CannotLogIn, log_in, log_out};
pub use passwords::PasswordError;
pub use permit::{Action, CannotDisclose, Limits, Permit, Purpose};
pub use sealed::{Contents, Sealed};
