//! What a page says about itself to the layout.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Words;
use super::forms::FormState;
use super::hydration::Start;
use crate::access::Here;
use crate::domain::{Person, SourceReport, SourceState, Terminal};
use crate::store::SessionLimits;
use crate::t;
use crate::words::Locale;

/// A way to somewhere else, with the words that stand on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    pub href: Words,
    pub text: Words,
}

/// What an organisation tells its patients for a while, on pages that show something of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoticeLine {
    pub place: String,
    /// The organisation's own words.
    pub words: String,
    pub until: DateTime<Utc>,
}

/// A member of staff, as the header names them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffName {
    pub name: String,
    /// Where they work.
    pub organisation: String,
}

/// Everything around the content of a page.
#[derive(Clone, Debug)]
pub struct Frame {
    pub locale: Locale,
    /// Without personal data: titles stand in the browser's history and on shared screens.
    pub title: Words,
    /// The name in the header; `None` while nobody is logged in.
    pub person: Option<String>,
    /// The same at the staff desk, where nobody is logged in as a patient.
    pub staff: Option<StaffName>,
    pub back: Option<Link>,
    /// Above the content.
    pub notices: Vec<NoticeLine>,
    /// Whether everything on the page is made up.
    pub practice: bool,
    /// What lets this page's own script run, and no other.
    pub nonce: String,
    /// Whether the page holds a part that runs in the browser at once.
    pub islands: bool,
    /// The organisation that runs this portal, where it wants to be named.
    pub organisation: Option<Words>,
    /// There where something is typed: how long a log-in lasts without use.
    pub typing_for: Option<chrono::Duration>,
    /// When the page was made; it stands on paper.
    pub made_at: Option<DateTime<Utc>>,
    /// Inside of the NHS App: without a header of ours.
    pub in_nhs_app: bool,
    /// Who is logged in, and for whom they act.
    pub here: Option<Here>,
    /// On an assisted terminal: large and plain, with "Finish and clear" in sight.
    pub terminal: Option<Arc<Terminal>>,
    /// On a terminal, by a visit code, which opens little.
    pub by_visit_code: bool,
    /// Large and plain, as on a terminal.
    pub simple: bool,
    /// Whether the page can be read out, where the device has a voice.
    pub reads_aloud: bool,
    /// A terminal's first page, which nobody has typed into and that shows nobody.
    pub nothing_to_clear: bool,
}

impl Frame {
    /// The page of somebody who is logged in.
    pub fn for_person(mut self, person: &Person) -> Self {
        self.person = Some(person.name.clone());
        self
    }

    /// The page of somebody who is logged in at the staff desk.
    pub fn for_staff(mut self, name: impl Into<String>, organisation: impl Into<String>) -> Self {
        self.staff = Some(StaffName { name: name.into(), organisation: organisation.into() });
        self
    }

    /// With notices of the organisations that the page is about.
    pub fn with_notices(self, notices: Vec<NoticeLine>) -> Self {
        Self { notices, ..self }
    }

    /// A link back, above the heading.
    pub fn back(mut self, href: impl Into<Words>, text: impl Into<Words>) -> Self {
        self.back = Some(Link { href: href.into(), text: text.into() });
        self
    }

    /// A page that looks again by itself while somebody is still waited for. Only then does it load the part that
    /// runs in the browser: every other page stays without a script.
    pub fn waiting_for(mut self, sources: &[SourceReport]) -> Self {
        self.islands = sources.iter().any(|source| source.state == SourceState::Waiting);
        self
    }

    /// A page to read: on large pages, which people have who find reading hard, the device can read it out.
    pub fn to_read(mut self) -> Self {
        self.reads_aloud = self.terminal.is_some() || self.simple;
        self
    }

    /// A page where people type: it warns before the log-in ends for lack of use. Such pages are never kept, so the
    /// script that they load costs no other page anything; they load it when the first view has long been there.
    pub fn where_people_type(mut self, log_in: SessionLimits) -> Self {
        self.typing_for = Some(log_in.idle);
        self
    }

    /// How long a page on a terminal stands there without use, before it is cleared.
    pub fn clears_after(&self) -> Option<chrono::Duration> {
        self.terminal.as_ref().filter(|_| !self.nothing_to_clear).map(|terminal| terminal.idle)
    }

    /// Whether a script of ours runs on the page, and when it begins.
    pub fn script(&self) -> Option<Start> {
        // Half a minute of the usual half hour, seconds on a terminal: nobody is warned before.
        let later = |idle: chrono::Duration| Start::After {
            seconds: u32::try_from(idle.num_seconds() / 60).unwrap_or(u32::MAX),
        };
        if self.islands || self.reads_aloud {
            Some(Start::AtOnce)
        } else {
            self.clears_after().or(self.typing_for).map(later)
        }
    }

    /// Puts "Error: " before the title of a form that came back, as the service manual has it.
    pub fn with_errors_of(mut self, form: &FormState) -> Self {
        if !form.is_ok() {
            self.title = t!(self.locale, "Error: {title}", title = self.title);
        }
        self
    }
}
