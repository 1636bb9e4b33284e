//! Pages that the device can read out.

use super::*;
use crate::tests::bad_input::first_id;

#[test]
fn letters_results_and_instructions_can_be_read_out_on_large_pages_alone() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        in_private(&mut jar, &app).await;
        let own = app.log_in("five").await;
        let mut paths = vec!["/help".to_owned(), "/record/test-results".to_owned()];
        for list in ["record/test-results", "record/letters", "record/medicines", "appointments"] {
            let id = first_id(&own.page(&format!("/{list}")).await, list);
            paths.push(format!("/{list}/{id}"));
        }
        for path in paths {
            let large = page(&jar, &app, &path).await;
            let island =
                large.split("<leptos-island").find(|part| part.contains("Are headphones plugged in?"));
            let island = island.unwrap_or_else(|| panic!("{path}: it cannot be read out"));
            let props = island.split("data-props=\"").nth(1).and_then(|rest| rest.split('"').next());
            let props = props.expect("props");
            assert!(!props.contains("Sam") && !props.contains("Surgery"), "{path}: {props}");
            assert!(!own.page(&path).await.contains("headphones"), "{path}: not on an ordinary page");
        }
        assert!(!page(&jar, &app, "/").await.contains("headphones"), "big choices are not read out");
    });
}
