//! FHIR resources as entries of a record: pure functions, for R4 and STU3 alike, since they differ in few fields.

mod allergy;
mod answer_list;
mod appointment;
mod asked_questionnaire;
mod care_plan;
mod condition;
mod confidential;
mod contact;
mod dispense;
mod dosage;
mod letter;
mod medicine;
mod message;
mod parts;
mod person_details;
mod prescription;
mod questionnaire;
mod referral;
mod request;
mod result_sets;
mod test_result;
pub mod ties;
mod vaccination;
mod visit;

pub use allergy::{NO_KNOWN_ALLERGY, allergies};
pub use answer_list::answer_list;
pub use appointment::{appointment, booking, how, moment};
pub use asked_questionnaire::{
    asked_questionnaires, named_forms, portal_link, questionnaire_task, state as filling_state,
};
pub use care_plan::care_plan;
pub use condition::{condition, family_history, none_known as no_known_condition};
pub use confidential::marked;
pub use contact::{contact_point, postal_address};
pub use letter::letter;
pub use medicine::{counts as came_into_force, course, medicines};
pub use message::{UUID_SYSTEM, messages, wish};
pub use parts::{Context, Dialect, Gathering, named_id};
pub use person_details::person_details;
pub use prescription::{pharmacy, prescribed_item};
pub use questionnaire::questionnaire;
pub use referral::referral;
pub use request::{state as request_state, waiting};
pub use test_result::{is_measurement, test_results, value_words};
pub use vaccination::vaccination;
pub use visit::visit;
