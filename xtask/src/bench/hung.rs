//! How long a page takes while one organisation does not answer at all: at most the deadline and 50 ms.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::server::Server;
use super::{Options, figure, http};

const DEADLINE: Duration = Duration::from_secs(2);

pub fn measure(_options: &Options) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..3 {
        times.push(once()?);
    }
    let slowest = times.into_iter().max().unwrap_or_default();
    figure::print_time("/record/test-results, one organisation hung (at most 2050 ms)", slowest);
    figure::print_time("… beyond the deadline (at most 50 ms)", slowest.saturating_sub(DEADLINE));
    Ok(())
}

/// Each time with a new portal, which has nothing in its memory to show instead.
fn once() -> Result<Duration> {
    let server = Server::practice(&[])?;
    let cookie = server.log_in(&server.person_in_five()?)?;
    let organisations = http::get(server.address, "/practice/organisations.json", &[])?;
    let organisations: Vec<Value> = serde_json::from_str(organisations.text()?)?;
    // The last one: whoever answers for demographics is likely to be the first.
    let code = organisations.last().and_then(|one| one["ods_code"].as_str()).context("no organisation")?;
    let origin = server.origin();
    let fields = [("ods_code", code), ("fault", "hang"), ("seconds", "60")];
    let answer = http::post(server.address, "/practice/faults", &[("Origin", &origin)], &fields)?;
    if answer.status >= 400 {
        bail!("the fault could not be set: {}", answer.status);
    }
    let start = Instant::now();
    let page = http::get(server.address, "/record/test-results", &[("Cookie", &cookie)])?;
    if page.status != 200 {
        bail!("the page answered {}", page.status);
    }
    Ok(start.elapsed())
}
