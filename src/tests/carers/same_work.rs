//! An address of what is kept from a carer is as much work as one that nobody has, so that no time tells them apart:
//! counted in questions to organisations and in rows of the access log, for times differ from look to look.

use std::collections::BTreeMap;

use chrono::Duration;
use reqwest::StatusCode;

use super::leaks::entries;
use super::{HILL_STREET, RIVERSIDE, acting, only_grant, part, place, set_parts};
use crate::domain::{Kind, Kinds};
use crate::store::query::fetch_all;
use crate::tests::app::{TestApp, Visitor, run};

/// Everyone who is asked anything in Sam's record.
const EVERYWHERE: [&str; 13] =
    ["A99901", "A99902", "RZ1", "RZ2", "RZ3", "RZ5", "X91", "X92", "X93", "X96", "X97", "X98", "X99"];

/// Questions to each organisation, and rows of the log, since the program started.
async fn work(app: &TestApp) -> BTreeMap<String, usize> {
    let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
    let mut done = BTreeMap::new();
    for code in EVERYWHERE {
        let lines = sandbox.requests(code, usize::MAX).expect("a source");
        assert!(lines.len() < 200, "its log is whole");
        // Tokens are fetched when they run out, whoever asks.
        let questions = lines.iter().filter(|line| !line.path.contains("token"));
        done.insert(code.to_owned(), questions.count());
    }
    let rows = fetch_all!(app.portal.database.reader(), (i64,), "SELECT COUNT(*) FROM access_log");
    let rows = rows.expect("a number")[0].0;
    done.insert("log".to_owned(), usize::try_from(rows).expect("a number"));
    done
}

/// What one look at an address that shows nothing is, with every answer asked for anew.
async fn work_of(app: &TestApp, carer: &Visitor<'_>, path: &str) -> BTreeMap<String, usize> {
    app.clock.advance(Duration::seconds(90));
    let before = work(app).await;
    assert_eq!(carer.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
    let mut done = work(app).await;
    for (what, count) in &mut done {
        *count -= before[what];
    }
    done
}

#[test]
fn an_address_of_what_is_kept_from_a_carer_is_the_same_work_as_one_that_nobody_has() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[HILL_STREET], &[]).await;
        let mut asked = 0;
        for kind in [Kind::Medicines, Kind::Appointments, Kind::Allergies, Kind::Conditions] {
            let list = super::list(kind).expect("a list");
            let own = entries(&sam, kind, (HILL_STREET, "Hill Street Surgery")).await;
            let elsewhere = entries(&sam, kind, (RIVERSIDE, "Riverside Hospital")).await;
            let seen = carer.page(list).await;
            let elsewhere = elsewhere.into_iter().find(|one| !seen.contains(&one.id));
            let hidden = own.into_iter().find(|one| seen.contains(&one.id));
            let nobodys = work_of(&app, &carer, &format!("{list}/{}", "0".repeat(32))).await;
            asked += nobodys.iter().filter(|(what, count)| *what != "log" && **count > 0).count();
            if let Some(hidden) = &hidden {
                let path = format!("/record/{}/{}/helpers", kind.slug(), hidden.id);
                assert_eq!(place(&sam.post(&path, &[("do", "hide")]).await), path);
            }
            for kept in hidden.iter().chain(&elsewhere) {
                let work = work_of(&app, &carer, &format!("{list}/{}", kept.id)).await;
                assert_eq!(work, nobodys, "{kind:?}: {}", kept.title);
            }
        }
        assert!(asked > 0, "somebody is asked at all");
        // Of a kind that was not given nobody is asked, whatever the address.
        let letter = entries(&sam, Kind::Letters, (RIVERSIDE, "Riverside Hospital")).await.remove(0);
        set_parts(&app, &only_grant(&app).await, vec![part(HILL_STREET, Kinds::just(Kind::Medicines))]).await;
        let nobodys = work_of(&app, &carer, &format!("/record/letters/{}", "0".repeat(32))).await;
        assert_eq!(work_of(&app, &carer, &format!("/record/letters/{}", letter.id)).await, nobodys);
        assert!(nobodys.iter().all(|(what, count)| what == "log" || *count == 0), "{nobodys:?}");
    });
}
