//! The access team's desk: finding patients, giving access on another basis than consent, and looking at it again.

use std::time::Duration;

use reqwest::header::LOCATION;
use reqwest::{Response, StatusCode};
use serde_json::Value;

use crate::domain::StaffRole;
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::carers::{act_for, place};
use crate::tests::jar::between;

pub const TOM: (&str, [&str; 3]) = ("999 000 5044", ["1", "1", "2017"]);
pub const OLIVE: (&str, [&str; 3]) = ("999 000 0034", ["3", "2", "1938"]);
pub const WILHELMINA: (&str, [&str; 3]) = ("999 000 0077", ["29", "2", "1952"]);

pub type Fields<'a> = Vec<(&'a str, &'a str)>;

fn search<'a>(
    (number, [day, month, year]): (&'a str, [&'a str; 3]),
    how: &'a str,
    why: &'a str,
) -> Fields<'a> {
    vec![
        ("nhs-number", number),
        ("born-day", day),
        ("born-month", month),
        ("born-year", year),
        ("how", how),
        ("why", why),
    ]
}

/// The address of a patient's page, found openly.
pub async fn find(staff: &Visitor<'_>, who: (&str, [&str; 3])) -> String {
    place(&staff.post("/staff/carers", &search(who, "openly", "")).await)
}

/// The same for somebody's safety.
pub async fn find_quietly(staff: &Visitor<'_>, who: (&str, [&str; 3])) -> String {
    place(&staff.post("/staff/carers", &search(who, "quietly", "She asked at the desk")).await)
}

pub fn attorney() -> Fields<'static> {
    vec![
        ("document", "stamped-power-of-attorney"),
        ("reference", "OPG-4711"),
        ("checked-by", "Dr Vera Vouch"),
        ("own", "cannot"),
        ("warnings", "no"),
        ("pressure", "no"),
        ("called", "Nadia Blank"),
        ("code-for", "number"),
        ("carer-number", "999 000 0026"),
        ("see", "medicines"),
        ("until", "until-stopped"),
        ("note", "Seen with her daughter"),
    ]
}

pub const ATTORNEY: &str = "give/health-and-welfare-lasting-power-of-attorney";

/// Sends page after page of giving access, each with what it asks of these fields: the slip, or the page that came back.
pub async fn fill_in(staff: &Visitor<'_>, first: &str, fields: &[(&str, &str)]) -> Response {
    let mut at = first.to_owned();
    loop {
        let answer = staff.post(&at, fields).await;
        match answer.headers().get(LOCATION) {
            Some(next) => at = next.to_str().expect("an address").to_owned(),
            None => return answer,
        }
    }
}

/// The address of the one grant of a patient's page whose carer has this name.
pub async fn grant_of(staff: &Visitor<'_>, patient: &str, carer: &str) -> String {
    let page = staff.page(patient).await;
    let before = page.split(carer).next().expect("a page");
    assert!(before.len() < page.len(), "no {carer}");
    let link = before.rsplit("href=\"").next().expect("a link");
    link.split('"').next().expect("an address").to_owned()
}

/// How many notices went to somebody.
pub async fn told(app: &TestApp, email: &str) -> usize {
    tokio::time::sleep(Duration::from_millis(500)).await;
    let all: Vec<Value> = app.get("/practice/outbox.json").await.json().await.expect("a list");
    all.iter().filter(|one| one["to"] == *email).count()
}

#[test]
fn staff_give_an_attorney_access_with_what_was_checked_and_both_are_told() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let patient = find(&staff, OLIVE).await;
        assert!(!patient.contains("999"), "no address holds a number: {patient}");
        let before = told(&app, "olive@example.org").await;
        let answer = fill_in(&staff, &format!("{patient}/{ATTORNEY}"), &attorney()).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let slip = answer.text().await.expect("a page");
        let code = between(&slip, "<code>", "</code>").to_owned();
        assert!(!slip.contains("Olive") && !slip.contains("Nadia"), "the slip names nobody");
        assert_eq!(told(&app, "olive@example.org").await, before + 1);

        let other = app.log_in("A parent").await;
        let refused = other.post("/helping/code", &[("code", &code)]).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "it is good for one person");
        let nadia = app.log_in("Nadia").await;
        let id = crate::tests::carers::accept(&nadia, &code).await;
        assert_eq!(place(&act_for(&nadia, &id).await), "/");
        assert_eq!(nadia.get("/record/medicines").await.status(), StatusCode::OK);
        assert_eq!(nadia.get("/record/letters").await.status(), StatusCode::NOT_FOUND);

        let olive = app.log_in("2,000").await;
        let one = olive.page(&format!("/carers/{id}")).await;
        assert!(words(&one).contains("They are your attorney for health and welfare"), "{}", words(&one));
        let log = words(&olive.page("/who-looked?who=others").await);
        assert!(
            log.contains("Staff at Hill Street Surgery")
                && log.contains("Changed: somebody was given access"),
            "{log}"
        );
        let grant = staff.page(&grant_of(&staff, &patient, "Nadia Blank").await).await;
        let checked = ["OPG-4711", "Dr Vera Vouch", "Seen with her daughter", "Avery Access"];
        assert!(checked.iter().all(|text| grant.contains(text)), "{}", words(&grant));
        nadia.post("/helping/switch", &[("to", "own")]).await;
        for (who, path) in [(&olive, format!("/carers/{id}")), (&nadia, format!("/helping/{id}"))] {
            let page = who.page(&path).await;
            assert!(
                !checked.iter().any(|text| page.contains(text)),
                "only staff read what was checked: {path}"
            );
        }
    });
}

#[test]
fn every_check_is_asked_for_and_what_was_typed_is_kept() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let form = format!("{}/{ATTORNEY}", find(&staff, OLIVE).await);
        for (field, value, wanted) in [
            ("document", "birth-certificate", "Choose what you checked"),
            ("reference", "", "Enter its number, or where it is kept"),
            ("checked-by", "", "Enter the name of who checked it"),
            ("own", "", "Choose whether you offered the patient their own log-in"),
            ("warnings", "", "Choose whether anything in the two records warns"),
            ("pressure", "", "Choose whether somebody could be making them agree"),
            ("own", "no", "Offer the patient their own log-in first"),
            ("warnings", "yes", "Where something warns, give no access"),
            ("pressure", "yes", "Talk to whoever looks after safeguarding here"),
            ("called", "", "Enter the carer’s name"),
            ("carer-number", "999 000 0034", "This is the patient’s own NHS number"),
            ("carer-number", "123", "Enter the whole NHS number"),
            ("see", "", "Choose at least 1 thing that they may see"),
            ("until", "", "Choose how long they may see it"),
        ] {
            let mut fields = attorney();
            fields.retain(|(name, _)| *name != field);
            fields.push((field, value));
            let answer = fill_in(&staff, &form, &fields).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wanted}");
            let page = answer.text().await.expect("a page");
            assert!(page.contains(wanted), "{field}: {}", words(&page));
            let typed = [("id=\"note\"", "Seen with her daughter"), ("id=\"carer-email\"", "Nadia Blank")];
            let kept = |(asked, typed): (&str, &str)| !page.contains(asked) || page.contains(typed);
            assert!(field == "called" || typed.into_iter().all(kept), "{field}: {}", words(&page));
        }
        for (page, wanted) in [
            ("", &["called", "code-for"][..]),
            ("/what", &["see"]),
            ("/until", &["until"]),
            ("/checked", &["document", "own", "warnings", "pressure"]),
        ] {
            let nothing = staff.post(&format!("{form}{page}"), &[]).await.text().await.expect("a page");
            let list = between(&nothing, "id=\"error-summary\"", "</ul>");
            let listed: Vec<_> =
                list.split("href=\"#").skip(1).filter_map(|link| link.split('"').next()).collect();
            assert_eq!(listed, wanted, "in the order of the page");
        }
        let patient = form.split("/give").next().expect("a patient");
        assert!(!staff.page(patient).await.contains("Nadia Blank"), "nothing was given");
        let child = find(&staff, TOM).await;
        let answer = fill_in(&staff, &format!("{child}/{ATTORNEY}"), &attorney()).await;
        assert!(answer.text().await.expect("a page").contains("The patient is too young for this"));
        assert_eq!(staff.get(&format!("{child}/give/consent")).await.status(), StatusCode::NOT_FOUND);
    });
}

#[test]
fn only_the_own_organisations_patients_are_found_by_number_and_date_of_birth_and_the_patient_sees_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let nobody = [
            ("999 000 0042", ["19", "7", "1975"]),
            ("999 000 0034", ["4", "2", "1938"]),
            ("999 123 4500", ["3", "2", "1938"]),
        ];
        for who in nobody {
            let answer = staff.post("/staff/carers", &search(who, "openly", "")).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{who:?}");
            let page = answer.text().await.expect("a page");
            assert!(page.contains("Nobody with this number and date of birth is known here"), "{who:?}");
        }
        for (how, why) in [("", ""), ("quietly", "")] {
            let answer = staff.post("/staff/carers", &search(OLIVE, how, why)).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{how:?}");
        }
        let found = find(&staff, OLIVE).await;
        assert!(staff.page(&found).await.contains("Olive Longacre"));
        let olive = app.log_in("2,000").await;
        let log = words(&olive.page("/who-looked?who=others").await);
        assert!(log.contains("Looked at who can see this record"), "{log}");
        for _ in 0..5 {
            staff.post("/staff/carers", &search(nobody[1], "openly", "")).await;
        }
        let answer = staff.post("/staff/carers", &search(nobody[1], "openly", "")).await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS, "dates of birth are not guessed");
    });
}

#[test]
fn a_child_without_a_log_in_is_written_down_and_a_parent_sees_what_changes_as_it_grows() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let new = [
            ("nhs-number", "999 123 4500"),
            ("name", "Mia Newcome"),
            ("born-day", "1"),
            ("born-month", "6"),
            ("born-year", "2015"),
        ];
        let patient = place(&staff.post("/staff/carers/new", &new).await);
        let again = staff.post("/staff/carers/new", &new).await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "nobody is written down twice");
        let mut fields = attorney();
        fields.retain(|(name, _)| !["document", "called", "code-for"].contains(name));
        fields.extend([("document", "birth-certificate"), ("called", "Nadia Blank"), ("code-for", "holder")]);
        let form = format!("{patient}/give/parental-responsibility");
        let answer = fill_in(&staff, &form, &fields).await;
        let page = answer.text().await.expect("a page");
        assert!(page.contains("Choose what the child can decide, and wants"), "11 is an age to ask");
        fields.push(("child", "agrees"));
        let slip = fill_in(&staff, &form, &fields).await.text().await.expect("a page");
        let nadia = app.log_in("Nadia").await;
        let id = crate::tests::carers::accept(&nadia, between(&slip, "<code>", "</code>")).await;
        let page = words(&nadia.page(&format!("/helping/{id}")).await);
        assert!(page.contains("From 11 on, staff look at it again."), "{page}");
        assert!(page.contains("At 16 your access ends."), "{page}");
        assert_eq!(place(&act_for(&nadia, &id).await), "/");
        assert_eq!(nadia.get("/record/medicines").await.status(), StatusCode::OK);
    });
}

#[test]
fn what_is_due_is_listed_without_names_and_a_review_lets_a_parents_access_go_on() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let page = words(&staff.page("/staff/carers").await);
        assert!(page.contains("Last day: 15 December 2026"), "{page}");
        assert!(!page.contains("Wilhelmina") && !page.contains("Parental"), "{page}");
        // Tom is 11 on 1 January 2028.
        app.clock.advance(chrono::Duration::days(420));
        let staff = app.staff(StaffRole::AccessTeam).await;
        let page = staff.page("/staff/carers").await;
        let said = words(&page);
        assert!(said.contains("Parental responsibility Look at it again now"), "{said}");
        assert!(!said.contains("Tom"), "{said}");
        let grant = between(&page, "name=\"grant\" value=\"", "\"").to_owned();
        let address = place(&staff.post("/staff/carers/due", &[("grant", &grant)]).await);
        assert!(words(&staff.page(&address).await).contains("Tom Young"));
        for (child, wanted) in [("", "Choose what the child can decide"), ("refuses", "Then it cannot go on")]
        {
            let fields = [("do", "review"), ("child", child), ("note", "Talked with Tom alone")];
            let answer = staff.post(&address, &fields).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.text().await.expect("a page").contains(wanted), "{child:?}");
        }
        let fields = [("do", "review"), ("child", "agrees"), ("note", "Talked with Tom alone")];
        assert_eq!(place(&staff.post(&address, &fields).await), address);
        assert!(words(&staff.page(&address).await).contains("Looked at again, and it goes on"));
        assert!(!words(&staff.page("/staff/carers").await).contains("Parental responsibility"));
        let tom = app.log_in("aged 9").await;
        let log = words(&tom.page("/who-looked?who=others").await);
        assert!(log.contains("Changed: looked again at who can see this record"), "{log}");
        // At 13 it goes on, because somebody has looked.
        app.clock.advance(chrono::Duration::days(740));
        let grace = app.log_in("A parent").await;
        assert_eq!(place(&act_for(&grace, &grant).await), "/");
        assert_eq!(grace.get("/record/medicines").await.status(), StatusCode::OK);
    });
}

#[test]
fn what_staff_gave_can_be_made_less_in_the_patients_log_in_and_never_more() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let patient = find(&staff, OLIVE).await;
        let answer = fill_in(&staff, &format!("{patient}/{ATTORNEY}"), &attorney()).await;
        let slip = answer.text().await.expect("a page");
        let nadia = app.log_in("Nadia").await;
        let id = crate::tests::carers::accept(&nadia, between(&slip, "<code>", "</code>")).await;
        let olive = app.log_in("2,000").await;
        olive.post(&format!("/carers/{id}"), &[("see", "medicines"), ("see", "letters")]).await;
        act_for(&nadia, &id).await;
        assert_eq!(nadia.get("/record/medicines").await.status(), StatusCode::OK);
        assert_eq!(nadia.get("/record/letters").await.status(), StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_visit_is_found_again_by_whoever_began_it_alone() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let patient = find(&staff, OLIVE).await;
        app.clock.advance(chrono::Duration::minutes(1));
        let admin = app.staff(StaffRole::Administrator).await;
        let page = admin.page("/staff/people").await;
        let table = page.split("<tbody").nth(1).expect("a table");
        let before = table.split("Rowan Reception").next().expect("a page");
        let address =
            before.rsplit("href=\"").next().and_then(|link| link.split('"').next()).expect("an address");
        place(&admin.post(address, &[("roles", "access-team")]).await);
        let rowan = app.staff(StaffRole::Reception).await;
        assert_eq!(rowan.get("/staff/carers").await.status(), StatusCode::OK);
        assert_eq!(rowan.get(&patient).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(staff.get(&patient).await.status(), StatusCode::OK);
    });
}
