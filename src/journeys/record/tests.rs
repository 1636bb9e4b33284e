//! The pages of the record as people read them.

mod details;
mod honesty;
mod lists;
mod plans;
mod where_prescriptions_are;
mod questions_asked;
mod results;
mod words;

use leptos::prelude::*;

use super::detail::CannotFind;
use super::front::page::RecordPage;
use super::front::record_doors;
use super::listed::Listed;
use super::testing::*;
use super::{allergies, care_plans, letters, prescriptions, questionnaires, referrals, test_results, visits};
use crate::domain::*;
use crate::words::Locale;

fn gathered<T>(entries: Vec<Held<T>>, sources: Vec<SourceReport>) -> Gathered<T> {
    Gathered::of(entries, sources)
}

fn english<T: Listed>(gathered: &Gathered<T>) -> String {
    text(&list_page(Locale::English, gathered, ""))
}
