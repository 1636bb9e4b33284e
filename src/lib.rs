//! Front Door: one web portal to everything the health service holds about a person, whichever organisation holds it.
//!
//! The modules stand in one line; each may use those above it, and nothing below.
//! Two builds share this crate: the server (`ssr`) and the parts that run in the browser (`hydrate`).

// Views nest deeply; the compiler's default is for shallower types.
#![recursion_limit = "512"]

/// The parts that run in the browser: leaf-sized, and depending on nothing of ours.
pub mod islands;
/// What islands ask of the browser; on the server, where they never run, a stand-in.
#[cfg(feature = "hydrate")]
#[path = "islands/browser.rs"]
mod browser;
#[cfg(not(feature = "hydrate"))]
#[path = "islands/no_browser.rs"]
mod browser;

/// Called by the page once the wasm is there; the page then starts each island that it finds.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}

/// Plain types and rules of the field; no reading, writing or waiting.
#[cfg(feature = "ssr")]
pub mod domain;
/// Every setting with its default, from the environment and the sources file.
#[cfg(feature = "ssr")]
pub mod settings;
/// Letters that are PDFs, as pictures of their sheets and the words on them.
#[cfg(feature = "ssr")]
pub mod sheets;
/// What we keep ourselves, in SQLite or PostgreSQL.
#[cfg(feature = "ssr")]
pub mod store;
/// Who may see what: accounts, log-in, permits, the access log.
#[cfg(feature = "ssr")]
pub mod access;
/// How to talk to the organisations; one folder a protocol.
#[cfg(feature = "ssr")]
pub mod connectors;
/// Asks every organisation at once and joins what they tell.
#[cfg(feature = "ssr")]
pub mod gather;
/// Has organisations do what people ask for; one file a kind of wish.
#[cfg(feature = "ssr")]
pub mod requests;
/// Plain language: our words in each language, dates, numbers.
#[cfg(feature = "ssr")]
pub mod words;
/// Tells people things outside of the portal: texts, emails, letters, reminders.
#[cfg(feature = "ssr")]
pub mod telling;
/// What all pages share: layout, components, errors, security headers.
#[cfg(feature = "ssr")]
pub mod web;
/// The things a person can do; one folder each.
#[cfg(feature = "ssr")]
pub mod journeys;
/// A practice health service on loopback: real HTTPS servers with made-up people.
#[cfg(feature = "ssr")]
pub mod sandbox;
/// The whole URL table, and the parts that stand around every request.
#[cfg(feature = "ssr")]
pub mod routes;
/// Puts the portal together from its settings.
#[cfg(feature = "ssr")]
pub mod start;
/// The command line.
#[cfg(feature = "ssr")]
pub mod cli;
#[cfg(all(test, feature = "ssr"))]
mod tests;
