//! Shared screens at the desk of those who set them up.

use reqwest::StatusCode;

use crate::domain::StaffRole;
use crate::sandbox;
use crate::store::NewTerminal;
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::jar::{Jar, between, to};
use crate::tests::terminals::{DESK, terminal};

const HERE: &str = "/staff/terminals";

/// Adds a screen there; the code that makes a browser it.
pub async fn add(host: &Visitor<'_>, place: &str) -> String {
    let fields = [("name", "Desk 1"), ("place", place), ("idle", "5"), ("printing", "no")];
    let answer = host.post("/staff/terminals/add", &fields).await;
    assert_eq!(answer.status(), StatusCode::OK);
    between(&answer.text().await.expect("a page"), "<code>", "</code>").to_owned()
}

#[test]
fn a_host_or_reception_adds_a_screen_with_a_code_that_works_once_and_stops_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        for role in [StaffRole::TerminalHost, StaffRole::Reception] {
            let host = app.staff(role).await;
            let form = host.page("/staff/terminals/add").await;
            assert!(
                words(&form).contains("must clear its screen by itself") && words(&form).contains("required")
            );
            assert!(form.contains("value=\"Hill Street Surgery\""), "where they work is already there");
            let code = add(&host, "Surgery foyer").await;
            let list = host.page(HERE).await;
            assert!(!list.contains(&code), "it is shown once");
            assert!(words(&list).contains("Not set up yet: its code waits to be typed."), "{}", words(&list));
            let mut screen = Jar::default();
            assert_eq!(to(&screen.post(&app, "/terminal", &[("code", &code)]).await), "/");
            let again = Jar::default().post(&app, "/terminal", &[("code", &code)]).await;
            assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
            let list = host.page(HERE).await;
            let read = words(&list);
            for said in ["Desk 1 , Surgery foyer", "5 minutes", "Printing No", "Runs. Last used today at"] {
                assert!(read.contains(said), "{said}: {read}");
            }
            let mut hrefs = list.split("href=\"").filter_map(|rest| rest.split('"').next());
            let end = hrefs.find(|href| href.ends_with("/end")).expect("a way to stop it").to_owned();
            assert!(words(&host.page(&end).await).contains("Stop Desk 1?"));
            assert_eq!(to(&host.post(&end, &[]).await), HERE);
            assert!(words(&host.page(HERE).await).contains("Stopped today at"));
            let first = screen.get(&app, "/").await;
            assert_eq!(first.status(), StatusCode::FORBIDDEN);
            assert_eq!(host.post(&end, &[]).await.status(), StatusCode::NOT_FOUND, "it is stopped");
        }
        let noted: Vec<_> = app.log_about_nobody().await.into_iter().map(|row| row.purpose).collect();
        assert!(noted.contains(&"terminal-added".to_owned()) && noted.contains(&"terminal-ended".to_owned()));
    });
}

#[test]
fn a_desk_lists_and_stops_the_screens_of_its_own_organisation_alone() {
    run(async {
        let app = TestApp::start(&[]).await;
        terminal(&app, DESK).await;
        let (hill, river) = (crate::domain::OdsCode::parse("A99901"), crate::domain::OdsCode::parse("RZ1"));
        let (hill, river) = (hill.expect("a code"), river.expect("a code"));
        terminal(&app, NewTerminal { name: "Own", organisation: Some(&hill), ..DESK }).await;
        terminal(&app, NewTerminal { name: "Other", organisation: Some(&river), ..DESK }).await;
        let host = app.staff(StaffRole::TerminalHost).await;
        let list = words(&host.page(HERE).await);
        assert!(list.contains("Own , ") && !list.contains("Other , ") && !list.contains("Desk 1"), "{list}");
        let all = app.portal.access.list_terminals().await.expect("a list");
        let other = all.iter().find(|row| row.terminal.name == "Other").expect("one").terminal.id;
        for answer in [
            host.get(&format!("{HERE}/{other}/end")).await,
            host.post(&format!("{HERE}/{other}/end"), &[]).await,
        ] {
            assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        }
        let all = app.portal.access.list_terminals().await.expect("a list");
        let others = all.iter().filter(|row| row.terminal.id == other);
        assert!(others.map(|row| row.stopped).eq([None]), "it runs");
    });
}

#[test]
fn a_form_that_is_not_filled_in_says_what_is_missing_and_keeps_what_was_typed() {
    run(async {
        let app = TestApp::start(&[]).await;
        let host = app.staff(StaffRole::TerminalHost).await;
        for (name, place, idle, printing, wanted) in [
            ("", "Foyer", "5", "no", "Enter a short name for the screen"),
            ("Desk 1", "", "5", "no", "Enter where it stands"),
            ("Desk 1", "Foyer", "60", "no", "Choose 2 to 10 minutes"),
            ("Desk 1", "Foyer", "soon", "no", "Choose 2 to 10 minutes"),
            ("Desk 1", "Foyer", "5", "perhaps", "Choose if people may print"),
        ] {
            let fields = [("name", name), ("place", place), ("idle", idle), ("printing", printing)];
            let answer = host.post("/staff/terminals/add", &fields).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wanted}");
            let page = answer.text().await.expect("a page");
            assert!(page.contains(wanted), "{wanted}");
            assert!(name.is_empty() || page.contains("value=\"Desk 1\""), "{wanted}: what was typed is kept");
        }
        assert!(!words(&host.page(HERE).await).contains("Desk 1"));
    });
}

#[test]
fn a_manager_reads_how_often_people_log_in_at_each_screen_and_never_who() {
    run(async {
        let app = TestApp::start(&[]).await;
        let host = app.staff(StaffRole::TerminalHost).await;
        let code = add(&host, "Surgery foyer").await;
        let mut screen = Jar::default();
        screen.post(&app, "/terminal", &[("code", &code)]).await;
        let manager = app.staff(StaffRole::ServiceManager).await;
        let used = async || words(&manager.page("/staff/used").await);
        let line =
            |so_far: &str| format!("Screen Desk 1 , Surgery foyer This week so far {so_far} Week from");
        assert!(used().await.contains(&line("none")), "{}", used().await);
        let sam = &app.portal.sandbox.as_ref().expect("practice").people()[0];
        let fields = [("email", sam.email.as_str()), ("password", &sam.password)];
        for wanted in ["fewer than 5", "fewer than 5", "fewer than 5", "fewer than 5", "5"] {
            assert_eq!(to(&screen.post(&app, "/log-in", &fields).await), "/");
            screen.post(&app, "/log-out", &[]).await;
            let page = used().await;
            assert!(page.contains(&line(wanted)) && !page.contains("Sam"), "{page}");
        }
        let file = manager.get("/staff/used/terminals").await;
        assert_eq!(file.headers()["content-type"], "text/csv; charset=utf-8");
        let file = file.text().await.expect("a file");
        assert!(file.contains("\"Desk 1\",\"Surgery foyer\",\"2026-11-16\",\"so far\",\"5\""), "{file}");
        app.clock.advance(chrono::Duration::days(14));
        let manager = app.staff_member(&super::member(StaffRole::ServiceManager)).await;
        let page = words(&manager.page("/staff/used").await);
        let weeks = "so far none Week from 23 November 2026 none Week from 16 November 2026 5";
        assert!(page.contains(&format!("Screen Desk 1 , Surgery foyer This week {weeks}")), "{page}");
        let other = sandbox::staff().into_iter().find(|staff| staff.organisation == "RZ1").expect("one");
        let there = words(&app.staff_member(&other).await.page("/staff/used").await);
        assert!(!there.contains("Surgery foyer"), "{there}");
    });
}
