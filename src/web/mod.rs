//! What all pages share: layout, components, errors, forms, security headers.

pub mod assets;
pub mod components;
mod error;
mod error_page;
pub mod forms;
mod frame;
pub mod hydration;
mod layout;
mod reader;
mod render;
pub mod security;
pub mod server;
mod simple_pages;
mod state;
mod subject;
mod terminal;

pub use error::{Outcome, PageError};
pub use frame::{Frame, Link, NoticeLine, StaffName};
pub use reader::{Reader, Site};
pub use render::{Around, Made, form_page, kept_page, page, page_made, page_of, page_with_status, rendered};
pub use simple_pages::SimplePages;
pub use state::{AppState, KeyNames, NhsLoginDoor, Parts};
pub use subject::posted_subject;

/// Our words or somebody else's, on their way into a page; borrowed where they stand in the code.
pub type Words = std::borrow::Cow<'static, str>;
