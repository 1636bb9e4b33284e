//! Tests of the whole portal, in the order of its URLs.

mod arrows;
mod practice_sources;
