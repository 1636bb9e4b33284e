//! Which compiler makes the wasm: rustup's where it can fetch the target, otherwise Debian's own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::debian::{self, Package};
use crate::stages::say;
use crate::{command, project};

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's Rust for building web browsers: kept newer than its ordinary one, and with the standard library's source.
const DEBIAN: [Package; 3] = [
    Package { name: "rustc-web", file: "/usr/bin/rustc" },
    Package { name: "cargo-web", file: "/usr/bin/cargo" },
    Package { name: "rust-web-src", file: "/usr/lib/rustlib/src/rust/library/std" },
];

/// The oldest Rust that builds the project: `rust-version` in Cargo.toml.
const OLDEST: (u32, u32) = (1, 95);

/// A compiler that can make wasm.
pub enum Toolchain {
    /// The ordinary one, with the target installed.
    Ordinary,
    /// Debian's, which builds the standard library for wasm from source with this linker.
    Debian { linker: PathBuf },
}

impl Toolchain {
    /// The first that is there or can be installed.
    pub fn find() -> Result<Toolchain> {
        let libraries = sysroot()?.join("lib/rustlib").join(TARGET).join("lib");
        if libraries.exists() {
            return Ok(Toolchain::Ordinary);
        }
        say("rustup target add wasm32-unknown-unknown");
        if command::succeeds(command::program("timeout").args(["120", "rustup", "target", "add", TARGET])) {
            return Ok(Toolchain::Ordinary);
        }
        say("rustup cannot fetch the target here; Debian's Rust can build it");
        Toolchain::debian()
    }

    fn debian() -> Result<Toolchain> {
        debian::install(&DEBIAN)?;
        let version = command::output(command::program("/usr/bin/rustc").arg("--version"))?;
        if version_of(&version).is_none_or(|version| version < OLDEST) {
            bail!("/usr/bin/rustc is too old: {}", version.trim());
        }
        let linker = sysroot()?.join("lib/rustlib").join(host()?).join("bin/rust-lld");
        if !linker.exists() {
            bail!("the linker for wasm is missing: {}", linker.display());
        }
        Ok(Toolchain::Debian { linker })
    }

    /// Cargo with this compiler.
    pub fn cargo(&self) -> Command {
        let mut cargo = command::cargo();
        if let Toolchain::Debian { linker } = self {
            cargo = command::without_own_variables(command::program("/usr/bin/cargo"));
            cargo
                .env("PATH", "/usr/bin:/bin")
                .env_remove("RUSTUP_TOOLCHAIN")
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        cargo
    }

    /// What this compiler's cargo must be told besides.
    pub fn arguments(&self) -> &'static [&'static str] {
        match self {
            Toolchain::Ordinary => &[],
            Toolchain::Debian { .. } => &["-Zbuild-std=std,panic_abort"],
        }
    }

    /// A folder for each, so that two versions of Rust do not make each other's work void.
    pub fn target_folder(&self) -> PathBuf {
        project::target().join(match self {
            Toolchain::Ordinary => "wasm",
            Toolchain::Debian { .. } => "wasm-debian",
        })
    }
}

fn sysroot() -> Result<PathBuf> {
    let sysroot = command::output(command::program("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(sysroot.trim()).to_owned())
}

fn host() -> Result<String> {
    let version = command::output(command::program("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say which machine it is for")
}

fn version_of(words: &str) -> Option<(u32, u32)> {
    let mut numbers = words.split(' ').nth(1)?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_what_rustc_says() {
        assert_eq!(
            version_of("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"),
            Some((1, 96))
        );
        assert_eq!(version_of("rustc"), None);
    }

    #[test]
    fn the_oldest_rust_is_the_one_that_the_project_names() {
        let project = include_str!("../../../Cargo.toml");
        assert!(project.contains(&format!("rust-version = \"{}.{}\"", OLDEST.0, OLDEST.1)));
    }
}
