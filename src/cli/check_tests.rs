//! `front-door check-source` against every organisation of the practice health service: each connector's table.

use std::path::{Path, PathBuf};

use clap::Parser;

use super::check_source::{Sample, check};
use crate::sandbox::{self, Fault, Options, Sandbox};
use crate::settings::{Settings, SourcesFile};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    sample: Sample,
}

struct Practice {
    sandbox: Sandbox,
    sources: PathBuf,
    _folder: tempfile::TempDir,
}

impl Practice {
    async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let now = "2026-11-22T09:41:00Z".parse().expect("a moment");
        let sandbox = sandbox::start(Options { now, folder: folder.path().to_owned() }).await;
        let sandbox = sandbox.expect("it starts");
        let sources = folder.path().join("sources.toml");
        std::fs::write(&sources, sandbox.sources_toml()).expect("a file");
        Self { sandbox, sources, _folder: folder }
    }

    fn file(&self) -> SourcesFile {
        SourcesFile::parse(&self.sandbox.sources_toml(), Path::new("sources.toml")).expect("a sources file")
    }

    /// Everyone in the file, directories included.
    fn codes(&self) -> Vec<String> {
        let file = self.file();
        let sources = file.source.iter().map(|source| source.ods_code.to_string());
        let directories = file.directories.all().map(|(_, _, entry)| entry.ods_code.to_string());
        sources.chain(directories).collect()
    }

    async fn checked(&self, code: &str) -> Vec<String> {
        let sources = self.sources.display().to_string();
        let Line { settings, sample } = Line::parse_from([
            "front-door",
            "--sources",
            &sources,
            "--nhs-number",
            "999 000 0018",
            "--postcode",
            "ZZ99 4RR",
        ]);
        let mut lines = Vec::new();
        let mut say = |line: &str| lines.push(line.to_owned());
        let checked = check(&settings, code, &sample, &mut say).await;
        assert!(checked.is_ok(), "{code}: {}", checked.expect_err("a failure"));
        lines
    }
}

#[tokio::test]
async fn every_connector_is_checked_in_one_table_with_a_row_for_all_it_offers() {
    let practice = Practice::start().await;
    for code in practice.codes() {
        let lines = practice.checked(&code).await;
        let last = lines.last().expect("a line");
        assert!(last.starts_with("all ") && last.ends_with(" questions were answered"), "{code}: {lines:#?}");
        let heads = lines.iter().filter(|line| line.contains("answered, or why not")).count();
        assert_eq!(heads, 1, "{code}: {lines:#?}");
    }
    for source in &practice.file().source {
        let lines = practice.checked(source.ods_code.as_str()).await;
        for kind in source.interfaces().iter().flat_map(|interface| interface.kinds().iter()) {
            let rows: Vec<_> =
                lines.iter().filter(|line| line.starts_with(&format!("{} ", kind.slug()))).collect();
            assert!(matches!(&rows[..], [row] if row.contains(" answered")), "{}: {rows:?}", source.name);
        }
        // What it lists is never shown.
        assert!(
            !lines.iter().any(|line| line.contains("Metformin") || line.contains("Sample,")),
            "{lines:#?}"
        );
    }
}

#[tokio::test]
async fn what_can_be_done_at_a_surgery_is_tried_as_far_as_it_only_reads() {
    let practice = Practice::start().await;
    let lines = practice.checked("A99901").await;
    let row = |what: &str| lines.iter().find(|line| line.starts_with(what)).expect(what).clone();
    assert!(row("free times").contains(" answered"));
    assert!(row("repeat medicines").contains(" answered"));
}

#[tokio::test]
async fn whatever_does_not_work_at_any_connector_comes_with_what_to_do() {
    let practice = Practice::start().await;
    for code in practice.codes() {
        let works = practice.checked(&code).await;
        for (fault, what_to_do) in [
            (Fault::NoPermission, "Have the permission"),
            (Fault::WrongToken, "Check auth"),
            (Fault::Error500, "The fault is on its side"),
            (Fault::ExpiredCertificate, "renew it"),
            (Fault::RedirectLoop, "as base_url"),
            (Fault::InvalidJson, "not what the interface promises"),
            (Fault::HugeBody, "FRONT_DOOR_ANSWER_BYTES"),
            (Fault::IgnoresFilter, "STOP"),
        ] {
            practice.sandbox.set_fault(&code, fault).await.expect("an organisation");
            let lines = practice.checked(&code).await;
            practice.sandbox.set_fault(&code, Fault::None).await.expect("an organisation");
            let says = lines.iter().filter(|line| line.contains(what_to_do)).count();
            // A directory of places and a book hold nothing of anybody; a wrong entry there is left out.
            assert_eq!(says, 1, "{code}, {fault:?}: {lines:#?}");
            // Demographics may answer under another number, so that is for the engineer to judge.
            let is_for_the_engineer = (code.as_str(), fault) == ("X99", Fault::IgnoresFilter);
            assert!(is_for_the_engineer || lines.last() != works.last(), "{code}, {fault:?}");
        }
    }
}

#[tokio::test]
async fn entries_that_cannot_be_read_are_counted_with_why_and_what_to_do() {
    let practice = Practice::start().await;
    for code in ["A99901", "A99902", "RZ1", "RZ2", "RZ3", "RZ5", "X96", "X97", "X98"] {
        practice.sandbox.set_fault(code, Fault::MalformedEntry).await.expect("an organisation");
        let lines = practice.checked(code).await;
        assert!(lines.iter().any(|line| line.contains("answered in part")), "{code}: {lines:#?}");
        assert!(lines.iter().any(|line| line.contains(" set aside: it ")), "{code}: {lines:#?}");
    }
}
