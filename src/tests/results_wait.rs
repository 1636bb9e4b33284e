//! The choice to see new results later: the same on every page, in every count, and by address.

use chrono::Duration;
use reqwest::StatusCode;
use reqwest::header::LOCATION;

use super::app::{TestApp, Visitor, run, shared};

const LIST: &str = "/record/test-results";

async fn choose(visitor: &Visitor<'_>, choice: &str) {
    let answer = visitor.post(LIST, &[("show", choice)]).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers()[LOCATION], LIST);
}

/// The ids of the results on the first page of the list.
fn ids(list: &str) -> Vec<String> {
    list.split("href=\"/record/test-results/").skip(1).map(|after| after[..32].to_owned()).collect()
}

/// What the hidden fields of the forms that open results hold.
fn waiting_until(list: &str) -> Vec<String> {
    let fields = list.split("name=\"until\" value=\"").skip(1);
    fields.map(|after| after.split('"').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn new_results_wait_everywhere_once_the_person_chooses_so() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let before = ids(&sam.page(LIST).await);
        let home = sam.page("/").await;
        assert!(!home.contains("new results wait"), "{home}");
        choose(&sam, "after-7-days").await;
        let list = sam.page(LIST).await;
        let after = ids(&list);
        let hidden: Vec<_> = before.iter().filter(|id| !after.contains(id)).collect();
        assert!(!hidden.is_empty() && !after.is_empty());
        assert!(list.contains("new results wait until Tuesday 24 November 2026, 2:30pm."), "{list}");
        for page in ["/", "/record", "/where-from", "/record/test-results?by=test"] {
            let page = sam.page(page).await;
            assert!(hidden.iter().all(|id| !page.contains(*id)), "{page}");
            assert!(page.contains(" wait"), "what waits is counted: {page}");
        }
        for id in &hidden {
            let page = sam.page(&format!("{LIST}/{id}")).await;
            assert!(page.contains("This test result waits"), "{page}");
            assert!(
                !page.contains("mmol") && !page.contains("Haemoglobin") && !page.contains("10⁹"),
                "{page}"
            );
        }
        choose(&sam, "straight-away").await;
        assert_eq!(ids(&sam.page(LIST).await), before);
    });
}

#[test]
fn a_result_that_waits_can_be_opened_early_with_one_press_alone_or_with_those_of_its_report() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let before = ids(&sam.page(LIST).await);
        choose(&sam, "after-7-days").await;
        let list = sam.page(LIST).await;
        let hidden: Vec<_> = before.iter().filter(|id| !list.contains(*id)).cloned().collect();
        let address = format!("{LIST}/{}", hidden[0]);
        let answer = sam.post(&address, &[]).await;
        assert_eq!(
            (answer.status(), &answer.headers()[LOCATION]),
            (StatusCode::SEE_OTHER, &address.parse().expect("a header"))
        );
        assert!(sam.page(&address).await.contains("What the record says"));
        assert!(sam.page(&format!("{LIST}/{}", hidden[1])).await.contains("This test result waits"));
        for until in waiting_until(&sam.page(LIST).await) {
            let answer = sam.post(LIST, &[("until", &until)]).await;
            assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        }
        let list = sam.page(LIST).await;
        assert_eq!(ids(&list), before);
        assert!(list.contains("You see new results 7 days after they arrive."), "the choice stands");
    });
}

#[test]
fn a_result_that_waits_is_shown_when_its_time_has_come() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let before = ids(&sam.page(LIST).await);
        choose(&sam, "after-7-days").await;
        let waiting = sam.page(LIST).await;
        assert_ne!(ids(&waiting), before);
        // All that is shown is seen now, and what waits is not.
        sam.page("/").await;
        app.clock.advance(Duration::days(4) + Duration::hours(4) + Duration::minutes(48));
        let sam = app.log_in("five").await;
        assert!(sam.page(LIST).await.contains("until Tuesday 24 November 2026, 2:30pm."));
        app.clock.advance(Duration::minutes(1));
        let list = sam.page(LIST).await;
        assert!(!list.contains("until Tuesday 24 November"), "{list}");
        let home = sam.page("/").await;
        assert!(home.contains("Full blood count"), "what was not shown until now is new: {home}");
        app.clock.advance(Duration::days(3));
        let sam = app.log_in("five").await;
        assert!(waiting_until(&sam.page(LIST).await).is_empty());
    });
}

#[test]
fn a_choice_that_makes_no_sense_comes_back_with_what_is_wrong_and_changes_nothing() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        for fields in [&[("show", "never")][..], &[("until", "soon")], &[]] {
            let answer = sam.post(LIST, fields).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            let page = answer.text().await.expect("a page");
            assert!(page.contains("Error: ") && page.contains("href=\"#new-results\""), "{page}");
            assert!(page.contains("You see new results straight away"), "{page}");
        }
        // Nothing waits until then: nothing is opened and the list is shown.
        let answer = sam.post(LIST, &[("until", "2031-01-01T00:00:00Z")]).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    });
}

#[test]
fn nobody_opens_a_result_of_somebody_else() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let address = format!("{LIST}/{}", ids(&sam.page(LIST).await)[0]);
        let other = app.log_in("2,000").await;
        assert_eq!(other.post(&address, &[]).await.status(), StatusCode::SEE_OTHER);
        assert_eq!(other.get(&address).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(other.post("/record/test-results/nonsense", &[]).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(app.post(&address, &[]).await.headers()[LOCATION], "/log-in");
    });
}

#[test]
fn vital_signs_have_a_list_of_their_own() {
    run(async {
        let sam = shared().await.log_in("five").await;
        let list = sam.page("/record/test-results?kind=vital-signs").await;
        assert!(list.contains("Your vital signs") && list.contains("blood pressure reading"), "{list}");
        assert!(!list.contains("Haemoglobin"), "{list}");
    });
}
