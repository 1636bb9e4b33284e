//! Visit codes: 8 digits on a slip without a name, for somebody whom staff have identified, at one place and once. Whoever
//! comes with one sees, confirms or cancels an appointment and orders repeat medicines, and nothing else.

use axum::http::Method;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use tower_sessions::Session;

use super::accounts::Accounts;
use super::bundle::Access;
use super::log_in::CannotLogIn;
use super::own_log_in::note_change;
use super::purpose::Purpose;
use crate::domain::{AccountId, Identified, Kinds, NhsNumber, OdsCode, PersonId, Terminal};
use crate::store::{ACCOUNT, AccessRow, Added, By, KeptVisitCode, NewPerson, StoreError};

/// How long a code is good at the place that made it.
pub const HERE: Duration = Duration::minutes(15);
/// How long one is good that was made for another place, such as the library.
pub const ELSEWHERE: Duration = Duration::days(1);

/// How many letters a name of staff or of a place has at most.
const LONGEST: usize = 80;

/// Where a code is to be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum At<'a> {
    /// At the place that makes it.
    Here(&'a str),
    /// At another one.
    Elsewhere(&'a str),
}

impl<'a> At<'a> {
    pub fn place(self) -> &'a str {
        let (At::Here(place) | At::Elsewhere(place)) = self;
        place.trim()
    }

    /// How long a code is good there.
    pub const fn life(self) -> Duration {
        match self {
            At::Here(_) => HERE,
            At::Elsewhere(_) => ELSEWHERE,
        }
    }
}

/// Whom a code is for, and who makes it.
#[derive(Clone, Copy, Debug)]
pub struct NewVisitCode<'a> {
    pub nhs_number: NhsNumber,
    pub date_of_birth: NaiveDate,
    /// For somebody who has no log-in here yet.
    pub name: Option<&'a str>,
    /// Who then knows them.
    pub known_to: &'a [OdsCode],
    pub at: At<'a>,
    pub made_by: &'a str,
    pub identified: &'a Identified,
}

/// What is printed on the slip.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VisitCode {
    /// "1234 5678"
    pub code: String,
    pub good_until: DateTime<Utc>,
}

/// Why there is no code.
#[derive(Debug, thiserror::Error)]
pub enum CannotMakeVisitCode {
    #[error("say who makes the code, where it is to be used, and who vouches, each in at most 80 characters")]
    NoName,
    #[error("nobody with this NHS number and date of birth is known here")]
    Unknown,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What came of typing a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VisitCodeCheck {
    Right,
    /// No such code, used, over, for another place or another person; nobody can tell which.
    Wrong,
    Wait(Duration),
}

impl Accounts {
    /// Whom a code is for, once all that was said of it can be.
    ///
    /// # Errors
    /// What is wrong, or that somebody who was not known here yet is not stored.
    pub(super) async fn visitor(
        &self,
        new: NewVisitCode<'_>,
    ) -> Result<(AccountId, PersonId), CannotMakeVisitCode> {
        let fits = |words: &str| !words.trim().is_empty() && words.trim().chars().count() <= LONGEST;
        if !fits(new.at.place()) || !fits(new.made_by) || !new.identified.vouched_by().is_none_or(fits) {
            return Err(CannotMakeVisitCode::NoName);
        }
        match self.people.by_nhs_number(new.nhs_number).await? {
            Some(known) if known.date_of_birth == new.date_of_birth => {
                Ok((known.account.ok_or(CannotMakeVisitCode::Unknown)?, known.person))
            }
            Some(_) => Err(CannotMakeVisitCode::Unknown),
            None => self.person_without_log_in(new).await,
        }
    }

    /// Makes a code for somebody whom staff have identified; what they had before is over.
    ///
    /// # Errors
    /// When it is not stored.
    pub(super) async fn visit_code(
        &self,
        account: AccountId,
        new: NewVisitCode<'_>,
    ) -> Result<VisitCode, StoreError> {
        let now = self.clock.now();
        let good_until = now + new.at.life();
        let kept = KeptVisitCode {
            account,
            place: new.at.place(),
            made_by: new.made_by.trim(),
            vouched_by: new.identified.vouched_by().map(str::trim),
            made_at: now,
            good_until,
        };
        let code = loop {
            let digits = format!("{:08}", rand::random_range(0..100_000_000_u32));
            if self.people.keep_visit_code(&digits, kept).await? {
                break digits;
            }
        };
        let (first, last) = code.split_at(4);
        Ok(VisitCode { code: format!("{first} {last}"), good_until })
    }

    /// Somebody who has no way of their own to log in, and may get one later with a linkage code.
    async fn person_without_log_in(
        &self,
        new: NewVisitCode<'_>,
    ) -> Result<(AccountId, PersonId), CannotMakeVisitCode> {
        let name =
            new.name.map(str::trim).filter(|name| !name.is_empty()).ok_or(CannotMakeVisitCode::Unknown)?;
        let person = NewPerson {
            email: None,
            nhs_number: new.nhs_number,
            name,
            date_of_birth: new.date_of_birth,
            known_to: new.known_to,
            password_hash: None,
        };
        let Added::Yes(account) = self.people.add(&person, self.clock.now()).await? else {
            return Err(CannotMakeVisitCode::Unknown);
        };
        let known = self.people.by_nhs_number(new.nhs_number).await?.ok_or(CannotMakeVisitCode::Unknown)?;
        Ok((account, known.person))
    }
}

impl Access {
    /// Makes a code at the command line, once it is written down for the person to see.
    ///
    /// # Errors
    /// What is wrong, or that it is not stored.
    pub async fn make_visit_code(&self, new: NewVisitCode<'_>) -> Result<VisitCode, CannotMakeVisitCode> {
        let (account, person) = self.accounts.visitor(new).await?;
        let row = AccessRow {
            at: self.clock.now(),
            by: By::operator(),
            subject: Some(person),
            holders: [].into(),
            kinds: Kinds::NONE,
            purpose: Purpose::VisitCodeMade.slug(),
        };
        self.log.write(row).await?;
        Ok(self.accounts.visit_code(account, new).await?)
    }

    /// Lets in whoever types a code and the date of birth at the terminal that it is for. Tries are counted by terminal and by
    /// code, not by address, which a whole library has in common.
    ///
    /// # Errors
    /// When the database does not answer; then nobody is logged in.
    pub async fn log_in_by_visit_code(
        &self,
        session: &Session,
        terminal: &Terminal,
        typed: &str,
        born: NaiveDate,
    ) -> Result<VisitCodeCheck, CannotLogIn> {
        let now = self.clock.now();
        if let Err(wait) = self.accounts.attempts.begin_at_terminal(terminal.id, now) {
            return Ok(VisitCodeCheck::Wait(wait));
        }
        let Some(code) = read_digits(typed) else { return Ok(VisitCodeCheck::Wrong) };
        let used = self.accounts.people.use_visit_code(&code, &terminal.place, born, now).await?;
        let Some((account, person)) = used else { return Ok(VisitCodeCheck::Wrong) };
        self.accounts.attempts.succeeded_at_terminal(terminal.id);
        note_change(self, account, person, Purpose::VisitCodeUsed).await?;
        if let Some(before) = session.id() {
            self.presences.end(&before);
        }
        // As in `log_in`: under an id that nobody has seen. What is new since the last log-in stays so.
        session.cycle_id().await?;
        session.insert(ACCOUNT, account.0).await?;
        session.save().await?;
        let marked = match session.id() {
            Some(id) => self.sessions.came_by_visit_code(&id).await,
            None => Ok(()),
        };
        // Without the mark it would be a log-in to everything.
        if let Err(error) = marked {
            session.flush().await?;
            return Err(error.into());
        }
        tracing::info!(account = %account.0, "logged in with a visit code");
        Ok(VisitCodeCheck::Right)
    }
}

/// 8 digits, however they are typed.
fn read_digits(typed: &str) -> Option<String> {
    let digits: String =
        typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').take(9).collect();
    (digits.len() == 8 && digits.bytes().all(|digit| digit.is_ascii_digit())).then_some(digits)
}

/// What is open to whoever came with a visit code, of what is open on a terminal. What is not here is closed.
pub fn is_open_by_visit_code(method: &Method, route: &str) -> bool {
    open_by_visit_code(method).contains(&route)
}

/// The list, for one way of asking.
pub fn open_by_visit_code(method: &Method) -> &'static [&'static str] {
    match *method {
        Method::GET | Method::HEAD => &[
            "/",
            "/terminal",
            "/terminal/help",
            "/terminal/helper",
            "/visit-code",
            "/log-in",
            "/log-out",
            "/access-stopped",
            "/help",
            "/help/easy-read",
            "/accessibility",
            "/privacy",
            "/cookies",
            "/where-from/waiting/{kind}",
            "/appointments",
            "/appointments/{id}",
            "/appointments/{id}/cancel",
            "/appointments/{id}/coming",
            "/record/medicines/order",
            "/requests/{id}",
        ],
        Method::POST => &[
            "/terminal",
            "/terminal/helper",
            "/visit-code",
            "/log-in",
            "/log-out",
            "/stay",
            "/appointments/{id}/cancel",
            "/appointments/{id}/coming",
            "/record/medicines/order",
        ],
        _ => &[],
    }
}
