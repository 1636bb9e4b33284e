//! How every connector is let in, and what each names when it is not: one table for all of them.

use std::sync::Arc;

use url::Url;

use super::practice_sources::{Practice, order, practice};
use crate::access::FetchOrder;
use crate::access::testing::order_by_nhs_login;
use crate::connectors::{
    Auth, ByteBudget, ConnectorError, SigningClient, SourceConfig, connect, connect_demographics,
    connect_relationships,
};
use crate::domain::WhyNotAsked;
use crate::sandbox::{Fault, PracticePerson};
use crate::settings::Protocol;

/// One way to come to a door.
struct Case {
    name: &'static str,
    fault: Fault,
    auth: Way,
    /// Changes anything else.
    change: fn(&mut SourceConfig),
    fits: Fits,
}

type Fits = fn(&Result<(), ConnectorError>) -> bool;

/// How we say who we are.
#[derive(Clone, Copy)]
enum Way {
    /// As the sources file has it.
    AsSet,
    Bearer,
    Password,
    Signed(Proof),
    /// With the ID token of this person, where there is one.
    Exchanged(Option<Whose>),
}

#[derive(Clone, Copy, PartialEq)]
enum Proof {
    Right,
    UnknownKey,
    AnothersKey,
    AnotherClient,
    AnotherAudience,
}

#[derive(Clone, Copy)]
enum Whose {
    Own,
    Anothers,
    Forged,
}

const ALONE: fn(&mut SourceConfig) = |_| {};

fn unauthorised(outcome: &Result<(), ConnectorError>) -> bool {
    *outcome == Err(ConnectorError::Unauthorised)
}

fn about_somebody_else(outcome: &Result<(), ConnectorError>) -> bool {
    *outcome == Err(ConnectorError::AboutSomebodyElse)
}

/// What this interface answers to the token of another patient. Where the request names a person the service compares
/// the two and refuses; where the token alone says who is meant, the answer is the other patient's and we refuse it.
fn another_patients_token(protocol: Protocol) -> Fits {
    match protocol {
        Protocol::PrescriptionsForPatients => about_somebody_else,
        _ => unauthorised,
    }
}

fn cases(protocol: Protocol) -> Vec<Case> {
    use ConnectorError::{AddressNotAllowed, ClocksDiffer, Forbidden, NeedsPatient, NoConnection};
    let none = Fault::None;
    let case = |name, fault, auth, fits: Fits| Case { name, fault, auth, change: ALONE, fits };
    vec![
        case("as set", none, Way::AsSet, Result::is_ok),
        case("a wrong token", none, Way::Bearer, unauthorised),
        case("a password where a token is due", none, Way::Password, unauthorised),
        case("a signed JWT", none, Way::Signed(Proof::Right), Result::is_ok),
        case("a key that is not known", none, Way::Signed(Proof::UnknownKey), unauthorised),
        case("somebody else's key", none, Way::Signed(Proof::AnothersKey), unauthorised),
        case("another client", none, Way::Signed(Proof::AnotherClient), unauthorised),
        case("another audience", none, Way::Signed(Proof::AnotherAudience), unauthorised),
        case("tokens that are not known", Fault::WrongToken, Way::Signed(Proof::Right), unauthorised),
        case("tokens that have run out", Fault::ExpiredToken, Way::Signed(Proof::Right), unauthorised),
        case("tokens of another tenant", Fault::WrongTenant, Way::Signed(Proof::Right), unauthorised),
        case("no permission", Fault::NoPermission, Way::Signed(Proof::Right), |told| *told == Err(Forbidden)),
        case("clocks that differ", Fault::ClockSkew, Way::Signed(Proof::Right), |told| {
            matches!(told, Err(ClocksDiffer { seconds: 590..=610 }))
        }),
        case("the patient's token", none, Way::Exchanged(Some(Whose::Own)), Result::is_ok),
        case("no patient present", none, Way::Exchanged(None), |told| {
            *told == Err(NeedsPatient(WhyNotAsked::NeedsNhsLogin))
        }),
        case(
            "another patient's token",
            none,
            Way::Exchanged(Some(Whose::Anothers)),
            another_patients_token(protocol),
        ),
        case("a forged ID token", none, Way::Exchanged(Some(Whose::Forged)), unauthorised),
        Case {
            name: "a certificate of an authority that is not trusted",
            fault: none,
            auth: Way::AsSet,
            change: |config| config.ca_file = None,
            fits: |told| matches!(told, Err(NoConnection(why)) if why.contains("certificate")),
        },
        Case {
            name: "a private address that is not allowed",
            fault: none,
            auth: Way::AsSet,
            change: |config| config.allow_private_addresses = false,
            fits: |told| *told == Err(AddressNotAllowed),
        },
        Case {
            name: "a token server at a private address that is not allowed",
            fault: none,
            auth: Way::Signed(Proof::Right),
            change: |config| {
                // The source itself stands elsewhere; nothing is sent there before there is a token.
                config.base_url = Url::parse("https://source.example/").expect("an address");
                config.allow_private_addresses = false;
            },
            fits: |told| *told == Err(AddressNotAllowed),
        },
    ]
}

fn signing(practice: &Practice, proof: Proof) -> Arc<SigningClient> {
    let (client, key_id, pem) = practice.sandbox.client_key().expect("a key");
    let other = || rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA512).expect("a key").serialize_pem();
    let is = |other| proof == other;
    let pem = if is(Proof::AnothersKey) { other() } else { pem.to_owned() };
    let client = if is(Proof::AnotherClient) { "somebody" } else { client };
    let key_id = if is(Proof::UnknownKey) { "key-of-last-year" } else { key_id };
    let audience = is(Proof::AnotherAudience).then(|| "https://elsewhere.example/token".to_owned());
    Arc::new(SigningClient::new(client.into(), key_id.into(), audience, &pem.into()).expect("a client"))
}

fn auth(practice: &Practice, config: &SourceConfig, way: Way) -> Auth {
    let url = practice.sandbox.token_url(config.organisation.ods_code.as_str()).expect("an organisation");
    let token_url = Url::parse(&url).expect("an address");
    match way {
        Way::AsSet => config.auth.clone(),
        Way::Bearer => Auth::Bearer("wrong".into()),
        Way::Password => Auth::Basic { user: "front-door".into(), password: "wrong".into() },
        Way::Signed(proof) => Auth::SignedJwt { token_url, client: signing(practice, proof), scope: None },
        Way::Exchanged(_) => {
            let client = signing(practice, Proof::Right);
            Auth::TokenExchange { token_url, client, scope: None, pass_on: true }
        }
    }
}

fn order_of(practice: &Practice, way: Way) -> FetchOrder {
    let people = practice.sandbox.people();
    let own = order(&people[0]);
    // Somebody whom every national service tells something of.
    let other = people.iter().find(|person| person.key == "priya").expect("a person");
    let token = |person: &PracticePerson| practice.sandbox.nhs_login_token(person).expect("a token");
    match way {
        Way::Exchanged(Some(Whose::Own)) => order_by_nhs_login(&own, &token(&people[0])),
        Way::Exchanged(Some(Whose::Anothers)) => order_by_nhs_login(&own, &token(other)),
        Way::Exchanged(Some(Whose::Forged)) => {
            let forged = token(&people[0]);
            let (signed, _) = forged.rsplit_once('.').expect("three parts");
            order_by_nhs_login(&own, &format!("{signed}.{}", "A".repeat(342)))
        }
        _ => own,
    }
}

async fn knock(config: SourceConfig, order: &FetchOrder) -> Result<(), ConnectorError> {
    let budget = ByteBudget::default();
    if config.protocol == Protocol::Pds {
        let service = connect_demographics(config, budget).expect("a connector");
        return service.find(order).await.map(drop);
    }
    if config.protocol == Protocol::ValidatedRelationships {
        let service = connect_relationships(config, budget).expect("a connector");
        return service.relationships(order).await.map(drop);
    }
    let kind = config.offers.iter().next().expect("it offers something");
    let connector = connect(config, budget).expect("a connector");
    connector.fetch(order, connector.asked_together(kind)).await.map(drop)
}

#[tokio::test]
async fn every_connector_names_why_it_is_not_let_in() {
    let practice = practice().await;
    let mut protocols = Vec::new();
    // What tells of nothing, and only does things, has tests of its own.
    let tells = |config: &&SourceConfig| {
        matches!(config.protocol, Protocol::Pds | Protocol::ValidatedRelationships)
            || !config.offers.is_empty()
    };
    for config in practice.configs.iter().filter(tells) {
        // A hospital that knows sam; the same interface elsewhere is the same code.
        if protocols.contains(&config.protocol) || !knows_sam(&practice, config) {
            continue;
        }
        protocols.push(config.protocol);
        let code = config.organisation.ods_code.as_str();
        for case in cases(config.protocol) {
            let mut changed = config.clone();
            changed.auth = auth(&practice, config, case.auth);
            (case.change)(&mut changed);
            practice.sandbox.set_fault(code, case.fault).await.expect("an organisation");
            let outcome = knock(changed, &order_of(&practice, case.auth)).await;
            practice.sandbox.set_fault(code, Fault::None).await.expect("an organisation");
            assert!((case.fits)(&outcome), "{} with {}: {outcome:?}", config.protocol, case.name);
        }
    }
    let all: Vec<_> = practice.configs.iter().filter(tells).map(|config| config.protocol).collect();
    let missed: Vec<_> = all.iter().filter(|protocol| !protocols.contains(protocol)).collect();
    assert!(missed.is_empty(), "nobody knocked at {missed:?}");
}

fn knows_sam(practice: &Practice, config: &SourceConfig) -> bool {
    let sam = &practice.sandbox.people()[0];
    config.protocol.holds_no_record() || sam.is_known_to(config.organisation.ods_code.as_str())
}
