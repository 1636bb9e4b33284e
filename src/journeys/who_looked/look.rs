//! One look at a record, in words.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, Utc};

use crate::access::Purpose;
use crate::domain::{AccountId, Kind, Kinds, OdsCode};
use crate::gather::{Gather, OrganisationNames};
use crate::journeys::record::kinds;
use crate::store::{Helper, KeptGrant, LoggedRow, Role};
use crate::t;
use crate::words::{Locale, and_list, isolated};

/// What the organisations and the carers of the log are called.
#[derive(Clone, Default)]
pub struct Names {
    places: HashMap<OdsCode, String>,
    carers: HashMap<AccountId, String>,
    helpers: HashMap<AccountId, Helper>,
}

impl Names {
    /// As our own sources file has them, else from the national list, else their code.
    pub async fn of(gather: &Gather, listed: &OrganisationNames, rows: &[LoggedRow]) -> Self {
        let mut names: HashMap<OdsCode, String> = gather
            .in_sources_file()
            .map(|organisation| (organisation.ods_code.clone(), organisation.name.clone()))
            .collect();
        let mut unknown: Vec<OdsCode> = Vec::new();
        for row in rows {
            let codes = row.holders.iter().chain(&row.organisation);
            unknown.extend(codes.filter(|code| !names.contains_key(code)).cloned());
        }
        for code in unknown {
            if let Entry::Vacant(place) = names.entry(code) {
                let name = listed.name(place.key()).await.unwrap_or_else(|| place.key().to_string());
                place.insert(name);
            }
        }
        Self { places: names, ..Self::default() }
    }

    /// The same with those whom the patient gave access, each by the name of their own account.
    #[must_use]
    pub fn with_carers(mut self, grants: Vec<KeptGrant>) -> Self {
        let named = grants.into_iter().filter_map(|kept| Some((kept.carer?, kept.carer_name?)));
        self.carers = named.collect();
        self
    }

    /// The same with those who helped the patient at a shared screen.
    #[must_use]
    pub fn with_helpers(mut self, helpers: Vec<Helper>) -> Self {
        self.helpers = helpers.into_iter().map(|helper| (AccountId(helper.id), helper)).collect();
        self
    }

    fn name(&self, code: &OdsCode) -> String {
        self.places.get(code).map_or_else(|| code.to_string(), |name| isolated(name).into_owned())
    }
}

/// One look, or one change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    pub at: DateTime<Utc>,
    /// Who, or as what.
    pub who: String,
    /// What they did: the purpose.
    pub did: String,
    /// Which kinds of entry it was about; empty where it was about none.
    pub kinds: String,
    /// Whose information it was; empty where it was nobody's.
    pub holders: String,
}

impl Look {
    /// Whether another was the same look once more: all but the moment.
    pub fn is_again(&self, other: &Look) -> bool {
        let Look { at: _, who, did, kinds, holders } = self;
        (who, did, kinds, holders) == (&other.who, &other.did, &other.kinds, &other.holders)
    }

    /// As somebody else than the person reads it; of the holders nothing is said.
    pub fn to_others(locale: Locale, names: &Names, row: &LoggedRow) -> Self {
        let who = match row.role {
            Some(Role::Patient) => t!(locale, "The patient").into_owned(),
            Some(Role::Carer) => t!(locale, "Somebody who acts for the patient").into_owned(),
            _ => who(locale, AccountId(uuid::Uuid::nil()), names, row),
        };
        let (did, kinds) = (did(locale, row), kinds_said(locale, row.kinds));
        Self { at: row.at, who, did, kinds, holders: String::new() }
    }

    /// `reader` is the account of whoever reads.
    pub fn of(locale: Locale, reader: AccountId, names: &Names, row: &LoggedRow) -> Self {
        let holders: Vec<String> = row.holders.iter().map(|code| names.name(code)).collect();
        Self {
            at: row.at,
            who: who(locale, reader, names, row),
            did: did(locale, row),
            kinds: kinds_said(locale, row.kinds),
            holders: and_list(locale, &holders),
        }
    }
}

fn who(locale: Locale, reader: AccountId, names: &Names, row: &LoggedRow) -> String {
    let place = row.organisation.as_ref().map(|code| names.name(code));
    match (row.role, place) {
        (Some(Role::Patient), _) if row.account == Some(reader) => t!(locale, "You"),
        (Some(Role::Patient), _) => t!(locale, "You, in a log-in that you had before"),
        (Some(Role::Carer), _) => match row.account.and_then(|account| names.carers.get(&account)) {
            Some(name) => t!(locale, "{name}, who helps you", name = isolated(name)),
            None => t!(locale, "Somebody who acts for you"),
        },
        (Some(Role::Staff), Some(place)) => t!(locale, "Staff at {place}", place = place),
        (Some(Role::Staff), None) => t!(locale, "Staff"),
        (Some(Role::Inbound), Some(place)) => t!(locale, "{place}, by computer", place = place),
        (Some(Role::Inbound), None) => t!(locale, "An organisation, by computer"),
        (Some(Role::Operator), _) => t!(locale, "Those who run Front Door"),
        (Some(Role::Automatic), _) => t!(locale, "Front Door, by itself"),
        (Some(Role::Helper), _) => match row.account.and_then(|helper| names.helpers.get(&helper)) {
            Some(Helper { name, role, .. }) => {
                t!(locale, "{name}, {role}", name = isolated(name), role = isolated(role))
            }
            None => t!(locale, "Somebody who helped at a shared screen"),
        },
        (None, _) => t!(locale, "Somebody in a role that is new here"),
    }
    .into_owned()
}

fn did(locale: Locale, row: &LoggedRow) -> String {
    let Some(purpose) = Purpose::from_slug(&row.purpose) else {
        return t!(locale, "Did something that is new here").into_owned();
    };
    match purpose {
        Purpose::Home => t!(locale, "Opened the home page"),
        Purpose::List => t!(locale, "Looked at a list"),
        Purpose::Detail => t!(locale, "Opened one entry"),
        Purpose::File => t!(locale, "Opened the file of a letter"),
        Purpose::Report => t!(locale, "Opened an entry to say what is wrong in it"),
        Purpose::WhereFrom => t!(locale, "Looked at where the information comes from"),
        Purpose::Search => t!(locale, "Searched the record"),
        Purpose::Download => t!(locale, "Made a file to take away"),
        Purpose::YourDetails => t!(locale, "Looked at the name, address and phone number"),
        Purpose::Act => t!(locale, "Asked an organisation to do something, or looked for what it can do"),
        Purpose::Messages => t!(locale, "Read messages"),
        Purpose::MessageFile => t!(locale, "Opened the file of a message"),
        Purpose::Requests => t!(locale, "Looked at what was asked for"),
        Purpose::FollowUp => t!(locale, "Checked what became of something that was asked for"),
        Purpose::Reminder => t!(locale, "Looked if an appointment stands, to remind you of it"),
        Purpose::News => t!(locale, "Looked if there is something new, to tell you that there is"),
        Purpose::CalendarFeed => t!(locale, "Told your calendar app when your appointments are"),
        Purpose::WhoLooked => t!(locale, "Looked at this log"),
        Purpose::PlaceAdded => t!(locale, "Changed: one more place is asked"),
        Purpose::HospitalLogIn => t!(locale, "Changed: a hospital is asked with its own log-in"),
        Purpose::PlaceTakenBack => t!(locale, "Changed: a place is asked no more"),
        Purpose::ReportMade => t!(locale, "Changed: said that something is wrong"),
        Purpose::ReportTakenBack => t!(locale, "Changed: took a report back"),
        Purpose::ReportRead => t!(locale, "Read what you said is wrong"),
        Purpose::ResultsChosen => t!(locale, "Changed: when new results are shown"),
        Purpose::CalendarChanged => t!(locale, "Changed: the private address for a calendar app"),
        Purpose::LogCopied => t!(locale, "Made a copy of this log"),
        Purpose::PasswordChanged => t!(locale, "Changed: the password"),
        Purpose::EmailChanged => t!(locale, "Changed: the email address to log in with"),
        Purpose::MobileChanged => t!(locale, "Changed: the mobile number for texts"),
        Purpose::SecondStepChanged => t!(locale, "Changed: codes for logging in"),
        Purpose::PasskeysChanged => t!(locale, "Changed: passkeys"),
        Purpose::NhsLoginLinked => t!(locale, "Changed: NHS login opens this record"),
        Purpose::VisitCodeMade => t!(locale, "Made a visit code for you"),
        Purpose::VisitCodeUsed => t!(locale, "Logged in with a visit code"),
        Purpose::LogInMade => t!(locale, "Changed: a log-in was made with a code from the GP surgery"),
        Purpose::AccountClosed => t!(locale, "Changed: the log-in was closed"),
        Purpose::AccessGiven => t!(locale, "Changed: somebody was given access"),
        Purpose::AccessAccepted => t!(locale, "Changed: somebody accepted access to this record"),
        Purpose::AccessChanged => t!(locale, "Changed: what somebody may see"),
        Purpose::AccessEnded => t!(locale, "Changed: access was stopped or refused"),
        Purpose::PatientAdded => t!(locale, "Wrote you down here, so that somebody can be given access"),
        Purpose::CarersRead => t!(locale, "Looked at who can see this record"),
        Purpose::AccessReviewed => t!(locale, "Changed: looked again at who can see this record"),
        Purpose::AccessLifted => t!(locale, "Changed: access that was stopped goes on"),
        Purpose::OwnAccessStopped => t!(locale, "Changed: your own online access was stopped"),
        Purpose::OwnAccessGivenBack => t!(locale, "Changed: your own online access was given back"),
        Purpose::Safeguarding => t!(locale, "Did something for somebody’s safety"),
        Purpose::SafeguardingRead => t!(locale, "Read what was done for somebody’s safety"),
        Purpose::StaffLoggedIn => t!(locale, "Logged in at the staff desk"),
        Purpose::StaffRefused => {
            t!(locale, "Wanted something that they may not do, and did not get it")
        }
        Purpose::StaffChanged => t!(locale, "Changed: an account of staff"),
        Purpose::SourceStopped => t!(locale, "Changed: something is not shown any more"),
        Purpose::SourceStarted => t!(locale, "Changed: something is shown again"),
        Purpose::NoticeWritten => t!(locale, "Changed: a notice to patients was written"),
        Purpose::NoticeTakenBack => t!(locale, "Changed: a notice to patients was taken back"),
        Purpose::LogReadForPatient => t!(locale, "Read this log, because you asked for it"),
        Purpose::LogReadForComplaint => t!(locale, "Read this log, because of a complaint"),
        Purpose::LogReadForIncident => t!(locale, "Read this log, because something went wrong"),
        Purpose::LogReadForCheck => t!(locale, "Read this log, for a check that they do from time to time"),
        Purpose::LogChecked => t!(locale, "Checked that nobody changed the log"),
        Purpose::LinkageIssued => t!(locale, "Gave you a code to make a log-in"),
        Purpose::LogInCodeGiven => t!(locale, "Gave you a code to choose a new password"),
        Purpose::TerminalAdded => t!(locale, "Changed: a shared screen was added"),
        Purpose::TerminalEnded => t!(locale, "Changed: a shared screen was ended"),
        Purpose::HelperCame => t!(locale, "Began to help you at a shared screen, for that visit"),
        Purpose::HelperWent => t!(locale, "Stopped helping you at a shared screen"),
        Purpose::LogPurged => t!(locale, "Deleted old lines of this log"),
    }
    .into_owned()
}

fn kinds_said(locale: Locale, these: Kinds) -> String {
    // Its purpose has said so already: "Looked at the name, address and phone number".
    if these == Kinds::just(Kind::Details) {
        return String::new();
    }
    if Kinds::in_record().iter().all(|kind| these.contains(kind)) {
        return t!(locale, "everything").into_owned();
    }
    let words: Vec<String> =
        these.iter().map(|kind: Kind| kinds::words(locale, kind).word.into_owned()).collect();
    and_list(locale, &words)
}
