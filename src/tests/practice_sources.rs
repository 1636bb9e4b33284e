//! The connectors against the practice health service: every organisation, every kind, every fault.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::access::FetchOrder;
use crate::connectors::{
    self, ByteBudget, Connector, ConnectorError, DemographicsService, SourceConfig, connect, connect_demographics,
};
use crate::domain::{Answer, Kind, Kinds, NhsNumber, Person, PersonId};
use crate::sandbox::{self, Fault, Options, PracticePerson, Sandbox};
use crate::settings::{Protocol, SourceEntry, SourcesFile};

struct Practice {
    sandbox: Sandbox,
    sources: HashMap<String, (SourceConfig, Arc<dyn Connector>)>,
    demographics: Option<(String, Arc<dyn DemographicsService>)>,
    _folder: tempfile::TempDir,
}

fn config(entry: &SourceEntry) -> SourceConfig {
    let protocol = match entry.protocol {
        Protocol::FhirR4 => connectors::Protocol::FhirR4,
        Protocol::GpConnect => connectors::Protocol::GpConnect,
        Protocol::Pds => connectors::Protocol::Pds,
    };
    SourceConfig {
        offers: entry.kinds(),
        ca_file: entry.ca_file.clone(),
        allow_private_addresses: true,
        ..SourceConfig::new(entry.organisation(), protocol, entry.base_url.clone())
    }
}

async fn practice() -> Practice {
    let folder = tempfile::tempdir().expect("a folder");
    let now: DateTime<Utc> = "2026-11-22T09:41:00Z".parse().expect("a moment");
    let sandbox = sandbox::start(Options { now, folder: folder.path().to_owned() }).await.expect("it starts");
    let file = SourcesFile::parse(&sandbox.sources_toml(), folder.path()).expect("a sources file");
    let budget = ByteBudget::default();
    let mut sources = HashMap::new();
    let mut demographics = None;
    for config in file.source.iter().map(config) {
        let code = config.organisation.ods_code.to_string();
        if config.protocol == connectors::Protocol::Pds {
            demographics = Some((code, connect_demographics(config, budget.clone()).expect("a connector")));
        } else {
            sources.insert(code, (config.clone(), connect(config, budget.clone()).expect("a connector")));
        }
    }
    Practice { sandbox, sources, demographics, _folder: folder }
}

fn order(person: &PracticePerson) -> FetchOrder {
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
async fn zz_dump() {
    let practice = practice().await;
    for person in practice.sandbox.people().iter() {
        let order = order(person);
        if let Some((_, demographics)) = &practice.demographics {
            println!("{} PDS {:?}", person.key, demographics.find(&order).await);
        }
        for (code, source) in &practice.sources {
            for (kind, answer) in ask(source, &order).await {
                let shown = answer.map(|answer| {
                    let notes = answer.allergies.as_ref().map(|part| (part.none_known.clone(), part.notes.clone()));
                    (answer.len(), answer.set_aside(), notes)
                });
                println!("{} {code} known={} {kind:?} {shown:?}", person.key, person.is_known_to(code));
            }
        }
    }
    let person = practice.sandbox.people()[0].clone();
    for fault in Fault::ALL {
        if matches!(fault, Fault::Hang | Fault::Slow(_)) { continue; }
        for (code, source) in &practice.sources {
            if !person.is_known_to(code) { continue; }
            practice.sandbox.set_fault(code, fault).await.expect("an organisation");
            for (kind, answer) in ask(source, &order(&person)).await {
                let shown = answer.map(|answer| (answer.len(), answer.set_aside()));
                println!("FAULT {fault:?} {code} {kind:?} {shown:?}");
            }
            practice.sandbox.set_fault(code, Fault::None).await.expect("an organisation");
        }
    }
}
