//! Installs the Python packages that a requirements file names, with their hashes, into an environment of their own.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::stages::say;
use crate::{command, debian, fingerprint, project};

const REQUIREMENTS: &str = "requirements.txt";

/// Makes the environment for the requirements file of this folder of the project, unless it is there already. Gives
/// the folder of the programs that the packages bring.
pub fn install(folder: &str) -> Result<PathBuf> {
    let path = project::root().join(folder);
    let environment = project::target().join("python").join(folder.replace('/', "-"));
    let programs = environment.join("bin");
    let stamp = environment.join(".requirements");
    let wanted = fingerprint::of(&path, &[REQUIREMENTS])?;
    let is_made = fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted);
    // The environment leads to the system's Python, which may have gone since.
    if is_made && works(&programs) {
        return Ok(programs);
    }
    need_venv()?;
    say(format_args!("installing the Python packages of {folder}/"));
    command::run(command::program("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
    command::run(
        command::program(programs.join("python"))
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"])
            .args(["--require-hashes", "--only-binary=:all:", "--requirement"])
            .arg(path.join(REQUIREMENTS)),
    )
    .context("Python 3.11 or newer is needed")?;
    fs::write(&stamp, wanted)?;
    Ok(programs)
}

fn works(programs: &Path) -> bool {
    command::succeeds(command::program(programs.join("python")).arg("--version"))
}

/// Debian has the part of Python that makes environments in a package of its own.
fn need_venv() -> Result<()> {
    if command::succeeds(command::program("python3").args(["-c", "import ensurepip, venv"])) {
        return Ok(());
    }
    debian::install(&[debian::PYTHON_VENV])
}
