//! `front-door visit-code`: a slip for somebody whom staff have identified, to use at a terminal.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use super::Failure;
use crate::access::{At, NewVisitCode, VisitCode};
use crate::domain::{Clock, Identified, NhsNumber};
use crate::settings::Settings;
use crate::start;
use crate::t;
use crate::words::{Locale, dates};

#[derive(Args)]
pub(super) struct VisitCodeCommand {
    /// The person's NHS number, with or without spaces.
    #[arg(long)]
    nhs_number: String,
    /// The person's date of birth: 1980-12-31.
    #[arg(long)]
    date_of_birth: NaiveDate,
    /// The person's name, for somebody who has no log-in here.
    #[arg(long)]
    name: Option<String>,
    /// The place of the terminal, as it was added there. The code works for 15 minutes.
    #[arg(long, required_unless_present = "other_place")]
    place: Option<String>,
    /// Another place than where the code is made, such as the library. The code works for 1 day.
    #[arg(long, conflicts_with = "place")]
    other_place: Option<String>,
    /// Who makes the code: the member of staff.
    #[arg(long)]
    made_by: String,
    /// A photo identification and a proof of address were seen.
    #[arg(long, required_unless_present = "vouched_by")]
    documents: bool,
    /// The member of staff who knows the person, where no documents were seen. What somebody tells about themself is not
    /// enough.
    #[arg(long, conflicts_with = "documents")]
    vouched_by: Option<String>,
    /// Writes a slip to print there, a web page without a name. It must not be there.
    #[arg(long)]
    slip: Option<PathBuf>,
    #[command(flatten)]
    settings: Box<Settings>,
}

/// # Errors
/// What is wrong with what was typed, or that the code or the slip cannot be written.
pub(super) async fn run(typed: VisitCodeCommand) -> Result<(), Failure> {
    let nhs_number = NhsNumber::parse(&typed.nhs_number)?;
    let at = match (&typed.place, &typed.other_place) {
        (_, Some(place)) => At::Elsewhere(place),
        (place, None) => At::Here(place.as_deref().unwrap_or_default()),
    };
    let identified = match &typed.vouched_by {
        Some(by) => Identified::Vouched { by: by.clone() },
        None => Identified::ByDocuments,
    };
    let kept = start::kept(&typed.settings, Clock::System).await?;
    let new = NewVisitCode {
        nhs_number,
        date_of_birth: typed.date_of_birth,
        name: typed.name.as_deref(),
        known_to: &[],
        at,
        made_by: &typed.made_by,
        identified: &identified,
    };
    let made = kept.access.make_visit_code(new).await;
    kept.database.close().await;
    let made = made?;
    let place = at.place();
    let until = dates::moment(Locale::English, made.good_until);
    println!(
        "{}\n\nTo be typed in at a terminal at {place}, with the date of birth, once, until {until}.",
        made.code
    );
    typed.slip.as_deref().map_or(Ok(()), |path| write_slip(path, &made, place))
}

fn write_slip(path: &Path, made: &VisitCode, place: &str) -> Result<(), Failure> {
    use std::io::Write as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    Ok(file.write_all(slip(Locale::English, made, place).as_bytes())?)
}

/// Without a name, and without a word of why somebody comes: slips get lost.
pub(crate) fn slip(locale: Locale, made: &VisitCode, place: &str) -> String {
    let heading = t!(locale, "Visit code");
    let until = t!(locale, "It works once, until {until}.", until = dates::moment(locale, made.good_until));
    let place = t!(locale, "Use it on the Front Door screen at {place}.", place = html_escape(place));
    let how = t!(locale, "Press \"I have a visit code\". Type these numbers and your date of birth.");
    let keep = t!(locale, "Do not give it to anybody else.");
    let tag = locale.tag();
    let code = &made.code;
    format!(
        "<!DOCTYPE html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{heading}</title><style>\
         body{{font:18pt/1.4 arial,sans-serif;margin:1cm;max-width:14cm}}.code{{font-size:44pt;font-weight:700;\
         letter-spacing:.1em}}</style></head><body><h1>{heading}</h1><p class=\"code\">{code}</p><p>{place}</p>\
         <p>{how}</p><p>{until}</p><p>{keep}</p></body></html>"
    )
}

fn html_escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_holds_the_code_the_place_and_the_time_and_nobodys_name() {
        let good_until = "2026-11-22T09:15:00Z".parse().expect("a time");
        let made = VisitCode { code: "1234 5678".into(), good_until };
        let slip = slip(Locale::English, &made, "Hill <Street> Library");
        assert!(slip.contains("1234 5678") && slip.contains("Hill &lt;Street> Library"), "{slip}");
        assert!(slip.contains("9:15am"), "{slip}");
    }
}
