//! Stands in for the browser in the server's build, where islands are only written out and never run.

use std::time::Duration;

/// Never called on the server.
pub async fn pause(_time: Duration) {}

/// Never called on the server.
pub async fn still_waiting(_kinds: &str) -> Option<u32> {
    None
}

/// Never called on the server.
pub async fn stay_logged_in() -> bool {
    false
}

/// Never called on the server.
pub async fn passkey(_makes: bool) -> bool {
    false
}

/// Never called on the server.
pub fn finish() {}

/// Never called on the server.
pub fn focus(_id: &str) {}

/// Never called on the server.
pub fn has_own_voice(_language: &str) -> bool {
    false
}

/// Never called on the server.
pub fn read_out(_language: &str) {}

/// Never called on the server.
pub fn is_reading() -> bool {
    false
}

/// Never called on the server.
pub fn stop_reading() {}

/// Never called on the server.
pub fn stop_reading_with_the_page() {}
