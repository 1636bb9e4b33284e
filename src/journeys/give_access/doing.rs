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
            Kind::Messages => connector.message_service().is_some(),
            _ => connector.appointment_book().is_some(),
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
            Kind::Messages => (
                t!(locale, "Write messages"),
                t!(locale, "They see your messages too. Each message says that they wrote it for you."),
            ),
            _ => (
                t!(locale, "Book, change and cancel appointments"),
                t!(locale, "They see your appointments too."),
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
    let said = |kind: Kind| match kind {
        Kind::Prescriptions => t!(locale, "order repeat medicines").into_owned(),
        Kind::Messages => t!(locale, "write messages").into_owned(),
        _ => t!(locale, "book, change and cancel appointments").into_owned(),
    };
    let all: Vec<String> = act.and(kinds_to_do()).iter().map(said).collect();
    and_list(locale, &all)
}
