//! Which notices stand on which page: those of the organisations that the page is about.

use chrono::{DateTime, Utc};

use crate::domain::{OdsCode, Organisation};
use crate::store::PatientNotices;
use crate::web::NoticeLine;

/// The notices that hold now of these organisations, each once.
pub fn notices_of<'a>(
    notices: &PatientNotices,
    now: DateTime<Utc>,
    organisations: impl Iterator<Item = &'a Organisation> + Clone,
) -> Vec<NoticeLine> {
    let name = |code: &OdsCode| {
        let found = organisations.clone().find(|organisation| organisation.ods_code == *code);
        found.map(|organisation| organisation.name.clone())
    };
    let line = |notice: crate::domain::PatientNotice| {
        let place = name(&notice.organisation)?;
        Some(NoticeLine { place, words: notice.words, until: notice.ends_at })
    };
    notices.holding(now).into_iter().filter_map(line).collect()
}
