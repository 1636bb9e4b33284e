//! The access team's pages on which somebody is given access: short ones, kept between, and sent once.

use reqwest::StatusCode;

use super::carers::{ATTORNEY, OLIVE, WILHELMINA, attorney, fill_in, find, grant_of};
use crate::domain::{Kind, Kinds, StaffRole, kinds_to_do, seen_to_do};
use crate::journeys::give_access::kinds_said;
use crate::tests::app::{TestApp, run, words};
use crate::tests::carers::{accept, act_for, place};
use crate::tests::jar::between;
use crate::words::Locale;

#[test]
fn staff_give_access_in_four_short_pages_and_one_to_check_and_each_keeps_what_was_chosen() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let first = format!("{}/{ATTORNEY}", find(&staff, OLIVE).await);
        for later in ["what", "until", "checked", "answers"] {
            let address = format!("{first}/{later}");
            for answer in [staff.get(&address).await, staff.post(&address, &attorney()).await] {
                let led = place(&answer);
                assert!(
                    led == first || led == first.split("/give").next().expect("a patient"),
                    "{later}: {led}"
                );
            }
        }
        assert_eq!(staff.get(&format!("{first}/who")).await.status(), StatusCode::NOT_FOUND);
        let mut at = first.clone();
        for (number, next) in ["what", "until", "checked", "answers"].into_iter().enumerate() {
            let page = words(&staff.page(&at).await);
            assert!(page.contains(&format!("Page {} of 5", number + 1)), "{page}");
            assert!(page.contains("To the record of") && page.contains("Olive Longacre"), "{page}");
            at = place(&staff.post(&at, &attorney()).await);
            assert_eq!(at, format!("{first}/{next}"));
        }
        let check = staff.page(&at).await;
        let said = words(&check);
        for wanted in ["Nadia Blank", "999 000 0026", "OPG-4711", "Dr Vera Vouch", "Seen with her daughter"] {
            assert!(said.contains(wanted), "{wanted}: {said}");
        }
        for (page, kept) in [
            ("", "value=\"Nadia Blank\""),
            ("/what", "value=\"medicines\" checked"),
            ("/until", "value=\"until-stopped\" checked"),
            ("/checked", "value=\"stamped-power-of-attorney\" checked"),
        ] {
            let address = format!("{first}{page}");
            assert!(check.contains(&format!("href=\"{address}\"")), "a way to change {page:?}");
            assert!(staff.page(&address).await.contains(kept), "{page:?}: {}", staff.page(&address).await);
        }
        assert!(
            !first.contains("Olive") && !words(&check).contains("href"),
            "nothing of hers in the address"
        );
    });
}

#[test]
fn what_staff_let_a_carer_do_is_what_is_offered_there_and_what_is_hidden_takes_it_away() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let (patient, locale) = (find(&staff, OLIVE).await, Locale::English);
        let first = format!("{patient}/{ATTORNEY}");
        place(&staff.post(&first, &attorney()).await);
        let page = staff.page(&format!("{first}/what")).await;
        let asked = between(&page, "id=\"act\"", "</fieldset>");
        let offered: Vec<Kind> = kinds_to_do()
            .iter()
            .filter(|kind| asked.contains(&format!("value=\"{}\"", kind.slug())))
            .collect();
        assert!(offered.contains(&Kind::Appointments), "{asked}");
        let to_do = |kind: Kind| Kinds::just(kind);
        for kind in offered {
            let seen = kinds_said(locale, seen_to_do(to_do(kind)));
            assert!(asked.contains(&format!("They see {seen} too.")), "{asked}");
        }
        // What the form does not offer is not given.
        let mut fields = attorney();
        fields.extend([
            ("act", "appointments"),
            ("act", "letters"),
            ("see", "details"),
            ("hidden", "medicines"),
        ]);
        let slip = fill_in(&staff, &first, &fields).await.text().await.expect("a page");
        let nadia = app.log_in("Nadia").await;
        let id = accept(&nadia, between(&slip, "<code>", "</code>")).await;
        assert_eq!(place(&act_for(&nadia, &id).await), "/");
        assert_eq!(nadia.get("/appointments").await.status(), StatusCode::OK, "seen, to be booked");
        assert_eq!(nadia.get("/appointments/book").await.status(), StatusCode::OK);
        assert_eq!(nadia.get("/record/medicines").await.status(), StatusCode::NOT_FOUND, "hidden wins");
        nadia.post("/helping/switch", &[("to", "own")]).await;
        let grant = words(&staff.page(&grant_of(&staff, &patient, "Nadia Blank").await).await);
        assert!(grant.contains("Stays hidden medicines"), "{grant}");
        let olive = app.log_in("2,000").await;
        // The surgery has a book, and takes no word that somebody is coming.
        let may = "book, change and cancel appointments";
        for page in [olive.page(&format!("/carers/{id}")).await, nadia.page(&format!("/helping/{id}")).await]
        {
            assert!(words(&page).to_lowercase().contains(may), "{may}: {}", words(&page));
        }
    });
}

#[test]
fn when_everything_is_hidden_nothing_is_given() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let first = format!("{}/{ATTORNEY}", find(&staff, OLIVE).await);
        let mut fields = attorney();
        fields.push(("hidden", "medicines"));
        let answer = fill_in(&staff, &first, &fields).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        assert!(page.contains("Leave at least 1 thing that they may see"), "{}", words(&page));
        assert!(page.contains("value=\"until-stopped\" checked"), "what was chosen is kept");
    });
}

#[test]
fn what_was_filled_in_for_one_patient_is_never_there_for_another_and_is_sent_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let (olive, wilhelmina) = (find(&staff, OLIVE).await, find(&staff, WILHELMINA).await);
        place(&staff.post(&format!("{olive}/{ATTORNEY}"), &attorney()).await);
        let others = [format!("{wilhelmina}/{ATTORNEY}"), format!("{olive}/give/best-interest")];
        for other in &others {
            assert!(!staff.page(other).await.contains("Nadia"), "{other}");
            assert_eq!(place(&staff.get(&format!("{other}/answers")).await), *other);
        }
        let slip = fill_in(&staff, &format!("{olive}/{ATTORNEY}"), &attorney()).await;
        assert_eq!(slip.status(), StatusCode::OK);
        let made = grant_of(&staff, &olive, "Nadia Blank").await;
        let again = staff.post(&format!("{olive}/{ATTORNEY}/answers"), &[]).await;
        assert_eq!(place(&again), olive, "sent twice, given once");
        let page = staff.page(&olive).await;
        assert_eq!(page.matches("Nadia Blank").count(), 1, "{}", words(&page));
        assert!(page.contains(&made));
        assert!(!staff.page(&format!("{olive}/{ATTORNEY}")).await.contains("Nadia"), "begun anew");
    });
}
