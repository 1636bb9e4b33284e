//! What islands ask of the browser: to wait, to fetch a number from the server, and to tell it that somebody is there.

use std::time::Duration;

use gloo_net::http::Request;

/// Waits.
pub async fn pause(time: Duration) {
    gloo_timers::future::sleep(time).await;
}

/// How many organisations are still waited for, of one kind of entry or of several with commas between them; nothing if the server does not answer with a number.
pub async fn still_waiting(kinds: &str) -> Option<u32> {
    let answer = Request::get(&format!("/where-from/waiting/{kinds}")).send().await.ok()?;
    if !answer.ok() {
        return None;
    }
    answer.text().await.ok()?.trim().parse().ok()
}

/// Tells the server that somebody is there; false where their log-in has ended, or the server does not answer.
pub async fn stay_logged_in() -> bool {
    Request::post("/stay").send().await.is_ok_and(|answer| answer.status() == 204)
}
