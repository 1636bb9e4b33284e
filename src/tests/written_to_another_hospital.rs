//! Messages and answers that go to a hospital server that others wrote (SEKMET), which refuses what is no FHIR R4, and that
//! are found again there by the wish.

use serde_json::json;
use uuid::Uuid;

use super::another_hospital::{NHS_NUMBER, Other, order};
use crate::access::FetchOrder;
use crate::access::testing::act_order;
use crate::connectors::Connector;
use crate::domain::filling::{FilledItem, Given};
use crate::domain::{
    AnswerValue, Kind, Kinds, Message, NewFile, NewMessage, QuestionKind, SendAnswers, Sender,
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
