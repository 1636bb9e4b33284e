//! The pages on which staff give somebody access, and their order.

use crate::domain::StaffCannotGive;
use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// One page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
    Who,
    What,
    Until,
    Checked,
    Answers,
}

impl Step {
    pub const ALL: [Step; 5] = [Step::Who, Step::What, Step::Until, Step::Checked, Step::Answers];

    /// The word in addresses; the first page has none.
    const fn slug(self) -> &'static str {
        match self {
            Step::Who => "",
            Step::What => "what",
            Step::Until => "until",
            Step::Checked => "checked",
            Step::Answers => "answers",
        }
    }

    /// Any page but the first.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| *step != Step::Who && step.slug() == slug)
    }

    /// `first` is the address of the first page.
    pub fn address(self, first: &str) -> String {
        match self {
            Step::Who => first.to_owned(),
            other => format!("{first}/{}", other.slug()),
        }
    }

    /// Counted from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// The heading, which is the page's title too.
    pub fn title(self, locale: Locale) -> Words {
        match self {
            Step::Who => t!(locale, "Who is given access?"),
            Step::What => t!(locale, "What may they see and do here?"),
            Step::Until => t!(locale, "How long, and what stays hidden?"),
            Step::Checked => t!(locale, "What did you check?"),
            Step::Answers => t!(locale, "Check your answers"),
        }
    }

    /// What the page asks, in its order.
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Step::Who => &["called", "code-for", "carer-number", "carer-email"],
            Step::What => &["see", "act"],
            Step::Until => &["until", "hidden"],
            Step::Checked => {
                &["document", "reference", "checked-by", "child", "own", "warnings", "pressure", "note"]
            }
            Step::Answers => &[],
        }
    }

    /// Where something that is wrong is put right.
    pub const fn of(why: StaffCannotGive) -> Self {
        use StaffCannotGive as No;
        match why {
            No::NoName | No::TooLong | No::NoCodeFor | No::TooYoung | No::TooOld => Step::Who,
            No::NoKind => Step::What,
            No::NoEnd | No::NeedsAnEnd | No::AllHidden => Step::Until,
            No::NoDocument | No::NoReference | No::NobodyChecked => Step::Checked,
            No::OwnNotOffered | No::Warnings | No::Pressure => Step::Checked,
            No::ChildNotAsked | No::ChildRefuses => Step::Checked,
        }
    }

    pub fn next(self) -> Step {
        Self::ALL.into_iter().find(|step| *step > self).unwrap_or(Step::Answers)
    }

    pub fn before(self) -> Option<Step> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }

    /// The first page before this one where something is wrong or missing.
    pub fn not_yet(self, wrong: &[StaffCannotGive]) -> Option<Step> {
        wrong.iter().map(|why| Step::of(*why)).filter(|step| *step < self).min()
    }
}
