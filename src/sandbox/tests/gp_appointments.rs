//! The surgeries' appointment books as their clients see them: what is required of a request, and what is refused.

use http::Method;

use super::*;
use crate::sandbox::gp_appointments::BASE;

const ID: &str = "60e0b220-8136-4ca5-ae46-1d97ef59d068";
const SLOTS: &str = "/Slot?start=ge2026-11-23&end=le2026-11-27&status=free&_include=Slot:schedule";

/// An access token that the surgery has given.
fn token(practice: &Practice, ods_code: &str) -> String {
    practice.sandbox.server(ods_code).expect("a surgery").tokens.front_doors()
}

/// A request with everything that is required, which each test changes.
fn request(practice: &Practice, ods_code: &str, method: Method, path: &str) -> reqwest::RequestBuilder {
    let base = practice.base(ods_code).trim_end_matches("/gpconnect").to_owned();
    practice
        .client
        .request(method, format!("{base}{BASE}{path}"))
        .bearer_auth(token(practice, ods_code))
        .header("x-request-id", ID)
        .header("content-type", "application/fhir+json")
}

/// The status and the Spine's code of an answer; no code where it is no refusal.
async fn told(request: reqwest::RequestBuilder) -> (u16, Option<String>) {
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    let json: Value = answer.json().await.expect("JSON");
    (status, json["issue"][0]["details"]["coding"][0]["code"].as_str().map(str::to_owned))
}

fn refused(status: u16, code: &str) -> (u16, Option<String>) {
    (status, Some(code.to_owned()))
}

async fn json(request: reqwest::RequestBuilder) -> Value {
    request.send().await.expect("an answer").json().await.expect("JSON")
}

#[tokio::test]
async fn a_request_without_what_is_required_is_refused_with_the_code_for_it() {
    let practice = practice().await;
    let get = |path: &str| request(&practice, HILL_STREET, Method::GET, path);
    assert_eq!(told(get(SLOTS)).await, (200, None));
    let bare = practice.client.get(get(SLOTS).build().expect("a request").url().clone());
    assert_eq!(
        told(bare.try_clone().expect("the same").header("x-request-id", ID)).await,
        refused(401, "ACCESS_DENIED")
    );
    let wrong = bare.try_clone().expect("the same").header("x-request-id", ID).bearer_auth("somebody-elses");
    assert_eq!(told(wrong).await, refused(401, "ACCESS_DENIED"));
    assert_eq!(
        told(bare.bearer_auth(token(&practice, HILL_STREET)).header("x-request-id", "1")).await,
        refused(400, "BAD_REQUEST")
    );
    for (path, expected) in [
        ("/Slot?start=ge2026-11-23&status=free&_include=Slot:schedule", refused(400, "BAD_REQUEST")),
        (
            "/Slot?start=ge2026-11-23&end=le2026-11-27&_include=Slot:schedule",
            refused(400, "UNSUPPORTED_VALUE"),
        ),
        (
            "/Slot?start=2026-11-23&end=le2026-11-27&status=free&_include=Slot:schedule",
            refused(400, "BAD_REQUEST"),
        ),
        (
            "/Slot?start=ge2026-11-27&end=le2026-11-23&status=free&_include=Slot:schedule",
            refused(422, "INVALID_PARAMETER"),
        ),
        ("/Patient/9990000018/Appointment?start=ge2026-11-23", refused(400, "BAD_REQUEST")),
        (
            "/Patient/9990000018/Appointment?start=ge2026-11-23&start=le2026-11-27&sort=date",
            refused(400, "UNSUPPORTED_VALUE"),
        ),
        (
            "/Patient/9990000019/Appointment?start=ge2026-11-23&start=le2026-11-27",
            refused(400, "INVALID_IDENTIFIER_VALUE"),
        ),
        ("/Patient/9990011109/Appointment?start=ge2026-11-23&start=le2026-11-27", (200, None)),
        ("/Appointment/none-such", refused(404, "NO_RECORD_FOUND")),
        ("/Practitioner/1", refused(404, "NO_RECORD_FOUND")),
    ] {
        assert_eq!(told(get(path)).await, expected, "{path}");
    }
    let deletes = request(&practice, HILL_STREET, Method::DELETE, "/Appointment/1");
    assert_eq!(told(deletes).await, refused(405, "BAD_REQUEST"));
    let text =
        request(&practice, HILL_STREET, Method::POST, "/Appointment").header("content-type", "text/plain");
    let text = text.build().expect("a request");
    let mut plain = text.try_clone().expect("the same");
    plain.headers_mut().insert("content-type", "text/plain".parse().expect("a header"));
    assert_eq!(practice.client.execute(plain).await.expect("an answer").status(), 415);
}

#[tokio::test]
async fn free_slots_come_with_their_schedules_workers_and_places() {
    let practice = practice().await;
    let path = format!(
        "{SLOTS}&_include:recurse=Schedule:actor:Practitioner&_include:recurse=Schedule:actor:Location"
    );
    let bundle = json(request(&practice, MILL_LANE, Method::GET, &path)).await;
    let slots = resources(&bundle, "Slot");
    assert_eq!((slots.len(), resources(&bundle, "Schedule").len()), (5 * 18, 5 * 4), "five working days");
    assert_eq!((resources(&bundle, "Practitioner").len(), resources(&bundle, "Location").len()), (3, 1));
    assert_eq!(slots[0]["start"], "2026-11-23T08:30:00+00:00");
    let schedules = resources(&bundle, "Schedule");
    for slot in slots {
        let named = slot["schedule"]["reference"].as_str().expect("a schedule");
        assert!(
            schedules.iter().any(|one| format!("Schedule/{}", one["id"].as_str().expect("an id")) == named)
        );
    }
    let bare = json(request(&practice, MILL_LANE, Method::GET, SLOTS)).await;
    assert!(resources(&bare, "Practitioner").is_empty(), "only what was asked for");
}

/// A booking of the first free slot by phone, as it must be.
async fn booking(practice: &Practice) -> Value {
    let bundle = json(request(practice, HILL_STREET, Method::GET, SLOTS)).await;
    let is_by_phone = |slot: &&&Value| slot["extension"][0]["valueCode"] == "Telephone";
    let slots = resources(&bundle, "Slot");
    let slot = slots.iter().find(is_by_phone).expect("a slot");
    json!({
        "resourceType": "Appointment",
        "meta": { "profile": ["https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-Appointment-1"] },
        "contained": [
            {
                "resourceType": "Organization", "id": "1", "name": "Hill Street Surgery",
                "identifier": [{ "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": HILL_STREET }],
                "telecom": [{ "system": "phone", "value": "01632 960 002" }],
            },
            { "resourceType": "Patient", "id": "2", "telecom": [{ "system": "phone", "value": "07700 900123" }] },
        ],
        "status": "booked",
        "reason": [{ "text": "Sore throat" }],
        "description": "Sore throat",
        "start": slot["start"], "end": slot["end"],
        "slot": [{ "reference": format!("Slot/{}", slot["id"].as_str().expect("an id")) }],
        "created": "2026-11-22T09:41:00Z",
        "participant": [{ "actor": { "reference": "Patient/9990000018" }, "status": "accepted" }],
    })
}

async fn post(practice: &Practice, id: &str, body: &Value) -> reqwest::RequestBuilder {
    let post = request(practice, HILL_STREET, Method::POST, "/Appointment").body(body.to_string()).build();
    let mut post = post.expect("a request");
    post.headers_mut().insert("x-request-id", id.parse().expect("a header"));
    reqwest::RequestBuilder::from_parts(practice.client.clone(), post)
}

#[tokio::test]
async fn a_booking_that_lacks_something_is_refused_and_books_nothing() {
    let practice = practice().await;
    let good = booking(&practice).await;
    let without = |field: &str| {
        let mut json = good.clone();
        json.as_object_mut().expect("an object").remove(field);
        json
    };
    let with = |pointer: &str, value: Value| {
        let mut json = good.clone();
        *json.pointer_mut(pointer).expect("a field") = value;
        json
    };
    for (body, expected) in [
        (json!("Appointment"), refused(422, "INVALID_RESOURCE")),
        (without("meta"), refused(422, "INVALID_RESOURCE")),
        (without("created"), refused(422, "INVALID_RESOURCE")),
        (without("reason"), refused(422, "INVALID_RESOURCE")),
        (without("contained"), refused(422, "INVALID_RESOURCE")),
        (without("participant"), refused(422, "INVALID_RESOURCE")),
        (without("slot"), refused(422, "INVALID_RESOURCE")),
        (with("/status", json!("cancelled")), refused(422, "INVALID_RESOURCE")),
        (with("/start", json!("2026-11-23T07:00:00Z")), refused(422, "INVALID_RESOURCE")),
        (with("/contained/1/telecom", json!([])), refused(422, "INVALID_RESOURCE")),
        (with("/description", json!("x".repeat(101))), refused(422, "INVALID_RESOURCE")),
        (with("/slot/0/reference", json!("Slot/none-such")), refused(422, "REFERENCE_NOT_FOUND")),
        (
            with("/participant/0/actor/reference", json!("Patient/9990000019")),
            refused(400, "INVALID_NHS_NUMBER"),
        ),
        (
            with("/participant/0/actor/reference", json!("Patient/9990000042")),
            refused(404, "PATIENT_NOT_FOUND"),
        ),
    ] {
        assert_eq!(told(post(&practice, ID, &body).await).await, expected, "{body}");
    }
    let not_json = request(&practice, HILL_STREET, Method::POST, "/Appointment").body("{");
    assert_eq!(told(not_json).await, refused(400, "BAD_REQUEST"));
    assert_eq!(told(post(&practice, ID, &good).await).await, (201, None), "the slot is still free");
}

#[tokio::test]
async fn the_same_request_again_is_the_same_booking_and_another_one_is_a_duplicate() {
    let practice = practice().await;
    let body = booking(&practice).await;
    let first = post(&practice, ID, &body).await.send().await.expect("an answer");
    assert_eq!(first.status(), 201);
    assert_eq!(first.headers()["etag"], "W/\"1\"");
    let location = first.headers()["location"].to_str().expect("text").to_owned();
    let first: Value = first.json().await.expect("JSON");
    assert!(location.ends_with(first["id"].as_str().expect("an id")), "{location}");
    assert_eq!(json(post(&practice, ID, &body).await).await, first);
    let other = "70e0b220-8136-4ca5-ae46-1d97ef59d068";
    assert_eq!(told(post(&practice, other, &body).await).await, refused(409, "DUPLICATE_REJECTED"));
}

#[tokio::test]
async fn a_cancellation_needs_the_version_and_the_reason_and_may_change_nothing_else() {
    let practice = practice().await;
    let booked = json(post(&practice, ID, &booking(&practice).await).await).await;
    let path = format!("/Appointment/{}", booked["id"].as_str().expect("an id"));
    let put = |version: &str, body: &Value| {
        request(&practice, HILL_STREET, Method::PUT, &path).header("if-match", version).body(body.to_string())
    };
    let mut good = booked.clone();
    good["status"] = "cancelled".into();
    let url =
        "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-GPConnect-AppointmentCancellationReason-1";
    let no_reason = good.clone();
    good["extension"]
        .as_array_mut()
        .expect("extensions")
        .push(json!({ "url": url, "valueString": "Better" }));
    let mut more = good.clone();
    more["comment"] = "And something else".into();
    let without_version = request(&practice, HILL_STREET, Method::PUT, &path).body(good.to_string());
    assert_eq!(told(without_version).await, refused(400, "BAD_REQUEST"));
    assert_eq!(told(put("W/\"7\"", &good)).await, refused(409, "FHIR_CONSTRAINT_VIOLATION"));
    for wrong in [&no_reason, &more, &booked] {
        assert_eq!(told(put("W/\"1\"", wrong)).await, refused(422, "INVALID_RESOURCE"));
    }
    assert_eq!(told(put("W/\"1\"", &good)).await, (200, None));
    assert_eq!(
        told(put("W/\"2\"", &good)).await,
        refused(422, "INVALID_RESOURCE"),
        "it is another version now"
    );
}

#[tokio::test]
async fn past_appointments_are_told_up_to_the_number_asked_for() {
    let practice = practice().await;
    let all = "/Patient/9990000018/Appointment?start=ge2020-01-01&start=le2027-12-31";
    let count = async |path: &str| {
        let bundle = json(request(&practice, HILL_STREET, Method::GET, path)).await;
        resources(&bundle, "Appointment").len()
    };
    assert_eq!(count(all).await, 6);
    assert_eq!(count(&format!("{all}&past-appt-limit=1")).await, 3);
    assert_eq!(count(&format!("{all}&status=cancelled")).await, 1);
    assert_eq!(count("/Patient/9990000018/Appointment?start=ge2026-11-23&start=le2027-12-31").await, 2);
}

#[tokio::test]
async fn the_request_log_does_not_say_whose_appointments_were_asked_for() {
    let practice = practice().await;
    told(request(&practice, HILL_STREET, Method::GET, "/Patient/9990000018/Appointment")).await;
    let log = practice.sandbox.requests(HILL_STREET, 1).expect("a surgery");
    assert!(log[0].path.ends_with("/Patient/…/Appointment"), "{log:?}");
}
