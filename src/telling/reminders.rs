//! Reminders before appointments. The organisation is asked on the day of the reminder, with nothing of the patient's
//! own: where it does not say that the appointment stands, people are told to check.

use std::sync::Arc;
use std::time::Duration as StdDuration;

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Europe::London;
use data_encoding::HEXLOWER;

use crate::access::{Access, Purpose};
use crate::domain::{About, Appointment, AppointmentStatus, Clock, Gathered, Held, Topic};
use crate::gather::Gather;
use crate::store::{Chosen, Contacts, Database, DueReminder, Outbox, Reminders, Reports, StoreError};

const EVERY: StdDuration = StdDuration::from_secs(60);
/// Longer than asking can take.
const LEASE: Duration = Duration::minutes(10);
const AT_ONCE: i64 = 10;
/// How often, and after what pause, it is looked again while somebody is still waited for.
const LOOKS: usize = 10;
const BETWEEN_LOOKS: StdDuration = StdDuration::from_secs(3);

/// Reminds people of their appointments.
pub struct Reminding {
    pub reminders: Reminders,
    pub outbox: Outbox,
    pub contacts: Contacts,
    pub database: Database,
    pub access: Access,
    pub gather: Gather,
    pub reports: Reports,
    pub clock: Clock,
}

/// What is to be done about one reminder.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Verdict {
    Tell(About),
    /// The appointment is over, hidden, or nobody's any more.
    Drop,
    /// It has another time now, and has a reminder of its own.
    At(DateTime<Utc>),
}

impl Reminding {
    /// Works until it is dropped.
    pub async fn run(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            ticks.tick().await;
            if let Err(error) = self.remind().await {
                tracing::warn!(%error, "nobody can be reminded");
            }
        }
    }

    /// Deals with every reminder that is due now. In quiet hours none is: what was asked then would be told the next day.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remind(&self) -> Result<(), StoreError> {
        loop {
            let now = self.clock.now();
            if self.outbox.quiet_hours().is_some_and(|quiet| quiet.open_from(now) > now) {
                return Ok(());
            }
            let due = self.reminders.claim(now + LEASE, AT_ONCE, now).await?;
            if due.is_empty() {
                return Ok(());
            }
            for reminder in due {
                let verdict = self.verdict(&reminder).await?;
                self.carry_out(&reminder, verdict).await?;
            }
        }
    }

    async fn carry_out(&self, reminder: &DueReminder, verdict: Verdict) -> Result<(), StoreError> {
        let now = self.clock.now();
        let mut transaction = self.database.begin_write().await?;
        self.reminders.end(&mut transaction, reminder, verdict != Verdict::Drop).await?;
        let about = match &verdict {
            Verdict::Tell(about) => Some(about.clone()),
            Verdict::At(_) => Some(About::CheckAppointment),
            Verdict::Drop => None,
        };
        if let Some(about) = about {
            let once = format!("reminder {} {}", HEXLOWER.encode(&reminder.entry.0), reminder.starts_at);
            self.outbox.tell(&mut transaction, reminder.account, &about, Some(&once), now).await?;
        }
        transaction.commit().await?;
        if let Verdict::At(start) = verdict {
            self.reminders.note(reminder.account, &[(reminder.entry, start)], now).await?;
        }
        self.outbox.hurry();
        Ok(())
    }

    async fn verdict(&self, reminder: &DueReminder) -> Result<Verdict, StoreError> {
        if reminder.starts_at <= self.clock.now() {
            return Ok(Verdict::Drop);
        }
        // Of somebody who wants no reminders nobody is asked.
        let choices = self.contacts.of(reminder.account).await?;
        if choices.topics.get(&Topic::Appointments) == Some(&Chosen::Nothing) {
            return Ok(Verdict::Drop);
        }
        let Some(permit) = self.access.to_remind(reminder.account).await? else { return Ok(Verdict::Drop) };
        if self.reports.hidden(permit.subject().id).await?.contains(reminder.entry) {
            return Ok(Verdict::Drop);
        }
        let mut looks = 0;
        loop {
            let sealed = self.gather.one::<Appointment>(&permit).await?;
            let Ok(gathered) = permit.disclose(sealed, Purpose::Reminder).await else {
                // Without its row in the access log nothing is opened.
                return Ok(Verdict::Tell(About::CheckAppointment));
            };
            looks += 1;
            let now = self.clock.now();
            match verdict_of(&gathered, reminder, now) {
                Verdict::Tell(About::CheckAppointment) if gathered.waiting() > 0 && looks < LOOKS => {
                    tokio::time::sleep(BETWEEN_LOOKS).await;
                }
                verdict => return Ok(verdict),
            }
        }
    }
}

/// What one reminder comes to, from what everyone told.
fn verdict_of(gathered: &Gathered<Appointment>, reminder: &DueReminder, now: DateTime<Utc>) -> Verdict {
    let check = Verdict::Tell(About::CheckAppointment);
    let Some(held) = gathered.find(reminder.entry) else { return check };
    let stands = held.entry.status == AppointmentStatus::Booked && held.entry.request.is_none();
    match held.entry.start {
        Some(start) if stands && confirmed_today(held, now) && start == reminder.starts_at => {
            Verdict::Tell(About::Appointment(start))
        }
        Some(start) if stands && confirmed_today(held, now) => Verdict::At(start),
        _ => check,
    }
}

/// Whether its organisation said so itself today, by the clock in the UK.
fn confirmed_today(held: &Held<Appointment>, now: DateTime<Utc>) -> bool {
    let today = now.with_timezone(&London).date_naive();
    held.holders.first().is_some_and(|holder| {
        !holder.is_old_copy && holder.told_at.with_timezone(&London).date_naive() == today
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AccountId, Coded, EntryId, Holder, How, OdsCode, Organisation, Setting};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    const START: &str = "2026-11-24T10:30:00Z";
    const NOW: &str = "2026-11-22T10:30:00Z";

    fn reminder() -> DueReminder {
        DueReminder { account: AccountId(uuid::Uuid::nil()), entry: EntryId([1; 16]), starts_at: at(START) }
    }

    fn verdict(change: impl FnOnce(&mut Appointment, &mut Holder)) -> Verdict {
        let mut appointment = Appointment {
            source_id: "1".into(),
            what: Coded::text("Eye clinic"),
            status: AppointmentStatus::Booked,
            request: None,
            start: Some(at(START)),
            end: None,
            how: How::InPerson,
            place: None,
            with_whom: None,
            how_to_prepare: None,
            patient_comment: None,
            reason_cancelled: None,
            phone: None,
            references: Vec::new(),
            organisation: None,
            ties: Default::default(),
            way_there: Default::default(),
            said_coming: None,
        };
        let organisation = Organisation {
            ods_code: OdsCode::parse("RXX").expect("a code"),
            name: "Royal Hospital".into(),
            setting: Setting::Hospital,
            phone: None,
            records_start: None,
        };
        let mut holder = Holder {
            organisation: Arc::new(organisation),
            told_at: at(NOW),
            is_old_copy: false,
            recorded: None,
        };
        change(&mut appointment, &mut holder);
        let held = Held::of(EntryId([1; 16]), appointment, vec![holder]);
        verdict_of(&Gathered::of(vec![held], Vec::new()), &reminder(), at(NOW))
    }

    #[test]
    fn an_appointment_that_its_organisation_confirmed_today_is_told_with_its_time() {
        assert_eq!(verdict(|_, _| ()), Verdict::Tell(About::Appointment(at(START))));
    }

    #[test]
    fn what_nobody_confirmed_today_is_to_be_checked() {
        let check = Verdict::Tell(About::CheckAppointment);
        assert_eq!(verdict(|_, holder| holder.is_old_copy = true), check);
        assert_eq!(verdict(|_, holder| holder.told_at = at("2026-11-21T23:59:00Z")), check);
        assert_eq!(verdict(|appointment, _| appointment.status = AppointmentStatus::Cancelled), check);
        let asked = Some(crate::domain::AppointmentRequest::Cancellation);
        assert_eq!(verdict(|appointment, _| appointment.request = asked), check);
        assert_eq!(verdict_of(&Gathered::of(Vec::new(), Vec::new()), &reminder(), at(NOW)), check);
    }

    #[test]
    fn an_appointment_that_was_moved_is_planned_anew() {
        let moved = at("2026-12-01T10:30:00Z");
        assert_eq!(verdict(|appointment, _| appointment.start = Some(moved)), Verdict::At(moved));
    }
}
