//! Installs what a task needs from Debian's packages, unless it is there already.

use std::path::Path;

use anyhow::{Result, bail};

use crate::command;
use crate::stages::say;

/// A package and a file of it that shows that it is there.
pub struct Package {
    pub name: &'static str,
    pub file: &'static str,
}

pub const CHROMIUM: Package = Package { name: "chromium", file: "/usr/bin/chromium" };
pub const FONTS: Package = Package { name: "fonts-liberation", file: "/usr/share/fonts/truetype/liberation" };
pub const POSTGRESQL: Package = Package { name: "postgresql", file: "/usr/lib/postgresql" };
pub const PYTHON_VENV: Package = Package { name: "python3-venv", file: "/usr/share/doc/python3-venv" };
pub const PERF: Package = Package { name: "linux-perf", file: "/usr/bin/perf" };
pub const WRK: Package = Package { name: "wrk", file: "/usr/bin/wrk" };

/// Installs those of the packages that are not there yet. Only this needs to be root.
pub fn install(packages: &[Package]) -> Result<()> {
    let missing: Vec<&str> = packages
        .iter()
        .filter(|package| !Path::new(package.file).exists())
        .map(|package| package.name)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let words = missing.join(" ");
    if !Path::new("/usr/bin/apt-get").exists() {
        bail!("these Debian packages, or their like, are needed: {words}");
    }
    if !is_root() {
        bail!("these packages are needed; install them with: sudo apt-get install {words}");
    }
    say(format_args!("installing {words}"));
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], missing.as_slice()].concat())
}

/// Whether this helper runs as root.
pub fn is_root() -> bool {
    command::output(command::program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn apt(arguments: &[&str]) -> Result<()> {
    command::run(command::program("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}
