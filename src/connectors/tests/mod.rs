//! What holds for every mapping: no JSON makes it panic, a bad entry never costs a good one, nothing is lost unsaid.

mod any_json;
mod any_national;
mod any_record;
pub(super) mod changed;
mod counts;
mod dosages;
pub(super) mod examples;
mod mappings;
mod marked;
mod odd;
mod oddities;
mod told;
mod withheld;
