//! Tom Young, a child, and Grace Young, his mother.

use super::super::Record;
use super::super::allergies::allergy;
use super::super::appointments::appointment;
use super::super::calendar::Calendar;
use super::super::codes::*;
use super::super::conditions::condition;
use super::super::letters::letter;
use super::super::medicines::{acute, repeat};
use super::super::results::{panel, value};
use super::super::vaccinations::vaccination;
use super::super::visits::visit;

pub fn tom_hill_street(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        medicines: vec![
            repeat(
                "salbutamol",
                SALBUTAMOL,
                "Inhale two puffs through the spacer when needed",
                c.years_ago(3, 0),
            )
            .issued(c.day(-50))
            .quantity(1, "inhaler"),
        ],
        allergies: vec![allergy(PEANUT_ALLERGY, c.years_ago(5, 30)).food().reaction(ANAPHYLAXIS, "severe")],
        conditions: vec![condition(ASTHMA, c.years_ago(3, 4)), condition(ECZEMA, c.years_ago(8, 0)).minor()],
        vaccinations: vec![
            vaccination(MMR_VACCINATION, &[MEASLES, MUMPS, RUBELLA], c.years_ago(7, 300)).batch("MMR177"),
            vaccination(MMR_VACCINATION, &[MEASLES, MUMPS, RUBELLA], c.years_ago(5, 200))
                .batch("MMR240")
                .dose(2),
        ],
        visits: vec![
            visit("asthma", "Asthma review", c.at(-50, 16, 10))
                .with("nurse", "main")
                .note("Comment", "Good technique with the spacer."),
        ],
        ..Record::default()
    }
}

pub fn tom_northfield(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        appointments: vec![
            appointment("allergy", "Children’s allergy clinic", c.at(19, 9, 30))
                .with("children", "children")
                .specialty(PAEDIATRICS)
                .instruction("Do not give antihistamines for 5 days before."),
        ],
        allergies: vec![
            allergy(PEANUT_ALLERGY, c.years_ago(5, 10))
                .food()
                .by("children")
                .reaction(ANAPHYLAXIS, "severe")
                .note("Carries two adrenaline pens"),
        ],
        conditions: vec![
            condition(FRACTURE_OF_FOREARM, c.years_ago(1, 100)).ended(c.years_ago(1, 40)).by("children"),
        ],
        letters: vec![
            letter(
                "allergy",
                "Children’s allergy clinic letter",
                c.day(-170),
                "Tom should have two adrenaline pens with him.",
            )
            .what(OUTPATIENT_LETTER)
            .by("children"),
        ],
        visits: vec![
            visit("arm", "Emergency department", c.at(-465, 17, 20))
                .emergency(c.at(-465, 20, 5))
                .with("", "emergency")
                .reason("Fall at school"),
        ],
        ..Record::default()
    }
}

pub fn tom_vale(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        vaccinations: vec![
            vaccination(FLU_VACCINATION, &[INFLUENZA], c.day(-45)).batch("FN2604").place("school").dose(2),
            vaccination(FLU_VACCINATION, &[INFLUENZA], c.day(-410))
                .place("school")
                .not_given("Not at school that day"),
        ],
        ..Record::default()
    }
}

pub fn grace_hill_street(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        medicines: vec![
            repeat("citalopram", CITALOPRAM, "Take one tablet a day", c.day(-230))
                .issued(c.day(-20))
                .quantity(28, "tablet"),
        ],
        allergies: vec![super::super::allergies::none_known(c.day(-230))],
        conditions: vec![
            condition(MIXED_ANXIETY_AND_DEPRESSION, c.day(-232)),
            condition(MIGRAINE, c.years_ago(12, 0)).minor(),
            condition(IRON_DEFICIENCY_ANAEMIA, c.day(-224)),
        ],
        results: vec![panel(
            "fbc",
            FULL_BLOOD_COUNT,
            c.day(-225),
            vec![
                value(HAEMOGLOBIN, 112.0, "g/L", Some(115.0), Some(165.0)),
                value(PLATELETS, 298.0, "10*9/L", Some(150.0), Some(400.0)),
            ],
        )],
        visits: vec![
            visit("mood", "GP Surgery", c.at(-232, 8, 50))
                .note("History", "Low mood for 2 months, sleeps badly."),
        ],
        ..Record::default()
    }
}

pub fn grace_riverside(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        appointments: vec![
            appointment("ankle", "Fracture clinic", c.at(6, 15, 30))
                .with("bones", "clinic-4")
                .specialty(TRAUMA_AND_ORTHOPAEDICS),
        ],
        medicines: vec![
            acute("ibuprofen", IBUPROFEN, "Take two tablets three times a day with food", c.day(-8))
                .by("bones")
                .quantity(48, "tablet"),
        ],
        allergies: vec![super::super::allergies::none_known(c.day(-8)).by("bones")],
        conditions: vec![condition(FRACTURE_OF_ANKLE, c.day(-8)).by("bones")],
        visits: vec![
            visit("ankle", "Fracture clinic", c.at(-8, 12, 0))
                .with("bones", "clinic-4")
                .reason("Fall from a bicycle"),
        ],
        ..Record::default()
    }
}
