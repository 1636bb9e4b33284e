//! What the calendar does to what patients give: both are warned beforehand, once; what is over ends; a parent's access is
//! stopped where the patient's age stops it.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Utc};

use super::CannotDisclose;
use super::bundle::Access;
use super::invitations::CannotChange;
use super::purpose::Purpose;
use crate::domain::{About, AccountId, GrantStep, Kinds, OdsCode, Reason};
use crate::store::{AccessRow, By, KeptGrant, Outbox};

/// Longer than looking takes.
const LEASE: Duration = Duration::minutes(10);
const AT_ONCE: i64 = 20;
/// When there is nothing to tell of one that has no end, it is still looked at now and then: settings may change.
const AT_LEAST_EVERY: Days = Days::new(30);

impl Access {
    /// Looks at every grant whose time it is now.
    ///
    /// # Errors
    /// When the database does not answer; then the rest is looked at later.
    pub async fn look_at_grants(&self, outbox: &Outbox) -> Result<(), CannotChange> {
        loop {
            let now = self.clock.now();
            let claimed = self.grants.claim_looks(now + LEASE, AT_ONCE, now).await?;
            if claimed.is_empty() {
                return Ok(());
            }
            for kept in claimed {
                self.look_at(&kept, outbox).await?;
            }
        }
    }

    async fn look_at(&self, kept: &KeptGrant, outbox: &Outbox) -> Result<(), CannotChange> {
        let (now, today) = (self.clock.now(), self.today());
        let Some((patient, own_account)) = self.grants.patient(kept.patient).await? else {
            // Whoever has no account any more is told nothing, and nobody acts for them.
            return self.look_later(kept, today).await;
        };
        let both: Vec<AccountId> = std::iter::once(own_account).chain(kept.carer).collect();
        let (born, grant) = (patient.date_of_birth, &kept.grant);
        let step = match grant.is_stopped_by_age(today, born, self.ages) {
            _ if grant.is_over(today) => Some(GrantStep::End(Reason::DateReached)),
            true => Some(GrantStep::Suspend(Reason::Review)),
            false => None,
        };
        if step.is_some() {
            self.note_by_itself(kept).await?;
        }
        let mut transaction = self.accounts.people.begin_write().await?;
        if let Some(step) = step {
            if self.grants.step(&mut transaction, kept, step, now).await? {
                for account in both {
                    outbox.tell(&mut transaction, account, &About::Helping, None, now).await?;
                }
            }
        } else {
            for warning in grant.warnings(today, born, self.ages) {
                let once = format!("grant {} {} {:?}", kept.id, warning.of, warning.due);
                for account in &both {
                    outbox.tell(&mut transaction, *account, &About::HelpingSoon, Some(&once), now).await?;
                }
            }
            let next = grant.next_look(today, born, self.ages);
            self.grants.look_next(&mut transaction, kept, morning(today, next)).await?;
        }
        transaction.commit().await?;
        outbox.hurry();
        Ok(())
    }

    async fn look_later(&self, kept: &KeptGrant, today: NaiveDate) -> Result<(), CannotChange> {
        let mut transaction = self.accounts.people.begin_write().await?;
        self.grants.look_next(&mut transaction, kept, morning(today, None)).await?;
        Ok(transaction.commit().await?)
    }

    /// Into the patient's log, before it is stopped.
    async fn note_by_itself(&self, kept: &KeptGrant) -> Result<(), CannotDisclose> {
        let parts = &kept.grant.parts;
        let holders: Vec<OdsCode> = parts.iter().map(|part| part.organisation.clone()).collect();
        let row = AccessRow {
            at: self.clock.now(),
            by: By::automatic(),
            subject: Some(kept.patient),
            holders: holders.into(),
            kinds: parts.iter().fold(Kinds::NONE, |kinds, part| kinds.with(part.see)),
            purpose: Purpose::AccessEnded.slug(),
        };
        self.log.write(row).await.map_err(CannotDisclose::Log)
    }
}

/// The morning of the next look.
fn morning(today: NaiveDate, next: Option<NaiveDate>) -> DateTime<Utc> {
    let at_last = today.checked_add_days(AT_LEAST_EVERY).unwrap_or(NaiveDate::MAX);
    let day = next.unwrap_or(at_last).min(at_last);
    day.and_time(NaiveTime::MIN).and_utc() + Duration::hours(6)
}
