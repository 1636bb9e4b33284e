//! Asking the practice surgeries for medicines, through the ordinary connector and every fault.

use std::sync::Arc;

use uuid::Uuid;

use crate::access::{FetchOrder, testing::act_order};
use crate::connectors::{
    ByteBudget, Connector, ConnectorError, NotOrdered, RepeatPrescriptions, SourceConfig, connect,
};
use crate::domain::{
    Asking, CanBeOrdered, Kind, Kinds, NhsNumber, OdsCode, Person, PersonId, PrescriptionState, Repeat,
};
use crate::sandbox::{self, Fault, Options, Sandbox};
use crate::settings::{Protocol, SourcesFile};

const HILL_STREET: &str = "A99901";
const MILL_LANE: &str = "A99902";

struct Practice {
    sandbox: Sandbox,
    surgeries: Vec<(String, Arc<dyn Connector>)>,
    _folder: tempfile::TempDir,
}

async fn practice() -> Practice {
    let folder = tempfile::tempdir().expect("a folder");
    let options =
        Options { now: "2026-11-22T09:41:00Z".parse().expect("a moment"), folder: folder.path().to_owned() };
    let sandbox = sandbox::start(options).await.expect("it starts");
    let file = SourcesFile::parse(&sandbox.sources_toml(), folder.path()).expect("a sources file");
    let interfaces = file.source.iter().flat_map(|source| source.interfaces());
    let surgeries = interfaces
        .filter(|interface| interface.protocol == Protocol::GpConnectPrescriptions)
        .map(|entry| {
            let config = SourceConfig {
                offers: entry.kinds(),
                ca_file: entry.ca_file.clone(),
                allow_private_addresses: true,
                ..SourceConfig::new(entry.organisation(), entry.protocol, entry.base_url.clone())
            };
            let connector = connect(config, ByteBudget::default()).expect("a connector");
            (entry.ods_code.to_string(), connector)
        })
        .collect();
    Practice { sandbox, surgeries, _folder: folder }
}

impl Practice {
    fn connector(&self, code: &str) -> &dyn Connector {
        self.surgeries.iter().find(|(known, _)| known == code).expect("a surgery").1.as_ref()
    }

    fn surgery(&self, code: &str) -> &dyn RepeatPrescriptions {
        self.connector(code).repeat_prescriptions().expect("it takes requests")
    }

    fn order(&self, key: &str) -> FetchOrder {
        let person = self.sandbox.people().iter().find(|person| person.key == key).expect("a person");
        let number = |text: &str| NhsNumber::from_source(text).expect("ten digits");
        let order = FetchOrder::for_source_check(Person {
            id: PersonId(Uuid::from_u128(1)),
            nhs_number: number(person.nhs_number),
            name: person.name.clone(),
            date_of_birth: person.birth_date,
        });
        order.with_number_in_force(number(person.current_number()))
    }

    async fn repeat(&self, code: &str, key: &str, name: &str) -> Repeat {
        let found = self.surgery(code).repeats(&self.order(key)).await.expect("read");
        let named = |repeat: &Repeat| repeat.name.text.contains(name);
        found.medicines.into_iter().find(named).expect("a medicine")
    }

    async fn open_requests(&self, code: &str, key: &str) -> usize {
        let answer = self.connector(code).fetch(&self.order(key), Kinds::just(Kind::Prescriptions)).await;
        let part = answer.expect("read").prescriptions.expect("asked");
        let states = part.entries.iter().map(|one| &one.items[0].state);
        states.filter(|state| **state == PrescriptionState::AskedFor).count()
    }
}

#[tokio::test]
async fn each_medicine_says_whether_it_can_be_asked_for_and_why_not() {
    let practice = practice().await;
    let can = |code, key, name| {
        let practice = &practice;
        async move { practice.repeat(code, key, name).await.can_be_ordered }
    };
    assert_eq!(can(HILL_STREET, "sam", "Amlodipine").await, CanBeOrdered::Yes);
    assert!(matches!(
        can(HILL_STREET, "sam", "Metformin").await,
        CanBeOrdered::AlreadyAskedFor(PrescriptionState::AskedFor, Some(_))
    ));
    assert_eq!(can(HILL_STREET, "sam", "Salbutamol").await, CanBeOrdered::NoIssuesLeft);
    assert_eq!(can(HILL_STREET, "sam", "Omeprazole").await, CanBeOrdered::NotInForce);
    assert_eq!(can(MILL_LANE, "priya", "Metformin").await, CanBeOrdered::NeedsReview);
    let amlodipine = practice.repeat(HILL_STREET, "sam", "Amlodipine").await;
    assert_eq!(amlodipine.last_issued.map(|date| date.to_string()).as_deref(), Some("2026-10-27"));
    assert_eq!(amlodipine.runs_out().map(|date| date.to_string()).as_deref(), Some("2026-11-24"));
}

#[tokio::test]
async fn one_wish_is_one_request_which_can_be_followed_and_taken_back() {
    let practice = practice().await;
    let (surgery, order) = (practice.surgery(HILL_STREET), practice.order("sam"));
    let plan = practice.repeat(HILL_STREET, "sam", "Amlodipine").await.id;
    let before = practice.open_requests(HILL_STREET, "sam").await;
    let wish = act_order(order.clone(), Uuid::new_v4());
    let first = surgery
        .order(&wish, Asking { comment: Some("I go away on Friday"), ..Asking::again(&plan) })
        .await
        .expect("asked");
    let again = surgery
        .order(&wish, Asking { comment: Some("I go away on Friday"), ..Asking::again(&plan) })
        .await
        .expect("known");
    assert_eq!((&first.id, first.state.clone()), (&again.id, PrescriptionState::AskedFor));
    assert_eq!(practice.open_requests(HILL_STREET, "sam").await, before + 1);
    let other = act_order(order.clone(), Uuid::new_v4());
    assert_eq!(surgery.order(&other, Asking::again(&plan)).await, Err(NotOrdered::AlreadyAskedFor));
    assert_eq!(surgery.requested(&order, &first.id).await.expect("listed").id, first.id);
    let back = surgery.take_back(&act_order(order.clone(), Uuid::new_v4()), &first.id).await.expect("back");
    assert_eq!(back.state, PrescriptionState::Cancelled);
    assert_eq!(practice.open_requests(HILL_STREET, "sam").await, before);
}

#[tokio::test]
async fn one_request_goes_to_another_pharmacy_and_one_that_is_not_known_is_refused() {
    let practice = practice().await;
    let surgery = practice.surgery(HILL_STREET);
    let plan = practice.repeat(HILL_STREET, "sam", "Amlodipine").await.id;
    let code = |text: &str| OdsCode::parse(text).expect("a code");
    let (shut, late) = (code("FZZ07"), code("FZZ05"));
    let wish = || act_order(practice.order("sam"), Uuid::new_v4());
    let refused = surgery.order(&wish(), Asking { pharmacy: Some(&shut), ..Asking::again(&plan) }).await;
    assert!(matches!(refused, Err(NotOrdered::Refused(Some(_)))), "{refused:?}");
    let asking = Asking { pharmacy: Some(&late), ..Asking::again(&plan) };
    let requested = surgery.order(&wish(), asking).await.expect("asked");
    assert_eq!(requested.pharmacy, Some(late));
}

#[tokio::test]
async fn what_a_surgery_refuses_is_named() {
    let practice = practice().await;
    let surgery = practice.surgery(HILL_STREET);
    let wish = || act_order(practice.order("sam"), Uuid::new_v4());
    let stopped = practice.repeat(HILL_STREET, "sam", "Omeprazole").await.id;
    assert_eq!(surgery.order(&wish(), Asking::again(&stopped)).await, Err(NotOrdered::NotListed));
    let plan = practice.repeat(HILL_STREET, "sam", "Amlodipine").await.id;
    let long = "x".repeat(501);
    assert_eq!(
        surgery.order(&wish(), Asking { comment: Some(&long), ..Asking::again(&plan) }).await,
        Err(NotOrdered::CommentTooLong)
    );
    let stranger = act_order(practice.order("priya"), Uuid::new_v4());
    let outcome = surgery.order(&stranger, Asking::again(&plan)).await;
    assert_eq!(outcome, Err(NotOrdered::NotDone(ConnectorError::DoesNotKnowPerson)));
    // Somebody else's plan is nothing that this person can ask for.
    let grace = act_order(practice.order("grace"), Uuid::new_v4());
    assert_eq!(surgery.order(&grace, Asking::again(&plan)).await, Err(NotOrdered::NotListed));
}

#[tokio::test]
async fn a_fault_never_asks_twice_and_the_same_wish_works_once_it_is_over() {
    let practice = practice().await;
    let (surgery, order) = (practice.surgery(HILL_STREET), practice.order("sam"));
    let plan = practice.repeat(HILL_STREET, "sam", "Amlodipine").await.id;
    let before = practice.open_requests(HILL_STREET, "sam").await;
    let faults = Fault::ALL.into_iter().filter(|fault| !matches!(fault, Fault::Hang | Fault::None));
    for fault in faults {
        let wish = act_order(order.clone(), Uuid::new_v4());
        let fault = fault.lasting(Some(0));
        practice.sandbox.set_fault(HILL_STREET, fault).await.expect("an organisation");
        let outcome = surgery.order(&wish, Asking::again(&plan)).await;
        practice.sandbox.set_fault(HILL_STREET, Fault::None).await.expect("an organisation");
        let harmless = matches!(fault, Fault::Slow(_) | Fault::MalformedEntry);
        assert_eq!(outcome.is_ok(), harmless, "{fault:?}: {outcome:?}");
        let requested = surgery.order(&wish, Asking::again(&plan)).await.expect("asked");
        assert_eq!(practice.open_requests(HILL_STREET, "sam").await, before + 1, "{fault:?}");
        let back = act_order(order.clone(), Uuid::new_v4());
        surgery.take_back(&back, &requested.id).await.expect("taken back");
    }
}

#[tokio::test]
async fn every_fault_of_a_surgery_has_its_name_when_its_requests_are_read() {
    let practice = practice().await;
    let (connector, order) = (practice.connector(HILL_STREET), practice.order("sam"));
    for fault in Fault::ALL.into_iter().filter(|fault| !matches!(fault, Fault::Hang | Fault::Slow(_))) {
        practice.sandbox.set_fault(HILL_STREET, fault).await.expect("an organisation");
        let answer = connector.fetch(&order, Kinds::just(Kind::Prescriptions)).await;
        practice.sandbox.set_fault(HILL_STREET, Fault::None).await.expect("an organisation");
        assert!(super::every_fault::fits(fault, &answer), "{fault:?}: {answer:?}");
    }
}
