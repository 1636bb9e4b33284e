//! `front-door check-source`: what a configured organisation answers, kind by kind, without showing any entry.

use std::sync::Arc;
use std::time::Instant;

use super::table::{Say, Table};
use super::{Failure, directories, doing, national};
use crate::access::FetchOrder;
use crate::connectors::Connector;
use crate::domain::{
    Allergy, Answer, Appointment, AskedQuestionnaire, CarePlan, Condition, InAnswer, Kind, Kinds, Letter,
    Medicine, Message, NhsNumber, Person, PersonDetails, PersonId, Prescription, Referral, SourceNote,
    TestResult, Vaccination, Visit,
};
use crate::settings::{Settings, SourceEntry, SourcesFile};
use crate::start;

/// What is asked about: a person, or something for a directory to find.
#[derive(clap::Args, Default)]
pub(super) struct Sample {
    /// Whose record to ask for. It is neither kept nor printed. Directories need none.
    #[arg(long)]
    pub nhs_number: Option<String>,
    /// For the Directory of Healthcare Services: near which postcode to look.
    #[arg(long, default_value = "LS1 4AP")]
    pub postcode: String,
    /// For Organisation Data Terminology: which organisation to look up. Default: the first that the file lists.
    #[arg(long)]
    pub ods_code: Option<String>,
}

/// # Errors
/// When the organisation is not in the file, or the number is not one.
pub(super) async fn check(
    settings: &Settings,
    name: &str,
    sample: &Sample,
    say: Say<'_>,
) -> Result<(), Failure> {
    let mut table = Table::new(say);
    let Some(path) = &settings.sources else {
        return Err(Failure("set FRONT_DOOR_SOURCES to the file that lists the organisations".to_owned()));
    };
    let file = SourcesFile::read(path)?;
    if let Some((protocol, asked)) = directories::find(&file, name) {
        directories::check(settings, protocol, asked, sample, &mut table).await?;
        table.end();
        return Ok(());
    }
    let entry = find(&file, name)?;
    let number = sample.nhs_number.as_deref().ok_or_else(|| {
        Failure(format!("{} is asked about a person: say whose with --nhs-number", entry.name))
    })?;
    let number = NhsNumber::from_source(number)?;
    table.says(&format!("{} ({})", entry.name, entry.ods_code));
    let order = FetchOrder::for_source_check(Person {
        id: PersonId(uuid::Uuid::now_v7()),
        nhs_number: number,
        name: String::new(),
        date_of_birth: chrono::NaiveDate::default(),
    });
    let mut parts = Vec::new();
    for interface in entry.interfaces() {
        table.says(&format!("{} at {}", interface.protocol, interface.base_url));
        if interface.needs_hospital_log_in() {
            let words = patients_log_in(&interface, settings).await?;
            table.says(&words);
        }
        if let Some((short, long)) = shut(&interface, settings) {
            table.says(long);
            parts.push(Part { offers: interface.kinds(), door: Err(short) });
            continue;
        }
        match start::connect(&interface, &start::budget(settings), settings)? {
            start::Connected::Demographics(service) => {
                national::demographics(&service, &order, &mut table).await;
            }
            start::Connected::Relationships(service) => {
                national::relationships(service.as_ref(), &order, &mut table).await;
            }
            start::Connected::Source(connector) => {
                parts.push(Part { offers: interface.kinds(), door: Ok(connector) });
            }
        }
    }
    if parts.iter().any(|part| part.door.is_ok()) {
        ask_each(&parts, &order, &mut table).await;
        for connector in parts.iter().filter_map(|part| part.door.as_ref().ok()) {
            doing::ask(connector.as_ref(), &order, &mut table).await;
        }
    }
    table.end();
    Ok(())
}

/// One interface: what it offers, and the way to it or why there is none.
struct Part {
    offers: Kinds,
    door: Result<Arc<dyn Connector>, &'static str>,
}

/// Why an interface is not asked, for its rows in the table and in full.
fn shut(interface: &SourceEntry, settings: &Settings) -> Option<(&'static str, &'static str)> {
    if interface.needs_hospital_log_in() {
        let long = "not asked: it answers only to patients who log in there, which a check cannot do";
        Some(("not asked: patients log in there", long))
    } else if settings.practice {
        None
    } else if start::lacks_approval(interface) {
        let long = "off: it needs its approval for patients named in the sources file (approval = \"…\")";
        Some(("off: no approval is named", long))
    } else if interface.needs_nhs_login() {
        let long =
            "not asked: it answers only to the patient's own national log-in, which a check does not have";
        Some(("not asked: needs the patient's log-in", long))
    } else {
        None
    }
}

/// Where a hospital has its patients log in, or why Front Door could not send them there.
async fn patients_log_in(interface: &SourceEntry, settings: &Settings) -> Result<String, Failure> {
    let connected = start::connect(interface, &start::budget(settings), settings)?;
    let start::Connected::Source(connector) = connected else { return Ok(String::new()) };
    let Some(log_in) = connector.patient_log_in() else { return Ok(String::new()) };
    Ok(match log_in.begin(&settings.public_url).await {
        Ok(begun) => format!("patients log in at {}", begun.go_to.origin().ascii_serialization()),
        Err(why) => format!("patients cannot log in there: {why}"),
    })
}

fn find<'a>(file: &'a SourcesFile, name: &str) -> Result<&'a SourceEntry, Failure> {
    let fits =
        |source: &&SourceEntry| source.name == name || source.ods_code.as_str().eq_ignore_ascii_case(name);
    file.source.iter().find(fits).ok_or_else(|| {
        let sources = file.source.iter().map(|source| source.name.as_str());
        let directories = file.directories.all().map(|(_, _, entry)| entry.name.as_str());
        let names: Vec<_> = sources.chain(directories).collect();
        Failure(format!("no organisation {name:?} in the sources file; it lists: {}", names.join(", ")))
    })
}

/// Asks for every kind of whichever interface offers it.
async fn ask_each(parts: &[Part], order: &FetchOrder, table: &mut Table<'_>) {
    table.head("kind");
    let mut asked = Kinds::NONE;
    for kind in Kind::ALL {
        let Some(part) = parts.iter().find(|part| part.offers.contains(kind)) else {
            table.not_asked(kind.slug(), "not offered");
            continue;
        };
        let connector = match &part.door {
            Ok(connector) => connector,
            Err(why) => {
                table.not_asked(kind.slug(), why);
                continue;
            }
        };
        if asked.contains(kind) {
            continue;
        }
        let together = connector.asked_together(kind).and(part.offers).with(Kinds::just(kind));
        asked = asked.with(together);
        let begun = Instant::now();
        let outcome = connector.fetch(order, together).await;
        let millis = begun.elapsed().as_millis();
        for kind in together.iter() {
            match &outcome {
                Ok(answer) => told(answer, kind, millis, table),
                Err(why) => table.failed(kind.slug(), why, millis),
            }
        }
    }
}

/// What was told of one kind.
fn told(answer: &Answer, kind: Kind, millis: u128, table: &mut Table<'_>) {
    fn of<T: InAnswer>(answer: &Answer, millis: u128, table: &mut Table<'_>) {
        let what = T::KIND.slug();
        let Some(part) = T::part(answer) else {
            return table.failed_with(what, "nothing of this kind in its answer", millis);
        };
        let in_part = part.set_aside > 0 || part.notes.iter().any(SourceNote::means_incomplete);
        let words = match (&part.none_known, in_part) {
            (Some(_), false) => "answered: states that there is none",
            (None, false) => "answered",
            (_, true) => "answered in part",
        };
        table.answered(what, words, Some((part.entries.len(), part.set_aside)), millis);
        table.explain(part.why_set_aside.each(), &part.notes);
    }
    match kind {
        Kind::Appointments => of::<Appointment>(answer, millis, table),
        Kind::Medicines => of::<Medicine>(answer, millis, table),
        Kind::Allergies => of::<Allergy>(answer, millis, table),
        Kind::Conditions => of::<Condition>(answer, millis, table),
        Kind::TestResults => of::<TestResult>(answer, millis, table),
        Kind::Letters => of::<Letter>(answer, millis, table),
        Kind::Vaccinations => of::<Vaccination>(answer, millis, table),
        Kind::Visits => of::<Visit>(answer, millis, table),
        Kind::Referrals => of::<Referral>(answer, millis, table),
        Kind::CarePlans => of::<CarePlan>(answer, millis, table),
        Kind::Prescriptions => of::<Prescription>(answer, millis, table),
        Kind::Questionnaires => of::<AskedQuestionnaire>(answer, millis, table),
        Kind::Details => of::<PersonDetails>(answer, millis, table),
        Kind::Messages => of::<Message>(answer, millis, table),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use async_trait::async_trait;
    use clap::Parser;

    use super::*;
    use crate::connectors::ConnectorError;
    use crate::domain::Part as Entries;

    /// Answers with nothing of one kind, or not at all.
    struct Holds(Option<Kind>);

    #[async_trait]
    impl Connector for Holds {
        fn asked_together(&self, kind: Kind) -> Kinds {
            Kinds::just(kind)
        }

        async fn fetch(&self, _: &FetchOrder, _: Kinds) -> Result<Answer, ConnectorError> {
            match self.0 {
                Some(Kind::Appointments) => {
                    Ok(Answer { appointments: Some(Entries::default()), ..Answer::default() })
                }
                Some(_) => Ok(Answer { medicines: Some(Entries::default()), ..Answer::default() }),
                None => Err(ConnectorError::TimedOut),
            }
        }
    }

    fn order() -> FetchOrder {
        FetchOrder::for_source_check(Person {
            id: PersonId(uuid::Uuid::nil()),
            nhs_number: NhsNumber::parse("9990000018").expect("a number"),
            name: String::new(),
            date_of_birth: chrono::NaiveDate::default(),
        })
    }

    #[tokio::test]
    async fn the_table_shows_each_kind_of_each_interface_once() {
        let open = |kind: Kind, holds| Part { offers: Kinds::just(kind), door: Ok(Arc::new(Holds(holds))) };
        let parts = [
            open(Kind::Medicines, Some(Kind::Medicines)),
            open(Kind::Appointments, Some(Kind::Appointments)),
            open(Kind::Letters, None),
            Part { offers: Kinds::just(Kind::Referrals), door: Err("off: no approval is named") },
        ];
        let mut lines = Vec::new();
        let mut say = |line: &str| lines.push(line.to_owned());
        ask_each(&parts, &order(), &mut Table::new(&mut say)).await;
        let line = |kind: Kind| {
            let of_kind: Vec<_> = lines.iter().filter(|line| line.starts_with(kind.slug())).collect();
            assert_eq!(of_kind.len(), 1, "{lines:?}");
            of_kind[0].clone()
        };
        assert!(line(Kind::Medicines).contains(" answered "));
        assert!(line(Kind::Appointments).contains(" answered "));
        assert!(line(Kind::Letters).contains("no answer in time"));
        assert!(line(Kind::Referrals).contains("no approval is named"));
        assert!(line(Kind::Visits).contains("not offered"));
    }

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
    }

    /// What is said of a source with these lines, which is not asked.
    fn said(protocol: &str, more: &str) -> Option<&'static str> {
        let text = format!(
            "[[source]]\nname = \"A\"\nods_code = \"X98\"\nsetting = \"national\"\nprotocol = \"{protocol}\"\n\
             base_url = \"https://api.example\"\noffers = [\"letters\"]\n{more}"
        );
        let file = SourcesFile::parse(&text, Path::new("sources.toml")).expect("a good file");
        let settings = Line::parse_from(["front-door", "--sources", "sources.toml"]).settings;
        shut(&file.source[0], &settings).map(|(_, long)| long)
    }

    #[test]
    fn a_source_that_is_off_or_not_asked_says_what_it_needs() {
        let spine = "spine_from = \"1\"\nspine_to = \"2\"\n";
        for (protocol, more) in [("patient-care-aggregator", ""), ("gp-connect", spine)] {
            let said_of_it = said(protocol, more).expect("off");
            assert!(said_of_it.starts_with("off:") && said_of_it.contains("approval = "), "{said_of_it}");
        }
        let approved = said("patient-care-aggregator", "approval = \"NHS England, 12 March 2027\"\n");
        assert!(approved.is_some_and(|words| words.contains("the patient's own national log-in")));
        let smart = said("fhir-r4", "[source.auth]\ntype = \"smart\"\nclient_id = \"a\"\n");
        assert!(smart.is_some_and(|words| words.contains("log in there")));
        assert_eq!(said("fhir-r4", ""), None);
    }
}
