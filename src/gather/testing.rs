//! For tests: what pages are made of, put together by the joining that they really come through.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::grouping::Teller;
use super::joining;
use super::prepared::Ready;
use crate::domain::{EntryId, Fingerprint, Gathered, InAnswer, SourceReport, SourceState};

/// One kind as these organisations told it, in this order.
pub fn told<T: InAnswer>(told: Vec<(SourceReport, Vec<T>)>) -> Gathered<T> {
    let ready: Vec<(SourceReport, Vec<Ready<T>>)> = told
        .into_iter()
        .map(|(report, entries)| {
            let ready = entries.into_iter().map(|entry| ready(entry, &report)).collect();
            (report, ready)
        })
        .collect();
    let told = ready.iter().filter_map(|told| Some((told, told.0.state.answered_at()?)));
    let tellers: Vec<Teller<T>> = told
        .map(|((report, entries), told_at)| Teller {
            organisation: &report.organisation,
            entries: entries.iter().collect(),
            told_at,
            is_old_copy: matches!(report.state, SourceState::Failed { .. }),
            in_full: matches!(report.state, SourceState::Answered { .. }),
        })
        .collect();
    joining::joined(&tellers, ready.iter().map(|(report, _)| report.clone()).collect())
}

fn ready<T: InAnswer>(entry: T, report: &SourceReport) -> Ready<T> {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let mut bytes = [0xa0; 16];
    bytes[..4].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    Ready {
        id: EntryId(bytes),
        likeness: entry.likeness(&report.organisation),
        fingerprint: Fingerprint::of(&entry),
        entry: Arc::new(entry),
        named: Default::default(),
        with: Vec::new(),
    }
}
