//! What gathering adds to the slowest organisation: 5, 12 and 24 of them, each answering after 50 ± 20 ms. All hold the
//! same conditions, so that each is joined from all of them.
//!
//! Started by `cargo xtask bench`. Everything around it is real: a session, a permit, SQLite, the copies.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRef, State};
use axum::http::{Request, header};
use axum::routing::get;
use chrono::NaiveDate;
use rand::Rng;
use tower::ServiceExt;
use tower_sessions::Session;

use front_door::access::{self, Access, AccessSettings, FetchOrder, NewAccount, Permit};
use front_door::connectors::{Connector, ConnectorError};
use front_door::domain::{
    AccountId, Answer, Certainty, Clock, Coded, Condition, ConditionState, Kind, Kinds, NhsNumber, OdsCode,
    Organisation, Part, Setting,
};
use front_door::gather::{Gather, Keeping, Limits, Rules, Source};
use front_door::store::{
    Copies, Database, Keys, KnownTo, LastDemographics, Realm, Reports, ResultWaits, StoppedSources,
};

const ROUNDS: usize = 300;

/// Answers after 50 ± 20 ms, and notes how long the slowest of a round took.
struct Organisational {
    slowest: Arc<AtomicU64>,
    entries: u32,
}

#[async_trait]
impl Connector for Organisational {
    fn asked_together(&self, kind: Kind) -> Kinds {
        Kinds::just(kind)
    }

    async fn fetch(&self, _: &FetchOrder, _: Kinds) -> Result<Answer, ConnectorError> {
        let begun = Instant::now();
        let pause = rand::rng().random_range(30_000..70_000);
        tokio::time::sleep(Duration::from_micros(pause)).await;
        let part = Part { entries: (0..self.entries).map(condition).collect(), ..Part::default() };
        self.slowest.fetch_max(micros(begun.elapsed()), Ordering::SeqCst);
        Ok(Answer { conditions: Some(part), ..Answer::default() })
    }
}

fn condition(number: u32) -> Condition {
    Condition {
        source_id: number.to_string(),
        name: Coded::text(format!("Condition {number}")),
        state: ConditionState::Active,
        certainty: Certainty::Confirmed,
        significance: None,
        body_site: None,
        in_family: false,
        started: None,
        ended: None,
        recorded: None,
        recorded_by: None,
        note: None,
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[derive(Clone, FromRef)]
struct Portal {
    gather: Gather,
    access: Access,
    account: AccountId,
}

async fn log_in(State(portal): State<Portal>, session: Session) -> Result<(), String> {
    access::log_in(&portal.access, &session, portal.account).await.map_err(|why| why.to_string())
}

/// How long gathering took, in microseconds.
async fn gather(State(gather): State<Gather>, permit: Permit) -> Result<String, String> {
    let begun = Instant::now();
    let sealed = gather.one::<Condition>(&permit).await.map_err(|why| why.to_string())?;
    let took = micros(begun.elapsed());
    drop(sealed);
    Ok(took.to_string())
}

async fn portal(
    organisations: usize,
    entries: u32,
    folder: &std::path::Path,
    slowest: &Arc<AtomicU64>,
) -> Result<Router, Box<dyn Error>> {
    let url = format!("sqlite:{}", folder.join(format!("bench-{organisations}-{entries}.db")).display());
    let database = Database::open(&url, Realm::Practice).await?;
    let (keys, clock) = (Keys::random()?, Clock::System);
    let access = Access::new(database.clone(), keys.clone(), clock.clone(), AccessSettings::default())?;
    let codes =
        (0..organisations).map(|n| OdsCode::parse(&format!("B{n:03}"))).collect::<Result<Vec<_>, _>>()?;
    let account = NewAccount {
        email: Some("bench@example.org".to_owned()),
        nhs_number: NhsNumber::parse("9990000018")?,
        name: "Bench".to_owned(),
        date_of_birth: NaiveDate::default(),
        known_to: codes.clone(),
        password: "a long password".to_owned().into(),
    };
    let account = access.accounts.add(account).await?;
    let keeping = Keeping {
        copies: Copies::new(database.clone(), keys.clone()),
        known_to: KnownTo::new(database.clone()),
        demographics: LastDemographics::new(database.clone(), keys.clone()),
        result_waits: ResultWaits::new(database.clone()),
        reports: Reports::new(database.clone(), keys.clone()),
        stopped: StoppedSources::new(database.clone()),
        keys,
    };
    let source = |ods_code: OdsCode| {
        let name = format!("Organisation {ods_code}");
        let organisation =
            Organisation { ods_code, name, setting: Setting::Hospital, phone: None, records_start: None };
        let connector = Arc::new(Organisational { slowest: slowest.clone(), entries });
        Source::new(organisation, Kinds::just(Kind::Conditions), Rules::default(), connector)
    };
    let limits = Limits { reuse: Duration::ZERO, ..Limits::default() };
    let gather_all =
        Gather::new(codes.into_iter().map(source).collect(), Vec::new(), None, keeping, limits, clock);
    let layer = access.session_layer();
    let router = Router::new().route("/in", get(log_in)).route("/", get(gather)).layer(layer);
    Ok(router.with_state(Portal { gather: gather_all, access, account }))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("front-door-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    // The last is a person of 2,016 entries.
    for (organisations, entries) in [(5, 20), (12, 20), (24, 20), (24, 84)] {
        let slowest = Arc::new(AtomicU64::new(0));
        let router = portal(organisations, entries, &folder, &slowest).await?;
        let answer = router.clone().oneshot(Request::get("/in").body(Body::empty())?).await?;
        let cookie = answer.headers().get(header::SET_COOKIE).ok_or("nobody is logged in")?.clone();
        let mut added = Vec::with_capacity(ROUNDS);
        for _ in 0..ROUNDS {
            slowest.store(0, Ordering::SeqCst);
            let request = Request::get("/").header(header::COOKIE, &cookie).body(Body::empty())?;
            let answer = router.clone().oneshot(request).await?;
            let took: u64 = std::str::from_utf8(&to_bytes(answer.into_body(), 1000).await?)?.parse()?;
            added.push(took.saturating_sub(slowest.load(Ordering::SeqCst)));
        }
        added.sort_unstable();
        let percentile = |hundredths: usize| added[(added.len() * hundredths / 100).min(added.len() - 1)];
        for (name, value) in [("p50", percentile(50)), ("p99", percentile(99))] {
            let value = std::time::Duration::from_micros(value).as_secs_f64() * 1000.0;
            let name = format!(
                "gathering {organisations} sources of {entries} entries, time above the slowest, {name}"
            );
            println!("{name:<64} {value:>12.2}  ms");
        }
    }
    std::fs::remove_dir_all(folder)?;
    Ok(())
}
