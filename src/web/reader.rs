//! Who reads a page: in which language, on which portal. Says nothing about who is logged in.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::{Frame, SimplePages, Words};
use crate::access::{LoggedInName, TerminalHere};
use crate::domain::{Clock, Terminal};
use crate::store::SessionLimits;
use crate::words::glossary::PracticeMode;
use crate::words::{Locale, isolated};

/// What all pages of this portal have in common; put into each request by [`super::security`].
#[derive(Clone, Debug, Default)]
pub struct Site {
    pub practice: bool,
    pub organisation: Option<Arc<str>>,
    /// How long a log-in lasts.
    pub log_in: SessionLimits,
    /// How many years the log of who looked is kept.
    pub log_years: u32,
    /// Whether people may come with NHS login.
    pub nhs_login: bool,
    /// Whether people may come with a passkey.
    pub passkeys: bool,
    pub clock: Clock,
}

/// How the reader of this request is to be answered.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// As the browser asks for it; pages ask [`Reader::locale`].
    language: Locale,
    /// Lets this answer's own script run, and no other.
    pub nonce: String,
    pub practice: bool,
    /// Inside of the NHS App, which has a header of its own.
    pub in_nhs_app: bool,
    /// Who is logged in, once somebody has looked.
    pub logged_in: LoggedInName,
    /// The assisted terminal that this is about to be shown on.
    pub terminal: Option<Arc<Terminal>>,
    /// On a device whose owner wants large, simple pages.
    pub simple: bool,
    /// The same, with how whoever is logged in came.
    pub here: TerminalHere,
    pub site: Arc<Site>,
}

/// Whether the NHS App shows this page: it says so at the end of `User-Agent` (NHS App developer documentation,
/// "Hiding headers").
#[derive(Clone, Copy, Debug, Default)]
pub struct InNhsApp(pub bool);

impl InNhsApp {
    pub fn of(headers: &HeaderMap) -> Self {
        let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        Self(agent.contains("nhsapp-ios/") || agent.contains("nhsapp-android/"))
    }
}

impl Reader {
    pub fn of(site: Arc<Site>, locale: Locale) -> Self {
        Self {
            language: locale,
            nonce: fresh_nonce(),
            practice: site.practice,
            in_nhs_app: false,
            logged_in: LoggedInName::default(),
            terminal: None,
            simple: false,
            here: TerminalHere::default(),
            site,
        }
    }

    /// The same reader, inside of the NHS App or not.
    #[must_use]
    pub fn within(self, InNhsApp(in_nhs_app): InNhsApp) -> Self {
        Self { in_nhs_app, ..self }
    }

    /// The same reader, logged in so.
    #[must_use]
    pub fn logged_in_as(self, logged_in: LoggedInName) -> Self {
        Self { logged_in, ..self }
    }

    /// The same reader, with large pages or not.
    #[must_use]
    pub fn with(self, SimplePages(simple): SimplePages) -> Self {
        Self { simple, ..self }
    }

    /// The same reader, on a terminal or not.
    #[must_use]
    pub fn at(self, here: &TerminalHere) -> Self {
        Self { terminal: here.get().cloned(), here: here.clone(), ..self }
    }

    /// Whether pages are large and plain: on terminals, and where somebody wants them so.
    pub fn is_large(&self) -> bool {
        self.terminal.is_some() || self.simple
    }

    /// The language of this page. What says "you" of the patient has other words for whoever acts for them: that is
    /// known once the permit is made, so it is asked here, and never kept from before.
    pub fn locale(&self) -> Locale {
        let acting = self.logged_in.here().and_then(|here| here.acting.as_ref());
        match acting.is_some_and(|acting| acting.is_about_patient) {
            true => self.language.of_the_patient(),
            false => self.language,
        }
    }

    /// Shows that everybody here is made up.
    pub fn practice_mode(&self) -> Option<PracticeMode> {
        PracticeMode::where_set(self.site.practice)
    }

    /// The patient's name as it stands in a sentence, where whoever is logged in acts for a patient.
    pub fn acting_for(&self) -> Option<String> {
        let acting = self.logged_in.here()?.acting.as_ref()?;
        Some(isolated(&acting.name).into_owned())
    }

    /// A page for somebody who is not logged in; `title` must not hold personal data.
    pub fn frame(&self, title: impl Into<Words>) -> Frame {
        Frame {
            locale: self.locale(),
            title: title.into(),
            person: None,
            staff: None,
            back: None,
            notices: Vec::new(),
            practice: self.practice,
            nonce: self.nonce.clone(),
            islands: false,
            organisation: self.site.organisation.as_deref().map(|name| name.to_owned().into()),
            typing_for: None,
            made_at: Some(self.site.clock.now()),
            in_nhs_app: self.in_nhs_app,
            here: self.logged_in.here().cloned(),
            terminal: self.terminal.clone(),
            by_visit_code: self.here.is_by_visit_code(),
            simple: self.simple,
            reads_aloud: false,
            nothing_to_clear: false,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let site = parts.extensions.get::<Arc<Site>>().cloned().unwrap_or_default();
        let locale = parts.extensions.get::<Locale>().copied().unwrap_or_default();
        let app = parts.extensions.get::<InNhsApp>().copied().unwrap_or_default();
        let logged_in = parts.extensions.get::<LoggedInName>().cloned().unwrap_or_default();
        let simple = parts.extensions.get::<SimplePages>().copied().unwrap_or_default();
        let here = parts.extensions.get::<TerminalHere>().cloned().unwrap_or_default();
        Ok(Reader::of(site, locale).within(app).logged_in_as(logged_in).at(&here).with(simple))
    }
}

/// 128 random bits.
fn fresh_nonce() -> String {
    STANDARD_NO_PAD.encode(rand::random::<[u8; 16]>())
}
