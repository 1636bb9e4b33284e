//! The table that `front-door check-source` prints: what was asked, what came back, how long it took, and what to do about
//! whatever does not work.

use super::advice;
use crate::connectors::ConnectorError;
use crate::domain::{SetAside, SourceNote};

/// Takes each line as soon as it is known.
pub(super) type Say<'s> = &'s mut (dyn FnMut(&str) + Send);

/// Before each line that says what to do.
const TO_DO: &str = "  > ";

/// A table as it grows.
pub(super) struct Table<'s> {
    say: Say<'s>,
    asked: usize,
    answered: usize,
    /// What was advised already is not said again.
    advised: Vec<String>,
}

impl<'s> Table<'s> {
    pub fn new(say: Say<'s>) -> Self {
        Self { say, asked: 0, answered: 0, advised: Vec::new() }
    }

    /// A line beside the table.
    pub fn says(&mut self, words: &str) {
        (self.say)(words);
    }

    /// The first line; `what` names the first column.
    pub fn head(&mut self, what: &str) {
        self.says(&head_line(what));
    }

    /// Something that was not asked at all, and why.
    pub fn not_asked(&mut self, what: &str, why: &str) {
        self.says(&line(what, why, None, 0));
    }

    /// What was answered. `counts` are the entries and those set aside.
    pub fn answered(&mut self, what: &str, words: &str, counts: Option<(usize, u32)>, millis: u128) {
        (self.asked, self.answered) = (self.asked + 1, self.answered + 1);
        self.says(&line(what, words, counts, millis));
    }

    /// What failed or was refused, with what to do about it.
    pub fn failed(&mut self, what: &str, why: &ConnectorError, millis: u128) {
        self.failed_with(what, &why.to_string(), millis);
        self.advise(advice::of_error(why));
    }

    /// The same where there is nothing more to say than that.
    pub fn failed_with(&mut self, what: &str, words: &str, millis: u128) {
        self.asked += 1;
        self.says(&line(what, words, None, millis));
    }

    /// Why entries of the line above were set aside, and what its source says is missing.
    pub fn explain(&mut self, why: impl Iterator<Item = (SetAside, u32)>, notes: &[SourceNote]) {
        for (why, count) in why {
            self.advise(&format!("{count} set aside: {why}. {}", advice::of_set_aside(why)));
        }
        for note in notes {
            self.advise(&advice::of_note(note));
        }
    }

    /// A line on what to do, once.
    pub fn advise(&mut self, words: &str) {
        if !self.advised.iter().any(|said| said == words) {
            self.advised.push(words.to_owned());
            self.says(&format!("{TO_DO}{words}"));
        }
    }

    /// The last line: how much works.
    pub fn end(&mut self) {
        let Self { asked, answered, .. } = *self;
        self.says(&match asked {
            0 => "nothing was asked".to_owned(),
            _ if asked == answered => format!("all {asked} questions were answered"),
            _ => format!("{answered} of {asked} questions were answered; lines with > say what to do"),
        });
    }
}

fn head_line(what: &str) -> String {
    format!("{what:<18} {:<44} {:>7} {:>9} {:>8}", "answered, or why not", "entries", "set aside", "time")
}

fn line(what: &str, words: &str, counts: Option<(usize, u32)>, millis: u128) -> String {
    let (entries, aside) =
        counts.map_or(("–".to_owned(), "–".to_owned()), |(n, a)| (n.to_string(), a.to_string()));
    format!("{what:<18} {words:<44} {entries:>7} {aside:>9} {millis:>5} ms")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_counted_is_not_a_nought() {
        assert!(line("letters", "answered", Some((0, 2)), 5).ends_with("      0         2     5 ms"));
        let unknown = line("letters", "no answer in time", None, 5);
        assert!(unknown.contains('–') && !unknown.contains(" 0 "), "{unknown}");
    }

    #[test]
    fn what_to_do_stands_below_its_line_once_and_the_end_counts_what_works() {
        let mut lines = Vec::new();
        let mut say = |line: &str| lines.push(line.to_owned());
        let mut table = Table::new(&mut say);
        table.answered("visits", "answered", Some((3, 2)), 5);
        table.explain([(SetAside::NoName, 2)].into_iter(), &[SourceNote::Incomplete { text: None }]);
        table.failed("letters", &ConnectorError::Forbidden, 1);
        table.failed("referrals", &ConnectorError::Forbidden, 1);
        table.end();
        let is_advice: Vec<_> = lines.iter().map(|line| line.starts_with(TO_DO)).collect();
        assert_eq!(is_advice, [false, true, true, false, true, false, false], "{lines:#?}");
        assert!(lines[1].contains("2 set aside: it has no usable name."), "{}", lines[1]);
        assert!(lines[6].starts_with("1 of 3 questions were answered"), "{}", lines[6]);
    }
}
