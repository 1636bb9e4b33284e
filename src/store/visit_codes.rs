//! Visit codes: what is on a slip that staff print, as an HMAC, with who made it and how they knew the person.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::Uuid;

use super::StoreError;
use super::people::People;
use super::query::{execute, fetch_optional};
use crate::domain::{AccountId, PersonId};

/// Wrong dates of birth for one code; then it is over.
const MOST_WRONG: i64 = 3;
/// How long it is kept who made a code.
const KEPT: Duration = Duration::days(90);

/// A code to keep.
#[derive(Clone, Copy, Debug)]
pub struct KeptVisitCode<'a> {
    pub account: AccountId,
    pub place: &'a str,
    pub made_by: &'a str,
    /// The member of staff who knows the person; none where documents were seen.
    pub vouched_by: Option<&'a str>,
    pub made_at: DateTime<Utc>,
    pub good_until: DateTime<Utc>,
}

impl People {
    /// Keeps a code; false where the same digits are in use. The codes that the person had before are over.
    pub(crate) async fn keep_visit_code(
        &self,
        code: &str,
        kept: KeptVisitCode<'_>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin_write().await?;
        let sql = "DELETE FROM visit_code WHERE made_at < $1";
        execute!(transaction.on(), sql, kept.made_at - KEPT)?;
        let sql = "UPDATE visit_code SET good_until = $2 WHERE account = $1 AND used_at IS NULL AND good_until > $2";
        execute!(transaction.on(), sql, kept.account.0, kept.made_at)?;
        let rows = execute!(
            transaction.on(),
            "INSERT INTO visit_code (code, account, place, made_at, good_until, wrong_tries, made_by, vouched_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (code) DO NOTHING",
            self.keys.look_up("visit-code", code),
            kept.account.0,
            kept.place,
            kept.made_at,
            kept.good_until,
            0_i64,
            kept.made_by,
            kept.vouched_by
        )?;
        if rows == 0 {
            return Ok(false);
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Uses a code up, at its place and in time, with the date of birth of whom it is for. A wrong date counts; the third
    /// ends the code.
    pub(crate) async fn use_visit_code(
        &self,
        code: &str,
        place: &str,
        born: NaiveDate,
        at: DateTime<Utc>,
    ) -> Result<Option<(AccountId, PersonId)>, StoreError> {
        let code = self.keys.look_up("visit-code", code);
        let mut transaction = self.database.begin_write().await?;
        let found = fetch_optional!(
            transaction.on(),
            (Uuid, Uuid, NaiveDate),
            "SELECT account.id, person.id, person.date_of_birth FROM visit_code
             JOIN account ON account.id = visit_code.account JOIN person ON person.id = account.person
             WHERE visit_code.code = $1 AND visit_code.place = $2 AND visit_code.used_at IS NULL
             AND visit_code.good_until > $3 AND visit_code.wrong_tries < $4",
            code.as_slice(),
            place,
            at,
            MOST_WRONG
        )?;
        let Some((account, person, date_of_birth)) = found else { return Ok(None) };
        let is_right = date_of_birth == born;
        let sql = match is_right {
            true => "UPDATE visit_code SET used_at = $2 WHERE code = $1 AND used_at IS NULL",
            false => "UPDATE visit_code SET wrong_tries = wrong_tries + 1 WHERE code = $1 AND made_at <= $2",
        };
        let changed = execute!(transaction.on(), sql, code.as_slice(), at)? == 1;
        transaction.commit().await?;
        Ok((is_right && changed).then_some((AccountId(account), PersonId(person))))
    }
}
