//! The six pages and their order.

use std::sync::Arc;

use crate::domain::{Given, Kinds, Organisation};
use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// One page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
    Who,
    Places,
    Kinds,
    Until,
    Hidden,
    Check,
}

/// An organisation that knows the person, with the kinds that it shares.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    pub organisation: Arc<Organisation>,
    pub kinds: Kinds,
    /// The kinds with which somebody else can have something done there.
    pub can: Kinds,
}

impl Step {
    pub const ALL: [Step; 6] = [Step::Who, Step::Places, Step::Kinds, Step::Until, Step::Hidden, Step::Check];

    const fn slug(self) -> &'static str {
        match self {
            Step::Who => "who",
            Step::Places => "places",
            Step::Kinds => "kinds",
            Step::Until => "until",
            Step::Hidden => "hidden",
            Step::Check => "check",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.slug() == slug)
    }

    pub fn address(self) -> String {
        match self {
            Step::Who => "/give-access".to_owned(),
            other => format!("/give-access/{}", other.slug()),
        }
    }

    /// Counted from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// The heading, which is the page's title too.
    pub fn title(self, locale: Locale) -> Words {
        match self {
            Step::Who => t!(locale, "Who do you want to give access?"),
            Step::Places => t!(locale, "Which places may they see?"),
            Step::Kinds => t!(locale, "What may they see and do there?"),
            Step::Until => t!(locale, "How long may they see it?"),
            Step::Hidden => t!(locale, "What must stay hidden?"),
            Step::Check => t!(locale, "Check your answers"),
        }
    }

    pub fn next(self) -> Step {
        Self::ALL.into_iter().find(|step| *step > self).unwrap_or(Step::Check)
    }

    pub fn before(self) -> Option<Step> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }

    /// The first page before this one that has no answer yet. What stays hidden needs none.
    pub fn not_yet(self, given: &Given) -> Option<Step> {
        let has_answer = |step: &Step| match step {
            Step::Who => given.check_name().is_ok(),
            Step::Places => !given.organisations.is_empty(),
            Step::Kinds => !given.chosen().is_empty(),
            Step::Until => given.until.is_some(),
            Step::Hidden | Step::Check => true,
        };
        Self::ALL.into_iter().filter(|step| *step < self).find(|step| !has_answer(step))
    }
}
