//! What was written down at a visit.

use crate::domain::{Visit, VisitNote};
use crate::journeys::record::whole::{Part, Whole};
use crate::words::Locale;

impl Whole for Visit {
    fn parts(&self, _: Locale) -> Vec<Part> {
        let part = |VisitNote { heading, lines }: &VisitNote| Part {
            heading: heading.clone(),
            lines: lines.clone(),
            ..Part::default()
        };
        self.notes.iter().map(part).collect()
    }
}
