//! `front-door make-keys`.

use super::Failure;
use crate::settings::Settings;
use crate::store::Keys;

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
