//! Letters of every kind of file: what is read here, what is saved, and what is refused with a reason.

use std::collections::BTreeMap;

use reqwest::header::HeaderMap;
use reqwest::{Response, StatusCode};
use scraper::{Html, Selector};

use super::app::{TestApp, Visitor, run, shared};

/// The letters of the person who has one of each, by title, with what the list says of them.
async fn letters(visitor: &Visitor<'_>) -> BTreeMap<String, (String, String)> {
    let list = Html::parse_document(&visitor.page("/record/letters").await);
    let (entry, link) = (selector("li.entry"), selector(".entry__title a"));
    let read = |entry: scraper::ElementRef<'_>| {
        let link = entry.select(&link).next().expect("a title");
        let href = link.attr("href").expect("an address").to_owned();
        (link.text().collect::<String>(), (href, entry.text().collect::<String>()))
    };
    list.select(&entry).map(read).collect()
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}

async fn href(visitor: &Visitor<'_>, title: &str) -> String {
    let letters = letters(visitor).await;
    let found = letters.iter().find(|(known, _)| known.contains(title));
    found.unwrap_or_else(|| panic!("no letter {title:?} among {:?}", letters.keys())).1.0.clone()
}

async fn file(visitor: &Visitor<'_>, title: &str) -> Response {
    visitor.get(&format!("{}/file", href(visitor, title).await)).await
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

async fn main_part(answer: Response) -> String {
    let page = Html::parse_document(&answer.text().await.expect("a page"));
    page.select(&selector("main")).next().expect("a main part").inner_html().replace("<!---->", "")
}

fn words(html: &str) -> String {
    let page = Html::parse_fragment(html);
    page.root_element().text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_page_of_html_is_read_in_our_page_without_anything_that_does_something() {
    run(async {
        let visitor = shared().await.log_in("letters of every kind").await;
        for title in ["Ward letter with scripts", "Letter sent as a web page inside"] {
            let href = href(&visitor, title).await;
            let address = if title.starts_with("Ward") { format!("{href}/file") } else { href };
            let answer = visitor.get(&address).await;
            assert_eq!(answer.status(), StatusCode::OK);
            assert!(header(answer.headers(), "content-security-policy").starts_with("default-src 'none'"));
            let html = main_part(answer).await;
            assert!(html.contains("All is <i>well</i>.") && html.contains("Ward letter"), "{html}");
            assert!(words(&html).contains("Pictures in this letter are not shown."), "{html}");
            for gone in [
                "<script",
                "steal",
                "<img",
                "elsewhere",
                "iframe",
                "javascript",
                "/log-out",
                "fixed",
                "taken over",
            ] {
                assert!(!html.contains(gone), "{gone}: {html}");
            }
        }
        let answer = file(&visitor, "Clinic letter as a web page").await;
        let html = main_part(answer).await;
        assert!(html.contains("<h3>Eye clinic</h3>") && html.contains("<td>14 mmHg</td>"), "{html}");
    });
}

#[test]
fn a_text_file_is_read_in_our_page_with_its_paragraphs() {
    run(async {
        let visitor = shared().await.log_in("letters of every kind").await;
        let answer = file(&visitor, "Letter as a text file").await;
        assert_eq!(answer.status(), StatusCode::OK);
        let html = main_part(answer).await;
        assert!(html.contains("<p dir=\"auto\">Your blood test is normal.</p>"), "{html}");
    });
}

#[test]
fn a_picture_stands_in_the_page_and_can_do_nothing_on_its_own() {
    run(async {
        let visitor = shared().await.log_in("letters of every kind").await;
        for (title, kind) in [("(PNG)", "image/png"), ("(JPEG)", "image/jpeg")] {
            let href = href(&visitor, title).await;
            let page = visitor.page(&href).await;
            assert!(
                page.contains(&format!("<img src=\"{href}/file\" alt=\"Picture of this letter")),
                "{page}"
            );
            let picture = visitor.get(&format!("{href}/file")).await;
            let headers = picture.headers().clone();
            assert_eq!(header(&headers, "content-type"), kind);
            assert!(header(&headers, "content-security-policy").starts_with("sandbox; default-src 'none'"));
            assert_eq!(header(&headers, "x-content-type-options"), "nosniff");
            assert_eq!(header(&headers, "cache-control"), "no-store");
            let length: usize =
                header(&headers, "content-length").parse().expect("its size, told beforehand");
            assert_eq!(picture.bytes().await.expect("a picture").len(), length);
        }
        // One whose size nobody told is not loaded before somebody asks for it.
        let href = href(&visitor, "(GIF)").await;
        let page = visitor.page(&href).await;
        assert!(
            !page.contains("letter__picture") && page.contains("Open the letter (GIF, size not told)"),
            "{page}"
        );
        assert_eq!(header(visitor.get(&format!("{href}/file")).await.headers(), "content-type"), "image/gif");
    });
}

#[test]
fn a_file_that_came_inside_of_the_answer_is_opened_like_any_other() {
    run(async {
        let visitor = shared().await.log_in("letters of every kind").await;
        let pdf = file(&visitor, "PDF inside the answer").await;
        assert_eq!(pdf.status(), StatusCode::OK);
        assert_eq!(header(pdf.headers(), "content-disposition"), "attachment; filename=\"letter.pdf\"");
        assert_eq!(pdf.bytes().await.expect("a file"), "%PDF-1.4\n%%EOF\n");
        let href = href(&visitor, "Scan sent inside").await;
        let page = visitor.page(&href).await;
        assert!(page.contains(&format!("<img src=\"{href}/file\" alt=\"Picture of this letter")), "{page}");
        let picture = visitor.get(&format!("{href}/file")).await;
        assert_eq!(header(picture.headers(), "content-type"), "image/png");
    });
}

#[test]
fn a_file_that_is_not_what_it_is_said_to_be_is_refused_in_words() {
    run(async {
        let visitor = shared().await.log_in("letters of every kind").await;
        for title in [
            "PDF that says it is a picture",
            "Drawing that says it is a picture",
            "Web page that says it is a PDF",
        ] {
            let answer = file(&visitor, title).await;
            assert_eq!(answer.status(), StatusCode::BAD_GATEWAY, "{title}");
            assert!(header(answer.headers(), "content-type").starts_with("text/html"), "{title}");
            let html = main_part(answer).await;
            let said = words(&html);
            assert!(said.contains("This file is not what it is said to be, so we do not open it."), "{said}");
            assert!(
                said.contains("Ask Riverside Hospital if you want to read it.")
                    && said.contains("01632 960 001"),
                "{said}"
            );
            assert!(!html.contains("alert") && !html.contains("steal"), "{html}");
        }
    });
}

#[test]
fn a_kind_of_file_that_is_not_on_our_list_is_never_asked_for_and_the_page_says_whom_to_call() {
    run(async {
        let visitor = shared().await.log_in("letters of every kind").await;
        for (title, kind) in [("Drawing with scripts", "SVG"), ("Letter as a Word file", "Word")] {
            let href = href(&visitor, title).await;
            let page = visitor.page(&href).await;
            assert!(words(&page).contains(&format!("a kind that we do not open here ({kind}, ")), "{page}");
            assert!(!page.contains(&format!("{href}/file")), "{page}");
            assert!(page.contains("01632 960 001"), "{page}");
            let answer = visitor.get(&format!("{href}/file")).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
            assert!(words(&main_part(answer).await).contains("You cannot open this letter here"));
        }
    });
}

#[test]
fn a_document_of_100_megabytes_is_refused_before_it_is_fetched_and_its_size_is_said() {
    run(async {
        let visitor = shared().await.log_in("letters of every kind").await;
        let href = href(&visitor, "100 MB").await;
        let said = words(&visitor.page(&href).await);
        assert!(said.contains("too large to open here. It has 100MB, and we open up to 25MB."), "{said}");
        assert!(said.contains("Ask Riverside Hospital"), "{said}");
        let answer = visitor.get(&format!("{href}/file")).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_document_that_turns_out_to_be_too_large_breaks_off_at_the_limit() {
    run(async {
        let app = TestApp::start(&["--letter-bytes", "3000000"]).await;
        let visitor = app.log_in("letters of every kind").await;
        let mut answer = file(&visitor, "whole folder, its size not told").await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(header(answer.headers(), "content-disposition"), "attachment; filename=\"letter.pdf\"");
        let mut come = 0;
        let broken = loop {
            match answer.chunk().await {
                Ok(Some(chunk)) => come += chunk.len(),
                Ok(None) => break false,
                Err(_) => break true,
            }
        };
        assert!(broken, "it looks as if it were whole");
        assert!((1_000_000..=3_000_000).contains(&come), "{come}");
    });
}

#[test]
fn a_text_that_is_too_long_for_a_page_is_refused_in_words() {
    run(async {
        let visitor = shared().await.log_in("letters of every kind").await;
        let answer = file(&visitor, "Very long text").await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let said = words(&main_part(answer).await);
        assert!(said.contains("too large to open here. It has 10MB, and we open up to 1MB."), "{said}");
    });
}

#[test]
fn a_letter_is_unread_until_the_letter_itself_is_opened_and_can_be_unread_again() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("letters of every kind").await;
        let is_unread = async |title: &str| {
            let letters = letters(&visitor).await;
            let found = letters.iter().find(|(known, _)| known.contains(title)).expect("a letter");
            found.1.1.contains("Unread")
        };
        let (inside, picture) = ("Letter sent as a web page inside", "(PNG)");
        assert!(is_unread(inside).await && is_unread(picture).await);
        let (read, shown) = (href(&visitor, inside).await, href(&visitor, picture).await);
        visitor.page(&read).await;
        visitor.page(&shown).await;
        assert!(!is_unread(inside).await, "it stood in the page");
        assert!(is_unread(picture).await, "its picture was not loaded");
        visitor.get(&format!("{shown}/file")).await;
        assert!(!is_unread(picture).await);
        let answer = visitor.post(&format!("{read}/unread"), &[]).await;
        assert_eq!(
            (answer.status(), header(answer.headers(), "location")),
            (StatusCode::SEE_OTHER, "/record/letters")
        );
        assert!(is_unread(inside).await);
        // What was refused was not read.
        file(&visitor, "PDF that says it is a picture").await;
        assert!(is_unread("PDF that says it is a picture").await);
        // What nobody can read here is not said to be unread.
        for title in ["Letter as a Word file", "100 MB"] {
            assert!(!is_unread(title).await, "{title}");
        }
    });
}
