//! The transport that all connectors share: one client a source, with every limit that other people's servers need.

mod addresses;
mod assertion;
mod auth;
mod body;
mod budget;
mod client;
mod clocks;
mod file;
mod question;
mod status;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod token_tests;

pub use addresses::{CheckedResolver, is_public};
pub use assertion::{NotAKey, SigningClient};
pub use auth::Auth;
pub(in crate::connectors) use auth::{TokenQuestion, signed};
pub(in crate::connectors) use body::parse;
pub use budget::{BYTE_BUDGET, ByteBudget, HeldBytes};
pub(in crate::connectors) use client::header;
pub use client::{Fetched, Refused, SourceHttp};
pub(in crate::connectors) use file::Brought;
pub use question::{Question, Timeouts};
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
    if let Some(tls) = causes().find_map(tls_error) {
        let is_certificate = matches!(tls, rustls::Error::InvalidCertificate(_));
        let why = if is_certificate { "its certificate is not accepted" } else { "no TLS can be agreed on" };
        return ConnectorError::NoConnection(why.into());
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

/// What went wrong with TLS. It comes within an I/O error, which may lie within another.
fn tls_error<'e>(cause: &'e (dyn Error + 'static)) -> Option<&'e rustls::Error> {
    let inner = || cause.downcast_ref::<std::io::Error>()?.get_ref();
    cause.downcast_ref::<rustls::Error>().or_else(|| tls_error(inner()?))
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let mut next = error.source();
    std::iter::from_fn(move || {
        let cause = next?;
        next = cause.source();
        Some(cause)
    })
}
