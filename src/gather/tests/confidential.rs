//! What a holder marked as confidential is kept from a parent whose child may decide, and from nobody else.

use super::*;
use crate::domain::Marked;

fn told(list: Vec<Medicine>, marked: &[&str]) -> Says {
    let marked = Marked::These(marked.iter().map(|id| (*id).to_owned()).collect());
    let part = Part { entries: list, marked, ..Part::default() };
    Says::Holds(Answer { medicines: Some(part), ..Answer::default() })
}

fn parents(world: &World) -> Permit {
    let both = [SURGERY, HOSPITAL].map(|place| (code(place), Kinds::just(Kind::Medicines)));
    let (person, log, clock) = (world.person.clone(), world.log.clone(), world.clock.clone());
    access::testing::permit_without_confidential(person, log, clock, both.into())
}

async fn seen(world: &World, permit: &Permit) -> One<Medicine> {
    let sealed = world.gather.one::<Medicine>(permit).await.expect("gathered");
    permit.disclose(sealed, Purpose::List).await.expect("opened")
}

#[tokio::test]
async fn what_is_marked_is_in_no_list_and_in_no_count_of_a_parent_and_in_the_childs_own() {
    let world = World::new().await;
    world.script(SURGERY, told(vec![], &[]));
    let two = vec![aspirin("h1", "One a day"), aspirin("h2", "Two a day")];
    world.script(HOSPITAL, told(two, &["h1"]));
    let all = world.medicines().await;
    assert_eq!(all.entries.len(), 2, "the child's own list");
    let permit = parents(&world);
    let list = seen(&world, &permit).await;
    let ids: Vec<_> = list.entries.iter().map(|held| held.entry.source_id.as_str()).collect();
    assert_eq!(ids, ["h2"]);
    let marked = all.entries.iter().find(|held| held.entry.source_id == "h1").expect("the marked one");
    assert!(list.find(marked.id).is_none(), "its own address");
    assert!(list.entries[0].may_be.is_empty(), "nothing says that it may be the same");
    assert!(matches!(state(&list, HOSPITAL), SourceState::Answered { entries: 1, .. }), "it is not counted");
    let sealed = world.gather.everything(&permit).await.expect("gathered");
    let everything = permit.disclose(sealed, Purpose::Home).await.expect("opened");
    assert_eq!(everything.medicines.entries.len(), 1);
    let of_hospital = everything.sources.iter().find(|report| report.organisation.ods_code == code(HOSPITAL));
    assert!(matches!(of_hospital.expect("a report").state, SourceState::Answered { entries: 0, .. }));
    let shows = |id: &'static str| {
        let (gather, permit) = (world.gather.clone(), parents(&world));
        async move { gather.shows_all(&permit, (&code(HOSPITAL), Kind::Medicines), &[id]).await }
    };
    assert!(!shows("h1").await.expect("an answer") && shows("h2").await.expect("an answer"));
}

#[tokio::test]
async fn what_one_of_several_holders_marked_is_hidden_with_all_of_them() {
    let world = World::new().await;
    world.script(SURGERY, told(vec![aspirin("m1", "One a day")], &[]));
    world.script(HOSPITAL, told(vec![aspirin("h1", "one a day.")], &["h1"]));
    assert_eq!(world.medicines().await.entries.len(), 1, "they are one");
    let list = seen(&world, &parents(&world)).await;
    assert!(list.entries.is_empty(), "hidden wins");
    for place in [SURGERY, HOSPITAL] {
        assert!(matches!(state(&list, place), SourceState::Answered { entries: 0, none_known: None, .. }));
    }
}

#[tokio::test]
async fn a_mark_is_kept_with_the_last_good_copy() {
    let world = World::new().await;
    world.script(SURGERY, told(vec![], &[]));
    let two = vec![aspirin("h1", "One a day"), aspirin("h2", "Two a day")];
    world.script(HOSPITAL, told(two, &["h1"]));
    world.medicines().await;
    world.clock.advance(chrono::Duration::hours(2));
    world.script(HOSPITAL, Says::Fails(ConnectorError::ServerError(500)));
    let list = seen(&world, &parents(&world)).await;
    let ids: Vec<_> = list.entries.iter().map(|held| held.entry.source_id.as_str()).collect();
    assert_eq!(ids, ["h2"]);
    assert!(list.entries[0].is_old_copy());
    let SourceState::Failed { copy: Some(copy), .. } = state(&list, HOSPITAL) else { panic!("a copy") };
    assert_eq!(copy.entries, 1, "what is hidden is not counted");
}

#[tokio::test]
async fn of_a_copy_that_was_kept_before_marks_were_read_a_parent_sees_nothing() {
    let world = World::new().await;
    world.script(SURGERY, told(vec![], &[]));
    let answer = Answer {
        medicines: Some(Part { entries: vec![aspirin("h1", "One a day")], ..Part::default() }),
        ..Answer::default()
    };
    let mut older = serde_json::to_value(&answer).expect("JSON");
    let part = older["medicines"].as_object_mut().expect("a part");
    assert!(part.remove("marked").is_some(), "today's copies say it");
    let older: Answer = serde_json::from_value(older).expect("an older copy");
    assert!(older.medicines.as_ref().is_some_and(|part| part.marked == Marked::Unknown));
    world.script(HOSPITAL, Says::Holds(older));
    assert_eq!(world.medicines().await.entries.len(), 1, "the child's own list");
    assert!(seen(&world, &parents(&world)).await.entries.is_empty());
}

#[tokio::test]
async fn what_a_parent_sees_changes_with_the_grant_though_nobody_is_asked_again() {
    let world = World::new().await;
    world.script(SURGERY, told(vec![], &[]));
    world.script(HOSPITAL, told(vec![aspirin("h1", "One a day")], &["h1"]));
    assert!(seen(&world, &parents(&world)).await.entries.is_empty());
    let both = [SURGERY, HOSPITAL].map(|place| (code(place), Kinds::just(Kind::Medicines)));
    let (person, log, clock) = (world.person.clone(), world.log.clone(), world.clock.clone());
    let reviewed = access::testing::permit_only(person, log, clock, both.into());
    assert_eq!(seen(&world, &reviewed).await.entries.len(), 1, "after the review");
    assert!(seen(&world, &parents(&world)).await.entries.is_empty(), "and not from what was joined for it");
    assert_eq!(world.asked(HOSPITAL), 1);
}

#[test]
fn a_conversation_is_hidden_with_any_message_of_it() {
    let message = |id: &str, thread: &str| Message {
        source_id: id.into(),
        thread: thread.into(),
        subject: None,
        sender: Sender::Patient,
        sent: None,
        text: id.into(),
        files: Vec::new(),
        wish: None,
        is_urgent: false,
        about: Vec::new(),
    };
    let entries = vec![message("a", "a"), message("b", "a"), message("c", "c")];
    let part = Part { entries, marked: Marked::These(["b".to_owned()].into()), ..Part::default() };
    let answer = Answer { messages: Some(part), ..Answer::default() };
    let organisation = organisation(HOSPITAL, "Riverside Hospital", Setting::Hospital);
    let ready = crate::gather::prepared::ReadyAnswer::new(
        &answer,
        &keys(),
        PersonId(uuid::Uuid::nil()),
        &organisation,
    );
    let hidden = ready.confidential::<Message>();
    assert_eq!(hidden, ["a", "b"]);
}
