//! What people look for, in memory for an hour under a random id, and never who it was.

use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use data_encoding::HEXLOWER;
use moka::sync::Cache;

use super::FromWhere;
use crate::domain::PlaceKind;

const KEPT_FOR: Duration = Duration::from_secs(60 * 60);
const MOST_KEPT: u64 = 20_000;
/// Searches from one address within [`WINDOW`]: whole libraries share one.
const MOST_AT_ONCE: u32 = 60;
const WINDOW: Duration = Duration::from_secs(10 * 60);
const ADDRESSES: u64 = 100_000;

/// What is looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sought {
    pub kind: PlaceKind,
    pub from: FromWhere,
}

/// Keeps searches, and counts them by address. Cheap to clone.
#[derive(Clone)]
pub struct Finds {
    kept: Cache<[u8; 16], Sought>,
    /// How many each address began since its first in the window.
    counts: Cache<IpAddr, u32>,
}

impl Default for Finds {
    fn default() -> Self {
        Self {
            kept: Cache::builder().max_capacity(MOST_KEPT).time_to_live(KEPT_FOR).build(),
            counts: Cache::builder().max_capacity(ADDRESSES).time_to_idle(WINDOW).build(),
        }
    }
}

impl Finds {
    /// The id under which it is found again; none where this address looks too often.
    pub fn keep(&self, sought: Sought, address: IpAddr) -> Option<String> {
        let count = self
            .counts
            .entry(network(address))
            .and_upsert_with(|entry| entry.map_or(0, moka::Entry::into_value).saturating_add(1));
        if count.into_value() > MOST_AT_ONCE {
            return None;
        }
        let id: [u8; 16] = rand::random();
        self.kept.insert(id, sought);
        Some(HEXLOWER.encode(&id))
    }

    pub fn find(&self, id: &str) -> Option<Sought> {
        let id: [u8; 16] = HEXLOWER.decode(id.as_bytes()).ok()?.try_into().ok()?;
        self.kept.get(&id)
    }
}

/// One line has 2^64 addresses of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn sought() -> Sought {
        Sought { kind: PlaceKind::Pharmacy, from: FromWhere::read("LS1 4AP") }
    }

    #[test]
    fn a_search_is_found_under_its_id_alone() {
        let finds = Finds::default();
        let id = finds.keep(sought(), Ipv4Addr::LOCALHOST.into()).expect("kept");
        assert_eq!(finds.find(&id), Some(sought()));
        for other in ["", "x", &"0".repeat(32), &id.to_uppercase()[..31]] {
            assert_eq!(finds.find(other), None, "{other}");
        }
    }

    #[test]
    fn one_address_that_looks_too_often_must_wait_and_others_need_not() {
        let finds = Finds::default();
        let busy = IpAddr::from(Ipv4Addr::new(192, 0, 2, 1));
        for _ in 0..MOST_AT_ONCE {
            assert!(finds.keep(sought(), busy).is_some());
        }
        assert_eq!(finds.keep(sought(), busy), None);
        assert!(finds.keep(sought(), Ipv4Addr::new(192, 0, 2, 2).into()).is_some());
    }

    #[test]
    fn where_somebody_looks_is_in_no_log() {
        assert!(!format!("{:?}", sought()).contains("LS1"));
    }
}
