//! A letter that is a PDF, read in a page of ours.

use reqwest::StatusCode;
use scraper::{Html, Selector};

use super::app::{TestApp, Visitor, run, shared};
use crate::sandbox::Fault;

/// The address of a letter by its title, without a slash at its end.
async fn letter(visitor: &Visitor<'_>, title: &str) -> String {
    let list = Html::parse_document(&visitor.page("/record/letters").await);
    let links = Selector::parse(".entry__title a").expect("a selector");
    let found = list.select(&links).find(|link| link.text().collect::<String>().contains(title));
    found.and_then(|link| link.attr("href")).unwrap_or_else(|| panic!("no letter {title:?}")).to_owned()
}

fn words(page: &str) -> String {
    let page = Html::parse_document(page);
    let main = page.select(&Selector::parse("main").expect("a selector")).next().expect("a main part");
    main.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_pdf_is_read_here_as_pictures_with_its_words_below() {
    run(async {
        let sam = shared().await.log_in("five").await;
        let address = letter(&sam, "Discharge summary").await;
        assert!(sam.page(&address).await.contains(&format!("href=\"{address}/pages\"")));
        let answer = sam.get(&format!("{address}/pages")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let page = answer.text().await.expect("a page");
        assert_eq!(page.matches("src=\"data:image/png;base64,").count(), 1, "one page, one picture");
        assert!(page.contains("alt=\"Page 1 of 1\""), "{page}");
        let words = words(&page);
        assert!(words.contains("Stay in hospital with pneumonia, 5 days."), "{words}");
        assert!(words.contains("The pictures are the letter."), "{words}");
    });
}

#[test]
fn a_letter_that_was_read_so_is_no_longer_unread_and_stands_in_who_looked() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let address = letter(&sam, "Your eye clinic appointment").await;
        let unread = |page: String| page.matches("Unread").count();
        let before = unread(sam.page("/record/letters").await);
        sam.page(&format!("{address}/pages")).await;
        assert_eq!(unread(sam.page("/record/letters").await), before - 1);
        assert!(words(&sam.page("/who-looked").await).contains("Opened the file of a letter"));
    });
}

#[test]
fn a_page_of_a_letter_that_is_not_there_is_not_found_nor_is_anybody_elses_letter() {
    run(async {
        let sam = shared().await.log_in("five").await;
        let address = format!("{}/pages", letter(&sam, "Discharge summary").await);
        assert_eq!(sam.get(&format!("{address}?from=2")).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(sam.get(&format!("{address}?from=x")).await.status(), StatusCode::BAD_REQUEST);
        let other = shared().await.log_in("2,000").await;
        assert_eq!(other.get(&address).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(sam.get("/record/letters/nonsense/pages").await.status(), StatusCode::NOT_FOUND);
        assert_eq!(shared().await.get(&address).await.status(), StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_pdf_that_cannot_be_read_says_so_with_whom_to_ask_and_a_letter_of_another_kind_is_read_as_it_is() {
    run(async {
        let visitor = shared().await.log_in("letters of every kind").await;
        let broken = letter(&visitor, "Letter sent as a PDF inside").await;
        let answer = visitor.get(&format!("{broken}/pages")).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        let said = words(&page);
        assert!(said.contains("Something is wrong with the file of this letter"), "{said}");
        assert!(said.contains("Ask ") && page.contains(&format!("href=\"{broken}/file\"")), "{page}");
        let web_page = letter(&visitor, "Ward letter with scripts").await;
        let answer = visitor.get(&format!("{web_page}/pages")).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert_eq!(answer.headers()["location"], format!("{web_page}/file"));
    });
}

#[test]
fn a_letter_whose_holder_does_not_give_the_file_says_whom_to_ask() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let address = format!("{}/pages", letter(&sam, "Discharge summary").await);
        app.set_fault("RZ1", Fault::Error500).await;
        let answer = sam.get(&address).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert_eq!(answer.headers()["location"], address.replace("/pages", "/file"));
    });
}
