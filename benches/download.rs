//! How long a file of 10,000 entries takes to be made, of each kind, and how much memory that needs at most.
//!
//! Started by `cargo xtask bench`. What is measured begins with the entries as they are gathered and ends with the whole
//! file: at most 2 s and 50 MB.

#[path = "support/counting.rs"]
mod counting;

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Days, NaiveDate, Utc};
use uuid::Uuid;

use front_door::domain::{
    Allergy, AllergyState, Appointment, AppointmentStatus, Certainty, Code, CodeSystem, Coded, Condition,
    ConditionState, Course, Entry, EntryId, Gathered, Held, Holder, How, Letter, Medicine, MedicineState,
    NhsNumber, OdsCode, Organisation, PartialDate, Person, PersonId, ResultState, ResultValue, Setting,
    SourceReport, SourceState, TestResult, Ties, UsualRange, Vaccination, Visit, VisitNote, WayThere,
};
use front_door::gather::Everything;
use front_door::journeys::download::choice::{Chosen, Format};
use front_door::journeys::download::contents::Contents;
use front_door::journeys::download::file;
use front_door::words::Locale;

const ROUNDS: usize = 10;
/// 10,000 in all: as many as somebody who has long been ill may have.
const RESULTS: u32 = 5_000;
const APPOINTMENTS: u32 = 1_500;
const LETTERS: u32 = 1_000;
const VISITS: u32 = 1_000;
const MEDICINES: u32 = 1_000;
const CONDITIONS: u32 = 200;
const ALLERGIES: u32 = 100;
const VACCINATIONS: u32 = 200;

/// The entries of one made-up person, half of them from each of two organisations.
struct Making {
    organisations: [Arc<Organisation>; 2],
    now: DateTime<Utc>,
    made: u32,
}

impl Making {
    fn held<T: Entry>(&mut self, entry: T) -> Held<T> {
        self.made += 1;
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&self.made.to_be_bytes());
        let id = EntryId(bytes);
        let organisation = self.organisations[self.made as usize % 2].clone();
        let holder = Holder { organisation, told_at: self.now, is_old_copy: false, recorded: None };
        Held::of(id, entry, vec![holder])
    }

    fn gathered<T: Entry>(&mut self, count: u32, entry: impl Fn(u32) -> T) -> Gathered<T> {
        let entries = (0..count).map(|n| self.held(entry(n))).collect();
        Gathered::of(entries, self.sources())
    }

    fn none<T>(&self) -> Gathered<T> {
        Gathered::of(Vec::new(), self.sources())
    }

    fn sources(&self) -> Vec<SourceReport> {
        let state = SourceState::Answered { at: self.now, entries: 5_000, none_known: None };
        let report = |organisation: &Arc<Organisation>| SourceReport {
            organisation: organisation.clone(),
            state: state.clone(),
        };
        self.organisations.iter().map(report).collect()
    }
}

/// Every seventh entry has no date.
fn date(n: u32) -> Option<PartialDate> {
    let last = NaiveDate::from_ymd_opt(2026, 11, 20)?;
    let day = last.checked_sub_days(Days::new(u64::from(n % 9_000)))?;
    (!n.is_multiple_of(7)).then_some(PartialDate::Day(day))
}

fn coded(text: &str, n: u32) -> Coded {
    let code = Code { system: CodeSystem::Snomed, code: (1_000_000 + n % 500).to_string() };
    Coded { text: format!("{text} {}", n % 500), codes: vec![code] }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn everything() -> Result<Everything, Box<dyn Error>> {
    let organisation = |code: &str, name: &str, setting| -> Result<Arc<Organisation>, Box<dyn Error>> {
        let (ods_code, name, phone) = (OdsCode::parse(code)?, name.to_owned(), some("01632 960 001"));
        Ok(Arc::new(Organisation { ods_code, name, setting, phone, records_start: None }))
    };
    let organisations = [
        organisation("A81001", "Hill Street Surgery", Setting::Gp)?,
        organisation("RZ1", "Riverside Hospital", Setting::Hospital)?,
    ];
    let mut making = Making { organisations, now: now()?, made: 0 };
    let quantity =
        |n: u32| ResultValue::Quantity { comparator: None, number: f64::from(n % 90), unit: "mmol/L".into() };
    Ok(Everything {
        test_results: making.gathered(RESULTS, |n| TestResult {
            source_id: n.to_string(),
            name: coded("Serum measurement", n),
            value: Some(quantity(n)),
            range: Some(UsualRange { low: Some(3.5), high: Some(5.3), text: None }),
            mark: None,
            state: ResultState::Final,
            taken: date(n),
            reported: date(n),
            group: some("Urea and electrolytes"),
            asked_by: some("Dr Asha Patel"),
            comment: some("Sample slightly haemolysed. Repeat if clinically indicated."),
            parts: Vec::new(),
            report: None,
            is_vital_sign: false,
            sample: None,
            body_site: None,
            ties: Ties::default(),
        }),
        appointments: making.gathered(APPOINTMENTS, |n| Appointment {
            source_id: n.to_string(),
            what: coded("Outpatient appointment", n),
            status: AppointmentStatus::Happened,
            request: None,
            start: date(n).and_then(|date| date.day()?.and_hms_opt(9, 30, 0)).map(|at| at.and_utc()),
            end: None,
            how: How::InPerson,
            place: some("Clinic 4, Level 2, Riverside Hospital"),
            with_whom: some("Dr Asha Patel"),
            how_to_prepare: some("Bring your medicines and your glasses."),
            way_there: WayThere::default(),
            said_coming: None,
            patient_comment: None,
            reason_cancelled: None,
            phone: None,
            references: Vec::new(),
            organisation: None,
            ties: Ties::default(),
        }),
        letters: making.gathered(LETTERS, |n| Letter {
            source_id: n.to_string(),
            title: format!("Clinic letter {n}"),
            what_kind: some("Clinic letter"),
            written: date(n),
            author: some("Dr Asha Patel"),
            text: Some(
                "Thank you for coming to the clinic today. We talked about how you have been.\n\n".repeat(8),
            ),
            file_type: None,
            file_size: None,
            file_address: None,
            html: None,
            ties: Ties::default(),
        }),
        visits: making.gathered(VISITS, |n| Visit {
            source_id: n.to_string(),
            what: "Telephone consultation".to_owned(),
            started: date(n),
            ended: date(n),
            place: some("Hill Street Surgery"),
            with_whom: some("Dr Asha Patel"),
            reason: some("Review"),
            notes: vec![VisitNote { heading: some("History"), lines: vec!["Feels well. ".repeat(12)] }],
            ties: Ties::default(),
        }),
        medicines: making.gathered(MEDICINES, |n| Medicine {
            source_id: n.to_string(),
            name: coded("Amlodipine 5mg tablets", n),
            dosage: some("Take one tablet each morning"),
            coded_dosage: None,
            route: None,
            instructions: some("With water"),
            quantity: some("28 tablets"),
            course: Course::Repeat,
            state: if n % 3 == 0 { MedicineState::Current } else { MedicineState::Finished },
            started: date(n),
            ended: None,
            last_issued: date(n),
            recorded: date(n),
            reason: None,
            reason_stopped: None,
            prescriber: some("Dr Asha Patel"),
            note: None,
        }),
        conditions: making.gathered(CONDITIONS, |n| Condition {
            source_id: n.to_string(),
            name: coded("Condition", n),
            state: if n % 2 == 0 { ConditionState::Active } else { ConditionState::Past },
            certainty: Certainty::Confirmed,
            significance: some("major"),
            body_site: None,
            in_family: false,
            started: date(n),
            ended: None,
            recorded: date(n),
            recorded_by: some("Dr Asha Patel"),
            note: None,
        }),
        allergies: making.gathered(ALLERGIES, |n| Allergy {
            source_id: n.to_string(),
            substance: coded("Substance", n),
            state: AllergyState::Active,
            certainty: Certainty::Confirmed,
            severity: some("severe"),
            reactions: vec!["rash".to_owned()],
            first_noticed: date(n),
            recorded: date(n),
            recorded_by: some("Dr Asha Patel"),
            reason_ended: None,
            note: None,
        }),
        vaccinations: making.gathered(VACCINATIONS, |n| Vaccination {
            source_id: n.to_string(),
            name: coded("Influenza vaccine", n),
            protects_against: vec!["influenza".to_owned()],
            was_given: true,
            reason_not_given: None,
            given: date(n),
            recorded: date(n),
            dose: some("1"),
            batch: some("B52"),
            site: some("Left arm"),
            place: None,
            given_by: None,
            note: None,
        }),
        referrals: making.none(),
        care_plans: making.none(),
        prescriptions: making.none(),
        questionnaires: making.none(),
        messages: making.none(),
        sources: making.sources(),
    })
}

fn now() -> Result<DateTime<Utc>, chrono::ParseError> {
    "2026-11-22T09:41:00Z".parse()
}

fn main() -> Result<(), Box<dyn Error>> {
    let everything = everything()?;
    let person = Arc::new(Person {
        id: PersonId(Uuid::from_u128(1)),
        nhs_number: NhsNumber::parse("9990000018")?,
        name: "Ann Other".to_owned(),
        date_of_birth: NaiveDate::from_ymd_opt(1950, 5, 1).ok_or("no day")?,
    });
    let now = now()?;
    let print = |name: &str, value: f64, unit: &str| println!("{name:<64} {value:>12.2}  {unit}");
    for format in Format::ALL {
        let (mut times, mut most, mut size) = (Vec::with_capacity(ROUNDS), 0, 0);
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            let (held, made) = counting::most_held(|| {
                let chosen = Chosen { kinds: format.holds(), from: None, to: None, format };
                // As `entries_of` gives it: a value of its own.
                file(&Contents::new(Locale::English, now, person.clone(), chosen, everything.clone()))
            });
            times.push(begun.elapsed());
            most = most.max(held);
            size = made.len();
        }
        times.sort_unstable();
        let slowest = times.last().map_or(Duration::ZERO, |time| *time);
        let name = format!("a file of 10,000 entries, {}", format.slug());
        print(&format!("{name}, its size"), size as f64 / 1e6, "MB");
        print(&format!("{name}, slowest (at most 2000 ms)"), slowest.as_secs_f64() * 1000.0, "ms");
        print(&format!("{name}, memory (at most 50 MB)"), most as f64 / 1e6, "MB");
    }
    Ok(())
}
