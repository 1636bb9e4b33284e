//! What is set up, in words, for administrators.

use crate::domain::StaffRole;
use crate::sandbox;
use crate::tests::app::{TestApp, run, words};

#[test]
fn an_administrator_reads_how_the_own_organisation_is_asked_and_never_a_secret() {
    run(async {
        let app = TestApp::start(&[]).await;
        let page = app.staff(StaffRole::Administrator).await.page("/staff/settings").await;
        let read = words(&page);
        for says in [
            "This is what Front Door was told about Hill Street Surgery.",
            "Code A99901",
            "GP Connect, structured record",
            "GP Connect, appointments",
            "Questions at one time, at most",
            "Theirs where it says mfa, else ours",
            "Asks people to log in Each time",
            "Still opens what was sealed before None",
        ] {
            assert!(read.contains(says), "{says}: {read}");
        }
        let others = sandbox::staff().into_iter().filter(|staff| staff.organisation != "A99901");
        for other in others {
            assert!(!read.contains(other.organisation), "{}", other.organisation);
        }
        let keys = std::fs::read_to_string(app.folder().join("keys.toml")).expect("a key file");
        let secrets = keys.split('"').filter(|part| part.len() > 30);
        let mut looked = 0;
        for secret in secrets {
            assert!(!page.contains(secret));
            looked += 1;
        }
        assert!(looked >= 3, "the key file holds keys");
    });
}
