//! Whose token: what answers to the patient alone is asked only with the patient present, and told only there.

use super::*;
use crate::access::PatientPresent;
use crate::store::CopyKey;

/// The hospital answers only to the patient's own national log-in.
async fn restricted() -> World {
    World::with_rules(Rules { needs_nhs_login: true, ..Rules::default() }).await
}

fn came(world: &World) -> PatientPresent {
    let until = world.clock.now() + chrono::Duration::minutes(60);
    access::testing::came_by_nhs_login(&world.person, "id-token", until)
}

impl World {
    fn present(&self, present: &PatientPresent) -> Permit {
        access::testing::permit_present(self.person.clone(), present, self.log.clone(), self.clock.clone())
    }

    async fn hospital_as(&self, permit: &Permit) -> (SourceState, usize) {
        let sealed = self.gather.one::<Medicine>(permit).await.expect("gathered");
        let opened = permit.disclose(sealed, Purpose::List).await.expect("opened");
        let from_there = |held: &&Held<Medicine>| {
            held.holders.iter().any(|holder| holder.organisation.ods_code == code(HOSPITAL))
        };
        (state(&opened, HOSPITAL).clone(), opened.entries.iter().filter(from_there).count())
    }
}

fn not_asked(why: WhyNotAsked) -> (SourceState, usize) {
    (SourceState::NotAsked(why), 0)
}

#[tokio::test]
async fn only_the_patient_by_nhs_login_has_it_asked_and_everyone_else_is_told_why_not() {
    let world = restricted().await;
    let carer = || {
        let (person, log, clock) = (world.person.clone(), world.log.clone(), world.clock.clone());
        access::testing::permit_of_somebody_else(person, log, clock)
    };
    assert_eq!(world.hospital_as(&carer()).await, not_asked(WhyNotAsked::OnlyThePatient));
    assert_eq!(world.hospital_as(&world.permit()).await, not_asked(WhyNotAsked::NeedsNhsLogin));
    assert_eq!(world.asked(HOSPITAL), 0);
    let present = came(&world);
    let (state, entries) = world.hospital_as(&world.present(&present)).await;
    assert!(matches!(state, SourceState::Answered { .. }) && entries == 1, "{state:?}");
    let as_carer = world.present(&present).without_patient();
    assert_eq!(world.hospital_as(&as_carer).await, not_asked(WhyNotAsked::OnlyThePatient));
    assert_eq!(world.asked(HOSPITAL), 1);
}

#[tokio::test]
async fn what_the_patients_own_token_brought_is_told_in_that_log_in_alone() {
    let world = restricted().await;
    let first = came(&world);
    world.hospital_as(&world.present(&first)).await;
    world.hospital_as(&world.present(&first)).await;
    assert_eq!(world.asked(HOSPITAL), 1, "used again within the log-in");
    // The same account at the same moment, with a password, and by NHS login on another machine.
    assert_eq!(world.hospital_as(&world.permit()).await, not_asked(WhyNotAsked::NeedsNhsLogin));
    let second = came(&world);
    assert_eq!(world.hospital_as(&world.present(&second)).await.1, 1);
    assert_eq!(world.asked(HOSPITAL), 2, "asked anew");
    let surgery = world.asked(SURGERY);
    assert_eq!(surgery, 1, "who needs no token of the patient's is asked once for all");
}

#[tokio::test]
async fn after_log_out_and_when_the_token_has_run_out_it_is_not_asked() {
    let world = restricted().await;
    let present = came(&world);
    world.hospital_as(&world.present(&present)).await;
    let permit = world.present(&present);
    access::testing::log_out(&present);
    assert_eq!(world.hospital_as(&permit).await, not_asked(WhyNotAsked::NhsLoginEnded));
    let present = came(&world);
    world.clock.advance(chrono::Duration::minutes(61));
    assert_eq!(world.hospital_as(&world.present(&present)).await, not_asked(WhyNotAsked::NhsLoginEnded));
    assert_eq!(world.asked(HOSPITAL), 1);
}

#[tokio::test]
async fn no_copy_of_it_is_kept_and_none_stands_in() {
    let world = restricted().await;
    let present = came(&world);
    world.hospital_as(&world.present(&present)).await;
    world.script(HOSPITAL, Says::Fails(ConnectorError::Unreadable("not JSON")));
    world.clock.advance(chrono::Duration::seconds(61));
    let (state, entries) = world.hospital_as(&world.present(&present)).await;
    assert!(matches!(state, SourceState::Failed { copy: None, .. }) && entries == 0, "{state:?}");
    let copies = &world.gather.0.keeping.copies;
    // Copies are written behind the page, in order.
    tokio::time::sleep(Duration::from_millis(300)).await;
    for authority in ["own-log-in", "source-check"] {
        let kept = |ods_code: &str| CopyKey {
            person: world.person.id,
            source: code(ods_code),
            kinds: Kinds::just(Kind::Medicines),
            authority,
        };
        assert_eq!(copies.last_good(&kept(HOSPITAL)).await.expect("the database"), None);
        let surgery = copies.last_good(&kept(SURGERY)).await.expect("the database");
        assert_eq!(surgery.is_some(), authority == "own-log-in");
    }
}

#[tokio::test]
async fn a_token_of_another_persons_is_never_carried() {
    let world = restricted().await;
    let other = Person { id: PersonId(uuid::Uuid::from_u128(99)), ..(*world.person).clone() };
    let until = world.clock.now() + chrono::Duration::minutes(60);
    let present = access::testing::came_by_nhs_login(&other, "id-token", until);
    assert_eq!(world.hospital_as(&world.present(&present)).await, not_asked(WhyNotAsked::NeedsNhsLogin));
}

#[tokio::test]
async fn a_hospital_with_a_log_in_of_its_own_says_so() {
    let world = World::with_rules(Rules { needs_hospital_log_in: true, ..Rules::default() }).await;
    let needs = not_asked(WhyNotAsked::NeedsHospitalLogIn);
    assert_eq!(world.hospital_as(&world.permit()).await, needs);
    assert_eq!(world.hospital_as(&world.present(&came(&world))).await, needs, "NHS login is none there");
    assert_eq!(world.asked(HOSPITAL), 0);
}
