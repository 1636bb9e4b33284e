//! The questions in OData: pure.

use url::Url;

use crate::domain::{Coordinates, PlaceKind, Postcode};

/// Places at one postcode or in one area that are looked at to find where it is.
const MOST_TO_LOCATE: &str = "50";
/// Some of the nearest are not to be shown, so that many more are asked for than are wanted.
const SPARE: usize = 10;
/// The fields that are read.
const FIELDS: &str = "ODSCode,OrganisationName,OrganisationTypeId,OrganisationType,OrganisationSubType,\
    OrganisationStatus,URL,Address1,Address2,Address3,City,County,Postcode,Latitude,Longitude,Contacts,OpeningTimes,\
    Services,Facilities";

/// The directory's codes for a kind of place (DoHS API, "Guide to search identifiers and service codes").
pub const fn type_ids(kind: PlaceKind) -> &'static [&'static str] {
    match kind {
        PlaceKind::Pharmacy => &["PHA"],
        // A surgery and each of its branches.
        PlaceKind::GpSurgery => &["GPB", "GPP"],
        PlaceKind::UrgentCare => &["UC", "MIU"],
    }
}

/// The only subtype that is wanted of a kind: other pharmacies sell by post and cannot be visited.
pub const fn subtype(kind: PlaceKind) -> Option<&'static str> {
    match kind {
        PlaceKind::Pharmacy => Some("Community"),
        PlaceKind::GpSurgery | PlaceKind::UrgentCare => None,
    }
}

/// Places with exactly this postcode.
pub fn at_postcode(root: &Url, postcode: &Postcode) -> Url {
    asking(root, &format!("\"{postcode}\""), "Postcode", &[("$select", "Postcode,Latitude,Longitude")])
}

/// Places whose postcode has the same first part.
pub fn in_area(root: &Url, postcode: &Postcode) -> Url {
    asking(root, postcode.outward(), "Postcode", &[("$select", "Postcode,Latitude,Longitude")])
}

/// A town's name as letters, spaces, hyphens and apostrophes alone: nothing that the search would take for an operator.
/// Nothing where there are no letters, or too many.
pub fn words_of(town: &str) -> Option<String> {
    let kept: String =
        town.chars().map(|c| if c.is_alphabetic() || matches!(c, '-' | '\'') { c } else { ' ' }).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    (kept.chars().any(char::is_alphabetic) && kept.chars().count() <= 60).then_some(kept)
}

/// Places in a town.
pub fn in_town(root: &Url, town: &str) -> Url {
    asking(root, &format!("\"{town}\""), "City", &[("$select", "City,Latitude,Longitude")])
}

/// The nearest places of a kind.
pub fn nearest(root: &Url, kind: PlaceKind, from: &Coordinates, most: usize) -> Url {
    let types: Vec<String> =
        type_ids(kind).iter().map(|id| format!("OrganisationTypeId eq '{id}'")).collect();
    let filter = match subtype(kind) {
        Some(subtype) => format!("{} and OrganisationSubType eq '{subtype}'", types.join(" or ")),
        None => types.join(" or "),
    };
    let order = format!("geo.distance(Geocode, geography'POINT({} {})')", from.longitude, from.latitude);
    let top = most.saturating_add(SPARE).to_string();
    let mut url = root.clone();
    url.query_pairs_mut()
        .append_pair("api-version", "3")
        .append_pair("search", "*")
        .append_pair("$filter", &filter)
        .append_pair("$orderby", &order)
        .append_pair("$top", &top)
        .append_pair("$select", FIELDS);
    url
}

fn asking(root: &Url, search: &str, field: &str, more: &[(&str, &str)]) -> Url {
    let mut url = root.clone();
    url.query_pairs_mut()
        .append_pair("api-version", "3")
        .append_pair("search", search)
        .append_pair("searchFields", field)
        .append_pair("searchMode", "all")
        .append_pair("$top", MOST_TO_LOCATE)
        .extend_pairs(more);
    url
}
