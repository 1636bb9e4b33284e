//! The staff desk over HTTP.

mod access_log;
mod answered;
mod at_work;
mod carers;
mod carers_stopped;
mod giving;
mod linkage;
mod log_in;
mod matrix;
mod notices;
mod own_access;
mod own_record;
mod people;
mod quiet;
mod reports;
mod settings;
mod sources;
mod terminals;
mod used;
mod visit_codes;

use reqwest::StatusCode;

use super::app::{TestApp, Visitor, cookie_of};
use crate::domain::{PersonId, StaffRole};
use crate::sandbox::{self, PracticeStaff};
use crate::store::{LoggedRow, chain_of_node};

/// The made-up member of staff of Hill Street in a role.
fn member(role: StaffRole) -> PracticeStaff {
    sandbox::staff().into_iter().find(|staff| staff.roles.contains(role)).expect("one in each role")
}

impl TestApp {
    /// Logs in the made-up member of staff in a role; once in a half minute for each.
    async fn staff(&self, role: StaffRole) -> Visitor<'_> {
        self.staff_member(&member(role)).await
    }

    async fn staff_member(&self, staff: &PracticeStaff) -> Visitor<'_> {
        let code = staff.code(self.clock.now());
        let fields = [("email", staff.email), ("password", staff.password), ("code", &code)];
        let answer = self.post("/staff/log-in", &fields).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", staff.name);
        assert_eq!(answer.headers()["location"], "/staff", "{}", staff.name);
        Visitor::new(self, cookie_of(&answer).expect("a cookie"))
    }

    /// What the log says about nobody, the newest first.
    async fn log_about_nobody(&self) -> Vec<LoggedRow> {
        let chain = PersonId(chain_of_node("front-door"));
        self.portal.database.rows_about(chain, 10_000).await.expect("rows")
    }
}
