//! Changing one's own details at the practice demographics, as people do it.

use reqwest::StatusCode;

use super::app::{TestApp, Visitor, run, shared, words};
use super::requests::{hidden, location, post, with};
use crate::sandbox::Fault;

const DEMOGRAPHICS: &str = "X99";

fn address(what: &str) -> String {
    format!("/your-details/change/{what}")
}

/// Sends one change and gives the words of its request.
async fn changed(visitor: &Visitor<'_>, what: &str, fields: &[(&str, &str)]) -> String {
    let path = address(what);
    let form = with(hidden(&visitor.page(&path).await), fields);
    let answer = post(visitor, &path, &form).await;
    let status = answer.status();
    assert_eq!(status, StatusCode::SEE_OTHER, "{}", answer.text().await.expect("a page"));
    let request = location(&post(visitor, &path, &form).await);
    words(&visitor.page(&request).await)
}

#[test]
fn each_detail_is_changed_and_stands_on_the_page_at_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let page = visitor.page("/your-details").await;
        assert!(words(&page).contains("You can change these here"), "{page}");
        assert!(words(&page).contains("Tell these yourself"), "{page}");
        let new_address = [("line1", "9 New Street"), ("line2", ""), ("line3", ""), ("postcode", "zz99 3vz")];
        for (what, fields, stands) in [
            ("email", &[("value", "new@example.org")][..], "new@example.org"),
            ("mobile", &[("value", "07700 900 444")], "07700 900 444"),
            ("address", &new_address, "9 New Street"),
            ("language", &[("language", "pl"), ("interpreter", "yes")], "Polish"),
            (
                "pharmacy",
                &[("near", "ZZ99 3VZ"), ("pharmacy", "FZZ02"), ("step", "use")],
                "Hill Street Pharmacy",
            ),
        ] {
            let said = changed(&visitor, what, fields).await;
            assert!(said.contains("Your details are changed"), "{what}: {said}");
            assert!(said.contains("Tell each of them."), "{what}: {said}");
            let said = words(&visitor.page("/your-details").await).to_lowercase();
            assert!(said.contains(&stands.to_lowercase()), "{what}: {said}");
        }
        let said = changed(&visitor, "pharmacy", &[("pharmacy", "none")]).await;
        assert!(said.contains("Your details are changed") && said.contains("None any more"), "{said}");
    });
}

#[test]
fn what_somebody_else_changed_meanwhile_is_shown_and_what_was_typed_is_kept() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let path = address("email");
        let old = with(hidden(&visitor.page(&path).await), &[("value", "typed@example.org")]);
        // In another tab, or at the surgery's desk.
        changed(&visitor, "mobile", &[("value", "07700 900 445")]).await;
        let answer = post(&visitor, &path, &old).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        let said = words(&page);
        assert!(said.contains("changed somewhere else meanwhile, so we changed nothing"), "{said}");
        assert!(said.contains("Written down now: "), "{said}");
        assert!(page.contains("value=\"typed@example.org\""), "{page}");
        let again = with(hidden(&page), &[("value", "typed@example.org")]);
        let request = location(&post(&visitor, &path, &again).await);
        assert!(words(&visitor.page(&request).await).contains("Your details are changed"));
    });
}

#[test]
fn of_different_changes_at_once_one_is_done_and_the_others_keep_what_was_typed_and_say_so() {
    run(async {
        let app = TestApp::start(&[]).await;
        // At home, on the phone, and with somebody who helps.
        let browsers = [app.log_in("five").await, app.log_in("five").await, app.log_in("five").await];
        let typed = ["home@example.org", "phone@example.org", "help@example.org"];
        let path = address("email");
        let mut forms = Vec::new();
        for (browser, value) in browsers.iter().zip(typed) {
            forms.push(with(hidden(&browser.page(&path).await), &[("value", value)]));
        }
        let sent = browsers.iter().zip(&forms).map(|(browser, form)| post(browser, &path, form));
        let answers = futures::future::join_all(sent).await;
        let mut done = Vec::new();
        for (answer, value) in answers.into_iter().zip(typed) {
            if answer.status() == StatusCode::SEE_OTHER {
                done.push(value);
                continue;
            }
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{value}");
            let page = answer.text().await.expect("a page");
            assert!(
                words(&page).contains("changed somewhere else meanwhile, so we changed nothing"),
                "{page}"
            );
            assert!(page.contains(&format!("value=\"{value}\"")), "{page}");
        }
        assert_eq!(done.len(), 1, "{done:?}");
        assert!(words(&browsers[0].page("/your-details").await).contains(done[0]));
    });
}

#[test]
fn two_clicks_at_once_are_one_change() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let path = address("email");
        let form = with(hidden(&visitor.page(&path).await), &[("value", "twice@example.org")]);
        let (one, other) = tokio::join!(post(&visitor, &path, &form), post(&visitor, &path, &form));
        assert_eq!((one.status(), location(&one)), (StatusCode::SEE_OTHER, location(&other)));
        let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
        let asked = sandbox.requests(DEMOGRAPHICS, usize::MAX).expect("a log");
        assert_eq!(asked.iter().filter(|line| line.method == "PATCH").count(), 1);
    });
}

#[test]
fn a_form_with_mistakes_comes_back_with_what_was_typed_and_changes_nothing() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        for (what, fields, field) in [
            ("email", &[("value", "not an address")][..], "value"),
            ("mobile", &[("value", "12")], "value"),
            ("address", &[("line1", ""), ("line2", ""), ("postcode", "ZZ99 3VZ")], "line1"),
            ("address", &[("line1", "9 New Street"), ("postcode", "")], "postcode"),
            ("language", &[("language", "en"), ("interpreter", "yes")], "language"),
            ("language", &[("language", "klingon")], "language"),
            ("pharmacy", &[("near", "")], "near"),
            ("pharmacy", &[("near", "ZZ99 3VZ"), ("step", "use")], "pharmacy"),
            ("pharmacy", &[("near", "ZZ99 3VZ"), ("pharmacy", "A99901"), ("step", "use")], "pharmacy"),
        ] {
            let path = address(what);
            let form = with(hidden(&visitor.page(&path).await), fields);
            let answer = post(&visitor, &path, &form).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{what} {fields:?}");
            let page = answer.text().await.expect("a page");
            assert!(page.contains(&format!("href=\"#{field}\"")), "{what} {fields:?}: {page}");
            assert!(page.contains("<title>Error: "), "{what} {fields:?}");
        }
        for odd in ["name", "Email", "%3Cb%3E"] {
            assert_eq!(visitor.get(&address(odd)).await.status(), StatusCode::NOT_FOUND, "{odd}");
        }
        let without =
            post(&visitor, &address("email"), &vec![("value".into(), "x@example.org".into())]).await;
        assert_eq!(without.status(), StatusCode::BAD_REQUEST);
    });
}

#[test]
fn nothing_is_changed_where_what_stands_cannot_be_read_or_the_record_is_restricted() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let path = address("email");
        let form = with(hidden(&visitor.page(&path).await), &[("value", "new@example.org")]);
        app.set_fault(DEMOGRAPHICS, Fault::Error500).await;
        for page in [visitor.page(&path).await, {
            let answer = post(&visitor, &path, &form).await;
            answer.text().await.expect("a page")
        }] {
            let said = words(&page);
            assert!(said.contains("You cannot change this here now"), "{said}");
            assert!(said.contains("Nothing was changed.") && said.contains("01632 960 002"), "{said}");
        }
        app.set_fault(DEMOGRAPHICS, Fault::None).await;
        let robin = app.log_in("Robin").await;
        let said = words(&robin.page(&path).await);
        assert!(said.contains("Your record has extra protection"), "{said}");
    });
}
