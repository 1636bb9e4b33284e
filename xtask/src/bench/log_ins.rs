//! How much 50 log-ins a second slow other pages: at most 20%.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::server::{Person, Server};
use super::{Options, figure, http};

const LOG_INS_A_SECOND: usize = 50;
/// So many people log in at the same time; each log-in waits for its password to be looked at.
const PEOPLE: usize = 10;
/// One page after the other, so that the figure is of waiting and not of a full queue.
const PAGES_A_SECOND: u32 = 50;
const PAGE: &str = "/appointments";

pub fn measure(options: &Options) -> Result<()> {
    let server = Server::practice(&[])?;
    let people = server.people()?;
    let cookie = server.log_in(&server.person_in_five()?)?;
    server.warm(&cookie, &[PAGE])?;
    let quiet = pages(&server, &cookie, options.seconds)?;
    let (stop, done) = (AtomicBool::new(false), AtomicUsize::new(0));
    let begun = Instant::now();
    let busy = scope(|threads| {
        for place in 0..PEOPLE {
            let (server, person, stop, done) = (&server, &people[place % people.len()], &stop, &done);
            threads.spawn(move || log_in_again_and_again(server, person, stop, done));
        }
        let busy = pages(&server, &cookie, options.seconds);
        stop.store(true, Ordering::Relaxed);
        busy
    })?;
    let a_second = done.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64();
    figure::print(&format!("log-ins a second meanwhile (wanted {LOG_INS_A_SECOND})"), a_second, "log-ins/s");
    figure::print_time(&format!("{PAGE}, p50, nobody logs in"), quiet);
    figure::print_time(&format!("{PAGE}, p50, while people log in"), busy);
    let slower = (busy.as_secs_f64() / quiet.as_secs_f64().max(f64::EPSILON) - 1.0) * 100.0;
    figure::print("a page is slower while people log in (at most 20)", slower.max(0.0), "%");
    Ok(())
}

/// The middle time of pages asked for at an even pace.
fn pages(server: &Server, cookie: &str, seconds: u64) -> Result<Duration> {
    let pace = Duration::from_secs(1) / PAGES_A_SECOND;
    let until = Instant::now() + Duration::from_secs(seconds.max(1));
    let mut times = Vec::new();
    while Instant::now() < until {
        let begun = Instant::now();
        let answer = http::get(server.address, PAGE, &[("Cookie", cookie)])?;
        let took = begun.elapsed();
        if answer.status != 200 {
            bail!("{PAGE} answered {}", answer.status);
        }
        times.push(took);
        sleep(pace.saturating_sub(took));
    }
    Ok(figure::median(times))
}

fn log_in_again_and_again(server: &Server, person: &Person, stop: &AtomicBool, done: &AtomicUsize) {
    let pace = Duration::from_secs(1) * PEOPLE as u32 / LOG_INS_A_SECOND as u32;
    while !stop.load(Ordering::Relaxed) {
        let begun = Instant::now();
        if server.log_in(person).is_ok() {
            done.fetch_add(1, Ordering::Relaxed);
        }
        sleep(pace.saturating_sub(begun.elapsed()));
    }
}
