//! What a patient hides from everybody who acts for them, besides what is hidden from the patient too.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Hidden, HiddenEntries, Reports};
use crate::domain::{EntryId, Kind, PersonId};
use crate::store::StoreError;
use crate::store::query::{execute, fetch_all, fetch_optional};

impl Reports {
    /// Every entry that nobody who acts for the person sees.
    ///
    /// # Errors
    /// When the database does not answer: then nothing may be shown.
    pub async fn hidden_from_carers(&self, person: PersonId) -> Result<HiddenEntries, StoreError> {
        let own = self.hidden(person).await?;
        if let Some((of, all)) = self.from_carers.get(&person)
            && Arc::ptr_eq(&of, &own)
        {
            return Ok(all);
        }
        let mut all = (*own).clone();
        all.0.extend(self.of_carers(person).await?.0);
        let all = Arc::new(all);
        self.from_carers.insert(person, (own, all.clone()));
        Ok(all)
    }

    /// What the person has hidden from carers alone.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of_carers(&self, person: PersonId) -> Result<Hidden, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Vec<u8>, String, Uuid),
            "SELECT entry, kind, together FROM hidden_from_carers WHERE person = $1",
            person.0
        )?;
        super::read_hidden(rows)
    }

    /// Whether the person has hidden any medicine or prescription from carers since then.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn has_hidden_medicines_since(
        &self,
        person: PersonId,
        since: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let found = fetch_optional!(
            self.database.reader(),
            (i64,),
            "SELECT COUNT(*) FROM hidden_from_carers WHERE person = $1 AND hidden_at >= $2 AND kind IN ($3, $4)",
            person.0,
            since,
            Kind::Medicines.slug(),
            Kind::Prescriptions.slug()
        )?;
        Ok(found.is_some_and(|(count,)| count > 0))
    }

    /// Hides an entry under all of its ids.
    ///
    /// # Errors
    /// When it is not stored; then nothing of it is.
    pub async fn hide_from_carers(
        &self,
        person: PersonId,
        kind: Kind,
        ids: &[EntryId],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let (together, mut transaction) = (Uuid::now_v7(), self.database.begin_write().await?);
        for id in ids {
            execute!(
                transaction.on(),
                "INSERT INTO hidden_from_carers (person, entry, kind, together, hidden_at) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (person, entry) DO NOTHING",
                person.0,
                &id.0[..],
                kind.slug(),
                together,
                at
            )?;
        }
        let stored = transaction.commit().await;
        self.from_carers.invalidate(&person);
        stored
    }

    /// Shows an entry again, under whichever of its ids it was hidden.
    ///
    /// # Errors
    /// When it is not stored; then nothing of it is.
    pub async fn show_to_carers(&self, person: PersonId, ids: &[EntryId]) -> Result<(), StoreError> {
        let mut transaction = self.database.begin_write().await?;
        for id in ids {
            let sql = "DELETE FROM hidden_from_carers WHERE person = $1 AND entry = $2";
            execute!(transaction.on(), sql, person.0, &id.0[..])?;
        }
        let stored = transaction.commit().await;
        self.from_carers.invalidate(&person);
        stored
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{at, keys, on_both_databases, person};

    const IDS: [EntryId; 2] = [EntryId([1; 16]), EntryId([2; 16])];

    on_both_databases! {
        async fn what_is_hidden_from_carers_is_hidden_under_all_of_its_ids_and_from_the_patient_under_none(home: &TestDatabase) {
            let keys = keys();
            let reports = Reports::new(home.database.clone(), keys.clone());
            let anna = person(&home.database, &keys).await;
            let bela = person(&home.database, &keys).await;
            let before = reports.hidden_from_carers(anna).await.expect("an answer");
            assert!(!before.contains(IDS[0]));
            reports.hide_from_carers(anna, Kind::Letters, &IDS, at(0)).await.expect("stored");
            reports.hide_from_carers(anna, Kind::Letters, &IDS, at(1)).await.expect("no harm");
            let all = reports.hidden_from_carers(anna).await.expect("an answer");
            assert!(IDS.iter().all(|id| all.contains(*id)));
            assert!(Arc::ptr_eq(&all, &reports.hidden_from_carers(anna).await.expect("an answer")), "read again");
            assert!(!reports.hidden(anna).await.expect("an answer").contains(IDS[0]), "the patient sees it");
            assert!(!reports.hidden_from_carers(bela).await.expect("an answer").contains(IDS[0]));
            assert!(!reports.has_hidden_medicines_since(anna, at(0)).await.expect("an answer"), "a letter");
            reports.hide_from_carers(anna, Kind::Medicines, &[EntryId([3; 16])], at(5)).await.expect("stored");
            for (since, hidden) in [(at(5), true), (at(6), false)] {
                assert_eq!(reports.has_hidden_medicines_since(anna, since).await.expect("an answer"), hidden);
            }
            assert!(!reports.has_hidden_medicines_since(bela, at(0)).await.expect("an answer"));
            assert_eq!(reports.of_carers(anna).await.expect("an answer").of_kind(Kind::Letters), 1);
            reports.show_to_carers(bela, &IDS).await.expect("no harm");
            assert!(reports.hidden_from_carers(anna).await.expect("an answer").contains(IDS[1]));
            reports.show_to_carers(anna, &IDS).await.expect("stored");
            assert!(!reports.hidden_from_carers(anna).await.expect("an answer").contains(IDS[1]));
        }
    }
}
