//! `front-door check-source` for the national directories: one sample question each, about nobody.

use std::time::Instant;

use super::Failure;
use super::check_source::Sample;
use super::table::Table;
use crate::connectors::{CannotLookUp, OrganisationDirectory, ServiceFinder};
use crate::domain::{OdsCode, PlaceKind, Postcode};
use crate::settings::{DirectoryEntry, Protocol, Settings, SourcesFile};
use crate::start::{self, Directory};

/// How many places the sample question asks for.
const PLACES: usize = 10;

/// The directory of that name, code or key in the file.
pub(super) fn find<'a>(file: &'a SourcesFile, name: &str) -> Option<(Protocol, Asked<'a>)> {
    let fits = |key: &str, entry: &DirectoryEntry| {
        entry.name == name || key == name || entry.ods_code.as_str().eq_ignore_ascii_case(name)
    };
    let (protocol, _, entry) = file.directories.all().find(|(_, key, entry)| fits(key, entry))?;
    let first = file.source.iter().map(|source| &source.ods_code).next();
    Some((protocol, Asked { entry, first }))
}

/// A directory to check.
pub(super) struct Asked<'a> {
    entry: &'a DirectoryEntry,
    /// An organisation to look up where none was named.
    first: Option<&'a OdsCode>,
}

pub(super) async fn check(
    settings: &Settings,
    protocol: Protocol,
    asked: Asked<'_>,
    sample: &Sample,
    table: &mut Table<'_>,
) -> Result<(), Failure> {
    let entry = asked.entry;
    table.says(&format!("{} ({})", entry.name, entry.ods_code));
    table.says(&format!("{protocol} at {}", entry.base_url));
    match start::connect_directory(protocol, entry, &start::budget(settings), settings)? {
        Directory::Organisations(directory) => {
            let code = match (&sample.ods_code, asked.first) {
                (Some(code), _) => OdsCode::parse(code)?,
                (None, Some(first)) => first.clone(),
                (None, None) => {
                    return Err(Failure("say which organisation to look up with --ods-code".to_owned()));
                }
            };
            organisation(directory.as_ref(), &code, table).await;
        }
        Directory::Services(directory) => {
            places(directory.as_ref(), &Postcode::parse(&sample.postcode)?, table).await;
        }
    }
    Ok(())
}

async fn organisation(directory: &dyn OrganisationDirectory, code: &OdsCode, table: &mut Table<'_>) {
    table.head("asked for");
    let begun = Instant::now();
    let told = directory.organisation(code).await;
    let millis = begun.elapsed().as_millis();
    let details = match told {
        Ok(details) => details,
        Err(why) => return failed(code.as_str(), &why, millis, table),
    };
    let words = match details.successors.as_deref() {
        _ if details.active => format!("answered: {}", details.name),
        Some([]) => format!("answered: {}, closed", details.name),
        Some(codes) => {
            let codes: Vec<_> = codes.iter().map(OdsCode::as_str).collect();
            format!("answered: {}, closed, now {}", details.name, codes.join(", "))
        }
        None => format!("answered: {}, closed; no successor told", details.name),
    };
    table.answered(code.as_str(), &words, Some((1, 0)), millis);
}

async fn places(directory: &dyn ServiceFinder, postcode: &Postcode, table: &mut Table<'_>) {
    table.says(&format!("the sample question: what is near {postcode}"));
    table.head("asked for");
    for kind in PlaceKind::ALL {
        let begun = Instant::now();
        let told = directory.near(kind, postcode, PLACES).await;
        let millis = begun.elapsed().as_millis();
        match told {
            Ok(near) => {
                let counts = (near.places.len(), near.set_aside);
                table.answered(kind.slug(), "answered", Some(counts), millis);
            }
            Err(CannotLookUp::NotThere) => {
                table.answered(kind.slug(), "knows no place in this postcode's area", None, millis);
            }
            Err(why) => failed(kind.slug(), &why, millis, table),
        }
    }
}

fn failed(what: &str, why: &CannotLookUp, millis: u128, table: &mut Table<'_>) {
    match why {
        CannotLookUp::Failed(why) => table.failed(what, why, millis),
        CannotLookUp::NotThere => table.failed_with(what, &why.to_string(), millis),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::check_source;
    use crate::sandbox::{self, Options};

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
        #[command(flatten)]
        sample: Sample,
    }

    fn line(sources: &std::path::Path, more: &[&str]) -> Line {
        let sources = sources.display().to_string();
        Line::parse_from(["front-door", "--sources", &sources].iter().chain(more))
    }

    #[tokio::test]
    async fn each_national_service_is_checked_in_its_own_way() {
        let folder = tempfile::tempdir().expect("a folder");
        let now = "2026-11-22T09:41:00Z".parse().expect("a moment");
        let sandbox = sandbox::start(Options { now, folder: folder.path().to_owned() }).await;
        let sandbox = sandbox.expect("it starts");
        let path = folder.path().join("sources.toml");
        std::fs::write(&path, sandbox.sources_toml()).expect("a file");
        let asked = |code: &str| sandbox.requests(code, 10).expect("an organisation").len();
        for (name, more, code, requests) in [
            ("services", &["--postcode", "zz99 4rr"][..], "X92", 6),
            ("Directory of Healthcare Services", &["--postcode", "ZZ99 4RR"], "X92", 10),
            ("organisation_data", &[], "X91", 1),
            ("x91", &["--ods-code", "A99903"], "X91", 3),
            ("X93", &["--nhs-number", "999 000 0050"], "X93", 3),
            ("Personal Demographics Service", &["--nhs-number", "9990000018"], "X99", 2),
        ] {
            let Line { settings, sample } = line(&path, more);
            let checked = check_source::check(&settings, name, &sample, &mut |_: &str| {}).await;
            assert!(checked.is_ok(), "{name}: {}", checked.expect_err("a failure"));
            assert_eq!(asked(code), requests, "{name}");
        }
        for (name, more, expected) in [
            ("X93", &[][..], "--nhs-number"),
            ("services", &["--postcode", "Leeds"], "postcode"),
            ("Nowhere", &[], "Directory of Healthcare Services"),
        ] {
            let Line { settings, sample } = line(&path, more);
            let refused = check_source::check(&settings, name, &sample, &mut |_: &str| {}).await;
            let refused = refused.expect_err("a refusal").to_string();
            assert!(refused.contains(expected), "{refused}");
        }
    }
}
