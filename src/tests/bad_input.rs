//! Bad input gets a clear page and leaves everything as it was.

use reqwest::StatusCode;
use reqwest::header::{COOKIE, HOST, ORIGIN};

use super::app::{TestApp, cookie_of, run, shared};

#[test]
fn an_unknown_entry_and_somebody_elses_entry_get_the_same_page() {
    run(async {
        let one = shared().await.log_in("five").await;
        let other = shared().await.log_in("2,000").await;
        for kind in [
            "appointments",
            "record/medicines",
            "record/test-results",
            "record/letters",
            "record/visits",
            "record/referrals",
            "record/care-plans",
            "record/prescriptions",
            "record/questionnaires",
        ] {
            let list = one.page(&format!("/{kind}")).await;
            let id = first_id(&list, kind);
            assert_eq!(one.get(&format!("/{kind}/{id}")).await.status(), StatusCode::OK, "{kind}");
            let theirs = other.get(&format!("/{kind}/{id}")).await;
            let unknown = other.get(&format!("/{kind}/{}", "0".repeat(32))).await;
            let nonsense = other.get(&format!("/{kind}/nonsense")).await;
            for answer in [&theirs, &unknown, &nonsense] {
                assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{kind}");
            }
            let pages = [theirs.text().await.expect("a page"), unknown.text().await.expect("a page")];
            assert_eq!(without_nonce(&pages[0]), without_nonce(&pages[1]), "{kind}");
        }
    });
}

/// The id of the first entry that a list links to.
pub fn first_id(list: &str, kind: &str) -> String {
    let marker = format!("href=\"/{kind}/");
    let mut after = list.split(&marker).skip(1).map(|after| after.split('"').next().unwrap_or_default());
    after.find(|id| id.len() == 32).unwrap_or_else(|| panic!("no entry in /{kind}")).to_owned()
}

fn without_nonce(page: &str) -> String {
    let mut parts = page.split("nonce=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |page, part| page + part.split_once('"').map_or("", |(_, rest)| rest))
}

#[test]
fn nobody_without_a_session_sees_a_page_of_the_record() {
    run(async {
        for path in ["/appointments", "/record", "/record/medicines", "/where-from", "/your-details"] {
            let answer = shared().await.get(path).await;
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
            assert!(answer.headers()["location"].to_str().expect("text").starts_with("/log-in"));
        }
    });
}

#[test]
fn a_forged_session_is_answered_with_the_log_in_page_and_cleared_away() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        let name = visitor.cookie().split('=').next().expect("a name").to_owned();
        for value in ["AAAAAAAAAAAAAAAAAAAAAA", "x", "../../etc", "%00", &"A".repeat(4000)] {
            let request = shared()
                .await
                .client
                .get(shared().await.url("/appointments"))
                .header(COOKIE, format!("{name}={value}"));
            let answer = request.send().await.expect("an answer");
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{value}");
            assert_eq!(answer.headers()["clear-site-data"], "\"cache\", \"cookies\", \"storage\"");
        }
    });
}

#[test]
fn an_expired_session_is_cleared_away() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        assert_eq!(visitor.get("/appointments").await.status(), StatusCode::OK);
        app.clock.advance(chrono::Duration::minutes(31));
        let answer = visitor.get("/appointments").await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert_eq!(answer.headers()["clear-site-data"], "\"cache\", \"cookies\", \"storage\"");
        assert!(answer.headers()["set-cookie"].to_str().expect("text").contains("Max-Age=0"));
    });
}

#[test]
fn the_id_of_the_session_changes_when_somebody_logs_in() {
    run(async {
        let first = shared().await.log_in("five").await;
        let again = shared().await.log_in("five").await;
        assert_ne!(first.cookie(), again.cookie());
    });
}

#[test]
fn a_post_from_another_site_or_from_nowhere_is_refused() {
    run(async {
        let app = shared().await;
        let url = app.url("/log-in");
        let fields = [("email", "a@example.org"), ("password", "x")];
        let other =
            app.client.post(&url).header(ORIGIN, "https://elsewhere.example").form(&fields).send().await;
        let nowhere = app.client.post(&url).form(&fields).send().await;
        let null = app.client.post(&url).header(ORIGIN, "null").form(&fields).send().await;
        let fetched = app.client.post(&url).header("sec-fetch-site", "cross-site").form(&fields).send().await;
        for answer in [other, nowhere, null, fetched] {
            assert_eq!(answer.expect("an answer").status(), StatusCode::FORBIDDEN);
        }
    });
}

#[test]
fn an_oversized_form_is_refused_in_words() {
    run(async {
        let long = "x".repeat(200_000);
        let answer = shared().await.post("/log-in", &[("email", &long), ("password", "x")]).await;
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.text().await.expect("a page").contains("<h1"));
    });
}

#[test]
fn a_wrong_method_gets_a_page() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        let answer = visitor.post("/appointments", &[]).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert!(answer.text().await.expect("a page").contains("<h1"));
    });
}

#[test]
fn path_tricks_lead_nowhere() {
    run(async {
        let port = shared().await.base.rsplit(':').next().expect("a port").to_owned();
        for path in [
            "/record/../record/medicines",
            "/record/%2e%2e/practice",
            "/record%2fmedicines",
            "//record/medicines",
            "/record/medicines/%00",
            "/record/medicines/%ff%fe",
            "/assets/..%2f..%2fCargo.toml",
            "/assets/../Cargo.toml",
            "/appointments/%c3%28",
        ] {
            let status = raw_status(&port, path).await;
            assert!((400..=404).contains(&status) || status == 303, "{path} answered {status}");
            assert_ne!(status, 200, "{path}");
        }
    });
}

/// Sends a path as it is: clients tidy paths before they send them.
async fn raw_status(port: &str, path: &str) -> u16 {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(format!("127.0.0.1:{port}")).await.expect("a connection");
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    let text = String::from_utf8_lossy(&answer);
    text.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status")
}

#[test]
fn a_form_that_is_not_utf_8_is_refused_or_read_without_harm() {
    run(async {
        let app = shared().await;
        let request = app.client.post(app.url("/log-in")).header(ORIGIN, &app.base);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body(&b"email=%ff%fe&password=\xff\xfe"[..]).send().await.expect("an answer");
        assert!([400, 422].contains(&answer.status().as_u16()), "{}", answer.status());
        assert!(answer.text().await.expect("a page").contains("<h1"));
    });
}

#[test]
fn another_host_is_answered_421_except_for_health() {
    run(async {
        let app = shared().await;
        let wrong = |path: &str| app.client.get(app.url(path)).header(HOST, "elsewhere.example").send();
        assert_eq!(wrong("/").await.expect("an answer").status(), StatusCode::MISDIRECTED_REQUEST);
        assert_eq!(wrong("/log-in").await.expect("an answer").status(), StatusCode::MISDIRECTED_REQUEST);
        assert_eq!(wrong("/health/live").await.expect("an answer").status(), StatusCode::OK);
        assert_eq!(wrong("/health/ready").await.expect("an answer").status(), StatusCode::OK);
    });
}

#[test]
fn practice_mode_refuses_requests_that_came_through_a_proxy() {
    run(async {
        let app = shared().await;
        for header in ["x-forwarded-for", "forwarded", "x-forwarded-host", "via"] {
            let answer =
                app.client.get(app.url("/")).header(header, "10.0.0.1").send().await.expect("an answer");
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{header}");
        }
    });
}

#[test]
fn a_wrong_pair_answers_the_same_whether_or_not_the_account_exists() {
    run(async {
        let app = TestApp::start(&[]).await;
        let known = &app.portal.sandbox.as_ref().expect("practice").people()[0].email.clone();
        let one = app.post("/log-in", &[("email", known), ("password", "not the password")]).await;
        let other =
            app.post("/log-in", &[("email", "nobody@example.org"), ("password", "not the password")]).await;
        assert_eq!(one.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(other.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(cookie_of(&one).is_none());
        let words = |page: String| page.replace(known, "").replace("nobody@example.org", "");
        let (one, other) = (one.text().await.expect("a page"), other.text().await.expect("a page"));
        assert_eq!(words(one), words(other));
    });
}

#[test]
fn too_many_wrong_log_ins_are_stopped_even_with_the_right_password() {
    run(async {
        let app = TestApp::start(&[]).await;
        let person = &app.portal.sandbox.as_ref().expect("practice").people()[0];
        let mut last = StatusCode::OK;
        for _ in 0..30 {
            last =
                app.post("/log-in", &[("email", &person.email), ("password", "wrong wrong")]).await.status();
            if last == StatusCode::TOO_MANY_REQUESTS {
                break;
            }
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        let right = app.post("/log-in", &[("email", &person.email), ("password", &person.password)]).await;
        assert_eq!(right.status(), StatusCode::TOO_MANY_REQUESTS);
        app.clock.advance(chrono::Duration::hours(1));
        let later = app.post("/log-in", &[("email", &person.email), ("password", &person.password)]).await;
        assert_eq!(later.status(), StatusCode::SEE_OTHER);
    });
}

#[test]
fn somebody_who_was_logged_out_comes_back_to_the_page_they_asked_for() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        app.clock.advance(chrono::Duration::minutes(31));
        let answer = visitor.get("/record/medicines").await;
        assert_eq!(answer.headers()["location"], "/log-in?return=%2Frecord%2Fmedicines&ended=yes");
        let page =
            app.get("/log-in?return=%2Frecord%2Fmedicines&ended=yes").await.text().await.expect("a page");
        assert!(page.contains("Your log-in has ended.") && page.contains("value=\"/record/medicines\""));
    });
}
