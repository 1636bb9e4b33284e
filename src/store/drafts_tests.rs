//! Drafts on both databases.

use super::*;
use crate::domain::PersonId;
use crate::store::query::fetch_optional;
use crate::store::testing::{account, at, keys, on_both_databases, person};

fn draft(n: u128, text: &str, minute: i64) -> Draft<String> {
    Draft { id: Uuid::from_u128(n), changed_at: at(minute), what: text.into() }
}

fn file() -> NewFile {
    NewFile { title: "scan.png".into(), file_type: "image/png".into(), size: 3, data: "QUJD".into() }
}

on_both_databases! {
    async fn a_draft_is_read_back_by_whoever_wrote_it_and_by_nobody_else(home: &TestDatabase) {
        let keys = keys();
        let drafts = Drafts::new(home.database.clone(), keys.clone());
        let anna = (person(&home.database, &keys).await, account(&home.database, &keys).await);
        let bela = (person(&home.database, &keys).await, account(&home.database, &keys).await);
        let kind = DraftKind::Message;
        drafts.keep(anna, kind, &draft(1, "first words", 0)).await.expect("kept");
        drafts.keep(anna, kind, &draft(1, "more words", 5)).await.expect("kept");
        drafts.keep(anna, DraftKind::Questionnaire, &draft(2, "answers", 1)).await.expect("kept");
        assert_eq!(drafts.all(anna, kind, at(6)).await.expect("an answer"), [draft(1, "more words", 5)]);
        for other in [bela, (anna.0, bela.1), (bela.0, anna.1)] {
            let none: Vec<Draft<String>> = drafts.all(other, kind, at(6)).await.expect("an answer");
            assert!(none.is_empty(), "{none:?}");
        }
        // Somebody else who acts for the same person changes and drops nothing of it.
        drafts.keep((anna.0, bela.1), kind, &draft(1, "not mine", 7)).await.expect("no harm");
        drafts.drop_one((anna.0, bela.1), Uuid::from_u128(1)).await.expect("no harm");
        let kept = drafts.one::<String>(anna, kind, Uuid::from_u128(1), at(8)).await.expect("an answer");
        assert_eq!(kept, Some(draft(1, "more words", 5)));
    }

    async fn its_files_go_with_it_and_nothing_of_either_can_be_read_in_the_database(home: &TestDatabase) {
        let keys = keys();
        let drafts = Drafts::new(home.database.clone(), keys.clone());
        let anna = (person(&home.database, &keys).await, account(&home.database, &keys).await);
        let one = draft(1, "my own words", 0);
        drafts.keep(anna, DraftKind::Message, &one).await.expect("kept");
        drafts.add_file(anna, one.id, 1, &file()).await.expect("kept");
        drafts.add_file(anna, one.id, 2, &file()).await.expect("kept");
        drafts.drop_file(anna, one.id, 1).await.expect("dropped");
        assert_eq!(drafts.files(anna, one.id).await.expect("files"), [(2, file())]);
        // Somebody else who acts for the same person sees, adds and takes away none of them.
        let other = (anna.0, account(&home.database, &keys).await);
        assert!(drafts.files(other, one.id).await.expect("an answer").is_empty());
        drafts.drop_file(other, one.id, 2).await.expect("no harm");
        drafts.add_file(other, one.id, 3, &file()).await.expect("no harm");
        assert_eq!(drafts.files(anna, one.id).await.expect("files"), [(2, file())]);
        for sql in ["SELECT sealed FROM draft", "SELECT sealed FROM draft_file"] {
            let (sealed,) = fetch_optional!(home.database.reader(), (Vec<u8>,), sql).expect("an answer").expect("a row");
            let seen = String::from_utf8_lossy(&sealed);
            assert!(!seen.contains("own words") && !seen.contains("QUJD") && !seen.contains("scan"), "{seen}");
        }
        drafts.drop_one(anna, one.id).await.expect("dropped");
        assert!(drafts.files(anna, one.id).await.expect("an answer").is_empty());
    }

    async fn what_nobody_goes_on_with_ends_after_four_weeks(home: &TestDatabase) {
        let keys = keys();
        let drafts = Drafts::new(home.database.clone(), keys.clone());
        let anna: (PersonId, _) = (person(&home.database, &keys).await, account(&home.database, &keys).await);
        drafts.keep(anna, DraftKind::Message, &draft(1, "old", 0)).await.expect("kept");
        drafts.keep(anna, DraftKind::Message, &draft(2, "newer", 10)).await.expect("kept");
        let later = at(5) + KEPT_FOR;
        let left: Vec<Draft<String>> = drafts.all(anna, DraftKind::Message, later).await.expect("an answer");
        assert_eq!(left, [draft(2, "newer", 10)]);
        assert_eq!(drafts.drop_old(later).await.expect("a number"), 1);
    }
}
