//! Writes down how everyone answered, behind the pages and once a minute, and learns what other programs at the same
//! database have seen.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::Gather;
use super::health::{Health, SourceHealth, interface_name};
use crate::domain::{Clock, Kinds, SourceHour};
use crate::store::{CountedHour, Database, InterfaceName, StoreError};

const EVERY: Duration = Duration::from_secs(60);

/// What is noted of one interface, and what the interface is called.
pub(super) type NotedOf = (InterfaceName, Arc<Health>);

impl Gather {
    /// How everyone has answered lately, in the order of the sources file.
    pub fn health(&self) -> Vec<SourceHealth> {
        let now = self.0.clock.now();
        let mut all: Vec<_> = self.0.sources.iter().map(|source| source.health(now)).collect();
        if let Some((organisation, _)) = &self.0.demographics {
            let who_people_are = self.0.demographics_health.told(Kinds::NONE, now);
            let is_it = |one: &&mut SourceHealth| one.organisation.ods_code == organisation.ods_code;
            match all.iter_mut().find(is_it) {
                Some(known) => known.interfaces.push(who_people_are),
                None => {
                    let organisation = organisation.clone();
                    all.push(SourceHealth { organisation, interfaces: vec![who_people_are] });
                }
            }
        }
        all
    }

    /// What is noted of every interface.
    fn noted(&self) -> Vec<NotedOf> {
        let demographics = self.0.demographics.iter().map(|(organisation, _)| {
            let name = (organisation.ods_code.clone(), interface_name(Kinds::NONE));
            (name, self.0.demographics_health.clone())
        });
        self.0.sources.iter().flat_map(|source| source.noted()).chain(demographics).collect()
    }
}

/// Writes and reads. Between two times a page knows what this program saw, and of others what they had written.
pub struct HealthKeeper {
    noted: Vec<NotedOf>,
    database: Database,
    clock: Clock,
}

impl HealthKeeper {
    pub fn new(gather: &Gather, database: Database, clock: Clock) -> Self {
        Self { noted: gather.noted(), database, clock }
    }

    /// Works until it is dropped. What cannot be written is kept for the next time.
    pub async fn run(self: Arc<Self>) {
        let mut hour = None;
        loop {
            tokio::time::sleep(EVERY).await;
            if let Err(error) = self.keep().await {
                tracing::warn!(%error, "how sources answer could not be written down");
            }
            let this = Some(SourceHour::of(self.clock.now()));
            if hour != this {
                match self.database.drop_source_hours(self.clock.now()).await {
                    Ok(_) => hour = this,
                    Err(error) => tracing::warn!(%error, "old numbers of sources could not be dropped"),
                }
            }
        }
    }

    /// Writes down what is new, and learns what others wrote.
    ///
    /// # Errors
    /// When the database does not answer; then nothing is written, and nothing forgotten.
    pub async fn keep(&self) -> Result<(), StoreError> {
        let written = self.database.sources_now().await?;
        let stand: Vec<_> = self
            .noted
            .iter()
            .filter_map(|(name, health)| {
                let before = written.of(name);
                let now = health.learn(before);
                (now != before).then(|| (name.clone(), now))
            })
            .collect();
        let counted: Vec<(&Health, CountedHour)> = self.noted.iter().flat_map(counted_of).collect();
        if stand.is_empty() && counted.is_empty() {
            return Ok(());
        }
        let rows: Vec<CountedHour> = counted.iter().map(|(_, row)| row.clone()).collect();
        let kept = self.database.keep_source_health(&stand, &rows).await;
        if kept.is_err() {
            counted.iter().for_each(|(health, (_, at, hour))| health.give_back(*at, hour));
        }
        kept
    }
}

fn counted_of((name, health): &NotedOf) -> impl Iterator<Item = (&Health, CountedHour)> {
    let row = move |(at, hour): (DateTime<Utc>, SourceHour)| (&**health, (name.clone(), at, hour));
    health.take_counted().into_iter().map(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connectors::ConnectorError;
    use crate::domain::Failure;
    use crate::gather::HowItAnswers;
    use crate::store::query::execute;
    use crate::store::testing::{at, ods, on_both_databases};

    const WAIT: Duration = Duration::from_secs(2);

    /// A program at this database that asks one interface of one organisation.
    fn program(database: &Database) -> (HealthKeeper, Arc<Health>) {
        let health = Arc::new(Health::default());
        let noted = vec![((ods("RXX"), "letters"), health.clone())];
        (HealthKeeper { noted, database: database.clone(), clock: Clock::fixed(at(0)) }, health)
    }

    fn how(health: &Health) -> HowItAnswers {
        health.told(Kinds::NONE, at(30)).how
    }

    async fn counted(database: &Database) -> SourceHour {
        let hours = database.source_hours(&ods("RXX"), "letters", at(-60), at(60)).await.expect("an answer");
        let mut all = SourceHour::default();
        hours.values().for_each(|hour| all.add(hour));
        all
    }

    on_both_databases! {
        async fn since_when_it_fails_outlives_the_program_that_saw_it(home: &TestDatabase) {
            let (keeper, health) = program(&home.database);
            health.failed(at(1), &ConnectorError::TimedOut);
            health.failed(at(9), &ConnectorError::Busy { retry_after: None });
            keeper.keep().await.expect("kept");
            let (keeper, health) = program(&home.database);
            assert_eq!(how(&health), HowItAnswers::NotAskedLately);
            keeper.keep().await.expect("kept");
            assert_eq!(how(&health), HowItAnswers::Failing { since: at(1), why: Failure::Busy });
        }

        async fn programs_beside_each_other_speak_for_all_and_their_counts_add_up(home: &TestDatabase) {
            let ((one, here), (other, there)) = (program(&home.database), program(&home.database));
            here.failed(at(1), &ConnectorError::TimedOut);
            one.keep().await.expect("kept");
            there.answered(at(2), Duration::from_millis(80), WAIT);
            assert_eq!(how(&there), HowItAnswers::Answering);
            other.keep().await.expect("kept");
            assert_eq!(how(&here), HowItAnswers::Failing { since: at(1), why: Failure::NoAnswer });
            one.keep().await.expect("kept");
            assert_eq!(how(&here), HowItAnswers::Answering, "somebody had an answer since");
            there.failed(at(3), &ConnectorError::TimedOut);
            here.failed(at(4), &ConnectorError::TimedOut);
            for keeper in [&one, &other, &one] {
                keeper.keep().await.expect("kept");
            }
            for health in [&here, &there] {
                assert_eq!(how(health), HowItAnswers::Failing { since: at(3), why: Failure::NoAnswer });
            }
            let all = counted(&home.database).await;
            assert_eq!((all.times_answered(), all.times_failed()), (1, 3), "each once");
        }

        async fn what_cannot_be_written_is_written_the_next_time(home: &TestDatabase) {
            let (keeper, health) = program(&home.database);
            health.answered(at(1), Duration::from_millis(80), WAIT);
            execute!(home.database.writer(), "ALTER TABLE source_hour RENAME TO away").expect("a change");
            assert!(keeper.keep().await.is_err());
            let now = home.database.sources_now().await.expect("an answer");
            assert_eq!(now.of(&(ods("RXX"), "letters")).answered, None, "all of it or nothing");
            health.answered(at(2), Duration::from_millis(80), WAIT);
            execute!(home.database.writer(), "ALTER TABLE away RENAME TO source_hour").expect("a change");
            keeper.keep().await.expect("kept");
            keeper.keep().await.expect("nothing to do");
            assert_eq!(counted(&home.database).await.times_answered(), 2);
        }
    }
}
