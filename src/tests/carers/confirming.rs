//! Saying for somebody else that they are coming, and that they no longer need a referral.

use reqwest::StatusCode;

use super::doing::names_the_patient;
use super::{HILL_STREET, RIVERSIDE, VALE, act_for, acting, only_grant, part, patient, place, set_parts};
use crate::domain::{AccountId, GrantPart, Kind, Kinds, OdsCode};
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::coming::{entry, posted};
use crate::tests::requests::{hidden, location, post, with};

pub(super) const SLEEP: &str = "Sleep study, overnight";
pub(super) const KNEE: &str = "physiotherapist";
const RESPONSE: &str = "/AppointmentResponse";

/// The address of the page on which Sam's sleep study is confirmed.
pub(super) async fn coming(visitor: &Visitor<'_>) -> String {
    format!("{}/coming", entry(&visitor.page("/appointments").await, SLEEP))
}

/// The address of the page on which Sam's referral for the knee is ended.
pub(super) async fn no_longer_needed(visitor: &Visitor<'_>) -> String {
    format!("{}/no-longer-needed", entry(&visitor.page("/record/referrals").await, KNEE))
}

fn own_page(path: &str) -> &str {
    path.rsplit_once('/').expect("a page below another").0
}

#[test]
fn a_carer_confirms_an_appointment_once_and_both_see_who_did() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[RIVERSIDE], &[Kind::Appointments]).await;
        let coming = coming(&carer).await;
        let own = own_page(&coming);
        names_the_patient(&carer.page(own).await, "Say that Sam Sample is coming");
        let page = carer.page(&coming).await;
        names_the_patient(&page, "Yes, Sam Sample is coming");
        let said = words(&page);
        assert!(said.contains(SLEEP) && said.contains("with your name"), "{said}");
        assert!(!said.contains("you are coming"), "it is not the carer who comes: {said}");
        let fields = hidden(&page);
        let (one, other) = tokio::join!(post(&carer, &coming, &fields), post(&carer, &coming, &fields));
        assert_eq!((one.status(), location(&one)), (StatusCode::SEE_OTHER, location(&other)), "two clicks");
        assert_eq!(posted(&app, RIVERSIDE, RESPONSE), 1);
        let request = location(&one);
        names_the_patient(&carer.page(&request).await, "Confirm an appointment: Done");
        let page = words(&carer.page(own).await);
        assert!(page.contains("Riverside Hospital knows that Sam Sample is coming."), "{page}");
        let again = words(&carer.page(&coming).await);
        assert!(again.contains("This appointment is confirmed already"), "{again}");
        assert!(words(&sam.page("/requests").await).contains("by Grace Young"));
        assert!(words(&sam.page(&request).await).contains("Grace Young asked for you"));
        assert!(carer.page("/requests").await.contains(&request), "and in the carer's own list");
        let log = words(&sam.page("/who-looked?who=carer").await);
        assert!(log.contains("Asked an organisation to do something"), "{log}");
    });
}

#[test]
fn a_carer_says_that_a_referral_is_no_longer_needed_and_it_goes_on_until_the_hospital_agrees() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[VALE], &[Kind::Referrals]).await;
        let end = no_longer_needed(&carer).await;
        names_the_patient(&carer.page(own_page(&end)).await, "Sam Sample no longer needs this");
        let page = carer.page(&end).await;
        names_the_patient(&page, "Yes, Sam Sample no longer needs it");
        let said = words(&page);
        assert!(said.contains("Say so only if Sam Sample wants you to"), "{said}");
        assert!(!said.contains("you no longer need"), "it is not the carer's: {said}");
        let long = with(hidden(&page), &[("why", &"a".repeat(301))]);
        let refused = post(&carer, &end, &long).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        names_the_patient(&refused.text().await.expect("a page"), "Yes, Sam Sample no longer needs it");
        let fields = with(hidden(&page), &[("why", "The knee is well again")]);
        let request = location(&post(&carer, &end, &fields).await);
        let page = carer.page(&request).await;
        names_the_patient(&page, "Say that a referral is no longer needed: Waiting for them");
        assert!(words(&page).contains("Until then the referral goes on."));
        assert_eq!(posted(&app, VALE, "/Task"), 1);
        let page = carer.page(own_page(&end)).await;
        assert!(page.contains(&request) && !page.contains(&end), "it stands there, and is not offered again");
        assert!(words(&sam.page("/requests").await).contains("by Grace Young"));
        assert!(words(&sam.page(&request).await).contains("The knee is well again"));
    });
}

#[test]
fn who_may_only_look_is_offered_neither_and_what_is_hidden_is_not_there() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[RIVERSIDE, VALE], &[]).await;
        let (coming, end) = (coming(&carer).await, no_longer_needed(&carer).await);
        let subject = super::subject_of(&carer.page("/record/medicines").await);
        let wish = uuid::Uuid::new_v4().to_string();
        let fields = [("whose-record", &*subject), ("wish", &*wish), ("time", "2026-11-25T20:00:00Z")];
        for path in [&coming, &end] {
            let page = carer.page(own_page(path)).await;
            assert!(!page.contains(path) && !words(&page).contains("What you asked for here"), "{page}");
            assert_eq!(place(&carer.get(path).await), "/helping/stopped/only-looks");
            assert_eq!(place(&carer.post(path, &fields).await), "/helping/stopped/only-looks");
        }
        let (kept, all) = (only_grant(&app).await, Kinds::in_record());
        let both: Kinds = [Kind::Appointments, Kind::Referrals].into_iter().collect();
        let given = [RIVERSIDE, VALE].map(|code| GrantPart { act: both, ..part(code, all) });
        set_parts(&app, &kept, given.to_vec()).await;
        for (path, kind) in [(&coming, "appointments"), (&end, "referrals")] {
            carer.page(path).await;
            let id = own_page(path).rsplit('/').next().expect("an id");
            let hiding = format!("/record/{kind}/{id}/helpers");
            assert_eq!(place(&sam.post(&hiding, &[("do", "hide")]).await), hiding);
            assert_eq!(carer.get(path).await.status(), StatusCode::NOT_FOUND, "hidden: {path}");
            assert_eq!(carer.post(path, &fields).await.status(), StatusCode::NOT_FOUND, "hidden: {path}");
        }
        set_parts(&app, &kept, vec![GrantPart { act: both, ..part(HILL_STREET, all) }]).await;
        for path in [&coming, &end] {
            assert_eq!(carer.get(path).await.status(), StatusCode::NOT_FOUND, "of another place: {path}");
        }
        assert_eq!((posted(&app, RIVERSIDE, RESPONSE), posted(&app, VALE, "/Task")), (0, 0));
        assert!(words(&sam.page("/requests").await).contains("You have asked for nothing here so far."));
    });
}

#[test]
fn a_form_left_open_confirms_and_ends_nothing_of_another_person_nor_after_the_access_has_gone() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, id) = acting(&app, &[RIVERSIDE, VALE], &[Kind::Appointments, Kind::Referrals]).await;
        let (coming, end) = (coming(&carer).await, no_longer_needed(&carer).await);
        let forms = [(&coming, hidden(&carer.page(&coming).await)), (&end, hidden(&carer.page(&end).await))];
        act_for(&carer, "own").await;
        for (path, fields) in &forms {
            assert_eq!(location(&post(&carer, path, fields).await), "/helping/stopped/another-record");
        }
        act_for(&carer, &id).await;
        let carers = format!("/carers/{id}");
        sam.post(&carers, &[("see", "appointments"), ("see", "referrals")]).await;
        for (path, fields) in &forms {
            assert_eq!(location(&post(&carer, path, fields).await), "/helping/stopped/only-looks");
        }
        sam.post(&carers, &[("do", "stop")]).await;
        for (path, fields) in &forms {
            assert_eq!(location(&post(&carer, path, fields).await), "/helping/stopped/not-active");
        }
        assert_eq!((posted(&app, RIVERSIDE, RESPONSE), posted(&app, VALE, "/Task")), (0, 0));
    });
}

pub(super) async fn grace(app: &TestApp) -> AccountId {
    let people = app.portal.sandbox.as_ref().expect("practice").people();
    let email = &people.iter().find(|one| one.note.contains("A parent")).expect("Grace").email;
    let grants = &app.portal.access.grants;
    let person = grants.person_of_email(email).await.expect("an answer").expect("a person");
    grants.patient(person).await.expect("an answer").expect("an account").1
}

#[test]
fn in_the_moment_of_sending_only_what_is_given_then_for_that_kind_at_that_place_counts() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, _, id) = acting(&app, &[VALE], &[Kind::Referrals]).await;
        let (carer, person) = (grace(&app).await, patient(&app).await);
        let may = async |code: &str, kind| {
            let code = OdsCode::parse(code).expect("a code");
            let asker = app.portal.access.asker(carer, (person, &code, kind)).await.expect("an answer");
            asker.ok().and_then(|asker| asker.carer().map(str::to_owned))
        };
        assert_eq!(may(VALE, Kind::Referrals).await.as_deref(), Some("Grace Young"));
        assert_eq!(may(VALE, Kind::Appointments).await, None, "another kind");
        assert_eq!(may(RIVERSIDE, Kind::Referrals).await, None, "another place");
        sam.post(&format!("/carers/{id}"), &[("see", "referrals")]).await;
        assert_eq!(may(VALE, Kind::Referrals).await, None, "only looking is left");
    });
}

#[test]
fn both_are_chosen_and_told_in_plain_words_where_access_is_given_checked_and_shown() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        sam.post("/give-access", &[("called", "Alex")]).await;
        sam.post("/give-access/places", &[("place", HILL_STREET), ("place", RIVERSIDE)]).await;
        let page = words(&sam.page("/give-access/kinds").await);
        for said in [
            "Book, change, cancel and confirm appointments",
            "Not every place takes all of this here.",
            "Say that a referral is no longer needed",
            "Your place on a list may go to somebody else.",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        sam.post("/give-access/kinds", &[("act", "appointments"), ("act", "referrals")]).await;
        sam.post("/give-access/until", &[("until", "30-days")]).await;
        let page = words(&sam.page("/give-access/check").await);
        let does =
            "book, change, cancel and confirm appointments and say that a referral is no longer needed";
        assert!(page.contains(does), "{page}");
        assert!(page.contains("appointments and referrals"), "with what it needs: {page}");
        let answer = sam.post("/give-access/check", &[]).await.text().await.expect("a page");
        let code = answer.split("class=\"code\">").nth(1).and_then(|rest| rest.split('<').next());
        let id = super::accept(&carer, code.expect("a code")).await;
        // Each place with what it takes: the surgery has a book, and the hospital hears who is coming.
        for page in [sam.page(&format!("/carers/{id}")).await, carer.page(&format!("/helping/{id}")).await]
            .map(|page| words(&page))
        {
            assert!(page.contains("Also: book, change and cancel appointments."), "{page}");
            assert!(
                page.contains("Also: confirm appointments and say that a referral is no longer needed."),
                "{page}"
            );
        }
    });
}
