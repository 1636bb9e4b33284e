//! The only code that is compiled to wasm: small parts of a page that do a little more when JavaScript runs.

mod check_again;
mod looking_again;
mod make_when_ready;
mod passkey_button;
mod read_aloud;
mod stay_logged_in;

pub use check_again::CheckAgain;
pub use make_when_ready::MakeWhenReady;
pub use passkey_button::PasskeyButton;
pub use read_aloud::ReadAloud;
pub use stay_logged_in::StayLoggedIn;
