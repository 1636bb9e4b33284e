//! `front-door check-source` for the national services that hold no part of a record but are asked about a person.

use std::time::Instant;

use super::table;
use crate::access::FetchOrder;
use crate::connectors::pds::Pds;
use crate::connectors::{ContactService, DemographicsService, RelationshipsService};
use crate::domain::Stated;

/// Who somebody is, and how to reach them; nothing is changed.
pub(super) async fn demographics(service: &Pds, order: &FetchOrder) {
    table::head("asked for");
    let begun = Instant::now();
    let told = service.find(order).await;
    let words = match &told {
        Ok(facts) if facts.restricted => "answered: a restricted record".to_owned(),
        Ok(_) => "answered".to_owned(),
        Err(why) => why.to_string(),
    };
    table::row("demographics", &words, told.ok().map(|_| (1, 0)), begun.elapsed().as_millis());
    let begun = Instant::now();
    let told = service.standing(order).await;
    let words = match &told {
        Ok(details) if details.restricted => "answered: none, the record is restricted".to_owned(),
        Ok(_) => "answered".to_owned(),
        Err(why) => why.to_string(),
    };
    let counts = told.ok().map(|told| (told.points.len() + told.addresses.len(), told.set_aside));
    table::row("contact details", &words, counts, begun.elapsed().as_millis());
}

/// Who may act for whom; nothing is kept.
pub(super) async fn relationships(service: &dyn RelationshipsService, order: &FetchOrder) {
    table::head("asked for");
    let begun = Instant::now();
    let told = service.relationships(order).await;
    let millis = begun.elapsed().as_millis();
    match told {
        Ok(told) => {
            let related = told.all.iter().filter(|one| one.what == Stated::Related).count();
            table::row("related people", "answered", Some((related, 0)), millis);
            let roles = told.all.len() - related;
            table::row("roles and requests", "answered", Some((roles, told.set_aside)), millis);
        }
        Err(why) => table::row("relationships", &why.to_string(), None, millis),
    }
}
