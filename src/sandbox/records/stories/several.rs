//! What Priya Twofold shows of two places that hold one thing: the same medicine, perhaps the same, one that only one
//! of them has stopped.

use super::super::Record;
use super::super::calendar::Calendar;
use super::super::codes::{OMEPRAZOLE, PARACETAMOL};
use super::super::medicines::{acute, repeat};
use super::others;

pub fn priya_mill_lane(calendar: &Calendar) -> Record {
    let c = calendar;
    let mut record = others::priya_mill_lane(c);
    record.medicines.extend([
        repeat("omeprazole", OMEPRAZOLE, "Take one capsule each morning", c.years_ago(1, 40))
            .issued(c.day(-15))
            .quantity(28, "capsule"),
        acute("paracetamol", PARACETAMOL, "Take two tablets up to four times a day", c.day(-40))
            .issued(c.day(-40))
            .quantity(100, "tablet"),
    ]);
    record
}

pub fn priya_northfield(calendar: &Calendar) -> Record {
    let c = calendar;
    let mut record = others::priya_northfield(c);
    record.medicines.extend([
        repeat("omeprazole", OMEPRAZOLE, "Take one capsule each morning", c.years_ago(1, 40))
            .by("diabetes")
            .stopped(c.day(-30), "Low magnesium"),
        // The hospital wrote down what she told, without how much.
        acute("paracetamol", PARACETAMOL, "For headaches", c.day(-30)).reported(),
    ]);
    record
}
