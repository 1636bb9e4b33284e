//! How an organisation knew to whom it gave a code at its desk.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::people::People;
use super::query::{execute, fetch_all};
use super::{Database, StoreError};
use crate::domain::{HowIdentified, Identified, NhsNumber, OdsCode, StaffId};

/// What a code from the desk is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeskCode {
    /// To make a log-in.
    Linkage,
    /// For one visit to a terminal.
    Visit,
    /// For a new password, where the log-in is lost.
    LogIn,
}

impl DeskCode {
    const fn slug(self) -> &'static str {
        match self {
            Self::Linkage => "linkage",
            Self::Visit => "visit",
            Self::LogIn => "log-in",
        }
    }
}

/// One code that was given. Whose it was is known by their NHS number alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeGiven {
    pub identified: Identified,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

impl People {
    /// Writes down that a code is given, before it is.
    pub async fn note_code(
        &self,
        what: DeskCode,
        organisation: &OdsCode,
        number: NhsNumber,
        given: &CodeGiven,
    ) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "INSERT INTO linkage_issued (id, organisation, look_up, how, vouched_by, issued_by, issued_at, what)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            Uuid::now_v7(),
            organisation.as_str(),
            self.keys.look_up("nhs-number", &number.digits()),
            given.identified.how().slug(),
            given.identified.vouched_by().unwrap_or_default(),
            given.by.0,
            given.at,
            what.slug()
        )?;
        Ok(())
    }
}

impl Database {
    /// The codes of one sort that an organisation gave, the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn codes_given(
        &self,
        what: DeskCode,
        organisation: &OdsCode,
        most: i64,
    ) -> Result<Vec<CodeGiven>, StoreError> {
        let rows = fetch_all!(
            self.reader(),
            (String, String, Uuid, DateTime<Utc>),
            "SELECT how, vouched_by, issued_by, issued_at FROM linkage_issued
             WHERE organisation = $1 AND what = $2 ORDER BY issued_at DESC, id DESC LIMIT $3",
            organisation.as_str(),
            what.slug(),
            most
        )?;
        let read = |(how, vouched_by, by, at): (String, String, Uuid, DateTime<Utc>)| {
            let identified = Identified::of(HowIdentified::from_slug(&how)?, &vouched_by)?;
            Some(CodeGiven { identified, by: StaffId(by), at })
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::query::fetch_optional;
    use crate::store::testing::{at, keys, ods, on_both_databases};

    on_both_databases! {
        async fn it_is_kept_how_somebody_was_known_and_not_who_they_are(home: &TestDatabase) {
            let people = People::new(home.database.clone(), keys());
            let number = NhsNumber::parse("9990000018").expect("a number");
            let given = CodeGiven {
                identified: Identified::Vouched { by: "Dr Vera Vouch".into() },
                by: StaffId(Uuid::from_u128(3)),
                at: at(0),
            };
            people.note_code(DeskCode::Visit, &ods("A12345"), number, &given).await.expect("stored");
            let listed = async |what, place| home.database.codes_given(what, &ods(place), 9).await.expect("an answer");
            assert_eq!(listed(DeskCode::Visit, "A12345").await, [given]);
            assert!(listed(DeskCode::Visit, "RXX").await.is_empty());
            assert!(listed(DeskCode::Linkage, "A12345").await.is_empty(), "each sort has its own list");
            let row = fetch_optional!(home.database.reader(), (Vec<u8>,), "SELECT look_up FROM linkage_issued");
            let look_up = row.expect("an answer").expect("a row").0;
            assert!(!String::from_utf8_lossy(&look_up).contains("999"));
        }
    }
}
