//! The Directory of Healthcare Services, version 3: `GET /` with OData (plain JSON, no FHIR).

mod places;

use axum::response::Response;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::answers::fhir;
use super::faults::Fault;
use crate::domain::Coordinates;
use places::{PLACES, Place};

const JSON: &str = "application/json; charset=utf-8";
const CONTEXT: &str = "https://directory.example/indexes('service-search')/$metadata#docs(*)";

/// Why a question is not answered: status, FHIR's issue type, and the directory's code.
type Refused = (StatusCode, &'static str, &'static str);

const NO_KEY: Refused = (StatusCode::UNAUTHORIZED, "security", "REC_UNAUTHORIZED");
const BAD_REQUEST: Refused = (StatusCode::BAD_REQUEST, "invariant", "SEND_BAD_REQUEST");
const NOT_FOUND: Refused = (StatusCode::NOT_FOUND, "not-found", "SEND_NOT_FOUND");

/// A question as it was understood.
#[derive(Default)]
struct Asked {
    version: String,
    search: String,
    fields: String,
    /// Any of these, each with all of its clauses.
    filter: Vec<Vec<(String, String)>>,
    from: Option<Coordinates>,
    top: usize,
    select: Vec<String>,
}

/// Answers a request; `path` is what follows the base address.
pub fn answer(fault: Fault, method: &Method, path: &str, query: &str, headers: &HeaderMap) -> Response {
    let found = if method != Method::GET || !matches!(path, "" | "/") {
        Err(NOT_FOUND)
    } else if !headers.contains_key("apikey") {
        Err(NO_KEY)
    } else {
        read(query).and_then(|asked| search(&asked, fault))
    };
    match found {
        Ok(json) => fhir(StatusCode::OK, JSON, json.to_string()),
        Err((status, issue, code)) => fhir(status, JSON, outcome(issue, code).to_string()),
    }
}

/// A refusal puts an operation outcome where the list would be.
fn outcome(issue: &str, code: &str) -> Value {
    let coding = json!([{ "system": "https://fhir.nhs.uk/Codesystem/http-error-codes", "code": code }]);
    json!({ "@odata.context": CONTEXT, "value": { "resourceType": "OperationOutcome", "issue": [{
        "severity": "error", "code": issue, "details": { "coding": coding },
    }] } })
}

fn read(query: &str) -> Result<Asked, Refused> {
    let mut asked = Asked { top: 50, ..Asked::default() };
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "api-version" => asked.version = value.into_owned(),
            "search" => asked.search = value.into_owned(),
            "searchFields" => asked.fields = value.into_owned(),
            "$filter" => asked.filter = filter(&value).ok_or(BAD_REQUEST)?,
            "$orderby" => asked.from = Some(point(&value).ok_or(BAD_REQUEST)?),
            "$top" => asked.top = value.parse().map_err(|_| BAD_REQUEST)?,
            "$select" => asked.select = value.split(',').map(|field| field.trim().to_owned()).collect(),
            "searchMode" | "$count" | "$skip" => {}
            _ => return Err(BAD_REQUEST),
        }
    }
    if asked.version == "3" { Ok(asked) } else { Err(NOT_FOUND) }
}

/// `A eq 'x' and B eq 'y' or C eq 'z'`: no brackets, as far as this directory goes.
fn filter(text: &str) -> Option<Vec<Vec<(String, String)>>> {
    let clause = |text: &str| {
        let (field, value) = text.trim().split_once(" eq ")?;
        let value = value.trim().strip_prefix('\'')?.strip_suffix('\'')?;
        Some((field.trim().to_owned(), value.to_owned()))
    };
    text.split(" or ").map(|all| all.split(" and ").map(clause).collect()).collect()
}

/// `geo.distance(Geocode, geography'POINT(longitude latitude)')`.
fn point(text: &str) -> Option<Coordinates> {
    let inside = text.strip_prefix("geo.distance(Geocode, geography'POINT(")?.strip_suffix(")')")?;
    let (longitude, latitude) = inside.split_once(' ')?;
    Coordinates::new(latitude.parse().ok()?, longitude.parse().ok()?)
}

fn search(asked: &Asked, fault: Fault) -> Result<Value, Refused> {
    let ignores_filter = fault == Fault::IgnoresFilter;
    let fits = |place: &&Place| {
        let json = place.json();
        let all =
            |clauses: &Vec<(String, String)>| clauses.iter().all(|(field, value)| json[field] == *value);
        let by_filter = asked.filter.is_empty() || ignores_filter || asked.filter.iter().any(all);
        by_filter && matches_words(place, asked)
    };
    let mut found: Vec<&Place> = PLACES.iter().filter(fits).collect();
    if let Some(from) = asked.from {
        let metres = |place: &&Place| {
            Coordinates::new(place.latitude, place.longitude).map_or(u32::MAX, |here| from.metres_to(&here))
        };
        found.sort_by_key(metres);
    }
    if fault == Fault::OtherPerson && !asked.filter.is_empty() {
        // One of another kind among the right ones.
        let stray = PLACES.iter().find(|place| !found.iter().any(|known| known.code == place.code));
        if let Some(stray) = stray {
            found.insert(0, stray);
        }
    }
    found.truncate(asked.top);
    let mut values: Vec<Value> =
        found.into_iter().map(|place| selected(&place.json(), &asked.select)).collect();
    if fault == Fault::MalformedEntry {
        values.insert(
            0,
            json!({ "OrganisationTypeId": "PHA", "OrganisationName": ["?"], "OpeningTimes": "late" }),
        );
        values.push(json!("nothing"));
    }
    Ok(json!({ "@odata.context": CONTEXT, "value": values }))
}

/// Whether every word stands in the field that is searched; `"…"` asks for the words together.
fn matches_words(place: &Place, asked: &Asked) -> bool {
    if matches!(asked.search.as_str(), "" | "*") {
        return true;
    }
    let held = match asked.fields.as_str() {
        "Postcode" => place.postcode,
        "ODSCode" => place.code,
        "City" => place.address[1],
        _ => place.name,
    };
    let held = held.to_uppercase();
    match asked.search.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(phrase) => held.contains(&phrase.to_uppercase()),
        None => asked
            .search
            .split_whitespace()
            .all(|word| held.split(' ').any(|one| one.eq_ignore_ascii_case(word))),
    }
}

fn selected(whole: &Value, fields: &[String]) -> Value {
    if fields.is_empty() {
        return whole.clone();
    }
    let score = std::iter::once("@search.score");
    let kept = score.chain(fields.iter().map(String::as_str));
    Value::Object(kept.map(|field| (field.to_owned(), whole[field].clone())).collect::<Map<_, _>>())
}
