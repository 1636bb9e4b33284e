//! Who has answered and who has not, in words: the strip above every list, and what stands for an empty one.

mod nothing_here;
mod source_line;
mod strip;
mod what;
#[cfg(test)]
mod tests;
mod words;

pub use nothing_here::NothingHere;
pub use source_line::SourceLine;
pub use strip::HonestyStrip;
pub use words::{Said, missing, said};
