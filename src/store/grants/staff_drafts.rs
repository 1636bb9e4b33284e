//! What staff have filled in so far to give somebody access, sealed: one for each patient and basis.

use chrono::{DateTime, Duration, Utc};

use super::Grants;
use crate::domain::{GivenByStaff, GrantBasis, PersonId, StaffId};
use crate::store::keys::Belongs;
use crate::store::query::{execute, fetch_optional};
use crate::store::{SealedTable, StoreError, WriteTransaction};

/// Then it is begun anew.
const KEPT_FOR: Duration = Duration::days(1);

impl Grants {
    /// What a member of staff has filled in within the last day; nothing where it stays sealed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn staff_draft(
        &self,
        staff: StaffId,
        patient: PersonId,
        basis: GrantBasis,
        now: DateTime<Utc>,
    ) -> Result<GivenByStaff, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Vec<u8>,),
            "SELECT sealed FROM staff_care_draft WHERE staff = $1 AND patient = $2 AND basis = $3 AND kept_at > $4",
            staff.0,
            patient.0,
            basis.slug(),
            now - KEPT_FOR
        )?;
        let opened =
            row.and_then(|(sealed,)| belongs(staff, patient, basis, |to| self.keys.open(to, &sealed)).ok());
        let given: Option<GivenByStaff> = opened.and_then(|plain| serde_json::from_slice(&plain).ok());
        Ok(given.filter(|given| given.basis == basis).unwrap_or_else(|| GivenByStaff::begun(basis)))
    }

    /// Keeps it in the place of what was there, and drops everybody's that is too old.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn keep_staff_draft(
        &self,
        staff: StaffId,
        patient: PersonId,
        given: &GivenByStaff,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let plain = serde_json::to_vec(given).map_err(|_| StoreError::CannotSeal)?;
        let sealed = belongs(staff, patient, given.basis, |to| self.keys.seal(to, &plain))?;
        let old = "DELETE FROM staff_care_draft WHERE kept_at <= $1";
        execute!(self.database.writer(), old, at - KEPT_FOR)?;
        execute!(
            self.database.writer(),
            "INSERT INTO staff_care_draft (staff, patient, basis, kept_at, sealed) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (staff, patient, basis) DO UPDATE
             SET kept_at = excluded.kept_at, sealed = excluded.sealed",
            staff.0,
            patient.0,
            given.basis.slug(),
            at,
            sealed.as_slice()
        )?;
        Ok(())
    }

    /// Uses it up, so that a form that is sent twice makes one grant; false where there was none.
    ///
    /// # Errors
    /// When it is not deleted.
    pub async fn use_staff_draft(
        &self,
        transaction: &mut WriteTransaction,
        staff: StaffId,
        patient: PersonId,
        basis: GrantBasis,
    ) -> Result<bool, StoreError> {
        let sql = "DELETE FROM staff_care_draft WHERE staff = $1 AND patient = $2 AND basis = $3";
        Ok(execute!(transaction.on(), sql, staff.0, patient.0, basis.slug())? == 1)
    }
}

fn belongs<T>(staff: StaffId, patient: PersonId, basis: GrantBasis, then: impl FnOnce(&Belongs) -> T) -> T {
    let staff = staff.0.to_string();
    then(&Belongs::kept(SealedTable::StaffCareDraft, patient, &[&staff, basis.slug()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Kind, Kinds};
    use crate::store::testing::{account, at, keys, ods, on_both_databases};
    use crate::store::{NewStaffRow, People, StaffStore};

    on_both_databases! {
        async fn what_staff_fill_in_is_kept_for_a_day_for_one_patient_and_basis_and_used_once(home: &TestDatabase) {
            let keys = keys();
            let grants = Grants::new(home.database.clone(), keys.clone());
            let whose = account(&home.database, &keys).await;
            let patient = People::new(home.database.clone(), keys.clone()).of_account(whose).await;
            let patient = patient.expect("an answer").expect("a person").id;
            let (store, organisation) = (StaffStore::new(home.database.clone(), keys), ods("RXX"));
            let staff = async |email: &str| {
                let new = NewStaffRow {
                    organisation: &organisation,
                    name: "Rowan",
                    email,
                    password_hash: "",
                    given: false,
                    roles: Default::default(),
                };
                store.add(&new, None, at(0)).await.expect("kept").expect("a new address")
            };
            let (rowan, robin) = (staff("rowan@staff.example").await, staff("robin@staff.example").await);
            let (deputy, attorney) =
                (GrantBasis::CourtAppointedPersonalWelfareDeputy, GrantBasis::HealthAndWelfareLastingPowerOfAttorney);
            let mut given = GivenByStaff::begun(deputy);
            given.given.called = "Alex".into();
            given.given.see = Kinds::just(Kind::Letters);
            grants.keep_staff_draft(rowan, patient, &given, at(0)).await.expect("kept");
            let read = async |staff, basis, minutes| {
                grants.staff_draft(staff, patient, basis, at(minutes)).await.expect("an answer")
            };
            assert_eq!(read(rowan, deputy, 1).await, given);
            assert_eq!(read(rowan, attorney, 1).await, GivenByStaff::begun(attorney), "another basis");
            assert_eq!(read(robin, deputy, 1).await, GivenByStaff::begun(deputy), "another's");
            assert_eq!(read(rowan, deputy, 24 * 60).await, GivenByStaff::begun(deputy), "a day later");
            for wanted in [true, false] {
                let mut transaction = home.database.begin_write().await.expect("a transaction");
                let used = grants.use_staff_draft(&mut transaction, rowan, patient, deputy).await;
                assert_eq!(used.expect("an answer"), wanted, "once");
                transaction.commit().await.expect("kept");
            }
        }
    }
}
