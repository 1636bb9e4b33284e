//! What the community record and the national list of vaccinations hold.

use super::super::Record;
use super::super::calendar::Calendar;
use super::super::codes::*;
use super::super::results::{single, value};
use super::super::vaccinations::vaccination;
use super::super::visits::visit;

pub fn sam_harbour(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        visits: vec![
            visit("feet", "Foot health check", c.at(-48, 11, 30))
                .with("feet", "harbour")
                .until(c.at(-48, 11, 55))
                .reason("Yearly check with diabetes")
                .note("Examination", "Feeling is normal in both feet. Skin is dry at the heels.")
                .note("Advice", "Use a moisturising cream each day. Look at your feet every evening."),
            visit("leg", "Community nurse visit", c.at(-285, 14, 20))
                .with("nurse", "home")
                .until(c.at(-285, 14, 50))
                .reason("Dressing of the left leg"),
        ],
        results: vec![
            single("hba1c", value(HBA1C, 55.0, "mmol/mol", Some(20.0), Some(42.0)), c.day(-49)).by("feet"),
        ],
        ..Record::default()
    }
}

/// A visit and a result like many.
pub fn everyday_harbour(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        visits: vec![visit("nurse", "Community nurse visit", c.at(-70, 10, 0)).with("nurse", "home")],
        results: vec![
            single("hba1c", value(HBA1C, 38.0, "mmol/mol", Some(20.0), Some(42.0)), c.day(-70)).by("nurse"),
        ],
        ..Record::default()
    }
}

/// The newest vaccination against flu is the one that the surgery holds too; the third against COVID-19 was given
/// elsewhere.
pub fn sam_immunisations(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        vaccinations: vec![
            vaccination(FLU_VACCINATION, &[INFLUENZA], c.day(-38)).batch("FL2611"),
            vaccination(THIRD_COVID_VACCINATION, &[COVID], c.years_ago(4, 300)).batch("FF8222").dose(3),
        ],
        ..Record::default()
    }
}

pub fn everyday_immunisations(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        vaccinations: vec![
            vaccination(FIRST_COVID_VACCINATION, &[COVID], c.years_ago(5, 150)).batch("EP2163"),
        ],
        ..Record::default()
    }
}
