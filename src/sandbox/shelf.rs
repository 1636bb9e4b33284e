//! What one organisation holds about everyone, each person's answers prepared when first asked for and then kept.

use std::sync::{Arc, OnceLock};

use super::organisations::PracticeOrganisation;
use super::people::PracticePerson;
use super::records::calendar::Calendar;
use super::records::holder::Holder;
use super::records::{Record, stories};

/// One prepared thing a person; `P` is in the shape of the organisation's interface.
pub struct Shelf<P> {
    pub organisation: &'static PracticeOrganisation,
    pub people: Arc<[PracticePerson]>,
    pub base_url: String,
    calendar: Calendar,
    places: Vec<Place<P>>,
    prepare: fn(Holder, &Record) -> P,
}

struct Place<P> {
    holder: Holder,
    patient_id: String,
    prepared: OnceLock<P>,
}

impl<P> Shelf<P> {
    pub fn new(
        organisation: &'static PracticeOrganisation,
        people: Arc<[PracticePerson]>,
        base_url: String,
        calendar: Calendar,
        prepare: fn(Holder, &Record) -> P,
    ) -> Self {
        let mut shelf = Self { organisation, people, base_url, calendar, places: Vec::new(), prepare };
        let known = shelf.people.iter().filter(|person| person.is_known_to(organisation.ods_code));
        let places = known.map(|person| {
            let holder = shelf.holder(person);
            Place { patient_id: holder.patient_id(), holder, prepared: OnceLock::new() }
        });
        shelf.places = places.collect();
        shelf
    }

    /// A person at this organisation, whether it knows them or not.
    pub fn holder(&self, person: &PracticePerson) -> Holder {
        Holder {
            organisation: self.organisation,
            person: person.clone(),
            calendar: self.calendar,
            base_url: self.base_url.clone(),
        }
    }

    fn prepared<'a>(&self, place: &'a Place<P>) -> &'a P {
        place.prepared.get_or_init(|| {
            let record = stories::record(place.holder.person.key, self.organisation.ods_code, &self.calendar);
            (self.prepare)(place.holder.clone(), &record.unwrap_or_default())
        })
    }

    /// What is held about the people for whom `is` is true, given the person and their id here.
    pub fn filter<'a>(
        &'a self,
        is: impl Fn(&PracticePerson, &str) -> bool + 'a,
    ) -> impl Iterator<Item = &'a P> {
        let fitting = self.places.iter().filter(move |place| is(&place.holder.person, &place.patient_id));
        fitting.map(|place| self.prepared(place))
    }

    /// What is held about everyone.
    pub fn everyone(&self) -> impl Iterator<Item = &P> {
        self.places.iter().map(|place| self.prepared(place))
    }

    /// The first thing that `pick` finds; what is already prepared is looked at first.
    pub fn find_map<'a, T>(&'a self, pick: impl Fn(&'a P) -> Option<T>) -> Option<T> {
        let ready = self.places.iter().filter_map(|place| place.prepared.get()).find_map(&pick);
        ready.or_else(|| self.everyone().find_map(&pick))
    }
}
