//! The ages at which acting for somebody changes.

use clap::Args;

use crate::domain::Ages;

/// In whole years. The defaults are those of national guidance ([`Ages`]).
#[derive(Args, Clone, Debug)]
pub struct AgeSettings {
    /// From this age people give others access to their record by themselves.
    #[arg(long, env = "FRONT_DOOR_AGE_GIVES_ACCESS", default_value_t = 16, value_parser = years())]
    pub age_gives_access: u32,

    /// At this age of a child both are told that the access of a parent is to be looked at anew.
    #[arg(long, env = "FRONT_DOOR_AGE_REVIEW_FROM", default_value_t = 11, value_parser = years())]
    pub age_review_from: u32,

    /// From this age on the access of a parent is stopped, unless somebody has looked at it since.
    #[arg(long, env = "FRONT_DOOR_AGE_REVIEW_BY", default_value_t = 13, value_parser = years())]
    pub age_review_by: u32,

    /// From this age on parental responsibility opens nothing.
    #[arg(long, env = "FRONT_DOOR_AGE_PARENTS_END", default_value_t = 16, value_parser = years())]
    pub age_parents_end: u32,
}

fn years() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(0..=25)
}

impl AgeSettings {
    pub fn ages(&self) -> Ages {
        Ages {
            gives_alone: self.age_gives_access,
            review_from: self.age_review_from,
            review_by: self.age_review_by,
            parents_end: self.age_parents_end,
        }
    }
}
