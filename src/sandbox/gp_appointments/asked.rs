//! The parameters of a question to the book, read as the specification has them.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;
use http::StatusCode;
use url::form_urlencoded;

use super::super::answers::Refusal;

const UNKNOWN_PARAMETER: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "not-supported", "UNSUPPORTED_VALUE", "Unsupported value")
        .because("There was a parameter or a value that is not supported");
const NO_DATES: Refusal = Refusal::new(StatusCode::BAD_REQUEST, "required", "BAD_REQUEST", "Bad request")
    .because("Name the first day with ge and the last day with le");
const BAD_DATES: Refusal =
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "INVALID_PARAMETER", "Invalid parameter")
        .because("The last day is before the first, or one is no date");

/// What was asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Parameters {
    pub from: NaiveDate,
    pub until: NaiveDate,
    /// The types whose resources come along.
    pub includes: Vec<String>,
    pub status: Option<String>,
    /// How many past appointments at most.
    pub past: Option<usize>,
}

impl Parameters {
    pub fn hold(&self, moment: DateTime<Utc>) -> bool {
        let day = moment.with_timezone(&London).date_naive();
        (self.from..=self.until).contains(&day)
    }

    /// Whether resources of this type come along.
    pub fn include(&self, resource_type: &str) -> bool {
        self.includes.iter().any(|include| include.rsplit(':').next() == Some(resource_type))
    }
}

/// The parameters of a search for free slots: `start=ge…&end=le…&status=free&_include=Slot:schedule`.
pub fn of_slots(query: &str) -> Result<Parameters, Refusal> {
    let (mut from, mut until) = (None, None);
    let mut read = Parameters::default();
    let mut has_schedule = false;
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match (name.as_ref(), value.as_ref()) {
            ("start", value) => from = Some(day(value, "ge")?),
            ("end", value) => until = Some(day(value, "le")?),
            ("status", "free") => read.status = Some("free".to_owned()),
            ("_include", "Slot:schedule") => has_schedule = true,
            (
                "_include:recurse",
                "Schedule:actor:Practitioner" | "Schedule:actor:Location" | "Location:managingOrganization",
            ) => read.includes.push(value.into_owned()),
            ("searchFilter", _) => {}
            _ => return Err(UNKNOWN_PARAMETER),
        }
    }
    if !has_schedule || read.status.is_none() {
        return Err(UNKNOWN_PARAMETER.because("status=free and _include=Slot:schedule are required"));
    }
    within(read, from, until)
}

/// The parameters of a person's appointments: `start=ge…&start=le…`.
pub fn of_appointments(query: &str) -> Result<Parameters, Refusal> {
    let (mut from, mut until) = (None, None);
    let mut read = Parameters::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match (name.as_ref(), value.as_ref()) {
            ("start", value) if value.starts_with("ge") => from = Some(day(value, "ge")?),
            ("start", value) => until = Some(day(value, "le")?),
            ("_include:recurse", "Appointment:actor:Practitioner" | "Appointment:actor:Location") => {
                read.includes.push(value.into_owned());
            }
            ("past-appt-limit", value) => {
                read.past = Some(value.parse().map_err(|_| UNKNOWN_PARAMETER)?);
            }
            ("status", value) => read.status = Some(value.to_owned()),
            _ => return Err(UNKNOWN_PARAMETER),
        }
    }
    within(read, from, until)
}

/// The parameters of one appointment.
pub fn of_one(query: &str) -> Result<Parameters, Refusal> {
    let mut read = Parameters::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match (name.as_ref(), value.as_ref()) {
            ("_include:recurse", "Appointment:actor:Practitioner" | "Appointment:actor:Location") => {
                read.includes.push(value.into_owned());
            }
            _ => return Err(UNKNOWN_PARAMETER),
        }
    }
    Ok(read)
}

fn within(
    read: Parameters,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
) -> Result<Parameters, Refusal> {
    let (Some(from), Some(until)) = (from, until) else { return Err(NO_DATES) };
    if until < from { Err(BAD_DATES) } else { Ok(Parameters { from, until, ..read }) }
}

fn day(value: &str, prefix: &str) -> Result<NaiveDate, Refusal> {
    value.strip_prefix(prefix).ok_or(NO_DATES)?.parse().map_err(|_| BAD_DATES)
}
