//! A request: what a person asked an organisation to do, written down before anything is sent.

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::{AccountId, Doubt, OdsCode, PersonId, Refusal, Standing, Wish};

/// For how long it is sent anew where it certainly was not done. After that nobody waits for it any more, and a time may
/// be gone, so the person is told and may ask again.
pub const SENT_FOR: Duration = Duration::minutes(15);
/// For how long it is looked for by itself; later it is looked for when the person opens it.
pub const LOOKED_FOR: Duration = Duration::hours(24);
/// How long after the last try an organisation that lists nothing is believed: its list may be behind.
const SETTLES: Duration = Duration::minutes(2);
/// The pauses between tries: the first, and the longest.
const FIRST_PAUSE: Duration = Duration::seconds(5);
const LONGEST_PAUSE: Duration = Duration::hours(1);

/// One request of one person.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    /// Made with the form that it came in: the same form sent twice is one request, and the organisation sees this id at
    /// every try.
    pub id: Uuid,
    pub person: PersonId,
    /// The account that asked.
    pub actor: AccountId,
    pub to: OdsCode,
    pub wish: Wish,
    /// It is begun only when this other request is done.
    pub after: Option<Uuid>,
    /// Whether it is looked for while the person is away, too; not where only their own log-in opens the organisation.
    pub alone: bool,
    pub made_at: DateTime<Utc>,
    pub standing: Standing,
    /// Since when it stands so.
    pub since: DateTime<Utc>,
    /// When it was last sent or looked for.
    pub last_try: Option<DateTime<Utc>>,
    pub tries: u32,
}

impl Request {
    /// One that is not yet begun.
    pub fn new(
        id: Uuid,
        (person, actor): (PersonId, AccountId),
        to: OdsCode,
        wish: Wish,
        now: DateTime<Utc>,
    ) -> Self {
        let standing = Standing::ToBeSent;
        Self {
            id,
            person,
            actor,
            to,
            wish,
            after: None,
            alone: true,
            made_at: now,
            standing,
            since: now,
            last_try: None,
            tries: 0,
        }
    }

    /// The same, begun only when `first` is done.
    #[must_use]
    pub fn after(self, first: Uuid) -> Self {
        Self { after: Some(first), ..self }
    }

    /// The same, looked for only while the person is there.
    #[must_use]
    pub fn only_with_the_person(self) -> Self {
        Self { alone: false, ..self }
    }

    /// The organisation's own ids of the entries that it is about: the one that it is to change, and what came of it.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        let came = self.standing.told().and_then(|told| told.reference.as_deref());
        came.into_iter().chain(self.wish.entry())
    }

    /// Until when it may be sent.
    pub fn sent_until(&self) -> DateTime<Utc> {
        self.made_at + SENT_FOR
    }

    /// What follows where the organisation's list does not show it, if not that it is sent: none while it may be sent.
    pub fn not_listed(&self, now: DateTime<Utc>) -> Option<Standing> {
        match &self.standing {
            Standing::Received(_) => Some(Standing::NotKnown(Doubt::SaidYesListsNothing)),
            Standing::Waiting(_) => Some(Standing::NotKnown(Doubt::NoLongerListed)),
            standing if !standing.may_be_sent() => Some(standing.clone()),
            _ if now < self.sent_until() => None,
            _ => Some(self.never_sent_again(now, Refusal::NotSent)),
        }
    }

    /// What follows where the organisation's list does not show it and it is not to be sent any more: `why` where it never
    /// was.
    pub fn never_sent_again(&self, now: DateTime<Utc>, why: Refusal) -> Standing {
        match self.standing {
            Standing::ToBeSent => Standing::Refused(why),
            _ if self.last_try.is_some_and(|at| now < at + SETTLES) => Standing::NotKnown(Doubt::NoAnswer),
            _ => Standing::Refused(Refusal::NotDone),
        }
    }

    /// When it is looked for again by itself, if it is.
    pub fn next_look(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let is_over = !self.alone || self.standing.is_final() || now >= self.made_at + LOOKED_FOR;
        let doubled = FIRST_PAUSE * 2_i32.saturating_pow(self.tries.saturating_sub(1).min(12));
        (!is_over).then(|| now + doubled.min(LONGEST_PAUSE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Appointment, AppointmentStatus, How};
    use crate::domain::{CancelAppointment, Coded, Told};

    fn at(minutes: i64) -> DateTime<Utc> {
        "2026-11-22T09:00:00Z".parse::<DateTime<Utc>>().expect("a time") + Duration::minutes(minutes)
    }

    fn request(standing: Standing, last_try: Option<i64>) -> Request {
        let appointment = Appointment {
            source_id: "1".into(),
            what: Coded::text("Review"),
            status: AppointmentStatus::Booked,
            request: None,
            start: None,
            end: None,
            how: How::NotSaid,
            place: None,
            with_whom: None,
            how_to_prepare: None,
            patient_comment: None,
            reason_cancelled: None,
            phone: None,
            references: Vec::new(),
            ties: Default::default(),
            way_there: Default::default(),
            said_coming: None,
            organisation: None,
        };
        let wish = CancelAppointment { appointment, version: None, reason: String::new() };
        let wish = Wish::CancelAppointment(Box::new(wish));
        let who = (PersonId(Uuid::nil()), AccountId(Uuid::nil()));
        let to = OdsCode::parse("A81001").expect("a code");
        let new = Request::new(Uuid::nil(), who, to, wish, at(0));
        Request { standing, last_try: last_try.map(at), ..new }
    }

    #[test]
    fn what_is_not_listed_is_sent_for_a_while_and_then_told_to_be_not_done() {
        let sent = request(Standing::Sent, Some(14));
        assert_eq!(sent.not_listed(at(14)), None, "it may be sent again");
        assert_eq!(
            sent.not_listed(at(15)),
            Some(Standing::NotKnown(Doubt::NoAnswer)),
            "the list may be behind"
        );
        assert_eq!(sent.not_listed(at(16)), Some(Standing::Refused(Refusal::NotDone)));
        let unsent = request(Standing::ToBeSent, Some(14));
        assert_eq!(unsent.not_listed(at(15)), Some(Standing::Refused(Refusal::NotSent)));
    }

    #[test]
    fn a_yes_that_is_not_listed_is_a_doubt_and_never_a_new_try() {
        let yes = request(Standing::Received(Told::default()), Some(0));
        let doubt = Standing::NotKnown(Doubt::SaidYesListsNothing);
        assert_eq!(yes.not_listed(at(0)), Some(doubt.clone()));
        assert_eq!(request(doubt.clone(), Some(0)).not_listed(at(1)), Some(doubt));
    }

    #[test]
    fn the_pauses_grow_and_end_with_the_day() {
        let open = |tries| Request { tries, ..request(Standing::Sent, None) };
        let pause = |tries, now| open(tries).next_look(at(now)).map(|next| (next - at(now)).num_seconds());
        assert_eq!([pause(0, 0), pause(1, 0), pause(2, 0)], [Some(5), Some(5), Some(10)]);
        assert_eq!([pause(12, 0), pause(u32::MAX, 0)], [Some(3_600), Some(3_600)]);
        assert_eq!(pause(1, 24 * 60), None);
        assert_eq!(request(Standing::Done(Told::default()), None).next_look(at(0)), None);
    }
}
