//! What is offered and used.

use std::collections::BTreeSet;

use chrono::Duration;
use reqwest::StatusCode;

use crate::domain::{Kind, OdsCode, StaffRole, Week};
use crate::sandbox;
use crate::store::PeopleByKind;
use crate::store::query::execute;
use crate::tests::app::{TestApp, run, words};
use crate::tests::jar::between;

#[test]
fn a_manager_reads_how_many_people_opened_what_is_offered_and_never_who() {
    run(async {
        let app = TestApp::start(&[]).await;
        let manager = app.staff(StaffRole::ServiceManager).await;
        let line = |so_far: &str| format!("Allergies This week so far {so_far} Week from 9 November 2026");
        let page = words(&manager.page("/staff/used").await);
        assert!(page.contains(&line("none")), "{page}");
        let sam = app.log_in("five").await;
        sam.page("/record/allergies").await;
        let page = manager.page("/staff/used").await;
        assert!(words(&page).contains(&line("fewer than 5")), "{}", words(&page));
        assert!(!page.contains("Sam"));
        let file = manager.get("/staff/used/file").await;
        assert_eq!(file.headers()["content-type"], "text/csv; charset=utf-8");
        let file = file.text().await.expect("a file");
        assert!(file.contains("\"Allergies\",\"2026-11-16\",\"so far\",\"fewer than 5\""), "{file}");
    });
}

#[test]
fn half_a_year_of_each_thing_is_a_chart_a_table_and_a_file_that_say_the_same() {
    run(async {
        let app = TestApp::start(&[]).await;
        let manager = app.staff(StaffRole::ServiceManager).await;
        let front = manager.page("/staff/used").await;
        let links: BTreeSet<_> = front
            .split("href=\"")
            .filter_map(|rest| rest.split('"').next())
            .filter(|href| href.starts_with("/staff/used/kinds/") || href.starts_with("/staff/used/screens/"))
            .collect();
        assert!(links.len() > 6 && links.iter().any(|href| href.contains("screens")), "{links:?}");
        let mut hidden = 0;
        for link in links {
            let page = manager.page(link).await;
            assert_eq!(page.matches("class=\"chart\"").count(), 1, "{link}");
            assert!(!page.contains("style="), "{link}");
            let table = between(&page, "<tbody", "</tbody>");
            assert_eq!(table.matches("<tr").count(), 26, "{link}");
            let few = table.matches("fewer than 5").count();
            let chart = between(&page, "class=\"chart\"", "</svg>");
            assert_eq!(
                chart.matches("fill=\"#ffffff\"").count(),
                few,
                "{link}: a hidden number has a mark of its own"
            );
            hidden += few;
            let file = manager.get(if link.contains("kinds") {
                "/staff/used/file"
            } else {
                "/staff/used/terminals"
            });
            let file = file.await.text().await.expect("a file");
            assert!(!file.contains("\"1\"") && !file.contains("\"4\""), "{file}");
        }
        assert!(hidden > 0, "some are hidden");
        for nowhere in ["kinds/dreams", "screens/7"] {
            let status = manager.get(&format!("/staff/used/{nowhere}")).await.status();
            assert_eq!(status, StatusCode::NOT_FOUND, "{nowhere}");
        }
        let other = sandbox::staff().into_iter().find(|staff| staff.organisation == "RZ1").expect("one");
        let screen = front.split("/staff/used/screens/").nth(1).and_then(|rest| rest.split('"').next());
        let there = app.staff_member(&other).await;
        let status = there.get(&format!("/staff/used/screens/{}", screen.expect("one"))).await.status();
        assert_eq!(status, StatusCode::NOT_FOUND, "another organisation's");
    });
}

#[test]
fn pages_and_files_are_the_same_whatever_a_hidden_number_was() {
    run(async {
        let mut before: Option<Vec<String>> = None;
        for number in 1..5 {
            let app = TestApp::start(&[]).await;
            let own = OdsCode::parse("A99901").expect("a code");
            // A week before those that practice mode makes up, so that it is told in no other way.
            app.clock.advance(Duration::days(7));
            let last = Week::of(app.portal.access.today()).before(1);
            let people = PeopleByKind::from([(Kind::Conditions, number), (Kind::Visits, 40)]);
            let weeks = [(last, people)].into();
            app.portal.database.keep_use_of_weeks(&own, &weeks).await.expect("kept");
            let manager = app.staff(StaffRole::ServiceManager).await;
            let mut now = Vec::new();
            for path in [
                "/staff/used",
                "/staff/used/kinds/conditions",
                "/staff/used/kinds/visits",
                "/staff/used/file",
            ] {
                let page = manager.get(path).await.text().await.expect("a page");
                let chart = page.split("class=\"chart\"").nth(1).and_then(|rest| rest.split("</svg>").next());
                assert_eq!(chart.is_some(), path.contains("kinds"), "{path}");
                now.push(if path.ends_with("file") { page.clone() } else { words(&page) });
                now.extend(chart.map(str::to_owned));
            }
            assert!(now[0].contains("fewer than 5"), "{}", now[0]);
            assert!(before.is_none_or(|before| before == now), "{number} is told by something");
            before = Some(now);
        }
    });
}

#[test]
fn a_week_that_is_over_is_counted_once_and_stays_as_it_was() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        sam.page("/record/vaccinations").await;
        let own = OdsCode::parse("A99901").expect("a code");
        let this = Week::of(app.portal.access.today());
        app.clock.advance(Duration::days(7));
        let manager = app.staff(StaffRole::ServiceManager).await;
        let page = words(&manager.page("/staff/used/kinds/vaccinations").await);
        assert!(
            page.contains("Week 16 November 2026 to 22 November 2026 People who opened it fewer than 5"),
            "{page}"
        );
        let kept = app.portal.database.use_of_weeks(&own, this).await.expect("an answer");
        assert_eq!(kept.keys().copied().collect::<Vec<_>>(), [this], "this week is not over");
        assert_eq!(kept[&this][&Kind::Vaccinations], 1);
    });
}

#[test]
fn on_a_log_that_is_not_counted_yet_the_page_counts_the_last_weeks_and_says_that_older_ones_come() {
    run(async {
        let app = TestApp::start(&[]).await;
        let own = OdsCode::parse("A99901").expect("a code");
        let this = Week::of(app.portal.access.today());
        app.portal.week_counter.count().await.expect("counted");
        execute!(app.portal.database.writer(), "DELETE FROM use_of_week").expect("a change");
        let manager = app.staff(StaffRole::ServiceManager).await;
        let counting = "Older weeks are still being counted.";
        assert!(words(&manager.page("/staff/used").await).contains(counting));
        let kept = app.portal.database.use_of_weeks(&own, this.before(26)).await.expect("an answer");
        assert_eq!(
            kept.keys().copied().collect::<Vec<_>>(),
            [this.before(1)],
            "no page waits for the others"
        );
        app.portal.week_counter.count().await.expect("counted");
        assert!(!words(&manager.page("/staff/used").await).contains(counting));
    });
}
