//! The faults that can be set for an organisation, and the switch that holds the one now set.

use std::str::FromStr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

/// What goes wrong at an organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Fault {
    #[default]
    None,
    /// Answers rightly, after this long.
    Slow(Duration),
    /// Takes the question and never answers.
    Hang,
    /// Ends the connection with a TCP reset.
    Reset,
    Error500,
    /// 429, asking to wait this long.
    TooManyRequests(Duration),
    /// 503.
    Unavailable,
    /// A web page where FHIR is due.
    WrongContentType,
    /// JSON that stops half way.
    TruncatedJson,
    /// Text that is not JSON.
    InvalidJson,
    /// One entry that cannot be read, among good ones.
    MalformedEntry,
    /// One entry about another practice person.
    OtherPerson,
    /// Everyone's entries, whoever was asked about.
    IgnoresFilter,
    /// An answer of 50 MB.
    HugeBody,
    RedirectLoop,
    /// The TLS certificate ran out yesterday.
    ExpiredCertificate,
    /// 401: no token is known there.
    WrongToken,
    /// 401: every token has run out.
    ExpiredToken,
    /// 401: every token is for another organisation.
    WrongTenant,
    /// 401: its clock goes ten minutes fast, so every token and every proof of who asks has run out.
    ClockSkew,
    /// 403: no token gives permission.
    NoPermission,
    /// Says yes to what is written to it, and lists nothing.
    ListsNothing,
    /// Keeps what is written to it, and fails.
    FailsAfterwards,
    /// 409 to what is written to it: something else has changed it meanwhile.
    Conflict,
}

/// A word that names no fault.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("there is no fault called {0:?}")]
pub struct UnknownFault(pub String);

const SLOW: Duration = Duration::from_secs(3);
const RETRY_AFTER: Duration = Duration::from_secs(30);

impl Fault {
    /// Every fault of what is read, with the usual time where it has one.
    pub const ALL: [Fault; 21] = [
        Fault::None,
        Fault::Slow(SLOW),
        Fault::Hang,
        Fault::Reset,
        Fault::Error500,
        Fault::TooManyRequests(RETRY_AFTER),
        Fault::Unavailable,
        Fault::WrongContentType,
        Fault::TruncatedJson,
        Fault::InvalidJson,
        Fault::MalformedEntry,
        Fault::OtherPerson,
        Fault::IgnoresFilter,
        Fault::HugeBody,
        Fault::RedirectLoop,
        Fault::ExpiredCertificate,
        Fault::WrongToken,
        Fault::ExpiredToken,
        Fault::WrongTenant,
        Fault::ClockSkew,
        Fault::NoPermission,
    ];

    /// Those of what is written to a hospital's own server; reading goes on as usual.
    pub const OF_WRITING: [Fault; 3] = [Fault::ListsNothing, Fault::FailsAfterwards, Fault::Conflict];

    /// All that can be set.
    pub fn every() -> impl Iterator<Item = Fault> {
        Fault::ALL.into_iter().chain(Fault::OF_WRITING)
    }

    /// The word used in forms and JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Fault::None => "none",
            Fault::Slow(_) => "slow",
            Fault::Hang => "hang",
            Fault::Reset => "reset",
            Fault::Error500 => "error-500",
            Fault::TooManyRequests(_) => "too-many-requests",
            Fault::Unavailable => "unavailable",
            Fault::WrongContentType => "wrong-content-type",
            Fault::TruncatedJson => "truncated-json",
            Fault::InvalidJson => "invalid-json",
            Fault::MalformedEntry => "malformed-entry",
            Fault::OtherPerson => "other-person",
            Fault::IgnoresFilter => "ignores-filter",
            Fault::HugeBody => "huge-body",
            Fault::RedirectLoop => "redirect-loop",
            Fault::ExpiredCertificate => "expired-certificate",
            Fault::WrongToken => "wrong-token",
            Fault::ExpiredToken => "expired-token",
            Fault::WrongTenant => "wrong-tenant",
            Fault::ClockSkew => "clock-skew",
            Fault::NoPermission => "no-permission",
            Fault::ListsNothing => "lists-nothing",
            Fault::FailsAfterwards => "fails-afterwards",
            Fault::Conflict => "conflict",
        }
    }

    /// The same fault with another time, where it has one.
    pub fn lasting(self, seconds: Option<u64>) -> Fault {
        match (self, seconds.map(Duration::from_secs)) {
            (Fault::Slow(_), Some(time)) => Fault::Slow(time),
            (Fault::TooManyRequests(_), Some(time)) => Fault::TooManyRequests(time),
            (fault, _) => fault,
        }
    }

    /// Its time in seconds, where it has one.
    pub fn seconds(self) -> Option<u64> {
        match self {
            Fault::Slow(time) | Fault::TooManyRequests(time) => Some(time.as_secs()),
            _ => None,
        }
    }
}

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(slug: &str) -> Result<Fault, UnknownFault> {
        Fault::every().find(|fault| fault.slug() == slug).ok_or_else(|| UnknownFault(slug.to_owned()))
    }
}

/// Holds the fault now set; ends the connections made under the one before.
#[derive(Debug)]
pub struct Switch {
    now: Mutex<Now>,
    stop: CancellationToken,
}

#[derive(Debug)]
struct Now {
    fault: Fault,
    changed: CancellationToken,
    /// Counts the connections made since the fault was set.
    open: TaskTracker,
}

impl Switch {
    /// Connections end at `stop` too.
    pub fn new(stop: CancellationToken) -> Switch {
        Switch { now: Mutex::new(Now::new(Fault::None, &stop)), stop }
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn fault(&self) -> Fault {
        self.lock().fault
    }

    /// Ends when another fault is set; keep the second part for as long as the connection is open.
    pub fn until_changed(&self) -> (CancellationToken, TaskTrackerToken) {
        let now = self.lock();
        (now.changed.clone(), now.open.token())
    }

    /// Sets a fault; every open connection ends, even where the fault stays the same. Waits until they have.
    pub async fn set(&self, fault: Fault) {
        let before = std::mem::replace(&mut *self.lock(), Now::new(fault, &self.stop));
        before.changed.cancel();
        before.open.close();
        let _ = tokio::time::timeout(Duration::from_secs(1), before.open.wait()).await;
        // A client in this very process must hear of it before it asks again.
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

impl Now {
    fn new(fault: Fault, stop: &CancellationToken) -> Now {
        Now { fault, changed: stop.child_token(), open: TaskTracker::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_found_again_by_its_word() {
        for fault in Fault::every() {
            assert_eq!(fault.slug().parse(), Ok(fault));
        }
        assert!("earthquake".parse::<Fault>().is_err());
    }

    #[test]
    fn only_faults_with_a_time_take_seconds() {
        assert_eq!(Fault::Slow(SLOW).lasting(Some(9)).seconds(), Some(9));
        assert_eq!(Fault::Hang.lasting(Some(9)), Fault::Hang);
    }
}
