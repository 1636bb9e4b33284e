//! How a grant stands, what it gives and how long it lasts, in words for both.

use chrono::NaiveDate;

use crate::domain::{Due, Grant, GrantBasis, GrantPart, GrantState, Growing, OdsCode, OnDay, Reason, may_do};
use crate::gather::Gather;
use crate::journeys::give_access::{can_do, doing_said_at, kinds_said};
use crate::store::KeptGrant;
use crate::t;
use crate::web::Words;
use crate::web::components::TagColour;
use crate::words::{Locale, dates};

/// How a grant stands, for the patient.
#[derive(Clone, PartialEq, Debug)]
pub struct Stands {
    pub words: Words,
    pub colour: TagColour,
}

/// How a grant stands that stands so by the calendar.
pub fn stands(locale: Locale, kept: &KeptGrant, on: OnDay) -> Stands {
    let (words, colour) = match (on, kept.state) {
        (OnDay::Active, _) => (t!(locale, "Can see your record"), TagColour::Green),
        (OnDay::Asked, _) => (t!(locale, "Has not answered yet"), TagColour::Yellow),
        (OnDay::NotYet, _) => (t!(locale, "Has not begun yet"), TagColour::Yellow),
        (OnDay::NotActive, GrantState::Refused) => (t!(locale, "Said no"), TagColour::Grey),
        (OnDay::NotActive, GrantState::Suspended) if kept.reason == Some(Reason::Review) => {
            (t!(locale, "Stopped until it is looked at again"), TagColour::Grey)
        }
        (OnDay::NotActive, GrantState::Suspended) => (t!(locale, "Stopped for now"), TagColour::Grey),
        (OnDay::NotActive, _) => (t!(locale, "Ended"), TagColour::Grey),
    };
    Stands { words, colour }
}

/// Why somebody whom the patient did not let in may see the record; nothing where the patient did.
pub fn why_they_may(locale: Locale, basis: GrantBasis) -> Option<Words> {
    match basis {
        GrantBasis::Consent => None,
        GrantBasis::ParentalResponsibility => Some(t!(locale, "They have parental responsibility for you")),
        GrantBasis::BestInterest => {
            Some(t!(locale, "Staff who look after you decided that it is best for you"))
        }
        GrantBasis::HealthAndWelfareLastingPowerOfAttorney => {
            Some(t!(locale, "They are your attorney for health and welfare"))
        }
        GrantBasis::CourtAppointedPersonalWelfareDeputy => Some(t!(locale, "A court made them your deputy")),
    }
}

/// "Until 20 December 2026. That is soon"; a parent's access until it ends by age.
pub fn lasts(locale: Locale, grant: &Grant, growing: Option<Growing>, today: NaiveDate) -> String {
    if let Some((day, years)) = growing.and_then(|growing| growing.ends()) {
        let day = dates::short_day(locale, day);
        return t!(locale, "Until {day} (age {n}), or until one of you ends it", day = day, n = years)
            .into_owned();
    }
    let Some(until) = grant.until else {
        return t!(locale, "Until one of you ends it").into_owned();
    };
    let day = dates::short_day(locale, until);
    match grant.due(today) {
        Some(Due::InAWeek) => t!(locale, "Until {day}. That is very soon", day = day).into_owned(),
        Some(Due::InAMonth) => t!(locale, "Until {day}. That is soon", day = day).into_owned(),
        Some(Due::InHalfAYear) | None => t!(locale, "Until {day}", day = day).into_owned(),
    }
}

/// Each place with what may be seen of it, and done there as far as the place takes anything of that kind.
pub fn parts_said(locale: Locale, gather: &Gather, parts: &[GrantPart]) -> Vec<(String, String)> {
    let said = |part: &GrantPart| {
        let see = part.see.without(part.hidden);
        let act = may_do(see, part.act).and(can_do(gather, &part.organisation));
        let sees = kinds_said(locale, see);
        let said = match act.is_empty() {
            true => sees,
            false => {
                let does = doing_said_at(locale, gather, &part.organisation, act);
                t!(locale, "{sees}. Also: {does}.", sees = sees, does = does).into_owned()
            }
        };
        (place_name(gather, &part.organisation), said)
    };
    parts.iter().map(said).collect()
}

/// As our own sources file has it, else its code.
pub fn place_name(gather: &Gather, code: &OdsCode) -> String {
    let found = gather.connected().find(|organisation| organisation.ods_code == *code);
    found.map_or_else(|| code.to_string(), |organisation| organisation.name.clone())
}
