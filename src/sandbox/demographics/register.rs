//! What the service holds now: each change raises a person's version, and the same request changes nothing twice.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use serde_json::Value;

use super::{OTHER_VERSION, patch, patient};
use crate::sandbox::answers::Refusal;
use crate::sandbox::people::PracticePerson;

/// Everyone, with the changes made since the practice service started.
pub struct Register {
    people: Arc<[PracticePerson]>,
    today: NaiveDate,
    changed: Mutex<HashMap<&'static str, Contacts>>,
}

/// How one person can be reached.
#[derive(Clone)]
struct Contacts {
    version: u64,
    /// `address`, `telecom` and `extension`.
    lists: Value,
    /// The ids of the requests that changed something.
    done: Vec<Vec<u8>>,
}

const FIRST_VERSION: u64 = 2;

impl Register {
    pub fn new(people: Arc<[PracticePerson]>, today: NaiveDate) -> Self {
        Self { people, today, changed: Mutex::default() }
    }

    pub fn people(&self) -> &[PracticePerson] {
        &self.people
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<&'static str, Contacts>> {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A person's version and `Patient`.
    pub fn read(&self, person: &PracticePerson) -> (u64, Value) {
        let now = self.lock().get(person.key).cloned().unwrap_or_else(|| Contacts::first(person));
        (now.version, patient::patient(person, now.version, &now.lists))
    }

    /// Applies a patch, all of it or nothing.
    pub fn change(
        &self,
        person: &PracticePerson,
        request_id: &[u8],
        version: &str,
        body: &[u8],
    ) -> Result<(), Refusal> {
        let mut changed = self.lock();
        let now = changed.entry(person.key).or_insert_with(|| Contacts::first(person));
        if now.done.iter().any(|done| done == request_id) {
            return Ok(());
        }
        if version != now.version.to_string() {
            return Err(OTHER_VERSION);
        }
        let mut lists = now.lists.clone();
        patch::apply(&mut lists, body, self.today)?;
        *now = Contacts { version: now.version + 1, lists, done: std::mem::take(&mut now.done) };
        now.done.push(request_id.to_owned());
        Ok(())
    }
}

impl Contacts {
    fn first(person: &PracticePerson) -> Self {
        Self { version: FIRST_VERSION, lists: patient::first_contacts(person), done: Vec::new() }
    }
}
