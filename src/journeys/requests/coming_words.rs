//! The words of what somebody said: that they are coming to an appointment.

use super::WishWords;
use super::wish_words::{appointment_facts, appointment_line};
use crate::domain::{ConfirmAppointment, Refusal};
use crate::journeys::record::entry_words::Fact;
use crate::t;
use crate::web::Words;
use crate::words::Locale;

impl WishWords for ConfirmAppointment {
    fn title(&self, locale: Locale) -> Words {
        t!(locale, "Confirm an appointment")
    }

    fn line(&self, locale: Locale) -> String {
        appointment_line(locale, &self.appointment)
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        appointment_facts(locale, &self.appointment).done()
    }

    fn done(&self, locale: Locale) -> Words {
        t!(locale, "They know that you are coming")
    }

    fn not_done(&self, locale: Locale) -> Words {
        t!(locale, "They do not have it that you are coming")
    }

    fn not_known(&self, locale: Locale) -> Words {
        t!(locale, "We do not know yet if they have it that you are coming")
    }

    fn under_way(&self, locale: Locale) -> Words {
        t!(locale, "They are being told that you are coming")
    }

    fn after_done(&self, locale: Locale) -> Words {
        t!(locale, "If that changes, tell them as soon as you can.")
    }

    fn refused(&self, locale: Locale, why: &Refusal, _: &str) -> Option<Words> {
        (*why == Refusal::Changed).then(|| {
            t!(
                locale,
                "The appointment was changed or cancelled meanwhile. Look at it again before anybody goes there."
            )
        })
    }
}
