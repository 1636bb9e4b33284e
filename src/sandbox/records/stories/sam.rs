//! Sam Sample, of whom all five organisations hold something.

use super::super::Record;
use super::super::allergies::allergy;
use super::super::appointments::appointment;
use super::super::calendar::Calendar;
use super::super::care_plans::care_plan;
use super::super::codes::*;
use super::super::conditions::condition;
use super::super::letters::letter;
use super::super::medicines::{acute, repeat};
use super::super::questionnaires::{about_your_eyes, after_your_stay, asked};
use super::super::referrals::referral;
use super::super::results::{Measured, blood_pressure, in_words, less_than, panel, single, value};
use super::super::vaccinations::vaccination;
use super::super::visits::visit;
use crate::sandbox::organisations::{HILL_STREET, RIVERSIDE, VALE};

/// The booking reference under which the surgery's referral is known to the community trust too.
const KNEE_REFERRAL: &str = "0000 4953 3912";

fn blood_count(haemoglobin: f64) -> Vec<Measured> {
    vec![
        value(HAEMOGLOBIN, haemoglobin, "g/L", Some(130.0), Some(180.0)),
        value(WHITE_CELLS, 6.4, "10*9/L", Some(4.0), Some(11.0)),
        value(RED_CELLS, 4.9, "10*12/L", Some(4.5), Some(6.5)),
        value(PLATELETS, 251.0, "10*9/L", Some(150.0), Some(400.0)),
    ]
}

fn kidneys(potassium: f64) -> Vec<Measured> {
    vec![
        value(SODIUM, 139.0, "mmol/L", Some(133.0), Some(146.0)),
        value(POTASSIUM, potassium, "mmol/L", Some(3.5), Some(5.3)),
        value(UREA, 6.1, "mmol/L", Some(2.5), Some(7.8)),
        value(CREATININE, 84.0, "umol/L", Some(59.0), Some(104.0)),
    ]
}

fn hba1c(level: f64) -> Measured {
    value(HBA1C, level, "mmol/mol", Some(20.0), Some(42.0))
}

pub fn hill_street(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        medicines: vec![
            repeat("metformin", METFORMIN, "Take one tablet twice a day with food", c.years_ago(4, 40))
                .issued(c.day(-26))
                .quantity(56, "tablet"),
            repeat("amlodipine", AMLODIPINE_5, "Take one tablet each morning", c.years_ago(6, 12))
                .issued(c.day(-26))
                .quantity(28, "tablet"),
            repeat("salbutamol", SALBUTAMOL, "Inhale one or two puffs when needed", c.years_ago(20, 3))
                .issued(c.day(-75))
                .quantity(1, "inhaler")
                .all_issued()
                .note("Bring the inhaler to your asthma review"),
            repeat("omeprazole", OMEPRAZOLE, "Take one capsule each morning", c.years_ago(2, 80))
                .issued(c.day(-140))
                .quantity(28, "capsule")
                .stopped(c.day(-112), "No longer needed"),
            acute("amoxicillin", AMOXICILLIN, "Take one capsule three times a day for 5 days", c.day(-400))
                .issued(c.day(-400))
                .quantity(15, "capsule")
                .finished(c.day(-395)),
        ],
        allergies: vec![
            allergy(ASPIRIN_ALLERGY, c.years_ago(15, 9)).reaction(RASH, "moderate"),
            allergy(LATEX_ALLERGY, c.years_ago(9, 0)).environment().suspected(),
            allergy(COW_MILK_INTOLERANCE, c.years_ago(30, 0))
                .food()
                .ended(c.years_ago(12, 0), "Grew out of it"),
        ],
        conditions: vec![
            condition(TYPE_2_DIABETES, c.years_ago(4, 45)),
            condition(HIGH_BLOOD_PRESSURE, c.years_ago(6, 14)),
            condition(ASTHMA, c.years_ago(21, 0)).minor(),
            condition(PNEUMONIA, c.years_ago(11, 30)).ended(c.years_ago(11, -12)),
            condition(FAMILY_HISTORY_OF_DIABETES, c.years_ago(4, 45))
                .in_family()
                .minor()
                .note("Mother and one brother"),
            condition(OSTEOARTHRITIS_OF_KNEE, c.years_ago(3, 0)).of(LEFT_KNEE),
        ],
        results: vec![
            panel("fbc-new", FULL_BLOOD_COUNT, c.day(-4), blood_count(141.0)).at(8, 40),
            panel("ue-new", UREA_AND_ELECTROLYTES, c.day(-4), kidneys(4.4)).at(8, 40),
            panel("hba1c-new", HBA1C, c.day(-4), vec![hba1c(53.0)])
                .at(8, 40)
                .comment("Above target. We will talk about it at your review."),
            panel("hba1c-6m", HBA1C, c.day(-190), vec![hba1c(49.0)]),
            panel("hba1c-12m", HBA1C, c.day(-372), vec![hba1c(58.0)]),
            panel(
                "lipids",
                LIPIDS,
                c.day(-190),
                vec![
                    value(CHOLESTEROL, 4.6, "mmol/L", None, Some(5.0)),
                    value(HDL, 1.3, "mmol/L", Some(1.0), None),
                    value(LDL, 2.7, "mmol/L", None, Some(3.0)),
                    value(TRIGLYCERIDES, 1.4, "mmol/L", None, Some(1.7)),
                ],
            ),
            blood_pressure("bp-new", 138, 82, c.day(-11)).by("nurse").at(10, 5),
            blood_pressure("bp-old", 146, 88, c.day(-197)).by("nurse").at(9, 35),
            blood_pressure("bp-older", 152, 91, c.day(-402)).by("nurse").at(9, 10),
            single("crp-new", less_than(C_REACTIVE_PROTEIN, 5.0, "mg/L", 5.0), c.day(-190)),
            single("crp-mid", value(C_REACTIVE_PROTEIN, 12.0, "mg/L", None, Some(5.0)), c.day(-270)),
            single("crp-stay", value(C_REACTIVE_PROTEIN, 48.0, "mg/L", None, Some(5.0)), c.day(-290)),
            in_words("urine", URINE_CULTURE, "Negative", c.day(-270)),
        ],
        vaccinations: vec![
            vaccination(FLU_VACCINATION, &[INFLUENZA], c.day(-38)).batch("FL2611").dose(2),
            vaccination(FLU_VACCINATION, &[INFLUENZA], c.day(-401)).batch("FL2518").dose(1),
            vaccination(FIRST_COVID_VACCINATION, &[COVID], c.years_ago(5, 200)).batch("EP2163"),
            vaccination(SECOND_COVID_VACCINATION, &[COVID], c.years_ago(5, 130)).batch("ET8885").dose(2),
        ],
        visits: vec![
            visit("review", "Telephone consultation", c.at(-11, 11, 20))
                .by_phone()
                .until(c.at(-11, 11, 32))
                .note("Problem", "Type 2 diabetes, yearly review")
                .note("History", "Feels well. Walks most days. No chest pain.")
                .note("Comment", "Blood tests to be done this month. See the nurse for feet and eyes."),
            visit("bp-check", "GP Surgery", c.at(-197, 9, 30))
                .with("nurse", "main")
                .until(c.at(-197, 9, 45))
                .note("Examination", "Blood pressure taken twice, sitting.")
                .note("Comment", "To measure at home for a week and send the readings."),
            visit("cough", "GP Surgery", c.at(-400, 15, 10))
                .note("History", "Cough for 3 weeks, no fever now.")
                .note("Examination", "Chest: some crackles at the right base."),
        ],
        referrals: vec![
            referral("knee", REFERRAL_TO_PHYSIOTHERAPY, c.day(-45))
                .to(VALE)
                .reason("Osteoarthritis of left knee")
                .description("Pain on stairs for a year. Exercises at home did not help.")
                .note("Prefers afternoons")
                .ubrn(KNEE_REFERRAL),
            referral("knee-surgeon", REFERRAL_TO_ORTHOPAEDICS, c.day(-75))
                .to(RIVERSIDE)
                .description("To see if an operation on the left knee would help."),
        ],
        ..Record::default()
    }
}

/// The surgery that Sam was with until five years ago.
pub fn mill_lane(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        medicines: vec![
            acute("allopurinol", ALLOPURINOL, "Take one tablet a day", c.years_ago(8, 50))
                .issued(c.years_ago(7, 0))
                .quantity(28, "tablet")
                .finished(c.years_ago(6, 300)),
        ],
        allergies: vec![allergy(ASPIRIN_ALLERGY, c.years_ago(15, 9)).reaction(RASH, "moderate")],
        conditions: vec![
            condition(ASTHMA, c.years_ago(21, 0)).minor(),
            condition(FRACTURE_OF_ANKLE, c.years_ago(17, 60)).ended(c.years_ago(16, 300)),
        ],
        results: vec![blood_pressure("bp", 151, 92, c.years_ago(6, 20)).by("nurse")],
        vaccinations: vec![vaccination(FLU_VACCINATION, &[INFLUENZA], c.years_ago(6, 30)).batch("FL1907")],
        visits: vec![
            visit("last", "GP Surgery", c.at(-6 * 365, 10, 0))
                .note("Comment", "Moving away. Record sent on."),
        ],
        ..Record::default()
    }
}

pub fn riverside(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        appointments: vec![
            appointment("eyes-next", "Eye clinic check-up", c.at(3, 10, 40))
                .with("eyes", "clinic-4")
                .specialty(OPHTHALMOLOGY)
                .instruction("Bring your glasses. Do not drive home after this appointment.")
                .comment("Uses a hearing aid"),
            appointment("sleep", "Sleep study, overnight", c.at(24, 21, 30))
                .minutes(9 * 60 + 30)
                .with("", "sleep")
                .instruction("Bring night clothes and your own pillow. Do not drink coffee after midday."),
            appointment("heart-video", "Heart clinic by video", c.at(17, 14, 15))
                .minutes(20)
                .by_video()
                .with("heart", "")
                .specialty(CARDIOLOGY)
                .instruction("Have your list of medicines at hand.")
                .joined_at("https://video.riverside-hospital.example/room/4f1c"),
            appointment("heart-scan", "Heart scan", c.at(60, 9, 0)).waiting().with("", "heart"),
            appointment("eyes-past", "Eye clinic check-up", c.at(-182, 11, 0))
                .fulfilled()
                .with("eyes", "clinic-4")
                .specialty(OPHTHALMOLOGY),
            appointment("eyes-missed", "Eye clinic check-up", c.at(-210, 9, 30)).missed().with("eyes", "clinic-4"),
            appointment("knee", "Knee clinic", c.at(-60, 13, 45))
                .cancelled("Cancelled by the hospital")
                .with("bones", "")
                .specialty(TRAUMA_AND_ORTHOPAEDICS),
        ],
        medicines: vec![
            repeat("amlodipine", AMLODIPINE_5, "Take one tablet each morning", c.years_ago(6, 12)).reported(),
            acute("co-codamol", CO_CODAMOL, "Take one or two tablets up to four times a day when needed", c.day(-300))
                .quantity(30, "tablet")
                .by("ward")
                .issued(c.day(-299))
                .finished(c.day(-290)),
        ],
        allergies: vec![allergy(ASPIRIN_ALLERGY, c.day(-304)).by("ward").reaction(RASH, "moderate")],
        conditions: vec![
            condition(GLAUCOMA, c.years_ago(2, 10)).of(LEFT_EYE).suspected().by("eyes"),
            condition(CATARACT, c.years_ago(1, 90)).of(RIGHT_EYE).by("eyes"),
            condition(PNEUMONIA, c.day(-304)).ended(c.day(-280)).by("ward"),
        ],
        results: vec![
            panel("fbc-stay", FULL_BLOOD_COUNT, c.day(-303), blood_count(126.0)).by("ward").at(6, 30),
            panel("ue-stay", UREA_AND_ELECTROLYTES, c.day(-303), kidneys(5.6)).by("ward").at(6, 30),
            single("potassium-again", value(POTASSIUM, 4.8, "mmol/L", Some(3.5), Some(5.3)), c.day(-302)).by("ward"),
            blood_pressure("bp-stay", 132, 79, c.day(-301)).by("ward").at(22, 10),
            panel("fbc-today", FULL_BLOOD_COUNT, c.day(-1), blood_count(138.0)).by("heart").preliminary(),
        ],
        letters: vec![
            letter(
                "eyes",
                "Eye clinic letter",
                c.day(-180),
                "Dear Mr Sample,\n\nWe saw you in the eye clinic. The pressure in your left eye is a little high.\n\
                 We would like to see you again in 6 months.\n\nYours sincerely,\nMiss Leila Haddad",
            )
            .what(OUTPATIENT_LETTER)
            .by("eyes"),
            letter(
                "discharge",
                "Discharge summary",
                c.day(-299),
                "Stay in hospital with pneumonia, 5 days.\nTreated with antibiotics. Went home well.\n\
                 To do: GP surgery to repeat the potassium in 2 weeks.",
            )
            .what(DISCHARGE_SUMMARY)
            .by("ward")
            .pdf(),
            letter("eyes-next", "Your eye clinic appointment", c.day(-6), "Your next appointment is booked.").pdf(),
        ],
        vaccinations: vec![],
        visits: vec![
            visit("stay", "Stay in hospital", c.at(-304, 23, 40))
                .stay(c.at(-299, 11, 15))
                .with("ward", "ward-7")
                .reason("Pneumonia"),
            visit("eyes", "Eye clinic", c.at(-182, 11, 0))
                .until(c.at(-182, 11, 25))
                .with("eyes", "clinic-4")
                .specialty(OPHTHALMOLOGY),
        ],
        referrals: vec![
            referral("knee-surgeon", REFERRAL_TO_ORTHOPAEDICS, c.day(-74))
                .from(HILL_STREET)
                .to(RIVERSIDE)
                .reason("Osteoarthritis of left knee")
                .specialty(TRAUMA_AND_ORTHOPAEDICS)
                .cancelled("Physiotherapy first"),
        ],
        care_plans: vec![
            care_plan("lungs", "Going home after pneumonia", c.day(-299))
                .by("ward")
                .for_what(PNEUMONIA)
                .goal("Walk to the shop and back without stopping", c.day(-250))
                .activity("Breathing exercises twice a day", "completed")
                .activity("Blood test at the GP surgery after 2 weeks", "completed")
                .completed(c.day(-240)),
        ],
        questionnaires: vec![
            asked("eyes", "About your eyes", c.day(-6), about_your_eyes)
                .by("eyes")
                .reason("Before your eye clinic check-up")
                .due(c.day(2)),
            asked("stay", "After your stay in hospital", c.day(-298), after_your_stay)
                .by("ward")
                .due(c.day(-270))
                .filled_in(c.day(-281)),
        ],
        ..Record::default()
    }
}

pub fn northfield(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        appointments: vec![
            appointment("diabetes", "Diabetes clinic by phone", c.at(36, 9, 0)).by_phone().with("diabetes", ""),
            appointment("late", "Emergency eye check", c.at(-520, 23, 45)).minutes(40).fulfilled().with("", "emergency"),
        ],
        medicines: vec![
            repeat("gliclazide", GLICLAZIDE, "Take one tablet with breakfast", c.day(-33)).by("diabetes").quantity(28, "tablet"),
        ],
        conditions: vec![condition(TYPE_2_DIABETES, c.years_ago(4, 20)).by("diabetes")],
        results: vec![single("hba1c", hba1c(57.0), c.day(-35)).by("diabetes")],
        letters: vec![
            letter(
                "diabetes",
                "Diabetes clinic letter",
                c.day(-31),
                "Dear Mr Sample,\n\nWe have added gliclazide, one tablet with breakfast.\nWe will phone you in 2 months.\n",
            )
            .what(OUTPATIENT_LETTER)
            .by("diabetes"),
        ],
        visits: vec![
            visit("diabetes", "Diabetes clinic", c.at(-33, 10, 30)).with("diabetes", "outpatients").until(c.at(-33, 11, 0)),
            visit("emergency", "Emergency department", c.at(-520, 22, 50)).emergency(c.at(-519, 1, 20)).with("", "emergency").reason("Something in the eye"),
        ],
        referrals: vec![
            referral("dietitian", REFERRAL_TO_DIETITIAN, c.day(-33)).by("diabetes").to(VALE).urgent().wanted_by(c.day(20)),
        ],
        care_plans: vec![
            care_plan("diabetes", "Diabetes care plan", c.day(-33))
                .by("diabetes")
                .for_what(TYPE_2_DIABETES)
                .description("Bring blood sugar down without low blood sugar.")
                .goal("HbA1c of 53 mmol/mol or less", c.day(150))
                .goal("Lose 5 kg", c.day(240))
                .activity("Walk for 30 minutes on 5 days a week", "in-progress")
                .activity("Eye check once a year", "scheduled")
                .activity("Talk with the dietitian", "not-started")
                .not("Extra gliclazide when you miss a meal"),
        ],
        ..Record::default()
    }
}

pub fn vale(calendar: &Calendar) -> Record {
    let c = calendar;
    Record {
        appointments: vec![
            appointment("physio", "Physiotherapy", c.at(11, 14, 0)).minutes(45).with("physio", "market").based_on("knee").instruction("Wear loose clothes."),
            appointment("physio-first", "Physiotherapy, first visit", c.at(-17, 14, 0)).minutes(60).fulfilled().with("physio", "market").based_on("knee"),
        ],
        conditions: vec![
            condition(OSTEOARTHRITIS_OF_KNEE, c.day(-17)).of(LEFT_KNEE).by("physio"),
            condition(OSTEOARTHRITIS_OF_KNEE, c.day(-16)).of(RIGHT_KNEE).by("physio").suspected(),
        ],
        letters: vec![
            letter(
                "physio",
                "Letter about your physiotherapy",
                c.day(-3),
                "Dear Mr Sample,\n\nDo the exercises on the sheet twice a day. See you at the Market Place clinic.\n",
            )
            .of_visit("physio-first")
            .by("physio"),
        ],
        results: vec![single("weight", value(BODY_WEIGHT, 83.5, "kg", None, None), c.day(-17)).by("physio")],
        visits: vec![
            visit("physio-first", "Physiotherapy", c.at(-17, 14, 0)).until(c.at(-17, 15, 0)).with("physio", "market").based_on("knee"),
            visit("dressing", "Visit at home", c.at(-292, 9, 15)).at_home().with("nurse", "home").reason("After a stay in hospital"),
        ],
        referrals: vec![
            referral("knee", REFERRAL_TO_PHYSIOTHERAPY, c.day(-44))
                .from(HILL_STREET)
                .to(VALE)
                .reason("Osteoarthritis of left knee")
                .ubrn(KNEE_REFERRAL),
        ],
        care_plans: vec![
            care_plan("knee", "Knee exercise plan", c.day(-17))
                .by("physio")
                .of_visit("physio-first")
                .goal("Climb a flight of stairs without a stop", c.day(60))
                .activity("Exercises on the sheet, twice a day", "in-progress")
                .not("Kneeling on hard floors")
                .note("See you again in 4 weeks"),
        ],
        ..Record::default()
    }
}
