//! The practice log-in at work: a small OpenID provider of the made-up organisations' own, where one picks which member of
//! staff to be and what goes wrong.

mod back_channel;
mod front;
mod outcome;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;
use uuid::Uuid;

use super::SandboxError;
use super::openid::on_loopback;
use super::staff::staff;
pub use front::routes;
use outcome::Outcome;

/// It stops when this is dropped. People see its page below our own address; Front Door asks it on loopback.
pub struct PracticeStaffLogIn {
    pub issuer: Url,
    public_url: Url,
    secret: String,
    codes: Mutex<HashMap<String, Granted>>,
    _stop: DropGuard,
}

/// What a code stands for.
struct Granted {
    email: &'static str,
    name: &'static str,
    outcome: Outcome,
    nonce: String,
    challenge: String,
    until: i64,
}

impl PracticeStaffLogIn {
    /// How it knows Front Door.
    pub const CLIENT_ID: &str = "front-door-practice-desk";
    /// Which ways of logging in it is to be asked for.
    pub const ACR_VALUES: &str = "practice-any";
    /// How Front Door's addresses know it.
    pub const KEY: &str = "practice";

    /// Starts it on a free port of loopback.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(public_url: Url) -> Result<Arc<Self>, SandboxError> {
        let (listener, issuer) = on_loopback().await?;
        let stop = CancellationToken::new();
        let _stop = stop.clone().drop_guard();
        let secret = Uuid::new_v4().simple().to_string();
        let log_in = Arc::new(Self { issuer, public_url, secret, codes: Mutex::default(), _stop });
        // It must not keep itself alive: with the last of its users it stops.
        let router = back_channel::router(Arc::downgrade(&log_in));
        tokio::spawn(stop.run_until_cancelled_owned(async move { axum::serve(listener, router).await }));
        Ok(log_in)
    }

    /// With which Front Door proves who it is.
    pub fn secret(&self) -> SecretString {
        self.secret.clone().into()
    }

    /// The organisations whose staff come by it.
    pub fn organisations(&self) -> BTreeSet<&'static str> {
        staff().into_iter().map(|staff| staff.organisation).collect()
    }

    /// As it writes itself: without a slash at the end.
    fn name(&self) -> &str {
        self.issuer.as_str().trim_end_matches('/')
    }

    fn codes(&self) -> MutexGuard<'_, HashMap<String, Granted>> {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
