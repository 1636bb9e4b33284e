//! How long a page takes while one organisation does not answer at all: at most the deadline and 50 ms.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::server::Server;
use super::{Options, figure, http};

/// It holds results of the person whose page is asked for.
const HOSPITAL: &str = "Riverside Hospital";
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
    let hospital = organisations.iter().find(|one| one["name"] == HOSPITAL).context("no such hospital")?;
    let code = hospital["ods_code"].as_str().context("a hospital without a code")?;
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
    let took = start.elapsed();
    // Else nobody was waited for, and the figure would say nothing.
    if !page.text()?.contains(HOSPITAL) || took < DEADLINE / 2 {
        bail!("the page did not wait for {HOSPITAL}: {took:?}");
    }
    Ok(took)
}
