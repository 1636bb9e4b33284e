//! Of which organisations a list speaks: of those that offer the kind, and of those where people look for it.

use super::*;

/// A national service beside the surgery and the hospital, which offers medicines and nothing else.
fn with_national(world: &World, national: &Arc<Scripted>) -> Gather {
    let offered = Kinds::just(Kind::Medicines);
    let source = |ods_code: &str, name: &str, setting, script: &Arc<Scripted>| {
        Source::new(organisation(ods_code, name, setting), offered, Rules::default(), script.clone())
    };
    let keeping = Keeping {
        copies: Copies::new(world.home.database.clone(), keys()),
        known_to: KnownTo::new(world.home.database.clone()),
        demographics: LastDemographics::new(world.home.database.clone(), keys()),
        reports: Reports::new(world.home.database.clone(), keys()),
        result_waits: ResultWaits::new(world.home.database.clone()),
        stopped: StoppedSources::new(world.home.database.clone()),
        keys: keys(),
    };
    let sources = vec![
        source(SURGERY, "Hill Street Surgery", Setting::Gp, &world.scripts[SURGERY]),
        source(HOSPITAL, "Riverside Hospital", Setting::Hospital, &world.scripts[HOSPITAL]),
        source("X97", "National list", Setting::National, national),
    ];
    let demographics = organisation("X26", "National demographics", Setting::National);
    let demographics = Some((demographics, world.demographics.clone() as Arc<dyn DemographicsService>));
    let limits = Limits { page_deadline: Duration::from_millis(300), ..Limits::default() };
    Gather::new(sources, Vec::new(), demographics, keeping, limits, world.clock.clone())
}

async fn world_with_national(says: Says) -> (World, Gather, Arc<Scripted>) {
    let world = World::new().await;
    let known_to = &world.gather.0.keeping.known_to;
    known_to.add(world.person.id, &code("X97"), Basis::Added, world.clock.now()).await.expect("known");
    let national =
        Arc::new(Scripted { says: Mutex::new(says), asked: AtomicU32::new(0), numbers: Mutex::default() });
    let gather = with_national(&world, &national);
    (world, gather, national)
}

/// Who a list speaks of, with how each stands.
async fn sources_of<T: InAnswer>(world: &World, gather: &Gather) -> Vec<(String, SourceState)> {
    let permit = world.permit();
    let sealed = gather.one::<T>(&permit).await.expect("gathered");
    let opened = permit.disclose(sealed, Purpose::List).await.expect("opened");
    let named = |report: &SourceReport| (report.organisation.name.clone(), report.state.clone());
    opened.sources.iter().map(named).collect()
}

#[tokio::test]
async fn a_national_service_that_keeps_what_it_offers_from_this_person_is_said_to() {
    let (world, gather, _) = world_with_national(Says::Fails(ConnectorError::Forbidden)).await;
    let refused = ("National list".to_owned(), SourceState::NotSharedOnline);
    assert!(sources_of::<Medicine>(&world, &gather).await.contains(&refused));
    let permit = world.permit();
    let sealed = gather.everything(&permit).await.expect("gathered");
    let everything = permit.disclose(sealed, Purpose::Home).await.expect("opened");
    assert_eq!(state(&everything.medicines, "X97"), &SourceState::NotSharedOnline);
    let named = |sources: &[SourceReport]| sources.iter().any(|one| one.organisation.ods_code == code("X97"));
    assert!(named(&everything.sources) && !named(&everything.letters.sources));
}

#[tokio::test]
async fn a_list_does_not_speak_of_a_national_service_that_is_not_for_it() {
    let (world, gather, national) = world_with_national(Says::Holds(medicines(vec![]))).await;
    let sources = sources_of::<Letter>(&world, &gather).await;
    assert_eq!(sources.len(), 2, "{sources:?}");
    assert_eq!(national.asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn prescriptions_are_looked_for_at_the_surgery_and_not_at_hospitals() {
    let (world, gather, _) = world_with_national(Says::Holds(medicines(vec![]))).await;
    let unshared = [("Hill Street Surgery".to_owned(), SourceState::NotSharedOnline)];
    assert_eq!(sources_of::<Prescription>(&world, &gather).await, unshared);
    let permit = world.permit();
    let sealed = gather.everything(&permit).await.expect("gathered");
    let everything = permit.disclose(sealed, Purpose::Home).await.expect("opened");
    assert_eq!(everything.prescriptions.sources.len(), 1);
    assert_eq!(everything.letters.sources.len(), 2, "letters are looked for at both");
    assert_eq!(everything.sources.len(), 3);
}
