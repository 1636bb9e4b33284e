//! Which prescriptions each practice person has, and where they are.

use serde_json::Value;

use super::shapes::{
    HILL_STREET_SURGERY, MILL_LANE_SURGERY, PARCEL_PHARMACY, Prescription, QUAY_PHARMACY, item, left_out,
    malformed, prescription,
};
use crate::sandbox::records::Record;
use crate::sandbox::records::calendar::Calendar;
use crate::sandbox::records::codes::*;
use crate::sandbox::records::holder::Holder;

/// One person's prescriptions.
pub struct Held {
    pub holder: Holder,
    prescriptions: Vec<Prescription>,
    /// What could not be returned, as entries of their own.
    others: Vec<Value>,
}

impl Held {
    /// The service holds no record: only what was sent through it.
    pub fn new(holder: Holder, record: &Record) -> Held {
        let c = &holder.calendar;
        let (prescriptions, mut others) = match holder.person.key {
            "sam" => (sam(c), Vec::new()),
            "priya" => (priya(c), vec![left_out()]),
            "grace" => (grace(c), Vec::new()),
            "max" => (max(c), Vec::new()),
            _ => (Vec::new(), Vec::new()),
        };
        if record.muddled {
            others.push(malformed(&holder, "muddle"));
        }
        Held { holder, prescriptions, others }
    }

    /// The entries of the answer's bundle.
    pub fn entries(&self) -> Vec<Value> {
        let prescriptions = self.prescriptions.iter().map(|one| one.json(&self.holder));
        prescriptions.chain(self.others.iter().cloned()).collect()
    }
}

fn sam(c: &Calendar) -> Vec<Prescription> {
    vec![
        prescription("24F5DA-A99901-7EFE6Z", c.day(-3), HILL_STREET_SURGERY)
            .repeat()
            .to(QUAY_PHARMACY)
            .with(item(AMLODIPINE_5, 28, "tablet", "Ready to Collect", c.at(-1, 15, 20)))
            .with(item(METFORMIN, 56, "tablet", "Ready to Collect", c.at(-1, 15, 20)))
            .with(item(SALBUTAMOL, 1, "inhaler", "With Pharmacy - Preparing Remainder", c.at(-1, 15, 20))),
        prescription("C0C3E6-A99901-83CB18", c.day(-1), HILL_STREET_SURGERY).with(item(
            AMOXICILLIN,
            15,
            "capsule",
            "Prescriber Approved",
            c.at(-1, 9, 40),
        )),
        prescription("2CE7AC-A99901-440B64", c.day(-6), HILL_STREET_SURGERY).to(PARCEL_PHARMACY).with(item(
            PARACETAMOL,
            100,
            "tablet",
            "Ready to Dispatch",
            c.at(-2, 11, 5),
        )),
        prescription("57D40B-A99901-B11BB9", c.day(-31), HILL_STREET_SURGERY)
            .repeat()
            .to(QUAY_PHARMACY)
            .with(item(AMLODIPINE_5, 28, "tablet", "Collected", c.at(-29, 12, 30)))
            .with(item(METFORMIN, 56, "tablet", "Collected", c.at(-29, 12, 30))),
    ]
}

fn priya(c: &Calendar) -> Vec<Prescription> {
    vec![
        prescription("0F3B94-A99902-5D1F2A", c.day(-8), MILL_LANE_SURGERY)
            .repeat()
            .to(QUAY_PHARMACY)
            .with(item(METFORMIN, 56, "tablet", "With Pharmacy but Tracking not Supported", c.at(-7, 8, 50))),
        prescription("9B2D11-A99902-E0C7F4", c.day(-40), MILL_LANE_SURGERY)
            .to(QUAY_PHARMACY)
            .with(item(PARACETAMOL, 32, "tablet", "Collected", c.at(-38, 17, 45)))
            .with(item(CO_CODAMOL, 30, "tablet", "Not Dispensed", c.at(-38, 17, 45))),
    ]
}

fn grace(c: &Calendar) -> Vec<Prescription> {
    vec![
        prescription("71AE05-A99901-9C44D2", c.day(-2), HILL_STREET_SURGERY)
            .repeat()
            .to(PARCEL_PHARMACY)
            .with(item(CITALOPRAM, 28, "tablet", "Tracking Temporarily Unavailable", c.at(0, 7, 0))),
        prescription("D37F60-A99901-1B8E93", c.day(-60), HILL_STREET_SURGERY).with(item(
            IBUPROFEN,
            48,
            "tablet",
            "Prescriber Cancelled",
            c.at(-59, 10, 0),
        )),
    ]
}

/// One in a state that no standard names.
fn max(c: &Calendar) -> Vec<Prescription> {
    vec![prescription("E81C3D-A99902-40AB17", c.day(-4), MILL_LANE_SURGERY).to(QUAY_PHARMACY).with(item(
        BECLOMETASONE,
        1,
        "spray",
        "Waiting for stock",
        c.at(-3, 14, 0),
    ))]
}
