//! What of their own details a person can change here.

use crate::domain::ContactChange;
use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// One page each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    Email,
    Mobile,
    Address,
    Language,
    Pharmacy,
}

impl What {
    pub const ALL: [What; 5] = [What::Email, What::Mobile, What::Address, What::Language, What::Pharmacy];

    /// The word in the address.
    const fn slug(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Mobile => "mobile",
            Self::Address => "address",
            Self::Language => "language",
            Self::Pharmacy => "pharmacy",
        }
    }

    pub fn of(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.slug() == slug)
    }

    pub const fn of_change(change: &ContactChange) -> Self {
        match change {
            ContactChange::Email(_) => Self::Email,
            ContactChange::MobilePhone(_) => Self::Mobile,
            ContactChange::HomeAddress { .. } => Self::Address,
            ContactChange::Pharmacy(_) => Self::Pharmacy,
            ContactChange::SpokenTo(_) => Self::Language,
        }
    }

    /// Where it is changed.
    pub fn address(self) -> String {
        format!("/your-details/change/{}", self.slug())
    }

    pub fn name(self, locale: Locale) -> Words {
        match self {
            Self::Email => t!(locale, "Email address"),
            Self::Mobile => t!(locale, "Mobile number"),
            Self::Address => t!(locale, "Address"),
            Self::Language => t!(locale, "Language and interpreter"),
            Self::Pharmacy => t!(locale, "Pharmacy for your prescriptions"),
        }
    }
}
