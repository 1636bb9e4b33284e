//! The transport that all connectors share: one client a source, with every limit that other people's servers need.

mod addresses;
mod auth;
mod body;
mod budget;
mod client;
mod status;

#[cfg(test)]
mod tests;

pub use addresses::{CheckedResolver, is_public};
pub use auth::Auth;
pub use budget::{BYTE_BUDGET, ByteBudget, HeldBytes};
pub(in crate::connectors) use client::header;
pub use client::{Fetched, Question, Refused, SourceHttp, Timeouts};
pub use status::codes;

use std::error::Error;

use addresses::AddressRefused;

use crate::connectors::ConnectorError;

/// The name of what went wrong on the way; never with an address in it, which may hold a person's number.
fn transport_error(error: &reqwest::Error) -> ConnectorError {
    let causes = || causes(error);
    if causes().any(|cause| cause.is::<AddressRefused>()) {
        return ConnectorError::AddressNotAllowed;
    }
    if error.is_redirect() {
        return ConnectorError::Redirected;
    }
    if error.is_timeout() {
        return ConnectorError::TimedOut;
    }
    let is_certificate = causes().any(|cause| {
        let inner = cause.downcast_ref::<std::io::Error>().and_then(|error| error.get_ref());
        cause.is::<rustls::Error>() || inner.is_some_and(|inner| inner.is::<rustls::Error>())
    });
    if is_certificate {
        return ConnectorError::NoConnection("its certificate is not accepted".into());
    }
    let kind =
        causes().filter_map(|cause| cause.downcast_ref::<std::io::Error>()).map(std::io::Error::kind).last();
    if error.is_decode() || error.is_body() && kind == Some(std::io::ErrorKind::UnexpectedEof) {
        return ConnectorError::Unreadable("cut short");
    }
    match kind {
        Some(std::io::ErrorKind::TimedOut) => ConnectorError::TimedOut,
        Some(kind) => ConnectorError::NoConnection(kind.to_string()),
        None if error.is_body() => ConnectorError::Unreadable("cut short"),
        None => ConnectorError::NoConnection("broken off".into()),
    }
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let mut next = error.source();
    std::iter::from_fn(move || {
        let cause = next?;
        next = cause.source();
        Some(cause)
    })
}
