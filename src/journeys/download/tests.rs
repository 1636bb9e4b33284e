//! Files as people and programs read them.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::choice::{Chosen, Format};
use super::contents::Contents;
use super::file;
use super::form::DownloadForm;
use super::page::{StillWaiting, TakeItWithYou};
use crate::domain::*;
use crate::gather::Everything;
use crate::journeys::record::testing::*;
use crate::words::Locale;

pub fn chosen(format: Format) -> Chosen {
    Chosen { kinds: format.holds(), from: None, to: None, format }
}

fn person() -> Arc<Person> {
    Arc::new(Person {
        id: PersonId(uuid::Uuid::nil()),
        nhs_number: NhsNumber::parse("9990000018").expect("a number"),
        name: "Σαμ Δείγμα".to_owned(),
        date_of_birth: NaiveDate::from_ymd_opt(1961, 3, 4).expect("a day"),
    })
}

pub fn contents(chosen: Chosen, everything: Everything) -> Contents {
    Contents::new(Locale::English, now(), person(), chosen, everything)
}

pub fn of(change: impl FnOnce(&mut Everything)) -> Everything {
    let mut everything = nothing_at_all();
    change(&mut everything);
    everything
}

/// Something of every kind, with and without dates, from three organisations.
pub fn full() -> Everything {
    let date = PartialDate::parse;
    let mut everything = nothing_at_all();
    let coming = |what: &str, day: &str| Appointment {
        start: Some(at(&format!("{day}T10:40:00Z"))),
        place: Some("Clinic 4".into()),
        ..appointment(what)
    };
    everything.appointments.entries = vec![
        held(coming("Eye clinic check-up", "2026-11-25"), &[HOSPITAL]),
        held(coming("Old check-up", "2019-06-25"), &[HOSPITAL]),
        held(Appointment { status: AppointmentStatus::Asked, ..appointment("Scan") }, &[HOSPITAL]),
    ];
    everything.medicines.entries = vec![
        held(
            Medicine { started: date("2010"), dosage: Some("One a day".into()), ..medicine("Aspirin") },
            &[SURGERY],
        ),
        held(
            Medicine { state: MedicineState::Finished, ended: date("2019-05"), ..medicine("Codeine") },
            &[SURGERY],
        ),
        held(Medicine { state: MedicineState::NotSaid, ..medicine("Undated tablets") }, &[HOSPITAL]),
    ];
    everything.prescriptions.entries = vec![held(prescription("Aspirin"), &[SURGERY])];
    everything.allergies.entries = vec![held(
        Allergy { reactions: vec!["rash".into()], state: AllergyState::NotSaid, ..allergy("Penicillin") },
        &[HOSPITAL],
    )];
    everything.conditions.entries = vec![
        held(Condition { started: date("2019-05-01"), ..condition("Asthma") }, &[SURGERY, HOSPITAL]),
        held(
            Condition { state: ConditionState::Past, ended: date("1990"), ..condition("Measles") },
            &[SURGERY],
        ),
    ];
    everything.test_results.entries = vec![
        held(TestResult { taken: date("2026-11-18"), ..test_result("HbA1c", 61.0, "mmol/mol") }, &[SURGERY]),
        held(TestResult { value: None, ..test_result("Undated test", 1.0, "") }, &[HOSPITAL]),
    ];
    let part = ResultPart {
        name: Coded::text("Systolic"),
        value: Some(ResultValue::Quantity { comparator: None, number: 120.0, unit: "mmHg".into() }),
        range: None,
        mark: None,
    };
    everything.test_results.entries.push(held(
        TestResult { value: None, parts: vec![part], ..test_result("Blood pressure", 1.0, "") },
        &[SURGERY],
    ));
    everything.letters.entries = vec![
        held(
            Letter {
                text: Some("Your knee has healed.\n\nSee you in May.".into()),
                ..letter("Clinic letter")
            },
            &[HOSPITAL],
        ),
        held(Letter { file_type: Some("application/pdf".into()), ..letter("Scan report") }, &[HOSPITAL]),
    ];
    everything.vaccinations.entries = vec![held(
        Vaccination { given: date("2020-10-01"), dose: Some("1".into()), ..vaccination("Flu vaccine") },
        &[SURGERY],
    )];
    let notes = vec![VisitNote { heading: Some("History".into()), lines: vec!["Fell off a ladder".into()] }];
    everything.visits.entries = vec![held(Visit { notes, ..visit("Emergency department") }, &[HOSPITAL])];
    everything.referrals.entries = vec![held(referral("Physiotherapy"), &[SURGERY])];
    let goals = vec![plan_part("Walk every day")];
    everything.care_plans.entries = vec![held(CarePlan { goals, ..care_plan("Diabetes plan") }, &[SURGERY])];
    everything.questionnaires.entries = vec![held(asked_questionnaire("Knee questions"), &[HOSPITAL])];
    let sources = vec![answered(SURGERY, 9), answered(HOSPITAL, 9)];
    everything.medicines.sources = sources.clone();
    everything.letters.sources = vec![answered(SURGERY, 0), failed_with_copy(HOSPITAL, 2)];
    everything.sources = vec![answered(SURGERY, 9), failed_with_copy(HOSPITAL, 9)];
    everything
}

fn written(format: Format, everything: Everything) -> String {
    file(&contents(chosen(format), everything)).text()
}

const TITLES: [&str; 21] = [
    "Eye clinic check-up",
    "Old check-up",
    "Scan",
    "Aspirin",
    "Codeine",
    "Undated tablets",
    "Penicillin",
    "Asthma",
    "Measles",
    "HbA1c",
    "Undated test",
    "Blood pressure",
    "Clinic letter",
    "Scan report",
    "Flu vaccine",
    "Emergency department",
    "Physiotherapy",
    "Diabetes plan",
    "Knee questions",
    "Walk every day",
    "Systolic",
];

#[test]
fn every_entry_stands_in_the_file_once_with_who_holds_it() {
    let html = written(Format::Html, full());
    for title in TITLES {
        assert!(html.contains(title), "{title}");
    }
    assert_eq!(html.matches("<section>").count(), 20);
    assert_eq!(html.matches("<h4 dir=\"auto\">Asthma</h4>").count(), 1);
    assert!(html.contains("Hill Street Surgery and Riverside Hospital"), "{html}");
    for words in ["Your knee has healed.", "Fell off a ladder", "120 mmHg", "One a day", "Last checked"] {
        assert!(html.contains(words), "{words}");
    }
    let text = written(Format::Text, full());
    for title in TITLES {
        assert!(text.contains(title), "{title}");
    }
}

#[test]
fn each_file_begins_with_what_is_in_it_from_whom_as_of_when_and_what_is_missing_and_why() {
    for format in [Format::Html, Format::Text] {
        let file = written(format, full());
        let file: String = text(&file).split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [
            "Front Door made this file on Sunday 22 November 2026, 9:41am.",
            "This is your own copy. Keep it safe",
            "born 4 March 1961, NHS number 999 000 0018",
            "It holds entries of all dates.",
            "Medicines: 3 entries. 1 has no date.",
            "What may be missing, and why",
            "Riverside Hospital: ",
            "1 letter is a file.",
            "Dentists, opticians and private care cannot be asked.",
        ] {
            assert!(file.contains(words), "{format:?}: {words}: {file}");
        }
        assert!(!file.contains("today"), "it is read on another day: {file}");
        let begins = file.find("What is in this file").expect("a beginning");
        assert!(begins < file.find("Eye clinic check-up").expect("an entry"));
    }
}

#[test]
fn what_lies_outside_the_days_is_left_out_and_counted_and_what_has_no_date_stays() {
    let mut days = chosen(Format::Html);
    days.from = NaiveDate::from_ymd_opt(2026, 1, 1);
    let html = file(&contents(days, full())).text();
    for stays in
        ["Eye clinic check-up", "Scan", "Aspirin", "Undated tablets", "Asthma", "Undated test", "Penicillin"]
    {
        assert!(html.contains(&format!("<h4 dir=\"auto\">{stays}</h4>")), "{stays}");
    }
    for goes in ["Old check-up", "Codeine", "Measles", "Flu vaccine"] {
        assert!(!html.contains(&format!("<h4 dir=\"auto\">{goes}</h4>")), "{goes}");
    }
    assert!(html.contains("1 more is outside the dates that you chose."), "{html}");
    assert!(html.contains("It holds entries from 1 January 2026 on."), "{html}");
}

#[test]
fn only_the_chosen_kinds_stand_in_the_file() {
    let mut kinds = chosen(Format::Text);
    kinds.kinds = [Kind::Allergies, Kind::Letters].into_iter().collect();
    let text = file(&contents(kinds, full())).text();
    assert!(text.contains("Penicillin") && text.contains("Clinic letter"));
    assert!(!text.contains("Aspirin") && !text.contains("Asthma"), "{text}");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("You did not choose: appointments, medicines, prescriptions,"), "{text}");
}

#[test]
fn a_coded_statement_that_there_is_none_stands_in_the_file() {
    let everything =
        of(|everything| everything.allergies.sources = vec![none_known(SURGERY, "No known allergies")]);
    let html = written(Format::Html, everything);
    assert!(html.contains("Hill Street Surgery told us “No known allergies”."), "{html}");
}

/// Lines as they were before they were folded (RFC 5545, 3.1).
fn unfolded(calendar: &str) -> Vec<String> {
    calendar.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_calendar_says_when_and_where_and_not_what_for() {
    let calendar = written(Format::Calendar, full());
    assert!(calendar.lines().all(|line| line.len() <= 75), "{calendar}");
    let lines = unfolded(&calendar);
    let has = |line: &str| assert!(lines.iter().any(|own| own == line), "{line}: {lines:#?}");
    has("BEGIN:VCALENDAR");
    has("METHOD:PUBLISH");
    has("DTSTART;TZID=Europe/London:20261125T104000");
    has("DTSTART;TZID=Europe/London:20190625T114000");
    has("LOCATION:Riverside Hospital");
    has("CLASS:PRIVATE");
    assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 2);
    assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VTIMEZONE").count(), 1);
    assert!(!calendar.contains("Eye") && !calendar.contains("Clinic 4"), "{calendar}");
    let said = lines
        .iter()
        .find(|line| line.starts_with("DESCRIPTION") && line.contains("Front Door made"))
        .expect("words");
    assert!(said.contains("1 appointment has no time\\, and is not in this calendar."), "{said}");
}

#[test]
fn an_event_keeps_its_id_and_a_later_file_replaces_it() {
    let everything = full();
    let sooner = written(Format::Calendar, everything.clone());
    let mut later = contents(chosen(Format::Calendar), everything);
    later.now += chrono::Duration::minutes(1);
    let later = file(&later).text();
    let of = |calendar: &str, key: &str| -> Vec<String> {
        let lines = unfolded(calendar).into_iter();
        lines.filter_map(|line| line.strip_prefix(key).map(str::to_owned)).collect()
    };
    assert_eq!(of(&sooner, "UID:"), of(&later, "UID:"));
    let number = |calendar: &str| of(calendar, "SEQUENCE:")[0].parse::<u32>().expect("a number");
    assert_eq!(number(&later), number(&sooner) + 1);
}

#[test]
fn a_cancelled_appointment_says_so_and_the_hour_that_comes_twice_is_told_by_the_world_s_clock() {
    let cancelled = Appointment {
        status: AppointmentStatus::Cancelled,
        start: Some(at("2026-10-25T01:30:00Z")),
        ..appointment("Eyes\r\nATTENDEE:x")
    };
    let calendar =
        written(Format::Calendar, of(|all| all.appointments.entries = vec![held(cancelled, &[HOSPITAL])]));
    let lines = unfolded(&calendar);
    for line in ["STATUS:CANCELLED", "SUMMARY:Cancelled: appointment", "DTSTART:20261025T013000Z"] {
        assert!(lines.iter().any(|own| own == line), "{line}: {lines:#?}");
    }
    assert!(!lines.iter().any(|line| line.starts_with("ATTENDEE")));
}

fn form_page(locale: Locale, form: DownloadForm) -> String {
    let state = form.chosen(locale).err().unwrap_or_default();
    let (seen, acting) = (Kinds::in_record(), None);
    html(|| view! { <TakeItWithYou locale form state seen acting /> })
}

#[test]
fn the_form_keeps_what_was_chosen_and_says_what_is_wrong_at_its_place() {
    let fields = [("kinds", "letters"), ("from-day", "31"), ("from-month", "2"), ("from-year", "2024")];
    let fields: Vec<_> = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    assert_well_made(&form_page(Locale::English, DownloadForm::default()));
    let html = form_page(Locale::English, DownloadForm::read(&fields));
    assert_eq!(html.matches(" checked").count(), 1, "{html}");
    assert!(html.contains("value=\"31\"") && html.contains("href=\"#from-day\""), "{html}");
    assert!(html.contains("The first day must be a real date"), "{html}");
    assert!(html.contains("href=\"#format\"") && html.contains("id=\"format\""), "{html}");
}

#[test]
fn who_is_waited_for_is_named_and_what_was_chosen_goes_along() {
    let (locale, form, kinds) = (Locale::English, DownloadForm::default(), Kinds::in_record());
    let names = vec!["Riverside Hospital".to_owned(), "Vale Community Care".to_owned()];
    let html = html(|| view! { <StillWaiting locale names kinds form acting=None /> });
    assert_well_made(&html);
    assert!(html.contains("We are still waiting for Riverside Hospital and Vale Community Care."), "{html}");
    assert_eq!(html.matches("name=\"kinds\" value=\"letters\"").count(), 2, "{html}");
    assert_eq!(html.matches("name=\"now\" value=\"yes\"").count(), 1, "{html}");
}

#[test]
fn all_words_of_taking_a_record_along_ask_for_their_language() {
    let locale = Locale::Pseudo;
    assert_all_words_ask_for_their_language(&form_page(locale, DownloadForm::read(&[])));
    let (names, kinds, form) =
        (vec!["Κοιλάδα".to_owned()], Kinds::just(Kind::Letters), DownloadForm::default());
    let waiting = html(|| view! { <StillWaiting locale names kinds form acting=None /> });
    assert_all_words_ask_for_their_language(&waiting);
    let greek = of(|everything| {
        everything.letters.entries = vec![held(letter("Γράμμα"), &[GREEK])];
        everything.letters.sources = vec![failed_with_copy(GREEK, 1)];
        everything.sources = vec![failed_with_copy(GREEK, 1)];
    });
    let mut of_days = chosen(Format::Html);
    of_days.from = NaiveDate::from_ymd_opt(2020, 1, 1);
    let contents = Contents::new(locale, now(), person(), of_days, greek);
    let file = file(&contents).text();
    let body = file.split_once("<main>").expect("a main part").1;
    assert_all_words_ask_for_their_language(body);
}
