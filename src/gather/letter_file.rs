//! The file of one letter, asked for when somebody opens it, and not kept.

use std::time::Duration;

use super::Gather;
use super::source::Interface;
use crate::access::{Contents, Permit, Sealed};
use crate::connectors::{ConnectorError, LetterFile};
use crate::domain::{EntryId, FileKind, Held, Kind, Kinds, Label, Letter};
use crate::store::StoreError;

/// How long a person waits for a file.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came of asking for a letter's file.
#[derive(Debug)]
pub enum FileAsked {
    /// Nobody tells of such a letter, or it is no file that can be asked for.
    NoSuchFile,
    Of(Box<Held<Letter>>, WhatCame),
}

#[derive(Debug)]
pub enum WhatCame {
    /// Its first bytes; the rest is on its way.
    File(LetterFile),
    /// Its holder told that it is of a kind that is not opened here; it was not asked for.
    NotOpenedHere,
    /// Its holder did not give it, or it is too large: where that was told beforehand, it was not asked for.
    Failed(ConnectorError),
}

impl Gather {
    /// The largest letter that is opened, in bytes.
    pub fn largest_file(&self) -> u64 {
        self.0.limits.letter_bytes
    }

    /// The file of a letter that may be seen under this permit, from the letter's own holder.
    ///
    /// # Errors
    /// As [`Gather::one`].
    pub async fn letter_file(&self, permit: &Permit, id: EntryId) -> Result<Sealed<FileAsked>, StoreError> {
        let deadline = tokio::time::Instant::now() + self.0.limits.page_deadline;
        let letters = self.unsealed::<Letter>(permit).await?;
        let letter = letters.find(id).and_then(|held| Some((held, held.entry.file_address.clone()?)));
        let Some((held, address)) = letter else {
            return Ok(nothing(permit));
        };
        if held.entry.file_size.is_some_and(|size| size > self.largest_file()) {
            return Ok(sealed(permit, held, WhatCame::Failed(ConnectorError::TooLarge)));
        }
        if FileKind::labelled(held.entry.file_type.as_deref()) == Label::Other {
            return Ok(sealed(permit, held, WhatCame::NotOpenedHere));
        }
        let Some(holder) = held.holders.first().map(|holder| holder.organisation.clone()) else {
            return Ok(nothing(permit));
        };
        let who = self.0.who(permit, deadline).await?;
        let source = self.0.sources.iter().find(|source| source.organisation == holder);
        let interface = source.and_then(|source| source.interface_for(Kind::Letters));
        let order = |one: &Interface| one.order(permit, &who, self.0.clock.now()).ok();
        let Some((interface, order)) = interface.and_then(|one| Some((one, order(one)?))) else {
            return Ok(nothing(permit));
        };
        let asked = tokio::time::timeout(PATIENCE, interface.connector.file(&order, &address)).await;
        let came = match asked.unwrap_or(Err(ConnectorError::TimedOut)) {
            Ok(file) => WhatCame::File(file),
            Err(why) => {
                tracing::warn!(source = %holder.ods_code, %why, "a letter's file was not given");
                WhatCame::Failed(why)
            }
        };
        Ok(sealed(permit, held, came))
    }
}

fn sealed(permit: &Permit, held: &Held<Letter>, came: WhatCame) -> Sealed<FileAsked> {
    let holders = held.holders.iter().map(|holder| holder.organisation.ods_code.clone()).collect();
    let contents = Contents { holders, kinds: Kinds::just(Kind::Letters) };
    Sealed::seal(permit.subject().id, contents, FileAsked::Of(Box::new(held.clone()), came))
}

fn nothing(permit: &Permit) -> Sealed<FileAsked> {
    let contents = Contents { holders: [].into(), kinds: Kinds::just(Kind::Letters) };
    Sealed::seal(permit.subject().id, contents, FileAsked::NoSuchFile)
}
