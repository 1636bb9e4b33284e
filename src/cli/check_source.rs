//! `front-door check-source`: what a configured organisation answers, kind by kind, without showing any entry.

use std::time::Instant;

use super::Failure;
use crate::access::FetchOrder;
use crate::connectors::Connector;
use crate::domain::{Answer, Kind, Kinds, NhsNumber, Person, PersonId};
use crate::settings::{Settings, SourceEntry, SourcesFile};
use crate::start;

/// # Errors
/// When the organisation is not in the file, or the number is not one.
pub(super) async fn check(settings: &Settings, name: &str, nhs_number: &str) -> Result<(), Failure> {
    let Some(path) = &settings.sources else {
        return Err(Failure("set FRONT_DOOR_SOURCES to the file that lists the organisations".to_owned()));
    };
    let file = SourcesFile::read(path)?;
    let number = NhsNumber::from_source(nhs_number)?;
    let entry = find(&file, name)?;
    println!("{} ({}), {:?} at {}", entry.name, entry.ods_code, entry.protocol, entry.base_url);
    if start::lacks_approval(entry) && !settings.practice {
        println!("off: it needs its approval for patients named in the sources file (approval = \"…\")");
        return Ok(());
    }
    if entry.needs_nhs_login() && !settings.practice {
        println!(
            "not asked: it answers only to the patient's own national log-in, which a check does not have"
        );
        return Ok(());
    }
    let order = FetchOrder::for_source_check(Person {
        id: PersonId(uuid::Uuid::now_v7()),
        nhs_number: number,
        name: String::new(),
        date_of_birth: chrono::NaiveDate::default(),
    });
    match start::connect(entry, &start::budget(settings), settings)? {
        start::Connected::Demographics(service) => {
            let begun = Instant::now();
            let told = service.find(&order).await;
            let words = told.map_or_else(|why| why.to_string(), |_| "answered".to_owned());
            println!("demographics  {words}  {} ms", begun.elapsed().as_millis());
        }
        start::Connected::Source(connector) => ask_each(entry.kinds(), connector.as_ref(), &order).await,
    }
    Ok(())
}

fn find<'a>(file: &'a SourcesFile, name: &str) -> Result<&'a SourceEntry, Failure> {
    let fits =
        |source: &&SourceEntry| source.name == name || source.ods_code.as_str().eq_ignore_ascii_case(name);
    file.source.iter().find(fits).ok_or_else(|| {
        let names: Vec<_> = file.source.iter().map(|source| source.name.as_str()).collect();
        Failure(format!("no organisation {name:?} in the sources file; it lists: {}", names.join(", ")))
    })
}

async fn ask_each(offers: Kinds, connector: &dyn Connector, order: &FetchOrder) {
    println!(
        "{:<14} {:<44} {:>7} {:>9} {:>8}",
        "kind", "answered, or why not", "entries", "set aside", "time"
    );
    let mut asked = Kinds::NONE;
    for kind in Kind::ALL {
        if !offers.contains(kind) {
            row(kind, "not offered", None, 0);
            continue;
        }
        if asked.contains(kind) {
            continue;
        }
        let together = connector.asked_together(kind).and(offers).with(Kinds::just(kind));
        asked = asked.with(together);
        let begun = Instant::now();
        let outcome = connector.fetch(order, together).await;
        let millis = begun.elapsed().as_millis();
        for kind in together.iter() {
            match &outcome {
                Ok(answer) => match counts(answer, kind) {
                    Some(counts) => row(kind, "answered", Some(counts), millis),
                    None => row(kind, "nothing of this kind in its answer", None, millis),
                },
                Err(why) => row(kind, &why.to_string(), None, millis),
            }
        }
    }
}

fn row(kind: Kind, words: &str, counts: Option<(usize, u32)>, millis: u128) {
    let (entries, aside) =
        counts.map_or(("–".to_owned(), "–".to_owned()), |(n, a)| (n.to_string(), a.to_string()));
    println!("{:<14} {words:<44} {entries:>7} {aside:>9} {millis:>5} ms", kind.slug());
}

/// Entries and entries set aside of a kind, where the answer has that kind at all.
fn counts(answer: &Answer, kind: Kind) -> Option<(usize, u32)> {
    fn of<T>(part: &Option<crate::domain::Part<T>>) -> Option<(usize, u32)> {
        part.as_ref().map(|part| (part.entries.len(), part.set_aside))
    }
    match kind {
        Kind::Appointments => of(&answer.appointments),
        Kind::Medicines => of(&answer.medicines),
        Kind::Allergies => of(&answer.allergies),
        Kind::Conditions => of(&answer.conditions),
        Kind::TestResults => of(&answer.test_results),
        Kind::Letters => of(&answer.letters),
        Kind::Vaccinations => of(&answer.vaccinations),
        Kind::Visits => of(&answer.visits),
        Kind::Referrals => of(&answer.referrals),
        Kind::CarePlans => of(&answer.care_plans),
        Kind::Questionnaires => of(&answer.questionnaires),
    }
}
