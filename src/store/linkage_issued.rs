//! How an organisation knew to whom it gave a code to make a log-in.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::people::People;
use super::query::{execute, fetch_all};
use super::{Database, StoreError};
use crate::domain::{HowIdentified, Identified, NhsNumber, OdsCode, StaffId};

/// One code that was given. Whose it was is known by their NHS number alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkageIssued {
    pub identified: Identified,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

impl People {
    /// Writes down that a code is given, before it is.
    pub async fn note_linkage(
        &self,
        organisation: &OdsCode,
        number: NhsNumber,
        issued: &LinkageIssued,
    ) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "INSERT INTO linkage_issued (id, organisation, look_up, how, vouched_by, issued_by, issued_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            Uuid::now_v7(),
            organisation.as_str(),
            self.keys.look_up("nhs-number", &number.digits()),
            issued.identified.how().slug(),
            issued.identified.vouched_by().unwrap_or_default(),
            issued.by.0,
            issued.at
        )?;
        Ok(())
    }
}

impl Database {
    /// The codes that an organisation gave, the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn linkages_of(
        &self,
        organisation: &OdsCode,
        most: i64,
    ) -> Result<Vec<LinkageIssued>, StoreError> {
        let rows = fetch_all!(
            self.reader(),
            (String, String, Uuid, DateTime<Utc>),
            "SELECT how, vouched_by, issued_by, issued_at FROM linkage_issued
             WHERE organisation = $1 ORDER BY issued_at DESC, id DESC LIMIT $2",
            organisation.as_str(),
            most
        )?;
        let read = |(how, vouched_by, by, at): (String, String, Uuid, DateTime<Utc>)| {
            let identified = Identified::of(HowIdentified::from_slug(&how)?, &vouched_by)?;
            Some(LinkageIssued { identified, by: StaffId(by), at })
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
            let issued = LinkageIssued {
                identified: Identified::Vouched { by: "Dr Vera Vouch".into() },
                by: StaffId(Uuid::from_u128(3)),
                at: at(0),
            };
            people.note_linkage(&ods("A12345"), number, &issued).await.expect("stored");
            assert_eq!(home.database.linkages_of(&ods("A12345"), 9).await.expect("an answer"), [issued]);
            assert!(home.database.linkages_of(&ods("RXX"), 9).await.expect("an answer").is_empty());
            let row = fetch_optional!(home.database.reader(), (Vec<u8>,), "SELECT look_up FROM linkage_issued");
            let look_up = row.expect("an answer").expect("a row").0;
            assert!(!String::from_utf8_lossy(&look_up).contains("999"));
        }
    }
}
