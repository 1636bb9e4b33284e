//! The people who show one thing each.

use super::super::allergies::{allergy, none_known};
use super::super::appointments::appointment;
use super::super::calendar::Calendar;
use super::super::codes::*;
use super::super::conditions::condition;
use super::super::letters::letter;
use super::super::medicines::{acute, repeat};
use super::super::questionnaires::{after_your_stay, asked};
use super::super::referrals::referral;
use super::super::results::{blood_pressure, panel, single, value};
use super::super::vaccinations::vaccination;
use super::super::visits::visit;
use super::super::{Record, Warning};
use crate::sandbox::organisations::{MILL_LANE, NORTHFIELD, VALE};

/// A few entries of each kind; an organisation tells those that it offers.
pub fn everyday(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        appointments: vec![
            appointment("next", "Skin clinic", c.at(9, 11, 30)).specialty(DERMATOLOGY),
            appointment("last", "First visit", c.at(-40, 11, 30)).fulfilled(),
        ],
        medicines: vec![
            repeat(
                "beclometasone",
                BECLOMETASONE,
                "Two sprays in each nostril twice a day",
                c.years_ago(2, 20),
            )
            .issued(c.day(-33))
            .quantity(1, "spray"),
            acute("paracetamol", PARACETAMOL, "Take two tablets up to four times a day", c.day(-90))
                .finished(c.day(-83)),
        ],
        allergies: vec![allergy(LATEX_ALLERGY, c.years_ago(3, 0)).environment()],
        conditions: vec![
            condition(HYPOTHYROIDISM, c.years_ago(5, 0)),
            condition(COELIAC_DISEASE, c.years_ago(6, 70)),
            condition(ECZEMA, c.years_ago(9, 0)).minor(),
        ],
        results: vec![
            panel(
                "fbc",
                FULL_BLOOD_COUNT,
                c.day(-14),
                vec![
                    value(HAEMOGLOBIN, 134.0, "g/L", Some(115.0), Some(165.0)),
                    value(WHITE_CELLS, 7.1, "10*9/L", Some(4.0), Some(11.0)),
                ],
            ),
            blood_pressure("bp", 121, 74, c.day(-14)),
        ],
        letters: vec![letter(
            "letter",
            "Letter after your visit",
            c.day(-38),
            "Thank you for coming. All is well.",
        )],
        vaccinations: vec![vaccination(FLU_VACCINATION, &[INFLUENZA], c.day(-52)).batch("FL2611")],
        visits: vec![
            visit("last", "Face to face consultation", c.at(-40, 11, 30)).note("Comment", "Doing well."),
        ],
        questionnaires: vec![
            asked("visit", "After your visit", c.day(-38), after_your_stay).due(c.day(20)).begun(c.day(-9)),
        ],
        ..Record::default()
    }
}

pub fn priya_mill_lane(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        medicines: vec![
            repeat("amlodipine", AMLODIPINE_10, "Take one tablet each morning", c.years_ago(1, 5))
                .issued(c.day(-15))
                .quantity(28, "tablet"),
            repeat("metformin", METFORMIN, "Take one tablet twice a day", c.years_ago(2, 5))
                .issued(c.day(-15))
                .review_by(c.day(-3))
                .quantity(56, "tablet"),
        ],
        allergies: vec![allergy(PENICILLIN_ALLERGY, c.years_ago(18, 100)).reaction(ANAPHYLAXIS, "severe")],
        conditions: vec![
            condition(HIGH_BLOOD_PRESSURE, c.years_ago(3, 0)),
            condition(TYPE_2_DIABETES, c.years_ago(2, 10)),
        ],
        results: vec![blood_pressure("bp", 149, 91, c.day(-16)).by("nurse")],
        referrals: vec![
            referral("dietitian", REFERRAL_TO_DIETITIAN, c.day(-90))
                .to(NORTHFIELD)
                .cancelled("Sent again as urgent"),
            referral("dietitian-again", REFERRAL_TO_DIETITIAN, c.day(-80))
                .to(NORTHFIELD)
                .urgent()
                .reason("Type 2 diabetes")
                .ubrn("0000 7126 5530"),
        ],
        ..Record::default()
    }
}

pub fn priya_northfield(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        medicines: vec![
            repeat("amlodipine", AMLODIPINE_10, "Take one tablet each morning", c.day(-200))
                .by("diabetes")
                .quantity(28, "tablet"),
            repeat("metformin", METFORMIN, "Take two tablets twice a day", c.day(-30))
                .by("diabetes")
                .quantity(112, "tablet"),
        ],
        allergies: vec![none_known(c.day(-30)).by("diabetes")],
        conditions: vec![condition(TYPE_2_DIABETES, c.day(-200)).by("diabetes")],
        results: vec![
            single("hba1c", value(HBA1C, 66.0, "mmol/mol", Some(20.0), Some(42.0)), c.day(-30))
                .by("diabetes"),
        ],
        appointments: vec![
            appointment("clinic", "Diabetes clinic", c.at(58, 10, 0)).with("diabetes", "outpatients"),
        ],
        visits: vec![visit("clinic", "Diabetes clinic", c.at(-30, 10, 0)).with("diabetes", "outpatients")],
        referrals: vec![
            referral("dietitian", REFERRAL_TO_DIETITIAN, c.day(-79))
                .from(MILL_LANE)
                .to(NORTHFIELD)
                .urgent()
                .ubrn("0000 7126 5530")
                .completed(),
            referral("knee", REFERRAL_TO_PHYSIOTHERAPY, c.day(-30))
                .by("diabetes")
                .to(VALE)
                .cancelled("Refused: lives outside the area of this service"),
        ],
        ..Record::default()
    }
}

pub fn trang_mill_lane(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        warnings: vec![Warning::DataInTransit(c.day(-12)), Warning::ConfidentialItems],
        medicines: vec![
            repeat("salbutamol", SALBUTAMOL, "Inhale two puffs when needed", c.day(-10))
                .issued(c.day(-10))
                .quantity(1, "inhaler"),
        ],
        conditions: vec![condition(ASTHMA, c.day(-10))],
        visits: vec![
            visit("first", "New patient check", c.at(-10, 9, 0))
                .with("nurse", "main")
                .note("Comment", "Record from the surgery before has not come yet."),
        ],
        ..Record::default()
    }
}
