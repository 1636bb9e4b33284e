//! `front-door check-source` for the national services that hold no part of a record but are asked about a person.

use std::time::Instant;

use super::table::Table;
use crate::access::FetchOrder;
use crate::connectors::pds::Pds;
use crate::connectors::{ContactService, DemographicsService, RelationshipsService};
use crate::domain::Stated;

/// A check knows no name and no date of birth, by which the portal itself would know.
const OTHER_NUMBER: &str = "It answered with another NHS number, which is right where this one was replaced. If it was \
                            not, STOP: it tells of somebody else.";

/// Who somebody is, and how to reach them; nothing is changed.
pub(super) async fn demographics(service: &Pds, order: &FetchOrder, table: &mut Table<'_>) {
    table.head("asked for");
    let begun = Instant::now();
    match service.find(order).await {
        Ok(facts) => {
            let is_another = facts.nhs_number != order.nhs_number();
            let words = match (facts.restricted, is_another) {
                (true, _) => "answered: a restricted record",
                (false, true) => "answered: another number",
                (false, false) => "answered",
            };
            table.answered("demographics", words, Some((1, 0)), begun.elapsed().as_millis());
            if is_another {
                table.advise(OTHER_NUMBER);
            }
        }
        Err(why) => table.failed("demographics", &why, begun.elapsed().as_millis()),
    }
    let begun = Instant::now();
    match service.standing(order).await {
        Ok(details) => {
            let words =
                if details.restricted { "answered: none, the record is restricted" } else { "answered" };
            let counts = (details.points.len() + details.addresses.len(), details.set_aside);
            table.answered("contact details", words, Some(counts), begun.elapsed().as_millis());
        }
        Err(why) => table.failed("contact details", &why, begun.elapsed().as_millis()),
    }
}

/// Who may act for whom; nothing is kept.
pub(super) async fn relationships(
    service: &dyn RelationshipsService,
    order: &FetchOrder,
    table: &mut Table<'_>,
) {
    table.head("asked for");
    let begun = Instant::now();
    let told = service.relationships(order).await;
    let millis = begun.elapsed().as_millis();
    match told {
        Ok(told) => {
            let related = told.all.iter().filter(|one| one.what == Stated::Related).count();
            table.answered("related people", "answered", Some((related, 0)), millis);
            let roles = told.all.len() - related;
            table.answered("roles and requests", "answered", Some((roles, told.set_aside)), millis);
        }
        Err(why) => table.failed("relationships", &why, millis),
    }
}
