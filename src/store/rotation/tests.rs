//! A key is changed, and nothing that the older one sealed is lost.

use tempfile::TempDir;

use super::*;
use crate::domain::{Demographics, Kind, Kinds, NhsNumber};
use crate::store::testing::{at, ods, on_both_databases, person};
use crate::store::{Copies, CopyKey, LastDemographics};

mod each_table;

const FIRST: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const SECOND: &str = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=";

/// The keys of a file with these keys for copies.
fn keys(copies: &[(&str, &str, bool)]) -> Keys {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("keys.toml");
    let mut text = format!("entry_id = \"{FIRST}\"\nlook_up = \"{FIRST}\"\naudit = \"{FIRST}\"\n");
    for (id, key, writes) in copies {
        text += &format!("[[copies]]\nid = \"{id}\"\nkey = \"{key}\"\nwrites = {writes}\n");
    }
    std::fs::write(&path, text).expect("a file");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("a mode");
    Keys::load(&path).expect("keys")
}

on_both_databases! {
    async fn the_key_changes_and_no_copy_is_lost(home: &TestDatabase) {
        let (old, both, new) = (
            keys(&[("first", FIRST, true)]),
            keys(&[("first", FIRST, false), ("second", SECOND, true)]),
            keys(&[("second", SECOND, true)]),
        );
        let anna = person(&home.database, &old).await;
        let key = |source: &str| CopyKey {
            person: anna,
            source: ods(source),
            kinds: Kinds::just(Kind::Letters),
            authority: "own-log-in",
        };
        let copies = |keys: &Keys| Copies::new(home.database.clone(), keys.clone());
        copies(&old).keep(&key("RXX"), at(0), b"a letter").await.expect("kept");
        let told = Demographics {
            nhs_number: NhsNumber::parse("9990000018").expect("a number"),
            names: vec!["Anna Example".to_owned()],
            date_of_birth: None,
            gp_surgery: None,
            restricted: false,
            died: false,
        };
        LastDemographics::new(home.database.clone(), old.clone()).keep(anna, &told, at(0)).await.expect("kept");

        // The new key is added: what the old one sealed still opens, and the new one seals.
        assert!(copies(&both).last_good(&key("RXX")).await.expect("an answer").is_some());
        copies(&both).keep(&key("RYY"), at(1), b"another").await.expect("kept");
        let anew = |anew| SealedAnew { anew, stay: 0 };
        home.database.seal_anew_at_start(&both).await.expect("sealed anew");
        assert_eq!(home.database.seal_anew(&both).await.expect("sealed anew"), anew(2));
        assert_eq!(home.database.seal_anew(&both).await.expect("sealed anew"), anew(0), "nothing is left to do");
        let sealed_by = home.database.sealed_by().await.expect("numbers");
        assert!(sealed_by.keys().all(|(_, key)| key == "second"), "{sealed_by:?}");
        assert_eq!(sealed_by[&(SealedTable::SourceCopy, "second".to_owned())], 2);

        // The old key is taken away.
        for (source, said) in [("RXX", &b"a letter"[..]), ("RYY", b"another")] {
            let copy = copies(&new).last_good(&key(source)).await.expect("an answer");
            assert_eq!(copy.map(|(_, plain)| plain).as_deref(), Some(said), "{source}");
        }
        let known = LastDemographics::new(home.database.clone(), new).last_known(anna).await;
        assert_eq!(known.expect("an answer"), Some((at(0), told)));
    }

    async fn a_key_that_is_taken_away_too_early_loses_nothing_for_good(home: &TestDatabase) {
        let (old, new) = (keys(&[("first", FIRST, true)]), keys(&[("second", SECOND, true)]));
        let anna = person(&home.database, &old).await;
        let key =
            CopyKey { person: anna, source: ods("RXX"), kinds: Kinds::just(Kind::Letters), authority: "own-log-in" };
        Copies::new(home.database.clone(), old.clone()).keep(&key, at(0), b"a letter").await.expect("kept");
        assert_eq!(home.database.seal_anew(&new).await.expect("an answer"), SealedAnew { anew: 0, stay: 3 });
        assert!(home.database.seal_anew_at_start(&new).await.is_err(), "the portal does not start without the key");
        let copies = |keys: Keys| Copies::new(home.database.clone(), keys);
        assert_eq!(copies(new).last_good(&key).await.expect("an answer"), None);
        assert!(copies(old).last_good(&key).await.expect("an answer").is_some(), "it was spoilt");
    }
}
