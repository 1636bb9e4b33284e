//! What a list is about, inside of sentences about sources. Each is a whole sentence, so that it can be translated.

use crate::domain::Kind;
use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// "New appointments may be missing."
pub fn may_be_missing(locale: Locale, what: Option<Kind>) -> Words {
    match what {
        None => t!(locale, "New things may be missing."),
        Some(Kind::Appointments) => t!(locale, "New appointments may be missing."),
        Some(Kind::Medicines) => t!(locale, "New medicines may be missing."),
        Some(Kind::Allergies) => t!(locale, "New allergies may be missing."),
        Some(Kind::Conditions) => t!(locale, "New conditions may be missing."),
        Some(Kind::TestResults) => t!(locale, "New test results may be missing."),
        Some(Kind::Letters) => t!(locale, "New letters may be missing."),
        Some(Kind::Vaccinations) => t!(locale, "New vaccinations may be missing."),
        Some(Kind::Visits) => t!(locale, "New visits may be missing."),
        Some(Kind::Referrals) => t!(locale, "New referrals may be missing."),
        Some(Kind::CarePlans) => t!(locale, "New care plans may be missing."),
        Some(Kind::Prescriptions) => t!(locale, "New prescriptions may be missing."),
        Some(Kind::Questionnaires) => t!(locale, "New questionnaires may be missing."),
        Some(Kind::Details) => t!(locale, "Changes of your details may be missing."),
        Some(Kind::Messages) => t!(locale, "New messages may be missing."),
    }
}

/// "You see no appointments from there."
pub fn none_shown(locale: Locale, what: Option<Kind>) -> Words {
    match what {
        None => t!(locale, "You see nothing from there."),
        Some(Kind::Appointments) => t!(locale, "You see no appointments from there."),
        Some(Kind::Medicines) => t!(locale, "You see no medicines from there."),
        Some(Kind::Allergies) => t!(locale, "You see no allergies from there."),
        Some(Kind::Conditions) => t!(locale, "You see no conditions from there."),
        Some(Kind::TestResults) => t!(locale, "You see no test results from there."),
        Some(Kind::Letters) => t!(locale, "You see no letters from there."),
        Some(Kind::Vaccinations) => t!(locale, "You see no vaccinations from there."),
        Some(Kind::Visits) => t!(locale, "You see no visits from there."),
        Some(Kind::Referrals) => t!(locale, "You see no referrals from there."),
        Some(Kind::CarePlans) => t!(locale, "You see no care plans from there."),
        Some(Kind::Prescriptions) => t!(locale, "You see no prescriptions from there."),
        Some(Kind::Questionnaires) => t!(locale, "You see no questionnaires from there."),
        Some(Kind::Details) => t!(locale, "You do not see what it holds of your details."),
        Some(Kind::Messages) => t!(locale, "You see no messages from there."),
    }
}

/// "Hill Street Surgery does not share appointments online."
pub fn not_shared(locale: Locale, what: Option<Kind>, name: &str) -> Words {
    match what {
        None => t!(locale, "{name} does not share your record online.", name = name),
        Some(Kind::Appointments) => t!(locale, "{name} does not share appointments online.", name = name),
        Some(Kind::Medicines) => t!(locale, "{name} does not share medicines online.", name = name),
        Some(Kind::Allergies) => t!(locale, "{name} does not share allergies online.", name = name),
        Some(Kind::Conditions) => t!(locale, "{name} does not share conditions online.", name = name),
        Some(Kind::TestResults) => t!(locale, "{name} does not share test results online.", name = name),
        Some(Kind::Letters) => t!(locale, "{name} does not share letters online.", name = name),
        Some(Kind::Vaccinations) => t!(locale, "{name} does not share vaccinations online.", name = name),
        Some(Kind::Visits) => t!(locale, "{name} does not share visits online.", name = name),
        Some(Kind::Referrals) => t!(locale, "{name} does not share referrals online.", name = name),
        Some(Kind::CarePlans) => t!(locale, "{name} does not share care plans online.", name = name),
        Some(Kind::Prescriptions) => t!(locale, "{name} does not share prescriptions online.", name = name),
        Some(Kind::Questionnaires) => t!(locale, "{name} does not share questionnaires online.", name = name),
        Some(Kind::Details) => t!(locale, "{name} does not share your details online.", name = name),
        Some(Kind::Messages) => t!(locale, "{name} does not send or take messages online.", name = name),
    }
}
