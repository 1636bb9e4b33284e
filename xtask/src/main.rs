//! `cargo xtask`: sets up, builds, runs, tests and measures the portal, and says what it is doing.

mod bench;
mod command;
mod compress;
mod css;
mod debian;
mod fingerprint;
mod npm;
mod peers;
mod portal;
mod postgres;
mod project;
mod python;
mod stages;
mod test;
mod wasm;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use stages::Stages;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Sets up, builds, runs, tests and measures Front Door.")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Start the portal with the practice health service on http://localhost:3000
    Run {
        /// The optimised build
        #[arg(long)]
        release: bool,
    },
    /// Run every test there is, with the browser and the databases they need
    Test {
        /// The slow ones too
        #[arg(long)]
        long: bool,
    },
    /// Start the programs that the contract tests ask, and say where they are, until Enter is pressed
    Peers,
    /// Make the release: one optimised program with everything inside
    Build,
    /// Measure the release: one line a figure (name, value, unit)
    Bench(bench::Options),
    /// Build the browser part only
    Wasm {
        /// As small as it gets
        #[arg(long)]
        release: bool,
    },
    /// Compile style/ to the style sheets in public/
    Css {
        /// Change nothing; fail when a committed file is out of date
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    let mut stages = Stages::new();
    let outcome = match Arguments::parse().task {
        Task::Run { release } => portal::run(&mut stages, release),
        Task::Test { long } => return test::run(&mut stages, long),
        Task::Peers => peers::show(&mut stages),
        Task::Build => portal::release(&mut stages).inspect(|()| stages.summary()),
        Task::Bench(options) => bench::run(&mut stages, &options),
        Task::Wasm { release } => wasm::stage(&mut stages, release),
        Task::Css { check: true } => {
            stages.stage("Checking that the style sheets in public/ are up to date", css::check)
        }
        Task::Css { check: false } => stages.stage("Compiling style/ to public/", css::compile),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\ncargo xtask stopped: {error:#}");
            ExitCode::FAILURE
        }
    }
}
