//! Plain text that every program opens, with lines of at most 76 letters.

use std::fmt::{self, Write as _};

use super::{Chunks, Paper};
use crate::journeys::record::entry_words::Fact;
use crate::words::Locale;

/// How many letters fit on a line.
const WIDTH: usize = 76;

pub struct TextPaper(Chunks);

impl TextPaper {
    fn put(&mut self, piece: fmt::Arguments<'_>) {
        // A chunk in memory takes everything.
        let _ = self.0.write_fmt(piece);
    }

    /// Words in lines; the first begins with `first`, the others with `rest`.
    fn wrapped(&mut self, first: &str, rest: &str, text: &str) {
        let mut width = first.chars().count();
        self.put(format_args!("{first}"));
        let mut is_new = true;
        for word in text.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
            let letters = word.chars().count();
            if word.is_empty() {
                continue;
            }
            if !is_new && width + 1 + letters > WIDTH {
                self.put(format_args!("\r\n{rest}"));
                width = rest.chars().count();
                is_new = true;
            }
            if !is_new {
                self.put(format_args!(" "));
                width += 1;
            }
            self.put(format_args!("{word}"));
            width += letters;
            is_new = false;
        }
        self.put(format_args!("\r\n"));
    }

    fn underlined(&mut self, text: &str, with: char) {
        self.wrapped("", "", text);
        let line: String = std::iter::repeat_n(with, text.chars().count().min(WIDTH)).collect();
        self.put(format_args!("{line}\r\n"));
    }
}

/// Lines end as Windows ends them, which every other system reads too.
impl Paper for TextPaper {
    fn begin(_: Locale, title: &str, above: Option<&str>) -> Self {
        let mut paper = Self(Chunks::default());
        if let Some(above) = above {
            paper.says(above);
            paper.put(format_args!("\r\n"));
        }
        paper.underlined(title, '=');
        paper
    }

    fn heading(&mut self, level: u8, text: &str) {
        self.put(format_args!("\r\n"));
        match level {
            2 => self.underlined(text, '='),
            3 => self.underlined(text, '-'),
            _ => self.wrapped("", "", text),
        }
    }

    fn says(&mut self, text: &str) {
        self.wrapped("", "", text);
    }

    fn strongly(&mut self, text: &str) {
        self.wrapped("! ", "  ", text);
    }

    fn list(&mut self, items: &[String]) {
        for item in items {
            self.wrapped("* ", "  ", item);
        }
    }

    fn facts(&mut self, facts: &[Fact]) {
        for Fact { key, lines } in facts {
            match lines.as_slice() {
                [only] => self.wrapped("", "    ", &format!("{key}: {only}")),
                several => {
                    self.wrapped("", "    ", &format!("{key}:"));
                    for line in several {
                        self.wrapped("    ", "    ", line);
                    }
                }
            }
        }
    }

    fn lines(&mut self, lines: &[String]) {
        for line in lines {
            self.wrapped("    ", "    ", line);
        }
    }

    fn entry_begins(&mut self) {}

    fn entry_ends(&mut self) {}

    fn end(self) -> Chunks {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_broken_between_words_and_nothing_is_lost() {
        let mut paper = TextPaper::begin(Locale::English, "Your record", None);
        let long = "word ".repeat(60);
        paper.says(&long);
        paper.list(std::slice::from_ref(&long));
        paper.facts(&[Fact::new("Note".into(), long.clone())]);
        let text = paper.end().text();
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        assert_eq!(text.matches("word").count(), 180);
        assert!(text.starts_with("Your record\r\n===========\r\n"), "{text}");
    }

    #[test]
    fn control_characters_and_line_ends_of_sources_make_no_lines_of_ours() {
        let mut paper = TextPaper::begin(Locale::English, "Your record", None);
        paper.says("one\r\ntwo\u{1b}[31m\u{0}three");
        assert!(paper.end().text().ends_with("one two [31m three\r\n"));
    }
}
