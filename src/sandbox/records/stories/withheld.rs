//! What a hospital labelled as not for the patient. Each entry names the made-up Larkspur team, which nothing else does.

use super::super::Record;
use super::super::appointments::appointment;
use super::super::calendar::Calendar;
use super::super::care_plans::care_plan;
use super::super::codes::*;
use super::super::conditions::condition;
use super::super::letters::letter;
use super::super::medicines::acute;
use super::super::messages::conversation;
use super::super::questionnaires::{about_your_eyes, asked};
use super::super::referrals::referral;
use super::super::results::{in_words, panel, value};
use super::super::visits::visit;
use crate::sandbox::organisations::RIVERSIDE;

/// What of it the organisation holds about the person.
pub fn of(person: &str, ods_code: &str, calendar: &Calendar) -> Option<Record> {
    (person == "grace" && ods_code == RIVERSIDE).then(|| grace_riverside(calendar))
}

/// One entry of most kinds.
fn grace_riverside(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        appointments: vec![
            appointment("larkspur", "Talk with the Larkspur team", c.at(4, 11, 35)).with("bones", "clinic-4"),
        ],
        medicines: vec![
            acute("larkspur", OMEPRAZOLE, "As the Larkspur team told her", c.day(-7)).by("bones"),
        ],
        // The surgery holds the same and labels nothing: there she sees it, and not that the hospital holds it.
        conditions: vec![
            condition(MIXED_ANXIETY_AND_DEPRESSION, c.day(-232))
                .by("bones")
                .note("Known to the Larkspur team"),
        ],
        results: vec![
            panel("larkspur", FULL_BLOOD_COUNT, c.day(-7), vec![value(HAEMOGLOBIN, 97.0, "g/L", None, None)])
                .comment("Taken for the Larkspur team"),
            in_words("larkspur-words", HAEMOGLOBIN, "Larkspur team only", c.day(-7)),
        ],
        letters: vec![
            letter(
                "larkspur",
                "Larkspur team letter",
                c.day(-6),
                "Grace told the Larkspur team that home is not safe.",
            )
            .what(OUTPATIENT_LETTER)
            .by("bones"),
            letter(
                "larkspur-file",
                "Larkspur team plan",
                c.day(-6),
                "The Larkspur team will call her at work.",
            )
            .by("bones")
            .pdf(),
        ],
        visits: vec![
            visit("larkspur", "Larkspur team", c.at(-7, 15, 0)).with("bones", "clinic-4").reason("Larkspur"),
        ],
        referrals: vec![
            referral("larkspur", REFERRAL_TO_DIETITIAN, c.day(-6))
                .by("bones")
                .reason("For the Larkspur team"),
        ],
        care_plans: vec![
            care_plan("larkspur", "Larkspur team plan of care", c.day(-6))
                .by("bones")
                .goal("The Larkspur team has her new number", c.day(20)),
        ],
        questionnaires: vec![
            asked("larkspur", "Questions of the Larkspur team", c.day(-5), about_your_eyes).by("bones"),
        ],
        messages: vec![conversation("larkspur", "The Larkspur team").answers(
            "bones",
            c.at(-5, 10, 0),
            "The Larkspur team asks for a call.",
        )],
        ..Record::default()
    }
}
