//! The made-up people who work at the staff desk, one in each role.

use chrono::{DateTime, Utc};

use super::organisations::{HILL_STREET, RIVERSIDE};
use crate::access::AppKey;
use crate::domain::{StaffRole, StaffRoles};

/// A made-up member of staff with a log-in.
#[derive(Clone, Debug)]
pub struct PracticeStaff {
    pub email: &'static str,
    pub password: &'static str,
    pub name: &'static str,
    pub organisation: &'static str,
    pub roles: StaffRoles,
    /// The key of an app that they do not have: the practice page shows its codes.
    key: [u8; 20],
}

impl PracticeStaff {
    pub fn app(&self) -> AppKey {
        AppKey::from_bytes(self.key.to_vec())
    }

    /// What an app would show now.
    pub fn code(&self, at: DateTime<Utc>) -> String {
        self.app().code(at)
    }
}

/// All of them. What they log in with is public, as everything in practice mode is.
pub fn staff() -> Vec<PracticeStaff> {
    use StaffRole::{
        AccessTeam, Administrator, InformationGovernance, Reception, ServiceManager, TerminalHost,
    };
    let lines: [(&str, &str, &str, &[StaffRole]); 7] = [
        ("host@hill-street.example", "Harper Host", HILL_STREET, &[TerminalHost]),
        ("reception@hill-street.example", "Rowan Reception", HILL_STREET, &[Reception]),
        ("access@hill-street.example", "Avery Access", HILL_STREET, &[AccessTeam]),
        ("manager@hill-street.example", "Morgan Manager", HILL_STREET, &[ServiceManager]),
        ("governance@hill-street.example", "Gale Governance", HILL_STREET, &[InformationGovernance]),
        ("admin@hill-street.example", "Addison Admin", HILL_STREET, &[Administrator]),
        ("manager@riverside.example", "River Manager", RIVERSIDE, &[ServiceManager, InformationGovernance]),
    ];
    let each = lines.into_iter().zip(1_u8..);
    each.map(|((email, name, organisation, roles), number)| PracticeStaff {
        email,
        password: "front-door-desk",
        name,
        organisation,
        roles: roles.iter().copied().collect(),
        key: [number; 20],
    })
    .collect()
}
