//! Permits for the tests of other modules.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::patient_token::PatientPresent;
use super::{FetchOrder, HospitalGrant, PatientToken, Permit};
use crate::domain::{AccountId, Clock, Kinds, OdsCode, Person, PersonId};
use crate::store::{AccessLog, LoggedIn, Visits};

/// A permit for somebody's own record.
pub fn permit(subject: Arc<Person>, log: AccessLog, clock: Clock) -> Permit {
    permit_of(subject, None, log, clock)
}

fn permit_of(subject: Arc<Person>, present: Option<PatientPresent>, log: AccessLog, clock: Clock) -> Permit {
    own(AccountId(uuid::Uuid::nil()), subject, present, log, clock)
}

/// As [`permit`], for this account.
pub fn permit_as(account: AccountId, subject: Arc<Person>, log: AccessLog, clock: Clock) -> Permit {
    own(account, subject, None, log, clock)
}

fn own(
    account: AccountId,
    subject: Arc<Person>,
    present: Option<PatientPresent>,
    log: AccessLog,
    clock: Clock,
) -> Permit {
    Permit::own(logged_in(account, subject), present, log, clock)
}

fn logged_in(account: AccountId, person: Arc<Person>) -> LoggedIn {
    LoggedIn {
        account,
        person,
        visits: Visits::default(),
        proven_at: None,
        acting_for: None,
        terminal: None,
        by_visit_code: false,
        stopped_by: None,
    }
}

/// What one log-in by NHS login brought along.
pub fn came_by_nhs_login(subject: &Person, id_token: &str, until: DateTime<Utc>) -> PatientPresent {
    PatientPresent::by_nhs_login(subject.id, id_token.into(), until)
}

/// As [`permit`], for a patient who is present with this.
pub fn permit_present(
    subject: Arc<Person>,
    present: &PatientPresent,
    log: AccessLog,
    clock: Clock,
) -> Permit {
    permit_of(subject, Some(present.clone()), log, clock)
}

/// As [`permit_as`], for a patient who is present with this.
pub fn permit_present_as(
    account: AccountId,
    subject: Arc<Person>,
    present: &PatientPresent,
    log: AccessLog,
    clock: Clock,
) -> Permit {
    own(account, subject, Some(present.clone()), log, clock)
}

/// As [`permit`], for somebody else than the patient, such as a carer.
pub fn permit_of_somebody_else(subject: Arc<Person>, log: AccessLog, clock: Clock) -> Permit {
    permit(subject, log, clock).without_patient()
}

/// The permit of an account that acts for somebody, as its grants stand now.
pub async fn permit_of_carer(
    access: &super::Access,
    account: AccountId,
    patient: PersonId,
) -> Option<Permit> {
    let person = access.people.of_account(account).await.expect("an answer").expect("a person");
    access.carers_permit(&logged_in(account, Arc::new(person)), patient).await.expect("an answer")
}

/// Ends a log-in, as logging out does.
pub fn log_out(present: &PatientPresent) {
    present.end();
}

/// The order of a patient who is present with this ID token of NHS login.
pub fn order_by_nhs_login(order: &FetchOrder, id_token: &str) -> FetchOrder {
    let until = Utc::now() + chrono::Duration::minutes(60);
    order_of(order, &came_by_nhs_login(order.subject(), id_token, until))
}

/// The order of a patient who is present so.
pub fn order_of(order: &FetchOrder, present: &PatientPresent) -> FetchOrder {
    with_token(order, present.national(Utc::now()).expect("a token"))
}

/// The order of a patient who is present and logged in at one hospital too.
pub fn order_by_hospital_log_in(order: &FetchOrder, grant: HospitalGrant) -> FetchOrder {
    let present = PatientPresent::by_own_log_in(order.subject().id);
    let hospital = OdsCode::parse("RFF").expect("a code");
    present.arrived_at(hospital.clone(), grant);
    let token = present.at_hospital(&hospital).expect("a token");
    with_token(order, token)
}

/// As [`permit`], and only for this.
pub fn permit_only(
    subject: Arc<Person>,
    log: AccessLog,
    clock: Clock,
    only: Vec<(OdsCode, Kinds)>,
) -> Permit {
    permit(subject, log, clock).limited_to(only)
}

/// As [`permit_only`], without what is marked as confidential.
pub fn permit_without_confidential(
    subject: Arc<Person>,
    log: AccessLog,
    clock: Clock,
    only: Vec<(OdsCode, Kinds)>,
) -> Permit {
    permit_only(subject, log, clock, only).without_confidential()
}

/// The right to act on the person of an order.
pub fn act_order(order: super::FetchOrder, wish: uuid::Uuid) -> super::ActOrder {
    super::ActOrder::new(order, wish)
}

/// The same, asked for by somebody who acts for them.
pub fn act_order_by(carer: &str, order: super::FetchOrder, wish: uuid::Uuid) -> super::ActOrder {
    act_order(order, wish).asked_by(&super::Asker::for_tests(carer))
}

fn with_token(order: &FetchOrder, token: PatientToken) -> FetchOrder {
    let subject = Arc::new(order.subject().clone());
    FetchOrder::with_patient_present(subject, token).with_number_in_force(order.nhs_number())
}
