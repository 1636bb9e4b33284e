//! `front-door check-source` for what can be done at an organisation: only what reads is tried, and nothing is changed.

use std::time::Instant;

use chrono::{Days, Utc};

use super::table::Table;
use crate::access::FetchOrder;
use crate::connectors::{BookError, Connector};

/// How many days ahead the sample question for free times looks.
const DAYS: u64 = 14;

/// The free times of a book, and what can be asked for again, where the interface has these.
pub(super) async fn ask(connector: &dyn Connector, order: &FetchOrder, table: &mut Table<'_>) {
    if let Some(book) = connector.appointment_book() {
        let today = Utc::now().with_timezone(&chrono_tz::Europe::London).date_naive();
        let begun = Instant::now();
        let told = book.free_times(order, today, today + Days::new(DAYS)).await;
        let millis = begun.elapsed().as_millis();
        match told {
            Ok(free) => {
                table.answered("free times", "answered", Some((free.times.len(), free.set_aside)), millis);
                table.explain(std::iter::empty(), &free.notes);
            }
            Err(BookError::Connector(why)) => table.failed("free times", &why, millis),
            Err(why) => table.failed_with("free times", &why.to_string(), millis),
        }
    }
    if let Some(surgery) = connector.repeat_prescriptions() {
        let begun = Instant::now();
        let told = surgery.repeats(order).await;
        let millis = begun.elapsed().as_millis();
        match told {
            Ok(repeats) => {
                let words = if repeats.is_incomplete { "answered in part" } else { "answered" };
                let counts = (repeats.medicines.len(), repeats.set_aside);
                table.answered("repeat medicines", words, Some(counts), millis);
            }
            Err(why) => table.failed("repeat medicines", &why, millis),
        }
    }
}
