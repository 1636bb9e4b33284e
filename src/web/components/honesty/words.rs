//! What one organisation's state means to a person: every kind of "nothing" has words of its own.

use chrono::{DateTime, Utc};

use super::what;
use crate::domain::{Failure, Kind, OldCopy, SourceNote, SourceReport, SourceState, WhyMissing, WhyNotAsked};
use crate::web::Words;
use crate::web::components::icon::Sign;
use crate::words::{Locale, dates, isolated};
use crate::{count, t};

/// A state in words.
#[derive(Clone, PartialEq, Debug)]
pub struct Said {
    pub sign: Sign,
    /// Who, and how it stands.
    pub lead: Words,
    /// What that means, and what to do.
    pub rest: Vec<Words>,
    /// The source's own words.
    pub quotes: Vec<String>,
    /// Whether asking again may help.
    pub check_again: bool,
}

impl Said {
    fn new(sign: Sign, lead: Words) -> Self {
        Self { sign, lead, rest: Vec::new(), quotes: Vec::new(), check_again: false }
    }

    fn and(mut self, words: Words) -> Self {
        self.rest.push(words);
        self
    }

    fn with_phone(self, words: Option<Words>) -> Self {
        match words {
            Some(words) => self.and(words),
            None => self,
        }
    }
}

/// What a report says, about one kind of entry or (`what` is `None`) about all of them.
pub fn said(locale: Locale, now: DateTime<Utc>, report: &SourceReport, what: Option<Kind>) -> Said {
    let name = isolated(&report.organisation.name);
    let name = &*name;
    let phone = report.organisation.phone.as_deref();
    match &report.state {
        SourceState::Answered { .. } => {
            Said::new(Sign::Answered, t!(locale, "{name} has answered.", name = name))
        }
        SourceState::InPart { set_aside, notes, .. } => in_part(locale, name, *set_aside, notes, what)
            .with_phone(phone.map(|phone| t!(locale, "Call {phone} to ask for the rest.", phone = phone))),
        SourceState::Waiting => waiting(locale, name),
        SourceState::Failed { why, copy } => failed(locale, now, name, *why, copy.as_ref(), what).with_phone(
            phone.map(|phone| t!(locale, "Call {phone} if you expect something.", phone = phone)),
        ),
        SourceState::NotAsked(WhyNotAsked::Stopped) => {
            let lead = match what {
                Some(_) => t!(locale, "{name} has asked us not to show this at the moment.", name = name),
                None => t!(locale, "{name} has asked us not to show something at the moment.", name = name),
            };
            Said::new(Sign::NotAsked, lead)
                .with_phone(phone.map(|phone| t!(locale, "Call {phone} if you need it.", phone = phone)))
        }
        SourceState::NotAsked(why) => not_asked(locale, name, *why)
            .with_phone(phone.map(|phone| t!(locale, "You can call {phone}.", phone = phone))),
        SourceState::NotForThisAge => Said::new(
            Sign::NotAsked,
            t!(locale, "{name} does not share online with people of this age.", name = name),
        )
        .with_phone(phone.map(|phone| t!(locale, "Call {phone} to ask for the record.", phone = phone))),
        SourceState::NotSharedOnline => Said::new(Sign::NotAsked, what::not_shared(locale, what, name))
            .with_phone(phone.map(|phone| t!(locale, "Call {phone} to ask.", phone = phone))),
        SourceState::DoesNotKnowPerson { .. } => {
            Said::new(Sign::NotAsked, t!(locale, "{name} told us that it does not know you.", name = name))
                .with_phone(
                    phone.map(|phone| t!(locale, "Call {phone} if you have been there.", phone = phone)),
                )
        }
        SourceState::NotConnected => {
            Said::new(Sign::NotAsked, t!(locale, "{name} is not connected to Front Door yet.", name = name))
                .with_phone(phone.map(|phone| t!(locale, "Call {phone} for your record.", phone = phone)))
        }
    }
}

pub fn waiting(locale: Locale, names: &str) -> Said {
    let mut said = Said::new(Sign::Waiting, t!(locale, "We are still waiting for {names}.", names = names))
        .and(t!(locale, "Something may be missing until then."));
    said.check_again = true;
    said
}

fn in_part(locale: Locale, name: &str, set_aside: u32, notes: &[SourceNote], what: Option<Kind>) -> Said {
    let mut said = Said::new(Sign::InPart, t!(locale, "{name} answered in part.", name = name));
    if set_aside > 0 {
        said.rest.push(count!(
            locale,
            set_aside,
            one = "1 entry could not be read and is not shown.",
            other = "{n} entries could not be read and are not shown."
        ));
    }
    for note in notes {
        let (words, quote) = match note {
            SourceNote::ConfidentialItems => {
                (Some(t!(locale, "Some entries are marked confidential and are not shown online.")), None)
            }
            SourceNote::TransferUnderWay { text } => (
                Some(t!(locale, "Your record is still on its way there, so some of it is missing.")),
                text.as_ref(),
            ),
            SourceNote::Incomplete { text } => {
                (Some(t!(locale, "It told us that something is missing.")), text.as_ref())
            }
            SourceNote::Missing(why) => (Some(missing(locale, *why, what)), None),
            SourceNote::Words(text) => (None, Some(text)),
        };
        said.rest.extend(words);
        said.quotes.extend(quote.cloned());
    }
    if said.rest.is_empty() {
        said.rest.push(t!(locale, "Something may be missing."));
    }
    said
}

/// Why part of the answer of a service that asks hospitals is missing.
pub fn missing(locale: Locale, why: WhyMissing, what: Option<Kind>) -> Words {
    match why {
        WhyMissing::NoAnswerInTime => t!(locale, "Some hospitals did not answer it in time."),
        WhyMissing::Unreadable => t!(locale, "Some hospitals sent it an answer that it could not read."),
        WhyMissing::CouldNotAnswer => t!(locale, "Some hospitals could not answer it."),
        WhyMissing::OlderThanYears(years) if what == Some(Kind::Appointments) => count!(
            locale,
            years,
            one = "Appointments older than 1 year are not shown here.",
            other = "Appointments older than {n} years are not shown here."
        ),
        WhyMissing::OlderThanYears(years) => count!(
            locale,
            years,
            one = "What is older than 1 year is not shown here.",
            other = "What is older than {n} years is not shown here."
        ),
        WhyMissing::NoLongerCount => t!(locale, "Entries that no longer count are not shown here."),
        WhyMissing::NoMoreThan(entries) => {
            t!(locale, "It never tells us of more than {n}, so older ones may be missing.", n = entries)
        }
    }
}

fn failed(
    locale: Locale,
    now: DateTime<Utc>,
    name: &str,
    why: Failure,
    copy: Option<&OldCopy>,
    what: Option<Kind>,
) -> Said {
    let lead = match why {
        Failure::NoAnswer => t!(locale, "{name} has not answered.", name = name),
        Failure::Busy => t!(locale, "{name} cannot answer at the moment.", name = name),
        Failure::Unreadable => t!(locale, "{name} sent an answer that we cannot read.", name = name),
        Failure::AboutSomebodyElse => {
            t!(locale, "{name} sent an answer that we cannot trust, so we do not show it.", name = name)
        }
        Failure::Refused => t!(locale, "{name} did not let us ask.", name = name),
    };
    let mut said = Said::new(Sign::Failed, lead);
    match copy {
        Some(copy) if copy.entries > 0 => {
            let when = dates::told_at(locale, copy.told_at, now);
            said.rest.push(t!(locale, "What you see from there is a copy, told us {when}.", when = when));
            said.rest.push(what::may_be_missing(locale, what));
        }
        Some(copy) => {
            let when = dates::told_at(locale, copy.told_at, now);
            said.rest.push(t!(locale, "It last answered {when}, and told us of none.", when = when));
            said.rest.push(what::may_be_missing(locale, what));
        }
        None => said.rest.push(what::none_shown(locale, what)),
    }
    said.check_again = why != Failure::Refused;
    said
}

/// `names` may be several, where the sentence fits one as well as more.
pub fn not_asked(locale: Locale, names: &str, why: WhyNotAsked) -> Said {
    let lead = t!(locale, "We have not asked {names}.", names = names);
    let (reason, check_again) = match why {
        WhyNotAsked::NeedsNhsLogin => (t!(locale, "It answers only when you log in with NHS login."), false),
        WhyNotAsked::NhsLoginEnded => {
            (t!(locale, "Your NHS login has run out. Log in with NHS login again."), false)
        }
        WhyNotAsked::OnlyThePatient => (t!(locale, "It answers only to the patient."), false),
        WhyNotAsked::NeedsHospitalLogIn => (t!(locale, "It answers only when you log in there too."), false),
        WhyNotAsked::Restricted => {
            (t!(locale, "Your record has extra protection, so less of it is shown online."), false)
        }
        WhyNotAsked::DemographicsUnknown => {
            (t!(locale, "We must first check your details nationally, and that has not worked yet."), true)
        }
        WhyNotAsked::Stopped => (t!(locale, "It has asked us not to show this at the moment."), false),
        WhyNotAsked::NotApproved => (t!(locale, "It has not yet agreed to show records here."), false),
    };
    let mut said = Said::new(Sign::NotAsked, lead).and(reason);
    said.check_again = check_again;
    said
}
