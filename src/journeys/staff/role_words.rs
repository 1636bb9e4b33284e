//! What each role is called, and what it is for.

use crate::domain::{StaffRole, StaffRoles};
use crate::t;
use crate::web::Words;
use crate::web::components::Choice;
use crate::words::{Locale, and_list};

pub fn name(locale: Locale, role: StaffRole) -> Words {
    match role {
        StaffRole::TerminalHost => t!(locale, "Terminal host"),
        StaffRole::Reception => t!(locale, "Reception"),
        StaffRole::AccessTeam => t!(locale, "Access team"),
        StaffRole::ServiceManager => t!(locale, "Service manager"),
        StaffRole::InformationGovernance => t!(locale, "Information governance"),
        StaffRole::Administrator => t!(locale, "Administrator"),
    }
}

fn about(locale: Locale, role: StaffRole) -> Words {
    match role {
        StaffRole::TerminalHost => t!(locale, "Sets up shared screens. Sees nobody."),
        StaffRole::Reception => {
            t!(locale, "Checks who somebody is, hands out codes, and sets up shared screens.")
        }
        StaffRole::AccessTeam => t!(locale, "Looks after carers’ access."),
        StaffRole::ServiceManager => {
            t!(locale, "Sees how sources answer, stops one, and writes notices to patients.")
        }
        StaffRole::InformationGovernance => t!(locale, "Looks after the log of who looked."),
        StaffRole::Administrator => t!(locale, "Adds and ends staff accounts."),
    }
}

/// "Reception and Administrator".
pub fn names(locale: Locale, roles: StaffRoles) -> String {
    let names: Vec<String> = roles.iter().map(|role| name(locale, role).into_owned()).collect();
    and_list(locale, &names)
}

/// Checkboxes, with these ticked.
pub fn choices(locale: Locale, chosen: StaffRoles) -> Vec<Choice> {
    let choice = |role: StaffRole| Choice {
        value: role.slug(),
        label: name(locale, role),
        hint: Some(about(locale, role)),
        chosen: chosen.contains(role),
    };
    StaffRole::ALL.into_iter().map(choice).collect()
}
