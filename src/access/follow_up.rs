//! The right to find out what became of a request, and to finish it, while whoever asked is away.

use super::Access;
use super::fetch_order::{ActOrder, Authority, FetchOrder};
use super::purpose::Purpose;
use crate::domain::Kinds;
use crate::store::{AccessRow, By, StoreError, Unfinished};

impl Access {
    /// The order of one request that was written down under a permit, after the access log says that it is followed up.
    /// It is for the very person, wish and organisation of the row: [`Unfinished`] comes from the store alone, which
    /// opens a row for nobody else. Nothing where no account opens that person's record any more.
    ///
    /// It is for finding out what became of the request. Whether it may be sent depends on who asked, and
    /// [`Access::asker`] says that.
    ///
    /// It carries nothing of the patient's, so a source that answers to the patient alone cannot be asked with it.
    ///
    /// # Errors
    /// When the database does not answer, or the access log cannot be written: then nothing is done.
    pub async fn follow_up(&self, unfinished: &Unfinished) -> Result<Option<ActOrder>, StoreError> {
        let request = unfinished.request();
        let Some((subject, _)) = self.grants.patient(request.person).await? else { return Ok(None) };
        let row = AccessRow {
            at: self.clock.now(),
            by: By::automatic(),
            subject: Some(subject.id),
            holders: [request.to.clone()].into(),
            kinds: Kinds::just(request.wish.kind()),
            purpose: Purpose::FollowUp.slug(),
        };
        self.log.write(row).await?;
        let order = FetchOrder::new(subject.into(), Authority::OwnLogIn);
        Ok(Some(ActOrder::new(order, request.id)))
    }
}
