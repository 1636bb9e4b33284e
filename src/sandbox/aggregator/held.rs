//! What the Aggregator tells of each practice person.

use serde_json::Value;

use super::plans::{
    Activity, EASTMOOR_HOSPITAL, NORTHFIELD_HOSPITAL, activities, appointment, document, waiting_list,
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
    pub fn new(holder: Holder, _: &Record) -> Held {
        let plans = match holder.person.key {
            "sam" => vec![
                waiting_list(&holder, EASTMOOR_HOSPITAL, "Dermatology", holder.calendar.at(-80, 9, 0)),
                activities(&holder, &sam(&holder.calendar)),
            ],
            "priya" => vec![activities(&holder, &priya(&holder.calendar))],
            _ => Vec::new(),
        };
        Held { holder, plans }
    }
}

/// Eastmoor itself is not connected, so this is the only way to hear of it.
fn sam(c: &Calendar) -> Vec<Activity> {
    vec![
        appointment("skin", "Skin clinic", EASTMOOR_HOSPITAL, c.at(45, 11, 20), "booked")
            .at("Outpatients, Level 2")
            .by("FACE_TO_FACE"),
        document("skin", "Letter about your skin clinic", EASTMOOR_HOSPITAL, c.at(-40, 16, 5), "unread"),
    ]
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
        appointment("past", "Hearing clinic", EASTMOOR_HOSPITAL, c.at(-150, 10, 0), "fulfilled")
            .by("TELEPHONE"),
    ]
}
