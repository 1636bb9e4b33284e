//! What the Aggregator tells of each practice person.

use serde_json::Value;

use super::plans::{
    Activity, EASTMOOR_HOSPITAL, NORTHFIELD_HOSPITAL, activities, appointment, document, malformed,
    questionnaire, referral, screening, waiting_list,
};
use crate::sandbox::records::Record;
use crate::sandbox::records::calendar::Calendar;
use crate::sandbox::records::holder::Holder;

/// One person's care plans.
pub struct Held {
    pub holder: Holder,
    pub plans: Vec<Value>,
}

impl Held {
    /// The Aggregator holds no record of its own: only what portals told it.
    pub fn new(holder: Holder, record: &Record) -> Held {
        let c = &holder.calendar;
        let mut plans = match holder.person.key {
            "sam" => vec![
                waiting_list(&holder, EASTMOOR_HOSPITAL, "Dermatology", c.at(-80, 9, 0))
                    .with(&holder, &sam_waiting(c)),
                screening(&holder, EASTMOOR_HOSPITAL, "Bowel Screening", c.at(-120, 9, 0))
                    .with(&holder, &sam_screening(c)),
                activities(&holder, &sam(c)),
            ],
            "priya" => vec![
                waiting_list(&holder, NORTHFIELD_HOSPITAL, "General Surgery", c.at(-300, 9, 0))
                    .ended(c.at(-52, 9, 0)),
                activities(&holder, &priya(c)),
            ],
            "wilhelmina" => vec![
                waiting_list(&holder, EASTMOOR_HOSPITAL, "Trauma & Orthopaedics", c.at(-140, 9, 0)),
                activities(&holder, &wilhelmina(c)),
            ],
            "max" => vec![activities(&holder, &max(c))],
            _ => Vec::new(),
        };
        if record.muddled {
            plans.extend(malformed(&holder));
        }
        Held { holder, plans: plans.into_iter().map(super::plans::Plan::json).collect() }
    }
}

/// Eastmoor itself is not connected, so this is the only way to hear of it.
fn sam(c: &Calendar) -> Vec<Activity> {
    vec![
        appointment("skin", "Skin clinic", EASTMOOR_HOSPITAL, c.at(45, 11, 20), "booked")
            .at("Outpatients, Level 2")
            .by("FACE_TO_FACE"),
        document("skin", "Letter about your skin clinic", EASTMOOR_HOSPITAL, c.at(-40, 16, 5), "unread"),
        referral(
            "000083120417",
            "Hearing - Adult Hearing Aids - Eastmoor Hospital - RZ4",
            EASTMOOR_HOSPITAL,
            c.at(-12, 10, 2),
            "bookable",
        )
        .of("Audiology"),
        questionnaire("skin", "Skin clinic questions", EASTMOOR_HOSPITAL, c.at(-30, 7, 33), "not-started")
            .before(c.day(40))
            .about("skin"),
        questionnaire(
            "general",
            "General health questions",
            EASTMOOR_HOSPITAL,
            c.at(-75, 16, 20),
            "completed",
        )
        .answered(c.day(-70)),
    ]
}

/// By filling it in, Sam asks to be seen again.
fn sam_waiting(c: &Calendar) -> Vec<Activity> {
    let from = c.at(-60, 7, 30);
    vec![
        questionnaire("pifu", "Dermatology", EASTMOOR_HOSPITAL, from, "not-started")
            .before(c.day(300))
            .for_follow_up(),
    ]
}

fn sam_screening(c: &Calendar) -> Vec<Activity> {
    vec![document("bowel", "Your bowel screening kit", EASTMOOR_HOSPITAL, c.at(-118, 9, 23), "read")]
}

fn priya(c: &Calendar) -> Vec<Activity> {
    vec![
        appointment(
            "hearing",
            "Hearing clinic",
            EASTMOOR_HOSPITAL,
            c.at(19, 9, 40),
            "bookedPendingReschedule",
        )
        .at("Outpatients, Level 2")
        .by("FACE_TO_FACE"),
        appointment(
            "kidneys",
            "Kidney clinic",
            EASTMOOR_HOSPITAL,
            c.at(33, 15, 0),
            "bookedPendingCancellation",
        )
        .by("VIRTUAL"),
        appointment("stay", "Day surgery", NORTHFIELD_HOSPITAL, c.at(52, 8, 0), "cancelledPendingReschedule")
            .at("Day Unit")
            .until(c.at(52, 17, 0), "daycase"),
        // The hospital itself still tells of it as booked.
        appointment("diabetes", "Diabetes clinic", NORTHFIELD_HOSPITAL, c.at(58, 10, 0), "cancelled")
            .by("FACE_TO_FACE"),
        appointment("past", "Hearing clinic", EASTMOOR_HOSPITAL, c.at(-150, 10, 0), "fulfilled")
            .by("TELEPHONE"),
        referral(
            "000083120425",
            "Urology - General Telephone Clinic - Eastmoor Hospital RZ4",
            EASTMOOR_HOSPITAL,
            c.at(-20, 14, 23),
            "inReview",
        )
        .of("Urology")
        .reviewed_by(c.day(14)),
        referral(
            "000083120433",
            "Early Inflammatory Arthritis Service - Northfield Hospital - RZ2",
            NORTHFIELD_HOSPITAL,
            c.at(-70, 8, 45),
            "bookableWasCancelled",
        )
        .of("Rheumatology"),
        questionnaire(
            "kidneys",
            "Kidney clinic questions",
            EASTMOOR_HOSPITAL,
            c.at(-14, 23, 1),
            "in-progress",
        ),
        questionnaire(
            "surgery",
            "Before your day surgery",
            NORTHFIELD_HOSPITAL,
            c.at(-90, 9, 23),
            "cancelled",
        ),
        questionnaire(
            "list",
            "Do you still want to wait?",
            NORTHFIELD_HOSPITAL,
            c.at(-120, 4, 33),
            "not-started",
        )
        .before(c.day(-60)),
    ]
}

fn wilhelmina(c: &Calendar) -> Vec<Activity> {
    vec![
        // Northfield tells of this one itself too.
        appointment("skin", "Skin clinic", NORTHFIELD_HOSPITAL, c.at(9, 11, 30), "booked").by("FACE_TO_FACE"),
        referral(
            "000083120441",
            "Hip and knee - Trauma & Orthopaedics - Eastmoor Hospital - RZ4",
            EASTMOOR_HOSPITAL,
            c.at(-140, 12, 15),
            "bookable",
        ),
        questionnaire("hip", "Hip and knee questions", EASTMOOR_HOSPITAL, c.at(-3, 11, 1), "not-started"),
    ]
}

fn max(c: &Calendar) -> Vec<Activity> {
    vec![
        referral("000083120458", "Ear, Nose & Throat", EASTMOOR_HOSPITAL, c.at(-9, 10, 2), "inReview"),
        questionnaire("ears", "Ear questions", EASTMOOR_HOSPITAL, c.at(-5, 11, 1), "in-progress"),
    ]
}
