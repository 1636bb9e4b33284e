//! What keeps the portal from starting, or from going on, is named and leaves everything as it was.

use reqwest::StatusCode;
use tempfile::TempDir;

use super::app::{TestApp, now, run, settings};
use crate::domain::Clock;
use crate::start::{self, StartError};
use crate::store::query::execute;
use crate::store::{Database, StoreError};

/// A portal of made-up people in this folder, or why not.
async fn opened(folder: &TempDir) -> Result<start::Portal, StartError> {
    let at = |name: &str| folder.path().join(name).display().to_string();
    let database = format!("sqlite:{}", at("front-door.db"));
    let keys = at("keys.toml");
    let settings = settings(&["--practice", "yes", "--database-url", &database, "--keys", &keys]);
    start::portal(&settings, Clock::fixed(now())).await
}

async fn stamp_oldest_program(folder: &TempDir, value: &str) {
    let url = format!("sqlite:{}", folder.path().join("front-door.db").display());
    let database = Database::connect(&url).await.expect("a database");
    let sql = "UPDATE stamp SET value = $1 WHERE name = 'oldest_program'";
    assert_eq!(execute!(database.writer(), sql, value).expect("a change"), 1);
    database.close().await;
}

#[test]
fn a_database_that_needs_a_newer_program_stays_shut_until_there_is_one() {
    run(async {
        let folder = TempDir::new().expect("a folder");
        opened(&folder).await.expect("a portal").database.close().await;
        stamp_oldest_program(&folder, "99").await;
        let refused = opened(&folder).await.map(|_| ()).expect_err("a refusal");
        assert!(matches!(refused, StartError::Store(StoreError::NeedsNewerProgram { .. })), "{refused}");
        stamp_oldest_program(&folder, "1").await;
        opened(&folder).await.expect("a portal").database.close().await;
    });
}

#[test]
fn a_database_of_made_up_people_is_never_opened_as_a_real_one() {
    run(async {
        let folder = TempDir::new().expect("a folder");
        opened(&folder).await.expect("a portal").database.close().await;
        let at = |name: &str| folder.path().join(name).display().to_string();
        let database = format!("sqlite:{}", at("front-door.db"));
        let (keys, sources) = (at("keys.toml"), at("practice-sources.toml"));
        // What only practice mode may say would be refused before.
        let file = std::fs::read_to_string(&sources).expect("the practice sources file");
        let says_more =
            |line: &&str| !line.starts_with("needs_nhs_login") && !line.starts_with("changes_auth");
        let file: Vec<&str> = file.lines().filter(says_more).collect();
        std::fs::write(&sources, file.join("\n")).expect("written");
        let options = ["--database-url", &database, "--keys", &keys, "--sources", &sources];
        let refused = start::portal(&settings(&options), Clock::fixed(now())).await;
        let refused = refused.map(|_| ()).expect_err("a refusal");
        assert!(matches!(refused, StartError::Store(StoreError::WrongRealm { .. })), "{refused}");
    });
}

#[test]
fn an_interface_for_the_patient_alone_is_never_opened_to_an_own_log_in_for_real_people() {
    run(async {
        let folder = TempDir::new().expect("a folder");
        opened(&folder).await.expect("a portal").database.close().await;
        let at = |name: &str| folder.path().join(name).display().to_string();
        let (database, sources) = (format!("sqlite:{}", at("real.db")), at("practice-sources.toml"));
        let keys = at("keys.toml");
        let options = ["--database-url", &database, "--keys", &keys, "--sources", &sources];
        let refused = start::portal(&settings(&options), Clock::fixed(now())).await;
        let refused = refused.map(|_| ()).expect_err("a refusal").to_string();
        assert!(refused.contains("Hill Street Surgery") && refused.contains("practice mode"), "{refused}");
        assert!(!folder.path().join("real.db").exists(), "nothing was opened");
    });
}

#[test]
fn a_data_folder_that_cannot_be_written_is_named() {
    run(async {
        let folder = TempDir::new().expect("a folder");
        let keys = folder.path().join("keys.toml").display().to_string();
        let settings =
            settings(&["--practice", "yes", "--database-url", "sqlite:/sys/front-door.db", "--keys", &keys]);
        let refused = start::portal(&settings, Clock::fixed(now())).await.map(|_| ()).expect_err("a refusal");
        assert!(refused.to_string().contains("/sys/front-door.db"), "{refused}");
    });
}

#[test]
fn a_disk_that_fills_up_shows_nothing_and_the_portal_goes_on_when_there_is_room() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        assert_eq!(visitor.get("/record/medicines").await.status(), StatusCode::OK);
        let writer = app.portal.database.writer();
        // The access log grows until its page of the file is full.
        execute!(writer, "PRAGMA max_page_count = 1").expect("a limit");
        let mut refused = None;
        for _ in 0..200 {
            let answer = visitor.get("/record/medicines").await;
            if answer.status() != StatusCode::OK {
                refused = Some(answer);
                break;
            }
        }
        let refused = refused.expect("the disk is full");
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        let page = refused.text().await.expect("a page");
        assert!(page.contains("We cannot show your record at the moment"), "{page}");
        execute!(writer, "PRAGMA max_page_count = 1000000").expect("room");
        assert_eq!(visitor.get("/record/medicines").await.status(), StatusCode::OK);
    });
}
