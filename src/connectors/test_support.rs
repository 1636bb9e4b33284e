//! What the connectors' tests share: made-up people and orders about them.

use chrono::NaiveDate;
use url::Url;
use uuid::Uuid;

use super::config::SourceConfig;
use crate::access::FetchOrder;
use crate::domain::{NhsNumber, OdsCode, Organisation, Person, PersonId, Setting};
use crate::settings::Protocol;

/// An order about a made-up person.
pub fn order_for(name: &str, born: (i32, u32, u32), number: &str) -> FetchOrder {
    FetchOrder::for_source_check(Person {
        id: PersonId(Uuid::from_u128(1)),
        nhs_number: NhsNumber::from_source(number).expect("ten digits"),
        name: name.into(),
        date_of_birth: NaiveDate::from_ymd_opt(born.0, born.1, born.2).expect("a day"),
    })
}

/// Serves these routes on a free port of loopback until the test ends.
pub async fn serve(routes: axum::Router) -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

/// A made-up organisation whose interface stands there.
pub fn source_at(address: std::net::SocketAddr) -> SourceConfig {
    let organisation = Organisation {
        ods_code: OdsCode::parse("RFF").expect("a code"),
        name: "Barnsley Hospital".into(),
        setting: Setting::Hospital,
        phone: None,
        records_start: None,
    };
    let base = Url::parse(&format!("http://{address}/")).expect("an address");
    SourceConfig { allow_private_addresses: true, ..SourceConfig::new(organisation, Protocol::FhirR4, base) }
}
