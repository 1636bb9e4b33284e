//! Books and cancels, and looks afterwards wherever it is not certain what was done.

use async_trait::async_trait;
use chrono::{NaiveDate, Utc};
use chrono_tz::Europe::London;
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use super::refusals::{Wanted, may_be_done, named, of_question};
use super::slots::{Days, free_times};
use super::{GpConnectAppointments, asking, mapping, writing};
use crate::access::{ActOrder, FetchOrder};
use crate::connectors::ConnectorError;
use crate::connectors::appointment_book::{
    AppointmentBook, BookError, Booked, FreeTime, FreeTimes, MOST_COMMENT, MOST_REASON, Said,
};
use crate::connectors::fhir_json::{Document, Node};
use crate::connectors::fhir_r4::mapping::Found;
use crate::connectors::http::Question;
use crate::domain::How;

#[async_trait]
impl AppointmentBook for GpConnectAppointments {
    async fn free_times(
        &self,
        order: &FetchOrder,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<FreeTimes, BookError> {
        let pages = asking::slots(&self.http.under(order), from, until).await.map_err(of_question)?;
        let base = self.http.base().as_str();
        let free = free_times(pages.bundles(), base, &self.check(order), Days { from, until });
        Ok(self.watched(free)?)
    }

    async fn read(&self, order: &FetchOrder, id: &str) -> Result<Booked, BookError> {
        let address = asking::address(&self.http, id).ok_or(BookError::NoSuchAppointment)?;
        self.at(order, &asking::with_names(&address)).await.map(|(booked, _)| booked)
    }

    async fn book(&self, order: &ActOrder, time: &FreeTime, said: &Said) -> Result<Booked, BookError> {
        check(time, said)?;
        if let Some(booked) = self.booked_before(order, time).await? {
            return Ok(booked);
        }
        let body = writing::booking(order, &self.organisation, time, said, Utc::now());
        let question = asking::booking(&self.http, order.wish(), body)?;
        let sent = self.http.under(order.order()).ask_in_full(&question).await;
        let error = match sent.and_then(|answer| Ok(self.one(order.order(), &answer.json)?)) {
            Ok((booked, _)) if mapping::is_of(&booked, time) => return Ok(mapping::named(booked, time)),
            Ok(_) => ConnectorError::Unreadable("another time was booked").into(),
            Err(refused) => named(&refused, Wanted::ToBook),
        };
        let Some(unsure) = unsure(&error) else { return Err(error) };
        // The time may be taken by an earlier try of this very wish.
        match self.booked_before(order, time).await {
            Ok(Some(booked)) => Ok(booked),
            _ => Err(unsure),
        }
    }

    async fn found(&self, order: &ActOrder, time: &FreeTime) -> Result<Option<Booked>, BookError> {
        let booked = self.booked_before(order, time).await?;
        Ok(booked.map(|booked| mapping::named(booked, time)))
    }

    async fn cancel(
        &self,
        order: &ActOrder,
        id: &str,
        seen: Option<&str>,
        reason: &str,
    ) -> Result<Booked, BookError> {
        let address = asking::address(&self.http, id).ok_or(BookError::NoSuchAppointment)?;
        let (before, raw) = self.at(order.order(), &address).await?;
        if mapping::is_cancelled(&before) {
            return Ok(before);
        }
        if seen.is_some_and(|seen| before.version.as_deref() != Some(seen)) {
            return Err(BookError::Changed);
        }
        let body = writing::cancellation(order, raw, reason);
        let question = asking::change(address.clone(), order.wish(), before.version.as_deref(), body);
        let sent = self.http.under(order.order()).ask_in_full(&question).await;
        let error = match sent.and_then(|answer| Ok(self.one(order.order(), &answer.json)?)) {
            Ok((booked, _)) if mapping::is_cancelled(&booked) => return Ok(booked),
            Ok(_) => ConnectorError::Unreadable("it is not called off").into(),
            Err(refused) => named(&refused, Wanted::ToCancel),
        };
        let Some(unsure) = unsure(&error) else { return Err(error) };
        match self.at(order.order(), &address).await {
            Ok((after, _)) if mapping::is_cancelled(&after) => Ok(after),
            _ => Err(unsure),
        }
    }
}

impl GpConnectAppointments {
    /// An appointment of which a part is not for the patient cannot be sent back as it is kept, so nothing is done with it.
    fn one(&self, order: &FetchOrder, json: &Document) -> Result<(Booked, Value), ConnectorError> {
        if !json.is_whole() {
            return Err(ConnectorError::Unreadable("a part of it is not for the patient"));
        }
        self.watched(mapping::one(
            Node::of(json).value().unwrap_or_default(),
            self.http.base().as_str(),
            &self.check(order),
        ))
    }

    /// The appointment that stands at this address now.
    async fn at(&self, order: &FetchOrder, address: &Url) -> Result<(Booked, Value), BookError> {
        let question = Question::get(address.clone(), Uuid::new_v4());
        let answer = self.http.under(order).ask(&question).await.map_err(|error| match error {
            ConnectorError::DoesNotKnowPerson | ConnectorError::Gone => BookError::NoSuchAppointment,
            other => of_question(other),
        })?;
        let (booked, raw) = self.one(order, &answer.json)?;
        let wanted = address.path_segments().and_then(|mut parts| parts.next_back());
        if raw["id"].as_str() != wanted {
            return Err(ConnectorError::Unreadable("another appointment").into());
        }
        Ok((booked, raw))
    }

    /// What an earlier try of this wish has booked.
    async fn booked_before(&self, order: &ActOrder, time: &FreeTime) -> Result<Option<Booked>, BookError> {
        let day = time.start.with_timezone(&London).date_naive();
        let http = self.http.under(order.order());
        let pages = asking::appointments(&http, order.order(), day, day, Uuid::new_v4()).await;
        let mut all = [(mapping::WANTED, pages.map_err(of_question)?)];
        let found = Found::read(&mut all, self.http.base().as_str(), &self.check(order.order()));
        let fulfilled = mapping::fulfilled(&self.watched(found)?, order.wish(), time);
        Ok(fulfilled.transpose()?)
    }
}

/// The error to tell if it turns out that the wish was not fulfilled; none where it cannot have been.
fn unsure(error: &BookError) -> Option<BookError> {
    match error {
        BookError::SlotTaken => Some(BookError::SlotTaken),
        BookError::Connector(why) if may_be_done(why) => Some(BookError::NotConfirmed(why.clone())),
        _ => None,
    }
}

fn check(time: &FreeTime, said: &Said) -> Result<(), BookError> {
    if said.reason.trim().chars().count() > MOST_REASON {
        return Err(BookError::TooLong("reason", MOST_REASON));
    }
    if said.comment.as_deref().is_some_and(|comment| comment.trim().chars().count() > MOST_COMMENT) {
        return Err(BookError::TooLong("comment", MOST_COMMENT));
    }
    let phone = said.phone.as_deref().map(str::trim).unwrap_or_default();
    if time.how == How::ByPhone && phone.is_empty() { Err(BookError::NeedsPhone) } else { Ok(()) }
}
