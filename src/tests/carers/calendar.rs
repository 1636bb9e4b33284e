//! One appointment for a carer's calendar: that there is one, and when; and nothing that others there should not read.

use reqwest::StatusCode;

use super::confirming::SLEEP;
use super::{HILL_STREET, RIVERSIDE, VALE, acting, only_grant, part, place, set_parts};
use crate::domain::{Kind, Kinds};
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::coming::entry;

/// The lines of the file, as they were before they were folded.
async fn file(visitor: &Visitor<'_>, own: &str) -> Vec<String> {
    let answer = visitor.get(&format!("{own}/calendar")).await;
    assert_eq!(answer.status(), StatusCode::OK, "{own}");
    let headers = answer.headers().clone();
    assert_eq!(headers["content-type"], "text/calendar; charset=utf-8");
    assert_eq!(headers["content-disposition"], "attachment; filename=\"appointment.ics\"");
    assert_eq!(headers["cache-control"], "no-store");
    let text = answer.text().await.expect("a file");
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

fn value<'a>(lines: &'a [String], name: &str) -> Option<&'a str> {
    lines.iter().find_map(|line| line.strip_prefix(name))
}

#[test]
fn the_file_says_appointment_and_the_time_and_neither_whose_nor_where_nor_what_for() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[RIVERSIDE], &[]).await;
        let own = entry(&carer.page("/appointments").await, SLEEP);
        let page = carer.page(&own).await;
        assert!(page.contains(&format!("href=\"{own}/calendar\"")), "offered to who may only look: {page}");
        assert!(words(&page).contains("a file that says only “Appointment” and the time"), "{page}");
        let (carers, sams) = (file(&carer, &own).await, file(&sam, &own).await);
        let event: Vec<_> = carers.iter().skip_while(|line| *line != "BEGIN:VEVENT").collect();
        let names: Vec<_> =
            event.iter().map(|line| line.split([':', ';']).next().unwrap_or_default()).collect();
        let known = "BEGIN CLASS DESCRIPTION DTEND DTSTAMP DTSTART SEQUENCE STATUS SUMMARY UID END END ";
        for name in names {
            assert!(known.contains(&format!("{name} ")) || name.is_empty(), "{name} is new: {event:?}");
        }
        assert_eq!(value(&carers, "SUMMARY:"), Some("Appointment"));
        assert_eq!(value(&carers, "DESCRIPTION:"), Some("Log in to Front Door to see more."));
        for same in ["DTSTART", "UID:"] {
            assert_eq!(value(&carers, same), value(&sams, same), "the same appointment as the patient's");
        }
        let (text, patients) = (carers.join("\n"), sams.join("\n"));
        for secret in ["Sam", "Sleep", "Riverside", "Hospital", "night clothes", "Phone"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert!(patients.contains("LOCATION:Riverside Hospital"), "the patient's own says where");
        let log = words(&sam.page("/who-looked?who=carer").await);
        assert!(log.contains("Made a file to take away"), "{log}");
    });
}

#[test]
fn there_is_a_file_only_of_what_the_carer_sees_and_never_an_address_that_goes_on_reading() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, id) = acting(&app, &[RIVERSIDE], &[Kind::Appointments]).await;
        let own = entry(&carer.page("/appointments").await, SLEEP);
        let calendar = format!("{own}/calendar");
        assert_eq!(place(&carer.get("/appointments/calendar-feed").await), "/helping/stopped/not-here");
        assert!(!carer.page(&own).await.contains("calendar-feed"));
        let unknown = carer.get(&format!("/appointments/{}/calendar", "0".repeat(32))).await;
        let unknown = (unknown.status(), words(&unknown.text().await.expect("a page")));
        let is_as_unknown = async |why: &str| {
            let answer = carer.get(&calendar).await;
            let answer = (answer.status(), words(&answer.text().await.expect("a page")));
            assert_eq!(answer, unknown, "{why}");
        };
        let hiding = format!("/record/appointments/{}/helpers", own.trim_start_matches("/appointments/"));
        sam.post(&hiding, &[("do", "hide")]).await;
        is_as_unknown("hidden by the patient").await;
        sam.post(&hiding, &[("do", "show")]).await;
        file(&carer, &own).await;
        let (kept, all) = (only_grant(&app).await, Kinds::in_record());
        set_parts(&app, &kept, vec![part(HILL_STREET, all), part(VALE, all)]).await;
        assert_eq!(carer.get(&calendar).await.status(), StatusCode::NOT_FOUND, "of another place");
        set_parts(&app, &kept, vec![part(RIVERSIDE, all.without(Kinds::just(Kind::Appointments)))]).await;
        assert_eq!(carer.get(&calendar).await.status(), StatusCode::NOT_FOUND, "of another kind");
        sam.post(&format!("/carers/{id}"), &[("do", "stop")]).await;
        assert_eq!(place(&carer.get(&calendar).await), "/helping/stopped/not-active");
    });
}
