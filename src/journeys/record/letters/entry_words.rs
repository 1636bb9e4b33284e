//! Letters and documents in words.

use chrono::{DateTime, Utc};

use crate::domain::{Held, Letter};
use crate::journeys::record::entry_words::{Fact, FactList, Line};
use crate::journeys::record::listed::{Listed, Section, Way, newest_first, runs};
use crate::journeys::record::plain_words::Named;
use crate::t;
use crate::words::numbers::quantity;
use crate::words::{Locale, dates, glossary};

impl Listed for Letter {
    fn name(&self) -> &str {
        &self.title
    }

    fn sections(locale: Locale, _: DateTime<Utc>, entries: &[Held<Self>], _: Way) -> Vec<Section<'_, Self>> {
        runs(newest_first(entries.iter(), |letter| letter.written), |held| match &held.entry.written {
            Some(written) => written.year().to_string(),
            None => t!(locale, "Date not told").into_owned(),
        })
    }

    fn line(&self, locale: Locale) -> Line {
        let when = self.written.as_ref().map(|date| dates::partial(locale, date));
        Line {
            what: self.what_kind.clone(),
            small: when.map(|date| t!(locale, "written {date}", date = date).into_owned()),
            tag: None,
        }
    }

    fn named(&self) -> Option<Named<'_>> {
        Some(Named::of(self.what_kind.as_deref()?, glossary::Place::Letter))
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        FactList::default()
            .text(t!(locale, "Title"), Some(&self.title))
            .text(t!(locale, "Kind of letter"), self.what_kind.as_ref())
            .date(locale, t!(locale, "Written"), self.written.as_ref())
            .text(t!(locale, "Written by"), self.author.as_ref())
            .text(t!(locale, "File"), file(locale, self))
            .done()
    }
}

/// The file in words: "PDF, 240 KB". Nothing where the letter is no file.
pub fn file(locale: Locale, letter: &Letter) -> Option<String> {
    let kind = match letter.file_type.as_deref()?.split(';').next().unwrap_or_default().trim() {
        "application/pdf" => "PDF",
        "image/jpeg" | "image/jpg" => "JPEG",
        "image/png" => "PNG",
        "image/gif" => "GIF",
        "image/svg+xml" => "SVG",
        "image/tiff" => "TIFF",
        "application/msword" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => {
            "Word"
        }
        "text/rtf" | "application/rtf" => "RTF",
        "text/html" => "HTML",
        "text/plain" => "TXT",
        other => other,
    };
    Some(match letter.file_size {
        Some(bytes) => t!(locale, "{kind}, {size}", kind = kind, size = size(bytes)).into_owned(),
        None => t!(locale, "{kind}, size not told", kind = kind).into_owned(),
    })
}

/// A file's size as the design system writes it: "240KB", "1.2MB".
pub fn size(bytes: u64) -> String {
    const KB: u64 = 1000;
    match bytes {
        0..1_000_000 => format!("{}KB", bytes.div_ceil(KB)),
        _ => format!("{}MB", quantity((bytes / 100_000) as f64 / 10.0)),
    }
}

/// The text in paragraphs, each in its lines; blank lines part them.
pub fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let mut paragraphs = vec![Vec::new()];
    for line in text.lines().map(str::trim_end) {
        match (line.trim().is_empty(), paragraphs.last_mut()) {
            (true, _) => paragraphs.push(Vec::new()),
            (false, Some(last)) => last.push(line.to_owned()),
            (false, None) => paragraphs.push(vec![line.to_owned()]),
        }
    }
    paragraphs.retain(|lines| !lines.is_empty());
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PartialDate;
    use crate::journeys::record::testing::{self, HOSPITAL};

    #[test]
    fn letters_stand_newest_first_by_year_and_undated_ones_last() {
        let entries: Vec<_> = ["2019-03", "none", "2026-11-19", "2026-01-02"]
            .iter()
            .map(|date| {
                let written = PartialDate::parse(date);
                testing::held(Letter { written, ..testing::letter(date) }, &[HOSPITAL])
            })
            .collect();
        let sections = Letter::sections(Locale::English, testing::now(), &entries, Way::Usual);
        let shape: Vec<_> =
            sections.iter().map(|s| (s.heading.clone().unwrap_or_default(), s.entries.len())).collect();
        assert_eq!(shape, [("2026".to_owned(), 2), ("2019".to_owned(), 1), ("Date not told".to_owned(), 1)]);
        assert_eq!(sections[0].entries[0].entry.title, "2026-11-19");
    }

    #[test]
    fn a_file_is_named_by_kind_and_size() {
        let letter = |file_type: &str, file_size| Letter {
            file_type: Some(file_type.to_owned()),
            file_size,
            ..testing::letter("Scan")
        };
        assert_eq!(
            file(Locale::English, &letter("application/pdf", Some(240_100))).as_deref(),
            Some("PDF, 241KB")
        );
        assert_eq!(
            file(Locale::English, &letter("image/png", Some(1_250_000))).as_deref(),
            Some("PNG, 1.2MB")
        );
        assert_eq!(
            file(Locale::English, &letter("application/x-odd", None)).as_deref(),
            Some("application/x-odd, size not told")
        );
        assert_eq!(file(Locale::English, &testing::letter("Scan")), None);
    }

    #[test]
    fn a_letter_keeps_its_paragraphs_and_lines() {
        assert_eq!(
            paragraphs("Dear Sam\n\nYour scan was clear.\nSee you in May.\n\n\n"),
            [vec!["Dear Sam"], vec!["Your scan was clear.", "See you in May."]]
        );
        assert!(paragraphs(" \n\n").is_empty());
    }
}
