//! In practice mode somebody acts for somebody else from the first start on, so that it can be looked at.

use crate::access::Access;
use crate::domain::{Clock, Grant, GrantBasis, GrantPart, GrantStep, Kinds, OdsCode, kinds_to_do};
use crate::sandbox::PracticePerson;
use crate::store::{Database, KeptGrant, StoreError};

/// Whose record, and who sees it and does what can be done.
const HELP: [(&str, &str); 1] = [("olive", "priya")];

/// Gives what is not given yet; what was stopped since stays stopped.
///
/// # Errors
/// When it is not stored.
pub async fn help(
    access: &Access,
    database: &Database,
    people: &[PracticePerson],
    clock: &Clock,
) -> Result<(), StoreError> {
    for (patient, carer) in HELP {
        let of = |key: &str| people.iter().find(|person| person.key == key);
        let Some((patient, carer)) = of(patient).zip(of(carer)) else { continue };
        give(access, database, patient, carer, clock).await?;
    }
    Ok(())
}

async fn give(
    access: &Access,
    database: &Database,
    patient: &PracticePerson,
    carer: &PracticePerson,
    clock: &Clock,
) -> Result<(), StoreError> {
    let (grants, now) = (&access.grants, clock.now());
    let Some(whose) = grants.person_of_email(&patient.email).await? else { return Ok(()) };
    let Some(carers) = grants.person_of_email(&carer.email).await? else { return Ok(()) };
    let Some((_, account)) = grants.patient(carers).await? else { return Ok(()) };
    if !grants.between(account, whose).await?.is_empty() {
        return Ok(());
    }
    let part = |code: &&str| {
        let organisation = OdsCode::parse(code).ok()?;
        Some(GrantPart { organisation, see: Kinds::in_record(), act: kinds_to_do(), hidden: Kinds::NONE })
    };
    let grant = Grant {
        basis: GrantBasis::Consent,
        called: carer.name.clone(),
        parts: patient.known_to.iter().filter_map(part).collect(),
        from: access.today(),
        until: None,
        reviewed: None,
    };
    let mut transaction = database.begin_write().await?;
    let id = grants.make_for(&mut transaction, whose, &grant, Some(account), now).await?;
    transaction.commit().await?;
    let made = grants.between(account, whose).await?.into_iter().find(|kept: &KeptGrant| kept.id == id);
    let Some(made) = made else { return Ok(()) };
    let mut transaction = database.begin_write().await?;
    grants.step(&mut transaction, &made, GrantStep::Accept, now).await?;
    transaction.commit().await
}
