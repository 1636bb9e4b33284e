//! The accounts of staff, from adding one to ending it.

use reqwest::StatusCode;

use super::member;
use crate::access::{AppKey, NewStaff};
use crate::domain::{OdsCode, StaffRole};
use crate::sandbox;
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::jar::{Jar, between, to};

pub(super) const EMAIL: &str = "new@hill-street.example";

/// The address of an account on the administrator's page.
async fn address_of(admin: &Visitor<'_>, name: &str) -> String {
    let page = admin.page("/staff/people").await;
    let table = page.split("<tbody").nth(1).expect("a table");
    let before = table.split(name).next().expect("a page");
    let link = before.rsplit("href=\"").next().expect("a link");
    link.split('"').next().expect("an address").to_owned()
}

pub(super) async fn add(admin: &Visitor<'_>, roles: &[&str]) -> String {
    let mut fields = vec![("name", "Nicky New"), ("email", EMAIL)];
    fields.extend(roles.iter().map(|role| ("roles", *role)));
    let answer = admin.post("/staff/people/add", &fields).await;
    assert_eq!(answer.status(), StatusCode::OK);
    between(&answer.text().await.expect("a page"), "<code>", "</code>").to_owned()
}

/// Logs in for the first time, as far as the page that sets up the app; its note and key.
pub(super) async fn first(browser: &mut Jar, app: &TestApp, code: &str) -> (String, AppKey) {
    let fields = [("email", EMAIL), ("password", code)];
    assert_eq!(to(&browser.post(app, "/staff/log-in", &fields).await), "/staff/log-in/first");
    let page = browser.get(app, "/staff/log-in/first").await.text().await.expect("a page");
    let note = between(&page, "name=\"note\" value=\"", "\"").to_owned();
    let typed = between(&page, "<code>", "</code>").replace(' ', "");
    let key = AppKey::from_bytes(data_encoding::BASE32_NOPAD.decode(typed.as_bytes()).expect("a key"));
    (note, key)
}

#[test]
fn somebody_new_begins_with_a_code_that_nobody_can_use_after_them() {
    run(async {
        let app = TestApp::start(&[]).await;
        let admin = app.staff(StaffRole::Administrator).await;
        let code = add(&admin, &["reception"]).await;
        assert!(!admin.page("/staff/people").await.contains(&code), "it is shown once");
        let mut browser = Jar::default();
        let (note, key) = first(&mut browser, &app, &code).await;
        assert!(to(&browser.get(&app, "/staff").await).starts_with("/staff/log-in"), "not in yet");
        let right = key.code(app.clock.now());
        for (password, typed) in [("sunlit harbour teapot", "000000"), ("password", right.as_str())] {
            let fields = [("note", note.as_str()), ("code", typed), ("new-password", password)];
            let answer = browser.post(&app, "/staff/log-in/first", &fields).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        }
        let fields =
            [("note", note.as_str()), ("code", right.as_str()), ("new-password", "sunlit harbour teapot")];
        assert_eq!(to(&browser.post(&app, "/staff/log-in/first", &fields).await), "/staff");
        let desk = browser.get(&app, "/staff").await.text().await.expect("a page");
        assert!(words(&desk).contains("as Reception"), "{}", words(&desk));
        let again = app.post("/staff/log-in", &[("email", EMAIL), ("password", &code)]).await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "the code no longer works");
        let own = app.post("/staff/log-in", &[("email", EMAIL), ("password", "sunlit harbour teapot")]).await;
        assert_eq!(to(&own), "/staff/log-in/code");
        let said = words(&admin.page("/staff/people").await);
        assert!(said.contains("Addison Admin: added Nicky New as Reception"), "{said}");
    });
}

#[test]
fn a_form_that_is_not_filled_in_says_what_is_missing_and_keeps_what_was_typed() {
    run(async {
        let app = TestApp::start(&[]).await;
        let admin = app.staff(StaffRole::Administrator).await;
        let taken = member(StaffRole::Reception).email;
        for (name, email, roles, wanted) in [
            ("", "a@b.example", "reception", "Enter a name"),
            ("Nicky", "nobody", "reception", "Enter a whole email address"),
            ("Nicky", "a@b.example", "", "Choose at least 1 role"),
            ("Nicky", "a@b.example", "everything", "Choose at least 1 role"),
            ("Nicky", taken, "reception", "Somebody has this email address already"),
        ] {
            let fields = [("name", name), ("email", email), ("roles", roles)];
            let answer = admin.post("/staff/people/add", &fields).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wanted}");
            let page = answer.text().await.expect("a page");
            assert!(page.contains(wanted) && page.contains(&format!("value=\"{email}\"")), "{wanted}");
        }
    });
}

#[test]
fn other_roles_count_from_the_next_request_on_and_an_ended_log_in_is_over_at_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let admin = app.staff(StaffRole::Administrator).await;
        let reception = app.staff(StaffRole::Reception).await;
        assert_eq!(reception.get("/staff/people").await.status(), StatusCode::FORBIDDEN);
        let address = address_of(&admin, "Rowan Reception").await;
        assert_eq!(to(&admin.post(&address, &[("roles", "administrator")]).await), "/staff/people");
        assert_eq!(reception.get("/staff/people").await.status(), StatusCode::OK);
        assert_eq!(to(&admin.post(&format!("{address}/end"), &[]).await), "/staff/people");
        assert!(to(&reception.get("/staff").await).starts_with("/staff/log-in"));
        app.clock.advance(chrono::Duration::minutes(1));
        let staff = member(StaffRole::Reception);
        let fields = [("email", staff.email), ("password", staff.password)];
        assert_eq!(app.post("/staff/log-in", &fields).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(admin.get(&address).await.status(), StatusCode::NOT_FOUND);
    });
}

#[test]
fn whoever_lost_their_phone_begins_anew_and_is_logged_out_everywhere() {
    run(async {
        let app = TestApp::start(&[]).await;
        let admin = app.staff(StaffRole::Administrator).await;
        let reception = app.staff(StaffRole::Reception).await;
        let address = address_of(&admin, "Rowan Reception").await;
        let answer = admin.post(&format!("{address}/begin-anew"), &[]).await;
        let code = between(&answer.text().await.expect("a page"), "<code>", "</code>").to_owned();
        assert!(to(&reception.get("/staff").await).starts_with("/staff/log-in"));
        let fields = [("email", member(StaffRole::Reception).email), ("password", code.as_str())];
        assert_eq!(to(&app.post("/staff/log-in", &fields).await), "/staff/log-in/first");
    });
}

#[test]
fn nobody_takes_away_their_own_way_to_change_it_back() {
    run(async {
        let app = TestApp::start(&[]).await;
        let admin = app.staff(StaffRole::Administrator).await;
        let address = address_of(&admin, "Addison Admin").await;
        let answer = admin.post(&address, &[("roles", "reception")]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(admin.post(&format!("{address}/end"), &[]).await.status(), StatusCode::BAD_REQUEST);
        assert_eq!(admin.get("/staff/people").await.status(), StatusCode::OK);
    });
}

#[test]
fn an_administrator_reaches_nobody_of_another_organisation() {
    run(async {
        let app = TestApp::start(&[]).await;
        let here = app.staff(StaffRole::Administrator).await;
        let address = address_of(&here, "Rowan Reception").await;
        let elsewhere = sandbox::staff().into_iter().find(|staff| staff.organisation == "RZ1").expect("one");
        let new = NewStaff {
            email: "admin@riverside.example".into(),
            name: "Robin Riverside".into(),
            organisation: OdsCode::parse("RZ1").expect("a code"),
            roles: [StaffRole::Administrator].into_iter().collect(),
            password: elsewhere.password.into(),
            app: Some(AppKey::from_bytes(vec![99; 20])),
        };
        app.portal.access.staff.add(new).await.expect("added");
        let code = AppKey::from_bytes(vec![99; 20]).code(app.clock.now());
        let fields =
            [("email", "admin@riverside.example"), ("password", elsewhere.password), ("code", &code)];
        let answer = app.post("/staff/log-in", &fields).await;
        let cookie = crate::tests::app::cookie_of(&answer).expect("a cookie");
        let there = Visitor::new(&app, cookie);
        assert!(!there.page("/staff/people").await.contains("Rowan Reception"));
        for (path, post) in [
            (address.clone(), false),
            (address.clone(), true),
            (format!("{address}/end"), true),
            (format!("{address}/begin-anew"), true),
        ] {
            let answer = if post {
                there.post(&path, &[("roles", "reception")]).await
            } else {
                there.get(&path).await
            };
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert!(words(&here.page("/staff/people").await).contains("Rowan Reception"));
    });
}
