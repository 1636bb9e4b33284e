//! One person after the other: nothing of the one before, and nothing of this terminal anywhere else.

use super::*;

#[test]
fn a_log_in_at_a_terminal_ends_after_its_own_limit_and_after_an_hour_in_any_case() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        app.clock.advance(Duration::seconds(295));
        assert_eq!(jar.get(&app, "/appointments").await.status(), StatusCode::OK);
        app.clock.advance(Duration::minutes(5));
        let ended = jar.get(&app, "/appointments").await;
        assert_eq!(ended.headers()[LOCATION], "/", "the first page, whatever was asked for");
        assert!(clears_but_stays_a_terminal(&ended));
        jar.keep(&ended);
        assert!(words(&page(&jar, &app, "/").await).contains("What do you want to do?"));

        log_in(&mut jar, &app, "five").await;
        for _ in 0..14 {
            app.clock.advance(Duration::minutes(4));
            assert_eq!(jar.get(&app, "/appointments").await.status(), StatusCode::OK);
        }
        assert_eq!(jar.clone().post(&app, "/stay", &[]).await.status(), StatusCode::NO_CONTENT);
        app.clock.advance(Duration::minutes(4));
        assert_eq!(jar.get(&app, "/appointments").await.headers()[LOCATION], "/");
    });
}

#[test]
fn a_log_in_of_a_terminal_is_good_there_alone_and_no_other_is_good_there() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        let taken_away = Jar(vec![("front-door".into(), value(&jar, "front-door"))]);
        assert!(to(&taken_away.get(&app, "/appointments").await).starts_with("/log-in"));
        let own = app.log_in("A parent").await;
        let brought = own.cookie().split_once('=').expect("a cookie").1.to_owned();
        let mixed = Jar(vec![
            ("front-door".into(), brought),
            ("front-door-terminal".into(), value(&jar, "front-door-terminal")),
        ]);
        assert_eq!(to(&mixed.get(&app, "/appointments").await), "/");
        let other = terminal(&app, DESK).await;
        let at_the_other = Jar(vec![
            ("front-door".into(), value(&jar, "front-door")),
            ("front-door-terminal".into(), value(&other, "front-door-terminal")),
        ]);
        assert_eq!(to(&at_the_other.get(&app, "/appointments").await), "/");
        assert_eq!(jar.get(&app, "/appointments").await.status(), StatusCode::OK);
    });
}

#[test]
fn of_two_people_within_a_second_the_second_sees_nothing_of_the_first() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        let first = value(&jar, "front-door");
        log_in(&mut jar, &app, "A parent").await;
        assert_ne!(first, value(&jar, "front-door"));
        for path in ["/", "/appointments", "/record"] {
            assert!(!page(&jar, &app, path).await.contains("Sam Sample"), "{path}");
        }
        let before = Jar(vec![
            ("front-door".into(), first),
            ("front-door-terminal".into(), value(&jar, "front-door-terminal")),
        ]);
        assert_eq!(to(&before.get(&app, "/appointments").await), "/", "the first log-in is over");
    });
}

#[test]
fn a_page_that_was_made_elsewhere_is_not_shown_on_a_terminal_nor_the_other_way_round() {
    run(async {
        let app = TestApp::start(&[]).await;
        let own = app.log_in("five").await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        for _ in 0..2 {
            assert!(!own.page("/appointments").await.contains("Finish and clear"));
            assert!(page(&jar, &app, "/appointments").await.contains("Finish and clear"));
        }
    });
}

#[test]
fn what_makes_a_browser_a_terminal_changes_with_each_person_and_an_older_one_stops_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        let copied = Jar(vec![("front-door-terminal".into(), value(&jar, "front-door-terminal"))]);
        let mut known = BTreeSet::from([value(&jar, "front-door-terminal")]);
        for _ in 0..2 {
            log_in(&mut jar, &app, "five").await;
            assert!(known.insert(value(&jar, "front-door-terminal")), "at each log-in");
            jar.get(&app, "/").await;
            jar.post(&app, "/log-out", &[]).await;
            assert!(known.insert(value(&jar, "front-door-terminal")), "at each end");
            jar.get(&app, "/").await;
        }
        log_in(&mut jar, &app, "five").await;
        let found_out = copied.get(&app, "/").await;
        assert_eq!(found_out.status(), StatusCode::FORBIDDEN);
        assert!(words(&found_out.text().await.expect("a page")).contains("This screen is stopped"));
        let stopped = jar.get(&app, "/appointments").await;
        assert_eq!(stopped.status(), StatusCode::FORBIDDEN, "the terminal itself, with whoever is logged in");
        let read = words(&stopped.text().await.expect("a page"));
        assert!(read.contains("Ask the staff here") && !read.contains("Sam"), "{read}");
        let list = app.portal.access.list_terminals().await.expect("a list");
        assert!(matches!(list[0].stopped, Some((_, WhyStopped::Copied))));
        assert_eq!(
            jar.get(&app, "/terminal").await.status(),
            StatusCode::OK,
            "a new code can be typed there"
        );
    });
}

#[test]
fn a_browser_that_lost_its_place_as_a_terminal_is_nobodys_own() {
    run(async {
        let app = TestApp::start(&[]).await;
        let jar = Jar(vec![("front-door-terminal".into(), "nothing-that-was-given".into())]);
        for path in ["/", "/log-in", "/register"] {
            assert_eq!(jar.get(&app, path).await.status(), StatusCode::FORBIDDEN, "{path}");
        }
        let mut real = terminal(&app, DESK).await;
        log_in(&mut real, &app, "five").await;
        let id = app.portal.access.list_terminals().await.expect("a list")[0].terminal.id;
        assert!(app.portal.access.end_terminal(id).await.expect("an answer"));
        let read = words(&real.get(&app, "/appointments").await.text().await.expect("a page"));
        assert!(read.contains("This screen is stopped"), "{read}");
    });
}

#[test]
fn a_log_in_that_was_open_when_the_browser_became_a_terminal_is_over() {
    run(async {
        let app = TestApp::start(&[]).await;
        let own = app.log_in("five").await;
        let cookie = own.cookie();
        let (name, session) = cookie.split_once('=').expect("a cookie");
        let mut jar =
            Jar(vec![(name.to_owned(), session.to_owned()), ("front-door-device".into(), "x".into())]);
        let code = app.portal.access.add_terminal(DESK).await.expect("a code");
        jar.post(&app, "/terminal", &[("code", &code)]).await;
        let names: Vec<_> = jar.0.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["front-door-terminal"]);
        assert!(to(&own.get("/appointments").await).starts_with("/log-in"));
    });
}
