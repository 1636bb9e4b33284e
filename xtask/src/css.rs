//! The style sheet: Dart Sass compiles `style/main.scss` to the committed `public/front-door.css`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::stages::{Stages, say};
use crate::{command, fingerprint, npm, project};

/// Compiles, if the committed file was not made from `style/` as it stands. Without Node the committed file serves.
pub fn refresh(stages: &mut Stages) -> Result<()> {
    if is_up_to_date()? {
        return Ok(());
    }
    let outcome = stages.stage("Compiling style/ to public/front-door.css", compile);
    if let (Err(error), true) = (&outcome, committed().exists()) {
        say(format_args!("starting with the style sheet that is there, which is out of date: {error:#}"));
        return Ok(());
    }
    outcome
}

/// Compiles and writes.
pub fn compile() -> Result<()> {
    fs::write(committed(), compiled()?)?;
    Ok(())
}

/// Fails when compiling would change the committed file.
pub fn check() -> Result<()> {
    if fs::read_to_string(committed()).unwrap_or_default() != compiled()? {
        bail!("public/front-door.css is not what style/ makes: run `cargo xtask css` and commit it");
    }
    Ok(())
}

fn compiled() -> Result<String> {
    let sass = npm::install("style")?.join("sass");
    let css = command::output(
        command::program(sass)
            .args(["--style=compressed", "--no-source-map", "--no-charset", "--quiet-deps"])
            .args(["--load-path=node_modules", "main.scss"])
            .current_dir(project::root().join("style")),
    )?;
    Ok(format!("{}\n{}\n", css.trim_end(), mark()?))
}

/// The last line of the style sheet names what it was made from, so that knowing whether it is up to date needs
/// neither Node nor the times of files, which a clone does not keep.
fn mark() -> Result<String> {
    Ok(format!("/* style/ {} */", fingerprint::of(&project::root(), &["style"])?))
}

fn is_up_to_date() -> Result<bool> {
    let mark = mark()?;
    Ok(fs::read_to_string(committed()).is_ok_and(|css| css.trim_end().ends_with(&mark)))
}

fn committed() -> PathBuf {
    project::root().join("public/front-door.css")
}
