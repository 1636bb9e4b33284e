//! What reception fills in about somebody who stands at the desk.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;

use crate::access::Linkage;
use crate::domain::{HowIdentified, Identified, NhsNumber, OdsCode};
use crate::journeys::staff::fields::Fields;
use crate::t;
use crate::web::forms::FormState;
use crate::words::Locale;

/// The fields of the date of birth.
pub const BORN: [&str; 3] = ["born-day", "born-month", "born-year"];

/// How they were identified, and who they are.
///
/// # Errors
/// The form as it goes back, with what is wrong.
pub fn read(
    locale: Locale,
    fields: &Fields,
    organisation: &OdsCode,
    now: DateTime<Utc>,
) -> Result<(Identified, Linkage), FormState> {
    let mut state = FormState::default();
    for name in ["nhs-number", "name", "how", "vouched-by"].into_iter().chain(BORN) {
        state = state.keep(name, fields.one(name));
    }
    let nhs_number = NhsNumber::parse(fields.one("nhs-number")).ok();
    if nhs_number.is_none() {
        state.wrong("nhs-number", t!(locale, "Enter the NHS number. It has 10 digits"));
    }
    let name = fields.one("name").to_owned();
    if name.is_empty() {
        state.wrong("name", t!(locale, "Enter the name"));
    }
    let today = now.with_timezone(&London).date_naive();
    let born = fields.born(BORN).filter(|born| *born <= today);
    if born.is_none() {
        state.wrong(BORN[0], t!(locale, "Enter the date of birth, like 27 3 1968"));
    }
    let how = HowIdentified::from_slug(fields.one("how"));
    let identified = how.and_then(|how| Identified::of(how, fields.one("vouched-by")));
    match (how, &identified) {
        (None, _) => state.wrong("how", t!(locale, "Choose how you know who they are")),
        (Some(_), None) => {
            state.wrong("vouched-by", t!(locale, "Enter the name of the member of staff who knows them"));
        }
        (Some(_), Some(_)) => {}
    }
    match (identified, nhs_number, born) {
        (Some(identified), Some(nhs_number), Some(date_of_birth)) if state.is_ok() => {
            let known_to = vec![organisation.clone()];
            Ok((identified, Linkage { nhs_number, name, date_of_birth, known_to }))
        }
        _ => Err(state),
    }
}
