//! Whoever acts for somebody at every URL of the list: with access to look, to look and do, and after it was stopped.

use reqwest::{Method, Response, StatusCode};

use super::{HILL_STREET, RIVERSIDE, acting, list, subject_of};
use crate::domain::{Kind, kinds_to_give};
use crate::tests::access_matrix::{Door, door, filled, routes};
use crate::tests::app::{TestApp, Visitor, run};

/// What a page is to somebody who acts for a patient; said here anew, so that no page opens without a line here.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Opens {
    /// About the patient.
    Patient,
    /// To have something done: for whoever may.
    Doing,
    /// About whoever acts: the people they help, and the ways out.
    Actor,
    /// About nobody.
    Anybody,
    Closed,
}

fn opens(method: &Method, path: &str) -> Opens {
    let is_entry =
        kinds_to_give().iter().filter_map(list).any(|list| path == list || path == format!("{list}/{{id}}"));
    match (method, path) {
        (&Method::GET, _) if is_entry => Opens::Patient,
        (&Method::GET, "/" | "/record" | "/where-from" | "/where-from/waiting/{kind}") => Opens::Patient,
        (&Method::GET, "/record/letters/{id}/file" | "/record/letters/{id}/pages" | "/search/{id}") => {
            Opens::Patient
        }
        (&Method::GET, "/appointments/{id}/calendar") => Opens::Patient,
        (_, "/search" | "/download" | "/kept-form") => Opens::Patient,
        (_, "/appointments/book/{organisation}" | "/appointments/{id}/cancel") => Opens::Doing,
        (_, "/record/medicines/order") => Opens::Doing,
        (_, "/appointments/{id}/coming" | "/record/referrals/{id}/no-longer-needed") => Opens::Doing,
        (&Method::GET, "/messages/{id}/files/{place}") => Opens::Patient,
        (&Method::GET, "/messages/new" | "/messages/new/{organisation}" | "/messages/{id}/reply") => {
            Opens::Doing
        }
        (_, path) if path.starts_with("/messages/drafts/") => Opens::Doing,
        (&Method::GET, "/appointments/book" | "/requests" | "/requests/{id}") => Opens::Doing,
        (&Method::GET, "/helping" | "/helping/stopped/{why}" | "/log-out") => Opens::Actor,
        (&Method::POST, "/helping/switch" | "/stay") => Opens::Actor,
        (_, path) if path.starts_with("/find-a-service") => Opens::Anybody,
        (&Method::GET, "/complaints" | "/feedback" | "/no-gp-surgery" | "/someone-has-died") => {
            Opens::Anybody
        }
        _ => Opens::Closed,
    }
}

async fn ask(visitor: &Visitor<'_>, method: &Method, path: &str, subject: &str) -> Response {
    match *method {
        Method::POST => visitor.post(path, &[("whose-record", subject)]).await,
        _ => visitor.get(path).await,
    }
}

fn to(answer: &Response) -> &str {
    answer.headers().get("location").and_then(|to| to.to_str().ok()).unwrap_or_default()
}

/// Every URL of the list, with something of Sam's in it.
type Asked = Vec<(Method, &'static str, String)>;

async fn every_url(carer: &Visitor<'_>, asked: &Asked, subject: &str, may_do: bool) {
    for (method, path, filled) in asked {
        let answer = ask(carer, method, filled, subject).await;
        let (what, to) = (format!("{method} {path}"), to(&answer));
        assert!(answer.status().as_u16() < 500, "{what}: {}", answer.status());
        match opens(method, path) {
            Opens::Closed => assert_eq!(to, "/helping/stopped/not-here", "{what}"),
            Opens::Doing if !may_do => assert_eq!(to, "/helping/stopped/only-looks", "{what}"),
            Opens::Patient | Opens::Anybody | Opens::Doing => {
                assert!(!to.starts_with("/helping"), "{what} leads to {to}")
            }
            // What switches without saying to whom, or says nothing new, changes nothing.
            Opens::Actor => assert!(!to.starts_with("/helping/stopped"), "{what} leads to {to}"),
        }
        if *method == Method::POST && !matches!(opens(method, path), Opens::Actor | Opens::Anybody) {
            let own = ask(carer, method, filled, "0123").await;
            assert_eq!(super::place(&own), "/helping/stopped/another-record", "{what}: another subject");
        }
    }
    assert!(carer.page("/").await.contains("You are acting for"), "nothing of it has switched");
}

#[test]
fn whoever_acts_for_somebody_gets_at_every_url_what_is_open_to_them_and_nothing_once_it_is_stopped() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, id) = acting(&app, &[HILL_STREET, RIVERSIDE], &[]).await;
        let mut asked = Asked::new();
        for (method, path) in routes() {
            let door = door(&method, path).expect("a place in the matrix");
            // What anybody may ask does not look who is there; what ends a log-in is closed all the same.
            if !matches!(door, Door::Open | Door::Desk(_) | Door::DeskOf(_))
                || opens(&method, path) == Opens::Anybody
            {
                asked.push((method, path, filled(&sam, path).await));
            }
        }
        let subject = subject_of(&carer.page("/record/medicines").await);
        every_url(&carer, &asked, &subject, false).await;
        let all = kinds_to_give();
        let see = all.iter().map(|kind| ("see", kind.slug()));
        let act = [Kind::Appointments, Kind::Prescriptions, Kind::Referrals, Kind::Messages];
        let act = act.map(|kind| ("act", kind.slug()));
        sam.post(&format!("/carers/{id}"), &see.chain(act).collect::<Vec<_>>()).await;
        every_url(&carer, &asked, &subject, true).await;
        sam.post(&format!("/carers/{id}"), &[("do", "stop")]).await;
        for (method, path, filled) in &asked {
            let answer = ask(&carer, method, filled, &subject).await;
            let (what, status, to) = (format!("{method} {path}"), answer.status(), to(&answer).to_owned());
            if matches!(opens(method, path), Opens::Patient | Opens::Doing | Opens::Closed) {
                assert_eq!((status, &*to), (StatusCode::SEE_OTHER, "/helping/stopped/not-active"), "{what}");
            }
            let page = answer.text().await.unwrap_or_default();
            assert!(!page.contains("Sam Sample") || path.starts_with("/helping"), "{what}");
        }
    });
}
