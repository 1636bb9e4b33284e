//! Conditions: the list, and one condition.

mod entry_words;

pub use entry_words::{Place, certainty, place};

use super::detail::OnePage;
use crate::domain::Condition;

impl OnePage for Condition {}
