//! `cargo xtask test`: sets up what the tests need and runs every test there is.

mod tally;

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::peers::Peers;
use crate::postgres::Postgres;
use crate::stages::Stages;
use crate::{command, css, debian, npm, portal, project, wasm};
use tally::Tally;

/// Runs the stages up to the first that fails; the last line says how many tests passed and failed.
pub fn run(stages: &mut Stages, long: bool) -> ExitCode {
    let mut tally = Tally::default();
    let outcome = all(stages, &mut tally, long);
    stages.summary();
    if let Err(error) = &outcome {
        eprintln!("\ncargo xtask test stopped: {error:#}");
    }
    println!("\n{tally}");
    if outcome.is_ok() && tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn all(stages: &mut Stages, tally: &mut Tally, long: bool) -> Result<()> {
    stages.stage("Installing the browser", || debian::install(&[debian::CHROMIUM, debian::FONTS]))?;
    stages.stage("Checking that the style sheets in public/ are up to date", css::check)?;
    wasm::stage(stages, false)?;
    let postgres = stages.stage("Starting PostgreSQL", Postgres::start)?;
    let peers = stages.stage("Starting programs that others wrote", Peers::start)?;
    // One package at a time: together they would be compiled with each other's features, all anew.
    for package in ["front-door", "xtask"] {
        stages.stage(&format!("Testing {package}"), || {
            let mut tests = command::cargo();
            tests.args(["test", "--no-fail-fast", "--package", package]);
            tests.env("FRONT_DOOR_TEST_POSTGRES", postgres.url());
            peers.tell(&mut tests);
            in_rust(with_length(&mut tests, long), tally)
        })?;
    }
    drop(peers);
    portal::build(stages, false)?;
    stages.stage("Installing the browser tests", || npm::install("end2end"))?;
    stages.stage("Testing in the browser", || in_browser(tally, long))
}

fn with_length(command: &mut Command, long: bool) -> &mut Command {
    if long { command.env("FRONT_DOOR_LONG", "1") } else { command.env_remove("FRONT_DOOR_LONG") }
}

fn in_rust(tests: &mut Command, tally: &mut Tally) -> Result<()> {
    let mut found = Tally::default();
    let outcome = command::watch(tests, |line| found.add_rust(line));
    settle(tally, found, outcome)
}

fn in_browser(tally: &mut Tally, long: bool) -> Result<()> {
    let results = project::root().join("end2end/results/results.json");
    let _ = std::fs::remove_file(&results);
    let playwright = project::root().join("end2end/node_modules/.bin/playwright");
    let mut tests = command::program(playwright);
    tests
        .arg("test")
        .current_dir(project::root().join("end2end"))
        .env("FRONT_DOOR_BINARY", project::program(false));
    let outcome = command::run(with_length(&mut tests, long));
    let found = playwright_tally(&results);
    match (found, outcome) {
        (Ok(found), outcome) => settle(tally, found, outcome),
        (Err(_), Err(failed)) => Err(failed),
        (Err(missing), Ok(())) => Err(missing),
    }
}

fn playwright_tally(results: &Path) -> Result<Tally> {
    let text =
        std::fs::read_to_string(results).with_context(|| format!("{} is missing", results.display()))?;
    Tally::of_playwright(&text)
}

/// Nothing is left out silently: a test that did not run is a failure of the stage.
fn settle(tally: &mut Tally, found: Tally, outcome: Result<()>) -> Result<()> {
    tally.add(&found);
    outcome?;
    if found.left_out > 0 {
        bail!("{} tests were left out", found.left_out);
    }
    if found.passed == 0 {
        bail!("there were no tests to run");
    }
    Ok(())
}
