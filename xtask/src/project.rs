//! Where things are: the project's own folder and the folder that builds go into.

use std::path::PathBuf;

/// The folder of the project: the parent of `xtask/`. As cargo says it at the start, not as it was when this was
/// built: one build folder may serve several clones.
pub fn root() -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let own = PathBuf::from(own);
    own.parent().map(PathBuf::from).unwrap_or(own)
}

/// Where cargo builds: `target/`, or what `CARGO_TARGET_DIR` says.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// What is made for the browser; `build.rs` puts it into the program.
pub fn site() -> PathBuf {
    target().join("site")
}

/// The portal's program.
pub fn program(release: bool) -> PathBuf {
    target().join(if release { "release" } else { "debug" }).join("front-door")
}
