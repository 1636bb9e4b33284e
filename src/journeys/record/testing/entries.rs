//! Made-up entries, one of each kind, of which only a name is told.

use super::*;

pub fn medicine(name: &str) -> Medicine {
    Medicine {
        source_id: name.to_owned(),
        name: Coded::text(name),
        dosage: None,
        route: None,
        coded_dosage: None,
        instructions: None,
        quantity: None,
        course: Course::NotSaid,
        state: MedicineState::Current,
        started: None,
        ended: None,
        last_issued: None,
        recorded: None,
        reason: None,
        reason_stopped: None,
        prescriber: None,
        note: None,
    }
}

/// A medicine of which everything was told.
pub fn full_medicine(name: &str) -> Medicine {
    Medicine {
        dosage: Some("One a day".into()),
        instructions: Some("With food".into()),
        quantity: Some("28 tablets".into()),
        course: Course::Repeat,
        started: PartialDate::parse("2019-03"),
        last_issued: PartialDate::parse("2026-11-02"),
        reason: Some("Heart".into()),
        prescriber: Some("Nurse Nightingale".into()),
        note: Some("Ask before surgery".into()),
        ..medicine(name)
    }
}

pub fn many_medicines(count: usize) -> Vec<Held<Medicine>> {
    (1..=count).map(|n| held(medicine(&format!("Medicine {n:04}")), &[SURGERY])).collect()
}

pub fn allergy(substance: &str) -> Allergy {
    Allergy {
        source_id: substance.to_owned(),
        substance: Coded::text(substance),
        state: AllergyState::Active,
        certainty: Certainty::NotSaid,
        severity: None,
        reactions: Vec::new(),
        first_noticed: None,
        recorded: None,
        recorded_by: None,
        reason_ended: None,
        note: None,
    }
}

pub fn condition(name: &str) -> Condition {
    Condition {
        source_id: name.to_owned(),
        name: Coded::text(name),
        state: ConditionState::Active,
        certainty: Certainty::Confirmed,
        significance: None,
        body_site: None,
        in_family: false,
        started: None,
        ended: None,
        recorded: None,
        recorded_by: None,
        note: None,
    }
}

pub fn test_result(name: &str, number: f64, unit: &str) -> TestResult {
    TestResult {
        source_id: format!("{name} {number}"),
        name: Coded::text(name),
        value: Some(ResultValue::Quantity { comparator: None, number, unit: unit.to_owned() }),
        range: None,
        mark: None,
        state: ResultState::Final,
        taken: None,
        reported: None,
        group: None,
        report: None,
        is_vital_sign: false,
        asked_by: None,
        comment: None,
        parts: Vec::new(),
        sample: None,
        body_site: None,
        ties: Ties::default(),
    }
}

pub fn blood_sugar(number: f64, taken: &str) -> TestResult {
    let mut result = test_result("HbA1c", number, "mmol/mol");
    result.name.codes.push(Code { system: CodeSystem::Snomed, code: "999791000000106".into() });
    result.range = Some(UsualRange { low: Some(20.0), high: Some(41.0), text: None });
    result.taken = PartialDate::parse(taken);
    result
}

pub fn letter(title: &str) -> Letter {
    Letter {
        source_id: title.to_owned(),
        title: title.to_owned(),
        what_kind: None,
        written: None,
        author: None,
        text: None,
        html: None,
        file_type: None,
        file_size: None,
        file_address: None,
        ties: Ties::default(),
    }
}

pub fn vaccination(name: &str) -> Vaccination {
    Vaccination {
        source_id: name.to_owned(),
        name: Coded::text(name),
        protects_against: Vec::new(),
        was_given: true,
        reason_not_given: None,
        given: None,
        recorded: None,
        dose: None,
        batch: None,
        site: None,
        place: None,
        given_by: None,
        note: None,
    }
}

pub fn visit(what: &str) -> Visit {
    Visit {
        source_id: what.to_owned(),
        what: what.to_owned(),
        started: None,
        ended: None,
        place: None,
        with_whom: None,
        reason: None,
        notes: Vec::new(),
        ties: Ties::default(),
    }
}

pub fn referral(what: &str) -> Referral {
    Referral {
        source_id: what.to_owned(),
        what: Coded::text(what),
        state: RequestState::NotSaid,
        reason_for_state: None,
        urgency: None,
        reason: None,
        description: None,
        asked_by: None,
        asked: Vec::new(),
        specialty: None,
        place: None,
        made: None,
        wanted_from: None,
        wanted_until: None,
        waiting: Waiting::default(),
        is_waiting_list: false,
        booking: None,
        review_due: None,
        link: None,
        instruction: None,
        ubrn: None,
        note: None,
        ties: Ties::default(),
    }
}

pub fn care_plan(title: &str) -> CarePlan {
    CarePlan {
        source_id: title.to_owned(),
        title: title.to_owned(),
        what_kind: None,
        state: RequestState::Active,
        for_what: Vec::new(),
        description: None,
        author: None,
        team: Vec::new(),
        started: None,
        ended: None,
        written: None,
        waiting: Waiting::default(),
        goals: Vec::new(),
        activities: Vec::new(),
        parts_not_read: 0,
        has_parts_elsewhere: false,
        note: None,
        ties: Ties::default(),
    }
}

/// A prescription of one medicine, of which nothing else was told.
pub fn prescription(medicine: &str) -> Prescription {
    Prescription {
        source_id: medicine.to_owned(),
        number: None,
        items: vec![prescribed_item(medicine)],
        items_not_read: 0,
        course: Course::NotSaid,
        dated: None,
        prescriber: None,
        prescribed_at: None,
        pharmacy: None,
        comment: None,
    }
}

pub fn prescribed_item(name: &str) -> PrescribedItem {
    PrescribedItem {
        name: Coded::text(name),
        quantity: None,
        dosage: None,
        coded_dosage: None,
        state: PrescriptionState::NotSaid,
        since: None,
        reason: None,
        note: None,
    }
}

pub fn plan_part(text: &str) -> PlanPart {
    PlanPart {
        text: text.to_owned(),
        state: RequestState::NotSaid,
        is_not_to_be_done: false,
        when: None,
        who: None,
        place: None,
        so_far: None,
        lines: Vec::new(),
    }
}

pub fn asked_questionnaire(title: &str) -> AskedQuestionnaire {
    AskedQuestionnaire {
        source_id: title.to_owned(),
        title: title.to_owned(),
        what_kind: None,
        state: FillingState::NotStarted,
        reason_for_state: None,
        reason: None,
        asked_by: None,
        asked: None,
        due: None,
        answered: None,
        asks_for_follow_up: false,
        link: None,
        questions: None,
        note: None,
        wish: None,
    }
}

pub fn question(link_id: &str, text: &str, kind: QuestionKind) -> QuestionItem {
    QuestionItem { text: Some(text.to_owned()), ..QuestionItem::plain(link_id, kind) }
}

pub fn questionnaire(items: Vec<QuestionItem>) -> Questionnaire {
    Questionnaire { canonical: None, title: None, description: None, items, items_not_read: 0 }
}

pub fn appointment(what: &str) -> Appointment {
    Appointment {
        source_id: what.to_owned(),
        what: Coded::text(what),
        status: AppointmentStatus::Booked,
        request: None,
        start: None,
        end: None,
        how: How::NotSaid,
        place: None,
        with_whom: None,
        how_to_prepare: None,
        patient_comment: None,
        reason_cancelled: None,
        phone: None,
        references: Vec::new(),
        organisation: None,
        ties: Ties::default(),
        way_there: Default::default(),
        said_coming: None,
    }
}
