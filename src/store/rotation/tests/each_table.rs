//! Each table that is sealed in: the older key can be taken away, and all of it is read.

use std::collections::BTreeSet;

use tower_sessions::SessionStore as _;
use tower_sessions::session::Record;
use uuid::Uuid;

use super::*;
use crate::domain::{
    About, AccountId, Because, BookAppointment, Channel, Clock, Contact, Decided, DoneQuietly, EntryId,
    FreeTime, Given, GivenByStaff, Grant, GrantBasis, How, NewFile, QuietFacts, Report, ReportState, Request,
    Said, StaffId, WhatIsWrong, Wish,
};
use crate::store::testing::{TestDatabase, account};
use crate::store::{
    ACCOUNT, CareDecisions, Contacts, Decision, Draft, DraftKind, Drafts, Elsewhere, Grants, Invitation,
    KeptForm, KeptForms, KeptRequests, NationalRelationships, NewStaffRow, Outbox, PasskeyStore, People,
    QuietLine, Reports, Safeguarding, Searches, SecondStepStore, SessionLimits, Sessions, StaffStore,
    ToldElsewhere,
};

/// Somebody, in a database where a key seals.
struct Anna<'a> {
    home: &'a TestDatabase,
    keys: Keys,
    account: AccountId,
    person: PersonId,
}

impl Anna<'_> {
    async fn contact(&self, code: &str) {
        let mobile = Contact::Text("+447700900123".into());
        let contacts = Contacts::new(self.home.database.clone(), self.keys.clone());
        let mut transaction = self.home.database.begin_write().await.expect("a transaction");
        contacts.to_confirm(&mut transaction, self.account, &mobile, code, at(0)).await.expect("kept");
        transaction.commit().await.expect("kept");
    }

    async fn member_of_staff(&self) -> StaffId {
        let store = StaffStore::new(self.home.database.clone(), self.keys.clone());
        let organisation = ods("RXX");
        let email = format!("{}@staff.example", Uuid::now_v7());
        let new = NewStaffRow {
            organisation: &organisation,
            name: "Rowan",
            email: &email,
            password_hash: "",
            given: false,
            roles: Default::default(),
        };
        store.add(&new, None, at(0)).await.expect("kept").expect("a new address")
    }

    /// Has something sealed in a table. A new table gets its line here.
    async fn has_something_in(&self, table: SealedTable) {
        let (database, keys) = (self.home.database.clone(), self.keys.clone());
        match table {
            // They came with the account.
            SealedTable::Person | SealedTable::AccountEmail => {}
            SealedTable::AuthenticatorApp => {
                let steps = SecondStepStore::new(database, keys);
                steps.set_app(self.account, b"12345678901234567890", 1, at(0)).await.expect("kept");
            }
            SealedTable::StaffAccount | SealedTable::StaffApp => {
                let staff = self.member_of_staff().await;
                let store = StaffStore::new(database, keys);
                assert!(
                    store.set_first_app(staff, b"12345678901234567890", 1, None, at(0)).await.expect("kept")
                );
            }
            SealedTable::Passkey => {
                let passkeys = PasskeyStore::new(database, keys);
                assert!(passkeys.add(self.account, b"credential", b"{}", at(0)).await.expect("kept"));
            }
            SealedTable::Contact => {
                self.contact("123456").await;
                let contacts = Contacts::new(database, keys);
                contacts.confirm(self.account, Channel::Text, "123456", at(1)).await.expect("confirmed");
            }
            SealedTable::ContactToConfirm => self.contact("654321").await,
            SealedTable::LinkageCode => {
                let people = People::new(database, keys);
                people.keep_linkage("number and code", b"{}", at(0), at(99)).await.expect("kept");
            }
            SealedTable::Reports => {
                let report = Report {
                    id: Uuid::from_u128(1),
                    entry: EntryId([1; 16]),
                    kind: Kind::Visits,
                    holders: vec![ods("RXX"), ods("RYY")],
                    what: WhatIsWrong::Something,
                    text: "Not my street".into(),
                    made_at: at(0),
                    state: ReportState::WrittenDown,
                };
                Reports::new(database, keys).write_down(self.person, &report, &[]).await.expect("kept");
            }
            SealedTable::Requests => {
                let time = FreeTime {
                    slot: "slot-1".into(),
                    schedule: None,
                    start: at(600),
                    end: at(610),
                    what: None,
                    session: None,
                    how: How::InPerson,
                    with_whom: None,
                    role: None,
                    place: None,
                    location: None,
                };
                let said = Said { reason: "Sore throat".into(), comment: None, phone: None };
                let wish = Wish::BookAppointment(BookAppointment { time, said });
                let who = (self.person, self.account);
                let request = Request::new(Uuid::from_u128(1), who, ods("A81001"), wish, at(0));
                KeptRequests::new(database, keys).write_down(&[request]).await.expect("kept");
            }
            SealedTable::Outbox => {
                let outbox = Outbox::new(database.clone(), keys, &Channel::ALL, None);
                let mut transaction = database.begin_write().await.expect("a transaction");
                let about = About::PasswordChanged;
                outbox.tell(&mut transaction, self.account, &about, None, at(0)).await.expect("written");
                transaction.commit().await.expect("kept");
            }
            SealedTable::SourceCopy => {
                let key = CopyKey {
                    person: self.person,
                    source: ods("RXX"),
                    kinds: Kinds::just(Kind::Letters),
                    authority: "own-log-in",
                };
                Copies::new(database, keys).keep(&key, at(0), b"a letter").await.expect("kept");
            }
            SealedTable::Demographics => {
                let told = Demographics {
                    nhs_number: NhsNumber::parse("9990000018").expect("a number"),
                    names: Vec::new(),
                    date_of_birth: None,
                    gp_surgery: None,
                    restricted: false,
                    died: false,
                };
                LastDemographics::new(database, keys).keep(self.person, &told, at(0)).await.expect("kept");
            }
            SealedTable::NationalRelationships => {
                let kept = NationalRelationships::new(database, keys);
                kept.keep(self.person, &[], at(0)).await.expect("kept");
            }
            SealedTable::Search => {
                let limits = SessionLimits::default();
                let sessions = Sessions::new(database.clone(), keys.clone(), Clock::fixed(at(0)), limits);
                let mut record = Record {
                    id: tower_sessions::session::Id::default(),
                    data: [(ACCOUNT.to_owned(), serde_json::json!(self.account.0.to_string()))].into(),
                    expiry_date: time::OffsetDateTime::now_utc() + time::Duration::days(1),
                };
                sessions.create(&mut record).await.expect("a session");
                let searches = Searches::new(database, keys);
                searches.keep(&record.id, self.person, "metformin", at(0)).await.expect("kept");
            }
            SealedTable::Draft => {
                let (id, what) = (Uuid::from_u128(1), "words".to_owned());
                let draft = Draft { id, changed_at: at(0), what };
                let drafts = Drafts::new(database, keys);
                let whose = (self.person, self.account);
                drafts.keep(whose, DraftKind::Message, &draft).await.expect("kept");
            }
            // It goes with the draft above.
            SealedTable::DraftFile => {
                let (title, file_type) = ("a.png".into(), "image/png".into());
                let file = NewFile { title, file_type, size: 3, data: "QUJD".into() };
                let drafts = Drafts::new(database, keys);
                drafts
                    .add_file((self.person, self.account), Uuid::from_u128(1), 7, &file)
                    .await
                    .expect("kept");
            }
            SealedTable::CareGrant => {
                let grant = Grant {
                    basis: GrantBasis::Consent,
                    called: "Alex".into(),
                    parts: Vec::new(),
                    from: at(0).date_naive(),
                    until: None,
                    reviewed: None,
                };
                let invitation =
                    Invitation { code: "ABCDEFGH2345", email: None, number: None, good_until: at(99) };
                let mut transaction = database.begin_write().await.expect("a transaction");
                let grants = Grants::new(database, keys);
                let made = grants.make(&mut transaction, self.person, &grant, &invitation, at(0)).await;
                made.expect("a grant");
                transaction.commit().await.expect("kept");
            }
            SealedTable::CareDecision => {
                let decision = Decision {
                    organisation: ods("RXX"),
                    patient: self.person,
                    grant: None,
                    what: Decided::OwnStopped,
                    by: StaffId(Uuid::from_u128(3)),
                    at: at(0),
                    because: Because::default(),
                };
                let mut transaction = database.begin_write().await.expect("a transaction");
                let decisions = CareDecisions::new(database, keys);
                decisions.note(&mut transaction, &decision).await.expect("written down");
                transaction.commit().await.expect("kept");
            }
            SealedTable::Safeguarding => {
                let line = QuietLine {
                    organisation: ods("RXX"),
                    patient: self.person,
                    what: DoneQuietly::Looked,
                    by: StaffId(Uuid::from_u128(3)),
                    at: at(0),
                    facts: QuietFacts {
                        patient: "Anna".into(),
                        nhs_number: NhsNumber::parse("9990000018").expect("a number"),
                        carer: None,
                        why: "She asked".into(),
                    },
                };
                let mut transaction = database.begin_write().await.expect("a transaction");
                let safeguarding = Safeguarding::new(database, keys);
                safeguarding.note(&mut transaction, &line).await.expect("written down");
                transaction.commit().await.expect("kept");
            }
            SealedTable::ToldElsewhere => {
                let mut transaction = database.begin_write().await.expect("a transaction");
                let told = ToldElsewhere::new(database, keys);
                let nowhere = Elsewhere::default();
                told.set(&mut transaction, self.account, &nowhere, at(0)).await.expect("kept");
                transaction.commit().await.expect("kept");
            }
            SealedTable::CareDraft => {
                let given = Given { called: "Alex".into(), ..Given::default() };
                Grants::new(database, keys).keep_draft(self.account, &given, at(0)).await.expect("kept");
            }
            SealedTable::StaffCareDraft => {
                let staff = self.member_of_staff().await;
                let given = GivenByStaff::begun(GrantBasis::BestInterest);
                let grants = Grants::new(database, keys);
                grants.keep_staff_draft(staff, self.person, &given, at(0)).await.expect("kept");
            }
            SealedTable::KeptForm => {
                let form = KeptForm { path: "/record".into(), fields: vec![("text".into(), "x".into())] };
                KeptForms::new(database, keys).keep(self.account, &form, at(0)).await.expect("kept");
            }
        }
    }
}

on_both_databases! {
    async fn what_the_older_key_sealed_in_any_table_is_sealed_anew_or_ends_by_itself(home: &TestDatabase) {
        let old = keys(&[("first", FIRST, true)]);
        let both = keys(&[("first", FIRST, false), ("second", SECOND, true)]);
        let account = account(&home.database, &old).await;
        let of_account = People::new(home.database.clone(), old.clone()).of_account(account).await;
        let person = of_account.expect("an answer").expect("a person").id;
        let anna = Anna { home, keys: old, account, person };
        for table in SealedTable::ALL {
            anna.has_something_in(*table).await;
        }
        let tables = async |key: &str| -> BTreeSet<SealedTable> {
            let sealed_by = home.database.sealed_by().await.expect("numbers");
            assert!(sealed_by.keys().all(|(_, by)| by == "first" || by == "second"), "{sealed_by:?}");
            sealed_by.into_keys().filter(|(_, by)| by == key).map(|(table, _)| table).collect()
        };
        let all: BTreeSet<_> = SealedTable::ALL.iter().copied().collect();
        assert_eq!(tables("first").await, all, "each table has something in it");

        let done = home.database.seal_anew(&both).await.expect("sealed anew");
        let end_first: BTreeSet<_> = all.iter().copied().filter(|table| table.ends_first()).collect();
        assert_eq!(done.stay, 0, "what binds a value in its table differs from what its layout says");
        assert_eq!(tables("first").await, end_first);
        assert_eq!(tables("second").await, &all - &end_first);
        let again = home.database.seal_anew(&both).await.expect("an answer");
        assert_eq!(again, SealedAnew::default(), "nothing is left to do");
    }
}

/// Tables of the migrations with a column that something sealed may stand in.
fn tables_with_sealed_columns() -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let files = std::fs::read_dir(folder).expect("the migrations");
    let texts = files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("text"));
    let mut tables = BTreeSet::new();
    for text in texts {
        for (at, _) in text.match_indices("CREATE TABLE ") {
            let rest = &text[at + "CREATE TABLE ".len()..];
            let (name, columns) = rest.split_once('(').expect("columns");
            let columns = columns.split_once(");").expect("an end").0;
            if columns.lines().any(|line| line.trim().starts_with("sealed ")) {
                tables.insert(name.trim().to_owned());
            }
        }
        for line in text.lines().filter_map(|line| line.strip_prefix("ALTER TABLE ")) {
            let mut words = line.split_whitespace();
            if let (Some(name), Some("sealed")) = (words.next(), words.nth(2)) {
                tables.insert(name.to_owned());
            }
        }
    }
    tables
}

#[test]
fn every_table_with_a_sealed_column_is_one_that_a_change_of_keys_reaches() {
    let listed: BTreeSet<_> = SealedTable::ALL.iter().map(|table| table.name().to_owned()).collect();
    let missing: Vec<_> =
        tables_with_sealed_columns().into_iter().filter(|name| !listed.contains(name)).collect();
    assert!(missing.is_empty(), "put {missing:?} into src/store/sealed_tables.rs");
    assert_eq!(listed.len(), SealedTable::ALL.len(), "a table stands there twice");
}

#[test]
fn the_page_about_keys_tells_of_every_sealed_table() {
    let page = include_str!("../../../../docs/keys.md");
    let missing: Vec<_> = SealedTable::ALL
        .iter()
        .map(|table| table.name())
        .filter(|name| !page.contains(&format!("| `{name}` |")))
        .collect();
    assert!(missing.is_empty(), "docs/keys.md says nothing of {missing:?}");
}
