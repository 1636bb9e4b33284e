//! `front-door reports`: what people say is wrong in their records, for the service manager.

use uuid::Uuid;

use super::Failure;
use crate::access::Purpose;
use crate::domain::{Clock, Kinds, Report, WhatIsWrong};
use crate::settings::Settings;
use crate::start;
use crate::store::{AccessRow, By, Reports};

/// Prints every report that stands open, the urgent ones first, without anything about the person. With the number of
/// one, prints who made it and what they wrote, once the log of who looked says so.
///
/// # Errors
/// When they cannot be read, or the log cannot be written: then nothing is printed.
pub(super) async fn reports(settings: &Settings, show: Option<Uuid>) -> Result<(), Failure> {
    let kept = start::kept(settings, Clock::System).await?;
    let reports = Reports::new(kept.database.clone(), kept.keys.clone());
    let outcome = match show {
        None => list(&reports).await,
        Some(id) => one(&kept, &reports, id).await,
    };
    kept.database.close().await;
    print!("{}", outcome?);
    Ok(())
}

async fn list(reports: &Reports) -> Result<String, Failure> {
    let mut open: Vec<Report> = reports.open().await?.into_iter().map(|(_, report)| report).collect();
    if open.is_empty() {
        return Ok("No report stands open.\n".to_owned());
    }
    open.sort_by_key(|report| (report.what != WhatIsWrong::NotAboutMe, report.made_at));
    let now = Clock::System.now();
    Ok(open.iter().map(|report| line(report, (now - report.made_at).num_hours())).collect())
}

fn line(report: &Report, hours: i64) -> String {
    let urgency = match report.what {
        WhatIsWrong::NotAboutMe => "URGENT not about the person",
        WhatIsWrong::Something => "something is wrong",
    };
    let holders: Vec<_> = report.holders.iter().map(ToString::to_string).collect();
    let (holders, kind) = (holders.join(", "), report.kind.slug());
    format!("{}  {urgency}; {kind}; held by {holders}; {hours} hours ago\n", report.id)
}

async fn one(kept: &start::Kept, reports: &Reports, id: Uuid) -> Result<String, Failure> {
    let found = reports.open().await?.into_iter().find(|(_, report)| report.id == id);
    let Some((person, report)) = found else {
        return Err(Failure(format!("no report {id} stands open")));
    };
    let row = AccessRow {
        at: Clock::System.now(),
        by: By::operator(),
        subject: Some(person),
        holders: report.holders.clone().into(),
        kinds: Kinds::just(report.kind),
        purpose: Purpose::ReportRead.slug(),
    };
    kept.access.log.write(row).await?;
    let who = kept.access.accounts.person(person).await?;
    let who = who.map_or_else(
        || "nobody who is still here".to_owned(),
        |who| format!("{}, {}", who.name, who.nhs_number.digits()),
    );
    let hours = (Clock::System.now() - report.made_at).num_hours();
    let text = if report.text.is_empty() { "(nothing)" } else { &report.text };
    Ok(format!("{}Made by: {who}\nWhat they wrote:\n{text}\n", line(&report, hours)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{EntryId, Kind, OdsCode, ReportState};

    #[test]
    fn a_line_says_what_is_urgent_where_and_how_old_and_nothing_of_the_person() {
        let report = Report {
            id: Uuid::nil(),
            entry: EntryId([7; 16]),
            kind: Kind::Letters,
            holders: vec![OdsCode::parse("RXX").expect("a code")],
            what: WhatIsWrong::NotAboutMe,
            text: "my own words".into(),
            made_at: Clock::System.now(),
            state: ReportState::WrittenDown,
        };
        let line = line(&report, 30);
        assert!(line.contains("URGENT") && line.contains("RXX") && line.contains("30 hours"), "{line}");
        assert!(!line.contains("own words"), "{line}");
    }
}
