//! `front-door make-keys` and `front-door seal-anew`.

use super::Failure;
use crate::domain::Clock;
use crate::settings::Settings;
use crate::start::{self, Kept};
use crate::store::{Drafts, Keys, Reports};

/// # Errors
/// When there is a key file already, or it cannot be made.
pub(super) fn make(settings: &Settings) -> Result<(), Failure> {
    let path = settings.keys.display();
    if settings.keys.exists() {
        return Err(Failure(format!("{path} is there already, and is left as it is")));
    }
    Keys::load_or_make(&settings.keys)?;
    println!(
        "{path} is made. Keep it as you keep the keys of the house: without it nothing that is kept can be read."
    );
    Ok(())
}

/// # Errors
/// When the database does not answer, or something that people need stays sealed.
pub(super) async fn seal_anew(settings: &Settings) -> Result<(), Failure> {
    let Kept { database, keys, access } = start::kept(settings, Clock::System).await?;
    access.accounts.seal_anew().await?;
    Reports::new(database.clone(), keys.clone()).seal_anew().await?;
    Drafts::new(database.clone(), keys.clone()).seal_anew().await?;
    let anew = database.seal_anew(&keys).await?;
    let sealed_by = database.sealed_by().await?;
    database.close().await;
    println!("{anew} values are sealed anew. The key that writes is {:?}.", keys.writing());
    for ((table, key), count) in sealed_by {
        println!("{table:<24} {key:<32} {count}");
    }
    Ok(())
}
