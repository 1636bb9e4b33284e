//! As whom somebody looked: the patient, a carer, staff, an organisation, or this program by itself.

use crate::domain::{AccountId, OdsCode, StaffId};

/// As whom somebody looked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// The person themselves, in their own log-in.
    Patient,
    /// Somebody who acts for the person, in a log-in of their own.
    Carer,
    /// Somebody who works for an organisation.
    Staff,
    /// An organisation's program that asked us.
    Inbound,
    /// Whoever runs this portal, at its command line.
    Operator,
    /// This program, without anybody at a page.
    Automatic,
    /// Somebody who helps the person at a shared screen. They did not look by themselves.
    Helper,
}

impl Role {
    pub const ALL: [Role; 7] = [
        Role::Patient,
        Role::Carer,
        Role::Staff,
        Role::Inbound,
        Role::Operator,
        Role::Automatic,
        Role::Helper,
    ];

    /// The word in the database and in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Role::Patient => "patient",
            Role::Carer => "carer",
            Role::Staff => "staff",
            Role::Inbound => "inbound",
            Role::Operator => "operator",
            Role::Automatic => "automatic",
            Role::Helper => "helper",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.slug() == slug)
    }
}

/// Who looked, and as what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct By {
    pub role: Role,
    /// None where no log-in of ours was used.
    pub account: Option<AccountId>,
    /// For whom they work; for an organisation's program the organisation itself.
    pub organisation: Option<OdsCode>,
}

impl By {
    pub const fn patient(account: AccountId) -> Self {
        Self { role: Role::Patient, account: Some(account), organisation: None }
    }

    /// Somebody who works for an organisation, in their own log-in at the staff desk.
    pub const fn staff(staff: StaffId, organisation: OdsCode) -> Self {
        Self { role: Role::Staff, account: Some(AccountId(staff.0)), organisation: Some(organisation) }
    }

    /// Somebody who helps at a shared screen, by their id there.
    pub const fn helper(helper: AccountId) -> Self {
        Self { role: Role::Helper, account: Some(helper), organisation: None }
    }

    /// This program, such as before it sends a reminder.
    pub const fn automatic() -> Self {
        Self { role: Role::Automatic, account: None, organisation: None }
    }

    pub const fn operator() -> Self {
        Self { role: Role::Operator, account: None, organisation: None }
    }
}
