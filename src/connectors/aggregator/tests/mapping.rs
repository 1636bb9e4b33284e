//! The published answers, and what their oddities become.

use serde_json::{Value, json};

use super::*;
use crate::domain::{
    Appointment, AppointmentRequest, AppointmentStatus, How, Part, PartialDate, SourceNote, WhyMissing,
};

const NOT_A_BUNDLE: ConnectorError = ConnectorError::Unreadable("not a bundle");

/// Appointments, letters, referrals, care plans and questionnaires; set aside; and notes on all lists together.
type Counts = ([usize; 5], u32, usize);

fn counts(answer: &Answer) -> Counts {
    fn of<T>(part: &Option<Part<T>>) -> (usize, usize) {
        let part = part.as_ref().expect("asked");
        (part.entries.len(), part.notes.len())
    }
    let lists = [
        of(&answer.appointments),
        of(&answer.letters),
        of(&answer.referrals),
        of(&answer.care_plans),
        of(&answer.questionnaires),
    ];
    (lists.map(|(entries, _)| entries), answer.set_aside(), lists.iter().map(|(_, notes)| notes).sum())
}

fn appointments(json: &Value) -> Vec<Appointment> {
    read_json(json).expect("read").appointments.expect("asked").entries
}

/// One plan about the subject with these activities.
fn plan(activities: Value) -> Value {
    let subject =
        json!({"identifier": {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9000000009"}});
    json!({"resourceType": "Bundle", "entry": [{"search": {"mode": "match"}, "resource": {
        "resourceType": "CarePlan", "status": "active", "subject": subject, "activity": activities}}]})
}

fn booked(id: &str, more: Value) -> Value {
    let mut detail = json!({"id": id, "kind": "Appointment", "status": "in-progress",
        "description": "Skin clinic", "scheduledPeriod": {"start": "2026-12-01T09:00:00.000Z"}});
    let fields = more.as_object().expect("an object").clone();
    detail.as_object_mut().expect("an object").extend(fields);
    json!({"detail": detail})
}

#[test]
fn every_published_answer_gives_all_its_entries() {
    let nothing = Ok(([0; 5], 0, 0));
    let expected: [(&str, Result<Counts, ConnectorError>); 18] = [
        // 10 documents with 3 ids; those twice in a file are one.
        ("allAppointmentStates", Ok(([38, 3, 0, 0, 0], 0, 0))),
        ("allDocumentStates", Ok(([0, 6, 0, 0, 0], 0, 0))),
        ("allQuestionnairestates", Ok(([0, 0, 0, 0, 6], 0, 0))),
        ("allReferralStates", Ok(([0, 0, 5, 0, 0], 0, 0))),
        ("completeWaitingLists", Ok(([0, 0, 1, 0, 0], 0, 0))),
        ("emptyBundle", nothing.clone()),
        ("incompleteWaitingListBreastScreening", Ok(([2, 3, 0, 1, 0], 0, 0))),
        ("incompleteWaitingLists", Ok(([0, 0, 1, 0, 0], 0, 0))),
        ("internalError", Err(NOT_A_BUNDLE)),
        ("invalidAuthToken", Err(NOT_A_BUNDLE)),
        ("invalidNhsNumber", Err(NOT_A_BUNDLE)),
        ("mismatchNhsNumber", Err(NOT_A_BUNDLE)),
        // 9 appointments with 6 ids, 4 documents with 2, and 2 waiting lists that name the same referral.
        ("multipleWaitingLists", Ok(([6, 2, 3, 0, 1], 0, 0))),
        ("oneOrMoreErrors", Ok(([1, 1, 1, 0, 0], 0, 10))),
        ("operationOutcomeBusinessRule", Ok(([0; 5], 0, 2))),
        ("pifuZeroWaitingListZeroPifu", nothing),
        ("under16", Err(NOT_A_BUNDLE)),
        ("upstreamTimeout", Ok(([0; 5], 0, 5))),
    ];
    for ((name, text), (known, told)) in CONSUMER.iter().zip(expected) {
        assert_eq!(*name, known);
        let json: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(read_json(&json).map(|answer| counts(&answer)), told, "{name}");
    }
}

#[test]
fn what_hospitals_portals_answer_is_read_as_well() {
    let expected: [(&str, Result<Counts, ConnectorError>); 7] = [
        ("9000000009", Ok(([0; 5], 0, 0))),
        ("9000000009", Err(NOT_A_BUNDLE)),
        ("9000000009", Ok(([1, 0, 0, 0, 0], 0, 0))),
        ("9000000001", Ok(([0, 1, 0, 0, 0], 0, 0))),
        ("9000000001", Ok(([0, 0, 0, 0, 1], 0, 0))),
        ("9000000009", Err(NOT_A_BUNDLE)),
        ("9000000009", Err(NOT_A_BUNDLE)),
    ];
    for ((name, text), (number, told)) in PRODUCER.iter().zip(expected) {
        let json: Value = serde_json::from_str(text).expect("JSON");
        let answer = read(Node::of(&json), &order_for("Ann Other", (1980, 1, 1), number));
        assert_eq!(answer.as_ref().map(counts).map_err(Clone::clone), told, "{name}");
        let letters = answer.ok().and_then(|answer| answer.letters).map(|part| part.entries);
        assert!(letters.iter().flatten().all(|letter| letter.file_address.is_none()), "{name}");
    }
}

#[test]
fn booking_and_request_are_told_apart() {
    let mut counted = std::collections::BTreeMap::<String, usize>::new();
    for appointment in appointments(&example("allAppointmentStates")) {
        *counted.entry(format!("{:?} {:?}", appointment.status, appointment.request)).or_default() += 1;
    }
    let counted: Vec<_> = counted.iter().map(|(told, count)| (told.as_str(), *count)).collect();
    assert_eq!(
        counted,
        [
            ("Booked None", 8),
            ("Booked Some(AnotherTime)", 3),
            ("Booked Some(Cancellation)", 3),
            ("Booked Some(Change)", 3),
            ("Cancelled None", 7),
            ("Cancelled Some(AnotherTime)", 6),
            ("DidNotAttend None", 2),
            ("Happened None", 6),
        ]
    );
}

#[test]
fn an_appointment_is_read_in_full() {
    let all = appointments(&example("allAppointmentStates"));
    let first = &all[0];
    assert_eq!(first.source_id, "Appointment/ers-01/31e4d6a2-5e83-4c45-9888-a7b9d4e82363");
    assert_eq!(first.what.text, "Nephrology");
    assert_eq!(first.start.map(|start| start.to_rfc3339()).as_deref(), Some("2027-01-02T10:30:00+00:00"));
    assert_eq!((first.end, first.how), (None, How::InPerson));
    assert_eq!(
        first.place.as_deref(),
        Some("Chapel Allerton Hospital, Dentistry Dept, 2nd Floor, LEEDS TEACHING HOSPITALS NHS TRUST")
    );
    let places: Vec<_> = all.iter().filter_map(|one| one.place.as_deref()).collect();
    assert!(places.contains(&"Wye Valley NHS Trust"), "one name is said once: {places:?}");
    let how = |wanted| all.iter().filter(|one| one.how == wanted).count();
    assert_eq!((how(How::InPerson), how(How::ByVideo), how(How::Remotely), how(How::NotSaid)), (9, 5, 1, 23));
    let ends_at_its_start = all.iter().find(|one| one.source_id.contains("25b58164")).expect("a stay");
    assert_eq!(ends_at_its_start.end, None);
    let portal_inside_the_link = all.iter().find(|one| one.source_id.contains("1dd9fc14")).expect("one");
    assert!(portal_inside_the_link.source_id.starts_with("Appointment/myportal-01/"));
}

#[test]
fn a_letter_is_named_and_stays_closed() {
    let letters = read_json(&example("allDocumentStates")).expect("read").letters.expect("asked").entries;
    let first = &letters[0];
    assert_eq!(first.title, "Dermatology follow-up letter");
    assert_eq!(first.author.as_deref(), Some("THE NEWCASTLE UPON TYNE HOSPITALS NHS FOUNDATION TRUST"));
    assert_eq!(first.written, PartialDate::parse("2024-01-03T11:22:18.293Z"));
    assert!(letters.iter().all(|letter| letter.text.is_none() && letter.file_type.is_none()));
}

#[test]
fn known_reasons_are_said_and_no_diagnostics_are() {
    let notes = |name: &str| {
        let answer = read_json(&example(name)).expect("read");
        (answer.appointments.expect("asked").notes, answer.letters.expect("asked").notes)
    };
    let failed = [WhyMissing::CouldNotAnswer, WhyMissing::Unreadable].map(SourceNote::Missing).to_vec();
    assert_eq!(notes("oneOrMoreErrors"), (failed.clone(), failed));
    let late = vec![SourceNote::Missing(WhyMissing::NoAnswerInTime)];
    assert_eq!(notes("upstreamTimeout"), (late.clone(), late));
    let old = vec![SourceNote::Missing(WhyMissing::OlderThanYears(8))];
    assert_eq!(notes("operationOutcomeBusinessRule"), (old.clone(), old));
}

#[test]
fn a_reason_that_could_give_something_away_is_not_said_only_that_something_is_missing() {
    let note = |issue: Value| {
        let json = json!({"resourceType": "Bundle", "entry": [{"search": {"mode": "include"},
            "resource": {"resourceType": "OperationOutcome", "issue": [issue]}}]});
        let answer = read_json(&json).expect("read");
        (answer.appointments.expect("asked").notes, answer.letters.expect("asked").notes)
    };
    let missing = vec![SourceNote::Incomplete { text: None }];
    let hidden = json!({"severity": "information", "code": "business-rule",
        "diagnostics": "AGGBR12: rejected Appointment 1 due to sensitive specialty Genitourinary Medicine"});
    assert_eq!(note(hidden), (missing.clone(), vec![]), "only on the list that it is about");
    assert_eq!(note(json!({"code": "suppressed"})), (missing.clone(), missing.clone()));
    assert_eq!(note(json!("odd")), (missing.clone(), missing));
    let referral =
        json!({"code": "business-rule", "diagnostics": "AGGBR30: rejected ServiceRequest 8 with date 2014"});
    assert_eq!(note(referral), (vec![], vec![]));
    let kept = json!({"code": "business-rule", "diagnostics":
        "AGGBR33: questionnaire with pathwayId RXC~ABC1007 from nhs-waiting-list-01 has been replaced with \
         questionnaire from myportal-01 due to PEP priority"});
    assert_eq!(note(kept), (vec![], vec![]), "what was told twice is not missing");
}

#[test]
fn a_plan_about_somebody_else_fails_the_answer() {
    for name in ["allAppointmentStates", "multipleWaitingLists", "completeWaitingLists", "allReferralStates"]
    {
        let other = order_for("Ann Other", (1980, 1, 1), "9990000018");
        let told = read(Node::of(&example(name)), &other);
        assert_eq!(told.map(|answer| answer.len()), Err(ConnectorError::AboutSomebodyElse), "{name}");
    }
    let mut one_among_three = example("multipleWaitingLists");
    one_among_three["entry"][1]["resource"]["subject"]["identifier"]["value"] = "9990000018".into();
    assert_eq!(read_json(&one_among_three), Err(ConnectorError::AboutSomebodyElse));
    let inside = plan(json!([booked("1", json!({"subject": {"reference": "Patient/2"}}))]));
    assert_eq!(read_json(&inside), Err(ConnectorError::AboutSomebodyElse));
}

#[test]
fn what_cannot_be_read_is_set_aside_and_counted_and_the_rest_is_shown() {
    let told = |activities: Value| read_json(&plan(activities)).map(|answer| counts(&answer));
    let good = booked("1", json!({}));
    let one = |set_aside: u32| Ok(([1, 0, 0, 0, 0], set_aside, 0));
    assert_eq!(
        told(json!([good, booked("2", json!({"description": {}, "scheduledPeriod": "soon"}))])),
        one(1)
    );
    for kind in ["DocumentReference", "ServiceRequest", "QuestionnaireResponse"] {
        assert_eq!(told(json!([good, {"detail": {"kind": kind, "id": "3"}}])), one(1), "{kind}");
    }
    let of_any_kind = told(json!([good, "nonsense", {"detail": 5}]));
    assert_eq!(of_any_kind, one(8), "each may have been of any of four kinds");
    assert_eq!(told(json!([good, {"reference": {"reference": "Appointment/9"}}])), one(1));
    assert_eq!(told(json!([good, booked("4", json!({"status": "entered-in-error"}))])), one(0));
    assert_eq!(told(json!([good, {"detail": {"kind": "CommunicationRequest"}}])), one(0));
    assert_eq!(told(good), one(0), "an object where a list is due");
    let mut nobody =
        plan(json!([booked("1", json!({})), {"detail": {"kind": "DocumentReference", "description": "L"}}]));
    nobody["entry"][0]["resource"].as_object_mut().expect("an object").remove("subject");
    assert_eq!(read_json(&nobody).map(|answer| counts(&answer)), Ok(([0; 5], 2, 0)));
    let spoilt = json!({"resourceType": "Bundle", "entry": [{"resource": 5}]});
    assert_eq!(read_json(&spoilt).map(|answer| counts(&answer)), Ok(([0; 5], 5, 0)));
}

#[test]
fn an_activity_that_points_to_an_appointment_of_the_answer_is_that_appointment() {
    let mut json = plan(json!([{"reference": {"reference": "Appointment/9"}}]));
    let actor = json!({"identifier": {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9000000009"}});
    json["entry"].as_array_mut().expect("entries").push(json!({"search": {"mode": "match"}, "resource": {
        "resourceType": "Appointment", "id": "9", "status": "booked", "start": "2026-12-01T09:00:00Z",
        "participant": [{"actor": actor}]}}));
    assert_eq!(read_json(&json).map(|answer| counts(&answer)), Ok(([1, 0, 0, 0, 0], 0, 0)));
}

#[test]
fn one_id_at_two_portals_is_two_appointments() {
    let client = |name: &str| json!({"extension": [{"url": "https://fhir.nhs.uk/StructureDefinition/Extension-Client-id", "valueCode": name}]});
    let two = plan(json!([booked("1", client("myportal-01")), booked("1", client("myportal-02"))]));
    assert_eq!(appointments(&two).len(), 2);
    let same = plan(json!([booked("1", client("myportal-01")), booked("1", client("myportal-01"))]));
    assert_eq!(appointments(&same).len(), 1);
}

#[test]
fn an_unknown_status_stands_in_its_own_word_and_an_unknown_request_too() {
    let status = |code: &str| {
        let extension = json!([{"url": "https://fhir.nhs.uk/StructureDefinition/Extension-Appointment-Status",
            "valueCoding": {"code": code}}]);
        let one = appointments(&plan(json!([booked("1", json!({"extension": extension}))]))).remove(0);
        (one.status, one.request)
    };
    assert_eq!(status("triaged"), (AppointmentStatus::Other("triaged".into()), None));
    assert_eq!(
        status("bookedPendingTransfer"),
        (AppointmentStatus::Booked, Some(AppointmentRequest::Other("transfer".into())))
    );
    assert_eq!(status("pending"), (AppointmentStatus::Asked, None));
    let own =
        |word: &str| appointments(&plan(json!([booked("1", json!({"status": word}))]))).remove(0).status;
    assert_eq!(own("cancelled"), AppointmentStatus::Cancelled);
    assert_eq!(own("completed"), AppointmentStatus::Happened);
    assert_eq!(own("in-progress"), AppointmentStatus::Other("in-progress".into()));
}

#[test]
fn a_portal_s_request_status_is_kept_beside_its_booking_status() {
    let (_, text) = PRODUCER[2];
    let json: Value = serde_json::from_str(text).expect("JSON");
    let one = appointments(&json).remove(0);
    assert_eq!((one.status, one.request), (AppointmentStatus::Booked, Some(AppointmentRequest::AnotherTime)));
}
