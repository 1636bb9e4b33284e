//! A community record behind the openEHR REST API, in the shapes of EHRbase: `GET /ehr` and `POST /query/aql`.

use axum::response::Response;
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::answers::{self, Refusal};
use super::demographics::other_than;
use super::faults::Fault;
use super::records::calendar::stamp;
use super::records::holder::Holder;
use super::records::openehr::{compositions, malformed, system_id};
use super::records::supporting::NHS_NUMBER;
use super::records::{Record, stray};
use super::shelf::Shelf;

const NOT_FOUND: Refusal = error(StatusCode::NOT_FOUND, "There is nothing here");
const NO_EHR: Refusal = error(StatusCode::NOT_FOUND, "No EHR found with provided subject id");
const NO_SUBJECT: Refusal = error(StatusCode::BAD_REQUEST, "subject_id and subject_namespace are required");
const BAD_METHOD: Refusal = error(StatusCode::METHOD_NOT_ALLOWED, "Request method is not supported");
const NOT_ACCEPTABLE: Refusal = error(StatusCode::NOT_ACCEPTABLE, "No acceptable representation");
const BAD_TYPE: Refusal = error(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Content-Type is not supported");
const BAD_BODY: Refusal = error(StatusCode::BAD_REQUEST, "The body is not a query");
const BAD_AQL: Refusal = error(StatusCode::BAD_REQUEST, "Could not parse AQL query");
const NO_PARAMETER: Refusal = error(StatusCode::BAD_REQUEST, "A parameter of the query has no value");
const OFFSET_ALONE: Refusal =
    error(StatusCode::UNPROCESSABLE_ENTITY, "Invalid AQL query: provided offset without a limit");

const fn error(status: StatusCode, message: &'static str) -> Refusal {
    Refusal::new(status, "processing", "ERROR", message)
}

/// Everything the record holds about one person.
pub struct Held {
    pub holder: Holder,
    /// Newest first.
    compositions: Vec<Value>,
}

impl Held {
    pub fn new(holder: Holder, record: &Record) -> Held {
        let mut compositions = compositions(record, &holder);
        compositions.sort_by(|one, other| started(other).cmp(started(one)));
        Held { holder, compositions }
    }

    fn rows(&self) -> Vec<Row<'_>> {
        self.compositions.iter().map(|composition| Row { holder: &self.holder, composition }).collect()
    }
}

fn started(composition: &Value) -> &str {
    composition["context"]["start_time"]["value"].as_str().unwrap_or_default()
}

/// A composition in an EHR, as a query finds it.
#[derive(Clone, Copy)]
struct Row<'a> {
    holder: &'a Holder,
    composition: &'a Value,
}

/// Answers a request; `path` is what follows the base address.
pub fn answer(
    shelf: &Shelf<Held>,
    fault: Fault,
    method: &Method,
    path: &str,
    query: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Response {
    let found = match (path.trim_end_matches('/'), method) {
        _ if !accepts_json(headers) => Err(NOT_ACCEPTABLE),
        ("/ehr", &Method::GET) => ehr(shelf, query),
        ("/query/aql", &Method::POST) => result_set(shelf, fault, headers, body),
        ("/ehr" | "/query/aql", _) => Err(BAD_METHOD),
        _ => Err(NOT_FOUND),
    };
    answers::answer(shelf.organisation.interface, found)
}

fn accepts_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or("*/*");
    ["application/json", "application/*", "*/*"].iter().any(|kind| accept.contains(kind))
}

fn ehr(shelf: &Shelf<Held>, query: &str) -> Result<Value, Refusal> {
    let parameter = |wanted: &str| {
        let mut all = form_urlencoded::parse(query.as_bytes());
        all.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned()).ok_or(NO_SUBJECT)
    };
    let (id, namespace) = (parameter("subject_id")?, parameter("subject_namespace")?);
    let mut found = shelf.filter(|person, _| namespace == NHS_NUMBER && person.current_number() == id);
    let holder = &found.next().ok_or(NO_EHR)?.holder;
    let status_id = format!("{}::{}::1", holder.id("EHR_STATUS", "self"), system_id(holder));
    Ok(json!({
        "system_id": { "value": system_id(holder) },
        "ehr_id": { "value": ehr_id(holder) },
        "ehr_status": {
            "_type": "EHR_STATUS", "archetype_node_id": "openEHR-EHR-EHR_STATUS.generic.v1",
            "name": { "_type": "DV_TEXT", "value": "EHR Status" },
            "uid": { "_type": "OBJECT_VERSION_ID", "value": status_id },
            "subject": { "_type": "PARTY_SELF", "external_ref": {
                "_type": "PARTY_REF", "namespace": NHS_NUMBER, "type": "PERSON",
                "id": { "_type": "GENERIC_ID", "value": number(holder), "scheme": "nhs_number" },
            } },
            "is_queryable": true, "is_modifiable": true,
        },
        "time_created": { "value": stamp(holder.calendar.at(-900, 9, 0)) },
    }))
}

fn ehr_id(holder: &Holder) -> String {
    holder.id("EHR", "self")
}

fn number(holder: &Holder) -> &'static str {
    holder.person.current_number()
}

/// A query as it was understood.
struct Query {
    aql: String,
    columns: Vec<Column>,
    /// Where the query names one EHR by a parameter.
    ehr_id: Option<String>,
    offset: usize,
    fetch: Option<usize>,
}

struct Column {
    path: String,
    name: String,
}

fn read(headers: &HeaderMap, body: &[u8]) -> Result<Query, Refusal> {
    let told = headers.get(header::CONTENT_TYPE).and_then(|told| told.to_str().ok()).unwrap_or_default();
    if !told.starts_with("application/json") {
        return Err(BAD_TYPE);
    }
    let body: Value = serde_json::from_slice(body).map_err(|_| BAD_BODY)?;
    let aql = body["q"].as_str().ok_or(BAD_BODY)?.to_owned();
    let (select, rest) = aql.split_once(" FROM EHR e ").ok_or(BAD_AQL)?;
    let select = select.strip_prefix("SELECT ").ok_or(BAD_AQL)?;
    let columns = select.split(',').enumerate().map(|(at, column)| {
        let (path, name) = match column.trim().split_once(" AS ") {
            Some((path, name)) => (path, name.to_owned()),
            None => (column.trim(), format!("#{at}")),
        };
        Column { path: path.trim().to_owned(), name }
    });
    let columns = columns.collect();
    let ehr_id = match rest.contains("e/ehr_id/value = $ehr_id") {
        true => Some(body["query_parameters"]["ehr_id"].as_str().ok_or(NO_PARAMETER)?.to_owned()),
        false => None,
    };
    let number = |name: &str| body[name].as_u64().and_then(|number| usize::try_from(number).ok());
    let (offset, fetch) = (number("offset"), number("fetch"));
    if offset.is_some() && fetch.is_none() {
        return Err(OFFSET_ALONE);
    }
    Ok(Query { columns, ehr_id, offset: offset.unwrap_or(0), fetch, aql })
}

fn result_set(shelf: &Shelf<Held>, fault: Fault, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    let query = read(headers, body)?;
    let fits = |held: &&Held| fault == Fault::IgnoresFilter || query.fits(&held.holder);
    let asked: Vec<&Held> = shelf.everyone().filter(fits).collect();
    let mut rows: Vec<Row> = asked.iter().flat_map(|held| held.rows()).collect();
    let extra = asked.first().and_then(|held| faulty(shelf, fault, &held.holder));
    if let Some(extra) = &extra {
        rows.insert(rows.len() / 2, Row { holder: &extra.holder, composition: &extra.compositions[0] });
    }
    let shown = rows.iter().skip(query.offset).take(query.fetch.unwrap_or(usize::MAX));
    let rows = shown
        .map(|row| query.columns.iter().map(|column| cell(*row, &column.path)).collect::<Result<Vec<_>, _>>())
        .collect::<Result<Vec<_>, _>>()?;
    let columns: Vec<_> =
        query.columns.iter().map(|column| json!({ "path": column.path, "name": column.name })).collect();
    let mut meta = json!({ "_type": "RESULTSET", "_schema_version": "1.0.3", "_executed_aql": query.aql });
    if let Some(fetch) = query.fetch {
        (meta["_fetch"], meta["_offset"]) = (fetch.into(), query.offset.into());
    }
    Ok(json!({ "meta": meta, "q": query.aql, "columns": columns, "rows": rows }))
}

impl Query {
    fn fits(&self, holder: &Holder) -> bool {
        self.ehr_id.as_ref().is_none_or(|id| *id == ehr_id(holder))
    }
}

/// What a path leads to in one row.
fn cell(row: Row, path: &str) -> Result<Value, Refusal> {
    let mut steps = path.split('/');
    match path {
        "e/ehr_id/value" => Ok(ehr_id(row.holder).into()),
        "e/ehr_status/subject/external_ref/id/value" => Ok(number(row.holder).into()),
        "e/ehr_status/subject/external_ref/namespace" => Ok(NHS_NUMBER.into()),
        _ if steps.next() == Some("c") => Ok(steps.fold(row.composition, |value, step| &value[step]).clone()),
        _ => Err(BAD_AQL),
    }
}

/// What a content fault puts among the good rows: one composition, and whose it is.
fn faulty(shelf: &Shelf<Held>, fault: Fault, about: &Holder) -> Option<Held> {
    match fault {
        Fault::MalformedEntry => {
            Some(Held { compositions: vec![malformed(about, "fault")], holder: about.clone() })
        }
        Fault::OtherPerson => {
            let other = shelf.holder(other_than(&shelf.people, &about.person)?);
            let compositions = compositions(&stray::stray("Encounter", &other.calendar), &other);
            (!compositions.is_empty()).then_some(Held { compositions, holder: other })
        }
        _ => None,
    }
}
