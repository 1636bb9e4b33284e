//! Looks for news while people are away, and tells them that there is something, never what. Only those organisations
//! are asked that answer without the patient present.

use std::sync::Arc;
use std::time::Duration as StdDuration;

use chrono::{DateTime, Duration, Utc};

use crate::access::{Access, Purpose};
use crate::domain::{
    About, AccountId, Clock, EntryId, Fingerprint, Gathered, InAnswer, Message, OdsCode, PartialDate, Sender,
    SourceState, Topic,
};
use crate::gather::{Everything, Gather};
use crate::store::{Chosen, Contacts, Database, LettersRead, News, Outbox, ReadMarks, Seen, StoreError};

const EVERY: StdDuration = StdDuration::from_secs(60);
/// Longer than asking can take.
const LEASE: Duration = Duration::minutes(10);
const AT_ONCE: i64 = 5;
/// An older message is no news, whether or not it was opened.
const OF_LATE: Duration = Duration::days(7);
/// How often, and after what pause, it is looked again while somebody is still waited for.
const LOOKS: usize = 10;
const BETWEEN_LOOKS: StdDuration = StdDuration::from_secs(3);

/// Tells people that there is something new for them.
pub struct TellingNews {
    pub news: News,
    pub outbox: Outbox,
    pub contacts: Contacts,
    pub seen: Seen,
    pub letters_read: LettersRead,
    pub database: Database,
    pub access: Access,
    pub gather: Gather,
    pub clock: Clock,
}

/// One thing that an organisation told: under which id, what it says, and whose it is.
type Told = (EntryId, Fingerprint, OdsCode);

impl TellingNews {
    /// Works until it is dropped; not at all where this portal looks for nobody, or has no way to tell anything.
    pub async fn run(self: Arc<Self>) {
        if self.news.every().is_none() || self.outbox.channels().is_empty() {
            return;
        }
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            ticks.tick().await;
            if let Err(error) = self.look().await {
                tracing::warn!(%error, "nobody can be told of news");
            }
        }
    }

    /// Looks at everyone whose turn it is now. In quiet hours nobody is looked at: what was found then would be told the
    /// next day.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn look(&self) -> Result<(), StoreError> {
        loop {
            let now = self.clock.now();
            if self.outbox.quiet_hours().is_some_and(|quiet| quiet.open_from(now) > now) {
                return Ok(());
            }
            let claimed = self.news.claim(now + LEASE, AT_ONCE, now).await?;
            if claimed.is_empty() {
                return Ok(());
            }
            for account in claimed {
                self.look_for(account).await?;
            }
        }
    }

    async fn look_for(&self, account: AccountId) -> Result<(), StoreError> {
        let news = self.news_of(account).await?;
        let now = self.clock.now();
        let mut transaction = self.database.begin_write().await?;
        self.news.looked(&mut transaction, account, now).await?;
        if !news.is_empty() {
            self.news.tell(&mut transaction, account, &news, now).await?;
            self.outbox.tell(&mut transaction, account, &About::SomethingNew, None, now).await?;
        }
        transaction.commit().await?;
        self.outbox.hurry();
        Ok(())
    }

    /// What the account has neither seen nor been told of, of those it wants to hear of.
    async fn news_of(&self, account: AccountId) -> Result<Vec<(EntryId, Fingerprint)>, StoreError> {
        // Of somebody who wants not to be told nobody is asked.
        let choices = self.contacts.of(account).await?;
        if choices.topics.get(&Topic::New) == Some(&Chosen::Nothing) {
            return Ok(Vec::new());
        }
        let Some(permit) = self.access.to_remind(account).await? else { return Ok(Vec::new()) };
        let seen = self.seen.seen(permit.subject().id).await?;
        // Somebody who has seen nothing yet has not begun to look: everything would be new.
        if seen.is_empty() {
            return Ok(Vec::new());
        }
        let read = self.letters_read.read(permit.subject().id).await?;
        let (told, not_from) = (self.news.told(account).await?, self.news.not_from(account).await?);
        let mut looks = 0;
        let all = loop {
            let everything = self.gather.everything(&permit).await?;
            let messages = self.gather.one::<Message>(&permit).await?;
            let opened = (
                permit.disclose(everything, Purpose::News).await,
                permit.disclose(messages, Purpose::News).await,
            );
            // Without its row in the access log nothing is opened.
            let (Ok(everything), Ok(messages)) = opened else { return Ok(Vec::new()) };
            looks += 1;
            if everything.sources.iter().any(|one| one.state == SourceState::Waiting) && looks < LOOKS {
                tokio::time::sleep(BETWEEN_LOOKS).await;
                continue;
            }
            let mut all = told_by(&everything);
            all.extend(unread(&messages, &read, self.clock.now()));
            break all;
        };
        let is_news = |(id, says, holder): &Told| {
            let is_seen = seen.get(id).is_some_and(|mark| mark.content == *says);
            !is_seen && told.get(id) != Some(says) && !not_from.contains(holder)
        };
        Ok(all.into_iter().filter(is_news).map(|(id, says, _)| (id, says)).collect())
    }
}

/// Everything that organisations told now, without what stands in from before.
fn told_by(everything: &Everything) -> Vec<Told> {
    fn add<T: InAnswer>(told: &mut Vec<Told>, gathered: &Gathered<T>) {
        for held in &gathered.entries {
            let now = held.told().filter(|(holder, _)| !holder.is_old_copy);
            told.extend(now.map(|(holder, member)| {
                (member.id, member.fingerprint, holder.organisation.ods_code.clone())
            }));
        }
    }
    let mut told = Vec::new();
    add(&mut told, &everything.appointments);
    add(&mut told, &everything.medicines);
    add(&mut told, &everything.allergies);
    add(&mut told, &everything.conditions);
    add(&mut told, &everything.test_results);
    add(&mut told, &everything.letters);
    add(&mut told, &everything.vaccinations);
    add(&mut told, &everything.visits);
    add(&mut told, &everything.referrals);
    add(&mut told, &everything.care_plans);
    add(&mut told, &everything.prescriptions);
    add(&mut told, &everything.questionnaires);
    told
}

/// Messages of the last days that were never opened. What a person wrote is no news to them.
fn unread(messages: &Gathered<Message>, read: &ReadMarks, now: DateTime<Utc>) -> Vec<Told> {
    let is_of_late = |message: &Message| {
        message.sent.as_ref().and_then(PartialDate::moment).is_some_and(|sent| now - sent < OF_LATE)
    };
    let news = messages.entries.iter().filter(|held| {
        held.entry.sender != Sender::Patient
            && is_of_late(&held.entry)
            && !held.is_old_copy()
            && read.get(&held.id) != Some(&held.fingerprint)
    });
    let told = news.filter_map(|held| {
        Some((held.id, held.fingerprint, held.holders.first()?.organisation.ods_code.clone()))
    });
    told.collect()
}
