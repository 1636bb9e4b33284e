//! The browser part: compiled to wasm, bound to JavaScript and, for a release, made as small as it gets.

mod toolchain;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::stages::{Stages, say};
use crate::{command, fingerprint, npm, project};
use toolchain::Toolchain;

/// What the browser part is made from.
const INPUTS: [&str; 4] = ["src/islands", "src/lib.rs", "Cargo.toml", "Cargo.lock"];

/// What rustc's wasm32 target uses and every browser of today has. With all of wasm-opt's features it writes files that
/// no browser can load.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds the browser part into the site folder, if what it is made from has changed.
pub fn stage(stages: &mut Stages, optimised: bool) -> Result<()> {
    let wanted = fingerprint::of(&project::root(), &INPUTS)?;
    if is_up_to_date(&wanted, optimised) {
        return Ok(());
    }
    let toolchain = stages.stage("Setting up the wasm32 target", Toolchain::find)?;
    stages.stage("Compiling the browser part", || compile(&toolchain))?;
    stages.stage("Binding it to JavaScript", || bind(&toolchain))?;
    if optimised {
        stages.stage("Making it as small as it gets", shrink)?;
    }
    fs::write(stamp(), format!("{wanted} {}", flavour(optimised)))?;
    Ok(())
}

/// An optimised one serves wherever an ordinary one would do.
fn is_up_to_date(wanted: &str, optimised: bool) -> bool {
    let made = fs::read_to_string(stamp()).unwrap_or_default();
    let matches = |optimised| made == format!("{wanted} {}", flavour(optimised));
    (matches(optimised) || matches(true))
        && wasm_file().exists()
        && project::site().join("islands.js").exists()
}

fn flavour(optimised: bool) -> &'static str {
    if optimised { "optimised for today's browsers" } else { "ordinary" }
}

fn stamp() -> PathBuf {
    project::target().join("site.stamp")
}

fn wasm_file() -> PathBuf {
    project::site().join("islands_bg.wasm")
}

fn compile(toolchain: &Toolchain) -> Result<()> {
    command::run(
        toolchain
            .cargo()
            .arg("rustc")
            .args(toolchain.arguments())
            .args(["--lib", "--crate-type", "cdylib", "--no-default-features", "--features", "hydrate"])
            .args(["--target", "wasm32-unknown-unknown", "--profile", "wasm-release", "--target-dir"])
            .arg(toolchain.target_folder()),
    )
}

/// The JavaScript and the wasm must leave together: a page that has one of an older build cannot start.
fn bind(toolchain: &Toolchain) -> Result<()> {
    let site = project::site();
    fs::create_dir_all(&site)?;
    forget_old(&site)?;
    let compiled = toolchain.target_folder().join("wasm32-unknown-unknown/wasm-release/front_door.wasm");
    let mut output = Bindgen::new()
        .input_path(compiled)
        .out_name("islands")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context("wasm-bindgen could not read what was compiled")?;
    if output.js().contains("./snippets/") {
        bail!("a dependency brings JavaScript files of its own, which the portal does not serve");
    }
    output.emit(&site)
}

/// Takes away what an earlier build left, its compressed copies included.
fn forget_old(site: &Path) -> Result<()> {
    let _ = fs::remove_file(stamp());
    for entry in fs::read_dir(site)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("islands") {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn shrink() -> Result<()> {
    let before = fs::metadata(wasm_file())?.len();
    let wasm_opt = npm::install("xtask")?.join("wasm-opt");
    command::run(
        command::program(wasm_opt).arg("-Oz").args(FEATURES).arg("-o").arg(wasm_file()).arg(wasm_file()),
    )?;
    say(format_args!("{before} bytes became {}", fs::metadata(wasm_file())?.len()));
    Ok(())
}
