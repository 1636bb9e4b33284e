//! The chains on both databases: written by several, changed by somebody, cut off, let go of.

mod checked;
mod kept;
mod written;

use std::sync::Arc;

use uuid::Uuid;

use super::*;
use crate::domain::{AccountId, Kind, OdsCode, PersonId};
use crate::store::query::execute;
use crate::store::testing::{TestDatabase, at, ods};
use crate::store::{AccessLog, AccessRow, Keys};

const NODE: Uuid = Uuid::from_u128(0xffff_ffff_ffff_8fff_bfff_ffff_ffff_ffff);

fn row(subject: Option<PersonId>, minutes: i64) -> AccessRow {
    let holders: Arc<[OdsCode]> = [ods("A12345"), ods("RXX")].into();
    AccessRow {
        at: at(minutes),
        by: By::patient(AccountId(Uuid::from_u128(9))),
        subject,
        holders,
        kinds: [Kind::Letters, Kind::TestResults].into_iter().collect(),
        purpose: "list",
    }
}

fn anna() -> PersonId {
    PersonId(Uuid::from_u128(1))
}

fn bela() -> PersonId {
    PersonId(Uuid::from_u128(2))
}

fn log(home: &TestDatabase, keys: &Keys) -> AccessLog {
    AccessLog::start(home.database.clone(), keys.clone(), NODE)
}

/// Five rows about Anna, three about Bela, one about nobody.
async fn written(home: &TestDatabase, keys: &Keys) -> AccessLog {
    let log = log(home, keys);
    let people = [Some(anna()), Some(bela()), Some(anna()), None, Some(anna()), Some(bela())];
    for (minute, subject) in people.into_iter().chain([Some(anna()), Some(anna()), Some(bela())]).enumerate()
    {
        log.write(row(subject, minute as i64)).await.expect("a stored row");
    }
    log
}

/// What somebody does who can write the database and has no key.
async fn tamper(home: &TestDatabase, sql: &'static str) {
    let changed = execute!(home.database.writer(), sql).expect("a change");
    assert!(changed > 0, "{sql} changed nothing");
}

async fn findings(home: &TestDatabase, keys: &Keys) -> Vec<Finding> {
    home.database.verify_log(keys, None).await.expect("an answer").findings
}
