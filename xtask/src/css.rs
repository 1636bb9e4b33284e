//! The style sheets: Dart Sass compiles those of `style/` to the committed ones of `public/`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::stages::{Stages, say};
use crate::{command, fingerprint, npm, project};

/// What is compiled, and to what: every page's, and what large pages load besides.
const SHEETS: [(&str, &str); 2] = [("main.scss", "front-door.css"), ("large.scss", "front-door-large.css")];

/// Compiles, if the committed files were not made from `style/` as it stands. Without Node the committed files serve.
pub fn refresh(stages: &mut Stages) -> Result<()> {
    if is_up_to_date()? {
        return Ok(());
    }
    let outcome = stages.stage("Compiling style/ to public/", compile);
    let are_there = SHEETS.iter().all(|(_, to)| committed(to).exists());
    if let (Err(error), true) = (&outcome, are_there) {
        say(format_args!("starting with the style sheets that are there, which are out of date: {error:#}"));
        return Ok(());
    }
    outcome
}

/// Compiles and writes.
pub fn compile() -> Result<()> {
    for (from, to) in SHEETS {
        fs::write(committed(to), compiled(from)?)?;
    }
    Ok(())
}

/// Fails when compiling would change a committed file.
pub fn check() -> Result<()> {
    for (from, to) in SHEETS {
        if fs::read_to_string(committed(to)).unwrap_or_default() != compiled(from)? {
            bail!("public/{to} is not what style/ makes: run `cargo xtask css` and commit it");
        }
    }
    Ok(())
}

fn compiled(from: &str) -> Result<String> {
    let sass = npm::install("style")?.join("sass");
    let css = command::output(
        command::program(sass)
            .args(["--style=compressed", "--no-source-map", "--no-charset", "--quiet-deps"])
            .args(["--load-path=node_modules", from])
            .current_dir(project::root().join("style")),
    )?;
    Ok(format!("{}\n{}\n", css.trim_end(), mark()?))
}

/// The last line of a style sheet names what it was made from, so that knowing whether it is up to date needs
/// neither Node nor the times of files, which a clone does not keep.
fn mark() -> Result<String> {
    Ok(format!("/* style/ {} */", fingerprint::of(&project::root(), &["style"])?))
}

fn is_up_to_date() -> Result<bool> {
    let mark = mark()?;
    let is_made =
        |to: &str| fs::read_to_string(committed(to)).is_ok_and(|css| css.trim_end().ends_with(&mark));
    Ok(SHEETS.iter().all(|(_, to)| is_made(to)))
}

fn committed(name: &str) -> PathBuf {
    project::root().join("public").join(name)
}
