//! Questionnaires to fill in, from tasks, questions and answers.

use serde_json::{Value, json};

use super::mapping::{bundle, read};
use crate::connectors::ConnectorError;
use crate::domain::{AskedQuestionnaire, FillingState, Kind, Part, PartialDate};

fn told(resources: Vec<Value>) -> Part<AskedQuestionnaire> {
    read(Kind::Questionnaires, &bundle(resources)).expect("read").questionnaires.expect("asked")
}

fn with(mut resource: Value, more: Value) -> Value {
    let fields = more.as_object().expect("an object").clone();
    resource.as_object_mut().expect("an object").extend(fields);
    resource
}

/// A task to fill in `Questionnaire/q`, for patient `1`.
fn task(id: &str, more: Value) -> Value {
    let task = json!({"resourceType": "Task", "id": id, "status": "requested", "intent": "order",
        "focus": {"reference": "Questionnaire/q"}, "for": {"reference": "Patient/1"}});
    with(task, more)
}

fn questions() -> Value {
    json!({"resourceType": "Questionnaire", "id": "q", "url": "https://forms.example/knee", "version": "2",
        "status": "active", "title": "About your knee", "subject": null,
        "item": [{"linkId": "1", "type": "boolean", "text": "Does it hurt?"}]})
}

fn answers(id: &str, status: &str, more: Value) -> Value {
    let answers = json!({"resourceType": "QuestionnaireResponse", "id": id, "status": status,
        "questionnaire": "https://forms.example/knee|2", "authored": "2026-11-20T19:30:00Z",
        "item": [{"linkId": "1", "answer": [{"valueBoolean": true}]}]});
    with(answers, more)
}

/// With the questions and answers sent along, as a server does for `_include`.
fn sent_along(matched: Vec<Value>, included: Vec<Value>) -> Value {
    let count = matched.len();
    let mut json = bundle(matched.into_iter().chain(included).collect());
    for entry in json["entry"].as_array_mut().expect("entries").iter_mut().skip(count) {
        entry["search"] = json!({"mode": "include"});
    }
    json
}

#[test]
fn a_task_says_who_asks_until_when_and_with_which_questions() {
    let task = task(
        "t",
        json!({"description": "Before your knee clinic", "authoredOn": "2026-11-03",
            "requester": {"display": "Mr Stefan Novak"}, "owner": {"reference": "Patient/1", "display": "Sam Sample"},
            "restriction": {"period": {"end": "2026-12-01"}}, "note": [{"text": "It takes 5 minutes"}],
            "reasonCode": [{"text": "Pre-consultation survey"}]}),
    );
    let json = sent_along(vec![task], vec![questions()]);
    let part = read(Kind::Questionnaires, &json).expect("read").questionnaires.expect("asked");
    assert_eq!((part.entries.len(), part.set_aside), (1, 0));
    let told = &part.entries[0];
    assert_eq!((told.title.as_str(), told.source_id.as_str()), ("About your knee", "Task/t"));
    assert_eq!(told.reason.as_deref(), Some("Before your knee clinic"));
    assert_eq!(told.what_kind.as_deref(), Some("Pre-consultation survey"));
    assert_eq!(told.asked_by.as_deref(), Some("Mr Stefan Novak"), "never the person's own name");
    assert_eq!((told.asked, told.due), (PartialDate::parse("2026-11-03"), PartialDate::parse("2026-12-01")));
    assert_eq!((&told.state, told.note.as_deref()), (&FillingState::NotStarted, Some("It takes 5 minutes")));
    let questions = told.questions.as_ref().expect("questions");
    assert_eq!(questions.canonical.as_deref(), Some("https://forms.example/knee|2"));
    assert_eq!(questions.questions().count(), 1);
}

#[test]
fn an_unknown_state_keeps_its_own_word_and_what_never_came_into_force_is_not_told() {
    let state =
        |status: &str| told(vec![task("t", json!({"status": status}))]).entries.pop().map(|one| one.state);
    for (status, expected) in [
        ("requested", FillingState::NotStarted),
        ("accepted", FillingState::NotStarted),
        ("in-progress", FillingState::Begun),
        ("on-hold", FillingState::OnHold),
        ("completed", FillingState::Done),
        ("cancelled", FillingState::Cancelled),
        ("rejected", FillingState::Refused),
        ("Sent on paper", FillingState::Other("sent on paper".into())),
    ] {
        assert_eq!(state(status), Some(expected), "{status}");
    }
    assert_eq!((state("draft"), state("entered-in-error")), (None, None));
}

#[test]
fn a_task_of_another_kind_is_no_questionnaire_and_one_of_no_kind_counts_as_not_read() {
    let part = told(vec![
        task("call", json!({"focus": null, "code": {"text": "Call the patient"}})),
        task("fulfil", json!({"focus": {"reference": "ServiceRequest/7"}})),
        task("none", json!({"focus": null})),
        task("spoilt", json!({"focus": "form", "code": [7]})),
        task("by-code", json!({"focus": null, "code": {"coding": [{"code": "complete-questionnaire"}]}})),
        task(
            "by-input",
            json!({"focus": null, "input": [
            {"type": {"text": "questionnaire"}, "valueCanonical": "https://forms.example/Questionnaire/hip|1"}]}),
        ),
    ]);
    let ids: Vec<_> = part.entries.iter().map(|one| one.source_id.as_str()).collect();
    assert_eq!((ids, part.set_aside), (vec!["Task/by-code", "Task/by-input"], 2));
}

#[test]
fn answers_that_belong_to_a_task_tell_how_far_it_has_come() {
    let one = |task: Value, answers: Value| {
        let json = sent_along(vec![task], vec![questions(), answers]);
        let mut all = read(Kind::Questionnaires, &json).expect("read").questionnaires.expect("asked").entries;
        assert_eq!(all.len(), 1, "the answers are no entry of their own");
        all.remove(0)
    };
    let named = || json!({"output": [{"valueReference": {"reference": "QuestionnaireResponse/a"}}]});
    let told = one(task("t", named()), answers("a", "in-progress", json!({})));
    assert_eq!(
        (told.state, told.answered),
        (FillingState::Begun, PartialDate::parse("2026-11-20T19:30:00Z"))
    );
    let told = one(task("t", named()), answers("a", "amended", json!({})));
    assert_eq!(told.state, FillingState::Done, "the answers have come further than the task says");
    let cancelled = with(named(), json!({"status": "cancelled"}));
    assert_eq!(
        one(task("t", cancelled), answers("a", "completed", json!({}))).state,
        FillingState::Cancelled
    );
}

#[test]
fn answers_that_name_their_task_are_its_answers_and_older_ones_to_the_same_questions_are_not() {
    let searched = |responses: Vec<Value>| {
        let mut all = vec![task("t", json!({})), questions()];
        all.extend(responses);
        // Both searches of the kind read the whole bundle; each takes its own type.
        told(all).entries
    };
    let own = searched(vec![answers("a", "completed", json!({"basedOn": [{"reference": "Task/t"}]}))]);
    assert_eq!((own.len(), &own[0].state), (1, &FillingState::Done));
    let old = searched(vec![answers("old", "completed", json!({}))]);
    assert_eq!(old.len(), 2, "answers of last year do not fill in what is asked now");
    assert_eq!((&old[0].state, &old[1].state), (&FillingState::NotStarted, &FillingState::Done));
    assert_eq!(old[1].title, "About your knee", "found by its address, whatever the version");
}

#[test]
fn what_staff_filled_in_is_not_for_the_person() {
    let part = told(vec![
        answers("nurse", "completed", json!({"source": {"reference": "Practitioner/7"}})),
        answers("doctor", "completed", json!({"author": {"reference": "PractitionerRole/7"}})),
        answers(
            "mother",
            "completed",
            json!({"source": {"reference": "RelatedPerson/8"}, "author": {"reference": "Practitioner/7"}}),
        ),
        answers("mistake", "entered-in-error", json!({})),
        answers("spoilt", "completed", json!({"questionnaire": {}})),
    ]);
    let ids: Vec<_> = part.entries.iter().map(|one| one.source_id.as_str()).collect();
    assert_eq!((ids, part.set_aside), (vec!["QuestionnaireResponse/mother"], 1));
}

#[test]
fn somebody_elses_task_or_answers_fail_the_whole_answer() {
    let other = json!({"reference": "Patient/2"});
    for resource in [
        task("t", json!({"for": other, "subject": null})),
        task("t", json!({"owner": other})),
        task(
            "t",
            json!({"for": {"identifier": {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9000000009"}}}),
        ),
        answers("a", "completed", json!({"subject": other})),
        task("t", json!({"contained": [answers("a", "completed", json!({"subject": other}))]})),
    ] {
        let read = read(Kind::Questionnaires, &bundle(vec![resource.clone()]));
        assert_eq!(read, Err(ConnectorError::AboutSomebodyElse), "{resource}");
    }
    let organisation =
        task("t", json!({"owner": {"reference": "Organization/5", "display": "Riverside Hospital"}}));
    assert_eq!(told(vec![organisation]).entries[0].asked_by.as_deref(), Some("Riverside Hospital"));
}
