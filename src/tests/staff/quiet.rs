//! What is done for somebody's safety leaves no trace in anything that the patient or the carer can open: whoever harms may
//! hold the log-in of either.

use std::collections::{BTreeMap, BTreeSet};

use super::carers::{OLIVE, TOM, find_quietly, told};
use crate::domain::StaffRole;
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::carers::{HILL_STREET, act_for, place};
use crate::tests::jar::between;

/// Pages that hold something made up anew each time, and nothing about access.
const RANDOM: [&str; 5] = ["/log-in", "/staff", "/terminal", "/assets", "/hospital-log-in"];

/// Without what is new in each answer: the nonce, random ids, and how often somebody looked at a page until now.
fn steady(path: &str, page: &str) -> String {
    let mut page = page.to_owned();
    for before in ["nonce=\"", "name=\"whose-record\" value=\""] {
        let parts: Vec<String> = page
            .split(before)
            .enumerate()
            .map(|(at, part)| match at {
                0 => part.to_owned(),
                _ => part.split_once('"').expect("an end").1.to_owned(),
            })
            .collect();
        page = parts.join(before);
    }
    // The id that a new request will have comes with its form.
    let is_id = |piece: &&str| uuid::Uuid::parse_str(piece).is_ok();
    page =
        page.split('"').map(|piece| if is_id(&piece) { "id" } else { piece }).collect::<Vec<_>>().join("\"");
    if !path.starts_with("/who-looked") {
        return page;
    }
    // Looking at the log is a look: which lines there are counts, not how many.
    let said =
        page.split(['\n', '<', '>']).map(|line| line.chars().filter(|c| !c.is_ascii_digit()).collect());
    said.collect::<BTreeSet<String>>().into_iter().collect::<Vec<_>>().join("\n")
}

/// All that somebody can open, by its address.
async fn all_seen(visitor: &Visitor<'_>, more: &[&str]) -> BTreeMap<String, String> {
    let listed = include_str!("../route_list.txt").lines();
    let listed =
        listed.filter_map(|line| line.split_once(' ').filter(|(_, methods)| methods.contains("GET")));
    let plain = listed.map(|(path, _)| path).filter(|path| !path.contains('{'));
    let plain = plain.filter(|path| !RANDOM.iter().any(|random| path.starts_with(random)));
    let log = [
        "/who-looked?who=others",
        "/who-looked?who=staff",
        "/who-looked?who=automatic",
        "/who-looked?who=everyone",
        "/who-looked/file?format=csv",
    ];
    let mut seen = BTreeMap::new();
    for path in plain.chain(log).chain(more.iter().copied()) {
        let answer = visitor.get(path).await;
        let head = format!("{} {:?}", answer.status(), answer.headers().get("location"));
        let text = answer.text().await.unwrap_or_default();
        seen.insert(path.to_owned(), format!("{head}\n{}", steady(path, &text)));
    }
    let fields = [("kinds", "medicines"), ("format", "text")];
    let file = visitor.post("/download", &fields).await.text().await.unwrap_or_default();
    seen.insert("the download".to_owned(), steady("/download", &file));
    seen
}

fn assert_same(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>, what: &str) {
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "{what}");
    for (path, text) in before {
        let now = &after[path];
        if text != now {
            let at = text.bytes().zip(now.bytes()).take_while(|(one, other)| one == other).count();
            let (from, to) = (at.saturating_sub(200), at + 200);
            let part =
                |text: &str| String::from_utf8_lossy(&text.as_bytes()[from..text.len().min(to)]).into_owned();
            panic!("{what}: {path} shows a trace:\nbefore: {}\nafter: {}", part(text), part(now));
        }
    }
}

async fn carer_id(staff: &Visitor<'_>, visit: &str) -> String {
    between(&staff.page(visit).await, "name=\"carer\" value=\"", "\"").to_owned()
}

#[test]
fn after_each_safeguarding_action_nothing_that_the_patient_can_open_has_changed_by_one_byte() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (tom, grace) = (app.log_in("aged 9").await, app.log_in("A parent").await);
        // What shows a secret asks again who they are by then.
        app.clock.advance(chrono::Duration::minutes(11));
        let carers = tom.page("/carers").await;
        let id = between(&carers, "href=\"/carers/", "\"").to_owned();
        let (more, theirs) = (format!("/carers/{id}"), format!("/helping/{id}"));
        all_seen(&tom, &[&more]).await;
        all_seen(&grace, &[&theirs]).await;
        let before = all_seen(&tom, &[&more]).await;
        assert_same(&before, &all_seen(&tom, &[&more]).await, "nothing");
        let carers_before = all_seen(&grace, &[&theirs]).await;
        let (to_tom, to_grace) = (told(&app, "tom@example.org").await, told(&app, "grace@example.org").await);

        let staff = app.staff(StaffRole::AccessTeam).await;
        let visit = find_quietly(&staff, TOM).await;
        assert_same(&before, &all_seen(&tom, &[&more]).await, "looking");
        let carer = carer_id(&staff, &visit).await;
        let contact = format!("{visit}/contact");
        type Action<'a> = (&'a str, String, Vec<(&'a str, &'a str)>);
        let actions: [Action<'_>; 6] = [
            (
                "keeping all from the carer",
                format!("{visit}/carer"),
                vec![("carer", &*carer), ("do", "close")],
            ),
            (
                "telling elsewhere",
                contact.clone(),
                vec![("told", "email"), ("new-email", "safe@example.org")],
            ),
            ("telling by text", contact.clone(), vec![("told", "text"), ("new-mobile", "07700 900123")]),
            ("telling nowhere", contact.clone(), vec![("told", "nowhere")]),
            ("letting the carer in", format!("{visit}/carer"), vec![("carer", &*carer), ("do", "open")]),
            ("telling as before", contact, vec![("told", "as-before")]),
        ];
        for (what, path, fields) in actions {
            assert_eq!(place(&staff.post(&path, &fields).await), visit, "{what}");
            assert_same(&before, &all_seen(&tom, &[&more]).await, what);
        }
        assert_same(&carers_before, &all_seen(&grace, &[&theirs]).await, "everything, and back again");
        let after = (told(&app, "tom@example.org").await, told(&app, "grace@example.org").await);
        assert_eq!(after, (to_tom, to_grace), "nobody was told");
        assert_eq!(told(&app, "safe@example.org").await, 0);
    });
}

#[test]
fn a_carer_from_whom_all_is_kept_reads_what_they_read_when_a_patient_stops_it_and_nothing_else() {
    run(async {
        let mut seen = Vec::new();
        for quietly in [true, false] {
            let app = TestApp::start(&[]).await;
            let staff = app.staff(StaffRole::AccessTeam).await;
            let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
            let all: Vec<_> = crate::domain::Kinds::in_record().iter().collect();
            let code =
                crate::tests::carers::give(&sam, &[("called", "Alex")], &[HILL_STREET], &all, &[]).await;
            let id = crate::tests::carers::accept(&carer, &code).await;
            act_for(&carer, &id).await;
            carer.page("/record/medicines").await;
            app.clock.advance(chrono::Duration::minutes(11));
            if quietly {
                let visit = find_quietly(&staff, ("999 000 0018", ["12", "4", "1961"])).await;
                let carer = carer_id(&staff, &visit).await;
                place(&staff.post(&format!("{visit}/carer"), &[("carer", &*carer), ("do", "close")]).await);
                assert!(words(&sam.page("/carers").await).contains("Can see your record"));
                // Whoever holds the patient's password gives it again, and it opens nothing.
                let whoever = app.log_in("five").await;
                let code =
                    crate::tests::carers::give(&whoever, &[("called", "Again")], &[HILL_STREET], &all, &[])
                        .await;
                let other = app.log_in("A parent").await;
                let offer = place(&other.post("/helping/code", &[("code", &code)]).await);
                let page = words(&other.page(&offer).await);
                assert!(page.contains("This access is not active."), "{page}");
                other.post(&offer, &[("answer", "accept")]).await;
                let id = offer.trim_start_matches("/helping/").to_owned();
                assert_eq!(place(&act_for(&other, &id).await), "/helping/stopped/not-active");
            } else {
                sam.post(&format!("/carers/{id}"), &[("do", "stop")]).await;
            }
            let mut pages = Vec::new();
            for path in ["/", "/record", "/record/medicines", "/appointments", "/search", "/where-from"] {
                pages.push(place(&carer.get(path).await));
            }
            pages.push(words(&carer.page("/helping/stopped/not-active").await));
            carer.post("/helping/switch", &[("to", "own")]).await;
            pages.push(words(&carer.page(&format!("/helping/{id}")).await));
            pages.push(words(&carer.page("/helping").await).replace(
                "Sam Sample Not active. Contact the organisation. Sam Sample Not active. Contact the organisation.",
                "Sam Sample Not active. Contact the organisation.",
            ));
            assert!(!pages.concat().contains("staff"), "{pages:?}");
            seen.push(pages);
        }
        assert_eq!(seen[0], seen[1]);
    });
}

#[test]
fn what_is_told_goes_where_staff_set_it_and_no_more_to_where_the_pages_say() {
    run(async {
        let app = TestApp::start(&[]).await;
        let olive = app.log_in("2,000").await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let visit = find_quietly(&staff, OLIVE).await;
        let contact = format!("{visit}/contact");
        for (fields, wanted) in [
            (vec![("told", "")], "Choose where we tell them things"),
            (vec![("told", "email"), ("new-email", "safe")], "Enter an email address"),
            (vec![("told", "text"), ("new-mobile", "12")], "Enter a mobile number"),
        ] {
            let answer = staff.post(&contact, &fields).await;
            assert_eq!(answer.status(), reqwest::StatusCode::UNPROCESSABLE_ENTITY, "{wanted}");
            assert!(answer.text().await.expect("a page").contains(wanted), "{wanted}");
        }
        place(&staff.post(&contact, &[("told", "email"), ("new-email", "safe@example.org")]).await);
        let stop = async || {
            let carers = olive.page("/carers").await;
            let id = between(&carers, "href=\"/carers/", "\"").to_owned();
            olive.post(&format!("/carers/{id}"), &[("see", "letters")]).await;
        };
        let before = told(&app, "olive@example.org").await;
        stop().await;
        assert_eq!(told(&app, "safe@example.org").await, 1);
        assert_eq!(told(&app, "olive@example.org").await, before);
        place(&staff.post(&contact, &[("told", "nowhere")]).await);
        stop().await;
        assert_eq!(told(&app, "safe@example.org").await, 1);
        place(&staff.post(&contact, &[("told", "as-before")]).await);
        stop().await;
        assert_eq!(told(&app, "olive@example.org").await, before + 1);
    });
}

#[test]
fn information_governance_reads_who_did_what_quietly_and_why_of_their_own_organisation_alone() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let visit = find_quietly(&staff, OLIVE).await;
        let carer = carer_id(&staff, &visit).await;
        place(&staff.post(&format!("{visit}/carer"), &[("carer", &*carer), ("do", "close")]).await);
        assert_eq!(app.log_about_nobody().await[0].purpose, "safeguarding");
        // What tells both is not there in a quiet visit, nor the other way round.
        for path in ["give/best-interest", "died"] {
            let answer = staff.get(&format!("{visit}/{path}")).await;
            assert_eq!(answer.status(), reqwest::StatusCode::NOT_FOUND, "{path}");
        }
        let governance = app.staff(StaffRole::InformationGovernance).await;
        let page = words(&governance.page("/staff/access-log/safeguarding").await);
        for text in
            ["Kept everything from the carer", "Priya Twofold", "Olive Longacre", "Avery Access", "She asked"]
        {
            assert!(page.contains(text), "{text}: {page}");
        }
        assert_eq!(app.log_about_nobody().await[0].purpose, "safeguarding-read");
        let search = [("nhs-number", "999 000 0034"), ("why", "log-read-for-patient")];
        let found = place(&governance.post("/staff/access-log", &search).await);
        let found = words(&governance.page(&found).await);
        assert!(!found.contains("safety"), "what may be handed to the patient says nothing of it: {found}");
        let other =
            crate::sandbox::staff().into_iter().find(|staff| staff.organisation == "RZ1").expect("one");
        let elsewhere = app.staff_member(&other).await;
        let page = words(&elsewhere.page("/staff/access-log/safeguarding").await);
        assert!(page.contains("Nothing was done.") && !page.contains("Olive"), "{page}");
    });
}
