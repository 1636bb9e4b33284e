//! Who may act for the person nationally, and for whom the person may act: read, kept, and shown. It opens nothing.

use std::slice;
use std::time::Duration;

use crate::access::{Permit, Purpose};
use crate::domain::{ActingBasis, Kinds, NationalRelationship, NhsNumber, RoleState, Stated};
use crate::gather::NotRead;
use crate::t;
use crate::web::{AppState, PageError, Words};
use crate::words::{Locale, dates, isolated};

/// The page waits no longer for the national service; then what was read before is shown.
const LONGEST: Duration = Duration::from_millis(1500);

/// What is shown of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Acting {
    /// What came of asking now, and what else has to be known.
    pub said: String,
    pub lines: Vec<ActingLine>,
}

/// One statement of the service.
#[derive(Clone, PartialEq, Debug)]
pub struct ActingLine {
    pub title: String,
    pub small: String,
}

/// Asks the national service and keeps what it says. Only the patients themselves are shown any of it, and about a
/// restricted record nobody is asked; `number` is the one in force, as demographics told.
///
/// # Errors
/// When the access log or our database does not answer: then nothing is shown.
pub async fn acting(
    app: &AppState,
    permit: &Permit,
    locale: Locale,
    number: Option<NhsNumber>,
    restricted: bool,
) -> Result<Option<Acting>, PageError> {
    let (Some(service), Some(number)) = (&app.relationships, number) else { return Ok(None) };
    if restricted || !permit.is_the_patients_own() {
        return Ok(None);
    }
    let holder = slice::from_ref(&service.organisation().ods_code);
    let noted = permit.note(holder, Kinds::NONE, Purpose::YourDetails).await;
    noted.map_err(|_| PageError::CannotDisclose)?;
    let order = permit.order_by_nhs_login().unwrap_or_else(|_| permit.order());
    let order = order.with_number_in_force(number);
    let now = app.clock.now();
    let asked = tokio::time::timeout(LONGEST, service.read(&order)).await;
    let (read, said) = match asked {
        Ok(Ok(read)) => {
            let none = read.all.is_empty();
            let said = none.then(|| t!(locale, "The national service told us of nobody."));
            (Some(read), said.unwrap_or_default())
        }
        other => {
            let read = service.last_read(&order).await.map_err(PageError::internal)?;
            let when = read.as_ref().map(|read| dates::told_at(locale, read.at, now));
            let must_log_in = matches!(other, Ok(Err(NotRead::NeedsNhsLogin)));
            (read, not_now(locale, must_log_in, when.as_deref()))
        }
    };
    let all = read.map(|read| read.all).unwrap_or_default();
    let lines = all.iter().map(|one| line(locale, one, number)).collect();
    Ok(Some(Acting { said: said.into_owned(), lines }))
}

/// Why nothing was told now, with when it was told before.
fn not_now(locale: Locale, must_log_in: bool, when: Option<&str>) -> Words {
    let why = if must_log_in {
        t!(locale, "Not asked now: it answers only to people who log in with NHS login.")
    } else {
        t!(locale, "The national service has not answered.")
    };
    match when {
        Some(when) => t!(locale, "{why} This is what it told us {when}.", why = why, when = when),
        None => why,
    }
}

fn line(locale: Locale, one: &NationalRelationship, own: NhsNumber) -> ActingLine {
    let is_patient = one.patient == own;
    let other = if is_patient { &one.carer_name } else { &one.patient_name };
    let name = match other {
        Some(name) => isolated(name).into_owned(),
        None => t!(locale, "Somebody whose name is not told").into_owned(),
    };
    let title = match (&one.what, is_patient) {
        (Stated::Related, _) => t!(locale, "{name} is written down as related to you", name = name),
        (Stated::Role { state, .. }, true) => may_act_for_you(locale, state, &name),
        (Stated::Role { state, .. }, false) => you_may_act(locale, state, &name),
        (Stated::Asked { state }, true) => asked_for_you(locale, state, &name),
        (Stated::Asked { state }, false) => you_asked(locale, state, &name),
    };
    let reason = match &one.what {
        Stated::Role { reason, .. } => reason.clone(),
        _ => None,
    };
    let date = |date| dates::partial(locale, date);
    let small: Vec<String> = [
        one.related_as.clone(),
        one.basis.as_ref().map(|basis| basis_words(locale, basis).into_owned()),
        one.from.as_ref().map(|from| t!(locale, "from {date}", date = date(from)).into_owned()),
        one.until.as_ref().map(|until| t!(locale, "until {date}", date = date(until)).into_owned()),
        reason,
    ]
    .into_iter()
    .flatten()
    .collect();
    ActingLine { title: title.into_owned(), small: small.join(" · ") }
}

fn may_act_for_you(locale: Locale, state: &RoleState, name: &str) -> Words {
    match state {
        RoleState::Active => t!(locale, "{name} may act for you", name = name),
        RoleState::Inactive => t!(locale, "{name} may not act for you now", name = name),
        state => asked_for_you(locale, state, name),
    }
}

fn asked_for_you(locale: Locale, state: &RoleState, name: &str) -> Words {
    match state {
        RoleState::Requested => t!(locale, "{name} has asked to act for you", name = name),
        RoleState::Active => t!(locale, "{name} asked to act for you, and was allowed to", name = name),
        RoleState::Inactive => t!(locale, "{name} asked to act for you, and may not now", name = name),
        RoleState::Refused => t!(locale, "{name} asked to act for you, and was refused", name = name),
        RoleState::Other(word) => {
            t!(locale, "{name} and acting for you: “{state}”", name = name, state = word)
        }
    }
}

fn you_may_act(locale: Locale, state: &RoleState, name: &str) -> Words {
    match state {
        RoleState::Active => t!(locale, "You may act for {name}", name = name),
        RoleState::Inactive => t!(locale, "You may not act for {name} now", name = name),
        state => you_asked(locale, state, name),
    }
}

fn you_asked(locale: Locale, state: &RoleState, name: &str) -> Words {
    match state {
        RoleState::Requested => t!(locale, "You have asked to act for {name}", name = name),
        RoleState::Active => t!(locale, "You asked to act for {name}, and were allowed to", name = name),
        RoleState::Inactive => t!(locale, "You asked to act for {name}, and may not now", name = name),
        RoleState::Refused => t!(locale, "You asked to act for {name}, and were refused", name = name),
        RoleState::Other(word) => {
            t!(locale, "You and acting for {name}: “{state}”", name = name, state = word)
        }
    }
}

fn basis_words(locale: Locale, basis: &ActingBasis) -> Words {
    match basis {
        ActingBasis::Consent => t!(locale, "the patient has agreed"),
        ActingBasis::ParentalResponsibility => t!(locale, "parental responsibility"),
        ActingBasis::BestInterest => t!(locale, "in the patient’s best interest"),
        ActingBasis::HealthAndWelfareLastingPowerOfAttorney => {
            t!(locale, "lasting power of attorney for health and welfare")
        }
        ActingBasis::CourtAppointedPersonalWelfareDeputy => t!(locale, "deputy appointed by a court"),
        ActingBasis::Other(words) => words.clone().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> NhsNumber {
        NhsNumber::parse(text).expect("a number")
    }

    fn said(what: Stated, is_patient: bool) -> ActingLine {
        let (own, other) = (number("9990000018"), number("9990000026"));
        let (patient, carer) = if is_patient { (own, other) } else { (other, own) };
        let name = |who: NhsNumber| Some(if who == own { "Me" } else { "Robin" }.to_owned());
        let one = NationalRelationship {
            source_id: "1".into(),
            what,
            carer_name: name(carer),
            patient_name: name(patient),
            carer,
            patient,
            related_as: Some("mother".into()),
            basis: Some(ActingBasis::ParentalResponsibility),
            from: None,
            until: None,
            decided_by: None,
        };
        line(Locale::English, &one, own)
    }

    #[test]
    fn every_state_is_said_from_either_side_and_none_as_if_it_were_another() {
        let states = [
            RoleState::Requested,
            RoleState::Active,
            RoleState::Inactive,
            RoleState::Refused,
            RoleState::Other("paused".into()),
        ];
        let mut titles = std::collections::HashSet::new();
        for state in states {
            for is_patient in [true, false] {
                let role = said(Stated::Role { state: state.clone(), reason: None }, is_patient).title;
                assert!(role.contains("Robin") && !role.contains("Me "), "{role}");
                assert_eq!(role.contains(" may act for"), state == RoleState::Active, "{role}");
                titles.insert(role);
            }
        }
        assert_eq!(titles.len(), 10);
        let related = said(Stated::Related, true);
        assert_eq!(related.title, "Robin is written down as related to you");
        assert_eq!(related.small, "mother · parental responsibility");
    }
}
