//! The portal: building it, making its release, starting it.

use std::os::unix::process::CommandExt;

use anyhow::{Context, Result};

use crate::stages::{Stages, say};
use crate::{command, compress, css, project, wasm};

/// Builds what is out of date, then becomes the portal: Ctrl-C and its exit code are the portal's own.
pub fn run(stages: &mut Stages, release: bool) -> Result<()> {
    css::refresh(stages)?;
    if let Err(error) = wasm::stage(stages, release) {
        say(format_args!("starting without the browser part (every journey works without it): {error:#}"));
    }
    if release {
        stages.stage("Compressing the assets", compress::assets)?;
    }
    build(stages, release)?;
    let error = command::without_own_variables(command::program(project::program(release)))
        .env("FRONT_DOOR_PRACTICE", "yes")
        .exec();
    Err(error).context("the portal could not be started")
}

/// Makes the release: one program with everything inside.
pub fn release(stages: &mut Stages) -> Result<()> {
    css::refresh(stages)?;
    wasm::stage(stages, true)?;
    stages.stage("Compressing the assets", compress::assets)?;
    build(stages, true)?;
    say(format_args!("the release is {}", project::program(true).display()));
    Ok(())
}

/// Compiles the program, with whatever stands in the site folder inside it.
pub fn build(stages: &mut Stages, release: bool) -> Result<()> {
    stages.stage("Building the portal", || {
        command::run(command::cargo().arg("build").args(release.then_some("--release")))
    })
}
