//! What somebody asks for who acts for the patient: only what they may, also in the moment in which it is sent.

use super::world::{Does, SURGERY, World, code};
use super::*;
use crate::access::testing::permit_of_carer;
use crate::domain::{
    Grant, GrantBasis, GrantPart, GrantStep, NewMessage, OrderMedicine, Reason, SendMessage, SourceState,
    WhyNotAsked,
};
use crate::store::testing::account;
use crate::store::{KeptGrant, Reports};

/// Somebody who may see appointments at the surgery and do `act` with them.
struct Carer {
    account: AccountId,
    grant: KeptGrant,
}

impl Carer {
    async fn of(world: &World, act: Kinds) -> Self {
        let (grants, now) = (&world.access.grants, world.clock.now());
        let account = account(&world.home.database, &world.keys).await;
        let see = Kinds::just(Kind::Appointments);
        let part = GrantPart { organisation: code(SURGERY), see, act, hidden: Kinds::NONE };
        let grant = Grant {
            basis: GrantBasis::Consent,
            called: "Grace".into(),
            parts: vec![part],
            from: world.access.today(),
            until: None,
            reviewed: None,
        };
        let mut transaction = world.home.database.begin_write().await.expect("a transaction");
        grants
            .make_for(&mut transaction, world.person.id, &grant, Some(account), now)
            .await
            .expect("a grant");
        transaction.commit().await.expect("stored");
        let carer = Self { account, grant: between(world, account).await };
        carer.step(world, GrantStep::Accept).await;
        Self { account, grant: between(world, account).await }
    }

    async fn step(&self, world: &World, step: GrantStep) {
        let mut transaction = world.home.database.begin_write().await.expect("a transaction");
        let taken = world.access.grants.step(&mut transaction, &self.grant, step, world.clock.now()).await;
        assert!(taken.expect("stored"));
        transaction.commit().await.expect("stored");
    }

    async fn is_stopped(&self, world: &World) {
        self.step(world, GrantStep::End(Reason::PatientStopped)).await;
        assert!(permit_of_carer(&world.access, self.account, world.person.id).await.is_none());
    }

    async fn permit(&self, world: &World) -> Permit {
        permit_of_carer(&world.access, self.account, world.person.id).await.expect("a permit")
    }

    async fn asks(&self, world: &World, id: u128) -> Result<(), NotAsked> {
        world.requests.ask(&self.permit(world).await, vec![world.wish(id)]).await
    }

    /// Asks, and never hears of it again.
    async fn killed_while_asking(&self, world: &World) {
        let asked = self.asks(world, WISH);
        assert!(tokio::time::timeout(Duration::from_millis(300), asked).await.is_err(), "it did not hang");
    }
}

async fn between(world: &World, carer: AccountId) -> KeptGrant {
    let all = world.access.grants.between(carer, world.person.id).await.expect("grants");
    all.into_iter().next().expect("a grant")
}

fn books() -> Kinds {
    Kinds::just(Kind::Appointments)
}

#[tokio::test]
async fn what_a_carer_may_do_is_done_once_and_the_organisation_is_told_who_asked() {
    let world = World::new().await;
    let carer = Carer::of(&world, books()).await;
    let (one, other) = tokio::join!(carer.asks(&world, WISH), carer.asks(&world, WISH));
    one.expect("written down");
    other.expect("no harm");
    carer.asks(&world, WISH).await.expect("no harm");
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert_eq!((world.book.sent(), world.book.booked()), (1, 1));
    assert_eq!(world.book.carers(), [Some("Anna Example".to_owned())]);
    world.ask(2).await.expect("written down");
    assert_eq!(world.book.carers().last(), Some(&None), "the patient asks for themselves");
    let kept = world.kept.one(world.person.id, Uuid::from_u128(WISH)).await.expect("an answer");
    assert_eq!(kept.expect("a request").actor, carer.account);
    let log = world.home.database.rows_about(world.person.id, 9).await.expect("rows");
    let is_carers = |row: &&crate::store::LoggedRow| {
        row.account == Some(carer.account) && row.role == Some(crate::store::Role::Carer)
    };
    assert!(log.iter().filter(is_carers).any(|row| row.purpose == "act"), "{log:?}");
}

#[tokio::test]
async fn a_grant_that_only_sees_has_nothing_written_down_or_sent() {
    let world = World::new().await;
    let looks = Carer::of(&world, Kinds::NONE).await;
    assert!(matches!(looks.asks(&world, WISH).await, Err(NotAsked::Cannot(CannotAct::NotAllowed))));
    let elsewhere = Asked { to: code("RX7"), ..world.wish(WISH) };
    let asked = world.requests.ask(&looks.permit(&world).await, vec![elsewhere]).await;
    assert!(matches!(asked, Err(NotAsked::Cannot(CannotAct::NobodyToAsk))), "as one that nobody knows");
    assert!(world.kept.all(world.person.id).await.expect("requests").is_empty());
    assert_eq!(world.book.sent(), 0);
}

#[tokio::test]
async fn where_only_the_patient_s_own_log_in_opens_the_door_a_carer_is_told_so() {
    let world = World::with_rules(crate::gather::Rules { needs_nhs_login: true, ..Default::default() }).await;
    let carer = Carer::of(&world, books()).await;
    let only_the_patient = SourceState::NotAsked(WhyNotAsked::OnlyThePatient);
    let asked = carer.asks(&world, WISH).await;
    assert!(matches!(asked, Err(NotAsked::Cannot(CannotAct::Stands(state))) if state == only_the_patient));
    let can = |connector: &dyn crate::connectors::Connector| connector.appointment_book().is_some();
    let known = world.gather.who_can(&carer.permit(&world).await, Kind::Appointments, can).await;
    let known: Vec<_> = known.expect("an answer").into_iter().map(|(_, can)| can).collect();
    assert_eq!(known, [Err(CannotAct::Stands(only_the_patient))], "and of the other surgery nothing");
    assert!(!world.gather.carers_can(&code(SURGERY), Kind::Appointments, can));
    assert_eq!(world.book.sent(), 0);
}

#[tokio::test]
async fn a_grant_that_ends_before_anything_is_sent_sends_nothing_whoever_looks() {
    let world = World::new().await;
    let carer = Carer::of(&world, books()).await;
    world.written_down_by(carer.account, WISH).await;
    world.written_down_by(carer.account, 2).await;
    carer.is_stopped(&world).await;
    // The patient opens the page of requests: what the carer asked for is not sent as the patient's own wish.
    world.requests.look(&world.permit()).await.expect("looked");
    world.restarted().await;
    for wish in [WISH, 2] {
        assert_eq!(world.standing(wish).await, Standing::Refused(Refusal::NoLongerMay));
    }
    assert_eq!(world.book.sent(), 0);
}

#[tokio::test]
async fn what_the_patient_hides_before_anything_is_sent_is_not_sent_for_a_carer_and_is_for_the_patient() {
    let world = World::new().await;
    let carer = Carer::of(&world, books()).await;
    let (now, to) = (world.clock.now(), code(SURGERY));
    let reports = Reports::new(world.home.database.clone(), world.keys.clone());
    let entry = |kind, id: &str| world.gather.entry_id(world.person.id, &to, kind, id);
    let of = |actor, id: u128, wish| {
        Request::new(Uuid::from_u128(id), (world.person.id, actor), to.clone(), wish, now)
    };
    let cancels = |actor, id| of(actor, id, world.cancellation(id).wish);
    let all = [cancels(carer.account, 1), cancels(world.account, 2)];
    for request in &all {
        assert!(world.kept.write_down(std::slice::from_ref(request)).await.expect("stored"));
    }
    assert!(!world.gather.hides_from_carers(&all[0]).await.expect("an answer"));
    let hidden = ["old", "Appointment/old"].map(|id| entry(Kind::Appointments, id));
    reports.hide_from_carers(world.person.id, Kind::Appointments, &hidden, now).await.expect("hidden");
    world.restarted().await;
    assert_eq!(world.standing(1).await, Standing::Refused(Refusal::NoLongerMay));
    assert!(matches!(world.standing(2).await, Standing::Done(_)), "the patient hides it from others");
    assert_eq!(world.book.cancelled(), 1);

    // A conversation goes with what it is about, and an order with any medicine: the surgery alone knows which it is.
    let hidden_with = vec!["Appointment/old".to_owned()];
    let message = Wish::SendMessage(SendMessage { message: NewMessage::default(), hidden_with: vec![] });
    let about = Wish::SendMessage(SendMessage { message: NewMessage::default(), hidden_with });
    let order = Wish::OrderMedicine(OrderMedicine {
        repeat: "plan".into(),
        name: "Metformin".into(),
        dosage: None,
        quantity: None,
        comment: None,
        pharmacy: None,
    });
    let is_hidden = async |wish: &Wish| {
        let request = of(carer.account, 9, wish.clone());
        world.gather.hides_from_carers(&request).await.expect("an answer")
    };
    assert_eq!(
        [is_hidden(&message).await, is_hidden(&about).await, is_hidden(&order).await],
        [false, true, false]
    );
    let medicine = [entry(Kind::Medicines, "Metformin")];
    reports.hide_from_carers(world.person.id, Kind::Medicines, &medicine, now).await.expect("hidden");
    assert!(is_hidden(&order).await);
}

#[tokio::test]
async fn what_a_grant_let_be_sent_before_it_ended_is_found_and_never_sent_again() {
    let world = World::new().await;
    let carer = Carer::of(&world, books()).await;
    world.book.does(Does::HangsAfter);
    carer.killed_while_asking(&world).await;
    carer.is_stopped(&world).await;
    world.book.does(Does::Books);
    world.restarted().await;
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)), "the patient is told what was done");

    let world = World::new().await;
    let carer = Carer::of(&world, books()).await;
    world.book.does(Does::HangsBefore);
    carer.killed_while_asking(&world).await;
    carer.is_stopped(&world).await;
    world.book.does(Does::Books);
    world.restarted().await;
    assert_eq!(world.standing(WISH).await, Standing::Refused(Refusal::NotDone));
    assert_eq!((world.book.sent(), world.book.booked()), (1, 0));
}

#[tokio::test]
async fn killed_before_it_arrived_a_carers_wish_is_sent_once_more_as_the_carers() {
    let world = World::new().await;
    let carer = Carer::of(&world, books()).await;
    world.book.does(Does::HangsBefore);
    carer.killed_while_asking(&world).await;
    world.book.does(Does::Books);
    world.restarted().await;
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert_eq!(world.book.booked(), 1);
    assert!(world.book.carers().iter().all(Option::is_some), "{:?}", world.book.carers());
}

#[tokio::test]
async fn the_patient_sees_what_a_carer_asked_for_and_a_carer_sees_what_they_asked_for_themselves() {
    let world = World::new().await;
    let (carer, other) = (Carer::of(&world, books()).await, Carer::of(&world, books()).await);
    world.ask(1).await.expect("written down");
    carer.asks(&world, 2).await.expect("written down");
    other.asks(&world, 3).await.expect("written down");
    let seen = async |permit: &Permit| {
        let sealed = world.requests.all(permit).await.expect("requests");
        let all = permit.disclose(sealed, Purpose::Requests).await.expect("opened");
        all.iter().map(|request| request.id.as_u128()).rev().collect::<Vec<_>>()
    };
    assert_eq!(seen(&world.permit()).await, [1, 2, 3]);
    assert_eq!(seen(&carer.permit(&world).await).await, [2]);
    assert_eq!(seen(&other.permit(&world).await).await, [3]);
    let not_theirs = world.requests.one(&carer.permit(&world).await, Uuid::from_u128(3)).await;
    assert!(not_theirs.expect("an answer").is_none());
}
