//! `cargo xtask bench`: measures the release, one line a figure.

mod download;
mod figure;
mod first_view;
mod gathering;
mod http;
mod hung;
mod load;
mod log_ins;
mod memory;
mod permit;
mod profile;
mod program;
mod reading;
mod server;
mod start;

use anyhow::Result;

use crate::debian;
use crate::portal;
use crate::stages::{Stages, say};

/// How long to measure, and what.
#[derive(clap::Args)]
pub struct Options {
    /// Seconds of load for each figure of speed
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Log-ins that live at the same time when memory is measured
    #[arg(long, default_value_t = 10_000)]
    log_ins: usize,
    /// Only these: start, first-view, load, profile, gathering, permit, log-ins, reading, download, hung, memory
    #[arg(long)]
    only: Vec<String>,
}

/// Builds the release, then takes each measure. One that cannot be taken is told and does not stop the others.
pub fn run(stages: &mut Stages, options: &Options) -> Result<()> {
    portal::release(stages)?;
    stages.stage("Installing wrk and perf", || debian::install(&[debian::WRK, debian::PERF]))?;
    type Measure = fn(&Options) -> Result<()>;
    let measures: [(&str, Measure); 11] = [
        ("start", start::measure),
        ("first-view", first_view::measure),
        ("load", load::measure),
        ("profile", profile::measure),
        ("gathering", gathering::measure),
        ("permit", permit::measure),
        ("log-ins", log_ins::measure),
        ("reading", reading::measure),
        ("download", download::measure),
        ("hung", hung::measure),
        ("memory", memory::measure),
    ];
    let mut missed = Vec::new();
    for (name, measure) in measures {
        let wanted = options.only.is_empty() || options.only.iter().any(|only| only == name);
        if !wanted {
            continue;
        }
        if let Err(error) = stages.stage(&format!("Measuring {name}"), || measure(options)) {
            say(format_args!("{error:#}"));
            missed.push(name);
        }
    }
    stages.summary();
    if !missed.is_empty() {
        anyhow::bail!("not measured: {}", missed.join(", "));
    }
    Ok(())
}
