//! Telling people things outside of the portal: generic words by text, email or letter, sent once.

mod helping;
mod news;
mod notify;
mod post;
mod practice;
mod reminders;
mod smtp;
#[cfg(test)]
mod tests;
mod words;
mod worker;

pub use helping::watch_grants;
pub use news::TellingNews;
pub use notify::{NotANotifyKey, Notify, NotifyKey};
pub use post::{NotSent, Post, Posts};
pub use practice::{PracticeMessage, PracticePost};
pub use reminders::Reminding;
pub use smtp::{MailServer, NotASender, Security, Smtp};
pub use words::{Message, message};
pub use worker::Worker;
