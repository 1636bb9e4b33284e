//! Files that a carer takes away: what they see and nothing more, for whom and by whom on the first line.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use reqwest::{Response, StatusCode};
use serde_json::Value;

use super::leaks::{Marked, World, entries, sees};
use super::{HILL_STREET, RIVERSIDE, VALE, act_for, acting, only_grant, part, place, set_parts, subject_of};
use crate::domain::{GrantPart, Kind, Kinds};
use crate::journeys::record::kinds::words as kind_words;
use crate::sandbox::Fault;
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::bad_input::first_id;
use crate::words::Locale;

const FORMATS: [&str; 4] = ["html", "text", "summary", "calendar"];

/// Asks for a file of everything.
async fn asked(carer: &Visitor<'_>, subject: &str, format: &str, now: &str) -> Response {
    let kinds = Kinds::in_record();
    let mut fields = vec![("whose-record", subject), ("format", format), ("now", now)];
    fields.extend(kinds.iter().map(|kind| ("kinds", kind.slug())));
    carer.post("/download", &fields).await
}

/// The file as one text, with the lines of a calendar and the words of HTML as they were meant.
async fn text(answer: Response) -> String {
    assert_eq!(answer.status(), StatusCode::OK);
    let saved = answer.headers()["content-disposition"].to_str().expect("text").to_owned();
    assert!(saved.starts_with("attachment; filename=\"") && !saved.contains("sam"), "{saved}");
    answer.text().await.expect("a file").replace("\r\n ", "").replace("\\,", ",")
}

/// What a file names: headings, lines, or every text of a document for programs.
fn named(format: &str, text: &str) -> Vec<String> {
    let until = |text: &str, end: &str| text.split(end).next().unwrap_or_default().to_owned();
    match format {
        "html" => text.split("<h4 dir=\"auto\">").skip(1).map(|rest| until(rest, "</h4>")).collect(),
        "summary" => {
            let mut all = Vec::new();
            texts(&serde_json::from_str(text).expect("JSON"), &mut all);
            let lines = all.iter().flat_map(|text| text.split("<li>").skip(1));
            let lines: Vec<_> = lines.map(|line| until(&until(line, "</li>"), " · ")).collect();
            all.into_iter().chain(lines).collect()
        }
        _ => text.lines().map(|line| line.trim().to_owned()).collect(),
    }
}

fn texts(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) => all.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, all)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, all)),
        _ => {}
    }
}

/// The id as the summary has it.
fn as_uuid(id: &str) -> String {
    let bytes = u128::from_str_radix(id, 16).expect("an id").to_be_bytes();
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

/// Every kind of file of everything, under these parts: nothing that was not given is in any of them.
pub(super) async fn every_file(world: &World<'_>, parts: &[GrantPart], subject: &str) {
    let given = parts.iter().fold(Kinds::NONE, |kinds, part| kinds.with(part.see));
    for format in FORMATS {
        let answer = asked(&world.carer, subject, format, "yes").await;
        let holds = match format {
            "calendar" => Kinds::just(Kind::Appointments),
            "summary" => {
                [Kind::Medicines, Kind::Allergies, Kind::Conditions, Kind::TestResults, Kind::Vaccinations]
                    .into_iter()
                    .collect()
            }
            _ => Kinds::in_record(),
        };
        if given.and(holds).is_empty() {
            // Messages are no part of the record: to whom nothing else is given there is no file at all.
            let has_no_record = given.and(Kinds::in_record()).is_empty();
            let refused =
                if has_no_record { StatusCode::NOT_FOUND } else { StatusCode::UNPROCESSABLE_ENTITY };
            assert_eq!(answer.status(), refused, "{format} under {parts:?}");
            continue;
        }
        let text = text(answer).await;
        begins_with_whom(format, &text);
        holds_no_number(world.carer.app, (format, &text));
        says_never_that_there_is_nothing(format, &text);
        holds_nothing_unseen(world, parts, (format, &text));
        names_no_kind_that_was_not_given(format, &text, given);
    }
}

fn begins_with_whom(format: &str, text: &str) {
    let behind = |mark: &str| text.split(mark).nth(1).expect("words").to_owned();
    let first = match format {
        "html" => behind("<main>"),
        "calendar" => behind("DESCRIPTION;VALUE=TEXT:"),
        "summary" => {
            let document: Value = serde_json::from_str(text).expect("JSON");
            document["entry"][0]["resource"]["text"]["div"].as_str().expect("words").to_owned()
        }
        _ => text.to_owned(),
    };
    let first: String = first.chars().take(200).collect();
    assert!(first.contains("Grace Young, who acts for Sam Sample, made this file on "), "{format}: {first}");
    let before = first.split("Grace Young").next().unwrap_or_default();
    assert!(!before.contains("ecord"), "{format}: nothing stands before it: {before}");
    assert!(text.contains("You may not see everything."), "{format}: {text}");
}

/// No page shows a carer the patient's NHS number, so no file does.
fn holds_no_number(app: &TestApp, (format, text): (&str, &str)) {
    let people = app.portal.sandbox.as_ref().expect("practice").people();
    let sam = people.iter().find(|one| one.key == "sam").expect("Sam");
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    assert!(!digits.contains(sam.nhs_number), "{format}");
}

fn says_never_that_there_is_nothing(format: &str, text: &str) {
    for none in [
        "told us of nothing",
        "told us of none",
        "has none",
        "no entries",
        " 0 entries",
        "nilknown",
        "stated that there is nothing",
        "You did not choose",
        "was not chosen",
        "results wait, as",
    ] {
        assert!(!text.contains(none), "{format} says {none}: {text}");
    }
}

fn holds_nothing_unseen(world: &World<'_>, parts: &[GrantPart], (format, text): (&str, &str)) {
    let seen: Vec<&Marked> = world.sees_all.iter().filter(|marked| sees(parts, marked)).collect();
    let named: BTreeSet<String> = named(format, text).into_iter().collect();
    for marked in world.sees_all.iter().filter(|marked| !sees(parts, marked)) {
        let is_shared = seen.iter().any(|seen| seen.id == marked.id);
        let is_there = text.contains(&marked.id) || text.contains(&as_uuid(&marked.id));
        assert!(is_shared || !is_there, "{format} holds {marked:?}");
        let is_told = seen.iter().any(|seen| world.own_words[&seen.id].contains(&marked.title));
        let stands = !marked.title.is_empty() && named.contains(&marked.title);
        assert!(is_told || !stands, "{format} names {marked:?} under {parts:?}");
    }
    for (code, name) in &world.names {
        if parts.iter().any(|part| part.organisation.as_str() == code) {
            continue;
        }
        let holder = ["Held by {}", "Held by: {}", "<dt>Held by</dt><dd dir=\"auto\">{}"];
        let line = ["* {}: ", "<li dir=\"auto\">{}: ", "<li>{}: ", "LOCATION:{}"];
        for said in holder.iter().chain(&line).map(|said| said.replace("{}", name)) {
            assert!(!text.contains(&said), "{format} says {said} under {parts:?}");
        }
    }
}

fn names_no_kind_that_was_not_given(format: &str, text: &str, given: Kinds) {
    let left_out =
        text.split("A patient summary does not hold:").nth(1).and_then(|rest| rest.split('.').next());
    for kind in Kinds::in_record().without(given).iter() {
        let words = kind_words(Locale::English, kind);
        for begins in ["* ", "<li dir=\"auto\">", "<li>", "\\n"] {
            let line = format!("{begins}{}: ", words.door);
            assert!(!text.contains(&line), "{format} counts {kind:?}");
        }
        assert!(
            !left_out.is_some_and(|said| said.contains(&*words.word)),
            "{format}: {kind:?} in {left_out:?}"
        );
    }
}

/// What stands on the carer's own lists.
async fn on_the_lists(carer: &Visitor<'_>, places: &[&str], kinds: Kinds) -> Vec<String> {
    let mut all = BTreeMap::new();
    for kind in kinds.iter() {
        for place in places {
            all.extend(
                entries(carer, kind, (place, "")).await.into_iter().map(|one| ((kind, one.id), one.title)),
            );
        }
    }
    let mut titles: Vec<String> = all.into_values().collect();
    titles.sort();
    titles
}

#[test]
fn a_file_holds_each_entry_that_the_lists_show_once_and_no_other() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[HILL_STREET, RIVERSIDE], &[]).await;
        let subject = subject_of(&carer.page("/search").await);
        let (kept, all) = (only_grant(&app).await, Kinds::in_record());
        for (kind, list) in [("medicines", "record/medicines"), ("letters", "record/letters")] {
            let id = first_id(&carer.page(&format!("/{list}")).await, list);
            let hiding = format!("/record/{kind}/{id}/helpers");
            assert_eq!(place(&sam.post(&hiding, &[("do", "hide")]).await), hiding);
        }
        let few: Kinds = [Kind::Medicines, Kind::Letters, Kind::Appointments].into_iter().collect();
        let both = [HILL_STREET, RIVERSIDE];
        let (surgery, hospital) = (&both[..1], &both[..]);
        for (places, kinds) in [(hospital, all), (surgery, all), (hospital, few), (surgery, few)] {
            set_parts(&app, &kept, places.iter().map(|code| part(code, kinds)).collect()).await;
            let lists = on_the_lists(&carer, places, kinds).await;
            let text = text(asked(&carer, &subject, "html", "yes").await).await;
            let mut titles = named("html", &text);
            titles.sort();
            assert!(titles.len() > 5, "{titles:?}");
            assert_eq!(titles, lists, "at {places:?}");
            for kind in kinds.iter() {
                let door = kind_words(Locale::English, kind).door;
                assert!(text.contains(&format!("<h2 dir=\"auto\">{door}</h2>")), "{kind:?}");
            }
        }
    });
}

#[test]
fn the_patient_sees_each_file_by_name_and_the_carers_own_file_is_their_own() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, id) = acting(&app, &[HILL_STREET], &[]).await;
        assert!(carer.page("/").await.contains("href=\"/download\""), "the way there");
        let page = carer.page("/download").await;
        super::doing::names_the_patient(&page, "Make the file for Sam Sample");
        let said = words(&page);
        assert!(said.contains("Sam Sample can see that you did."), "{said}");
        let subject = subject_of(&page);
        text(asked(&carer, &subject, "text", "").await).await;
        let log = words(&sam.page("/who-looked?who=carer").await);
        assert!(log.contains("Grace Young, who helps you"), "{log}");
        assert_eq!(log.matches("Made a file to take away").count(), 1, "{log}");
        // A page of Sam's that is left open makes no file of Grace's own record, and the other way round.
        act_for(&carer, "own").await;
        let to = place(&asked(&carer, &subject, "text", "").await);
        assert_eq!(to, "/helping/stopped/another-record");
        let own = subject_of(&carer.page("/download").await);
        let file = text(asked(&carer, &own, "text", "").await).await;
        assert!(file.starts_with("Your health record") && !file.contains("Sam Sample"), "{file}");
        act_for(&carer, &id).await;
        assert_eq!(place(&asked(&carer, &own, "text", "").await), "/helping/stopped/another-record");
        let without = carer.post("/download", &[("kinds", "medicines"), ("format", "text")]).await;
        assert_eq!(place(&without), "/helping/stopped/another-record");
        let log = words(&sam.page("/who-looked?who=carer").await);
        assert_eq!(log.matches("Made a file to take away").count(), 1, "nothing more was taken: {log}");
    });
}

#[test]
fn the_form_offers_what_was_given_and_what_is_asked_for_besides_is_not_made() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, _) = acting(&app, &[HILL_STREET, VALE], &[]).await;
        let kept = only_grant(&app).await;
        set_parts(&app, &kept, vec![part(HILL_STREET, Kinds::just(Kind::Letters))]).await;
        let page = carer.page("/download").await;
        let boxes: Vec<_> = Kinds::in_record()
            .iter()
            .filter(|kind| page.contains(&format!("value=\"{}\"", kind.slug())))
            .collect();
        assert_eq!(boxes, [Kind::Letters]);
        assert!(!page.contains("value=\"calendar\"") && !page.contains("value=\"summary\""), "{page}");
        let subject = subject_of(&page);
        for fields in [
            [("kinds", "medicines"), ("format", "html")],
            [("kinds", "letters"), ("format", "summary")],
            [("kinds", "letters"), ("format", "calendar")],
        ] {
            let fields = [&[("whose-record", &*subject)][..], &fields[..]].concat();
            let answer = carer.post("/download", &fields).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            let page = answer.text().await.expect("a page");
            assert!(page.contains("<title>Error: ") && !page.contains("Medicines"), "{page}");
        }
    });
}

#[test]
fn a_carer_waits_for_the_places_that_were_given_and_never_learns_of_another() {
    run(async {
        let app = TestApp::start(&["--page-deadline-ms", "1500", "--question-seconds", "20"]).await;
        let (sam, carer, id) = acting(&app, &[HILL_STREET, RIVERSIDE], &[]).await;
        let subject = subject_of(&carer.page("/search").await);
        for code in [RIVERSIDE, VALE] {
            app.set_fault(code, Fault::Slow(Duration::from_secs(8))).await;
        }
        app.clock.advance(chrono::Duration::minutes(2));
        let answer = asked(&carer, &subject, "text", "").await;
        assert!(!answer.headers().contains_key("content-disposition"));
        let page = answer.text().await.expect("a page");
        super::doing::names_the_patient(&page, "Download what has come for Sam Sample");
        assert!(page.contains("Riverside Hospital") && !page.contains("Vale"), "{page}");
        assert_eq!(subject_of(&page), subject, "the waiting page asks about the same record");
        let number = carer.get("/where-from/waiting/letters").await.text().await.expect("a number");
        assert_eq!(number, "1", "of those that were given");
        let file = text(asked(&carer, &subject, "text", "yes").await).await;
        let file = file.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            file.contains("We are still waiting for") && !file.contains("Vale Community Care: "),
            "{file}"
        );
        sam.post(&format!("/carers/{id}"), &[("do", "stop")]).await;
        let answer = asked(&carer, &subject, "text", "yes").await;
        assert_eq!(place(&answer), "/helping/stopped/not-active", "while they waited it was stopped");
    });
}
