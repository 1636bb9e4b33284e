//! Asks one interface of an organisation one question: at most once at a time, tried twice, with the last good copy behind it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::Rng;

use super::calls::{Call, Calls};
use super::copy_keeper::CopyKeeper;
use super::kept_copy;
use super::prepared::{Outcome, ReadyAnswer, Told};
use super::source::Interface;
use super::{Keeping, Limits};
use crate::access::{Authority, FetchOrder};
use crate::connectors::ConnectorError;
use crate::domain::{Answer, Clock, Kinds, OdsCode, Organisation, PersonId};
use crate::store::{CopyKey, Keys};

/// From how many entries on an answer is made ready away from the threads that serve pages.
const MANY_ENTRIES: usize = 300;

/// What an answer is kept under. Answers got under one authority are never told under another.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Question {
    person: PersonId,
    source: OdsCode,
    kinds: Kinds,
    authority: Authority,
}

impl Question {
    fn new(source: &Interface, order: &FetchOrder, kinds: Kinds) -> Self {
        let source = source.organisation.ods_code.clone();
        Self { person: order.subject().id, source, kinds, authority: order.authority() }
    }

    /// Under what its last good copy is kept. What a patient's own token brought goes with the log-in, so it has none.
    fn copy_key(&self) -> Option<CopyKey> {
        let authority = self.authority.copies_under()?;
        Some(CopyKey { person: self.person, source: self.source.clone(), kinds: self.kinds, authority })
    }
}

pub struct Answers {
    calls: Calls<Question, Told>,
    asking: Asking,
}

#[derive(Clone)]
struct Asking {
    copies: CopyKeeper,
    keys: Keys,
    limits: Limits,
    clock: Clock,
}

impl Answers {
    pub fn new(keeping: Keeping, limits: Limits, clock: Clock) -> Self {
        let calls = Calls::new(limits.memory, limits.reuse, |told: &Told| told.weight);
        let copies = CopyKeeper::start(keeping.copies);
        Self { calls, asking: Asking { copies, keys: keeping.keys, limits, clock } }
    }

    /// Every question is asked anew from now on.
    pub fn forget_all(&self) {
        self.calls.forget_all();
    }

    /// What this organisation told of a person is asked for anew from now on.
    pub fn forget(&self, person: PersonId, source: &OdsCode) {
        self.calls.forget_where(|question| question.person == person && question.source == *source);
    }

    /// The answer of `source` to the question of `kinds`, kept, under way or asked for now. No two interfaces of one
    /// organisation are asked for the same kinds.
    pub fn ask(&self, source: &Arc<Interface>, order: &FetchOrder, kinds: Kinds) -> Call<Told> {
        let question = Question::new(source, order, kinds);
        let now = self.asking.clock.now();
        let fresh = |told: &Told| now < told.fresh_until(self.asking.limits.reuse);
        let asking = self.asking.clone();
        let (source, order) = (source.clone(), order.clone());
        self.calls.call(question, fresh, move || asking.ask(source, order, kinds))
    }
}

impl Asking {
    async fn ask(self, source: Arc<Interface>, order: FetchOrder, kinds: Kinds) -> Told {
        let asked = match source.breaker.may_ask(self.clock.now()) {
            Ok(()) => {
                let begun = Instant::now();
                let asked = self.try_within_time(&source, &order, kinds).await;
                self.note_health(&source, &asked, begun.elapsed());
                asked.inspect_err(|why| self.note(&source, why))
            }
            Err(left_alone_for) => Err(left_alone_for),
        };
        let question = Question::new(&source, &order, kinds);
        match asked {
            Ok(answer) => {
                source.breaker.worked();
                self.answered(answer, question, &source.organisation).await
            }
            Err(why) => self.without(why, question, &source.organisation).await,
        }
    }

    async fn try_within_time(
        &self,
        source: &Interface,
        order: &FetchOrder,
        kinds: Kinds,
    ) -> Result<Answer, ConnectorError> {
        let tries = self.try_twice(source, order, kinds);
        tokio::time::timeout(self.limits.question_deadline, tries)
            .await
            .unwrap_or(Err(ConnectorError::TimedOut))
    }

    /// Reads are tried once more after a short, uneven pause, unless the organisation asked for time.
    async fn try_twice(
        &self,
        source: &Interface,
        order: &FetchOrder,
        kinds: Kinds,
    ) -> Result<Answer, ConnectorError> {
        let one_try = self.limits.question_deadline.mul_f32(0.45);
        let ask = || async {
            let asked = source.connector.fetch(order, kinds);
            tokio::time::timeout(one_try, asked).await.unwrap_or(Err(ConnectorError::TimedOut))
        };
        match ask().await {
            Err(why) if why.may_be_retried() && why.asked_for_time().is_none() => {
                let pause = rand::rng().random_range(80..250);
                tokio::time::sleep(Duration::from_millis(pause)).await;
                ask().await
            }
            outcome => outcome,
        }
    }

    async fn answered(&self, answer: Answer, question: Question, teller: &Arc<Organisation>) -> Told {
        let at = self.clock.now();
        let keys = self.keys.clone();
        let (person, source) = (question.person, teller.clone());
        let is_long = answer.len() > MANY_ENTRIES;
        let make_ready = move || {
            let plain = kept_copy::written(&answer);
            let ready = ReadyAnswer::new(&answer, &keys, person, &source);
            (plain, ready)
        };
        let made =
            if is_long { tokio::task::spawn_blocking(make_ready).await.ok() } else { Some(make_ready()) };
        let Some((plain, ready)) = made else {
            let why = ConnectorError::Unreadable("it could not be made ready");
            return self.without(why, question, teller).await;
        };
        let weight = weight_of(plain.len());
        if let Some(key) = question.copy_key() {
            self.copies.keep(key, at, plain).await;
        }
        Told { at, weight, outcome: Outcome::Answered(ready) }
    }

    async fn without(&self, why: ConnectorError, question: Question, teller: &Organisation) -> Told {
        let key = question.copy_key();
        if matches!(why, ConnectorError::Forbidden | ConnectorError::Gone)
            && let Some(key) = &key
            && let Err(error) = self.copies.delete(key.clone()).await
        {
            tracing::error!(source = %key.source, %error, "a withdrawn copy could not be deleted");
        }
        let (copy, size) = match &key {
            Some(key) if !why.is_answer() => self.last_good(key, teller).await,
            _ => (None, 0),
        };
        Told { at: self.clock.now(), weight: weight_of(size), outcome: Outcome::Without { why, copy } }
    }

    async fn last_good(
        &self,
        key: &CopyKey,
        teller: &Organisation,
    ) -> (Option<(chrono::DateTime<chrono::Utc>, ReadyAnswer)>, usize) {
        let oldest = self.clock.now() - self.limits.copy_life;
        let (told_at, plain) = match self.copies.last_good(key).await {
            Ok(Some((told_at, plain))) if told_at >= oldest => (told_at, plain),
            Ok(_) => return (None, 0),
            Err(error) => {
                tracing::warn!(source = %key.source, %error, "a last good copy could not be read");
                return (None, 0);
            }
        };
        let copy = kept_copy::read(&plain);
        let ready = copy.map(|answer| (told_at, ReadyAnswer::new(&answer, &self.keys, key.person, teller)));
        (ready, plain.len())
    }

    /// Notes how it answered, for whoever wants to know how it stands.
    fn note_health(&self, source: &Interface, asked: &Result<Answer, ConnectorError>, took: Duration) {
        let (now, longest) = (self.clock.now(), self.limits.page_deadline);
        match asked {
            Err(why) if !why.is_answer() => source.health.failed(now, why),
            Err(_) => source.health.answered(now, took, longest),
            Ok(answer) => {
                source.health.answered(now, took, longest);
                source.health.set_aside(answer);
            }
        }
    }

    /// Notes why there are no entries, for the breaker, the log and the metrics.
    fn note(&self, source: &Interface, why: &ConnectorError) {
        let ods_code = source.organisation.ods_code.to_string();
        if why.is_answer() {
            source.breaker.worked();
            return;
        }
        source.breaker.failed(why, self.clock.now());
        metrics::counter!("front_door_source_failures_total", "source" => ods_code.clone()).increment(1);
        if matches!(why, ConnectorError::AboutSomebodyElse | ConnectorError::IgnoredFilter) {
            metrics::counter!("front_door_about_somebody_else_total", "source" => ods_code.clone())
                .increment(1);
            tracing::error!(source = ods_code, %why, "ALARM: an answer held something about somebody else");
        } else {
            tracing::warn!(source = ods_code, %why, "an organisation did not answer");
        }
    }
}

/// Entries in memory weigh about twice their text.
fn weight_of(bytes: usize) -> u32 {
    u32::try_from(bytes.saturating_mul(2).saturating_add(512)).unwrap_or(u32::MAX)
}
