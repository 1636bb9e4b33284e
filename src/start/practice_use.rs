//! In practice mode half a year of use stands at the desks from the first start on, so that it can be looked at: made-up
//! numbers, as small and as large as real ones are.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::Uuid;

use crate::domain::{Kind, OdsCode, StaffRole, Week};
use crate::sandbox;
use crate::store::{Database, Keys, NewTerminal, PeopleByKind, StoreError, Terminals, WhyStopped};

const WEEKS: u64 = 26;
/// How many people open each kind in a week, roughly, in the order of [`Kind::ALL`].
const ROUGHLY: [usize; 14] = [31, 27, 22, 9, 7, 24, 18, 5, 6, 3, 0, 0, 8, 14];

/// Writes it down once for each organisation that has a desk; what is counted since stays.
///
/// # Errors
/// When it is not stored.
pub async fn use_over_time(
    database: &Database,
    keys: &Keys,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let this = Week::of(today);
    let desks = sandbox::staff().into_iter().filter(|staff| staff.roles.contains(StaffRole::ServiceManager));
    let desks: BTreeSet<OdsCode> =
        desks.filter_map(|staff| OdsCode::parse(staff.organisation).ok()).collect();
    for desk in desks {
        if database.use_of_weeks(&desk, this.before(WEEKS)).await?.is_empty() {
            let weeks: BTreeMap<Week, PeopleByKind> =
                (1..=WEEKS).rev().zip(0..).map(|(ago, n)| (this.before(ago), people(n))).collect();
            database.keep_use_of_weeks(&desk, &weeks).await?;
            screen(&Terminals::new(database.clone(), keys.clone()), &desk, this, now).await?;
        }
    }
    Ok(())
}

/// It grows from week to week, with ups and downs.
fn grown(roughly: usize, week: usize, thing: usize) -> usize {
    match roughly {
        0 => 0,
        most => most * (week + 14) / 40 + (week * (thing + 3)) % 4,
    }
}

fn people(week: usize) -> PeopleByKind {
    let number = |(thing, (kind, most)): (usize, (Kind, usize))| (kind, grown(most, week, thing));
    Kind::ALL.into_iter().zip(ROUGHLY).enumerate().map(number).collect()
}

/// A shared screen that was used until a few days ago, when somebody stopped it: it opens nothing.
async fn screen(
    terminals: &Terminals,
    desk: &OdsCode,
    this: Week,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let new = NewTerminal {
        name: "Waiting room",
        place: "First floor",
        idle: Duration::minutes(5),
        prints: false,
        organisation: Some(desk),
    };
    let (added, stopped) = (this.before(WEEKS).begins(), now - Duration::days(3));
    let id = terminals.add(new, &Uuid::new_v4().to_string(), added, added).await?;
    terminals.stop(id, WhyStopped::Ended, stopped).await?;
    let log_ins =
        |(ago, n): (u64, usize)| (this.before(ago).monday(), i64::try_from(grown(11, n, 1)).unwrap_or(0));
    let days: Vec<(NaiveDate, i64)> = (1..=WEEKS).rev().zip(0..).map(log_ins).collect();
    terminals.count_log_ins(id, &days).await
}
