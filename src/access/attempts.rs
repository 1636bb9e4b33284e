//! Limits on trying to log in, by account and by address, with waits that grow.

use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, Duration, Utc};
use moka::policy::EvictionPolicy;
use moka::sync::Cache;

use crate::domain::TerminalId;

/// How many accounts and addresses are remembered at one time; the longest untouched are forgotten first.
const REMEMBERED: u64 = 100_000;

/// Wrong tries at a terminal before its first wait: people mistype, one after the other.
const TERMINAL_FREE: u32 = 8;

/// How long a network is known from which the right password came.
const KNOWN_FOR: std::time::Duration = std::time::Duration::from_secs(90 * 24 * 60 * 60);

/// How often somebody may try to log in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AttemptLimits {
    /// Wrong tries for one account before its first wait. Default: 5.
    pub account_free: u32,
    /// Wrong tries from one address before its first wait: whole surgeries share one. Default: 50.
    pub address_free: u32,
    /// The first wait; each further wrong try doubles it. Default: 15 seconds.
    pub first_wait: Duration,
    /// The longest wait. Default: 15 minutes.
    pub longest_wait: Duration,
    /// After this long without a try the count begins anew. Default: 1 hour.
    pub forgotten_after: Duration,
}

impl Default for AttemptLimits {
    fn default() -> Self {
        Self {
            account_free: 5,
            address_free: 50,
            first_wait: Duration::seconds(15),
            longest_wait: Duration::minutes(15),
            forgotten_after: Duration::hours(1),
        }
    }
}

/// What is counted for itself: an account, whether or not it exists, or a network address.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Counted {
    /// The HMAC of the email address.
    Account(Vec<u8>),
    /// The same from a network where the right password was given before: nobody elsewhere can make these wait.
    AccountFrom(Vec<u8>, IpAddr),
    /// The same in a browser that the person had remembered.
    AccountBy(Vec<u8>, Vec<u8>),
    Address(IpAddr),
    /// An assisted terminal, where visit codes are typed: a whole library shares one address.
    Terminal(TerminalId),
}

#[derive(Clone, Copy, Debug)]
struct Count {
    tries: u32,
    last: DateTime<Utc>,
    wait_until: DateTime<Utc>,
}

/// Counts tries. They are counted before the password is looked at, so that many at once gain nothing.
#[derive(Clone, Debug)]
pub(super) struct Attempts {
    limits: AttemptLimits,
    counts: Cache<Counted, Count>,
    /// From where the right password for an account came. Forgotten when the program ends.
    known: Cache<(Vec<u8>, IpAddr), ()>,
}

impl Attempts {
    pub fn new(limits: AttemptLimits) -> Self {
        let counts = Cache::builder().max_capacity(REMEMBERED).eviction_policy(EvictionPolicy::lru()).build();
        let known = Cache::builder().max_capacity(REMEMBERED).time_to_idle(KNOWN_FOR).build();
        Self { limits, counts, known }
    }

    /// Counts one try, or says how long to wait; a try that must wait is not counted.
    pub fn begin(&self, account: &[u8], address: IpAddr, now: DateTime<Utc>) -> Result<(), Duration> {
        self.begin_as(self.account(account, address), address, now)
    }

    /// The same in a browser that is known to be the account's: nobody else can make it wait.
    pub fn begin_by(
        &self,
        account: &[u8],
        device: &[u8],
        address: IpAddr,
        now: DateTime<Utc>,
    ) -> Result<(), Duration> {
        self.begin_as(Counted::AccountBy(account.to_vec(), device.to_vec()), address, now)
    }

    /// Counts a try of somebody who brings what nobody guesses: only the address may have to wait.
    pub fn begin_at(&self, address: IpAddr, now: DateTime<Utc>) -> Result<(), Duration> {
        self.count(Counted::Address(network(address)), self.limits.address_free, now)
    }

    /// Counts a try at a terminal.
    pub fn begin_at_terminal(&self, terminal: TerminalId, now: DateTime<Utc>) -> Result<(), Duration> {
        self.count(Counted::Terminal(terminal), TERMINAL_FREE, now)
    }

    /// What was typed at a terminal was right: its count begins anew.
    pub fn succeeded_at_terminal(&self, terminal: TerminalId) {
        self.counts.invalidate(&Counted::Terminal(terminal));
    }

    fn begin_as(&self, account: Counted, address: IpAddr, now: DateTime<Utc>) -> Result<(), Duration> {
        let address = Counted::Address(network(address));
        // The address first: one that must wait does not use up the account's tries.
        self.count(address.clone(), self.limits.address_free, now)?;
        let counted = self.count(account, self.limits.account_free, now);
        if counted.is_err() {
            self.take_back(address);
        }
        counted
    }

    /// The password was right: the account's count begins anew, and the address gets this try back.
    pub fn succeeded(&self, account: &[u8], address: IpAddr) {
        self.counts.invalidate(&self.account(account, address));
        self.known.insert((account.to_vec(), network(address)), ());
        self.take_back(Counted::Address(network(address)));
    }

    /// The same in a browser that is known to be the account's.
    pub fn succeeded_by(&self, account: &[u8], device: &[u8]) {
        self.counts.invalidate(&Counted::AccountBy(account.to_vec(), device.to_vec()));
    }

    /// As what a try for an account from this address counts.
    fn account(&self, account: &[u8], address: IpAddr) -> Counted {
        let from = (account.to_vec(), network(address));
        match self.known.get(&from) {
            Some(()) => Counted::AccountFrom(from.0, from.1),
            None => Counted::Account(from.0),
        }
    }

    fn count(&self, counted: Counted, free: u32, now: DateTime<Utc>) -> Result<(), Duration> {
        let mut wait = Duration::zero();
        self.counts.entry(counted).and_upsert_with(|entry| {
            let known = entry.map(moka::Entry::into_value);
            let known = known.filter(|count| now - count.last < self.limits.forgotten_after);
            let mut count = known.unwrap_or(Count { tries: 0, last: now, wait_until: now });
            wait = count.wait_until - now;
            if wait <= Duration::zero() {
                count.tries = count.tries.saturating_add(1);
                count.last = now;
                count.wait_until = now + self.wait_after(count.tries, free);
            }
            count
        });
        if wait > Duration::zero() { Err(wait) } else { Ok(()) }
    }

    fn take_back(&self, counted: Counted) {
        self.counts.entry(counted).and_compute_with(|entry| match entry.map(moka::Entry::into_value) {
            Some(count) if count.tries > 0 => {
                moka::ops::compute::Op::Put(Count { tries: count.tries - 1, wait_until: count.last, ..count })
            }
            _ => moka::ops::compute::Op::Nop,
        });
    }

    fn wait_after(&self, tries: u32, free: u32) -> Duration {
        if tries < free {
            return Duration::zero();
        }
        let doubled = 1_i32.checked_shl(tries - free).filter(|factor| *factor > 0).unwrap_or(i32::MAX);
        self.limits
            .first_wait
            .checked_mul(doubled)
            .unwrap_or(self.limits.longest_wait)
            .min(self.limits.longest_wait)
    }
}

/// A household or a phone has a whole /64 of IPv6 to itself; all of it counts as one address.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        IpAddr::V4(address) => IpAddr::V4(address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

    fn attempts() -> Attempts {
        Attempts::new(AttemptLimits { account_free: 3, address_free: 6, ..AttemptLimits::default() })
    }

    fn start() -> DateTime<Utc> {
        "2026-11-22T09:00:00Z".parse().expect("a time")
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::from([198, 51, 100, last])
    }

    #[test]
    fn after_the_free_tries_each_wrong_one_doubles_the_wait() {
        let (attempts, mut now) = (attempts(), start());
        for _ in 0..3 {
            assert_eq!(attempts.begin(b"anna", HOME, now), Ok(()));
        }
        assert_eq!(attempts.begin(b"anna", HOME, now), Err(Duration::seconds(15)));
        now += Duration::seconds(15);
        assert_eq!(attempts.begin(b"anna", HOME, now), Ok(()));
        assert_eq!(attempts.begin(b"anna", HOME, now), Err(Duration::seconds(30)));
        now += Duration::seconds(30);
        assert_eq!(attempts.begin(b"anna", HOME, now), Ok(()));
        assert_eq!(attempts.begin(b"anna", HOME, now), Err(Duration::seconds(60)));
    }

    #[test]
    fn the_wait_never_grows_beyond_the_longest() {
        let attempts = attempts();
        for tries in [20, 34, 40, 1000, u32::MAX] {
            assert_eq!(attempts.wait_after(tries, 3), Duration::minutes(15), "{tries}");
        }
    }

    #[test]
    fn another_account_and_another_address_are_counted_for_themselves() {
        let (attempts, now) = (attempts(), start());
        for _ in 0..3 {
            assert_eq!(attempts.begin(b"anna", address(1), now), Ok(()));
        }
        assert!(attempts.begin(b"anna", address(2), now).is_err(), "another address helps an attacker");
        assert_eq!(attempts.begin(b"bela", address(1), now), Ok(()));
    }

    #[test]
    fn one_address_that_tries_many_accounts_must_wait() {
        let (attempts, now) = (attempts(), start());
        for account in 0..6_u8 {
            assert_eq!(attempts.begin(&[account], HOME, now), Ok(()));
        }
        assert!(attempts.begin(b"anna", HOME, now).is_err());
        assert_eq!(attempts.begin(b"anna", address(9), now), Ok(()));
    }

    #[test]
    fn an_attacker_elsewhere_cannot_lock_a_patient_out_of_the_place_where_they_log_in() {
        let (attempts, now) = (attempts(), start());
        assert_eq!(attempts.begin(b"anna", HOME, now), Ok(()));
        attempts.succeeded(b"anna", HOME);
        for last in 0..100 {
            let _ = attempts.begin(b"anna", address(last), now);
        }
        assert!(attempts.begin(b"anna", address(200), now).is_err(), "unknown places wait");
        assert_eq!(attempts.begin(b"anna", HOME, now), Ok(()));
    }

    #[test]
    fn a_browser_that_is_remembered_waits_only_for_its_own_tries() {
        let (attempts, now) = (attempts(), start());
        for last in 0..100 {
            let _ = attempts.begin(b"anna", address(last), now);
        }
        assert!(attempts.begin(b"anna", HOME, now).is_err());
        for _ in 0..3 {
            assert_eq!(attempts.begin_by(b"anna", b"her phone", HOME, now), Ok(()));
        }
        assert!(attempts.begin_by(b"anna", b"her phone", HOME, now).is_err(), "as many tries as anybody");
        attempts.succeeded_by(b"anna", b"her phone");
        assert_eq!(attempts.begin_by(b"anna", b"her phone", HOME, now), Ok(()));
    }

    #[test]
    fn a_place_that_is_known_has_no_more_tries_than_any_other() {
        let (attempts, now) = (attempts(), start());
        assert_eq!(attempts.begin(b"anna", HOME, now), Ok(()));
        attempts.succeeded(b"anna", HOME);
        for _ in 0..3 {
            assert_eq!(attempts.begin(b"anna", HOME, now), Ok(()));
        }
        assert!(attempts.begin(b"anna", HOME, now).is_err());
        assert_eq!(attempts.begin(b"bela", HOME, now), Ok(()), "known for one account alone");
    }

    #[test]
    fn a_right_password_begins_the_count_anew() {
        let (attempts, now) = (attempts(), start());
        for _ in 0..50 {
            assert_eq!(attempts.begin(b"anna", HOME, now), Ok(()));
            attempts.succeeded(b"anna", HOME);
        }
    }

    #[test]
    fn old_tries_are_forgotten() {
        let (attempts, now) = (attempts(), start());
        for _ in 0..3 {
            assert_eq!(attempts.begin(b"anna", HOME, now), Ok(()));
        }
        let later = now + Duration::hours(1);
        for _ in 0..3 {
            assert_eq!(attempts.begin(b"anna", HOME, later), Ok(()));
        }
    }

    #[test]
    fn a_whole_network_of_ipv6_counts_as_one_address() {
        let parse = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(parse("2001:db8:1:2:aaaa::1"), parse("2001:db8:1:2:bbbb::2"));
        assert_ne!(parse("2001:db8:1:2::1"), parse("2001:db8:1:3::1"));
        assert_eq!(parse("::ffff:192.0.2.1"), HOME);
    }
}
