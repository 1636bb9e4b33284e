//! Pictures beside words.

use super::*;

#[test]
fn each_door_has_a_picture_on_large_pages_and_on_no_others() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        let own = app.log_in("five").await;
        let large = page(&jar, &app, "/record").await;
        let doors = large.matches("class=\"door\"").count();
        assert!(doors > 8, "{doors}");
        // "Take your record with you" is closed there.
        assert!(large.matches("class=\"door__picture\"").count() >= doors - 1, "{large}");
        assert!(large.contains("aria-hidden=\"true\""), "the words say it all");
        assert!(!own.page("/record").await.contains("door__picture"));
        let mut simple = Jar::default();
        log_in(&mut simple, &app, "five").await;
        assert!(!page(&simple, &app, "/").await.contains("door__picture"));
        simple.post(&app, "/simple-pages", &[("pages", "simple")]).await;
        let home = page(&simple, &app, "/").await;
        assert_eq!(home.matches("class=\"door__picture\"").count(), home.matches("class=\"door\"").count());
    });
}
