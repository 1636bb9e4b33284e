//! What each page takes, what it shows of what was filled in before, and what is wrong with it, each at its field.

use chrono::NaiveDate;

use super::steps::Step;
use crate::access::normal_email;
use crate::domain::{
    Ages, ChildDecides, Document, Evidence, GivenByStaff, GoodFor, Kind, Kinds, NhsNumber, OwnLogIn, Person,
    StaffCannotGive, Until, kinds_to_give,
};
use crate::journeys::staff::carers::form::{is_long, too_long};
use crate::journeys::staff::fields::Fields;
use crate::t;
use crate::web::Words;
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

/// Where and when it is given: to what it can reach.
#[derive(Clone, Copy)]
pub struct Here {
    /// What the organisation shares of a record.
    pub offered: Kinds,
    /// What can be done there for somebody else.
    pub can: Kinds,
    pub today: NaiveDate,
    pub ages: Ages,
}

/// What has been filled in with a page, and what is wrong with it. What nobody offered is not taken.
pub fn filled(
    locale: Locale,
    step: Step,
    fields: &Fields,
    mut filled: GivenByStaff,
    patient: &Person,
    here: Here,
) -> (GivenByStaff, FormState) {
    let mut state = FormState::default();
    for field in step.fields() {
        state = state.keep(field, fields.all(field).collect::<Vec<_>>().join(" "));
    }
    for field in ["called", "reference", "checked-by", "note"] {
        if is_long(fields.one(field)) {
            state.wrong(field, too_long(locale));
        }
    }
    let kinds = |name: &str| -> Kinds { fields.all(name).filter_map(Kind::from_slug).collect() };
    let given = &mut filled.given;
    match step {
        Step::Who => {
            given.called = fields.one("called").to_owned();
            filled.good_for = match good_for(locale, fields, patient) {
                Ok(good_for) => good_for,
                Err((field, message)) => {
                    state.wrong(field, message);
                    None
                }
            };
        }
        Step::What => {
            given.see = kinds("see").and(here.offered);
            given.act = kinds("act").and(here.can);
        }
        Step::Until => {
            given.until = Until::from_slug(fields.one("until"));
            given.hidden = kinds("hidden").and(kinds_to_give());
        }
        Step::Checked => {
            filled.evidence = Document::from_slug(fields.one("document")).map(|document| Evidence {
                document,
                reference: fields.one("reference").to_owned(),
                checked_by: fields.one("checked-by").to_owned(),
            });
            filled.own = match fields.one("own") {
                YES => Some(OwnLogIn::Offered),
                CANNOT => Some(OwnLogIn::CannotUse),
                _ => None,
            };
            filled.no_warnings = fields.one("warnings") == NO;
            filled.no_pressure = fields.one("pressure") == NO;
            filled.child = ChildDecides::from_slug(fields.one("child"));
            filled.note = fields.one("note").to_owned();
        }
        Step::Answers => {}
    }
    for why in filled.wrong(patient.date_of_birth, here.today, here.ages) {
        let (field, message) = wrong(locale, why);
        // Where more is known, it stands at its own field already.
        let is_said = match why {
            StaffCannotGive::TooLong => true,
            StaffCannotGive::NoCodeFor => {
                ["carer-number", "carer-email"].iter().any(|one| state.error(one).is_some())
            }
            _ => false,
        };
        if Step::of(why) == step && !is_said {
            state.wrong(field, not_chosen(locale, field, fields).unwrap_or(message));
        }
    }
    (filled, state.in_order_of(step.fields()))
}

/// A page as it is first shown, with what was filled in before.
pub fn kept(filled: &GivenByStaff) -> FormState {
    let given = &filled.given;
    let (code_for, number, email) = match &filled.good_for {
        None => ("", String::new(), String::new()),
        Some(GoodFor::Holder) => (WHOEVER, String::new(), String::new()),
        Some(GoodFor::Number(number)) => (BY_NUMBER, number.spaced(), String::new()),
        Some(GoodFor::Email(email)) => (BY_EMAIL, String::new(), email.clone()),
    };
    let slugs = |kinds: Kinds| kinds.iter().map(Kind::slug).collect::<Vec<_>>().join(" ");
    let evidence = filled.evidence.as_ref();
    let text = |of: fn(&Evidence) -> &str| evidence.map(of).unwrap_or_default();
    let none_seen = |is_so: bool| if is_so { NO } else { "" };
    let own = match filled.own {
        None => "",
        Some(OwnLogIn::Offered) => YES,
        Some(OwnLogIn::CannotUse) => CANNOT,
    };
    FormState::default()
        .keep("called", given.called.clone())
        .keep("code-for", code_for)
        .keep("carer-number", number)
        .keep("carer-email", email)
        .keep("see", slugs(given.see))
        .keep("act", slugs(given.act))
        .keep("until", given.until.map(Until::slug).unwrap_or_default())
        .keep("hidden", slugs(given.hidden))
        .keep("document", text(|one| one.document.slug()))
        .keep("reference", text(|one| &one.reference))
        .keep("checked-by", text(|one| &one.checked_by))
        .keep("child", filled.child.map(ChildDecides::slug).unwrap_or_default())
        .keep("own", own)
        .keep("warnings", none_seen(filled.no_warnings))
        .keep("pressure", none_seen(filled.no_pressure))
        .keep("note", filled.note.clone())
}

/// Nothing where nobody chose.
fn good_for(
    locale: Locale,
    fields: &Fields,
    patient: &Person,
) -> Result<Option<GoodFor>, (&'static str, Words)> {
    match fields.one("code-for") {
        WHOEVER => Ok(Some(GoodFor::Holder)),
        BY_EMAIL => match normal_email(fields.one("carer-email")) {
            Some(email) => Ok(Some(GoodFor::Email(email))),
            None => Err(("carer-email", t!(locale, "Enter an email address, like name@example.com"))),
        },
        BY_NUMBER => match NhsNumber::parse(fields.one("carer-number")) {
            Ok(number) if number == patient.nhs_number => {
                Err(("carer-number", t!(locale, "This is the patient’s own NHS number")))
            }
            Ok(number) => Ok(Some(GoodFor::Number(number))),
            Err(_) => Err(("carer-number", t!(locale, "Enter the whole NHS number. It has 10 digits"))),
        },
        _ => Ok(None),
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
        StaffCannotGive::NoCodeFor => ("code-for", t!(locale, "Choose who can use the code")),
        StaffCannotGive::NoDocument => ("document", t!(locale, "Choose what you checked")),
        StaffCannotGive::NoReference => ("reference", t!(locale, "Enter its number, or where it is kept")),
        StaffCannotGive::NobodyChecked => ("checked-by", t!(locale, "Enter the name of who checked it")),
        StaffCannotGive::NoKind => ("see", t!(locale, "Choose at least 1 thing that they may see")),
        StaffCannotGive::AllHidden => ("hidden", t!(locale, "Leave at least 1 thing that they may see")),
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
            ("called", t!(locale, "The patient is too young for this. A parent can be given access"))
        }
        StaffCannotGive::TooOld => {
            ("called", t!(locale, "The patient is too old for this. Parents’ access has ended at this age"))
        }
        StaffCannotGive::ChildNotAsked => {
            ("child", t!(locale, "Choose what the child can decide, and wants"))
        }
        StaffCannotGive::ChildRefuses => {
            ("child", t!(locale, "Give no access. The child can decide, and does not want it"))
        }
    }
}
