//! The file of one letter, asked for when somebody opens it, and not kept.

use std::sync::Arc;
use std::time::Duration;

use super::Gather;
use super::source::Interface;
use crate::access::{Contents, Permit, Sealed};
use crate::connectors::ConnectorError;
use crate::domain::{EntryId, Held, Kind, Kinds, Letter, LetterFile, Organisation};
use crate::store::StoreError;

/// How long a person waits for a file.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came of asking for a letter's file.
#[derive(Debug)]
pub enum FileAsked {
    /// Nobody tells of such a letter, or it is no file that can be asked for.
    NoSuchFile,
    Brought(LetterFile),
    /// Its holder did not give it.
    Failed {
        why: ConnectorError,
        holder: Arc<Organisation>,
    },
}

impl Gather {
    /// The file of a letter that may be seen under this permit, from the letter's own holder.
    ///
    /// # Errors
    /// As [`Gather::one`].
    pub async fn letter_file(&self, permit: &Permit, id: EntryId) -> Result<Sealed<FileAsked>, StoreError> {
        let deadline = tokio::time::Instant::now() + self.0.limits.page_deadline;
        let letters = self.unsealed::<Letter>(permit).await?;
        let letter = letters.find(id).and_then(|held| Some((held, held.entry.file_address.clone()?)));
        let Some((held, address)) = letter else {
            return Ok(sealed(permit, None, FileAsked::NoSuchFile));
        };
        let Some(holder) = held.holders.first().map(|holder| holder.organisation.clone()) else {
            return Ok(sealed(permit, None, FileAsked::NoSuchFile));
        };
        let who = self.0.who(permit, deadline).await?;
        let source = self.0.sources.iter().find(|source| source.organisation == holder);
        let interface = source.and_then(|source| source.interface_for(Kind::Letters));
        let order = |one: &Interface| one.order(permit, &who, self.0.clock.now()).ok();
        let Some((interface, order)) = interface.and_then(|one| Some((one, order(one)?))) else {
            return Ok(sealed(permit, None, FileAsked::NoSuchFile));
        };
        let asked = tokio::time::timeout(PATIENCE, interface.connector.file(&order, &address)).await;
        let asked = match asked.unwrap_or(Err(ConnectorError::TimedOut)) {
            Ok(file) => FileAsked::Brought(file),
            Err(why) => {
                tracing::warn!(source = %holder.ods_code, %why, "a letter's file was not given");
                FileAsked::Failed { why, holder }
            }
        };
        Ok(sealed(permit, Some(held), asked))
    }
}

fn sealed(permit: &Permit, held: Option<&Held<Letter>>, asked: FileAsked) -> Sealed<FileAsked> {
    let holders = held.into_iter().flat_map(|held| &held.holders);
    let holders = holders.map(|holder| holder.organisation.ods_code.clone()).collect();
    Sealed::seal(permit.subject().id, Contents { holders, kinds: Kinds::just(Kind::Letters) }, asked)
}
