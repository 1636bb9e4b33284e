//! What is written to a hospital server that others wrote (SEKMET), which refuses what is no FHIR R4, and is found again
//! there by the wish.

use serde_json::json;
use uuid::Uuid;

use super::another_hospital::{NHS_NUMBER, Other, order};
use crate::access::FetchOrder;
use crate::access::testing::{act_order, act_order_by};
use crate::connectors::{Connector, ConnectorError, EndAnswer};
use crate::domain::filling::{FilledItem, Given};
use crate::domain::{
    AnswerValue, Kind, Kinds, Message, NewFile, NewMessage, QuestionKind, RequestState, SendAnswers, Sender,
};

const NUMBER: &str = "9990090061";

fn walter() -> FetchOrder {
    order("Walter Scribe", chrono::NaiveDate::from_ymd_opt(1948, 7, 2).expect("a day"), NUMBER)
}

/// The hospital, with somebody who writes to it and somebody else.
async fn hospital() -> Other {
    let other = Other::new();
    let patient = |id: &str, number: &str| {
        json!({"resourceType": "Patient", "id": id, "birthDate": "1948-07-02",
            "name": [{"family": "Scribe", "given": ["Walter"]}],
            "identifier": [{"system": NHS_NUMBER, "value": number}]})
    };
    let anothers = json!({"resourceType": "Communication", "id": "anothers", "status": "completed",
        "subject": {"reference": "Patient/reader"}, "payload": [{"contentString": "Not yours"}]});
    let all = [patient("scribe", NUMBER), patient("reader", "9990090088"), anothers];
    assert_eq!(other.put_in(&all).await, Vec::<String>::new());
    other
}

/// What the hospital lists of one wish.
async fn listed(connector: &dyn Connector, wish: Uuid) -> Vec<Message> {
    let told = connector.fetch(&walter(), Kinds::just(Kind::Messages)).await.expect("an answer");
    let part = told.messages.expect("asked");
    assert_eq!(part.set_aside, 0);
    assert!(part.entries.iter().all(|message| message.text != "Not yours"), "somebody else's");
    part.entries.into_iter().filter(|message| message.wish == Some(wish)).collect()
}

#[tokio::test]
async fn a_message_arrives_with_its_file_is_found_again_and_its_answer_stands_in_the_same_conversation() {
    let (other, wish, answer) = (hospital().await, Uuid::new_v4(), Uuid::new_v4());
    let connector = other.connector();
    let inbox = connector.message_service().expect("it takes messages");
    assert_eq!(listed(&*connector, wish).await, []);
    let file = NewFile {
        title: "drops.png".into(),
        file_type: "image/png".into(),
        size: 8,
        data: "iVBORw0KGgo=".into(),
    };
    let message = NewMessage {
        subject: Some("My drops".into()),
        text: "Which eye? 😕\n<b>Left</b>".into(),
        files: vec![file],
        ..NewMessage::default()
    };
    let taken = inbox.send(&act_order(walter(), wish), &message).await.expect("taken");
    let reference = taken.reference.expect("it says under which id");
    let [told] = &listed(&*connector, wish).await[..] else { panic!("it stands there once") };
    assert_eq!((told.text.as_str(), told.subject.as_deref()), (message.text.as_str(), Some("My drops")));
    assert_eq!((told.sender.clone(), told.is_urgent), (Sender::Patient, false));
    assert_eq!(told.files.len(), 1);
    assert!(reference.ends_with(&told.source_id), "{reference}");

    let again = NewMessage {
        answers: Some(told.source_id.clone()),
        text: "I found out.".into(),
        ..NewMessage::default()
    };
    inbox.send(&act_order(walter(), answer), &again).await.expect("taken");
    let [second] = &listed(&*connector, answer).await[..] else { panic!("it stands there once") };
    assert_eq!(second.thread, told.thread);
}

#[tokio::test]
async fn what_a_carer_writes_is_taken_as_fhir_and_listed_as_theirs() {
    let (other, wish) = (hospital().await, Uuid::new_v4());
    let connector = other.connector();
    let inbox = connector.message_service().expect("it takes messages");
    let message = NewMessage { text: "Which eye?".into(), ..NewMessage::default() };
    inbox.send(&act_order_by("Cora Carer", walter(), wish), &message).await.expect("taken");
    let [told] = &listed(&*connector, wish).await[..] else { panic!("it stands there once") };
    assert_eq!(told.sender, Sender::ForPatient(Some("Cora Carer".into())));
}

#[tokio::test]
async fn answers_of_every_kind_are_taken_as_fhir() {
    let (other, wish) = (hospital().await, Uuid::new_v4());
    let item = |link_id: &str, answers: Vec<AnswerValue>| FilledItem {
        link_id: link_id.into(),
        text: Some(link_id.into()),
        kind: QuestionKind::Line,
        answers: answers.into_iter().map(Given::Value).collect(),
        items: Vec::new(),
    };
    let coded = AnswerValue::Coded {
        system: Some("http://snomed.info/sct".into()),
        code: Some("7771000".into()),
        text: "Left".into(),
    };
    let answers = SendAnswers {
        title: "About your eyes".into(),
        canonical: Some("https://hospital.example/Questionnaire/eyes|1".into()),
        task: "Task/none".into(),
        items: vec![
            item("1", vec![AnswerValue::YesNo(true)]),
            item("2", vec![AnswerValue::Integer(7), AnswerValue::Integer(8)]),
            item("3", vec![coded]),
            item("4", vec![AnswerValue::Quantity { number: 72.5, unit: Some("kg".into()) }]),
            item("5", vec![AnswerValue::Text("Blue bottle".into())]),
        ],
        files: Vec::new(),
    };
    let connector = other.connector();
    let forms = connector.form_service().expect("it takes answers");
    let taken = forms.send(&act_order(walter(), wish), &answers).await.expect("taken");
    assert!(taken.reference.is_some_and(|reference| reference.starts_with("QuestionnaireResponse/")));
}

#[tokio::test]
async fn that_somebody_is_coming_is_taken_as_fhir_found_again_by_the_wish_and_kept_once() {
    let (other, wish) = (hospital().await, Uuid::new_v4());
    let appointment = |id: &str, whose: &str| {
        json!({"resourceType": "Appointment", "id": id, "status": "booked", "description": "Eye clinic",
            "start": "2031-05-01T09:00:00Z", "end": "2031-05-01T09:30:00Z",
            "participant": [{"actor": {"reference": format!("Patient/{whose}")}, "status": "needs-action"}]})
    };
    // A new one for each run: the server keeps what was answered before.
    let id = format!("coming-{wish}");
    let all = [appointment(&id, "scribe"), appointment("coming-reader", "reader")];
    assert_eq!(other.put_in(&all).await, Vec::<String>::new());
    let connector = other.connector();
    let service = connector.attendance_service().expect("it takes this");
    let name = format!("Appointment/{id}");
    let before = service.attendance(&walter(), &name).await.expect("an answer").expect("an appointment");
    assert!(!before.is_known() && before.said.is_empty(), "{before:?}");
    for _ in 0..2 {
        let taken = service.say_coming(&act_order(walter(), wish), &before.appointment).await.expect("taken");
        let reference = taken.reference.expect("it says under which id");
        assert!(reference.starts_with("AppointmentResponse/"), "{reference}");
    }
    let after = service.attendance(&walter(), &name).await.expect("an answer").expect("an appointment");
    assert_eq!(after.said, [Some(wish)], "kept once");
    assert!(after.is_known());
    let anothers = service.attendance(&walter(), "Appointment/coming-reader").await;
    assert_eq!(anothers, Err(ConnectorError::AboutSomebodyElse));
    assert_eq!(service.attendance(&walter(), "Appointment/nowhere").await, Ok(None));
}

#[tokio::test]
async fn that_a_referral_is_no_longer_needed_is_taken_as_fhir_and_found_again_by_the_wish() {
    let (other, wish) = (hospital().await, Uuid::new_v4());
    let request = |id: &str, whose: &str| {
        json!({"resourceType": "ServiceRequest", "id": id, "status": "active", "intent": "order",
            "category": [{"coding": [{"system": "http://snomed.info/sct", "code": "3457005"}]}],
            "code": {"text": "Physiotherapy"}, "subject": {"reference": format!("Patient/{whose}")}})
    };
    let id = format!("ended-{wish}");
    let all = [request(&id, "scribe"), request("ended-reader", "reader")];
    assert_eq!(other.put_in(&all).await, Vec::<String>::new());
    let connector = other.connector();
    let service = connector.referral_service().expect("it takes this");
    let told = connector.fetch(&walter(), Kinds::just(Kind::Referrals)).await.expect("an answer");
    let name = format!("ServiceRequest/{id}");
    let referral = told.referrals.expect("asked").entries.into_iter().find(|one| one.source_id == name);
    let referral = referral.expect("it lists the referral");
    let person = walter();
    let now = || service.referral(&person, &name, wish);
    let before = now().await.expect("an answer").expect("a referral");
    assert_eq!((before.state, before.answer), (RequestState::Active, None));
    for _ in 0..2 {
        let act = act_order(walter(), wish);
        let taken = service.no_longer_needed(&act, &referral, Some("Seen elsewhere")).await.expect("taken");
        assert!(taken.reference.is_some_and(|reference| reference.starts_with("Task/")));
    }
    let after = now().await.expect("an answer").expect("a referral");
    assert_eq!((after.state, after.answer), (RequestState::Active, Some(EndAnswer::NotYet)));
    let anothers = service.referral(&walter(), "ServiceRequest/ended-reader", wish).await;
    assert_eq!(anothers, Err(ConnectorError::AboutSomebodyElse));
    assert_eq!(service.referral(&walter(), "ServiceRequest/nowhere", wish).await, Ok(None));
}
