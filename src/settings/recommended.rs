//! Which settings differ from what is recommended, for those who answer for information governance.

use super::Settings;
use crate::domain::Ages;

/// What a setting is about; its words are in the pages.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Advice {
    /// People are logged out later than after 30 minutes without use.
    IdleMinutes,
    /// They are logged out later than after 12 hours.
    LogInHours,
    /// Staff are logged out later than after 15 minutes without use.
    StaffIdleMinutes,
    /// They are logged out later than after 10 hours.
    StaffLogInHours,
    /// People are logged out of shared screens later than after 60 minutes.
    TerminalLogInMinutes,
    /// The access of a parent goes on without a review after 13.
    AgeReviewBy,
    /// Parental responsibility opens something after 16.
    AgeParentsEnd,
    /// Copies stand in for longer than 7 days.
    CopyDays,
    /// The log of who looked is kept for less than 8 years.
    LogYears,
    /// Checkpoints stand beside the keys.
    Checkpoints,
    /// Nobody is told of urgent reports.
    ServiceManager,
    /// Made-up people.
    Practice,
    /// Anyone may reach practice mode.
    PracticeReachable,
    /// People reach the portal without TLS.
    WithoutTls,
}

/// One that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Differs {
    pub advice: Advice,
    /// As it is set in the environment.
    pub setting: &'static str,
    /// What it is; never a secret.
    pub is: String,
}

impl Settings {
    /// Everything that is set otherwise than recommended.
    pub fn differs(&self) -> Vec<Differs> {
        let mut all = Vec::new();
        let mut add = |differs: bool, advice, setting, is: String| {
            if differs {
                all.push(Differs { advice, setting, is });
            }
        };
        let (idle, hours) = (self.idle_minutes, self.log_in_hours);
        add(idle > 30, Advice::IdleMinutes, "FRONT_DOOR_IDLE_MINUTES", idle.to_string());
        add(hours > 12, Advice::LogInHours, "FRONT_DOOR_LOG_IN_HOURS", hours.to_string());
        let (idle, hours) = (self.staff_idle_minutes, self.staff_log_in_hours);
        add(idle > 15, Advice::StaffIdleMinutes, "FRONT_DOOR_STAFF_IDLE_MINUTES", idle.to_string());
        add(hours > 10, Advice::StaffLogInHours, "FRONT_DOOR_STAFF_LOG_IN_HOURS", hours.to_string());
        let minutes = self.terminal_log_in_minutes;
        let name = "FRONT_DOOR_TERMINAL_LOG_IN_MINUTES";
        add(minutes > 60, Advice::TerminalLogInMinutes, name, minutes.to_string());
        let (ages, guidance) = (self.ages.ages(), Ages::default());
        let (review, end) = (ages.review_by, ages.parents_end);
        add(review > guidance.review_by, Advice::AgeReviewBy, "FRONT_DOOR_AGE_REVIEW_BY", review.to_string());
        add(end > guidance.parents_end, Advice::AgeParentsEnd, "FRONT_DOOR_AGE_PARENTS_END", end.to_string());
        add(self.copy_days > 7, Advice::CopyDays, "FRONT_DOOR_COPY_DAYS", self.copy_days.to_string());
        add(self.log_years < 8, Advice::LogYears, "FRONT_DOOR_LOG_YEARS", self.log_years.to_string());
        let (name, none) = ("FRONT_DOOR_CHECKPOINTS", String::new());
        add(self.checkpoints.is_none(), Advice::Checkpoints, name, none.clone());
        let nobody = self.telling.service_manager_email.is_none();
        add(nobody, Advice::ServiceManager, "FRONT_DOOR_SERVICE_MANAGER_EMAIL", none);
        add(self.practice, Advice::Practice, "FRONT_DOOR_PRACTICE", "yes".to_owned());
        let open = self.danger_anyone_may_reach_practice_mode;
        let name = "FRONT_DOOR_DANGER_ANYONE_MAY_REACH_PRACTICE_MODE";
        add(open, Advice::PracticeReachable, name, "yes".to_owned());
        let plain = self.public_url.scheme() != "https";
        add(plain, Advice::WithoutTls, "FRONT_DOOR_PUBLIC_URL", self.public_url.to_string());
        all
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
    }

    fn differs(options: &[&str]) -> Vec<Advice> {
        let settings = Line::parse_from(["front-door"].iter().chain(options)).settings;
        settings.differs().into_iter().map(|differs| differs.advice).collect()
    }

    #[test]
    fn only_what_is_weaker_than_recommended_differs() {
        let strong = [
            "--public-url",
            "https://door.example",
            "--checkpoints",
            "/elsewhere",
            "--service-manager-email",
            "a@b.example",
        ];
        let and = |more: &[&'static str]| differs(&[&strong[..], more].concat());
        assert_eq!(and(&["--idle-minutes", "10", "--log-years", "20"]), []);
        let weak = and(&["--idle-minutes", "60", "--log-years", "1", "--staff-idle-minutes", "60"]);
        assert_eq!(weak, [Advice::IdleMinutes, Advice::StaffIdleMinutes, Advice::LogYears]);
        let weak =
            and(&["--terminal-log-in-minutes", "90", "--age-review-by", "15", "--age-parents-end", "18"]);
        assert_eq!(weak, [Advice::TerminalLogInMinutes, Advice::AgeReviewBy, Advice::AgeParentsEnd]);
        assert_eq!(and(&["--age-review-by", "12"]), [], "earlier is stronger");
        assert!(differs(&["--practice", "yes"]).contains(&Advice::Practice));
    }
}
