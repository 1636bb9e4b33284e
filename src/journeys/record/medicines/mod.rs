//! Medicines: the list, and one medicine.

mod entry_words;

use super::detail::OnePage;
use crate::domain::Medicine;

impl OnePage for Medicine {}
