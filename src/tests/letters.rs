//! A letter that is a file: opened by whom it is about, from whoever holds it.

use reqwest::StatusCode;

use super::app::{TestApp, Visitor, run, shared};
use crate::sandbox::Fault;

/// The address of the first letter that can be opened.
async fn letter(visitor: &Visitor<'_>) -> String {
    let list = visitor.page("/record/letters").await;
    let ids = list.split("href=\"/record/letters/").skip(1).map(|after| after[..32].to_owned());
    for id in ids {
        let page = visitor.page(&format!("/record/letters/{id}")).await;
        if page.contains(&format!("href=\"/record/letters/{id}/file\"")) {
            assert!(page.contains("Download the letter (PDF, "), "{page}");
            assert!(page.contains("Read the letter (PDF, "), "{page}");
            return format!("/record/letters/{id}/file");
        }
    }
    panic!("no letter is a file")
}

#[test]
fn a_letter_that_is_a_file_opens_for_the_person_it_is_about_and_nobody_else() {
    run(async {
        let sam = shared().await.log_in("five").await;
        let address = letter(&sam).await;
        let file = sam.get(&address).await;
        assert_eq!(file.status(), StatusCode::OK);
        assert_eq!(file.headers()["content-type"], "application/pdf");
        assert_eq!(file.headers()["cache-control"], "no-store");
        assert_eq!(file.headers()["content-disposition"], "attachment; filename=\"letter.pdf\"");
        assert!(file.bytes().await.expect("a file").starts_with(b"%PDF-"));
        let other = shared().await.log_in("2,000").await;
        assert_eq!(other.get(&address).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(sam.get("/record/letters/nonsense/file").await.status(), StatusCode::NOT_FOUND);
        assert_eq!(shared().await.get(&address).await.status(), StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_letter_whose_holder_does_not_give_the_file_says_whom_to_ask() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let address = letter(&sam).await;
        for (fault, said) in [
            (Fault::Error500, "We could not get this letter"),
            (Fault::Reset, "We could not get this letter"),
            (Fault::WrongContentType, "This file is not what it is said to be"),
        ] {
            app.set_fault("RZ1", fault).await;
            let answer = sam.get(&address).await;
            assert_eq!(answer.status(), StatusCode::BAD_GATEWAY);
            let page = answer.text().await.expect("a page");
            assert!(page.contains(said), "{page}");
            assert!(page.contains("Riverside Hospital") && page.contains("01632"), "{page}");
        }
    });
}
