//! Grants, their codes and drafts, in both databases.

use super::*;
use crate::domain::{Given, GrantBasis, GrantPart, Kind, Kinds};
use crate::store::testing::{account, at, keys, ods, on_both_databases};

const CODE: &str = "ABCDEFGH2345";

fn grant(kind: Kind) -> Grant {
    let see = Kinds::just(kind);
    let part = GrantPart { organisation: ods("A81001"), see, act: Kinds::NONE, hidden: Kinds::NONE };
    let from = "2026-11-22".parse().expect("a day");
    Grant {
        basis: GrantBasis::Consent,
        called: "Alex".into(),
        parts: vec![part],
        from,
        until: None,
        reviewed: None,
    }
}

struct World {
    grants: Grants,
    database: Database,
    patient: PersonId,
    own: AccountId,
    carer: AccountId,
    other: AccountId,
}

impl World {
    async fn new(database: &Database) -> Self {
        let keys = keys();
        let own = account(database, &keys).await;
        let sql = "SELECT person FROM account WHERE id = $1";
        let (person,) =
            fetch_optional!(database.reader(), (Uuid,), sql, own.0).expect("an answer").expect("a row");
        let (carer, other) = (account(database, &keys).await, account(database, &keys).await);
        let grants = Grants::new(database.clone(), keys);
        Self { grants, database: database.clone(), patient: PersonId(person), own, carer, other }
    }

    async fn make(&self, email: Option<&str>) -> GrantId {
        let mut transaction = self.database.begin_write().await.expect("a transaction");
        let invitation = Invitation { code: CODE, email, number: None, good_until: at(60) };
        let grant = grant(Kind::Medicines);
        let made = self.grants.make(&mut transaction, self.patient, &grant, &invitation, at(0));
        let id = made.await.expect("a grant");
        transaction.commit().await.expect("stored");
        id
    }

    async fn claim(&self, account: AccountId, code: &str, minutes: i64) -> Option<GrantId> {
        let claimed = self.grants.claim(account, code, at(minutes)).await.expect("an answer");
        claimed.map(|claimed| claimed.grant)
    }

    async fn only(&self) -> KeptGrant {
        let mut all = self.grants.of_patient(self.patient).await.expect("grants");
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    async fn step(&self, kept: &KeptGrant, step: GrantStep) -> bool {
        let mut transaction = self.database.begin_write().await.expect("a transaction");
        let done = self.grants.step(&mut transaction, kept, step, at(5)).await.expect("an answer");
        transaction.commit().await.expect("stored");
        done
    }
}

on_both_databases! {
    async fn a_code_is_good_once_for_one_person_until_its_time(home: &TestDatabase) {
        let world = World::new(&home.database).await;
        let id = world.make(None).await;
        assert_eq!(world.claim(world.carer, "ZZZZEFGH2345", 1).await, None, "another code");
        assert_eq!(world.claim(world.own, CODE, 1).await, None, "the patient's own");
        assert_eq!(world.claim(world.carer, CODE, 60).await, None, "too late");
        assert_eq!(world.claim(world.carer, CODE, 59).await, Some(id));
        assert_eq!(world.claim(world.carer, CODE, 59).await, None, "twice");
        assert_eq!(world.claim(world.other, CODE, 59).await, None, "somebody else");
        let kept = world.only().await;
        assert_eq!((kept.carer, kept.carer_name.as_deref()), (Some(world.carer), Some("Anna Example")));
        assert_eq!(kept.state, GrantState::Requested, "it still waits for an answer");
    }

    async fn a_code_for_one_address_is_good_for_nobody_else(home: &TestDatabase) {
        let world = World::new(&home.database).await;
        let keys = &world.grants.keys;
        let people = crate::store::People::new(home.database.clone(), keys.clone());
        let address = people.email_of(world.carer).await.expect("an answer").expect("an address");
        let id = world.make(Some(&address)).await;
        assert_eq!(world.claim(world.other, CODE, 1).await, None);
        assert_eq!(world.claim(world.carer, CODE, 1).await, Some(id));
    }

    async fn only_what_belongs_to_both_is_between_them(home: &TestDatabase) {
        let world = World::new(&home.database).await;
        world.make(None).await;
        world.claim(world.carer, CODE, 1).await;
        let between = |carer, patient| world.grants.between(carer, patient);
        assert_eq!(between(world.carer, world.patient).await.expect("grants").len(), 1);
        assert_eq!(between(world.other, world.patient).await.expect("grants").len(), 0);
        assert_eq!(between(world.carer, PersonId(Uuid::now_v7())).await.expect("grants").len(), 0);
        let of_carer = world.grants.of_carer(world.carer).await.expect("grants");
        assert_eq!(of_carer[0].0.id, world.patient);
        assert_eq!(world.grants.made_since(world.patient, at(-1)).await.expect("a number"), 1);
        assert_eq!(world.grants.made_since(world.patient, at(0)).await.expect("a number"), 0);
    }

    async fn of_two_who_change_a_grant_at_once_the_first_wins(home: &TestDatabase) {
        let world = World::new(&home.database).await;
        world.make(None).await;
        world.claim(world.carer, CODE, 1).await;
        let kept = world.only().await;
        assert!(world.step(&kept, GrantStep::End(Reason::PatientStopped)).await);
        assert!(!world.step(&kept, GrantStep::Accept).await, "what is over stays over");
        let kept = world.only().await;
        assert_eq!((kept.state, kept.reason), (GrantState::Ended, Some(Reason::PatientStopped)));
        assert!(!world.step(&kept, GrantStep::Resume).await);
    }

    async fn a_grant_opens_for_no_other_patient_and_with_no_other_key(home: &TestDatabase) {
        let world = World::new(&home.database).await;
        let id = world.make(None).await;
        let mut transaction = home.database.begin_write().await.expect("a transaction");
        world.grants.change(&mut transaction, &world.only().await, &grant(Kind::Letters)).await.expect("stored");
        transaction.commit().await.expect("stored");
        assert_eq!(world.only().await.grant, grant(Kind::Letters));
        let stranger = Grants::new(home.database.clone(), keys());
        assert!(stranger.of_patient(world.patient).await.is_err());
        let sql = "UPDATE care_grant SET id = $2 WHERE id = $1";
        // The invitation names the grant.
        execute!(home.database.writer(), "DELETE FROM care_invitation").expect("deleted");
        execute!(home.database.writer(), sql, id.0, Uuid::now_v7()).expect("changed");
        assert!(world.grants.of_patient(world.patient).await.is_err());
    }

    async fn a_draft_is_its_own_accounts_and_is_used_up(home: &TestDatabase) {
        let world = World::new(&home.database).await;
        let given = Given { called: "Alex".into(), ..Given::default() };
        world.grants.keep_draft(world.own, &given, at(0)).await.expect("kept");
        assert_eq!(world.grants.draft(world.own, at(1)).await.expect("a draft"), given);
        assert_eq!(world.grants.draft(world.carer, at(1)).await.expect("a draft"), Given::default());
        assert_eq!(world.grants.draft(world.own, at(24 * 60)).await.expect("a draft"), Given::default());
        for is_there in [true, false] {
            let mut transaction = home.database.begin_write().await.expect("a transaction");
            assert_eq!(world.grants.use_draft(&mut transaction, world.own).await.expect("an answer"), is_there);
            transaction.commit().await.expect("stored");
        }
    }
    async fn a_wish_is_noted_once_in_a_while_and_never_after_a_no(home: &TestDatabase) {
        let world = World::new(&home.database).await;
        let ask = async |carer, minutes| {
            let mut transaction = home.database.begin_write().await.expect("a transaction");
            let noted = world.grants.ask_to_help(&mut transaction, world.patient, carer, at(minutes)).await;
            transaction.commit().await.expect("stored");
            noted.expect("an answer")
        };
        const DAY: i64 = 24 * 60;
        assert!(ask(world.carer, 0).await && !ask(world.carer, 1).await && ask(world.other, 2).await);
        let wishes = world.grants.wishes_of(world.patient).await.expect("wishes");
        let carers: Vec<_> = wishes.iter().map(|wish| wish.carer).collect();
        assert_eq!(carers, [world.other, world.carer], "the newest first");
        assert_eq!(world.grants.asked_since(world.carer, at(-1)).await.expect("a number"), 1);
        world.grants.refuse_wish(PersonId(Uuid::now_v7()), wishes[0].id).await.expect("no harm");
        assert_eq!(world.grants.wishes_of(world.patient).await.expect("wishes").len(), 2);
        world.grants.refuse_wish(world.patient, wishes[0].id).await.expect("stored");
        assert!(!ask(world.other, 31 * DAY).await, "they said no");
        assert!(ask(world.carer, 31 * DAY).await, "nobody has answered in a month");
        for is_open in [true, false] {
            let mut transaction = home.database.begin_write().await.expect("a transaction");
            let granted = world.grants.grant_wish(&mut transaction, world.patient, world.carer).await;
            assert_eq!(granted.expect("an answer"), is_open);
            transaction.commit().await.expect("stored");
        }
        assert!(world.grants.wishes_of(world.patient).await.expect("wishes").is_empty());
    }

    async fn an_active_grant_is_looked_at_once_when_it_is_its_time(home: &TestDatabase) {
        let world = World::new(&home.database).await;
        world.make(None).await;
        world.claim(world.carer, CODE, 1).await;
        let looks = async |minutes| {
            let claimed = world.grants.claim_looks(at(minutes + 10), 5, at(minutes)).await.expect("grants");
            claimed.len()
        };
        assert_eq!(looks(2).await, 0, "nobody has accepted it");
        assert!(world.step(&world.only().await, GrantStep::Accept).await);
        assert_eq!((looks(6).await, looks(7).await, looks(16).await), (1, 0, 1), "again where nobody finished");
        let mut transaction = home.database.begin_write().await.expect("a transaction");
        world.grants.look_next(&mut transaction, &world.only().await, at(99)).await.expect("stored");
        transaction.commit().await.expect("stored");
        assert_eq!((looks(98).await, looks(99).await), (0, 1));
        let mut transaction = home.database.begin_write().await.expect("a transaction");
        world.grants.change(&mut transaction, &world.only().await, &grant(Kind::Letters)).await.expect("stored");
        transaction.commit().await.expect("stored");
        assert_eq!(looks(100).await, 1, "what was changed is looked at anew");
    }
}
