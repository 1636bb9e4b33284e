//! Single entries that the patient hides from everybody who helps them: hidden wins, at once, and only the patient hides.

use reqwest::StatusCode;

use super::{HILL_STREET, accept, act_for, give, place};
use crate::domain::Kind;
use crate::tests::app::{TestApp, run, words};
use crate::tests::bad_input::first_id;

#[test]
fn an_entry_that_the_patient_hides_is_gone_for_the_carer_and_there_again_when_it_is_shown() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        let code = give(&sam, &[("called", "Alex")], &[HILL_STREET], &[Kind::Medicines], &[]).await;
        act_for(&carer, &accept(&carer, &code).await).await;
        let (carers, sams) = (carer.page("/record/medicines").await, sam.page("/record/medicines").await);
        // One that the surgery alone holds has the same id for both.
        let ids = carers.split("href=\"/record/medicines/").filter_map(|rest| rest.split('"').next());
        let id = ids.filter(|id| id.len() == 32).find(|id| sams.contains(id)).expect("a medicine").to_owned();
        let (own, hiding) = (format!("/record/medicines/{id}"), format!("/record/medicines/{id}/helpers"));
        let before = carers.matches("entry__title").count();
        assert!(sam.page(&own).await.contains(&format!("href=\"{hiding}\"")), "the way there");
        assert!(!carer.page(&own).await.contains("/helpers"), "a carer hides nothing");
        assert!(words(&sam.page(&hiding).await).contains("It is not hidden."));
        assert_eq!(place(&sam.post(&hiding, &[("do", "hide")]).await), hiding);
        assert!(words(&sam.page(&hiding).await).contains("It is hidden from everybody who helps you"));
        let list = carer.page("/record/medicines").await;
        assert!(!list.contains(&id) && list.matches("entry__title").count() == before - 1);
        assert_eq!(carer.get(&own).await.status(), StatusCode::NOT_FOUND);
        sam.page(&own).await;
        assert!(sam.page("/record/medicines").await.contains(&id), "the patient still sees it");
        assert!(words(&sam.page("/carers").await).contains("You hide 1 entry from all of them."));
        let log = words(&sam.page("/who-looked").await);
        assert!(log.contains("Changed: what somebody may see: medicines"), "{log}");
        assert_eq!(place(&sam.post(&hiding, &[("do", "show")]).await), hiding);
        assert!(carer.page("/record/medicines").await.contains(&id));
        assert_eq!(sam.post(&hiding, &[("do", "burn")]).await.status(), StatusCode::BAD_REQUEST);
    });
}

#[test]
fn nobody_hides_an_entry_of_somebody_elses() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, other) = (app.log_in("five").await, app.log_in("A parent").await);
        let id = first_id(&sam.page("/record/medicines").await, "record/medicines");
        let hiding = format!("/record/medicines/{id}/helpers");
        for path in [hiding.as_str(), "/record/medicines/nothing/helpers", "/record/secrets/0/helpers"] {
            assert_eq!(other.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(other.post(path, &[("do", "hide")]).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert!(words(&sam.page(&hiding).await).contains("It is not hidden."));
    });
}
