//! Referrals in words: who asked whom for what, when, and how it stands; never more than was told.

use chrono::{DateTime, Utc};

use crate::domain::{Held, Referral, ReferralBooking, RequestState, Urgency};
use crate::journeys::record::entry_words::{Fact, FactList, Line};
use crate::journeys::record::listed::{Listed, Section, Way};
use crate::journeys::record::request_words::{self, Headings, with_waiting};
use crate::t;
use crate::web::Words;
use crate::web::components::TagColour;
use crate::words::{Locale, and_list, dates, isolated};

impl Listed for Referral {
    fn name(&self) -> &str {
        &self.what.text
    }

    fn sections(locale: Locale, _: DateTime<Utc>, entries: &[Held<Self>], _: Way) -> Vec<Section<'_, Self>> {
        let headings = Headings {
            open: t!(locale, "Open referrals"),
            not_said: t!(locale, "Referrals that may be open or finished"),
            over: t!(locale, "Referrals that are over"),
        };
        request_words::sections(
            headings,
            entries,
            |referral| &referral.state,
            |referral| referral.made.or(referral.waiting.since),
        )
    }

    fn line(&self, locale: Locale) -> Line {
        let words = |date| dates::partial(locale, date);
        let made = self.made.as_ref().map(|date| t!(locale, "dated {date}", date = words(date)));
        let since = self.waiting.since.as_ref();
        let since = since.map(|date| t!(locale, "waiting counts from {date}", date = words(date)));
        let booking = self.booking.as_ref().filter(|_| self.state.is_open() == Some(true));
        Line {
            what: who_asked_whom(locale, self).map(Words::into_owned),
            small: made.or(since).map(Words::into_owned),
            tag: request_words::tag(locale, &self.state).or_else(|| {
                booking.map(|booking| (booking_state(locale, booking).into_owned(), TagColour::White))
            }),
        }
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        let state = request_words::state(locale, &self.state);
        let facts = FactList::default()
            .text(t!(locale, "What for"), Some(&self.what.text))
            .said(t!(locale, "How it stands"), state.unwrap_or_else(|| t!(locale, "The record does not say")))
            .text(t!(locale, "Why it stands so"), self.reason_for_state.as_ref())
            .text(t!(locale, "Booking"), self.booking.as_ref().map(|booking| booking_state(locale, booking)))
            .date(locale, t!(locale, "To be looked at by"), self.review_due.as_ref())
            .text(t!(locale, "How soon"), self.urgency.as_ref().map(|urgency| how_soon(locale, urgency)))
            .text(t!(locale, "Reason"), self.reason.as_ref())
            .text(t!(locale, "What it says"), self.description.as_ref())
            .text(t!(locale, "Asked by"), self.asked_by.as_ref())
            .lines(t!(locale, "Who is asked"), self.asked.clone())
            .text(t!(locale, "Kind of service"), self.specialty.as_ref())
            .text(t!(locale, "Where"), self.place.as_ref())
            .date(locale, t!(locale, "Date of the referral"), self.made.as_ref())
            .date(locale, t!(locale, "Wanted from"), self.wanted_from.as_ref())
            .date(locale, t!(locale, "Wanted by"), self.wanted_until.as_ref());
        with_waiting(facts, locale, &self.waiting)
            .text(t!(locale, "What you are asked to do"), self.instruction.as_ref())
            .text(t!(locale, "Booking reference"), self.ubrn.as_ref())
            .text(t!(locale, "Note"), self.note.as_ref())
            .done()
    }
}

fn how_soon(locale: Locale, urgency: &Urgency) -> Words {
    match urgency {
        Urgency::Routine => t!(locale, "Routine"),
        Urgency::Urgent => t!(locale, "Urgent"),
        Urgency::AsSoonAsPossible => t!(locale, "As soon as possible"),
        Urgency::AtOnce => t!(locale, "At once"),
        Urgency::Other(word) => word.clone().into(),
    }
}

/// What can be booked, in a few words.
fn booking_state(locale: Locale, booking: &ReferralBooking) -> Words {
    match booking {
        ReferralBooking::CanBeBooked => t!(locale, "Can be booked"),
        ReferralBooking::CanBeBookedAgain => t!(locale, "Can be booked again"),
        ReferralBooking::InReview => t!(locale, "Being looked at"),
        ReferralBooking::Other(word) => word.clone().into(),
    }
}

/// What can be booked and until when the referral is looked at, a sentence each.
pub fn booking_story(locale: Locale, referral: &Referral) -> Vec<Words> {
    let booking = referral.booking.as_ref().map(|booking| match booking {
        ReferralBooking::CanBeBooked => {
            t!(locale, "The record says that an appointment for it can be booked.")
        }
        ReferralBooking::CanBeBookedAgain => {
            t!(
                locale,
                "The appointment for it was cancelled. The record says that another one can be booked."
            )
        }
        ReferralBooking::InReview => {
            t!(locale, "Those who were asked look at it before anything can be booked.")
        }
        ReferralBooking::Other(word) => {
            t!(locale, "The record says about booking: “{word}”.", word = isolated(word))
        }
    });
    let due = referral.review_due.as_ref();
    let due =
        due.map(|date| t!(locale, "They are to look at it by {date}.", date = dates::partial(locale, date)));
    booking.into_iter().chain(due).collect()
}

/// "Dr Okafor asked Vale Community Care", as far as either is told. A plan has not been asked of anyone.
pub fn who_asked_whom(locale: Locale, referral: &Referral) -> Option<Words> {
    let names: Vec<String> = referral.asked.iter().map(|name| isolated(name).into_owned()).collect();
    let (by, whom) = (referral.asked_by.as_deref().map(isolated), and_list(locale, &names));
    if referral.is_waiting_list {
        return Some(match names.is_empty() {
            true => t!(locale, "A place on a waiting list"),
            false => t!(locale, "A place on a waiting list at {whom}", whom = whom),
        });
    }
    Some(match (referral.state == RequestState::Planned, by, names.is_empty()) {
        (false, Some(by), false) => t!(locale, "{by} asked {whom}", by = by, whom = whom),
        (false, Some(by), true) => t!(locale, "Asked by {by}", by = by),
        (_, None, false) => t!(locale, "For {whom}", whom = whom),
        (true, Some(by), false) => t!(locale, "Planned by {by} for {whom}", by = by, whom = whom),
        (true, Some(by), true) => t!(locale, "Planned by {by}", by = by),
        (_, None, true) => return None,
    })
}

/// What kind of list somebody waits on, and where.
pub fn which_list(locale: Locale, referral: &Referral) -> Words {
    let names: Vec<String> = referral.asked.iter().map(|name| isolated(name).into_owned()).collect();
    match names.is_empty() {
        true => t!(locale, "This is a place on a list of people who wait to be seen or treated."),
        false => t!(
            locale,
            "This is a place on a list at {whom} of people who wait to be seen or treated.",
            whom = and_list(locale, &names)
        ),
    }
}

/// How it stands, in sentences of their own.
pub fn how_it_stands(locale: Locale, state: &RequestState) -> Words {
    match state {
        RequestState::Planned => {
            t!(locale, "It is only planned. The record does not say that anyone was asked.")
        }
        RequestState::Booked => t!(locale, "The record says that it is booked."),
        RequestState::Active => {
            t!(locale, "The record lists it as active. It does not say how far it has come.")
        }
        RequestState::OnHold => t!(locale, "The record says that it is on hold."),
        RequestState::Cancelled => t!(locale, "The record says that it was cancelled."),
        RequestState::Refused => t!(locale, "The record says that it was refused."),
        RequestState::Done => t!(locale, "The record says that it is finished."),
        RequestState::NotSaid => t!(locale, "The record does not say what came of it."),
        RequestState::Other(word) => t!(locale, "The record says about it: “{word}”.", word = isolated(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{PartialDate, Waiting};
    use crate::journeys::record::testing::{self, SURGERY};

    const EN: Locale = Locale::English;

    fn asked(by: Option<&str>, whom: &[&str], state: RequestState) -> Option<String> {
        let referral = Referral {
            asked_by: by.map(str::to_owned),
            asked: whom.iter().map(|name| (*name).to_owned()).collect(),
            state,
            ..testing::referral("Physiotherapy")
        };
        who_asked_whom(EN, &referral).map(Words::into_owned)
    }

    #[test]
    fn only_those_are_named_who_were_told() {
        let active = || RequestState::Active;
        assert_eq!(asked(Some("Dr A"), &["B", "C"], active()).as_deref(), Some("Dr A asked B and C"));
        assert_eq!(asked(Some("Dr A"), &[], active()).as_deref(), Some("Asked by Dr A"));
        assert_eq!(asked(None, &["B"], active()).as_deref(), Some("For B"));
        assert_eq!(asked(None, &[], active()), None);
    }

    #[test]
    fn a_place_on_a_waiting_list_is_told_with_the_hospital_s_own_figures() {
        let list = Referral {
            is_waiting_list: true,
            state: RequestState::Active,
            asked: vec!["Isle of Wight NHS Trust".into()],
            waiting: Waiting {
                planned: Some("22 weeks".into()),
                most_people: Some("25 weeks".into()),
                since: PartialDate::parse("2022-06-22"),
                ..Waiting::default()
            },
            ..testing::referral("Ophthalmology")
        };
        let line = list.line(EN);
        assert_eq!(line.what.as_deref(), Some("A place on a waiting list at Isle of Wight NHS Trust"));
        assert_eq!(line.small.as_deref(), Some("waiting counts from 22 June 2022"));
        let lines: Vec<_> = list.facts(EN).into_iter().flat_map(|fact| fact.lines).collect();
        assert!(
            lines.contains(&"22 weeks".to_owned()) && lines.contains(&"25 weeks".to_owned()),
            "{lines:?}"
        );
        assert!(!lines.iter().any(|line| line.contains("23")), "nothing is worked out: {lines:?}");
    }

    #[test]
    fn what_can_be_booked_is_said_of_an_open_referral_only() {
        let told = |booking, state| {
            let booking = Some(booking);
            Referral { booking, state, ..testing::referral("Urology") }.line(EN).tag.map(|tag| tag.0)
        };
        let open = || RequestState::Active;
        assert_eq!(told(ReferralBooking::CanBeBooked, open()).as_deref(), Some("Can be booked"));
        assert_eq!(told(ReferralBooking::InReview, open()).as_deref(), Some("Being looked at"));
        assert_eq!(told(ReferralBooking::Other("triaged".into()), open()).as_deref(), Some("triaged"));
        assert_eq!(told(ReferralBooking::CanBeBooked, RequestState::Done).as_deref(), Some("Finished"));
    }

    #[test]
    fn nobody_was_asked_for_what_is_only_planned() {
        let words = asked(Some("Dr A"), &["B"], RequestState::Planned).unwrap_or_default();
        assert_eq!(words, "Planned by Dr A for B");
        assert!(!words.contains("asked"));
    }

    #[test]
    fn a_referral_of_which_nobody_says_how_it_stands_is_neither_open_nor_over() {
        let states = [
            RequestState::Done,
            RequestState::NotSaid,
            RequestState::Refused,
            RequestState::OnHold,
            RequestState::Other("Triaged".into()),
        ];
        let entries = states
            .map(|state| testing::held(Referral { state, ..testing::referral("Physiotherapy") }, &[SURGERY]));
        let sections = Referral::sections(EN, testing::now(), &entries, Way::Usual);
        let shape: Vec<_> =
            sections.iter().map(|s| (s.heading.clone().unwrap_or_default(), s.entries.len())).collect();
        assert_eq!(
            shape,
            [
                ("Open referrals".to_owned(), 1),
                ("Referrals that may be open or finished".to_owned(), 2),
                ("Referrals that are over".to_owned(), 2)
            ]
        );
    }

    #[test]
    fn an_unknown_state_and_an_unknown_urgency_show_the_source_s_own_words() {
        let referral = Referral {
            state: RequestState::Other("Triaged".into()),
            urgency: Some(Urgency::Other("2 week wait".into())),
            made: PartialDate::parse("2026-03"),
            ..testing::referral("Physiotherapy")
        };
        let line = referral.line(EN);
        assert_eq!(line.tag.map(|tag| tag.0).as_deref(), Some("Triaged"));
        assert_eq!(line.small.as_deref(), Some("dated March 2026"));
        let lines: Vec<_> = referral.facts(EN).into_iter().flat_map(|fact| fact.lines).collect();
        assert_eq!(lines, ["Physiotherapy", "Triaged", "2 week wait", "March 2026"]);
    }
}
