//! What staff fill in to give somebody access, and what is wrong with it, each at its field.

use chrono::NaiveDate;

use super::words;
use crate::access::{GoodFor, normal_email};
use crate::domain::{
    Ages, ChildDecides, Document, Evidence, GivenByStaff, GrantBasis, Kind, Kinds, LONGEST_BY_STAFF,
    NhsNumber, Person, StaffCannotGive, Until,
};
use crate::journeys::staff::fields::Fields;
use crate::t;
use crate::web::Words;
use crate::web::components::Choice;
use crate::web::forms::FormState;
use crate::words::Locale;

/// One choice of several: its field, and the words of forms.
pub const WHOEVER: &str = "holder";
pub const BY_EMAIL: &str = "email";
pub const BY_NUMBER: &str = "number";
pub const YES: &str = "yes";
pub const NO: &str = "no";
/// The patient cannot use a log-in of their own.
pub const CANNOT: &str = "cannot";

/// In the order of the page.
const FIELDS: [&str; 14] = [
    "document",
    "reference",
    "checked-by",
    "child",
    "own",
    "warnings",
    "pressure",
    "called",
    "code-for",
    "carer-number",
    "carer-email",
    SEE,
    "until",
    "note",
];
const SEE: &str = "see";

/// What was filled in: what is given, for whom the code is good, and the note for colleagues.
pub struct Filled {
    pub given: GivenByStaff,
    pub good_for: GoodFor,
    pub note: String,
}

pub fn is_long(text: &str) -> bool {
    text.chars().count() > LONGEST_BY_STAFF
}

pub fn too_long(locale: Locale) -> Words {
    t!(locale, "Enter fewer than {n} letters", n = LONGEST_BY_STAFF)
}

/// Reads the form of one basis. What the organisation does not share cannot be given.
///
/// # Errors
/// The form as it goes back, with what is wrong.
pub fn read(
    locale: Locale,
    fields: &Fields,
    basis: GrantBasis,
    patient: &Person,
    offered: Kinds,
    (day, ages): (NaiveDate, Ages),
) -> Result<Filled, FormState> {
    let mut state = FormState::default();
    for name in FIELDS {
        state = state.keep(name, fields.one(name));
    }
    let see: Kinds = fields.all(SEE).filter_map(Kind::from_slug).collect();
    let see = see.and(offered);
    state = state.keep(SEE, see.iter().map(Kind::slug).collect::<Vec<_>>().join(" "));
    let evidence = Document::from_slug(fields.one("document")).map(|document| Evidence {
        document,
        reference: fields.one("reference").to_owned(),
        checked_by: fields.one("checked-by").to_owned(),
    });
    let given = GivenByStaff {
        basis,
        called: fields.one("called").to_owned(),
        see,
        until: Until::from_slug(fields.one("until")),
        evidence,
        own_offered: matches!(fields.one("own"), YES | CANNOT),
        no_warnings: fields.one("warnings") == NO,
        no_pressure: fields.one("pressure") == NO,
        child: ChildDecides::from_slug(fields.one("child")),
    };
    for why in given.wrong(patient.date_of_birth, day, ages) {
        let (field, message) = wrong(locale, why);
        state.wrong(field, not_chosen(locale, field, fields).unwrap_or(message));
    }
    let good_for = good_for(locale, fields, patient, &mut state);
    let note = fields.one("note").to_owned();
    if is_long(&note) {
        state.wrong("note", too_long(locale));
    }
    match good_for {
        Some(good_for) if state.is_ok() => Ok(Filled { given, good_for, note }),
        _ => Err(state.in_order_of(&FIELDS)),
    }
}

fn good_for(locale: Locale, fields: &Fields, patient: &Person, state: &mut FormState) -> Option<GoodFor> {
    match fields.one("code-for") {
        WHOEVER => Some(GoodFor::Holder),
        BY_EMAIL => {
            let email = normal_email(fields.one("carer-email")).map(GoodFor::Email);
            if email.is_none() {
                state.wrong("carer-email", t!(locale, "Enter an email address, like name@example.com"));
            }
            email
        }
        BY_NUMBER => match NhsNumber::parse(fields.one("carer-number")) {
            Ok(number) if number == patient.nhs_number => {
                state.wrong("carer-number", t!(locale, "This is the patient’s own NHS number"));
                None
            }
            Ok(number) => Some(GoodFor::Number(number)),
            Err(_) => {
                state.wrong("carer-number", t!(locale, "Enter the whole NHS number. It has 10 digits"));
                None
            }
        },
        _ => {
            state.wrong("code-for", t!(locale, "Choose who can use the code"));
            None
        }
    }
}

/// What is said where one of the checks was passed over: not yet that its answer stands against giving access.
fn not_chosen(locale: Locale, field: &str, fields: &Fields) -> Option<Words> {
    if !fields.one(field).is_empty() {
        return None;
    }
    match field {
        "own" => Some(t!(locale, "Choose whether you offered the patient their own log-in")),
        "warnings" => Some(t!(locale, "Choose whether anything in the two records warns")),
        "pressure" => Some(t!(locale, "Choose whether somebody could be making them agree")),
        _ => None,
    }
}

fn wrong(locale: Locale, why: StaffCannotGive) -> (&'static str, Words) {
    match why {
        StaffCannotGive::NoName => ("called", t!(locale, "Enter the carer’s name")),
        StaffCannotGive::TooLong => ("called", too_long(locale)),
        StaffCannotGive::NoDocument => ("document", t!(locale, "Choose what you checked")),
        StaffCannotGive::NoReference => ("reference", t!(locale, "Enter its number, or where it is kept")),
        StaffCannotGive::NobodyChecked => ("checked-by", t!(locale, "Enter the name of who checked it")),
        StaffCannotGive::NoKind => ("see", t!(locale, "Choose at least 1 thing that they may see")),
        StaffCannotGive::NoEnd => ("until", t!(locale, "Choose how long they may see it")),
        StaffCannotGive::NeedsAnEnd => {
            ("until", t!(locale, "Choose an end. Best interests are looked at again"))
        }
        StaffCannotGive::OwnNotOffered => ("own", t!(locale, "Offer the patient their own log-in first")),
        StaffCannotGive::Warnings => {
            ("warnings", t!(locale, "Look at both records first. Where something warns, give no access"))
        }
        StaffCannotGive::Pressure => {
            ("pressure", t!(locale, "Give no access. Talk to whoever looks after safeguarding here"))
        }
        StaffCannotGive::TooYoung => {
            ("document", t!(locale, "The patient is too young for this. A parent can be given access"))
        }
        StaffCannotGive::TooOld => {
            ("document", t!(locale, "The patient is too old for this. Parents’ access has ended at this age"))
        }
        StaffCannotGive::ChildNotAsked => {
            ("child", t!(locale, "Choose what the child can decide, and wants"))
        }
        StaffCannotGive::ChildRefuses => {
            ("child", t!(locale, "Give no access. The child can decide, and does not want it"))
        }
    }
}

/// The documents of a basis.
pub fn documents(locale: Locale, basis: GrantBasis, chosen: &str) -> Vec<Choice> {
    let of_basis = Document::ALL.into_iter().filter(|document| document.basis() == basis);
    of_basis
        .map(|document| Choice {
            value: document.slug(),
            label: words::document(locale, document),
            hint: None,
            chosen: document.slug() == chosen,
        })
        .collect()
}

/// What a child of an age for it can decide.
pub fn children(locale: Locale, chosen: &str) -> Vec<Choice> {
    let choice = |says: ChildDecides| Choice {
        value: says.slug(),
        label: words::child(locale, says),
        hint: None,
        chosen: says.slug() == chosen,
    };
    ChildDecides::ALL.map(choice).into()
}
