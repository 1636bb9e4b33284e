//! Olive Longacre, of whom 2,000 entries are held.

use super::super::Record;
use super::super::appointments::appointment;
use super::super::calendar::Calendar;
use super::super::codes::*;
use super::super::conditions::condition;
use super::super::letters::letter;
use super::super::medicines::{acute, repeat};
use super::super::results::{blood_pressure, single, value};
use super::super::vaccinations::vaccination;
use super::super::visits::visit;

/// 100 of the 2,000.
pub fn hill_street(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        medicines: (0..30u32)
            .map(|n| {
                let day = c.day(-60 - 97 * i64::from(n));
                acute(&format!("course-{n}"), AMOXICILLIN, "Take one capsule three times a day", day)
                    .finished(day)
            })
            .collect(),
        conditions: vec![
            condition(ATRIAL_FIBRILLATION, c.years_ago(7, 0)),
            condition(HIGH_BLOOD_PRESSURE, c.years_ago(19, 0)),
        ],
        results: (0..40u32)
            .map(|n| {
                blood_pressure(&format!("bp-{n}"), 128 + n % 17, 72 + n % 9, c.day(-9 - 31 * i64::from(n)))
            })
            .collect(),
        vaccinations: (0..10u32)
            .map(|n| vaccination(FLU_VACCINATION, &[INFLUENZA], c.years_ago(n, 40)).dose(n + 1))
            .collect(),
        visits: (0..18u32)
            .map(|n| {
                visit(&format!("visit-{n}"), "GP Surgery", c.at(-9 - 62 * i64::from(n), 10, 0))
                    .note("Comment", "Stable.")
            })
            .collect(),
        ..Record::default()
    }
}

/// 1,900 of the 2,000.
pub fn riverside(calendar: &Calendar) -> Record {
    let c = calendar;
    let kinds = [
        (POTASSIUM, 4.1, "mmol/L", 3.5, 5.3),
        (SODIUM, 138.0, "mmol/L", 133.0, 146.0),
        (CREATININE, 88.0, "umol/L", 45.0, 84.0),
        (HAEMOGLOBIN, 121.0, "g/L", 115.0, 165.0),
    ];
    Record {
        appointments: (0..250u32)
            .map(|n| match n {
                0..10 => {
                    appointment(&format!("next-{n}"), "Warfarin clinic", c.at(5 + 7 * i64::from(n), 9, 0))
                }
                _ => appointment(&format!("past-{n}"), "Warfarin clinic", c.at(-7 * i64::from(n - 9), 9, 0))
                    .fulfilled(),
            })
            .map(|appointment| appointment.with("heart", "heart").specialty(CARDIOLOGY))
            .collect(),
        medicines: (0..50u32)
            .map(|n| {
                let day = c.day(-30 - 60 * i64::from(n));
                let medicine =
                    repeat(&format!("aspirin-{n}"), ASPIRIN, "Take one tablet a day", day).by("heart");
                if n == 0 { medicine } else { medicine.finished(c.day(-60 * i64::from(n))) }
            })
            .collect(),
        results: (0..1_300u32)
            .map(|n| {
                let (what, level, unit, low, high) = kinds[n as usize % kinds.len()];
                let level = level * (1.0 + f64::from(n % 13) / 100.0);
                let level = (level * 10.0).round() / 10.0;
                let day = c.day(-3 - 4 * i64::from(n / 4));
                single(&format!("blood-{n}"), value(what, level, unit, Some(low), Some(high)), day)
                    .by("heart")
            })
            .collect(),
        letters: (0..150u32)
            .map(|n| {
                letter(
                    &format!("letter-{n}"),
                    "Heart clinic letter",
                    c.day(-5 - 28 * i64::from(n)),
                    "All is well.",
                )
                .by("heart")
            })
            .collect(),
        visits: (0..150u32)
            .map(|n| {
                visit(&format!("clinic-{n}"), "Heart clinic", c.at(-7 - 28 * i64::from(n), 9, 0))
                    .with("heart", "heart")
            })
            .collect(),
        ..Record::default()
    }
}
