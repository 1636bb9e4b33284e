//! A person's own changes at national demographics: with the patient's own token, with the patient present, while all
//! reading goes on as Front Door itself.

use std::sync::Arc;

use url::Url;
use uuid::Uuid;

use super::practice_sources::{Practice, order, practice};
use crate::access::FetchOrder;
use crate::access::testing::{act_order, order_by_nhs_login};
use crate::connectors::pds::Pds;
use crate::connectors::{
    Auth, ByteBudget, CannotChange, Changed, Connector, ConnectorError, ContactService, SigningClient,
    SourceConfig, connect_pds,
};
use crate::domain::{ContactChange, HumanLanguage, Kind, OdsCode, PersonDetails, SpokenTo, WhyNotAsked};
use crate::sandbox::{Fault, PracticePerson};
use crate::settings::Protocol;

const DEMOGRAPHICS: &str = "X99";

impl Practice {
    fn person(&self, key: &str) -> PracticePerson {
        self.sandbox.people().iter().find(|person| person.key == key).expect("a person").clone()
    }

    /// Demographics with the patient's own token for changes, as for real people.
    fn demographics_with(&self, changes_auth: Option<Auth>) -> Arc<Pds> {
        let config =
            self.configs.iter().find(|config| config.protocol == Protocol::Pds).expect("demographics");
        let config = SourceConfig { changes_auth, ..config.clone() };
        connect_pds(config, ByteBudget::default()).expect("a connector")
    }

    fn exchange(&self) -> Auth {
        let (client, key_id, pem) = self.sandbox.client_key().expect("a key");
        let client = SigningClient::new(client.into(), key_id.into(), None, &pem.to_owned().into());
        let token_url =
            Url::parse(&self.sandbox.token_url(DEMOGRAPHICS).expect("a server")).expect("an address");
        let client = Arc::new(client.expect("a client"));
        Auth::TokenExchange { token_url, client, scope: None, pass_on: false }
    }

    /// The order of somebody who logged in with NHS login as that person.
    fn present(&self, own: &str, token_of: &str) -> FetchOrder {
        let token = self.sandbox.nhs_login_token(&self.person(token_of)).expect("a token");
        order_by_nhs_login(&order(&self.person(own)), &token)
    }
}

async fn change(service: &Pds, order: &FetchOrder, change: &ContactChange) -> Result<Changed, CannotChange> {
    let seen = service.standing(order).await.expect("read");
    service.change(&act_order(order.clone(), Uuid::new_v4()), &seen, change).await
}

fn email() -> ContactChange {
    ContactChange::email("new@example.org").expect("usable")
}

#[tokio::test]
async fn a_person_who_is_present_changes_their_own_details_with_their_own_token() {
    let practice = practice().await;
    let service = practice.demographics_with(Some(practice.exchange()));
    let sam = practice.present("sam", "sam");
    let polish = HumanLanguage::of_code("pl").expect("a language");
    for wanted in [
        email(),
        ContactChange::Pharmacy(OdsCode::parse("FZZ02").ok()),
        ContactChange::Pharmacy(None),
        ContactChange::SpokenTo(Some(SpokenTo { language: polish, interpreter: true })),
        ContactChange::SpokenTo(None),
    ] {
        let changed = change(&service, &sam, &wanted).await;
        assert!(
            matches!(&changed, Ok(Changed::Stands(now)) if wanted.stands_in(now)),
            "{wanted:?}: {changed:?}"
        );
    }
}

#[tokio::test]
async fn without_the_patient_or_with_anothers_token_nothing_is_changed_and_reading_goes_on() {
    let practice = practice().await;
    let service = practice.demographics_with(Some(practice.exchange()));
    let alone = order(&practice.person("sam"));
    let refused = change(&service, &alone, &email()).await;
    let needs = ConnectorError::NeedsPatient(WhyNotAsked::NeedsNhsLogin);
    assert_eq!(refused, Err(CannotChange::NotDone(needs)));
    let refused = change(&service, &practice.present("sam", "priya"), &email()).await;
    assert_eq!(refused, Err(CannotChange::NotDone(ConnectorError::Unauthorised)));
    let stands = service.standing(&alone).await.expect("reading needs no patient");
    assert!(!email().stands_in(&stands));
}

#[tokio::test]
async fn where_no_way_to_send_changes_is_set_none_is_tried() {
    let practice = practice().await;
    let service = practice.demographics_with(None);
    let refused = change(&service, &practice.present("sam", "sam"), &email()).await;
    assert_eq!(refused, Err(CannotChange::NotAllowed));
    // Nobody without a token changes anything there either.
    let service = practice.demographics_with(Some(Auth::None));
    let refused = change(&service, &order(&practice.person("sam")), &email()).await;
    assert_eq!(refused, Err(CannotChange::NotDone(ConnectorError::Unauthorised)));
}

#[tokio::test]
async fn a_pharmacy_that_is_not_one_is_not_taken() {
    let practice = practice().await;
    let service = practice.demographics_with(Some(practice.exchange()));
    let surgery = ContactChange::Pharmacy(OdsCode::parse("A99901").ok());
    let refused = change(&service, &practice.present("sam", "sam"), &surgery).await;
    assert_eq!(refused, Err(CannotChange::NotTaken { code: "INVALID_VALUE".into() }));
}

async fn details(practice: &Practice, key: &str) -> Result<(PersonDetails, bool), ConnectorError> {
    let service = practice.demographics_with(None);
    let order = order(&practice.person(key));
    let part = service.fetch(&order, service.asked_together(Kind::Details)).await?.details.expect("details");
    let is_incomplete = !part.notes.is_empty();
    Ok((part.entries.into_iter().next().expect("one"), is_incomplete))
}

#[tokio::test]
async fn those_to_be_contacted_come_with_the_details_and_never_of_a_restricted_record() {
    let practice = practice().await;
    let (sam, is_incomplete) = details(&practice, "sam").await.expect("told");
    assert_eq!(sam.related.len(), 1);
    assert_eq!(sam.related[0].related_as.as_deref(), Some("Spouse"));
    assert_eq!(sam.pharmacy, OdsCode::parse("FZZ01").ok());
    assert!(!is_incomplete);
    let (robin, _) = details(&practice, "robin").await.expect("told");
    assert!(robin.related.is_empty() && robin.pharmacy.is_none());
}

#[tokio::test]
async fn a_list_of_somebody_elses_contacts_fails_the_whole_answer() {
    let practice = practice().await;
    practice.sandbox.set_fault(DEMOGRAPHICS, Fault::OtherPerson).await.expect("an organisation");
    assert_eq!(details(&practice, "nadia").await.err(), Some(ConnectorError::AboutSomebodyElse));
}
