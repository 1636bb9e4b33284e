//! The file of one letter or of one message, asked for when somebody opens it, and not kept.

use std::sync::Arc;
use std::time::Duration;

use super::Gather;
use super::source::Interface;
use crate::access::{Contents, FetchOrder, Permit, Sealed};
use crate::connectors::{ConnectorError, LetterFile};
use crate::domain::{
    EntryId, FileKind, Held, Kind, Kinds, Label, Letter, Message, MessageFile, Organisation,
};
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
        let told = Told { address, size: held.entry.file_size, file_type: held.entry.file_type.as_deref() };
        let Some(holder) = held.holders.first().map(|holder| holder.organisation.clone()) else {
            return Ok(nothing(permit));
        };
        let came = self.brought(permit, (&holder, Kind::Letters), told, deadline).await?;
        Ok(came.map_or_else(|| nothing(permit), |came| sealed(permit, held, came)))
    }

    /// A file of a message that may be seen under this permit, by its place among the message's files.
    ///
    /// # Errors
    /// As [`Gather::one`].
    pub async fn message_file(
        &self,
        permit: &Permit,
        id: EntryId,
        place: usize,
    ) -> Result<Sealed<Option<(Arc<Organisation>, MessageFile, WhatCame)>>, StoreError> {
        let deadline = tokio::time::Instant::now() + self.0.limits.page_deadline;
        let messages = self.unsealed::<Message>(permit).await?;
        let file = messages.find(id).and_then(|held| {
            let file = held.entry.files.get(place)?;
            Some((held.holders.first()?.organisation.clone(), file.clone(), file.address.clone()?))
        });
        let contents = |holders| Contents { holders, kinds: Kinds::just(Kind::Messages) };
        let Some((holder, file, address)) = file else {
            return Ok(Sealed::seal(permit.subject().id, contents([].into()), None));
        };
        let told = Told { address, size: file.size, file_type: file.file_type.as_deref() };
        let came = self.brought(permit, (&holder, Kind::Messages), told, deadline).await?;
        let contents = contents([holder.ods_code.clone()].into());
        Ok(Sealed::seal(permit.subject().id, contents, came.map(|came| (holder, file, came))))
    }

    /// Nothing where its holder may not be asked now.
    async fn brought(
        &self,
        permit: &Permit,
        (holder, kind): (&Arc<Organisation>, Kind),
        told: Told<'_>,
        deadline: tokio::time::Instant,
    ) -> Result<Option<WhatCame>, StoreError> {
        if told.size.is_some_and(|size| size > self.largest_file()) {
            return Ok(Some(WhatCame::Failed(ConnectorError::TooLarge)));
        }
        if FileKind::labelled(told.file_type) == Label::Other {
            return Ok(Some(WhatCame::NotOpenedHere));
        }
        let who = self.0.who(permit, deadline).await?;
        let source = self.0.sources.iter().find(|source| source.organisation == *holder);
        let interface = source.and_then(|source| source.interface_for(kind));
        let order =
            |one: &Interface| -> Option<FetchOrder> { one.order(permit, &who, self.0.clock.now()).ok() };
        let Some((interface, order)) = interface.and_then(|one| Some((one, order(one)?))) else {
            return Ok(None);
        };
        let asked = tokio::time::timeout(PATIENCE, interface.connector.file(&order, &told.address)).await;
        Ok(Some(match asked.unwrap_or(Err(ConnectorError::TimedOut)) {
            Ok(file) => WhatCame::File(file),
            Err(why) => {
                tracing::warn!(source = %holder.ods_code, %why, "a file was not given");
                WhatCame::Failed(why)
            }
        }))
    }
}

/// What was told of a file beforehand.
struct Told<'a> {
    address: String,
    /// In bytes.
    size: Option<u64>,
    file_type: Option<&'a str>,
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
