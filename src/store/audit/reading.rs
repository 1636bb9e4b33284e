//! Reads the log of who looked about one person, from before the chains as well.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Role;
use crate::domain::{AccountId, Kind, Kinds, OdsCode, PersonId};
use crate::store::query::{fetch_all, fetch_optional};
use crate::store::{Database, StoreError};

/// One row as it is read back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoggedRow {
    pub at: DateTime<Utc>,
    /// The place in the person's chain; none for rows from before there were chains.
    pub seq: Option<i64>,
    /// None for a role that only a newer program knows.
    pub role: Option<Role>,
    pub account: Option<AccountId>,
    pub organisation: Option<OdsCode>,
    pub holders: Vec<OdsCode>,
    pub kinds: Kinds,
    pub purpose: String,
}

/// Whose looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Whose {
    /// People's and organisations', without what this program did by itself.
    #[default]
    NotAutomatic,
    /// Anyone's but the person's own, without what this program did by itself.
    Others,
    Only(Role),
    Everyones,
}

/// Which rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LogFilter {
    pub whose: Whose,
    pub kind: Option<Kind>,
    pub since: Option<DateTime<Utc>>,
}

/// Which of them, the newest first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LogPage {
    pub skip: u64,
    pub take: u64,
}

/// Of the old table nothing but the patient's own looks is known, because nobody else could look.
macro_rules! looked {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT at, seq, role, account, organisation, holders, kinds, purpose
                    FROM access_row WHERE chain = $1
              UNION ALL
                    SELECT at, 0, 'patient', actor, NULL, holders, kinds, purpose
                    FROM access_log WHERE subject = $1) AS looked
             WHERE at >= $2 AND $3 LIKE '% ' || role || ' %'
             AND ($4 = '' OR ' ' || kinds || ' ' LIKE '% ' || $4 || ' %')",
            $rest
        )
    };
}

type Row = (DateTime<Utc>, i64, String, Option<Uuid>, Option<String>, String, String, String);

impl Database {
    /// What the log says about one person, the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn log_about(
        &self,
        person: PersonId,
        filter: LogFilter,
        page: LogPage,
    ) -> Result<Vec<LoggedRow>, StoreError> {
        let rows = fetch_all!(
            self.reader(),
            Row,
            looked!(
                "at, seq, role, account, organisation, holders, kinds, purpose",
                " ORDER BY at DESC, seq DESC LIMIT $5 OFFSET $6"
            ),
            person.0,
            filter.since.unwrap_or_default(),
            filter.roles(),
            filter.kind.map_or("", Kind::slug),
            i64::try_from(page.take).unwrap_or(i64::MAX),
            i64::try_from(page.skip).unwrap_or(i64::MAX)
        )?;
        Ok(rows.into_iter().map(read).collect())
    }

    /// What the log says about one person and one organisation: who looked at what it holds, and what its own staff did.
    /// The newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn log_about_at(
        &self,
        person: PersonId,
        organisation: &OdsCode,
        most: i64,
    ) -> Result<Vec<LoggedRow>, StoreError> {
        let rows = fetch_all!(
            self.reader(),
            Row,
            "SELECT at, seq, role, account, organisation, holders, kinds, purpose
             FROM (SELECT at, seq, role, account, organisation, holders, kinds, purpose
                   FROM access_row WHERE chain = $1
             UNION ALL
                   SELECT at, 0, 'patient', actor, NULL, holders, kinds, purpose
                   FROM access_log WHERE subject = $1) AS looked
             WHERE organisation = $2 OR ' ' || holders || ' ' LIKE '% ' || $2 || ' %'
             ORDER BY at DESC, seq DESC LIMIT $3",
            person.0,
            organisation.as_str(),
            most
        )?;
        Ok(rows.into_iter().map(read).collect())
    }

    /// How many rows that are.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_log_about(&self, person: PersonId, filter: LogFilter) -> Result<u64, StoreError> {
        let row = fetch_optional!(
            self.reader(),
            (i64,),
            looked!("COUNT(*)", ""),
            person.0,
            filter.since.unwrap_or_default(),
            filter.roles(),
            filter.kind.map_or("", Kind::slug)
        )?;
        Ok(row.and_then(|(count,)| u64::try_from(count).ok()).unwrap_or(0))
    }
}

impl LogFilter {
    /// The slugs of the roles that fit, parted and surrounded by spaces.
    fn roles(&self) -> String {
        let fits = |role: &Role| match self.whose {
            Whose::Everyones => true,
            Whose::NotAutomatic => *role != Role::Automatic,
            Whose::Others => !matches!(role, Role::Automatic | Role::Patient),
            Whose::Only(only) => *role == only,
        };
        let slugs = Role::ALL.into_iter().filter(fits).map(Role::slug);
        format!(" {} ", slugs.collect::<Vec<_>>().join(" "))
    }
}

fn read((at, seq, role, account, organisation, holders, kinds, purpose): Row) -> LoggedRow {
    LoggedRow {
        at,
        seq: (seq > 0).then_some(seq),
        role: Role::from_slug(&role),
        account: account.map(AccountId),
        organisation: organisation.and_then(|code| OdsCode::parse(&code).ok()),
        holders: holders.split(' ').filter_map(|code| OdsCode::parse(code).ok()).collect(),
        kinds: kinds.split(' ').filter_map(Kind::from_slug).collect(),
        purpose,
    }
}
