//! Checking: whatever somebody does to the rows without the key is found, and nothing else is.

use super::*;
use crate::store::testing::{keys, on_both_databases};

/// Everything that a row says, changed one by one.
const CHANGES: [&str; 7] = [
    "purpose = 'home'",
    "role = 'staff'",
    "organisation = 'RXX'",
    "holders = 'RXX'",
    "kinds = ''",
    "account = NULL",
    "seq = 200",
];

on_both_databases! {
    async fn a_row_that_says_something_else_than_what_was_written_is_found_whatever_was_changed(home: &TestDatabase) {
        let keys = keys();
        written(home, &keys).await;
        for change in CHANGES {
            let copy = "CREATE TABLE kept AS SELECT * FROM access_row";
            execute!(home.database.writer(), copy).expect("a copy");
            let sql = format!("UPDATE access_row SET {change} WHERE seq = 4");
            execute!(home.database.writer(), sqlx::AssertSqlSafe(sql.as_str())).expect("a change");
            assert!(!findings(home, &keys).await.is_empty(), "{change}");
            execute!(home.database.writer(), "DELETE FROM access_row").expect("a change");
            execute!(home.database.writer(), "INSERT INTO access_row SELECT * FROM kept").expect("a change");
            execute!(home.database.writer(), "DROP TABLE kept").expect("a change");
        }
        assert_eq!(findings(home, &keys).await, []);
    }

    async fn the_changed_row_is_named_and_those_after_it_are_not_blamed(home: &TestDatabase) {
        let keys = keys();
        written(home, &keys).await;
        let sql = "UPDATE access_row SET purpose = 'home' WHERE seq = 3 AND chain = $1";
        execute!(home.database.writer(), sql, anna().0).expect("a change");
        assert_eq!(findings(home, &keys).await, [Finding::Changed { chain: anna().0, seq: 3 }]);
    }

    async fn a_row_of_one_persons_chain_does_not_fit_into_anothers(home: &TestDatabase) {
        let keys = keys();
        written(home, &keys).await;
        let sql = "UPDATE access_row SET chain = $1 WHERE seq = 4";
        execute!(home.database.writer(), sql, bela().0).expect("a change");
        let found = findings(home, &keys).await;
        assert!(found.contains(&Finding::Changed { chain: bela().0, seq: 4 }), "{found:?}");
        assert!(found.contains(&Finding::Missing { chain: anna().0, from: 4, to: 4 }), "{found:?}");
    }

    async fn rows_that_are_missing_are_found_at_the_beginning_and_in_the_middle(home: &TestDatabase) {
        let keys = keys();
        written(home, &keys).await;
        tamper(home, "DELETE FROM access_row WHERE seq IN (1, 3) AND chain IN (SELECT chain FROM access_row WHERE seq = 5)").await;
        assert_eq!(
            findings(home, &keys).await,
            [Finding::Missing { chain: anna().0, from: 1, to: 1 }, Finding::Missing { chain: anna().0, from: 3, to: 3 }]
        );
    }

    async fn with_another_key_nothing_fits(home: &TestDatabase) {
        written(home, &keys()).await;
        assert_eq!(findings(home, &keys()).await.len(), 9);
    }

    async fn what_was_cut_off_is_found_by_the_checkpoint_and_so_is_a_chain_that_is_gone(home: &TestDatabase) {
        let keys = keys();
        written(home, &keys).await;
        let folder = home.folder.path().join("checkpoints");
        let signed = write_checkpoint(&home.database, &keys, at(60), &folder).await.expect("a checkpoint");
        let verified = home.database.verify_log(&keys, Some(&signed)).await.expect("an answer");
        assert_eq!((verified.checkpoint, verified.findings), (Some(at(60)), vec![]));
        tamper(home, "DELETE FROM access_row WHERE seq = 5").await;
        let sql = "DELETE FROM access_row WHERE chain = $1";
        execute!(home.database.writer(), sql, bela().0).expect("a change");
        assert_eq!(findings(home, &keys).await, [], "without a checkpoint nobody can tell");
        let found = home.database.verify_log(&keys, Some(&signed)).await.expect("an answer").findings;
        assert_eq!(
            found,
            [
                Finding::CutOff { chain: anna().0, had: 5, has: 4 },
                Finding::ChainGone { chain: bela().0, had: 3 },
            ]
        );
    }

    async fn rows_after_the_checkpoint_are_no_finding(home: &TestDatabase) {
        let keys = keys();
        let log = written(home, &keys).await;
        let folder = home.folder.path().join("checkpoints");
        let signed = write_checkpoint(&home.database, &keys, at(60), &folder).await.expect("a checkpoint");
        log.write(row(Some(anna()), 61)).await.expect("a stored row");
        log.write(row(Some(PersonId(Uuid::from_u128(3))), 61)).await.expect("a stored row");
        assert_eq!(home.database.verify_log(&keys, Some(&signed)).await.expect("an answer").findings, []);
    }

    async fn rows_from_before_the_chains_are_counted_and_not_blamed(home: &TestDatabase) {
        let keys = keys();
        let sql = "INSERT INTO access_log (subject, at, id, actor, holders, kinds, purpose)
                   VALUES ($1, $2, $3, $3, 'RXX', 'letters', 'list')";
        execute!(home.database.writer(), sql, anna().0, at(-60), Uuid::from_u128(5)).expect("an old row");
        let verified = home.database.verify_log(&keys, None).await.expect("an answer");
        assert_eq!((verified.rows, verified.before_the_chains, verified.findings.len()), (0, 1, 0));
        assert!(verified.to_string().contains("1 rows are from before the chains began"));
    }
}
