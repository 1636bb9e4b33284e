//! One organisation with several interfaces.

use super::*;

/// A surgery whose appointments stand at another address than its record, with these rules there.
fn with_two_interfaces(world: &World, rules: Rules) -> (Gather, Arc<Scripted>) {
    let record = world.scripts[SURGERY].clone();
    let book = Arc::new(Scripted {
        says: Mutex::new(Says::Holds(Answer { letters: Some(Part::default()), ..Answer::default() })),
        asked: AtomicU32::new(0),
        numbers: Mutex::default(),
    });
    let surgery = organisation(SURGERY, "Hill Street Surgery", Setting::Gp);
    let source = Source::new(surgery, Kinds::just(Kind::Medicines), Rules::default(), record);
    let source = source.with_interface(Kinds::just(Kind::Letters), rules, book.clone());
    let keeping = Keeping {
        copies: Copies::new(world.home.database.clone(), keys()),
        known_to: KnownTo::new(world.home.database.clone()),
        demographics: LastDemographics::new(world.home.database.clone(), keys()),
        result_waits: ResultWaits::new(world.home.database.clone()),
        reports: Reports::new(world.home.database.clone(), keys()),
        stopped: StoppedSources::new(world.home.database.clone()),
        keys: keys(),
    };
    let demographics = organisation("X26", "National demographics", Setting::National);
    let demographics = Some((demographics, world.demographics.clone() as Arc<dyn DemographicsService>));
    let limits = Limits { page_deadline: Duration::from_millis(300), ..Limits::default() };
    (Gather::new(vec![source], Vec::new(), demographics, keeping, limits, world.clock.clone()), book)
}

async fn state_of<T: InAnswer>(world: &World, gather: &Gather) -> SourceState {
    let permit = world.permit();
    let sealed = gather.one::<T>(&permit).await.expect("gathered");
    let opened = permit.disclose(sealed, Purpose::List).await.expect("opened");
    state(&opened, SURGERY).clone()
}

#[tokio::test]
async fn each_kind_is_asked_of_the_interface_that_offers_it() {
    let world = World::new().await;
    let (gather, book) = with_two_interfaces(&world, Rules::default());
    assert!(matches!(state_of::<Letter>(&world, &gather).await, SourceState::Answered { entries: 0, .. }));
    assert_eq!((world.asked(SURGERY), book.asked.load(Ordering::SeqCst)), (0, 1));
    assert!(matches!(state_of::<Medicine>(&world, &gather).await, SourceState::Answered { entries: 1, .. }));
    assert_eq!((world.asked(SURGERY), book.asked.load(Ordering::SeqCst)), (1, 1));
    assert_eq!(state_of::<Appointment>(&world, &gather).await, SourceState::NotSharedOnline);
}

#[tokio::test]
async fn an_interface_that_may_not_be_asked_leaves_the_others_of_its_organisation_open() {
    let world = World::new().await;
    let rules = Rules { needs_nhs_login: true, ..Rules::default() };
    let (gather, book) = with_two_interfaces(&world, rules);
    let needs_nhs_login = SourceState::NotAsked(WhyNotAsked::NeedsNhsLogin);
    assert_eq!(state_of::<Letter>(&world, &gather).await, needs_nhs_login);
    assert!(matches!(state_of::<Medicine>(&world, &gather).await, SourceState::Answered { entries: 1, .. }));
    assert_eq!(book.asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn an_interface_that_keeps_failing_rests_while_the_others_of_its_organisation_are_asked() {
    let world = World::new().await;
    let (gather, book) = with_two_interfaces(&world, Rules::default());
    *book.says.lock().expect("a script") = Says::Fails(ConnectorError::Redirected);
    for _ in 0..6 {
        assert!(matches!(state_of::<Letter>(&world, &gather).await, SourceState::Failed { .. }));
        world.clock.advance(chrono::Duration::seconds(4));
    }
    let asked = book.asked.load(Ordering::SeqCst);
    assert!(matches!(state_of::<Letter>(&world, &gather).await, SourceState::Failed { .. }));
    assert_eq!(book.asked.load(Ordering::SeqCst), asked, "it is left alone");
    assert!(matches!(state_of::<Medicine>(&world, &gather).await, SourceState::Answered { entries: 1, .. }));
}
