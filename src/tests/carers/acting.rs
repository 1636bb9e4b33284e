//! Whose record is looked at: the banner, the heading, the forms, and two windows at once.

use reqwest::StatusCode;

use super::{HILL_STREET, accept, act_for, acting, give, place, subject_of};
use crate::domain::Kind;
use crate::tests::app::{TestApp, run, words};

#[test]
fn every_page_says_for_whom_with_one_press_back_and_no_title_or_address_does() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, _) = acting(&app, &[HILL_STREET], &[]).await;
        for path in ["/", "/record/medicines", "/appointments"] {
            let page = carer.page(path).await;
            assert!(page.contains("You are acting for"), "{path}");
            let banner = page.split("class=\"acting\"").nth(1).expect("a banner");
            let banner = banner.split("</section>").next().expect("an end");
            assert!(banner.contains("Sam Sample") && banner.contains("/helping/switch"), "{path}: {banner}");
            let heading = page.split("<h1").nth(1).expect("a heading").split("</h1>").next().expect("an end");
            assert!(heading.contains("Sam Sample"), "{path}: {heading}");
            let title = page.split("<title>").nth(1).expect("a title").split('<').next().expect("an end");
            assert!(!title.contains("Sam"), "{title}");
            let header =
                page.split("<header").nth(1).expect("a header").split("</header>").next().expect("an end");
            assert!(header.contains("Grace"), "{path}: whoever is logged in stands in the header");
            assert!(words(&page).contains("You may not see everything."), "{path}");
        }
        let error = carer.get("/nothing-here").await;
        assert_eq!(error.status(), StatusCode::NOT_FOUND);
        let page = error.text().await.expect("a page");
        assert!(page.contains("You are acting for"), "an error says so too");
        assert!(words(&carer.page("/helping").await).contains("You are acting for"));
        assert_eq!(place(&act_for(&carer, "own").await), "/");
        let page = carer.page("/").await;
        assert!(!page.contains("You are acting for") && !page.contains("Sam Sample"), "back at their own");
        assert!(words(&carer.page("/helping").await).contains("You are looking at your own record."));
    });
}

#[test]
fn the_carers_looks_stand_in_the_patients_log_as_the_carers() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[HILL_STREET], &[]).await;
        carer.page("/record/medicines").await;
        let log = words(&sam.page("/who-looked?who=carer").await);
        let grace = format!("{}, who helps you", carer_name(&app));
        assert!(log.contains(&grace) && log.contains("Looked at a list"), "{log}");
        let file = sam.get("/who-looked/file?who=carer&format=csv").await.text().await.expect("a file");
        assert!(file.contains(&grace), "{file}");
        act_for(&carer, "own").await;
        let own = words(&carer.page("/who-looked").await);
        assert!(!own.contains("Looked at a list"), "the carer's own log is about the carer: {own}");
    });
}

#[test]
fn a_form_about_one_person_never_does_anything_to_another() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, id) = acting(&app, &[HILL_STREET], &[]).await;
        let sams = subject_of(&carer.page("/record/medicines").await);
        act_for(&carer, "own").await;
        let own = subject_of(&carer.page("/your-choices/new").await);
        assert_ne!(own, sams);
        let choose = |subject: String| {
            let carer = &carer;
            async move {
                let fields = [("choice", "none"), ("whose-record", subject.as_str())];
                place(&carer.post("/your-choices/new", &fields).await)
            }
        };
        let stopped = "/helping/stopped/another-record";
        assert_eq!(choose(sams.clone()).await, stopped, "a window that was left open while acting");
        assert!(!words(&carer.page("/your-choices").await).contains("Not at all"), "nothing was changed");
        act_for(&carer, &id).await;
        assert_eq!(choose(own.clone()).await, stopped, "a window that was left open before acting");
        assert_eq!(choose(sams.clone()).await, "/helping/stopped/not-here", "the choice is one's own");
        let bare = carer.post("/your-choices/new", &[("choice", "none")]).await;
        assert_eq!(place(&bare), stopped, "a form that does not say whose record it is about");
        let two = [("choice", "none"), ("whose-record", &*own), ("whose-record", &*sams)];
        assert_eq!(place(&carer.post("/your-choices/new", &two).await), stopped, "one that says both");
        act_for(&carer, "own").await;
        assert!(!words(&carer.page("/your-choices").await).contains("Not at all"), "nothing was changed");
        assert_eq!(choose(own).await, "/your-choices");
        let page = words(&carer.page(stopped).await);
        assert!(
            page.contains("This was about another person") && page.contains("Nothing was changed"),
            "{page}"
        );
    });
}

#[test]
fn access_is_never_passed_on() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, id) = acting(&app, &[HILL_STREET], &[]).await;
        // While acting, nothing of it can be given to somebody else.
        assert_eq!(place(&carer.get("/give-access").await), "/helping/stopped/not-here");
        act_for(&carer, "own").await;
        let third = app.log_in("2,000").await;
        let code = give(&carer, &[("called", "Kim")], &[HILL_STREET], &[Kind::Medicines], &[]).await;
        let graces = accept(&third, &code).await;
        assert_eq!(place(&act_for(&third, &graces).await), "/");
        assert!(third.page("/").await.contains("Grace"));
        assert_eq!(place(&act_for(&third, &id).await), "/helping/stopped/not-active", "not Sam's");
    });
}

#[test]
fn a_new_log_in_begins_at_ones_own_record() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, _) = acting(&app, &[HILL_STREET], &[]).await;
        let elsewhere = app.log_in("A parent").await;
        assert!(!elsewhere.page("/").await.contains("You are acting for"));
        assert!(carer.page("/").await.contains("You are acting for"));
    });
}

fn carer_name(app: &TestApp) -> String {
    let people = app.portal.sandbox.as_ref().expect("practice").people();
    people.iter().find(|one| one.note.contains("A parent")).expect("a carer").name.clone()
}
