//! In practice mode somebody acts for somebody else from the start.

use super::{act_for, place};
use crate::tests::app::{TestApp, run, words};

#[test]
fn in_practice_somebody_acts_for_somebody_from_the_start_and_can_be_stopped() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (olive, priya) = (app.log_in("2,000").await, app.log_in("Priya").await);
        let carers = olive.page("/carers").await;
        assert!(words(&carers).contains("Priya Twofold") && words(&carers).contains("Can see your record"));
        let id =
            carers.split("href=\"/carers/").nth(1).and_then(|rest| rest.split('"').next()).expect("a grant");
        assert_eq!(place(&act_for(&priya, id).await), "/");
        assert!(priya.page("/record/medicines").await.contains("You are acting for"));
        olive.post(&format!("/carers/{id}"), &[("do", "stop")]).await;
        assert_eq!(place(&priya.get("/record/medicines").await), "/helping/stopped/not-active");
    });
}
