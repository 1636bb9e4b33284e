//! What people asked organisations to do, and how it stands.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::keys::Belongs;
use super::query::{execute, fetch_all};
use super::{Database, Keys, Outbox, SealedTable, StoreError};
use crate::domain::{About, AccountId, OdsCode, PersonId, Request, Standing, Wish};

/// Keeps requests. Cheap to clone.
#[derive(Clone, Debug)]
pub struct KeptRequests {
    database: Database,
    keys: Keys,
}

/// A request that is to be looked for while nobody is there. Only this store makes one, of a row whose seals opened for
/// that very person and id: whoever holds it knows who asked for what.
#[derive(Debug)]
pub struct Unfinished(Request);

impl Unfinished {
    pub fn request(&self) -> &Request {
        &self.0
    }
}

impl KeptRequests {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// Writes requests of one form down, all or none. Says whether they are new: a form that is sent again changes nothing.
    ///
    /// # Errors
    /// When they are not stored; then none of them is, and nothing may be sent.
    pub async fn write_down(&self, requests: &[Request]) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin_write().await?;
        for request in requests {
            let (wish, standing) = (json(&request.wish)?, json(&request.standing)?);
            let wish = sealed(request, "wish", |to| self.keys.seal(to, &wish))?;
            let standing = sealed(request, "standing", |to| self.keys.seal(to, &standing))?;
            let rows = execute!(
                transaction.on(),
                "INSERT INTO requests (person, id, actor, holder, wish, follows, sealed, sealed_by, made_at, state,
                 standing, state_since, tries, alone, next_look)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $9, 0, $12, $13)
                 ON CONFLICT (person, id) DO NOTHING",
                request.person.0,
                request.id,
                request.actor.0,
                request.to.as_str(),
                request.wish.slug(),
                request.after,
                wish.as_slice(),
                self.keys.writing(),
                request.made_at,
                request.standing.slug(),
                standing.as_slice(),
                request.alone,
                request.next_look(request.made_at)
            )?;
            if rows == 0 {
                return Ok(false);
            }
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Takes a request in hand until `until`, unless somebody else has it or it does not stand as it did. Whoever has it
    /// may look for it and send it; a program that is killed holds nothing longer than that.
    ///
    /// # Errors
    /// When that is not stored; then nothing may be sent.
    pub async fn take(
        &self,
        request: &Request,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let rows = execute!(
            self.database.writer(),
            "UPDATE requests SET held_until = $4, tries = tries + 1
             WHERE person = $1 AND id = $2 AND state = $3 AND tries = $6
             AND (held_until IS NULL OR held_until <= $5)",
            request.person.0,
            request.id,
            request.standing.slug(),
            until,
            now,
            i64::from(request.tries)
        )?;
        Ok(rows == 1)
    }

    /// Stores how a request stands now, for whoever has it in hand: until `held_until`, or no longer. Through `tell`, if
    /// there is one, whoever asked is told that there is news of it, once for
    /// each state.
    ///
    /// # Errors
    /// When it is not stored, or `before` is not how it stood: then it stands as it did, and nobody is told.
    pub async fn settle(
        &self,
        before: &Standing,
        request: &Request,
        held_until: Option<DateTime<Utc>>,
        next_look: Option<DateTime<Utc>>,
        tell: Option<&Outbox>,
    ) -> Result<(), StoreError> {
        let standing = json(&request.standing)?;
        let standing = sealed(request, "standing", |to| self.keys.seal(to, &standing))?;
        let wish = json(&request.wish)?;
        let wish = sealed(request, "wish", |to| self.keys.seal(to, &wish))?;
        let mut transaction = self.database.begin_write().await?;
        // Both are sealed anew, for one column names the key of both.
        let rows = execute!(
            transaction.on(),
            "UPDATE requests SET state = $4, standing = $5, state_since = $6, last_try = $7, held_until = $8,
             next_look = $9, sealed = $10, sealed_by = $11
             WHERE person = $1 AND id = $2 AND state = $3",
            request.person.0,
            request.id,
            before.slug(),
            request.standing.slug(),
            standing.as_slice(),
            request.since,
            request.last_try,
            held_until,
            next_look,
            wish.as_slice(),
            self.keys.writing()
        )?;
        if rows != 1 {
            return Err(StoreError::Unreadable("how a request stood"));
        }
        if let Some(outbox) = tell {
            // A change is two requests of one form.
            let form = request.after.unwrap_or(request.id);
            let once = format!("request {form} {}", request.standing.slug());
            outbox.tell(&mut transaction, request.actor, &About::Request, Some(&once), request.since).await?;
        }
        transaction.commit().await?;
        if let Some(outbox) = tell {
            outbox.hurry();
        }
        Ok(())
    }

    /// Everything that the person asked for, the newest first.
    ///
    /// # Errors
    /// When the database does not answer, or something stays sealed.
    pub async fn all(&self, person: PersonId) -> Result<Vec<Request>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            Columns,
            "SELECT person, id, actor, holder, follows, alone, sealed, made_at, standing, state_since, last_try, tries
             FROM requests WHERE person = $1 ORDER BY made_at DESC, id DESC",
            person.0
        )?;
        rows.into_iter().map(|row| self.read(row)).collect()
    }

    /// One of the person's requests.
    ///
    /// # Errors
    /// As [`KeptRequests::all`].
    pub async fn one(&self, person: PersonId, id: Uuid) -> Result<Option<Request>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            Columns,
            "SELECT person, id, actor, holder, follows, alone, sealed, made_at, standing, state_since, last_try, tries
             FROM requests WHERE person = $1 AND id = $2",
            person.0,
            id
        )?;
        rows.into_iter().next().map(|row| self.read(row)).transpose()
    }

    /// Requests that nobody has in hand and that are to be looked for by themselves now, at most `most`. One whose seals
    /// stay shut is left out, with an alarm.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn unfinished(&self, now: DateTime<Utc>, most: i64) -> Result<Vec<Unfinished>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            Columns,
            "SELECT person, id, actor, holder, follows, alone, sealed, made_at, standing, state_since, last_try, tries
             FROM requests WHERE next_look <= $1 AND alone AND (held_until IS NULL OR held_until <= $1)
             ORDER BY next_look LIMIT $2",
            now,
            most
        )?;
        Ok(rows.into_iter().filter_map(|row| self.read(row).ok().map(Unfinished)).collect())
    }

    /// Puts off when a request is looked for by itself.
    ///
    /// # Errors
    /// When that is not stored.
    pub async fn put_off(&self, request: &Request, until: Option<DateTime<Utc>>) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "UPDATE requests SET next_look = $3, tries = tries + 1 WHERE person = $1 AND id = $2 AND tries = $4",
            request.person.0,
            request.id,
            until,
            i64::from(request.tries)
        )?;
        Ok(())
    }

    fn read(&self, row: Columns) -> Result<Request, StoreError> {
        let (person, id, actor, holder, after, alone, wish, made_at, standing, since, last_try, tries) = row;
        let person = PersonId(person);
        let open = |what: &'static str, text: &[u8]| {
            belongs(person, id, &holder, what, |to| self.keys.open(to, text)).map_err(|why| {
                tracing::error!(%why, "a request stays sealed");
                StoreError::Unreadable("a request, with the keys there are")
            })
        };
        let (wish, standing) = (open("wish", &wish)?, open("standing", &standing)?);
        let parts = (|| {
            let wish: Wish = serde_json::from_slice(&wish).ok()?;
            let standing: Standing = serde_json::from_slice(&standing).ok()?;
            let (to, tries) = (OdsCode::parse(&holder).ok()?, u32::try_from(tries).ok()?);
            let actor = AccountId(actor);
            Some(Request {
                id,
                person,
                actor,
                to,
                wish,
                after,
                alone,
                made_at,
                standing,
                since,
                last_try,
                tries,
            })
        })();
        parts.ok_or(StoreError::Unreadable("a request"))
    }
}

type Columns = (
    Uuid,
    Uuid,
    Uuid,
    String,
    Option<Uuid>,
    bool,
    Vec<u8>,
    DateTime<Utc>,
    Vec<u8>,
    DateTime<Utc>,
    Option<DateTime<Utc>>,
    i64,
);

fn json(what: &impl serde::Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(what).map_err(|_| StoreError::Unreadable("a request"))
}

/// Bound to the person, the request and whoever is asked, so that no row's content can be put in another's place.
fn belongs<T>(
    person: PersonId,
    id: Uuid,
    to: &str,
    what: &'static str,
    then: impl FnOnce(&Belongs) -> T,
) -> T {
    then(&Belongs::kept(SealedTable::Requests, person, &[&id.to_string(), to, what]))
}

fn sealed<T>(request: &Request, what: &'static str, then: impl FnOnce(&Belongs) -> T) -> T {
    belongs(request.person, request.id, request.to.as_str(), what, then)
}

#[cfg(test)]
#[path = "requests_tests.rs"]
mod tests;
