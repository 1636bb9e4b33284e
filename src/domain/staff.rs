//! People who work at an organisation's staff desk, and what they are there for.

use uuid::Uuid;

/// Our own id of a member of staff. It is no account of a patient's, and opens no record.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct StaffId(pub Uuid);

/// What somebody does at the staff desk.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum StaffRole {
    /// Starts a shared terminal, and sees nobody.
    TerminalHost,
    /// Checks who somebody is, and hands out codes.
    Reception,
    /// Decides who may act for whom.
    AccessTeam,
    /// Sees how sources answer, and tells patients what does not work.
    ServiceManager,
    /// Looks after the log of who looked.
    InformationGovernance,
    /// Adds and ends the accounts of staff.
    Administrator,
}

impl StaffRole {
    pub const ALL: [StaffRole; 6] = [
        StaffRole::TerminalHost,
        StaffRole::Reception,
        StaffRole::AccessTeam,
        StaffRole::ServiceManager,
        StaffRole::InformationGovernance,
        StaffRole::Administrator,
    ];

    /// The word in the database, in forms and at the command line.
    pub const fn slug(self) -> &'static str {
        match self {
            StaffRole::TerminalHost => "terminal-host",
            StaffRole::Reception => "reception",
            StaffRole::AccessTeam => "access-team",
            StaffRole::ServiceManager => "service-manager",
            StaffRole::InformationGovernance => "information-governance",
            StaffRole::Administrator => "administrator",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.slug() == slug)
    }
}

/// What a member of staff may do: one role or more.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct StaffRoles(u8);

impl StaffRoles {
    pub const fn contains(self, role: StaffRole) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = StaffRole> {
        StaffRole::ALL.into_iter().filter(move |role| self.contains(*role))
    }

    /// Slugs, parted by spaces.
    pub fn slugs(self) -> String {
        self.iter().map(StaffRole::slug).collect::<Vec<_>>().join(" ")
    }

    /// The roles of [`StaffRoles::slugs`]; what is no role of ours gives no right.
    pub fn from_slugs(slugs: &str) -> Self {
        slugs.split(' ').filter_map(StaffRole::from_slug).collect()
    }
}

impl FromIterator<StaffRole> for StaffRoles {
    fn from_iter<I: IntoIterator<Item = StaffRole>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |set, role| set | 1 << role as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read_back_as_they_were_written_and_unknown_words_give_no_right() {
        let some: StaffRoles = [StaffRole::Reception, StaffRole::Administrator].into_iter().collect();
        assert_eq!(some.slugs(), "reception administrator");
        assert_eq!(StaffRoles::from_slugs("administrator everything reception "), some);
        assert!(!some.contains(StaffRole::ServiceManager));
        assert!(StaffRoles::from_slugs("everything").is_empty());
    }
}
