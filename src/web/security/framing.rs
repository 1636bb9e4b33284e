//! Refuses requests of whose length two programs could think differently.

use axum::extract::Request;
use axum::http::{Version, header};

use crate::web::PageError;

/// Browsers send forms with their length; chunks, which a proxy before us may count in another way (request smuggling,
/// RFC 9112 section 11.2), nobody needs here. Whoever sends them is refused, and the connection ends.
pub fn check(request: &Request) -> Result<(), PageError> {
    let is_http_1 = request.version() <= Version::HTTP_11;
    match is_http_1 && request.headers().contains_key(header::TRANSFER_ENCODING) {
        true => Err(PageError::BadRequest),
        false => Ok(()),
    }
}
