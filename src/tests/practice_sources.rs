//! The connectors against the practice health service: every organisation and every kind.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::access::FetchOrder;
use crate::connectors::{
    ByteBudget, Connector, ConnectorError, DemographicsService, SourceConfig, connect, connect_demographics,
};
use crate::domain::{Answer, FillingState, Kind, Kinds, NhsNumber, Person, PersonId, RequestState, Setting};
use crate::sandbox::{self, Options, PracticePerson, Sandbox};
use crate::settings::{Protocol, SourceEntry, SourcesFile};

pub(super) struct Practice {
    pub(super) sandbox: Sandbox,
    /// By code; a further interface by code and protocol.
    pub(super) sources: HashMap<String, (SourceConfig, Arc<dyn Connector>)>,
    pub(super) demographics: Option<(String, Arc<dyn DemographicsService>)>,
    /// Every source of the practice sources file, demographics included.
    pub(super) configs: Vec<SourceConfig>,
    _folder: tempfile::TempDir,
}

pub(super) fn config(entry: &SourceEntry) -> SourceConfig {
    SourceConfig {
        offers: entry.kinds(),
        ca_file: entry.ca_file.clone(),
        allow_private_addresses: true,
        immunisation_targets: entry.immunisation_targets.clone(),
        auth: crate::start::auth(&entry.auth).expect("what the file says"),
        changes_auth: entry.changes_auth.as_ref().map(|auth| crate::start::auth(auth).expect("a secret")),
        ..SourceConfig::new(entry.organisation(), entry.protocol, entry.base_url.clone())
    }
}

pub(super) async fn practice() -> Practice {
    let folder = tempfile::tempdir().expect("a folder");
    let now: DateTime<Utc> = "2026-11-22T09:41:00Z".parse().expect("a moment");
    let sandbox = sandbox::start(Options { now, folder: folder.path().to_owned() }).await.expect("it starts");
    let file = SourcesFile::parse(&sandbox.sources_toml(), folder.path()).expect("a sources file");
    let budget = ByteBudget::default();
    let mut sources = HashMap::new();
    let mut demographics = None;
    let interfaces = file.source.iter().flat_map(|source| {
        let all = source.interfaces().into_iter().enumerate();
        all.map(|(at, interface)| (at > 0, config(&interface))).collect::<Vec<_>>()
    });
    for (is_further, config) in interfaces {
        let code = config.organisation.ods_code.to_string();
        let code = if is_further { format!("{code} {}", config.protocol) } else { code };
        if config.protocol == Protocol::Pds {
            demographics = Some((code, connect_demographics(config, budget.clone()).expect("a connector")));
        } else if !config.protocol.holds_no_record() {
            sources.insert(code, (config.clone(), connect(config, budget.clone()).expect("a connector")));
        }
    }
    let configs = file.source.iter().flat_map(SourceEntry::interfaces).map(|entry| config(&entry)).collect();
    Practice { sandbox, sources, demographics, configs, _folder: folder }
}

pub(super) fn order(person: &PracticePerson) -> FetchOrder {
    let number = |text: &str| NhsNumber::from_source(text).expect("ten digits");
    let order = FetchOrder::for_source_check(Person {
        id: PersonId(Uuid::new_v4()),
        nhs_number: number(person.nhs_number),
        name: person.name.clone(),
        date_of_birth: person.birth_date,
    });
    order.with_number_in_force(number(person.current_number()))
}

async fn ask(
    (config, connector): &(SourceConfig, Arc<dyn Connector>),
    order: &FetchOrder,
) -> Vec<(Kind, Result<Answer, ConnectorError>)> {
    let mut answers = Vec::new();
    let mut asked = Kinds::NONE;
    for kind in config.offers.iter() {
        if asked.contains(kind) {
            continue;
        }
        let together = connector.asked_together(kind);
        asked = asked.with(together);
        answers.push((kind, connector.fetch(order, together).await));
    }
    answers
}

#[tokio::test]
async fn everybody_is_answered_for_by_those_who_know_them_and_by_nobody_else() {
    let practice = practice().await;
    let (_, demographics) = practice.demographics.as_ref().expect("demographics");
    for person in practice.sandbox.people().iter() {
        let order = order(person);
        let found = demographics.find(&order).await.expect("demographics");
        assert_eq!(
            (found.nhs_number.digits().as_str(), found.restricted),
            (person.current_number(), person.restricted)
        );
        for source in practice.sources.values() {
            let code = source.0.organisation.ods_code.as_str();
            let is_known = person.is_known_to(code) && !person.restricted;
            for (kind, answer) in ask(source, &order).await {
                let is_national = source.0.organisation.setting == Setting::National;
                // The Aggregator tells nobody under 16.
                let is_aggregator = source.0.protocol == Protocol::PatientCareAggregator;
                match answer {
                    // A national service knows everybody, if only to hold nothing about them.
                    Ok(answer) if is_national && answer.is_empty() => {}
                    Err(ConnectorError::NotForThisAge) if is_aggregator => {
                        assert!(["tom", "mia"].contains(&person.key), "{}", person.key);
                    }
                    Ok(_) => assert!(person.is_known_to(code), "{} {code} {kind:?}", person.key),
                    Err(error) => {
                        assert_eq!(
                            error,
                            ConnectorError::DoesNotKnowPerson,
                            "{} {code} {kind:?}",
                            person.key
                        );
                        assert!(!is_known, "{} {code} {kind:?}", person.key);
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn a_referral_is_told_by_the_surgery_that_made_it_and_by_the_trust_that_was_asked() {
    let practice = practice().await;
    let order = order(&practice.sandbox.people()[0]);
    let mut told = Vec::new();
    for code in ["A99901", "RZ3"] {
        let (_, connector) = &practice.sources[code];
        let answer =
            connector.fetch(&order, connector.asked_together(Kind::Referrals)).await.expect("an answer");
        let referrals = answer.referrals.expect("asked").entries;
        let knee =
            referrals.iter().find(|referral| referral.ubrn.is_some()).expect("one with a reference").clone();
        assert_eq!(knee.what.text, "Referral to physiotherapist");
        assert_eq!(knee.asked, ["Vale Community Care"]);
        told.push((knee.asked_by, knee.state, knee.ubrn));
    }
    let [surgery, trust] = &told[..] else { panic!("{told:?}") };
    assert_eq!((surgery.0.as_deref(), &surgery.1), (Some("Dr Amara Okafor"), &RequestState::NotSaid));
    assert_eq!((trust.0.as_deref(), &trust.1), (Some("Hill Street Surgery"), &RequestState::Active));
    assert_eq!(surgery.2, trust.2);
}

#[tokio::test]
async fn a_care_plan_comes_with_its_goals_and_with_what_it_is_for() {
    let practice = practice().await;
    let order = order(&practice.sandbox.people()[0]);
    let (_, connector) = &practice.sources["RZ2"];
    let answer = connector.fetch(&order, Kinds::just(Kind::CarePlans)).await.expect("an answer");
    let plan = answer.care_plans.expect("asked").entries.remove(0);
    assert_eq!(plan.for_what, ["Type 2 diabetes mellitus"]);
    assert_eq!((plan.goals.len(), plan.activities.len(), plan.parts_not_read), (2, 4, 0));
    assert!(plan.activities[3].is_not_to_be_done);
}

#[tokio::test]
async fn a_questionnaire_comes_with_its_questions_and_its_answers_are_no_entry_of_their_own() {
    let practice = practice().await;
    let order = order(&practice.sandbox.people()[0]);
    let (_, connector) = &practice.sources["RZ1"];
    let answer = connector.fetch(&order, Kinds::just(Kind::Questionnaires)).await.expect("an answer");
    let part = answer.questionnaires.expect("asked");
    let told: Vec<_> = part.entries.iter().map(|one| (one.title.as_str(), &one.state)).collect();
    assert_eq!(
        told,
        [
            ("About your eyes", &FillingState::NotStarted),
            ("After your stay in hospital", &FillingState::Done)
        ]
    );
    let eyes = &part.entries[0];
    assert_eq!(eyes.asked_by.as_deref(), Some("Miss Leila Haddad"));
    assert!(eyes.due.is_some() && part.entries[1].answered.is_some());
    let questions = eyes.questions.as_ref().expect("questions");
    assert_eq!((questions.questions().count(), questions.items_not_read), (6, 0));
}
