//! How many people opened what an organisation offers: counts alone, never who.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Days, Utc};
use uuid::Uuid;

use super::weeks::PeopleByKind;
use crate::domain::{Kind, OdsCode, Week, day_begins};
use crate::store::query::fetch_all;
use crate::store::{Database, StoreError};

/// The rows of the log by which somebody opened a list, an entry or a form from `$1` until before `$2`.
macro_rules! opened {
    ($columns:literal, $and:literal) => {
        concat!(
            "SELECT DISTINCT ",
            $columns,
            " FROM access_row WHERE at >= $1 AND at < $2 AND role IN ('patient', 'carer')
             AND purpose IN ('list', 'detail', 'file', 'act', 'messages', 'message-file', 'your-details')",
            $and
        )
    };
}

impl Database {
    /// For each kind, how many people opened a list, an entry or a form of it from one moment until before another in
    /// which this organisation had a part. Pages that show everything at once do not count, nor does what this program does by itself.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn people_by_kind(
        &self,
        organisation: &OdsCode,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<PeopleByKind, StoreError> {
        let rows = fetch_all!(
            self.reader(),
            (Uuid, String),
            opened!("chain, kinds", " AND ' ' || holders || ' ' LIKE '% ' || $3 || ' %'"),
            from,
            until,
            organisation.as_str()
        )?;
        let mut people: BTreeMap<Kind, HashSet<Uuid>> = BTreeMap::new();
        for (chain, kinds) in rows {
            for kind in kinds.split(' ').filter_map(Kind::from_slug) {
                people.entry(kind).or_default().insert(chain);
            }
        }
        Ok(people.into_iter().map(|(kind, people)| (kind, people.len())).collect())
    }

    /// The same of a whole week for each of these organisations, in one reading of the log, a day at a time.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn people_of_week(
        &self,
        organisations: &[OdsCode],
        week: Week,
    ) -> Result<Vec<(OdsCode, PeopleByKind)>, StoreError> {
        let mut people: Vec<BTreeMap<Kind, HashSet<Uuid>>> = vec![BTreeMap::new(); organisations.len()];
        for day in (0..7).map(|day| week.monday() + Days::new(day)) {
            let rows = fetch_all!(
                self.reader(),
                (Uuid, String, String),
                opened!("chain, kinds, holders", ""),
                day_begins(day),
                day_begins(day + Days::new(1))
            )?;
            for (chain, kinds, holders) in rows {
                for (people, organisation) in people.iter_mut().zip(organisations) {
                    if holders.split(' ').any(|holder| holder == organisation.as_str()) {
                        for kind in kinds.split(' ').filter_map(Kind::from_slug) {
                            people.entry(kind).or_default().insert(chain);
                        }
                    }
                }
            }
        }
        let counted = |people: BTreeMap<Kind, HashSet<Uuid>>| {
            people.into_iter().map(|(kind, people)| (kind, people.len())).collect()
        };
        Ok(organisations.iter().cloned().zip(people.into_iter().map(counted)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AccountId, Kinds, PersonId};
    use crate::store::testing::{access_log, at, ods, on_both_databases};
    use crate::store::{AccessRow, By};

    on_both_databases! {
        async fn each_person_counts_once_for_a_kind_that_they_opened_there(home: &TestDatabase) {
            let log = access_log(&home.database);
            let (anna, bela) = (PersonId(Uuid::now_v7()), PersonId(Uuid::now_v7()));
            let patient = || By::patient(AccountId(Uuid::now_v7()));
            let row = |who: PersonId, by, holder: &str, kind, purpose, minute| AccessRow {
                at: at(minute),
                by,
                subject: Some(who),
                holders: [ods(holder)].into(),
                kinds: Kinds::just(kind),
                purpose,
            };
            for row in [
                row(anna, patient(), "RXX", Kind::Letters, "list", 1),
                row(anna, patient(), "RXX", Kind::Letters, "detail", 2),
                row(bela, patient(), "RXX", Kind::Letters, "list", 3),
                row(anna, patient(), "RXX", Kind::Visits, "list", 3),
                // Too old, too late, elsewhere, of everything at once, and by itself.
                row(anna, patient(), "RXX", Kind::Medicines, "list", -1),
                row(anna, patient(), "RXX", Kind::Medicines, "list", 4),
                row(anna, patient(), "RYY", Kind::Allergies, "list", 3),
                row(anna, patient(), "RXX", Kind::Conditions, "home", 3),
                row(anna, By::automatic(), "RXX", Kind::Appointments, "list", 3),
            ] {
                log.write(row).await.expect("stored");
            }
            let found = home.database.people_by_kind(&ods("RXX"), at(0), at(4)).await.expect("an answer");
            assert_eq!(found.into_iter().collect::<Vec<_>>(), [(Kind::Letters, 2), (Kind::Visits, 1)]);
        }
    }
}
