//! All that belongs to one referral or care plan, put together as plain data.

use chrono::{DateTime, Utc};

use super::Begins;
use super::words;
use crate::domain::{
    Belonging, Gathered, Held, InAnswer, Kind, OdsCode, Organisation, PartialDate, Piece, SourceReport, Step,
    belonging, step,
};
use crate::gather::Everything;
use crate::journeys::record::kinds;
use crate::journeys::record::list::{ListEntry, entry_href, list_entry};
use crate::journeys::record::listed::Listed;
use crate::t;
use crate::web::Words;
use crate::words::glossary::PracticeMode;
use crate::words::{Locale, dates};

/// What the journey's part of the page shows.
#[derive(Clone, PartialEq, Debug)]
pub struct CareJourney {
    pub locale: Locale,
    pub now: DateTime<Utc>,
    /// The page itself, to look again.
    pub href: String,
    pub step: Step,
    /// A plan is followed, and nobody is asked by it.
    pub is_plan: bool,
    /// What certainly belongs to it, in the order of time.
    pub belongs: Vec<ListEntry>,
    /// What may.
    pub may_belong: Vec<ListEntry>,
    pub looking_after: Vec<Contact>,
    /// What to do if nothing is heard, where somebody may be waiting to hear.
    pub if_nothing: Option<(Words, Vec<Contact>)>,
    /// New results wait, as the person chose; whether one of them belongs to it is not told before.
    pub results_wait: bool,
    pub sources: Vec<SourceReport>,
}

/// Whom to call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contact {
    pub name: String,
    pub phone: Option<String>,
}

impl Contact {
    fn of(organisation: &Organisation) -> Self {
        Self { name: organisation.name.clone(), phone: organisation.phone.clone() }
    }
}

/// One entry that may belong, with what rules and lists need of it.
struct Candidate<'a> {
    piece: Piece,
    /// Made only for what is shown: a record may hold thousands.
    entry: Box<dyn Fn() -> ListEntry + 'a>,
    holder: Option<Contact>,
}

impl CareJourney {
    pub fn of<T: Begins>(
        locale: Locale,
        now: DateTime<Utc>,
        held: &Held<T>,
        parts: &Everything,
        practice: Option<PracticeMode>,
    ) -> Self {
        let start = Piece::of(held, held.entry.begun());
        let mut others = Others { locale, now, practice, all: Vec::new() };
        others.add(&parts.referrals, |referral| referral.made, |_| None);
        others.add(&parts.care_plans, |plan| plan.started.or(plan.written), |_| None);
        others.add(&parts.appointments, |one| one.start.map(PartialDate::Moment), |one| one.phone.clone());
        others.add(&parts.letters, |letter| letter.written, |_| None);
        others.add(&parts.test_results, |result| result.taken, |_| None);
        others.add(&parts.visits, |visit| visit.started, |_| None);
        others.all.retain(|other| !other.piece.ids.contains(&held.id));
        others.all.sort_by_key(|other| other.piece.date.map(|date| date.to_string()));
        let pieces: Vec<_> = others.all.iter().map(|other| other.piece.clone()).collect();
        let stands = belonging(&start, &pieces);
        let of = |wanted: Belonging| others.all.iter().zip(&stands).filter(move |(_, is)| **is == wanted);
        let certain: Vec<&Candidate> = of(Belonging::Certain).map(|(other, _)| other).collect();
        let is_certain = |id| certain.iter().any(|other| other.piece.ids.contains(&id));
        let appointments: Vec<_> =
            parts.appointments.entries.iter().filter(|one| is_certain(one.id)).collect();
        let came_of_it =
            |id| certain.iter().any(|other| other.piece.ids.contains(&id) && !other.piece.led_to(&start));
        let visits = parts.visits.entries.iter().filter(|visit| came_of_it(visit.id));
        let days: Vec<_> = visits.filter_map(|visit| visit.entry.started).collect();
        let met: Vec<_> = appointments.iter().map(|one| &*one.entry).collect();
        let step = step(held.entry.request(), &met, &days, now);
        let own = held.holders.first().map(|holder| Contact::of(&holder.organisation));
        let looking_after = looking_after(step, held, &start.asked, &certain, &parts.sources);
        let if_nothing = step.may_wait_to_hear().then(|| {
            let mut contacts = looking_after.clone();
            contacts.extend(own.filter(|own| looking_after.iter().all(|known| known.name != own.name)));
            (words::if_nothing(locale, held.entry.due()), contacts)
        });
        Self {
            locale,
            now,
            href: entry_href(locale, T::KIND, held),
            step,
            is_plan: T::KIND == Kind::CarePlans,
            belongs: certain.iter().map(|other| (other.entry)()).collect(),
            may_belong: of(Belonging::Likely).map(|(other, _)| (other.entry)()).collect(),
            looking_after,
            if_nothing,
            results_wait: !parts.test_results.kept_back.is_empty(),
            sources: parts.sources.clone(),
        }
    }
}

/// Gathers entries of all kinds.
struct Others<'a> {
    locale: Locale,
    now: DateTime<Utc>,
    practice: Option<PracticeMode>,
    all: Vec<Candidate<'a>>,
}

impl<'a> Others<'a> {
    fn add<T: Listed + InAnswer>(
        &mut self,
        gathered: &'a Gathered<T>,
        date: impl Fn(&T) -> Option<PartialDate>,
        phone: impl Fn(&T) -> Option<String>,
    ) {
        for held in &gathered.entries {
            let date = date(&held.entry);
            let (locale, now, practice) = (self.locale, self.now, self.practice);
            let entry = Box::new(move || ListEntry {
                what: Some(when_and_what(locale, T::KIND, date.as_ref())),
                ..list_entry(locale, now, held, practice)
            });
            let holder = held.holders.first().map(|holder| Contact::of(&holder.organisation));
            let own_phone = phone(&held.entry);
            let holder = holder.map(|holder| Contact { phone: own_phone.or(holder.phone), ..holder });
            self.all.push(Candidate { piece: Piece::of(held, date), entry, holder });
        }
    }
}

/// "5 November 2026: Appointment".
fn when_and_what(locale: Locale, kind: Kind, date: Option<&PartialDate>) -> String {
    let what = kinds::words(locale, kind).one;
    match date {
        Some(date) => {
            let when = dates::partial_with_time(locale, date);
            t!(locale, "{when}: {what}", when = when, what = what).into_owned()
        }
        None => t!(locale, "No date told: {what}", what = what).into_owned(),
    }
}

/// Who looks after it now: before anybody was seen those who were asked, then whoever was met last; nobody once it is
/// over.
fn looking_after<T: Begins>(
    step: Step,
    held: &Held<T>,
    asked: &[OdsCode],
    certain: &[&Candidate<'_>],
    sources: &[SourceReport],
) -> Vec<Contact> {
    let at = match step {
        Step::Booked(at) | Step::TimeIsOver(at) | Step::Missed(at) => Some(PartialDate::Moment(at)),
        Step::Seen(date) => Some(date),
        _ => None,
    };
    if !step.is_open() {
        return Vec::new();
    }
    let met = at.and_then(|at| certain.iter().rev().find(|other| other.piece.date == Some(at)));
    if let Some(holder) = met.and_then(|other| other.holder.clone()) {
        return vec![holder];
    }
    let own = || held.holders.first().map(|holder| Contact::of(&holder.organisation));
    if step == Step::Planned {
        return own().into_iter().collect();
    }
    let known = |test: &dyn Fn(&Organisation) -> bool| {
        let organisations = sources.iter().map(|source| &*source.organisation);
        organisations.filter(|organisation| test(organisation)).map(Contact::of).next()
    };
    let by_code: Vec<_> = asked.iter().filter_map(|code| known(&|one| one.ods_code == *code)).collect();
    if !by_code.is_empty() {
        return by_code;
    }
    let named = held.entry.asked().iter();
    let by_name: Vec<_> = named
        .map(|name| known(&|one| one.name == *name).unwrap_or(Contact { name: name.clone(), phone: None }))
        .collect();
    if by_name.is_empty() { own().into_iter().collect() } else { by_name }
}
