//! The log as a file to take away: for a spreadsheet, or as plain text.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Europe::London;

use super::Look;
use crate::t;
use crate::words::{Locale, dates};

/// Rows of cells, parted by commas (RFC 4180), safe to open in a spreadsheet.
#[derive(Debug, Default)]
pub struct Spreadsheet(String);

impl Spreadsheet {
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            csv_cell(&mut self.0, cell);
        }
        self.0.push_str("\r\n");
    }

    pub fn into_text(self) -> String {
        self.0
    }
}

/// One cell in quotes. A spreadsheet takes what begins with one of these signs for a formula and may run it, so an
/// apostrophe goes before it (OWASP, "CSV Injection").
pub fn csv_cell(line: &mut String, cell: &str) {
    line.push('"');
    if cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '|', '%'])
        || cell.starts_with(['\t', '\r', '\n'])
    {
        line.push('\'');
    }
    line.push_str(&cell.replace('"', "\"\""));
    line.push('"');
}

/// With a mark at its beginning by which spreadsheets know that it is UTF-8.
pub fn csv(locale: Locale, looks: impl Iterator<Item = Look>) -> String {
    let mut sheet = Spreadsheet::default();
    let heads = [
        t!(locale, "When"),
        t!(locale, "Who"),
        t!(locale, "What they did"),
        t!(locale, "Kinds of entry"),
        t!(locale, "Held by"),
    ];
    sheet.row(heads.iter().map(|head| &**head));
    for Look { at, who, did, kinds, holders } in looks {
        let at = at.with_timezone(&London).to_rfc3339_opts(SecondsFormat::Secs, false);
        sheet.row([&*at, &who, &did, &kinds, &holders]);
    }
    format!("\u{feff}{}", sheet.into_text())
}

pub fn text(locale: Locale, now: DateTime<Utc>, name: &str, looks: impl Iterator<Item = Look>) -> String {
    let mut text = String::new();
    let when = dates::moment(locale, now);
    line(&mut text, &t!(locale, "Who has looked at your record"));
    line(&mut text, &t!(locale, "Front Door. Made for {name} on {when}.", name = name, when = when));
    line(&mut text, &t!(locale, "The newest stands first."));
    for Look { at, who, did, kinds, holders } in looks {
        text.push('\n');
        line(&mut text, &dates::moment(locale, at));
        line(&mut text, &t!(locale, "Who: {who}", who = who));
        line(&mut text, &did);
        if !kinds.is_empty() {
            line(&mut text, &t!(locale, "Kinds of entry: {kinds}", kinds = kinds));
        }
        if !holders.is_empty() {
            line(&mut text, &t!(locale, "Held by {names}", names = holders));
        }
    }
    text
}

/// Nothing that stands in a name begins a line of its own.
fn line(text: &mut String, words: &str) {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    // Writing to a string does not fail.
    let _ = writeln!(text, "{words}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "|calc", "%1", "\n=1"] {
            let mut cell = String::new();
            csv_cell(&mut cell, bad);
            assert!(cell.starts_with("\"'"), "{bad:?} became {cell:?}");
        }
        let mut cell = String::new();
        csv_cell(&mut cell, "Hill Street, \"the\" surgery");
        assert_eq!(cell, "\"Hill Street, \"\"the\"\" surgery\"");
    }
}
