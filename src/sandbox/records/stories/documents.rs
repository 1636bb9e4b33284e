//! A letter of every kind of file, good and bad, at one hospital.

use super::super::calendar::Calendar;
use super::super::letters::letter;
use super::super::{Record, documents};
use super::others::everyday;

pub fn sunita_riverside(calendar: &Calendar) -> Record {
    let everyday = everyday(calendar);
    let files = documents::all().into_iter().enumerate().map(|(n, (key, title, document))| {
        letter(key, title, calendar.day(-3 - n as i64), "").file(document)
    });
    Record { letters: everyday.letters.iter().cloned().chain(files).collect(), ..everyday }
}
