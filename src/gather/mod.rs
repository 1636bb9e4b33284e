//! Asks every organisation that knows a person, all at once, and joins what they tell.

mod everything;

pub use everything::Everything;
