//! `/` for somebody who is not logged in.

mod page;

pub use page::Start;
