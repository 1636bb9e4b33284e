//! The Directory of Healthcare Services (version 3, OData): pharmacies, GP surgeries and urgent care near a postcode.

mod mapping;
mod query;

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(super) use mapping::{places, positions};

use async_trait::async_trait;
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use crate::connectors::config::{CannotConnect, SourceConfig};
use crate::connectors::fhir_json::Node;
use crate::connectors::http::{ByteBudget, Fetched, Question, SourceHttp, Timeouts};
use crate::connectors::{CannotLookUp, ConnectorError, ServiceFinder};
use crate::domain::{Coordinates, MeasuredFrom, Nearby, PlaceKind, Postcode};

/// The national directory. It is asked with a postcode, then with a point on the map; nothing else of a person is
/// sent, and neither is kept or logged here.
pub struct ServiceDirectory {
    http: SourceHttp,
}

impl ServiceDirectory {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        Ok(Self { http: SourceHttp::new(config, budget, Timeouts::default())? })
    }

    /// Where a postcode is. The directory holds places, so it is where a place with this postcode stands, or else the
    /// middle of all places in the area.
    async fn locate(
        &self,
        postcode: &Postcode,
        correlation: Uuid,
    ) -> Result<(Coordinates, MeasuredFrom), CannotLookUp> {
        let exact = self.ask(query::at_postcode(&self.root()?, postcode), correlation).await?;
        let all = mapping::positions(Node::of(&exact.json), |told| told == *postcode)?;
        if let Some(middle) = Coordinates::middle(&all) {
            return Ok((middle, MeasuredFrom::Postcode));
        }
        let around = self.ask(query::in_area(&self.root()?, postcode), correlation).await?;
        let all = mapping::positions(Node::of(&around.json), |told| told.outward() == postcode.outward())?;
        let middle = Coordinates::middle(&all).ok_or(CannotLookUp::NotThere)?;
        Ok((middle, MeasuredFrom::Area(postcode.outward().to_owned())))
    }

    fn root(&self) -> Result<Url, ConnectorError> {
        self.http.below("")
    }

    async fn ask(&self, url: Url, correlation: Uuid) -> Result<Fetched, ConnectorError> {
        let nobody: Option<Value> = None;
        self.http.ask(&Question::json(url, nobody, correlation)).await.map_err(|error| match error {
            // The directory answers an empty list for what it does not know; 404 means a wrong address or version.
            ConnectorError::DoesNotKnowPerson => ConnectorError::ServerError(404),
            other => other,
        })
    }

    async fn nearest(
        &self,
        kind: PlaceKind,
        (from, measured_from): (Coordinates, MeasuredFrom),
        most: usize,
        correlation: Uuid,
    ) -> Result<Nearby, CannotLookUp> {
        let fetched = self.ask(query::nearest(&self.root()?, kind, &from, most), correlation).await?;
        let (mut places, set_aside) = mapping::places(Node::of(&fetched.json), kind, &from)?;
        places.truncate(most);
        Ok(Nearby { measured_from, places, set_aside })
    }
}

#[async_trait]
impl ServiceFinder for ServiceDirectory {
    async fn near(&self, kind: PlaceKind, postcode: &Postcode, most: usize) -> Result<Nearby, CannotLookUp> {
        let correlation = Uuid::new_v4();
        let from = self.locate(postcode, correlation).await?;
        self.nearest(kind, from, most, correlation).await
    }

    async fn near_town(&self, kind: PlaceKind, town: &str, most: usize) -> Result<Nearby, CannotLookUp> {
        let correlation = Uuid::new_v4();
        let town = query::words_of(town).ok_or(CannotLookUp::NotThere)?;
        let told = self.ask(query::in_town(&self.root()?, &town), correlation).await?;
        let all = mapping::positions_in(Node::of(&told.json), &town)?;
        let middle = Coordinates::middle(&all).ok_or(CannotLookUp::NotThere)?;
        self.nearest(kind, (middle, MeasuredFrom::Area(town)), most, correlation).await
    }
}
