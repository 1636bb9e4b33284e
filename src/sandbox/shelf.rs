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
    places: Vec<OnceLock<Option<P>>>,
    prepare: fn(Holder, &Record) -> P,
}

impl<P> Shelf<P> {
    pub fn new(
        organisation: &'static PracticeOrganisation,
        people: Arc<[PracticePerson]>,
        base_url: String,
        calendar: Calendar,
        prepare: fn(Holder, &Record) -> P,
    ) -> Self {
        let places = people.iter().map(|_| OnceLock::new()).collect();
        Self { organisation, people, base_url, calendar, places, prepare }
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

    fn at(&self, index: usize) -> Option<&P> {
        let person = self.people.get(index)?;
        let prepare = || {
            let record = stories::record(person.key, self.organisation.ods_code, &self.calendar)?;
            Some((self.prepare)(self.holder(person), &record))
        };
        self.places.get(index)?.get_or_init(prepare).as_ref()
    }

    /// What is held about the first person for whom `is` is true; `None` where nobody known here is.
    pub fn find(&self, is: impl Fn(&PracticePerson) -> bool) -> Option<&P> {
        self.people.iter().position(is).and_then(|index| self.at(index))
    }

    /// What is held about everyone.
    pub fn everyone(&self) -> impl Iterator<Item = &P> {
        (0..self.people.len()).filter_map(|index| self.at(index))
    }
}
