//! Whether a refusal may only mean that two clocks differ.

use chrono::{DateTime, Utc};
use http::{HeaderMap, header};

use crate::connectors::ConnectorError;

/// Clocks that differ by no more than this, in seconds, are no reason for a refusal: what we sign allows as much.
const FORGIVEN: i64 = 10;

/// Says of a refusal that the clocks differ, where the `Date` header shows it (RFC 9110, section 6.6.1).
pub fn or_clocks(refusal: ConnectorError, headers: &HeaderMap, now: DateTime<Utc>) -> ConnectorError {
    match refusal {
        ConnectorError::Unauthorised => match seconds_apart(headers, now) {
            Some(seconds) if seconds > FORGIVEN => ConnectorError::ClocksDiffer { seconds },
            _ => ConnectorError::Unauthorised,
        },
        other => other,
    }
}

fn seconds_apart(headers: &HeaderMap, now: DateTime<Utc>) -> Option<i64> {
    let told = DateTime::parse_from_rfc2822(headers.get(header::DATE)?.to_str().ok()?.trim()).ok()?;
    Some((told.with_timezone(&Utc) - now).num_seconds().abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(date: Option<&str>) -> ConnectorError {
        let now = DateTime::parse_from_rfc3339("2026-11-22T08:00:00Z").expect("a moment").with_timezone(&Utc);
        let mut headers = HeaderMap::new();
        if let Some(date) = date {
            headers.insert(header::DATE, date.parse().expect("a header"));
        }
        or_clocks(ConnectorError::Unauthorised, &headers, now)
    }

    #[test]
    fn a_refusal_says_by_how_much_the_clocks_differ_either_way() {
        for (date, seconds) in [("Sun, 22 Nov 2026 08:10:00 GMT", 600), ("Sun, 22 Nov 2026 07:59:00 GMT", 60)]
        {
            assert_eq!(refused(Some(date)), ConnectorError::ClocksDiffer { seconds });
        }
        assert_eq!(
            ConnectorError::ClocksDiffer { seconds: 600 }.to_string(),
            "the clock of this machine differs from the source's by 600 seconds"
        );
    }

    #[test]
    fn clocks_that_agree_or_are_not_told_are_not_blamed() {
        for date in [Some("Sun, 22 Nov 2026 08:00:09 GMT"), Some("yesterday"), None] {
            assert_eq!(refused(date), ConnectorError::Unauthorised);
        }
    }

    #[test]
    fn only_a_refusal_is_put_down_to_the_clocks() {
        let mut headers = HeaderMap::new();
        headers.insert(header::DATE, "Sun, 22 Nov 2020 08:10:00 GMT".parse().expect("a header"));
        for other in [ConnectorError::Forbidden, ConnectorError::ServerError(500)] {
            assert_eq!(or_clocks(other.clone(), &headers, Utc::now()), other);
        }
    }
}
