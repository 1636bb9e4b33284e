//! Checkpoints in their folder, and what a purge leaves.

use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::store::testing::{keys, on_both_databases};

#[tokio::test]
async fn a_checkpoint_is_for_its_owner_alone_and_the_newest_is_found() {
    let (home, keys) = (TestDatabase::sqlite().await, keys());
    written(&home, &keys).await;
    let folder = home.folder.path().join("away/checkpoints");
    assert_eq!(newest_checkpoint(&folder), None);
    for minutes in 0..50 {
        write_checkpoint(&home.database, &keys, at(minutes), &folder).await.expect("a checkpoint");
    }
    let newest = newest_checkpoint(&folder).expect("a checkpoint");
    let mode = std::fs::metadata(&newest).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let verified = home.database.verify_log(&keys, Some(&newest)).await.expect("an answer");
    assert_eq!(verified.checkpoint, Some(at(49)));
    assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 48, "two days of them stay");
}

#[tokio::test]
async fn a_checkpoint_that_was_changed_cut_off_or_signed_by_another_is_refused() {
    let (home, keys) = (TestDatabase::sqlite().await, keys());
    written(&home, &keys).await;
    let folder = home.folder.path().join("checkpoints");
    let path = write_checkpoint(&home.database, &keys, at(60), &folder).await.expect("a checkpoint");
    let text = std::fs::read_to_string(&path).expect("a file");
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 5, "{text}");
    let without_one = [&lines[..2], &lines[3..]].concat().join("\n");
    for changed in [text.replace("\"seq\":5", "\"seq\":4"), without_one, lines[..4].join("\n"), String::new()]
    {
        std::fs::write(&path, changed).expect("a file");
        let refused = home.database.verify_log(&keys, Some(&path)).await;
        assert!(matches!(refused, Err(CheckpointError::NotOurs(_))), "{refused:?}");
    }
    std::fs::write(&path, text).expect("a file");
    let other = crate::store::testing::keys();
    let refused = home.database.verify_log(&other, Some(&path)).await;
    assert!(matches!(refused, Err(CheckpointError::NotOurs(_))));
}

on_both_databases! {
    async fn a_purge_leaves_a_signed_stub_on_which_the_chain_goes_on(home: &TestDatabase) {
        let keys = keys();
        let log = written(home, &keys).await;
        let folder = home.folder.path().join("checkpoints");
        let signed = write_checkpoint(&home.database, &keys, at(60), &folder).await.expect("a checkpoint");
        // Anna's rows are of the minutes 0, 2, 4, 6 and 7, Bela's of 1, 5 and 8, nobody's of 3.
        let purged = home.database.purge_log(&keys, at(6), at(100)).await.expect("purged");
        assert_eq!(purged, Purged { rows: 6, chains: 3 });
        let verified = home.database.verify_log(&keys, Some(&signed)).await.expect("an answer");
        assert_eq!((verified.rows, verified.findings), (3, vec![]));
        log.write(row(Some(anna()), 61)).await.expect("a stored row");
        log.write(row(None, 61)).await.expect("a stored row");
        assert_eq!(findings(home, &keys).await, []);
        let again = home.database.purge_log(&keys, at(200), at(300)).await.expect("purged");
        assert_eq!(again, Purged { rows: 5, chains: 3 });
        drop(log);
        super::log(home, &keys).write(row(Some(anna()), 400)).await.expect("a stored row");
        let verified = home.database.verify_log(&keys, Some(&signed)).await.expect("an answer");
        assert_eq!((verified.rows, verified.findings), (1, vec![]));
    }

    async fn a_stub_that_somebody_else_wrote_is_found_and_hides_nothing(home: &TestDatabase) {
        let keys = keys();
        written(home, &keys).await;
        home.database.purge_log(&keys, at(3), at(100)).await.expect("purged");
        tamper(home, "DELETE FROM access_row WHERE seq IN (3, 4)").await;
        let sql = "UPDATE access_stub SET seq = 4 WHERE chain = $1";
        execute!(home.database.writer(), sql, anna().0).expect("a change");
        let found = findings(home, &keys).await;
        assert!(found.contains(&Finding::StubForged { chain: anna().0 }), "{found:?}");
        assert!(found.contains(&Finding::Missing { chain: anna().0, from: 1, to: 4 }), "{found:?}");
    }
}
