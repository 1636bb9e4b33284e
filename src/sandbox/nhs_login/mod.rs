//! The practice NHS login: a small OpenID provider, where one picks who to be and what goes wrong.

mod back_channel;
mod front;
mod outcome;
mod page;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;

use super::SandboxError;
use super::openid::on_loopback;
use super::people::PracticePerson;
use super::tokens::{self, Shown};
pub use front::routes;
use outcome::Outcome;

/// The practice NHS login; it stops when this is dropped. People see its pages below our own address; Front Door asks
/// it on loopback, as it asks a real one over the internet.
pub struct PracticeNhsLogin {
    pub issuer: Url,
    public_url: Url,
    people: Arc<[PracticePerson]>,
    inside: Mutex<Inside>,
    _stop: DropGuard,
}

#[derive(Default)]
struct Inside {
    codes: HashMap<String, Granted>,
    tokens: HashMap<String, Granted>,
    shown: Shown,
    asserted: Vec<String>,
}

/// What somebody agreed to.
#[derive(Clone)]
struct Granted {
    person: PracticePerson,
    outcome: Outcome,
    nonce: String,
    back_to: String,
    challenge: String,
    vot: &'static str,
    until: i64,
}

/// How NHS login knows Front Door, and the private key with which Front Door proves it, in PEM.
///
/// # Errors
/// When no key can be made.
pub fn client() -> Result<(&'static str, &'static str), SandboxError> {
    Ok((tokens::CLIENT_ID, tokens::keys::client()?.pem.as_str()))
}

impl PracticeNhsLogin {
    /// Starts it on a free port of loopback.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(public_url: Url, people: Arc<[PracticePerson]>) -> Result<Arc<Self>, SandboxError> {
        let (listener, issuer) = on_loopback().await?;
        let stop = CancellationToken::new();
        let _stop = stop.clone().drop_guard();
        let login = Arc::new(Self { issuer, public_url, people, inside: Mutex::default(), _stop });
        // It must not keep itself alive: with the last of its users it stops.
        let router = back_channel::router(Arc::downgrade(&login));
        tokio::spawn(stop.run_until_cancelled_owned(async move { axum::serve(listener, router).await }));
        Ok(login)
    }

    /// As it writes itself: without a slash at the end.
    fn name(&self) -> &str {
        self.issuer.as_str().trim_end_matches('/')
    }

    fn token_url(&self) -> String {
        format!("{}/token", self.name())
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
