//! Says what is being done and how long each stage took.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The stages of one command, in order, with the time each took.
pub struct Stages {
    taken: Vec<(String, Duration, bool)>,
}

impl Stages {
    pub fn new() -> Self {
        Stages { taken: Vec::new() }
    }

    /// Does `work` under a heading and notes its time, whether it goes well or not.
    pub fn stage<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("==> {name}");
        let start = Instant::now();
        let outcome = work();
        let time = start.elapsed();
        eprintln!("    {} in {}", if outcome.is_ok() { "done" } else { "failed" }, seconds(time));
        self.taken.push((name.to_owned(), time, outcome.is_ok()));
        outcome.with_context(|| name.to_owned())
    }

    /// One line a stage, then the whole.
    pub fn summary(&self) {
        eprintln!();
        for (name, time, went_well) in &self.taken {
            eprintln!("{:>9}  {name}{}", seconds(*time), if *went_well { "" } else { "  FAILED" });
        }
        let whole = self.taken.iter().map(|(_, time, _)| *time).sum();
        eprintln!("{:>9}  in all", seconds(whole));
    }
}

/// A remark within a stage.
pub fn say(what: impl std::fmt::Display) {
    eprintln!("    {what}");
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
