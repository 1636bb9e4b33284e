//! What a carer had typed when their log-in ended is offered back for the same patient, and nowhere else.

use chrono::Duration;

use super::{RIVERSIDE, act_for, acting, place};
use crate::domain::Kind;
use crate::tests::app::{TestApp, run, words};
use crate::tests::requests::{all, hidden, post, with};

const TYPED: &str = "Which eye is it?";
const MESSAGES: [Kind; 1] = [Kind::Messages];

#[test]
fn what_was_typed_for_a_patient_is_offered_back_only_to_who_acts_for_that_patient_again() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, id) = acting(&app, &[RIVERSIDE], &MESSAGES).await;
        let page = carer.page(&format!("/messages/new/{RIVERSIDE}")).await;
        let draft = all(&page, "main form", "action").remove(0);
        let form = with(hidden(&page), &[("subject", "The drops"), ("text", TYPED), ("step", "check")]);
        app.clock.advance(Duration::minutes(31));
        assert_eq!(place(&post(&carer, &draft, &form).await), "/log-in?return=%2Fkept-form&ended=yes");

        let carer = app.log_in("A parent").await;
        let own = carer.page("/kept-form").await;
        assert!(!own.contains(TYPED) && !own.contains(&draft), "one's own record: {own}");
        assert!(words(&own).contains("It is about another record than this one."), "{own}");
        // Her daughter's.
        let grants = &app.portal.access.grants;
        let mia = grants.person_of_email("mia@example.org").await.expect("an answer").expect("Mia");
        let mias = grants.of_patient(mia).await.expect("grants").remove(0).id.to_string();
        assert_eq!(place(&act_for(&carer, &mias).await), "/");
        assert!(!carer.page("/").await.contains("/kept-form"), "nor does the way there stand in another's");
        assert!(!carer.page("/kept-form").await.contains(TYPED), "another patient's record");

        act_for(&carer, &id).await;
        assert!(carer.page("/").await.contains("href=\"/kept-form\""), "the way back to it");
        let page = carer.page("/kept-form").await;
        assert!(words(&page).contains(TYPED), "{page}");
        let fields = hidden(&page);
        assert_eq!(fields.iter().filter(|(name, _)| name == "whose-record").count(), 2, "one in each form");
        let again = place(&post(&carer, &draft, &with(fields, &[("step", "check")])).await);
        assert_eq!(again, format!("{draft}/check"), "it is checked before it is sent");
        assert!(words(&carer.page(&again).await).contains(TYPED));

        let sam = app.log_in("five").await;
        assert!(!sam.page("/kept-form").await.contains(TYPED), "it is the carer's, and not the patient's");
    });
}
