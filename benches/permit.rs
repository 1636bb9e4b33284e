//! How long a request waits for its session, its permit and its row in the log of who looked, together: one read and one
//! write, with flushing as it always is.
//!
//! Started by `cargo xtask bench`, which names a PostgreSQL server in `FRONT_DOOR_BENCH_POSTGRES`.

use std::error::Error;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::routing::get;
use chrono::NaiveDate;
use http::{HeaderValue, Request, header};
use tower::ServiceExt;
use tower_sessions::Session;

use front_door::access::{self, Access, AccessSettings, NewAccount, Permit, Purpose};
use front_door::domain::{AccountId, Clock, Kinds, NhsNumber};
use front_door::store::{Database, Keys, Realm};

const ROUNDS: usize = 2_000;
/// Not measured: connections are opened and pages of the database read.
const WARM_UP: usize = 200;
/// Log-ins that take turns, as those of many people do.
const LOG_INS: usize = 50;

#[derive(Clone)]
struct Portal {
    access: Access,
    account: AccountId,
}

impl axum::extract::FromRef<Portal> for Access {
    fn from_ref(portal: &Portal) -> Access {
        portal.access.clone()
    }
}

async fn log_in(State(portal): State<Portal>, session: Session) -> Result<(), String> {
    access::log_in(&portal.access, &session, portal.account).await.map_err(|why| why.to_string())
}

async fn look(permit: Permit) -> Result<(), String> {
    permit.note(&[], Kinds::NONE, Purpose::Home).await.map_err(|why| why.to_string())
}

async fn portal(url: &str, clock: &Clock) -> Result<Router, Box<dyn Error>> {
    let database = Database::open(url, Realm::Practice).await?;
    let access = Access::new(database, Keys::random()?, clock.clone(), AccessSettings::default())?;
    let account = NewAccount {
        email: Some("bench@example.org".to_owned()),
        nhs_number: NhsNumber::parse("9990000018")?,
        name: "Bench".to_owned(),
        date_of_birth: NaiveDate::default(),
        known_to: Vec::new(),
        password: "a long password".to_owned().into(),
    };
    let account = access.accounts.add(account).await?;
    let layer = access.session_layer();
    let router = Router::new().route("/in", get(log_in)).route("/", get(look)).layer(layer);
    Ok(router.with_state(Portal { access, account }))
}

async fn times(url: &str) -> Result<Vec<Duration>, Box<dyn Error>> {
    let clock = Clock::fixed(chrono::Utc::now());
    let router = portal(url, &clock).await?;
    let mut cookies: Vec<HeaderValue> = Vec::new();
    for _ in 0..LOG_INS {
        let answer = router.clone().oneshot(Request::get("/in").body(Body::empty())?).await?;
        cookies.push(answer.headers().get(header::SET_COOKIE).ok_or("nobody is logged in")?.clone());
    }
    let mut times = Vec::with_capacity(ROUNDS);
    for round in 0..WARM_UP + ROUNDS {
        // Five seconds pass between two looks of one log-in: each is looked up in the database, and its use written down
        // once a minute.
        clock.advance(chrono::Duration::milliseconds(100));
        let cookie = &cookies[round % LOG_INS];
        let request = Request::get("/").header(header::COOKIE, cookie).body(Body::empty())?;
        let begun = Instant::now();
        let answer = router.clone().oneshot(request).await?;
        let took = begun.elapsed();
        if !answer.status().is_success() {
            return Err(format!("the answer was {}", answer.status()).into());
        }
        if round >= WARM_UP {
            times.push(took);
        }
    }
    times.sort_unstable();
    Ok(times)
}

fn print(database: &str, limit: &str, times: &[Duration]) {
    for (name, at) in
        [(format!("p50 (at most {limit} ms)"), ROUNDS / 2), ("p99".to_owned(), ROUNDS * 99 / 100)]
    {
        let name = format!("session, permit and log, {database}, {name}");
        println!("{name:<64} {:>12.2}  ms", times[at].as_secs_f64() * 1000.0);
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("front-door-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let sqlite = format!("sqlite:{}", folder.join("bench.db").display());
    print("SQLite", "0.5", &times(&sqlite).await?);
    std::fs::remove_dir_all(folder)?;
    match std::env::var("FRONT_DOOR_BENCH_POSTGRES") {
        Ok(postgres) => print("PostgreSQL", "1.0", &times(&postgres).await?),
        Err(_) => println!("FRONT_DOOR_BENCH_POSTGRES names no server: PostgreSQL is not measured"),
    }
    Ok(())
}
