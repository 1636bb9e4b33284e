//! Writing: one chain a person, also when several programs write.

use super::*;
use crate::domain::Kinds;
use crate::store::query::fetch_all;
use crate::store::testing::{keys, on_both_databases};

on_both_databases! {
    async fn each_person_has_one_chain_without_gaps_and_rows_about_nobody_have_the_programs(home: &TestDatabase) {
        let keys = keys();
        written(home, &keys).await;
        let sql = "SELECT chain, COUNT(*), MAX(seq) FROM access_row GROUP BY chain ORDER BY chain";
        let chains = fetch_all!(home.database.reader(), (Uuid, i64, i64), sql).expect("an answer");
        assert_eq!(chains, [(anna().0, 5, 5), (bela().0, 3, 3), (NODE, 1, 1)]);
        assert_eq!(findings(home, &keys).await, []);
    }

    async fn a_chain_goes_on_where_it_ended_when_the_program_starts_again(home: &TestDatabase) {
        let keys = keys();
        drop(written(home, &keys).await);
        log(home, &keys).write(row(Some(anna()), 60)).await.expect("a stored row");
        let verified = home.database.verify_log(&keys, None).await.expect("an answer");
        assert_eq!((verified.rows, verified.chains, verified.findings), (10, 3, vec![]));
    }

    async fn two_programs_that_write_about_one_person_at_once_share_one_chain(home: &TestDatabase) {
        let keys = keys();
        let logs = [log(home, &keys), log(home, &keys), log(home, &keys)];
        let write = async |log: &AccessLog| {
            for minute in 0..40 {
                log.write(row(Some(anna()), minute)).await.expect("a stored row");
                log.write(row(Some(bela()), minute)).await.expect("a stored row");
            }
        };
        futures::join!(write(&logs[0]), write(&logs[1]), write(&logs[2]));
        let verified = home.database.verify_log(&keys, None).await.expect("an answer");
        assert_eq!((verified.rows, verified.chains, verified.findings), (240, 2, vec![]));
    }

    async fn a_batch_that_was_not_stored_leaves_no_gap(home: &TestDatabase) {
        let keys = keys();
        let log = written(home, &keys).await;
        execute!(home.database.writer(), "ALTER TABLE access_row RENAME TO away").expect("a change");
        assert!(log.write(row(Some(anna()), 60)).await.is_err());
        execute!(home.database.writer(), "ALTER TABLE away RENAME TO access_row").expect("a change");
        log.write(row(Some(anna()), 61)).await.expect("a stored row");
        assert_eq!(findings(home, &keys).await, []);
    }

    async fn rows_are_read_by_whose_they_are_by_kind_and_by_time_those_from_before_the_chains_too(home: &TestDatabase) {
        let log = log(home, &keys());
        let before = "INSERT INTO access_log (subject, at, id, actor, holders, kinds, purpose)
                      VALUES ($1, $2, $3, $3, 'RXX', 'letters', 'list')";
        execute!(home.database.writer(), before, anna().0, at(-60), Uuid::from_u128(5)).expect("an old row");
        let by = |by: By, minutes| AccessRow { by, ..row(Some(anna()), minutes) };
        let staff = By { role: Role::Staff, account: None, organisation: Some(ods("A12345")) };
        log.write(by(staff, 1)).await.expect("a stored row");
        log.write(by(By::automatic(), 2)).await.expect("a stored row");
        log.write(AccessRow { kinds: Kinds::just(Kind::Visits), ..row(Some(anna()), 3) }).await.expect("a stored row");
        let seqs = async |filter| {
            let page = LogPage { skip: 0, take: 10 };
            let rows = home.database.log_about(anna(), filter, page).await.expect("rows");
            let counted = home.database.count_log_about(anna(), filter).await.expect("a number");
            assert_eq!(counted, rows.len() as u64, "{filter:?}");
            rows.into_iter().map(|row| row.seq).collect::<Vec<_>>()
        };
        let all = LogFilter { whose: Whose::Everyones, ..LogFilter::default() };
        assert_eq!(seqs(all).await, [Some(3), Some(2), Some(1), None]);
        assert_eq!(seqs(LogFilter::default()).await, [Some(3), Some(1), None]);
        assert_eq!(seqs(LogFilter { whose: Whose::Others, ..all }).await, [Some(1)]);
        assert_eq!(seqs(LogFilter { whose: Whose::Only(Role::Automatic), ..all }).await, [Some(2)]);
        assert_eq!(seqs(LogFilter { kind: Some(Kind::Visits), ..all }).await, [Some(3)]);
        assert_eq!(seqs(LogFilter { kind: Some(Kind::Letters), ..all }).await, [Some(2), Some(1), None]);
        assert_eq!(seqs(LogFilter { since: Some(at(2)), ..all }).await, [Some(3), Some(2)]);
        let second = LogPage { skip: 1, take: 2 };
        let rows = home.database.log_about(anna(), all, second).await.expect("rows");
        assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), [Some(2), Some(1)]);
        let count = home.database.count_log_about(bela(), all).await.expect("a number");
        assert_eq!(count, 0, "somebody else's rows");
    }
}
