//! "Something is wrong" and "This is not about me", from the entry to the list without it and back.

use reqwest::header::LOCATION;
use reqwest::{Response, StatusCode};
use scraper::{Html, Selector};

use super::app::{TestApp, Visitor, run, shared};
use crate::sandbox::Fault;

fn all<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn words(html: &str) -> String {
    let page = Html::parse_document(html);
    let main = all(&page, "main")[0];
    main.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The address of the first entry of a list whose title holds these words.
async fn entry(visitor: &Visitor<'_>, list: &str, title: &str) -> String {
    let page = Html::parse_document(&visitor.page(list).await);
    let links = all(&page, ".entry__title a");
    let found = links.iter().find(|link| link.text().collect::<String>().contains(title));
    found.and_then(|link| link.attr("href")).unwrap_or_else(|| panic!("no {title} in {list}")).to_owned()
}

/// The hidden id of a form.
fn report_id(html: &str) -> String {
    let page = Html::parse_document(html);
    let field = all(&page, "input[name=report]");
    field[0].attr("value").expect("an id").to_owned()
}

fn location(answer: &Response) -> &str {
    answer.headers()[LOCATION].to_str().expect("an address")
}

/// Says that an entry is not about the person; gives the address of what was told.
async fn hide(visitor: &Visitor<'_>, form: &str) -> String {
    let id = report_id(&visitor.page(&format!("{form}?what=not-about-me")).await);
    let fields = [("report", id.as_str()), ("what", "not-about-me"), ("text", ""), ("step", "send")];
    let answer = visitor.post(form, &fields).await;
    assert_eq!(
        (answer.status(), location(&answer)),
        (StatusCode::SEE_OTHER, &*format!("/record/reports/{id}"))
    );
    // Sent again, as an impatient finger does.
    let again = visitor.post(form, &fields).await;
    assert_eq!(
        (again.status(), location(&again)),
        (StatusCode::SEE_OTHER, &*format!("/record/reports/{id}"))
    );
    format!("/record/reports/{id}")
}

#[test]
fn every_entry_offers_both_ways_to_say_that_it_is_not_right() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        for (list, kind) in [
            ("/record/medicines", "medicines"),
            ("/appointments", "appointments"),
            ("/record/letters", "letters"),
        ] {
            let own = entry(&visitor, list, "").await;
            let id = own.rsplit('/').next().expect("an id");
            let page = visitor.page(&own).await;
            for what in ["wrong", "not-about-me"] {
                let form = format!("/record/{kind}/{id}/wrong?what={what}");
                assert!(page.contains(&format!("href=\"{form}\"")), "{page}");
                let form = Html::parse_document(&visitor.page(&form).await);
                let chosen = all(&form, "input[type=radio][checked]");
                assert_eq!(chosen[0].attr("value"), Some(what));
            }
        }
    });
}

#[test]
fn what_is_not_about_somebody_is_hidden_at_once_everywhere_and_can_be_brought_back() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = entry(&visitor, "/record/letters", "Eye clinic letter").await;
        let id = own.rsplit('/').next().expect("an id").to_owned();
        let before = words(&visitor.page("/").await);
        let told = hide(&visitor, &format!("/record/letters/{id}/wrong")).await;

        let list = visitor.page("/record/letters").await;
        assert!(!list.contains(&id) && !list.contains("Eye clinic letter"), "{list}");
        assert!(
            words(&list).contains("You told us that 1 entry is not about you. We have hidden it."),
            "{list}"
        );
        assert_eq!(visitor.get(&own).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(visitor.get(&format!("{own}/file")).await.status(), StatusCode::NOT_FOUND);
        let home = words(&visitor.page("/").await);
        assert!(!home.contains("Eye clinic letter"), "{home}");
        assert_ne!(home, before, "its count is as before");

        let page = visitor.page(&told).await;
        let said = words(&page);
        for expected in [
            "The entry is hidden",
            "Message to Riverside Hospital",
            "Waiting for them",
            "We have raised an urgent warning with those who run Front Door.",
        ] {
            assert!(said.contains(expected), "{expected}: {said}");
        }
        let reports = visitor.page("/record/reports").await;
        assert!(
            reports.contains(&told)
                && words(&reports).contains("Hidden from your record here. Those who hold it were told."),
            "{reports}"
        );

        let answer = visitor.post(&told, &[]).await;
        assert_eq!((answer.status(), location(&answer)), (StatusCode::SEE_OTHER, &*told));
        assert!(words(&visitor.page(&told).await).contains("You took this back"));
        let list = visitor.page("/record/letters").await;
        assert!(list.contains(&own) && !list.contains("We have hidden"), "{list}");
    });
}

#[test]
fn a_list_of_which_all_is_hidden_never_says_that_nobody_told_of_anything() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("Arabic").await;
        let list = visitor.page("/record/allergies").await;
        let page = Html::parse_document(&list);
        let entries: Vec<_> = all(&page, ".entry__title a")
            .iter()
            .filter_map(|link| link.attr("href").map(str::to_owned))
            .collect();
        assert!(!entries.is_empty(), "{list}");
        for entry in entries {
            let id = entry.rsplit('/').next().expect("an id");
            hide(&visitor, &format!("/record/allergies/{id}/wrong")).await;
        }
        let said = words(&visitor.page("/record/allergies").await);
        assert!(said.contains("Everything that was told for this list is hidden."), "{said}");
        assert!(!said.contains("told us of none"), "{said}");
        let doors = words(&visitor.page("/record").await);
        assert!(doors.contains("Hidden, because you told us that it is not about you"), "{doors}");
    });
}

#[test]
fn what_is_wrong_is_checked_saved_and_nothing_is_said_to_be_sent() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = entry(&visitor, "/record/medicines", "Omeprazole").await;
        let id = own.rsplit('/').next().expect("an id");
        let form = format!("/record/medicines/{id}/wrong");
        let report = report_id(&visitor.page(&form).await);
        let fields = |text: &'static str, step: &'static str| {
            [
                ("report", report.clone()),
                ("what", "wrong".into()),
                ("text", text.to_owned()),
                ("step", step.into()),
            ]
        };
        let post = async |fields: [(&'static str, String); 4]| {
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            visitor.post(&form, &fields).await
        };

        let bad = post(fields(" ", "check")).await;
        assert_eq!(bad.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let bad = bad.text().await.expect("a page");
        assert!(
            bad.contains("<title>Error: Tell us what is wrong") && bad.contains("href=\"#text\""),
            "{bad}"
        );
        assert_eq!(report_id(&bad), report, "the form keeps its id");

        let checked = post(fields("I stopped it in May <b>", "check")).await;
        assert_eq!(checked.status(), StatusCode::OK);
        let checked = checked.text().await.expect("a page");
        assert!(
            words(&checked).contains("I stopped it in May <b>") && checked.contains("&lt;b&gt;"),
            "{checked}"
        );
        assert!(words(&checked).contains("Otherwise we tell you whom to call."), "{checked}");
        let changed = post(fields("I stopped it in May <b>", "change")).await.text().await.expect("a page");
        assert!(changed.contains("I stopped it in May &lt;b></textarea>"), "{changed}");

        let saved = post(fields("I stopped it in May", "send")).await;
        assert_eq!(saved.status(), StatusCode::SEE_OTHER);
        let said = words(&visitor.page(location(&saved)).await);
        for expected in [
            "Your report is saved",
            "I stopped it in May",
            "Call Hill Street Surgery",
            "call today",
            "within a week",
            "They take no messages here",
        ] {
            assert!(said.contains(expected), "{expected}: {said}");
        }
        assert!(visitor.page("/record/medicines").await.contains(&own), "nothing is hidden");
        // The same form once more, with other words: the first stand.
        post(fields("Another text", "send")).await;
        let reports = words(&visitor.page("/record/reports").await);
        assert_eq!(reports.matches("something is wrong").count(), 1, "{reports}");
        assert!(words(&visitor.page(location(&saved)).await).contains("I stopped it in May"));
    });
}

#[test]
fn nobody_sees_or_takes_back_what_another_person_told() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let own = entry(&sam, "/record/visits", "").await;
        let id = own.rsplit('/').next().expect("an id");
        let told = hide(&sam, &format!("/record/visits/{id}/wrong")).await;
        let other = app.log_in("2,000").await;
        assert_eq!(other.get(&told).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(other.post(&told, &[]).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(other.get(&format!("/record/visits/{id}/wrong")).await.status(), StatusCode::NOT_FOUND);
        assert!(words(&sam.page(&told).await).contains("The entry is hidden"));
        assert!(words(&other.page("/record/reports").await).contains("You have told us of nothing so far."));
    });
}

#[test]
fn odd_addresses_and_forms_change_nothing() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = entry(&visitor, "/record/visits", "").await;
        let id = own.rsplit('/').next().expect("an id");
        let form = format!("/record/visits/{id}/wrong");
        for odd in [
            "/record/medicine/00000000000000000000000000000000/wrong",
            "/record/visits/00000000000000000000000000000000/wrong",
            "/record/visits/x/wrong",
            "/record/reports/x",
            "/record/reports/00000000-0000-0000-0000-000000000000",
        ] {
            assert_eq!(visitor.get(odd).await.status(), StatusCode::NOT_FOUND, "{odd}");
        }
        let fields = [("report", "x"), ("what", "not-about-me"), ("step", "send")];
        assert_eq!(visitor.post(&form, &fields).await.status(), StatusCode::BAD_REQUEST);
        assert_eq!(visitor.post(&form, &[]).await.status(), StatusCode::BAD_REQUEST);
        assert!(visitor.page("/record/visits").await.contains(&own));
    });
}

#[test]
fn what_is_hidden_stays_hidden_in_an_old_copy_and_when_its_holder_answers_again() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = entry(&visitor, "/record/letters", "Eye clinic letter").await;
        let id = own.rsplit('/').next().expect("an id").to_owned();
        hide(&visitor, &format!("/record/letters/{id}/wrong")).await;
        for fault in [Fault::Error500, Fault::None] {
            app.set_fault("RZ1", fault).await;
            let list = visitor.page("/record/letters").await;
            assert!(!list.contains(&id) && list.contains("We have hidden it."), "{fault:?}: {list}");
        }
    });
}

#[test]
fn what_takes_no_messages_waits_for_the_person_to_call_and_says_so_in_their_requests() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = entry(&visitor, "/record/medicines", "Omeprazole").await;
        let id = own.rsplit('/').next().expect("an id");
        let told = hide(&visitor, &format!("/record/medicines/{id}/wrong")).await;
        let said = words(&visitor.page(&told).await);
        for expected in ["Call Hill Street Surgery today.", "You can say:", "is not about me", "01632 960"] {
            assert!(said.contains(expected), "{expected}: {said}");
        }
        let requests = visitor.page("/requests").await;
        assert!(
            words(&requests).contains("Waiting for you to call") && requests.contains(&told),
            "{requests}"
        );
        assert_eq!(location(&visitor.post(&told, &[("step", "called")]).await), told);
        assert!(words(&visitor.page(&told).await).contains("You said that you have called"));
        assert!(!words(&visitor.page("/requests").await).contains("Waiting for you to call"));
    });
}

#[test]
fn a_report_stands_in_the_conversation_with_its_holder_and_is_done_when_they_answer() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = entry(&visitor, "/record/letters", "Eye clinic letter").await;
        let id = own.rsplit('/').next().expect("an id").to_owned();
        let told = hide(&visitor, &format!("/record/letters/{id}/wrong")).await;
        let page = visitor.page(&told).await;
        let links = Html::parse_document(&page);
        let request =
            all(&links, "main a[href^='/requests/']")[0].attr("href").expect("a request").to_owned();
        let said = words(&visitor.page(&request).await);
        for expected in
            ["They are being told what is wrong", "Somebody there has to look at it", "Eye clinic letter"]
        {
            assert!(said.contains(expected), "{expected}: {said}");
        }
        // The same form twice, and the page opened often, are one message.
        let sandbox = app.portal.sandbox.as_ref().expect("practice");
        let log = sandbox.requests("RZ1", usize::MAX).expect("a log");
        let sent = log.iter().filter(|line| line.method == "POST" && line.path.ends_with("/Communication"));
        assert_eq!(sent.count(), 1);
        let messages = words(&visitor.page("/messages").await);
        assert!(messages.contains("URGENT: an entry in my record is not about me"), "{messages}");
        // Whoever runs the portal is told, in words that say nothing of anybody.
        app.clock.advance(chrono::Duration::seconds(1));
        let waits = async {
            while !words(&app.get("/practice/outbox").await.text().await.expect("a page"))
                .contains("A new urgent report is open")
            {
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(10), waits).await.expect("it is told");
        let outbox = words(&app.get("/practice/outbox").await.text().await.expect("a page"));
        assert!(!outbox.contains("Sam") && !outbox.contains("Eye clinic"), "{outbox}");
    });
}
