//! Medical terms in plain words.
//!
//! The terms stand in TOML files in `terms/`, which `build.rs` and the tests check. Every term carries who reviewed
//! it. Words that nobody has reviewed can be had in practice mode alone: they take a [`PracticeMode`] to read.
//! See `docs/decisions/0005-a-glossary-in-files.md`.

#[cfg(test)]
mod checks;
mod file;
mod files;
mod shelf;
mod spelling;
mod term;
#[cfg(test)]
pub(super) mod tests;

use std::sync::LazyLock;

pub use file::{Place, Reviewed};
pub use term::{Asked, Explained, PracticeMode, Words};

use shelf::Shelf;

static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    // The build fails when a file cannot be read, so that nothing is ever left out here.
    let read = files::FILES.iter().filter_map(|(name, text)| {
        file::read(text).inspect_err(|why| tracing::error!(name, why, "a file of the glossary")).ok()
    });
    Shelf::of(read.collect())
});

/// Reads the glossary now rather than for the first page that needs it.
pub fn read() {
    LazyLock::force(&SHELF);
}

/// Whether two names are the same but for capitals, dashes and plurals.
pub fn is_same_name(one: &str, other: &str) -> bool {
    spelling::key(one) == spelling::key(other)
}

/// What we know of a term that stands in this place of a record: by its code, else by its whole name.
pub fn explain<'a>(asked: impl Into<Asked<'a>>, place: Place) -> Option<Explained<'static>> {
    SHELF.explain(&asked.into(), place)
}
