//! What belongs to a referral or a care plan, and how far it has come: rules alone, each case in a table below.
//!
//! Two rules keep it honest. Only an explicit reference makes something belong; a specialty at the same organisation
//! makes it likely, and that is said apart. How far it has come is read from codes, never from words.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

use super::{
    Appointment, AppointmentStatus, Code, EntryId, Held, InAnswer, Kind, Named, OdsCode, PartialDate,
    Referral, ReferralBooking, RequestState,
};

/// One entry, as far as these rules look at it.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    /// Its own id and those of the entries it was joined from.
    pub ids: Vec<EntryId>,
    pub named: Named,
    pub booking_references: Vec<String>,
    pub specialties: Vec<Code>,
    /// The organisations that it was sent to.
    pub asked: Vec<OdsCode>,
    pub holders: Vec<OdsCode>,
    pub date: Option<PartialDate>,
    pub is_visit: bool,
}

impl Piece {
    pub fn of<T: InAnswer>(held: &Held<T>, date: Option<PartialDate>) -> Self {
        let mut piece = Self {
            ids: held.all_ids().collect(),
            named: Named::default(),
            booking_references: Vec::new(),
            specialties: Vec::new(),
            asked: Vec::new(),
            holders: held.holders.iter().map(|holder| holder.organisation.ods_code.clone()).collect(),
            date,
            is_visit: T::KIND == Kind::Visits,
        };
        // Each holder says for itself what it belongs to there.
        for member in &held.members {
            let ties = member.entry.ties();
            piece.named.add(&member.named);
            piece.booking_references.extend_from_slice(&ties.booking_references);
            piece.specialties.extend_from_slice(&ties.specialties);
            piece.asked.extend_from_slice(&ties.asked);
        }
        piece
    }

    /// Whether this is the visit at which `start` was asked for or made: what led to it, and nothing that came of it.
    pub fn led_to(&self, start: &Piece) -> bool {
        self.is_visit && self.is_named_by(start) && !start.is_named_by(self)
    }

    /// Whether `other` says that it belongs to this.
    fn is_named_by(&self, other: &Piece) -> bool {
        other.named.entries.iter().any(|id| self.ids.contains(id))
    }

    fn has_common<T: PartialEq>(own: &[T], others: &[T]) -> bool {
        own.iter().any(|one| others.contains(one))
    }
}

/// How an entry stands to a journey.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Belonging {
    /// The data say so.
    Certain,
    /// The same specialty at an organisation that was asked or asks, not before it.
    Likely,
    No,
}

/// How each of `others` stands to what begins with `start`.
pub fn belonging(start: &Piece, others: &[Piece]) -> Vec<Belonging> {
    let mut certain: Vec<bool> = others
        .iter()
        .map(|piece| {
            start.is_named_by(piece)
                || piece.is_named_by(start)
                || Piece::has_common(&start.booking_references, &piece.booking_references)
        })
        .collect();
    let mut found: Vec<usize> = (0..others.len()).filter(|at| certain[*at]).collect();
    // What led to it belongs to it; what else came of that does not.
    found.retain(|at| !others[*at].led_to(start));
    let mut at = 0;
    while let Some(known) = found.get(at).map(|known| &others[*known]) {
        for (next, piece) in others.iter().enumerate() {
            if !certain[next] && (known.is_named_by(piece) || shares_episode(known, piece)) {
                certain[next] = true;
                found.push(next);
            }
        }
        at += 1;
    }
    // What one of these names belongs too, such as the appointment of a visit; but not all that came of that.
    for known in found {
        for (next, piece) in others.iter().enumerate() {
            certain[next] |= piece.is_named_by(&others[known]);
        }
    }
    let likely = |piece: &Piece| {
        let places: Vec<_> = start.holders.iter().chain(&start.asked).cloned().collect();
        Piece::has_common(&start.specialties, &piece.specialties)
            && Piece::has_common(&places, &piece.holders)
            && not_before(start.date, piece.date)
    };
    let belonging = |(piece, certain): (&Piece, &bool)| match certain {
        true => Belonging::Certain,
        false if likely(piece) => Belonging::Likely,
        false => Belonging::No,
    };
    others.iter().zip(&certain).map(belonging).collect()
}

/// Two that name the same episode of care. (Two that name the same visit do not: one may be about many things.)
fn shares_episode(one: &Piece, other: &Piece) -> bool {
    Piece::has_common(&one.named.episodes, &other.named.episodes)
}

/// Whether the day of `date` is known not to be before that of `start`.
fn not_before(start: Option<PartialDate>, date: Option<PartialDate>) -> bool {
    start
        .and_then(|start| start.day())
        .zip(date.and_then(|date| date.day()))
        .is_some_and(|(start, day)| day >= start)
}

/// How far something that was asked for has come, as far as codes say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Nobody has been asked.
    Planned,
    /// Asked, and no code says more.
    Asked,
    /// Those who were asked look at it.
    InReview,
    CanBeBooked,
    /// A place on a waiting list, or an appointment without a time.
    OnAList,
    OnHold,
    /// An appointment is to come.
    Booked(DateTime<Utc>),
    /// The record says so, and tells of no appointment.
    BookedSomewhere,
    /// The time of an appointment is over, and no code says what came of it.
    TimeIsOver(DateTime<Utc>),
    Missed(DateTime<Utc>),
    AppointmentCancelled,
    Seen(PartialDate),
    Finished,
    Cancelled,
    Refused,
    NotSaid,
}

impl Step {
    /// Whether something may still be to come of it.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Finished | Self::Cancelled | Self::Refused)
    }

    /// Whether somebody may be waiting to hear of it.
    pub fn may_wait_to_hear(self) -> bool {
        self.is_open() && !matches!(self, Self::Booked(_) | Self::CanBeBooked)
    }
}

/// What the record says of a request itself.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct WrittenRequest<'a> {
    pub state: &'a RequestState,
    pub booking: Option<&'a ReferralBooking>,
    pub is_waiting_list: bool,
}

impl<'a> WrittenRequest<'a> {
    pub fn of(referral: &'a Referral) -> Self {
        Self {
            state: &referral.state,
            booking: referral.booking.as_ref(),
            is_waiting_list: referral.is_waiting_list,
        }
    }
}

/// How far it has come. `appointments` and the days of `visits` are those that certainly belong to it.
pub fn step(
    request: WrittenRequest<'_>,
    appointments: &[&Appointment],
    visits: &[PartialDate],
    now: DateTime<Utc>,
) -> Step {
    // An appointment that is to come is said whatever else is written: nobody may miss it for that.
    let to_come =
        appointments.iter().filter(|one| one.status == AppointmentStatus::Booked && one.is_upcoming(now));
    if let Some(start) = to_come.filter_map(|one| one.start).min() {
        return Step::Booked(start);
    }
    match request.state {
        RequestState::Done => return Step::Finished,
        RequestState::Cancelled => return Step::Cancelled,
        RequestState::Refused => return Step::Refused,
        RequestState::Planned => return Step::Planned,
        RequestState::OnHold => return Step::OnHold,
        RequestState::Booked | RequestState::Active | RequestState::NotSaid | RequestState::Other(_) => {}
    }
    match request.booking {
        Some(ReferralBooking::CanBeBooked | ReferralBooking::CanBeBookedAgain) => return Step::CanBeBooked,
        Some(ReferralBooking::InReview) => return Step::InReview,
        Some(ReferralBooking::Other(_)) | None => {}
    }
    let without_a_time = |one: &&&Appointment| one.status == AppointmentStatus::Asked && one.is_upcoming(now);
    if appointments.iter().any(|one| without_a_time(&one)) {
        return Step::OnAList;
    }
    let met = appointments.iter().filter_map(|one| Some((one.start?, outcome(one)?)));
    let seen = visits.iter().map(|date| (latest_moment(date), Step::Seen(*date)));
    // Of two at one time, such as an appointment and the visit that came of it, the one that says more comes last.
    let latest = met.chain(seen).max_by_key(|(at, step)| (*at, matches!(step, Step::Seen(_))));
    match (latest, request.state) {
        (Some((_, step)), _) => step,
        (None, _) if request.is_waiting_list => Step::OnAList,
        (None, RequestState::Booked) => Step::BookedSomewhere,
        (None, RequestState::Active) => Step::Asked,
        (None, _) => Step::NotSaid,
    }
}

/// What came of an appointment that is not to come.
fn outcome(appointment: &Appointment) -> Option<Step> {
    let start = appointment.start?;
    Some(match appointment.status {
        AppointmentStatus::Happened => Step::Seen(PartialDate::Moment(start)),
        AppointmentStatus::DidNotAttend => Step::Missed(start),
        AppointmentStatus::Cancelled => Step::AppointmentCancelled,
        AppointmentStatus::Booked => Step::TimeIsOver(start),
        AppointmentStatus::Asked | AppointmentStatus::Other(_) => return None,
    })
}

/// The last moment that a date may mean, to put visits in order with appointments.
fn latest_moment(date: &PartialDate) -> DateTime<Utc> {
    let day = date.moment().or_else(|| Some(date.day()?.and_hms_opt(23, 59, 59)?.and_utc()));
    day.unwrap_or(DateTime::<Utc>::MIN_UTC)
}
