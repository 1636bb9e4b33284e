//! Who a person is and how to reach them: demographics are one of the holders, and a restricted record is nobody else's.

use super::*;

const NATIONAL: &str = "X26";

fn details(phone: &str) -> Answer {
    let point = ContactPoint {
        id: None,
        place: 0,
        way: Way::Phone,
        use_for: ContactUse::Mobile,
        value: phone.into(),
        from: None,
        until: None,
    };
    let details = PersonDetails {
        source_id: "Patient/1".into(),
        nhs_number: None,
        names: vec![],
        birth_date: None,
        points: vec![point],
        addresses: vec![],
        surgery: None,
        doctor: None,
        languages: vec![],
        interpreter: None,
        wishes: vec![],
        pharmacy: None,
        related: Vec::new(),
        restricted: false,
    };
    Answer { details: Some(Part { entries: vec![details], ..Part::default() }), ..Answer::default() }
}

async fn world() -> World {
    let world = World::new().await;
    for code in [SURGERY, HOSPITAL, NATIONAL] {
        world.script(code, Says::Holds(details("07700 900 123")));
    }
    world
}

async fn told(world: &World, permit: &Permit) -> One<PersonDetails> {
    let sealed = world.gather.one::<PersonDetails>(permit).await.expect("gathered");
    permit.disclose(sealed, Purpose::YourDetails).await.expect("opened")
}

fn somebody_else(world: &World) -> Permit {
    access::testing::permit_of_somebody_else(world.person.clone(), world.log.clone(), world.clock.clone())
}

fn restrict(world: &World, restricted: bool) {
    let mut demographics = world.demographics.0.lock().expect("a script");
    if let Ok(demographics) = demographics.as_mut() {
        demographics.restricted = restricted;
    }
}

#[tokio::test]
async fn demographics_are_asked_as_a_holder_on_this_page_alone_and_stand_once() {
    let world = world().await;
    world.medicines().await;
    assert_eq!(world.asked(NATIONAL), 0);
    let gathered = told(&world, &world.permit()).await;
    assert_eq!(gathered.entries.len(), 3, "one from each holder, never joined");
    assert_eq!(gathered.sources.iter().filter(|one| one.organisation.ods_code == code(NATIONAL)).count(), 1);
    let permit = world.permit();
    let sealed = world.gather.everything(&permit).await.expect("gathered");
    permit.disclose(sealed, Purpose::Home).await.expect("opened");
    assert_eq!(world.asked(NATIONAL), 1, "the first page does not ask for details");
}

#[tokio::test]
async fn demographics_that_fail_stand_once_and_keep_nobody_else_from_telling_the_patient() {
    let world = world().await;
    told(&world, &world.permit()).await;
    *world.demographics.0.lock().expect("a script") = Err(ConnectorError::ServerError(500));
    world.script(NATIONAL, Says::Fails(ConnectorError::ServerError(500)));
    world.clock.advance(chrono::Duration::minutes(2));
    let gathered = told(&world, &world.permit()).await;
    let national: Vec<_> =
        gathered.sources.iter().filter(|one| one.organisation.ods_code == code(NATIONAL)).collect();
    assert_eq!(national.len(), 1);
    assert!(
        matches!(national[0].state, SourceState::Failed { copy: Some(_), .. }),
        "{:?}",
        national[0].state
    );
    assert!(matches!(state(&gathered, HOSPITAL), SourceState::Answered { .. }));
}

#[tokio::test]
async fn nobody_but_the_patient_is_told_how_to_reach_a_person_whose_record_is_restricted() {
    let world = world().await;
    assert_eq!(told(&world, &somebody_else(&world)).await.entries.len(), 3, "an ordinary record");
    restrict(&world, true);
    world.clock.advance(chrono::Duration::minutes(2));
    let gathered = told(&world, &somebody_else(&world)).await;
    assert!(gathered.entries.is_empty());
    let restricted = SourceState::NotAsked(WhyNotAsked::Restricted);
    for code in [HOSPITAL, NATIONAL] {
        assert_eq!(state(&gathered, code), &restricted, "{code}");
    }
    let own = told(&world, &world.permit()).await;
    let holders: Vec<_> = own.entries.iter().map(|held| &held.holders[0].organisation.ods_code).collect();
    assert_eq!(holders, [&code(NATIONAL)], "the patient sees what demographics give");
    assert_eq!(state(&own, HOSPITAL), &restricted);
}

#[tokio::test]
async fn while_nobody_knows_whether_it_is_restricted_it_counts_as_such() {
    let world = world().await;
    *world.demographics.0.lock().expect("a script") = Err(ConnectorError::TimedOut);
    let gathered = told(&world, &somebody_else(&world)).await;
    assert!(gathered.entries.is_empty());
    assert_eq!(state(&gathered, NATIONAL), &SourceState::NotAsked(WhyNotAsked::DemographicsUnknown));
    assert_eq!(told(&world, &world.permit()).await.entries.len(), 1, "what demographics tell the patient");
}
