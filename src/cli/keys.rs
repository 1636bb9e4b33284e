//! `front-door make-keys` and `front-door seal-anew`.

use super::Failure;
use crate::domain::Clock;
use crate::settings::Settings;
use crate::start::{self, Kept};
use crate::store::{Keys, SealedAnew};

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
/// When the database does not answer.
pub(super) async fn seal_anew(settings: &Settings) -> Result<(), Failure> {
    let Kept { database, keys, .. } = start::kept(settings, Clock::System).await?;
    let SealedAnew { anew, stay } = database.seal_anew(&keys).await?;
    let sealed_by = database.sealed_by().await?;
    database.close().await;
    println!("{anew} values are sealed anew. The key that writes is {:?}.", keys.writing());
    if stay > 0 {
        println!(
            "{stay} values stay sealed, because no key of the file opens them. They are left as they are."
        );
    }
    for ((table, key), count) in &sealed_by {
        println!("{:<24} {key:<32} {count}", table.name());
    }
    for key in keys.older() {
        let still: Vec<_> = sealed_by.keys().filter(|(_, by)| by == key).map(|(table, _)| *table).collect();
        println!(
            "{}",
            match still.as_slice() {
                [] => format!("The key {key:?} seals nothing any more: it can be taken out of the file."),
                still if still.iter().all(|table| table.ends_first()) =>
                    format!("The key {key:?} is needed until what ends by itself has ended, a day at most."),
                _ => format!("The key {key:?} is still needed."),
            }
        );
    }
    Ok(())
}
