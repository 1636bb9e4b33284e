//! One person, one surgery whose book does as it is told, and a program that can be killed.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

use super::super::*;
use crate::access::testing::permit_as;
use crate::access::{Access, AccessSettings, ActOrder, FetchOrder};
use crate::connectors::{
    AppointmentBook, BookError, Booked, Connector, ConnectorError, FreeTime, FreeTimes, Said,
};
use crate::domain::*;
use crate::gather::{Gather, Keeping, Limits, Rules, Source};
use crate::store::testing::{TestDatabase, account, keys};
use crate::store::{
    AccessLog, Basis, Copies, Keys, KnownTo, LastDemographics, Outbox, Reports, ResultWaits, StoppedSources,
};

pub const SURGERY: &str = "A81001";

pub fn code(text: &str) -> OdsCode {
    OdsCode::parse(text).expect("a code")
}

/// What the book does when it is asked to book.
#[derive(Clone)]
pub enum Does {
    Books,
    /// Nothing arrives, and no answer comes.
    HangsBefore,
    /// It is booked, and no answer comes.
    HangsAfter,
    BooksAndFails,
    SaysYesOnly,
    Fails(BookError),
}

pub struct Book {
    does: Mutex<Does>,
    entries: Mutex<Vec<(Uuid, Appointment)>>,
    sent: AtomicU32,
    looked: AtomicU32,
    cancelled: AtomicU32,
    fetched: AtomicU32,
    /// As whose carer it was asked to book, each time.
    carers: Mutex<Vec<Option<String>>>,
}

impl Book {
    pub fn does(&self, does: Does) {
        *self.does.lock().expect("a script") = does;
    }

    /// How often it was asked to book.
    pub fn sent(&self) -> u32 {
        self.sent.load(Ordering::SeqCst)
    }

    pub fn looked(&self) -> u32 {
        self.looked.load(Ordering::SeqCst)
    }

    pub fn cancelled(&self) -> u32 {
        self.cancelled.load(Ordering::SeqCst)
    }

    pub fn fetched(&self) -> u32 {
        self.fetched.load(Ordering::SeqCst)
    }

    pub fn carers(&self) -> Vec<Option<String>> {
        self.carers.lock().expect("a list").clone()
    }

    pub fn booked(&self) -> usize {
        self.entries.lock().expect("a list").len()
    }

    fn enter(&self, wish: Uuid, time: &FreeTime) -> Booked {
        let appointment =
            Appointment { source_id: format!("booked-{wish}"), start: Some(time.start), ..appointment() };
        self.entries.lock().expect("a list").push((wish, appointment.clone()));
        Booked { appointment, version: None }
    }
}

pub fn appointment() -> Appointment {
    Appointment {
        source_id: "old".into(),
        what: Coded::text("Review"),
        status: AppointmentStatus::Booked,
        request: None,
        start: None,
        end: None,
        how: How::InPerson,
        place: None,
        with_whom: None,
        how_to_prepare: None,
        patient_comment: None,
        reason_cancelled: None,
        phone: None,
        references: Vec::new(),
        ties: Default::default(),
        way_there: Default::default(),
        said_coming: None,
        organisation: None,
    }
}

#[async_trait]
impl Connector for Book {
    fn asked_together(&self, kind: Kind) -> Kinds {
        Kinds::just(kind)
    }

    async fn fetch(&self, _: &FetchOrder, _: Kinds) -> Result<Answer, ConnectorError> {
        self.fetched.fetch_add(1, Ordering::SeqCst);
        Ok(Answer { appointments: Some(Part::default()), ..Answer::default() })
    }

    fn appointment_book(&self) -> Option<&dyn AppointmentBook> {
        Some(self)
    }
}

#[async_trait]
impl AppointmentBook for Book {
    async fn free_times(&self, _: &FetchOrder, _: NaiveDate, _: NaiveDate) -> Result<FreeTimes, BookError> {
        Ok(FreeTimes::default())
    }

    async fn read(&self, _: &FetchOrder, _: &str) -> Result<Booked, BookError> {
        let status = match self.cancelled() {
            0 => AppointmentStatus::Booked,
            _ => AppointmentStatus::Cancelled,
        };
        Ok(Booked { appointment: Appointment { status, ..appointment() }, version: None })
    }

    async fn book(&self, order: &ActOrder, time: &FreeTime, _: &Said) -> Result<Booked, BookError> {
        self.sent.fetch_add(1, Ordering::SeqCst);
        self.carers.lock().expect("a list").push(order.carer().map(str::to_owned));
        let does = self.does.lock().expect("a script").clone();
        match does {
            Does::Books => Ok(self.enter(order.wish(), time)),
            Does::HangsBefore => std::future::pending().await,
            Does::HangsAfter => {
                self.enter(order.wish(), time);
                std::future::pending().await
            }
            Does::BooksAndFails => {
                self.enter(order.wish(), time);
                Err(BookError::NotConfirmed(ConnectorError::ServerError(500)))
            }
            Does::SaysYesOnly => {
                let appointment = Appointment { source_id: "nowhere".into(), ..appointment() };
                Ok(Booked { appointment, version: None })
            }
            Does::Fails(why) => Err(why),
        }
    }

    async fn found(&self, order: &ActOrder, _: &FreeTime) -> Result<Option<Booked>, BookError> {
        self.looked.fetch_add(1, Ordering::SeqCst);
        let entries = self.entries.lock().expect("a list");
        let found = entries.iter().find(|(wish, _)| *wish == order.wish());
        Ok(found.map(|(_, appointment)| Booked { appointment: appointment.clone(), version: None }))
    }

    async fn cancel(&self, _: &ActOrder, _: &str, _: Option<&str>, _: &str) -> Result<Booked, BookError> {
        self.cancelled.fetch_add(1, Ordering::SeqCst);
        let appointment = Appointment { status: AppointmentStatus::Cancelled, ..appointment() };
        Ok(Booked { appointment, version: None })
    }
}

pub struct World {
    pub home: TestDatabase,
    pub gather: Gather,
    pub requests: Requests,
    pub access: Access,
    pub kept: KeptRequests,
    pub clock: Clock,
    pub person: Arc<Person>,
    pub log: AccessLog,
    pub book: Arc<Book>,
    pub account: AccountId,
    pub keys: Keys,
}

fn started() -> DateTime<Utc> {
    "2026-11-20T10:00:00Z".parse().expect("a time")
}

impl World {
    pub async fn new() -> Self {
        Self::with_rules(Rules::default()).await
    }

    pub async fn with_rules(rules: Rules) -> Self {
        let (home, keys, clock) = (TestDatabase::sqlite().await, keys(), Clock::fixed(started()));
        let account = account(&home.database, &keys).await;
        let people = crate::store::People::new(home.database.clone(), keys.clone());
        let person = Arc::new(people.of_account(account).await.expect("an answer").expect("a person"));
        let known_to = KnownTo::new(home.database.clone());
        known_to.add(person.id, &code(SURGERY), Basis::Added, clock.now()).await.expect("known");
        let keeping = Keeping {
            copies: Copies::new(home.database.clone(), keys.clone()),
            known_to,
            demographics: LastDemographics::new(home.database.clone(), keys.clone()),
            reports: Reports::new(home.database.clone(), keys.clone()),
            result_waits: ResultWaits::new(home.database.clone()),
            stopped: StoppedSources::new(home.database.clone()),
            keys: keys.clone(),
        };
        let book = Arc::new(Book {
            does: Mutex::new(Does::Books),
            entries: Mutex::default(),
            sent: AtomicU32::new(0),
            looked: AtomicU32::new(0),
            cancelled: AtomicU32::new(0),
            fetched: AtomicU32::new(0),
            carers: Mutex::default(),
        });
        let surgery = |ods_code: &str| Organisation {
            ods_code: code(ods_code),
            name: "Hill Street Surgery".into(),
            setting: Setting::Gp,
            phone: None,
            records_start: None,
        };
        let kinds = Kinds::just(Kind::Appointments);
        let sources = vec![
            Source::new(surgery(SURGERY), kinds, rules.clone(), book.clone()),
            Source::new(surgery("RX7"), kinds, rules, book.clone()),
        ];
        let gather = Gather::new(sources, vec![], None, keeping, Limits::default(), clock.clone());
        let kept = KeptRequests::new(home.database.clone(), keys.clone());
        let limit = Duration::from_secs(20);
        let settings = AccessSettings::default();
        let access =
            Access::new(home.database.clone(), keys.clone(), clock.clone(), settings).expect("access");
        let outbox = Outbox::new(home.database.clone(), keys.clone(), &Channel::ALL, None);
        let (gathers, asks) = (gather.clone(), access.clone());
        let requests = Requests::new(kept.clone(), gathers, asks, outbox, limit, clock.clone());
        let log = access.log.clone();
        Self { home, gather, requests, access, kept, clock, person, log, book, account, keys }
    }

    pub fn permit(&self) -> Permit {
        permit_as(self.account, self.person.clone(), self.log.clone(), self.clock.clone())
    }

    pub fn wish(&self, id: u128) -> Asked {
        let time = FreeTime {
            slot: "slot-1".into(),
            schedule: None,
            start: started() + chrono::Duration::days(1),
            end: started() + chrono::Duration::days(1),
            what: None,
            session: None,
            how: How::InPerson,
            with_whom: None,
            role: None,
            place: None,
            location: None,
        };
        let wish = Wish::BookAppointment(BookAppointment { time, said: Said::default() });
        Asked { id: Uuid::from_u128(id), to: code(SURGERY), wish }
    }

    pub fn cancellation(&self, id: u128) -> Asked {
        let (appointment, reason) = (appointment(), "Another time".into());
        let wish = CancelAppointment { appointment, version: None, reason };
        let wish = Wish::CancelAppointment(Box::new(wish));
        Asked { id: Uuid::from_u128(id), to: code(SURGERY), wish }
    }

    pub async fn ask(&self, id: u128) -> Result<(), NotAsked> {
        self.requests.ask(&self.permit(), vec![self.wish(id)]).await
    }

    /// Asks, and never hears of it again: everything that was under way hangs for ever, as in a program that is gone.
    pub async fn killed_while_asking(&self, id: u128) {
        let asked = self.ask(id);
        assert!(tokio::time::timeout(Duration::from_millis(300), asked).await.is_err(), "it did not hang");
    }

    pub async fn written_down_alone(&self, id: u128) {
        self.written_down_by(self.account, id).await;
    }

    pub async fn written_down_by(&self, actor: AccountId, id: u128) {
        let Asked { id, to, wish } = self.wish(id);
        let request = Request::new(id, (self.person.id, actor), to, wish, self.clock.now());
        assert!(self.kept.write_down(&[request]).await.expect("stored"));
    }

    /// What a program does that starts after the time that a killed one may have held a request.
    pub async fn restarted(&self) {
        self.clock.advance(chrono::Duration::minutes(2));
        self.requests.follow_up().await.expect("followed up");
    }

    pub async fn standing(&self, id: u128) -> Standing {
        let request = self.kept.one(self.person.id, Uuid::from_u128(id)).await.expect("an answer");
        request.expect("a request").standing
    }
}
