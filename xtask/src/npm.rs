//! Installs the npm packages that a folder's lock file names, once for each lock file.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::stages::say;
use crate::{command, fingerprint, project};

/// `npm ci` in this folder of the project, unless its packages are those of the lock file already. Gives the folder
/// of the programs that the packages bring.
pub fn install(folder: &str) -> Result<PathBuf> {
    let path = project::root().join(folder);
    let programs = path.join("node_modules/.bin");
    let stamp = path.join("node_modules/.lock-file");
    let wanted = fingerprint::of(&path, &["package.json", "package-lock.json"])?;
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    say(format_args!("installing the npm packages of {folder}/"));
    command::run(
        command::program("npm")
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(&path)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )
    .context("Node 20 or newer with npm is needed")?;
    fs::write(&stamp, wanted)?;
    Ok(programs)
}
