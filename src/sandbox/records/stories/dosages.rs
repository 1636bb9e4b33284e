//! Ways in which prescribers write how to take a medicine: some that can be put into words, and some that must not be.

use super::super::Record;
use super::super::calendar::Calendar;
use super::super::codes::*;
use super::super::medicines::repeat;
use super::others::everyday;

pub fn sunita_hill_street(calendar: &Calendar) -> Record {
    let c = calendar;
    let everyday = everyday(calendar);
    let written = [
        (METFORMIN, "1 tab BD with food", 56, "tablet"),
        (OMEPRAZOLE, "1 cap mane", 28, "capsule"),
        (CO_CODAMOL, "Take 1-2 tablets every 4 to 6 hours when required, max 8 in 24 hours", 100, "tablet"),
        (SALBUTAMOL, "2 puffs QDS PRN", 1, "inhaler"),
        // Each of these says more than one sentence of ours could.
        (ALLOPURINOL, "One tablet once a week, on Mondays", 4, "tablet"),
        (CITALOPRAM, "Take two tablets daily for 7 days, then reduce to one", 42, "tablet"),
        (TRAMADOL, "As directed", 30, "capsule"),
    ];
    let written = written.into_iter().enumerate().map(|(n, (product, dosage, number, unit))| {
        repeat(&format!("written-{n}"), product, dosage, c.day(-70)).issued(c.day(-12)).quantity(number, unit)
    });
    Record { medicines: everyday.medicines.iter().cloned().chain(written).collect(), ..everyday }
}
