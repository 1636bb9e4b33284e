//! Mia Young, who is 12. What the hospital marked as confidential is for her to show.

use super::super::Record;
use super::super::appointments::appointment;
use super::super::calendar::Calendar;
use super::super::care_plans::care_plan;
use super::super::codes::*;
use super::super::conditions::condition;
use super::super::letters::letter;
use super::super::medicines::{acute, repeat};
use super::super::referrals::referral;
use super::super::results::{panel, value};
use super::super::vaccinations::vaccination;
use super::super::visits::visit;

pub fn hill_street(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        medicines: vec![
            repeat("salbutamol", SALBUTAMOL, "Inhale two puffs when needed", c.years_ago(4, 0))
                .issued(c.day(-30))
                .quantity(1, "inhaler"),
        ],
        // The surgery holds the last one too, and did not mark it.
        conditions: vec![
            condition(ASTHMA, c.years_ago(4, 10)),
            condition(MIXED_ANXIETY_AND_DEPRESSION, c.day(-64)),
        ],
        vaccinations: vec![
            vaccination(MMR_VACCINATION, &[MEASLES, MUMPS, RUBELLA], c.years_ago(9, 20)).batch("MMR121"),
        ],
        visits: vec![
            visit("asthma", "Asthma review", c.at(-30, 16, 30))
                .with("nurse", "main")
                .note("Comment", "Uses the inhaler well."),
        ],
        ..Record::default()
    }
}

pub fn riverside(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        appointments: vec![
            appointment("wrist", "Fracture clinic", c.at(13, 15, 50))
                .with("bones", "clinic-4")
                .specialty(TRAUMA_AND_ORTHOPAEDICS),
        ],
        medicines: vec![
            acute("paracetamol", PARACETAMOL, "Take one tablet up to four times a day", c.day(-9))
                .by("bones")
                .quantity(16, "tablet"),
        ],
        conditions: vec![condition(FRACTURE_OF_FOREARM, c.day(-9)).by("bones")],
        letters: vec![
            letter("wrist", "Fracture clinic letter", c.day(-8), "The cast stays on for five weeks.")
                .what(OUTPATIENT_LETTER)
                .by("bones"),
        ],
        visits: vec![
            visit("wrist", "Fracture clinic", c.at(-9, 14, 20))
                .with("bones", "clinic-4")
                .reason("Fall at school"),
        ],
        confidential: Some(Box::new(in_confidence(calendar))),
        ..Record::default()
    }
}

/// What she told the young people's team, one entry of most kinds.
fn in_confidence(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        appointments: vec![
            appointment("team-next", "Talk with the young people’s team", c.at(9, 15, 40))
                .with("ward", "sleep")
                .specialty(PAEDIATRICS),
        ],
        medicines: vec![
            acute("omeprazole", OMEPRAZOLE, "Take one capsule each morning", c.day(-40))
                .by("ward")
                .quantity(28, "capsule"),
        ],
        conditions: vec![condition(MIXED_ANXIETY_AND_DEPRESSION, c.day(-64)).by("ward")],
        results: vec![panel(
            "team-bloods",
            FULL_BLOOD_COUNT,
            c.day(-41),
            vec![value(HAEMOGLOBIN, 118.0, "g/L", Some(120.0), Some(150.0))],
        )],
        letters: vec![
            letter(
                "team",
                "Young people’s team letter",
                c.day(-39),
                "Mia told us that eating is hard for her.",
            )
            .what(OUTPATIENT_LETTER)
            .by("ward"),
        ],
        visits: vec![
            visit("team", "Young people’s team", c.at(-41, 15, 30)).with("ward", "sleep").reason("Worries"),
        ],
        referrals: vec![
            referral("team-food", REFERRAL_TO_DIETITIAN, c.day(-38))
                .by("ward")
                .reason("Eating is hard for her"),
        ],
        care_plans: vec![
            care_plan("team", "Plan for hard days", c.day(-40))
                .by("ward")
                .goal("Eat breakfast with a friend", c.day(30))
                .activity("Write down one good thing each evening", "in-progress"),
        ],
        ..Record::default()
    }
}
