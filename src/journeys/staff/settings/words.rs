//! The sources file in words.

use leptos::prelude::*;
use url::Url;

use crate::journeys::staff::kind_words;
use crate::settings::{Auth, Protocol, SourceEntry};
use crate::t;
use crate::web::Words;
use crate::web::components::Row;
use crate::words::{Locale, dates};

/// Where something is, without what may stand behind it.
pub fn host(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}{port}", url.host_str().unwrap_or_default())
}

/// The interface, as engineers call it.
pub fn protocol(locale: Locale, protocol: Protocol) -> Words {
    match protocol {
        Protocol::FhirR4 => t!(locale, "FHIR R4"),
        Protocol::GpConnect => t!(locale, "GP Connect, structured record"),
        Protocol::PatientCareAggregator => t!(locale, "Patient Care Aggregator"),
        Protocol::Pds => t!(locale, "Personal Demographics Service"),
        Protocol::OpenEhr => t!(locale, "openEHR"),
        Protocol::ImmunisationHistory => t!(locale, "Immunisation history"),
        Protocol::PrescriptionsForPatients => t!(locale, "Prescriptions for Patients"),
        Protocol::GpConnectPrescriptions => t!(locale, "GP Connect, prescriptions"),
        Protocol::ValidatedRelationships => t!(locale, "Validated Relationships Service"),
        Protocol::OrganisationData => t!(locale, "Organisation Data Terminology"),
        Protocol::ServiceDirectory => t!(locale, "Directory of Healthcare Services"),
        Protocol::GpConnectAppointments => t!(locale, "GP Connect, appointments"),
    }
}

fn auth(locale: Locale, auth: &Auth) -> Words {
    match auth {
        Auth::None => t!(locale, "It does not: the organisation answers without"),
        Auth::Bearer { .. } => t!(locale, "By a token that does not change"),
        Auth::Basic { .. } => t!(locale, "By a name and a password"),
        Auth::ApiKey { .. } => t!(locale, "By an API key"),
        Auth::ClientCredentials { .. } => t!(locale, "By a token that it gets with a secret"),
        Auth::SignedJwt(_) => t!(locale, "By a token that it gets with a signed proof"),
        Auth::TokenExchange(_) => t!(locale, "By the patient's own NHS login"),
        Auth::Smart(_) => t!(locale, "By the patient's own log-in at the organisation"),
    }
}

/// What is set for one interface.
pub fn rows(locale: Locale, entry: &SourceEntry) -> Vec<Row> {
    let yes_or_no = |yes| if yes { t!(locale, "Yes") } else { t!(locale, "No") };
    let mut rows = Vec::new();
    let mut row = |key: Words, value: Words| rows.push(Row::new(key, view! { {value} }));
    row(t!(locale, "Where it is"), host(&entry.base_url).into());
    if !entry.kinds().is_empty() {
        row(t!(locale, "What it shares"), kind_words::list(locale, entry.kinds()).into());
    }
    row(t!(locale, "How Front Door shows who it is"), auth(locale, &entry.auth));
    if entry.changes_auth.is_some() {
        row(t!(locale, "Takes changes that patients make"), yes_or_no(true));
    }
    row(t!(locale, "Answers only to people who came with NHS login"), yes_or_no(entry.needs_nhs_login()));
    row(
        t!(locale, "Is asked about people whose record is restricted"),
        yes_or_no(entry.answers_for_restricted),
    );
    if let Some(age) = entry.from_age {
        row(t!(locale, "Shares online from the age of"), age.to_string().into());
    }
    if let Some(approval) = &entry.approval {
        row(t!(locale, "Approval under which it may be shown"), approval.clone().into());
    }
    if let Some(days) = entry.message_answer_days {
        row(t!(locale, "Answers messages within working days"), days.to_string().into());
    }
    row(t!(locale, "Questions at one time, at most"), entry.connections.to_string().into());
    if entry.client_certificate.is_some() {
        row(t!(locale, "Front Door's own certificate"), yes_or_no(true));
    }
    row(t!(locale, "May stand inside a private network"), yes_or_no(entry.allow_private_addresses));
    rows
}

/// What is set for the organisation as a whole.
pub fn whole(locale: Locale, entry: &SourceEntry) -> Vec<Row> {
    let or_not = |value: Option<String>| value.map_or(t!(locale, "Not set"), Words::from);
    let since = entry.records_start.as_ref().map(|date| dates::partial(locale, date));
    let mut rows = Vec::new();
    let mut row = |key: Words, value: Words| rows.push(Row::new(key, view! { {value} }));
    row(t!(locale, "Name"), entry.name.clone().into());
    row(t!(locale, "Code"), entry.ods_code.to_string().into());
    row(t!(locale, "Phone number that patients read"), or_not(entry.phone.clone()));
    row(t!(locale, "Online records since"), or_not(since));
    rows
}
