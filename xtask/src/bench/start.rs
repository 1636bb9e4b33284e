//! From start to ready, without the practice health service: at most 300 ms.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};

use super::server::{Folder, Server};
use super::{Options, figure};

const KEYS: &str = "data/keys.toml";

/// One organisation, which is not asked anything at the start.
const SOURCES: &str = r#"[[source]]
name = "Hill Street Surgery"
ods_code = "A81001"
setting = "gp"
protocol = "fhir-r4"
base_url = "http://127.0.0.1:9/"
allow_private_addresses = true
offers = ["medicines"]
"#;

pub fn measure(_options: &Options) -> Result<()> {
    // Practice mode makes keys; a real portal expects to be given some.
    let practice = Server::practice(&[("FRONT_DOOR_KEYS", KEYS)])?;
    let made = Arc::clone(practice.folder());
    drop(practice);

    let (mut first, mut again) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let folder = Arc::new(Folder::new()?);
        // Copied, because a key file that others may read is refused.
        fs::copy(made.path.join(KEYS), folder.path.join(KEYS)).context("practice mode made no keys")?;
        fs::write(folder.path.join("sources.toml"), SOURCES)?;
        first.push(started(&folder)?);
        again.push(started(&folder)?);
    }
    figure::print_time("start to ready, new database (at most 300 ms)", figure::median(first));
    figure::print_time("start to ready, database there (at most 300 ms)", figure::median(again));
    Ok(())
}

fn started(folder: &Arc<Folder>) -> Result<Duration> {
    let settings = [("FRONT_DOOR_SOURCES", "sources.toml"), ("FRONT_DOOR_KEYS", KEYS)];
    Ok(Server::start(folder, &settings)?.time_to_ready)
}
