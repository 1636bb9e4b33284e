//! In practice mode somebody acts for somebody else from the first start on, so that it can be looked at.

use chrono::Days;
use uuid::Uuid;

use crate::access::Access;
use crate::domain::{
    Because, Clock, Decided, Document, Evidence, Grant, GrantBasis, GrantPart, GrantStep, Kinds, OdsCode,
    StaffId, kinds_to_do, kinds_to_give,
};
use crate::sandbox::PracticePerson;
use crate::store::{Database, Decision, KeptGrant, StoreError};

/// Somebody who sees a record.
struct Help {
    patient: &'static str,
    carer: &'static str,
    /// What staff of the first organisation that knows the patient checked; nothing where the patient let them.
    checked: Option<Document>,
    /// How many days it lasts; without end where it says nothing.
    days: Option<u64>,
}

const HELP: [Help; 3] = [
    Help { patient: "olive", carer: "priya", checked: None, days: None },
    Help { patient: "tom", carer: "grace", checked: Some(Document::BirthCertificate), days: None },
    Help { patient: "wilhelmina", carer: "sunita", checked: Some(Document::DeputyOrder), days: Some(25) },
];

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
    for help in &HELP {
        let of = |key: &str| people.iter().find(|person| person.key == key);
        let Some((patient, carer)) = of(help.patient).zip(of(help.carer)) else { continue };
        give(access, database, help, (patient, carer), clock).await?;
    }
    Ok(())
}

async fn give(
    access: &Access,
    database: &Database,
    help: &Help,
    (patient, carer): (&PracticePerson, &PracticePerson),
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
        let act = if help.checked.is_some() { Kinds::NONE } else { kinds_to_do() };
        Some(GrantPart { organisation, see: kinds_to_give(), act, hidden: Kinds::NONE })
    };
    let today = access.today();
    let by_staff = help.checked.is_some();
    let places = patient.known_to.iter().take(if by_staff { 1 } else { usize::MAX });
    let grant = Grant {
        basis: help.checked.map_or(GrantBasis::Consent, Document::basis),
        called: carer.name.clone(),
        parts: places.filter_map(part).collect(),
        from: today,
        until: help.days.and_then(|days| today.checked_add_days(Days::new(days))),
        reviewed: by_staff.then_some(today),
    };
    let mut transaction = database.begin_write().await?;
    let id = grants.make_for(&mut transaction, whose, &grant, Some(account), now).await?;
    if let (Some(document), Some(part)) = (help.checked, grant.parts.first()) {
        let by = access.staff.id_of("access@hill-street.example").await?.unwrap_or(StaffId(Uuid::nil()));
        let evidence =
            Evidence { document, reference: "Made up".to_owned(), checked_by: "Avery Access".to_owned() };
        let because = Because { evidence: Some(evidence), ..Because::default() };
        let (organisation, grant) = (part.organisation.clone(), Some(id));
        let decision =
            Decision { organisation, patient: whose, grant, what: Decided::Made, by, at: now, because };
        access.decisions.note(&mut transaction, &decision).await?;
    }
    transaction.commit().await?;
    let made = grants.between(account, whose).await?.into_iter().find(|kept: &KeptGrant| kept.id == id);
    let Some(made) = made else { return Ok(()) };
    let mut transaction = database.begin_write().await?;
    grants.step(&mut transaction, &made, GrantStep::Accept, now).await?;
    transaction.commit().await
}
