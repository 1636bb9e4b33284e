//! A patient is present in the very log-in that came by NHS login, and nowhere else.

use axum::extract::FromRequestParts;

use super::*;
use crate::domain::WhyNotAsked;

const NONE: Option<WhyNotAsked> = Some(WhyNotAsked::NeedsNhsLogin);

async fn permit_in(door: &Door, session: &Session) -> Permit {
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.extensions.insert(session.clone());
    let permit = <Permit as FromRequestParts<Access>>::from_request_parts(&mut parts, &door.access).await;
    permit.expect("a permit")
}

fn session(door: &Door) -> Session {
    Session::new(None, std::sync::Arc::new(door.access.sessions.clone()), None)
}

async fn anna_at(door: &Door) -> (AccountId, PersonId) {
    let account = door.access.accounts.add(anna()).await.expect("an account");
    let session = session(door);
    log_in(&door.access, &session, account).await.expect("logged in");
    (account, permit_in(door, &session).await.subject().id)
}

/// Logs Anna in by NHS login, in this session.
async fn come(door: &Door, session: &Session, account: AccountId, person: PersonId) {
    let came = CameByNhsLogin { person, id_token: "id-token".into(), until: at(60) };
    log_in_by_nhs_login(&door.access, session, account, came).await.expect("logged in");
}

fn why_not(permit: &Permit) -> Option<WhyNotAsked> {
    permit.order_by_nhs_login().err()
}

#[tokio::test]
async fn the_session_that_came_by_nhs_login_has_the_patient_present_and_no_other() {
    let home = TestDatabase::sqlite().await;
    let door = door(&home);
    let (account, person) = anna_at(&door).await;
    let (by_nhs_login, by_password) = (session(&door), session(&door));
    come(&door, &by_nhs_login, account, person).await;
    log_in(&door.access, &by_password, account).await.expect("logged in");
    let permit = permit_in(&door, &by_nhs_login).await;
    let order = permit.order_by_nhs_login().expect("present");
    assert!(matches!(order.authority(), Authority::PatientPresent(_)) && order.patient_token().is_some());
    assert!(permit.order().patient_token().is_none(), "the usual order carries nothing of the patient's");
    assert_eq!(why_not(&permit_in(&door, &by_password).await), NONE);
    assert_ne!(permit.asks_as(), permit_in(&door, &by_password).await.asks_as());
}

#[tokio::test]
async fn logging_out_or_in_anew_ends_it_for_requests_that_are_under_way_too() {
    let home = TestDatabase::sqlite().await;
    let door = door(&home);
    let (account, person) = anna_at(&door).await;
    let session = session(&door);
    come(&door, &session, account, person).await;
    let under_way = permit_in(&door, &session).await;
    log_out(&door.access, &session).await.expect("logged out");
    assert_eq!(why_not(&under_way), Some(WhyNotAsked::NhsLoginEnded));
    come(&door, &session, account, person).await;
    let under_way = permit_in(&door, &session).await;
    log_in(&door.access, &session, account).await.expect("logged in");
    assert_eq!(why_not(&under_way), Some(WhyNotAsked::NhsLoginEnded));
    assert_eq!(why_not(&permit_in(&door, &session).await), NONE, "a password brings nothing along");
}

#[tokio::test]
async fn changing_ones_log_in_elsewhere_ends_what_every_other_log_in_brought_along_and_not_ones_own() {
    let home = TestDatabase::sqlite().await;
    let door = door(&home);
    let (account, person) = anna_at(&door).await;
    let (here, there) = (session(&door), session(&door));
    come(&door, &here, account, person).await;
    come(&door, &there, account, person).await;
    let under_way = permit_in(&door, &there).await;
    log_out_elsewhere(&door.access, &here, account).await.expect("logged out there");
    assert_eq!(why_not(&under_way), Some(WhyNotAsked::NhsLoginEnded));
    assert_eq!(why_not(&permit_in(&door, &here).await), None);
}

#[tokio::test]
async fn the_national_token_of_somebody_else_is_not_carried() {
    let home = TestDatabase::sqlite().await;
    let door = door(&home);
    let (account, _) = anna_at(&door).await;
    let session = session(&door);
    come(&door, &session, account, PersonId(uuid::Uuid::from_u128(7))).await;
    assert_eq!(why_not(&permit_in(&door, &session).await), NONE);
}

#[tokio::test]
async fn it_runs_out_with_the_token_and_the_view_changes_with_it() {
    let home = TestDatabase::sqlite().await;
    let door = door(&home);
    let (account, person) = anna_at(&door).await;
    let session = session(&door);
    let came = CameByNhsLogin { person, id_token: "id-token".into(), until: at(10) };
    log_in_by_nhs_login(&door.access, &session, account, came).await.expect("logged in");
    let before = permit_in(&door, &session).await.asks_as();
    door.clock.advance(Duration::minutes(11));
    let permit = permit_in(&door, &session).await;
    assert_eq!(why_not(&permit), Some(WhyNotAsked::NhsLoginEnded));
    assert_ne!(permit.asks_as(), before);
}

#[tokio::test]
async fn what_a_hospital_gave_is_kept_for_the_patient_in_that_log_in_and_for_nobody_else() {
    let home = TestDatabase::sqlite().await;
    let door = door(&home);
    let (account, _) = anna_at(&door).await;
    let grant = || HospitalGrant {
        patient: "p1".into(),
        tokens: HospitalTokens { access: "a".into(), refresh: None, until: std::time::Instant::now() },
    };
    let session = session(&door);
    log_in(&door.access, &session, account).await.expect("logged in");
    let carer = permit_in(&door, &session).await.without_patient();
    hospital_let_in(&door.access, &session, &carer, ods("RX1"), grant());
    let permit = permit_in(&door, &session).await;
    let needs = Some(WhyNotAsked::NeedsHospitalLogIn);
    assert_eq!(permit.order_by_hospital_log_in(&ods("RX1")).err(), needs);
    let before = permit.asks_as();
    hospital_let_in(&door.access, &session, &permit, ods("RX1"), grant());
    let permit = permit_in(&door, &session).await;
    assert!(permit.order_by_hospital_log_in(&ods("RX1")).is_ok());
    assert_ne!(permit.asks_as(), before);
    assert_eq!(permit.order_by_hospital_log_in(&ods("RX2")).err(), needs);
    assert_eq!(why_not(&permit), NONE, "a hospital's log-in is no national one");
}

#[tokio::test]
async fn an_act_at_such_a_source_is_the_patients_own_too_and_within_the_limits() {
    let home = TestDatabase::sqlite().await;
    let door = door(&home);
    let (account, person) = anna_at(&door).await;
    let session = session(&door);
    let wish = uuid::Uuid::from_u128(1);
    let act = |permit: &Permit| permit.order_to_act_by_nhs_login(&ods("RX1"), Kind::Appointments, wish);
    log_in(&door.access, &session, account).await.expect("logged in");
    assert_eq!(act(&permit_in(&door, &session).await).err(), NONE);
    come(&door, &session, account, person).await;
    let permit = permit_in(&door, &session).await;
    let order = act(&permit).expect("present").expect("allowed");
    assert_eq!((order.wish(), order.order().patient_token().is_some()), (wish, true));
    let made = testing::act_order(permit.order(), wish);
    assert!(made.order().patient_token().is_none(), "an act carries what its order carries");
    let limited = permit.limited_to(vec![(ods("RX1"), Kinds::all())]);
    assert!(act(&limited).expect("present").is_none(), "what may only be seen may not be acted on");
}
