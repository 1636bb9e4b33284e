//! What somebody may be given to do, besides looking, in words.

use crate::connectors::Connector;
use crate::domain::{Kind, Kinds, OdsCode, kinds_to_do};
use crate::gather::Gather;
use crate::t;
use crate::web::Words;
use crate::web::components::Choice;
use crate::words::{Locale, and_list};

/// The kinds with which somebody who acts for a patient can have something done there: not where the patient alone can.
pub fn can_do(gather: &Gather, at: &OdsCode) -> Kinds {
    let can = |kind: &Kind| {
        gather.carers_can(at, *kind, |connector: &dyn Connector| match kind {
            Kind::Prescriptions => connector.repeat_prescriptions().is_some(),
            Kind::Referrals => connector.referral_service().is_some(),
            Kind::Messages => connector.message_service().is_some(),
            _ => connector.appointment_book().is_some() || connector.attendance_service().is_some(),
        })
    };
    kinds_to_do().iter().filter(can).collect()
}

/// A box for each thing that can be done with these kinds, with what it means.
pub fn doing_choices(locale: Locale, offered: Kinds, chosen: Kinds) -> Vec<Choice> {
    let choice = |kind: Kind| {
        let (label, hint) = match kind {
            Kind::Prescriptions => (
                t!(locale, "Order repeat medicines"),
                t!(locale, "They see your medicines and prescriptions too."),
            ),
            Kind::Referrals => (
                t!(locale, "Say that a referral is no longer needed"),
                t!(locale, "They see your referrals too. Your place on a list may go to somebody else."),
            ),
            Kind::Messages => (
                t!(locale, "Write messages"),
                t!(locale, "They see your messages too. Each message says that they wrote it for you."),
            ),
            _ => (
                t!(locale, "Book, change, cancel and confirm appointments"),
                t!(locale, "They see your appointments too. Not every place takes all of this here."),
            ),
        };
        Choice { value: kind.slug(), label, hint: Some(hint), chosen: chosen.contains(kind) }
    };
    offered.and(kinds_to_do()).iter().map(choice).collect()
}

/// What it means for the patient.
pub fn doing_means(locale: Locale) -> Words {
    t!(
        locale,
        "You can leave this empty. What you choose they can do without asking you each time. You see every request, with their name."
    )
}

/// What may be done, in a sentence.
pub fn doing_said(locale: Locale, act: Kinds) -> String {
    said(locale, act, &t!(locale, "book, change, cancel and confirm appointments"))
}

/// The same at one place, as far as it takes it: some have no book, and hear that somebody is coming.
pub fn doing_said_at(locale: Locale, gather: &Gather, at: &OdsCode, act: Kinds) -> String {
    let can = |test: fn(&dyn Connector) -> bool| gather.carers_can(at, Kind::Appointments, test);
    let books = can(|connector| connector.appointment_book().is_some());
    let confirms = can(|connector| connector.attendance_service().is_some());
    let appointments = match (books, confirms) {
        (true, true) => t!(locale, "book, change, cancel and confirm appointments"),
        (false, true) => t!(locale, "confirm appointments"),
        (_, false) => t!(locale, "book, change and cancel appointments"),
    };
    said(locale, act.and(can_do(gather, at)), &appointments)
}

fn said(locale: Locale, act: Kinds, appointments: &str) -> String {
    let said = |kind: Kind| match kind {
        Kind::Prescriptions => t!(locale, "order repeat medicines").into_owned(),
        Kind::Referrals => t!(locale, "say that a referral is no longer needed").into_owned(),
        Kind::Messages => t!(locale, "write messages").into_owned(),
        _ => appointments.to_owned(),
    };
    let all: Vec<String> = act.and(kinds_to_do()).iter().map(said).collect();
    and_list(locale, &all)
}
