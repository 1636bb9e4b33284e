//! What reception fills in about somebody who stands at the desk.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;

use crate::access::{AtDesk, NoDeskCode};
use crate::domain::{HowIdentified, Identified, NhsNumber};
use crate::journeys::staff::fields::Fields;
use crate::t;
use crate::web::PageError;
use crate::web::forms::FormState;
use crate::words::Locale;

/// The fields of the date of birth.
pub(super) const BORN: [&str; 3] = ["born-day", "born-month", "born-year"];

/// How many letters the name of whoever vouches has at most.
const LONGEST_NAME: usize = 80;

/// How they were identified, and who they are; what was typed and what is wrong goes into `state`.
pub fn read(locale: Locale, fields: &Fields, now: DateTime<Utc>, state: &mut FormState) -> Option<AtDesk> {
    for name in ["how", "vouched-by", "nhs-number"].into_iter().chain(BORN) {
        state.values.insert(name, fields.one(name).to_owned());
    }
    let how = HowIdentified::from_slug(fields.one("how"));
    let vouched_by = fields.one("vouched-by");
    let identified = how.and_then(|how| Identified::of(how, vouched_by));
    match (how, &identified) {
        (None, _) => state.wrong("how", t!(locale, "Choose how you know who they are")),
        (Some(_), None) => {
            state.wrong("vouched-by", t!(locale, "Enter the name of the member of staff who knows them"));
        }
        (Some(HowIdentified::Vouched), _) if vouched_by.chars().count() > LONGEST_NAME => {
            state.wrong("vouched-by", t!(locale, "Write at most {n} letters", n = LONGEST_NAME));
        }
        (Some(_), Some(_)) => {}
    }
    let nhs_number = NhsNumber::parse(fields.one("nhs-number")).ok();
    if nhs_number.is_none() {
        state.wrong("nhs-number", t!(locale, "Enter the NHS number. It has 10 digits"));
    }
    let today = now.with_timezone(&London).date_naive();
    let date_of_birth = fields.born(BORN).filter(|born| *born <= today);
    if date_of_birth.is_none() {
        state.wrong(BORN[0], t!(locale, "Enter the date of birth, like 27 3 1968"));
    }
    match (identified, nhs_number, date_of_birth) {
        (Some(identified), Some(nhs_number), Some(date_of_birth)) if state.is_ok() => {
            Some(AtDesk { nhs_number, date_of_birth, identified })
        }
        _ => None,
    }
}

/// Why there is no code, at the field where it can be put right.
///
/// # Errors
/// What no field can put right.
pub fn refused(
    locale: Locale,
    why: NoDeskCode,
    place: String,
    mut state: FormState,
) -> Result<FormState, PageError> {
    match why {
        NoDeskCode::NotAPatientHere => state.wrong(
            "nhs-number",
            t!(
                locale,
                "No patient of {place} has this NHS number and this date of birth. Check both",
                place = place
            ),
        ),
        NoDeskCode::NameNeeded => {
            state.wrong("name", t!(locale, "Enter their name. They have not used Front Door before"));
        }
        NoDeskCode::NoLogIn => state.wrong(
            "nhs-number",
            t!(locale, "They have no log-in that could be lost. Give them a code to make one"),
        ),
        NoDeskCode::Note(why) => return Err(why.into()),
        NoDeskCode::Visit(why) => return Err(PageError::internal(why)),
        NoDeskCode::Store(why) => return Err(PageError::internal(why)),
    }
    Ok(state)
}
