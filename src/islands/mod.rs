//! The only code that is compiled to wasm: small parts of a page that do a little more when JavaScript runs.

mod check_again;

pub use check_again::CheckAgain;
