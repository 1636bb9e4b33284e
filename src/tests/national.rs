//! The national services against the practice health service: every fault by its name, and no right made from what
//! is said about who may act for whom.

use std::sync::Arc;

use uuid::Uuid;

use super::app::{TestApp, run};
use crate::access::{FetchOrder, testing::act_order};
use crate::connectors::{CannotChange, CannotLookUp, Changed, ConnectorError, ContactService};
use crate::domain::{
    ContactChange, ContactDetails, MeasuredFrom, NhsNumber, OdsCode, Person, PersonId, PlaceKind, Postcode,
    RoleState, Stated,
};
use crate::gather::{NotRead, Relationships};
use crate::sandbox::Fault;
use crate::settings::SourcesFile;
use crate::start::National;

const DEMOGRAPHICS: &str = "X99";
const RELATIONSHIPS: &str = "X93";
const ORGANISATION_DATA: &str = "X91";
const SERVICES: &str = "X92";

fn order(app: &TestApp, key: &str) -> FetchOrder {
    let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
    let person = sandbox.people().iter().find(|person| person.key == key).expect("a person");
    let number = |text: &str| NhsNumber::from_source(text).expect("ten digits");
    let order = FetchOrder::for_source_check(Person {
        id: PersonId(Uuid::new_v4()),
        nhs_number: number(person.nhs_number),
        name: person.name.clone(),
        date_of_birth: person.birth_date,
    });
    order.with_number_in_force(number(person.current_number()))
}

fn contacts(national: &National) -> &Arc<dyn ContactService> {
    national.contact_details.as_ref().expect("demographics")
}

/// Faults that answer at once.
fn quick_faults() -> impl Iterator<Item = Fault> {
    Fault::ALL.into_iter().filter(|fault| !matches!(fault, Fault::None | Fault::Hang | Fault::Slow(_)))
}

async fn change(
    app: &TestApp,
    seen: &ContactDetails,
    wish: u128,
    email: &str,
) -> Result<Changed, CannotChange> {
    let act = act_order(order(app, "sam"), Uuid::from_u128(wish));
    let change = ContactChange::email(email).expect("usable");
    contacts(&app.portal.national).change(&act, seen, &change).await
}

fn email(details: &ContactDetails) -> Option<&str> {
    details.email().map(|point| point.value.as_str())
}

#[test]
fn everyones_contact_details_are_read_and_a_restricted_persons_are_not_told() {
    run(async {
        let app = TestApp::start(&[]).await;
        for key in ["sam", "sunita", "tom", "wulandari", "yael"] {
            let read = contacts(&app.portal.national).standing(&order(&app, key)).await.expect("read");
            assert_eq!((read.points.len(), read.addresses.len(), read.set_aside), (3, 1, 0), "{key}");
        }
        let robin = order(&app, "robin");
        let read = contacts(&app.portal.national).standing(&robin).await.expect("read");
        assert!(read.restricted && read.points.is_empty() && read.addresses.is_empty());
        let act = act_order(robin, Uuid::from_u128(1));
        let change = ContactChange::email("robin@example.com").expect("usable");
        let refused = contacts(&app.portal.national).change(&act, &read, &change).await;
        assert_eq!(refused, Err(CannotChange::Restricted));
    });
}

#[test]
fn email_mobile_and_address_are_changed_one_after_another_and_taken_away() {
    run(async {
        let app = TestApp::start(&[]).await;
        let service = contacts(&app.portal.national);
        let mut seen = service.standing(&order(&app, "sunita")).await.expect("read");
        let changes = [
            ContactChange::email("sunita@example.com").expect("usable"),
            ContactChange::mobile_phone("07700 900 456").expect("usable"),
            ContactChange::home_address(&["8 New Road", "Market Sample"], Some("ZZ99 4RR")).expect("usable"),
            ContactChange::Email(None),
            ContactChange::email("again@example.com").expect("usable"),
        ];
        for (wish, change) in changes.into_iter().enumerate() {
            let act = act_order(order(&app, "sunita"), Uuid::from_u128(wish as u128));
            let changed = service.change(&act, &seen, &change).await;
            let Ok(Changed::Stands(now)) = changed else { panic!("{change:?}: {changed:?}") };
            assert!(change.stands_in(&now) && now.version != seen.version, "{change:?}");
            seen = now;
        }
        let read = service.standing(&order(&app, "sunita")).await.expect("read");
        assert_eq!(read, seen);
    });
}

#[test]
fn a_change_under_every_fault_is_made_once_or_not_at_all_and_never_falsely_told() {
    run(async {
        let app = TestApp::start(&[]).await;
        let service = contacts(&app.portal.national);
        for (number, fault) in quick_faults().enumerate() {
            let seen = service.standing(&order(&app, "sam")).await.expect("read");
            let wanted = format!("sam{number}@example.com");
            app.set_fault(DEMOGRAPHICS, fault).await;
            let told = change(&app, &seen, number as u128, &wanted).await;
            app.set_fault(DEMOGRAPHICS, Fault::None).await;
            let now = service.standing(&order(&app, "sam")).await.expect("read");
            let stands = email(&now) == Some(&wanted);
            match &told {
                Ok(Changed::Stands(_)) => assert!(stands, "{fault:?}"),
                Err(CannotChange::Busy { .. } | CannotChange::NotDone(_) | CannotChange::NotAllowed) => {
                    assert!(!stands, "{fault:?}: {told:?}")
                }
                Err(CannotChange::NotKnown(_)) => {}
                other => panic!("{fault:?}: {other:?}"),
            }
            match fault {
                Fault::TooManyRequests(wait) => {
                    assert_eq!(told, Err(CannotChange::Busy { retry_after: Some(wait) }));
                }
                Fault::MalformedEntry => assert!(told.is_ok(), "a bad entry among good ones: {told:?}"),
                _ => assert!(told.is_err(), "{fault:?}"),
            }
            // The same wish, once the service answers again, is done once.
            let again = change(&app, &seen, number as u128, &wanted).await;
            let Ok(Changed::Stands(after)) = &again else { panic!("{fault:?}: {again:?}") };
            assert_eq!(email(after), Some(wanted.as_str()), "{fault:?}");
            let version = |details: &ContactDetails| {
                details.version.trim_matches(|c: char| !c.is_ascii_digit()).parse::<u64>().expect("a version")
            };
            assert_eq!(version(after), version(&seen) + 1, "{fault:?}: applied once");
        }
    });
}

#[test]
fn a_change_made_on_an_old_reading_is_not_made_over_another() {
    run(async {
        let app = TestApp::start(&[]).await;
        let seen = contacts(&app.portal.national).standing(&order(&app, "sam")).await.expect("read");
        change(&app, &seen, 1, "first@example.com").await.expect("changed");
        let refused = change(&app, &seen, 2, "second@example.com").await;
        let Err(CannotChange::ChangedMeanwhile(now)) = refused else { panic!("{refused:?}") };
        assert_eq!(email(&now), Some("first@example.com"));
    });
}

#[test]
fn an_organisation_is_looked_up_with_its_successor_and_every_fault_has_its_name() {
    run(async {
        let app = TestApp::start(&[]).await;
        let directory = app.portal.national.organisations.as_ref().expect("a directory");
        let code = |text: &str| OdsCode::parse(text).expect("a code");
        let surgery = directory.organisation(&code("A99901")).await.expect("found");
        assert_eq!((surgery.name.as_str(), surgery.active), ("HILL STREET SURGERY", true));
        assert_eq!(surgery.roles, ["PRESCRIBING COST CENTRE", "GP PRACTICE"]);
        let old = directory.organisation(&code("A99903")).await.expect("found");
        assert_eq!((old.active, old.successors), (false, Some(vec![code("A99902")])));
        assert_eq!(directory.organisation(&code("ZZZ")).await, Err(CannotLookUp::NotThere));
        for fault in quick_faults() {
            app.set_fault(ORGANISATION_DATA, fault).await;
            let told = directory.organisation(&code("A99901")).await;
            let fits = match (fault, &told) {
                (Fault::MalformedEntry, Ok(told)) => told.phone.is_none() && !told.roles.is_empty(),
                (Fault::MalformedEntry, _) => false,
                (Fault::OtherPerson | Fault::IgnoresFilter, told) => {
                    *told == Err(CannotLookUp::Failed(ConnectorError::IgnoredFilter))
                }
                (fault, Err(CannotLookUp::Failed(error))) => is_named(fault, error),
                _ => false,
            };
            assert!(fits, "{fault:?}: {told:?}");
        }
    });
}

fn is_named(fault: Fault, error: &ConnectorError) -> bool {
    match fault {
        Fault::Reset | Fault::ExpiredCertificate => matches!(error, ConnectorError::NoConnection(_)),
        Fault::Error500 => *error == ConnectorError::ServerError(500),
        Fault::TooManyRequests(wait) => *error == ConnectorError::Busy { retry_after: Some(wait) },
        Fault::Unavailable => matches!(error, ConnectorError::Busy { .. }),
        Fault::WrongContentType | Fault::TruncatedJson | Fault::InvalidJson => {
            matches!(error, ConnectorError::Unreadable(_))
        }
        Fault::HugeBody => *error == ConnectorError::TooLarge,
        Fault::RedirectLoop => *error == ConnectorError::Redirected,
        Fault::WrongToken | Fault::ExpiredToken | Fault::WrongTenant | Fault::ClockSkew => {
            *error == ConnectorError::Unauthorised
        }
        Fault::NoPermission => *error == ConnectorError::Forbidden,
        _ => false,
    }
}

#[test]
fn places_near_a_postcode_are_found_nearest_first_and_every_fault_has_its_name() {
    run(async {
        let app = TestApp::start(&[]).await;
        let directory = app.portal.national.services.as_ref().expect("a directory");
        let postcode = |text: &str| Postcode::parse(text).expect("a postcode");
        let near = directory.near(PlaceKind::Pharmacy, &postcode("ZZ99 4RR"), 10).await.expect("found");
        let names: Vec<_> = near.places.iter().map(|place| place.name.as_str()).collect();
        assert_eq!(names[..2], ["Riverside Pharmacy", "Hill Street Pharmacy"]);
        assert_eq!(names.len(), 5, "neither by post nor hidden: {names:?}");
        assert!(near.places.is_sorted_by_key(|place| place.metres));
        assert_eq!((near.measured_from, near.set_aside), (MeasuredFrom::Postcode, 0));
        assert_eq!(near.places[0].opening.len(), 8, "a week and a bank holiday");
        for (kind, count) in [(PlaceKind::GpSurgery, 3), (PlaceKind::UrgentCare, 3)] {
            let near = directory.near(kind, &postcode("ZZ99 6HH"), 10).await.expect("found");
            assert_eq!(near.places.len(), count, "{kind:?}");
        }
        let area = directory.near(PlaceKind::Pharmacy, &postcode("ZZ99 9ZZ"), 3).await.expect("found");
        assert_eq!((area.measured_from, area.places.len()), (MeasuredFrom::Area("ZZ99".into()), 3));
        let nowhere = directory.near(PlaceKind::Pharmacy, &postcode("LS1 4AP"), 3).await;
        assert_eq!(nowhere, Err(CannotLookUp::NotThere));
        for fault in quick_faults() {
            app.set_fault(SERVICES, fault).await;
            let told = directory.near(PlaceKind::Pharmacy, &postcode("ZZ99 4RR"), 10).await;
            let fits = match (fault, &told) {
                (Fault::MalformedEntry, Ok(near)) => near.set_aside == 2 && near.places.len() == 5,
                (Fault::OtherPerson | Fault::IgnoresFilter, told) => {
                    *told == Err(CannotLookUp::Failed(ConnectorError::IgnoredFilter))
                }
                (fault, Err(CannotLookUp::Failed(error))) => is_named(fault, error),
                _ => false,
            };
            assert!(fits, "{fault:?}: {told:?}");
        }
    });
}

#[test]
fn requests_to_the_directories_name_nobody() {
    run(async {
        let app = TestApp::start(&[]).await;
        let directory = app.portal.national.services.as_ref().expect("a directory");
        let postcode = Postcode::parse("ZZ99 4RR").expect("a postcode");
        directory.near(PlaceKind::Pharmacy, &postcode, 3).await.expect("found");
        let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
        let asked = sandbox.requests(SERVICES, 10).expect("an organisation");
        assert_eq!(asked.len(), 2);
        assert!(asked.iter().all(|line| line.method == "GET"), "{asked:?}");
    });
}

fn relationships(app: &TestApp) -> &Relationships {
    app.portal.national.relationships.as_ref().expect("the service")
}

/// The order of somebody with an account here.
async fn own_order(app: &TestApp, key: &str) -> FetchOrder {
    let order = order(app, key);
    let sql = "SELECT id FROM person WHERE name = $1";
    let name = order.subject().name.clone();
    let row = crate::store::query::fetch_optional!(app.portal.database.reader(), (Uuid,), sql, name);
    let id = row.expect("an answer").expect("a person").0;
    FetchOrder::for_source_check(Person { id: PersonId(id), ..order.subject().clone() })
}

#[test]
fn what_the_national_service_says_is_read_kept_and_told_with_its_time() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = own_order(&app, "grace").await;
        assert_eq!(relationships(&app).last_read(&grace).await.expect("an answer"), None);
        let read = relationships(&app).read(&grace).await.expect("read");
        let roles: Vec<_> = read.all.iter().map(|one| (&one.what, one.related_as.as_deref())).collect();
        assert_eq!(roles.len(), 2, "related, and a role: {roles:?}");
        let active = |what: &Stated| matches!(what, Stated::Role { state: RoleState::Active, .. });
        assert!(roles.iter().any(|(what, related)| active(what) && *related == Some("mother")), "{roles:?}");
        assert_eq!(relationships(&app).last_read(&grace).await.expect("an answer"), Some(read.clone()));
        assert_eq!(read.at, app.clock.now());
        let tom = relationships(&app).read(&own_order(&app, "tom").await).await.expect("read");
        assert_eq!(tom.all.len(), 1, "he is the patient");
        let nadia = relationships(&app).read(&own_order(&app, "nadia").await).await.expect("read");
        assert!(nadia.all.is_empty());
    });
}

#[test]
fn under_every_fault_the_last_reading_stays_and_nobody_elses_is_taken() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = own_order(&app, "grace").await;
        let before = relationships(&app).read(&grace).await.expect("read");
        app.clock.advance(chrono::Duration::minutes(5));
        for fault in quick_faults() {
            app.set_fault(RELATIONSHIPS, fault).await;
            let told = relationships(&app).read(&grace).await;
            let kept = relationships(&app).last_read(&grace).await.expect("an answer").expect("a reading");
            assert_eq!(kept.all, before.all, "{fault:?}");
            match (fault, told) {
                (Fault::MalformedEntry, told) => assert!(told.is_ok_and(|told| told.all == before.all)),
                (Fault::OtherPerson, Err(NotRead::NotTold(error))) => {
                    assert_eq!(error, ConnectorError::AboutSomebodyElse);
                }
                (Fault::IgnoresFilter, Err(NotRead::NotTold(error))) => {
                    let named = [ConnectorError::AboutSomebodyElse, ConnectorError::IgnoredFilter];
                    assert!(named.contains(&error), "{error:?}");
                }
                (fault, Err(NotRead::NotTold(error))) => {
                    assert!(is_named(fault, &error), "{fault:?}: {error:?}")
                }
                (fault, told) => panic!("{fault:?}: {told:?}"),
            }
        }
    });
}

/// The rule of the whole: knowing nationally that somebody is a mother opens nothing here.
#[test]
fn no_right_to_see_anything_is_made_from_a_national_relationship() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("A parent").await;
        let before = visitor.page("/record/medicines").await;
        let read = relationships(&app).read(&own_order(&app, "grace").await).await.expect("read");
        assert!(
            read.all.iter().any(|one| one.patient.digits() == "9990005044"),
            "she may act for Tom nationally"
        );
        let after = visitor.page("/record/medicines").await;
        assert_eq!(entries(&before), entries(&after));
        let tom = app.log_in("A child").await;
        let list = tom.page("/record/medicines").await;
        let his = super::bad_input::first_id(&list, "record/medicines");
        assert_eq!(tom.get(&format!("/record/medicines/{his}")).await.status(), 200);
        for path in [format!("/record/medicines/{his}"), "/record/medicines/nonsense".to_owned()] {
            assert_eq!(visitor.get(&path).await.status(), 404, "{path}");
        }
        for path in ["/", "/record", "/appointments", "/where-from"] {
            assert!(!visitor.page(path).await.contains("Tom"), "{path}");
        }
    });
}

/// The links to entries in a list.
fn entries(page: &str) -> Vec<&str> {
    page.split("href=\"/record/medicines/").skip(1).filter_map(|after| after.split('"').next()).collect()
}

#[test]
fn the_practice_sources_name_the_directories_with_a_key() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
        let path = std::path::Path::new("practice.toml");
        let file = SourcesFile::parse(&sandbox.sources_toml(), path).expect("a good file");
        assert_eq!(file.directories.all().count(), 2);
        assert!(file.check_for_real_people(path).is_err(), "needs_nhs_login = false is for practice");
    });
}
