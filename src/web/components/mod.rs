//! The design system's components, named as in the NHS service manual, and the few of our own.

mod back_link;
mod button;
mod card;
mod details;
mod doors;
mod entries;
mod error_summary;
#[cfg(test)]
mod fixture_tests;
mod held_by;
mod honesty;
mod icon;
mod inset_text;
mod outside_page;
mod pagination;
mod panel;
mod password_input;
mod select;
mod summary_list;
mod tag;
mod text_input;
mod warning_callout;

pub use back_link::BackLink;
pub use button::{Button, LinkButton};
pub use card::{CareCard, CareKind};
pub use details::Details;
pub use doors::{Door, Doors};
pub use entries::{EntryList, EntryRow, edge};
pub use error_summary::ErrorSummary;
pub use held_by::HeldBy;
pub use honesty::{HonestyStrip, NothingHere, Said, SourceLine, missing, said};
pub use icon::{Icon, Mark, Sign};
pub use inset_text::InsetText;
pub use outside_page::OutsidePage;
pub use pagination::Pagination;
pub use panel::Panel;
pub use password_input::PasswordInput;
pub use select::Select;
pub use summary_list::{Facts, Row, SummaryList};
pub use tag::{Tag, TagColour};
pub use text_input::TextInput;
pub use warning_callout::WarningCallout;
