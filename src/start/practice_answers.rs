//! In practice mode some weeks of how sources answered stand at the desks from the first start on, so that they can be
//! looked at: made-up numbers, with a bad day, slow hours and hours in which nobody asked.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, DurationRound, Utc};

use crate::domain::{Failure, OdsCode, SourceHour, StaffRole};
use crate::gather::SourceHealth;
use crate::sandbox;
use crate::store::{CountedHour, Database, StoreError};

const DAYS: i64 = 21;
/// The hours of a day in which people ask; at night and on every seventh day nobody does.
const BUSY_HOURS: std::ops::Range<i64> = 7..21;

/// Writes it down once for each organisation that has a desk; what is counted since stays.
///
/// # Errors
/// When it is not stored.
pub async fn answers_over_time(
    database: &Database,
    health: &[SourceHealth],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let desks = sandbox::staff().into_iter().filter(|staff| staff.roles.contains(StaffRole::ServiceManager));
    let desks: BTreeSet<OdsCode> =
        desks.filter_map(|staff| OdsCode::parse(staff.organisation).ok()).collect();
    for source in health.iter().filter(|source| desks.contains(&source.organisation.ods_code)) {
        for (place, interface) in (0..).zip(&source.interfaces) {
            let (organisation, name) = (source.organisation.ods_code.clone(), interface.name());
            let first = now - chrono::Duration::days(DAYS + 1);
            if database.source_hours(&organisation, name, first, now).await?.is_empty() {
                let counted: Vec<CountedHour> = hours(now, place)
                    .map(|(begins, hour)| ((organisation.clone(), name), begins, hour))
                    .collect();
                database.keep_source_health(&[], &counted).await?;
            }
        }
    }
    Ok(())
}

/// Every hour until yesterday in which somebody asked.
fn hours(now: DateTime<Utc>, place: u64) -> impl Iterator<Item = (DateTime<Utc>, SourceHour)> {
    let midnight = now.duration_trunc(chrono::TimeDelta::days(1)).unwrap_or(now);
    let days = (1..=DAYS).filter(|ago| ago % 7 != 3);
    days.flat_map(|ago| BUSY_HOURS.map(move |hour| (ago, hour))).map(move |(ago, hour)| {
        let begins = midnight - chrono::Duration::days(ago) + chrono::Duration::hours(hour);
        (begins, made_up(ago.unsigned_abs(), hour.unsigned_abs(), place))
    })
}

/// On the ninth day back it fails in the morning, and on the fifth it is slow around midday.
fn made_up(ago: u64, hour: u64, place: u64) -> SourceHour {
    let mut made = SourceHour::default();
    let bad = ago == 9 && (9..12).contains(&hour);
    let slow = ago == 5 && (11..14).contains(&hour);
    for n in 0..(12 + (ago * 5 + hour * 3 + place * 7) % 17) {
        match n % 7 {
            0..=4 if bad => made.failed(Failure::NoAnswer),
            5 if bad => made.failed(Failure::Busy),
            1 | 3 if slow => made.answered(Duration::from_millis(3_100 + n * 90), true),
            _ => made.answered(Duration::from_millis(70 + (n * 31 + hour * 11) % 320), false),
        }
    }
    if (ago + hour).is_multiple_of(23) {
        made.failed(Failure::NoAnswer);
    }
    made
}
