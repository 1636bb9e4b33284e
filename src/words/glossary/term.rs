//! What was found of a term, and who may read our words about it.

use super::file::{Reviewed, Several, Term};
use crate::domain::{Code, CodeSystem, Coded};

/// Shows that the portal runs in practice mode, where everybody is made up. Words that nobody has reviewed can be
/// read with it alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PracticeMode(());

impl PracticeMode {
    /// `practice` is the setting itself. Called by [`crate::web::Reader`] only, which a test holds.
    pub fn where_set(practice: bool) -> Option<Self> {
        practice.then_some(Self(()))
    }
}

/// What somebody wants to have explained: the source's text, with its codes where it has some.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    text: &'a str,
    codes: &'a [Code],
}

impl<'a> Asked<'a> {
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Codes of SNOMED CT and dm+d.
    pub fn codes(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.codes.iter().filter(|code| code.system == CodeSystem::Snomed).map(|code| code.code.as_str())
    }
}

impl<'a> From<&'a Coded> for Asked<'a> {
    fn from(coded: &'a Coded) -> Self {
        Self { text: &coded.text, codes: &coded.codes }
    }
}

impl<'a> From<&'a str> for Asked<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, codes: &[] }
    }
}

/// A term that we know. What we say of it is behind [`Explained::words`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Explained<'g>(Known<'g>);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Known<'g> {
    One(&'g Term),
    Several(&'g Several),
}

/// Our words about a term.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Words<'g> {
    Meaning {
        /// A plain name, as inside of a sentence.
        plain: &'g str,
        /// One or two sentences.
        says: &'g str,
        reviewed: Option<&'g Reviewed>,
    },
    /// A short form of several meanings.
    MayMean { meanings: &'g [String], reviewed: Option<&'g Reviewed> },
}

impl<'g> Words<'g> {
    pub fn reviewed(self) -> Option<&'g Reviewed> {
        match self {
            Self::Meaning { reviewed, .. } | Self::MayMean { reviewed, .. } => reviewed,
        }
    }
}

impl<'g> Explained<'g> {
    pub(super) fn one(term: &'g Term) -> Self {
        Self(Known::One(term))
    }

    pub(super) fn several(several: &'g Several) -> Self {
        Self(Known::Several(several))
    }

    /// The term as sources write it most often: what a link to the national site is named by.
    pub fn name(self) -> &'g str {
        match self.0 {
            Known::One(term) => &term.name,
            Known::Several(several) => &several.short,
        }
    }

    /// A page of the national site about it. It needs no review of ours.
    pub fn more(self) -> Option<&'g str> {
        match self.0 {
            Known::One(term) => term.more.as_deref(),
            Known::Several(_) => None,
        }
    }

    /// What the test looks for, as inside of a sentence, with who reviewed it; as [`Self::words`].
    pub fn looks_for(self, practice: Option<PracticeMode>) -> Option<(&'g str, Option<&'g Reviewed>)> {
        let Known::One(Term { looks_for, reviewed, .. }) = self.0 else { return None };
        let may_be_read = reviewed.is_some() || practice.is_some();
        looks_for.as_deref().filter(|_| may_be_read).map(|what| (what, reviewed.as_ref()))
    }

    /// Our words: reviewed ones for everybody, others in practice mode alone.
    pub fn words(self, practice: Option<PracticeMode>) -> Option<Words<'g>> {
        let words = match self.0 {
            Known::One(Term { plain, says, reviewed, .. }) => {
                Words::Meaning { plain, says, reviewed: reviewed.as_ref() }
            }
            Known::Several(Several { may_mean, reviewed, .. }) => {
                Words::MayMean { meanings: may_mean, reviewed: reviewed.as_ref() }
            }
        };
        (words.reviewed().is_some() || practice.is_some()).then_some(words)
    }
}
