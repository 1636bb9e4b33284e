//! Where a prescribed medicine is, in words: as much as was told and no more.

use std::borrow::Cow;

use crate::domain::{Pharmacy, PrescriptionState};
use crate::t;
use crate::web::Words;
use crate::words::{Locale, isolated};

/// In one clause without a full stop: "Ready to collect at Quay Pharmacy".
pub fn place(locale: Locale, state: &PrescriptionState, pharmacy: Option<&Pharmacy>) -> Words {
    use PrescriptionState as State;
    let named = pharmacy.map(|pharmacy| isolated(&pharmacy.name));
    let place = named.unwrap_or_else(|| t!(locale, "the pharmacy"));
    match state {
        State::AskedFor => t!(locale, "Asked for, and not looked at yet"),
        State::BeingLookedAt => t!(locale, "The request is being looked at"),
        State::OnHold => t!(locale, "The request is on hold"),
        State::Refused => t!(locale, "The request was refused"),
        State::Approved => t!(locale, "Agreed by the prescriber"),
        State::SentElectronically => t!(locale, "Sent electronically to be prepared"),
        State::Cancelled => t!(locale, "Cancelled"),
        State::WithPharmacy => t!(locale, "With {place}", place = place),
        State::WithPharmacyNotTracked => {
            t!(locale, "With {place}, which does not tell us more", place = place)
        }
        State::PreparingRemainder => t!(locale, "The rest is being prepared at {place}", place = place),
        State::ReadyToCollect => t!(locale, "Ready to collect at {place}", place = place),
        State::ReadyToCollectInPart => t!(locale, "Part of it is ready to collect at {place}", place = place),
        State::ReadyToDispatch => t!(locale, "Ready to be sent to you by {place}", place = place),
        State::ReadyToDispatchInPart => {
            t!(locale, "Part of it is ready to be sent to you by {place}", place = place)
        }
        State::NotDispensed => t!(locale, "Not given out"),
        State::Dispatched => t!(locale, "Sent to you by {place}", place = place),
        State::Collected => t!(locale, "Collected"),
        State::TrackingUnavailable => t!(locale, "Nobody can tell us at the moment where it is"),
        State::Finished => t!(locale, "Listed as finished"),
        State::NotSaid => t!(locale, "The record does not say where it is"),
        State::Other(word) => word.clone().into(),
    }
}

/// What a whole prescription in one state means for the person, as sentences.
pub fn what_next(
    locale: Locale,
    state: &PrescriptionState,
    pharmacy: Option<&Pharmacy>,
    number: Option<&str>,
    holder: Option<&str>,
) -> Option<Words> {
    use PrescriptionState as State;
    let ask =
        |name: Cow<'_, str>| t!(locale, "Ask {name} if you want to know what happens next.", name = name);
    let of_pharmacy = || pharmacy.map(|pharmacy| ask(isolated(&pharmacy.name)));
    let of_holder = || holder.map(|name| ask(isolated(name)));
    Some(match state {
        State::AskedFor | State::BeingLookedAt | State::OnHold => return of_holder(),
        State::Approved if pharmacy.is_none() => match number {
            Some(_) => t!(
                locale,
                "We were not told of a pharmacy that has it. A pharmacy can find it by its number."
            ),
            None => return of_holder(),
        },
        State::SentElectronically => {
            t!(
                locale,
                "The surgery sent it for a pharmacy to prepare. If we are told where it is, your list shows that too."
            )
        }
        State::ReadyToCollectInPart | State::ReadyToDispatchInPart | State::PreparingRemainder => {
            t!(locale, "The rest comes later.")
        }
        State::Refused | State::Cancelled | State::NotDispensed => match holder {
            Some(name) => t!(locale, "Ask {name} if you think you still need it.", name = isolated(name)),
            None => return None,
        },
        State::WithPharmacyNotTracked | State::TrackingUnavailable | State::NotSaid | State::Other(_) => {
            return of_pharmacy().or_else(of_holder);
        }
        State::Approved
        | State::WithPharmacy
        | State::ReadyToCollect
        | State::ReadyToDispatch
        | State::Dispatched
        | State::Collected
        | State::Finished => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Locale = Locale::English;

    fn quay() -> Pharmacy {
        Pharmacy { name: "Quay Pharmacy".into(), address: None, phone: None, website: None }
    }

    #[test]
    fn a_medicine_that_is_ready_says_where() {
        let ready = PrescriptionState::ReadyToCollect;
        assert_eq!(place(EN, &ready, Some(&quay())), "Ready to collect at Quay Pharmacy");
        assert_eq!(place(EN, &ready, None), "Ready to collect at the pharmacy");
    }

    #[test]
    fn a_state_that_we_do_not_know_stands_in_the_source_s_own_word() {
        assert_eq!(place(EN, &PrescriptionState::Other("In the van".into()), Some(&quay())), "In the van");
    }

    #[test]
    fn nobody_is_sent_to_a_pharmacy_that_has_nothing() {
        for state in [PrescriptionState::Approved, PrescriptionState::AskedFor, PrescriptionState::Refused] {
            let words =
                what_next(EN, &state, None, Some("1"), Some("Hill Street Surgery")).unwrap_or_default();
            let told = place(EN, &state, None);
            assert!(!words.contains("collect") && !told.contains("collect"), "{told}: {words}");
        }
    }

    #[test]
    fn a_pharmacy_that_does_not_tell_is_the_one_to_ask() {
        let words = what_next(
            EN,
            &PrescriptionState::WithPharmacyNotTracked,
            Some(&quay()),
            None,
            Some("Prescriptions for Patients"),
        );
        assert_eq!(words.as_deref(), Some("Ask Quay Pharmacy if you want to know what happens next."));
    }
}
