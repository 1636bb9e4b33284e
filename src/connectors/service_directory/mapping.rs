//! The directory's answers as places: pure.

use chrono::Weekday;

use super::query::{subtype, type_ids};
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::Node;
use crate::domain::{Coordinates, NearbyPlace, OdsCode, Opening, OpeningDay, PlaceKind, Postcode};

/// Where the places of an answer stand, as far as their postcode fits: the search matches words, not postcodes.
///
/// # Errors
/// [`ConnectorError::Unreadable`] where there is no list.
pub fn positions(answer: Node, fits: impl Fn(Postcode) -> bool) -> Result<Vec<Coordinates>, ConnectorError> {
    let fitting = list(answer)?.filter(|place| {
        place.text_at("Postcode").is_some_and(|told| Postcode::parse(&told).is_ok_and(&fits))
    });
    Ok(fitting.filter_map(position).collect())
}

/// Where the places of an answer stand that are in this very town: the search matches words anywhere in the field.
///
/// # Errors
/// As [`positions`].
pub fn positions_in(answer: Node, town: &str) -> Result<Vec<Coordinates>, ConnectorError> {
    let is_there =
        |told: &Node| told.text_at("City").is_some_and(|city| city.to_lowercase() == town.to_lowercase());
    Ok(list(answer)?.filter(is_there).filter_map(position).collect())
}

/// Reads places of one kind, the nearest first; and how many could not be read.
///
/// # Errors
/// [`ConnectorError::IgnoredFilter`] when one is of another kind: then the filter was ignored, and these are not the
/// nearest of what was asked for.
pub fn places(
    answer: Node,
    kind: PlaceKind,
    from: &Coordinates,
) -> Result<(Vec<NearbyPlace>, u32), ConnectorError> {
    let (mut places, mut set_aside) = (Vec::new(), 0);
    for told in list(answer)? {
        let type_id = told.text_at("OrganisationTypeId");
        let is_other_kind = type_id.as_deref().is_some_and(|told| !type_ids(kind).contains(&told));
        let is_other_subtype = match (subtype(kind), told.str_at("OrganisationSubType")) {
            (Some(wanted), Some(told)) => wanted != told,
            _ => false,
        };
        if is_other_kind || is_other_subtype {
            return Err(ConnectorError::IgnoredFilter);
        }
        match (type_id, place(told, from)) {
            // Closed, or not to be shown to the public.
            (Some(_), Some(_)) if told.str_at("OrganisationStatus").is_some_and(|told| told != "Visible") => {
            }
            (Some(_), Some(place)) => places.push(place),
            _ => set_aside += 1,
        }
    }
    places.sort_by_key(|place| place.metres.unwrap_or(u32::MAX));
    Ok((places, set_aside))
}

/// `value` is a list of places; a refusal puts an `OperationOutcome` there.
fn list<'a>(answer: Node<'a>) -> Result<impl Iterator<Item = Node<'a>> + use<'a>, ConnectorError> {
    let is_list = answer.at("value").is_list();
    if is_list { Ok(answer.all("value")) } else { Err(ConnectorError::Unreadable("not a list of places")) }
}

fn place(told: Node, from: &Coordinates) -> Option<NearbyPlace> {
    let here = position(told);
    let address = ["Address1", "Address2", "Address3", "City", "County"];
    Some(NearbyPlace {
        ods_code: OdsCode::parse(&told.text_at("ODSCode")?).ok()?,
        name: told.text_at("OrganisationName")?,
        what: told.text_at("OrganisationType"),
        address: address.into_iter().filter_map(|field| told.text_at(field)).collect(),
        postcode: told.text_at("Postcode"),
        phone: contact(told, "Telephone"),
        email: contact(told, "Email").filter(|email| email.contains('@')),
        website: contact(told, "Website").or_else(|| told.text_at("URL")).filter(|url| is_web_address(url)),
        metres: here.map(|here| from.metres_to(&here)),
        opening: opening(told),
        services: told.all("Services").filter_map(|service| service.text_at("ServiceName")).collect(),
        access: told.all("Facilities").filter_map(facility).collect(),
    })
}

/// The name of what there is: "Step free access". What there is not has the value "No".
fn facility(told: Node) -> Option<String> {
    let is_there = told.text_at("Value").is_none_or(|value| value.eq_ignore_ascii_case("yes"));
    told.text_at("Name").filter(|_| is_there)
}

fn position(told: Node) -> Option<Coordinates> {
    if let (Some(latitude), Some(longitude)) = (told.at("Latitude").number(), told.at("Longitude").number()) {
        return Coordinates::new(latitude, longitude);
    }
    let mut point = told.at("Geocode").all("coordinates");
    let longitude = point.next().and_then(Node::number)?;
    Coordinates::new(point.next().and_then(Node::number)?, longitude)
}

/// The main contact of a kind, such as `Telephone`.
fn contact(told: Node, method: &str) -> Option<String> {
    let all = || told.all("Contacts").filter(|one| one.str_at("ContactMethodType") == Some(method));
    let primary = all().filter(|one| one.str_at("ContactType") == Some("Primary"));
    primary.chain(all()).find_map(|one| one.text_at("ContactValue"))
}

/// Only what a browser may follow.
fn is_web_address(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// As given: the days of the week first, in order, then special days in the order told.
fn opening(told: Node) -> Vec<Opening> {
    let mut all: Vec<(u32, Opening)> = told.all("OpeningTimes").filter_map(opening_line).collect();
    all.sort_by_key(|(order, _)| *order);
    all.into_iter().map(|(_, opening)| opening).collect()
}

/// The order of days after the week.
const AFTER_THE_WEEK: u32 = 7;

fn opening_line(told: Node) -> Option<(u32, Opening)> {
    let is_open = told.at("IsOpen").truth() != Some(false);
    let between = || Some(format!("{}-{}", told.text_at("OpeningTime")?, told.text_at("ClosingTime")?));
    let times = told.text_at("Times").filter(|text| text.bytes().any(|byte| byte.is_ascii_digit()));
    let times = if is_open { Some(times.or_else(between)?) } else { None };
    match told.text_at("AdditionalOpeningDate") {
        Some(day) => Some((AFTER_THE_WEEK, Opening { on: OpeningDay::Special(day), times })),
        None => {
            let day: Weekday = told.text_at("Weekday")?.parse().ok()?;
            Some((day.num_days_from_monday(), Opening { on: OpeningDay::Every(day), times }))
        }
    }
}
