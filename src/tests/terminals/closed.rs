//! What is closed on a terminal, and what is asked first.

use super::*;

#[test]
fn every_url_that_is_not_on_the_list_is_closed_on_a_terminal() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut sam = terminal(&app, DESK).await;
        log_in(&mut sam, &app, "five").await;
        let nobody = terminal(&app, DESK).await;
        let mut closed = BTreeSet::new();
        for line in include_str!("../route_list.txt").lines() {
            let (path, methods) = line.split_once(' ').expect("a path and methods");
            for method in methods.split(',').map(|method| method.trim().parse::<Method>().expect("a method"))
            {
                if is_open_at_terminals(&method, path) {
                    continue;
                }
                closed.insert(format!("{method} {path}"));
                let filled = path.replace("{id}", &"0".repeat(32)).replace("{kind}", "medicines");
                for jar in [&mut sam.clone(), &mut nobody.clone()] {
                    let answer = match method {
                        Method::POST => jar.post(&app, &filled, &[]).await,
                        _ => jar.get(&app, &filled).await,
                    };
                    assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{method} {path}");
                    let read = words(&answer.text().await.expect("a page"));
                    assert!(read.contains("You cannot do this on this screen"), "{method} {path}: {read}");
                }
            }
        }
        for must in [
            "GET /download",
            "POST /download",
            "GET /appointments/{id}/calendar",
            "GET /who-looked/file",
            "POST /where-from",
            "GET /register",
            "POST /log-in/forgotten",
            "POST /log-in/new-password",
            "POST /your-log-in/password",
            "POST /your-log-in/passkeys",
            "POST /your-log-in/email",
            "POST /your-choices/{topic}",
            "POST /your-details/change/{what}",
            "POST /messages/drafts/{id}",
            "POST /search",
            "GET /kept-form",
            "POST /close-account/now",
            "POST /devices",
        ] {
            assert!(closed.contains(must), "{must}");
        }
        assert_eq!(sam.get(&app, "/appointments").await.status(), StatusCode::OK, "Sam is still logged in");
    });
}

#[test]
fn what_is_on_the_list_of_open_pages_is_a_page_of_ours() {
    let routes = crate::routes::table();
    let all: BTreeSet<_> = routes
        .iter()
        .flat_map(|route| route.methods.split(", ").map(move |method| (method, route.path)))
        .collect();
    for method in [Method::GET, Method::POST] {
        for path in crate::access::open_at_terminals(&method) {
            let is_ours = *path == "/practice" || all.contains(&(method.as_str(), *path));
            assert!(is_ours, "{method} {path}");
        }
    }
}

#[test]
fn no_page_of_a_terminal_leads_to_one_that_is_closed_or_to_another_site_or_saves_anything() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        in_private(&mut jar, &app).await;
        let (links, forms) = (Selector::parse("a[href]").unwrap(), Selector::parse("form").unwrap());
        let (mut to_see, mut seen) = (vec!["/".to_owned()], BTreeSet::new());
        while let Some(path) = to_see.pop() {
            if !seen.insert(path.clone()) || path == "/practice" || seen.len() > 250 {
                continue;
            }
            let answer = jar.get(&app, &path).await;
            let status = answer.status();
            assert!(status == StatusCode::OK || status == StatusCode::SEE_OTHER, "{path}: {status}");
            let saves = answer.headers().get(CONTENT_DISPOSITION).map(|how| how.as_bytes().to_vec());
            assert!(!saves.is_some_and(|how| how.starts_with(b"attachment")), "{path}");
            let page = Html::parse_document(&answer.text().await.unwrap_or_default());
            for form in page.select(&forms) {
                let method = if form.attr("method") == Some("post") { Method::POST } else { Method::GET };
                let action = form.attr("action").unwrap_or_default();
                assert!(is_open_address(&method, action, false), "{path} has a form to {action}");
            }
            for href in page.select(&links).filter_map(|link| link.attr("href")) {
                assert!(is_open_address(&Method::GET, href, false), "{path} leads to {href}");
                let next = href.split('#').next().unwrap_or_default();
                if next.starts_with('/') && !next.contains('?') {
                    to_see.push(next.to_owned());
                }
            }
        }
        assert!(seen.len() > 60, "{}", seen.len());
    });
}

#[test]
fn before_results_letters_conditions_and_messages_it_is_asked_if_it_is_private_here() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        for part in ["/record/test-results", "/record/letters", "/record/conditions", "/messages"] {
            let asked = words(&page(&jar, &app, part).await);
            assert!(asked.contains("Is it private here?") && !asked.contains("Surgery"), "{part}: {asked}");
        }
        let sent = [("part", "letters"), ("to", "/record/letters?since=2024")];
        assert_eq!(to(&jar.post(&app, "/terminal/private", &sent).await), "/record/letters?since=2024");
        assert!(!words(&page(&jar, &app, "/record/letters").await).contains("Is it private here?"), "once");
        assert!(words(&page(&jar, &app, "/record/test-results").await).contains("Is it private here?"));
        for elsewhere in
            ["https://elsewhere.example/", "/record/letters.example", "//elsewhere.example", "/download"]
        {
            let sent = [("part", "letters"), ("to", elsewhere)];
            assert_eq!(
                to(&jar.post(&app, "/terminal/private", &sent).await),
                "/record/letters",
                "{elsewhere}"
            );
        }
        let nonsense = jar.post(&app, "/terminal/private", &[("part", "everything")]).await;
        assert_eq!(nonsense.status(), StatusCode::BAD_REQUEST);
        jar.post(&app, "/log-out", &[]).await;
        log_in(&mut jar, &app, "five").await;
        assert!(
            words(&page(&jar, &app, "/record/letters").await).contains("Is it private here?"),
            "the next person"
        );
        let at_home = app.log_in("five").await.page("/record/letters").await;
        assert!(!words(&at_home).contains("Is it private here?"));
    });
}

#[test]
fn whoever_wants_large_simple_pages_has_them_on_their_device_until_they_want_others() {
    run(async {
        let app = TestApp::start(&[]).await;
        let own = app.log_in("five").await;
        let cookie = own.cookie();
        let (name, session) = cookie.split_once('=').expect("a cookie");
        let mut jar = Jar(vec![(name.to_owned(), session.to_owned())]);
        assert!(!page(&jar, &app, "/appointments").await.contains("class=\"large\""));
        assert_eq!(to(&jar.post(&app, "/simple-pages", &[("pages", "simple")]).await), "/simple-pages");
        for path in ["/appointments", "/", "/nothing-here"] {
            let page = jar.get(&app, path).await.text().await.expect("a page");
            assert!(page.contains("class=\"large\""), "{path}");
            assert!(!page.contains("Finish and clear"), "{path}: it is their own device");
        }
        assert!(!own.page("/appointments").await.contains("class=\"large\""), "another browser");
        jar.post(&app, "/log-out", &[]).await;
        assert!(page(&jar, &app, "/log-in").await.contains("class=\"large\""), "kept after logging out");
        jar.post(&app, "/simple-pages", &[("pages", "ordinary")]).await;
        assert!(!page(&jar, &app, "/log-in").await.contains("class=\"large\""));
        let nonsense = jar.post(&app, "/simple-pages", &[("pages", "huge")]).await;
        assert_eq!(nonsense.status(), StatusCode::BAD_REQUEST);
    });
}
