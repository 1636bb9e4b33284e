//! A letter that is a PDF, as pictures of its sheets and the words on them. Files come from elsewhere and may be made to do
//! harm, so each is drawn by a program of its own with little memory and little time: what goes wrong there goes wrong for
//! this letter alone.

mod apart;
mod draw;
pub mod plain;
mod words;

use serde::{Deserialize, Serialize};

pub use apart::{Drawer, draw_for_whoever_asks};

/// Some of a letter's sheets, one after the other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sheets {
    /// The place of the first among all; 0 is the letter's first.
    pub from: usize,
    /// How many the letter has.
    pub of: usize,
    pub drawn: Vec<Sheet>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sheet {
    /// PNG, in base64.
    pub picture: String,
    /// In pixels.
    pub width: u16,
    /// In pixels.
    pub height: u16,
    /// In the order in which the file has them; empty where the sheet is a photo.
    pub words: String,
}

/// Why there are no pictures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
pub enum CannotDraw {
    #[error("the file is locked with a password")]
    Locked,
    #[error("the file is not a PDF that can be read")]
    Unreadable,
    #[error("the letter has no such sheet")]
    NoSuchSheet,
    #[error("drawing it took too much time or memory")]
    TooMuch,
    #[error("too many letters are drawn just now")]
    Busy,
    #[error("the program that draws could not be started")]
    NotStarted,
}
