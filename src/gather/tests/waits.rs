//! Results that wait because whoever asks wants to see new ones later: nothing of them leaves `gather`.

use super::*;

/// A hospital that tells these results, and an account that asks about the person.
struct Waiting {
    world: World,
    gather: Gather,
    waits: ResultWaits,
    account: AccountId,
    hospital: Arc<Scripted>,
}

fn result(id: &str, number: f64, reported: &str) -> TestResult {
    TestResult {
        source_id: id.into(),
        name: Coded::text("HbA1c"),
        value: Some(ResultValue::Quantity { comparator: None, number, unit: "mmol/mol".into() }),
        range: None,
        mark: None,
        state: ResultState::Final,
        taken: PartialDate::parse("2026-11-18"),
        reported: PartialDate::parse(reported),
        group: None,
        report: None,
        is_vital_sign: false,
        asked_by: None,
        comment: None,
        parts: Vec::new(),
        sample: None,
        body_site: None,
        ties: Default::default(),
    }
}

fn results(list: Vec<TestResult>) -> Answer {
    Answer { test_results: Some(Part { entries: list, ..Part::default() }), ..Answer::default() }
}

impl Waiting {
    async fn for_results(list: Vec<TestResult>) -> Self {
        let world = World::new().await;
        let database = world.home.database.clone();
        let hospital = Arc::new(Scripted {
            says: Mutex::new(Says::Holds(results(list))),
            asked: AtomicU32::new(0),
            numbers: Mutex::default(),
        });
        let organisation = organisation(HOSPITAL, "Riverside Hospital", Setting::Hospital);
        let kinds = Kinds::just(Kind::TestResults);
        let source = Source::new(organisation, kinds, Rules::default(), hospital.clone());
        let keys = keys();
        let waits = ResultWaits::new(database.clone());
        let keeping = Keeping {
            copies: Copies::new(database.clone(), keys.clone()),
            known_to: KnownTo::new(database.clone()),
            demographics: LastDemographics::new(database.clone(), keys.clone()),
            reports: Reports::new(database.clone(), keys.clone()),
            result_waits: waits.clone(),
            stopped: StoppedSources::new(database.clone()),
            keys: keys.clone(),
        };
        let gather =
            Gather::new(vec![source], Vec::new(), None, keeping, Limits::default(), world.clock.clone());
        let account = testing::account(&database, &keys).await;
        waits.choose(account, NewResults::AfterSevenDays, world.clock.now()).await.expect("stored");
        Self { world, gather, waits, account, hospital }
    }

    /// The numbers that are shown, and the moments until which others wait.
    async fn shown(&self) -> (Vec<f64>, Vec<String>) {
        let World { person, log, clock, .. } = &self.world;
        let permit = access::testing::permit_as(self.account, person.clone(), log.clone(), clock.clone());
        let sealed = self.gather.one::<TestResult>(&permit).await.expect("gathered");
        let one = permit.disclose(sealed, Purpose::List).await.expect("opened");
        let sealed = self.gather.everything(&permit).await.expect("gathered");
        let all = permit.disclose(sealed, Purpose::Home).await.expect("opened");
        assert_eq!(one.kept_back.len(), all.test_results.kept_back.len(), "the same in every view");
        let number = |held: &Held<TestResult>| match held.entry.value {
            Some(ResultValue::Quantity { number, .. }) => number,
            _ => 0.0,
        };
        let until = one.kept_back.iter().map(|kept| kept.until.format("%d %H:%M").to_string());
        (one.entries.iter().map(number).collect(), until.collect())
    }

    fn tells(&self, list: Vec<TestResult>) {
        *self.hospital.says.lock().expect("a script") = Says::Holds(results(list));
    }
}

#[tokio::test]
async fn what_was_joined_is_joined_anew_when_the_choice_changes_and_when_a_result_comes_due() {
    let old = result("old", 48.0, "2026-01-02");
    let new = result("new", 61.0, "2026-11-13T10:00:30Z");
    let waiting = Waiting::for_results(vec![old, new]).await;
    assert_eq!(waiting.shown().await, (vec![48.0], vec!["20 10:00".to_owned()]));
    waiting.world.clock.advance(chrono::Duration::seconds(29));
    assert_eq!(waiting.shown().await.0, [48.0]);
    waiting.world.clock.advance(chrono::Duration::seconds(1));
    assert_eq!(
        waiting.shown().await,
        (vec![48.0, 61.0], vec![]),
        "to the second, though the answers are the same"
    );
    assert_eq!(waiting.hospital.asked.load(Ordering::SeqCst), 1, "nobody was asked anew");
    waiting.tells(vec![result("newer", 70.0, "2026-11-20T09:00:00Z")]);
    waiting.world.clock.advance(chrono::Duration::seconds(61));
    assert_eq!(waiting.shown().await, (vec![], vec!["27 09:00".to_owned()]));
    let now = waiting.world.clock.now();
    waiting.waits.choose(waiting.account, NewResults::StraightAway, now).await.expect("stored");
    assert_eq!(waiting.shown().await, (vec![70.0], vec![]));
}

#[tokio::test]
async fn a_result_without_a_report_date_waits_from_when_we_first_heard_of_it_and_no_longer() {
    let waiting = Waiting::for_results(vec![result("new", 61.0, "")]).await;
    assert_eq!(waiting.shown().await, (vec![], vec!["27 10:00".to_owned()]));
    waiting.world.clock.advance(chrono::Duration::days(3));
    assert_eq!(waiting.shown().await, (vec![], vec!["27 10:00".to_owned()]), "it was remembered");
    waiting.tells(vec![result("new", 62.0, "")]);
    waiting.world.clock.advance(chrono::Duration::minutes(2));
    assert_eq!(
        waiting.shown().await,
        (vec![], vec!["30 10:02".to_owned()]),
        "it says something else, so it is new"
    );
    waiting.world.clock.advance(chrono::Duration::days(7));
    assert_eq!(waiting.shown().await, (vec![62.0], vec![]));
}

#[tokio::test]
async fn the_access_log_names_the_holder_of_results_that_wait() {
    let waiting = Waiting::for_results(vec![result("new", 61.0, "")]).await;
    waiting.shown().await;
    let World { person, home, .. } = &waiting.world;
    let rows = home.database.rows_about(person.id, 10).await.expect("rows");
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row.holders == [code(HOSPITAL)]), "{rows:?}");
}
