//! The programs of `benches/`, built as the release is.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command;

/// Builds one of them, and says where it is.
pub fn built(name: &str) -> Result<PathBuf> {
    let messages = command::output(command::cargo().args([
        "bench",
        &format!("--bench={name}"),
        "--no-run",
        "--message-format=json-render-diagnostics",
    ]))?;
    let executable = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == name)
        .find_map(|message| message["executable"].as_str().map(PathBuf::from));
    executable.with_context(|| format!("cargo does not say where {name} is"))
}
