//! The shared words of entries: names of holders, dates, and the facts of a detail page, as plain data.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::domain::{Held, Holder, MayBe, Member, PartialDate, Setting};
use crate::t;
use crate::web::Link;
use crate::web::components::TagColour;
use crate::words::{Locale, and_list, dates, isolated};

use super::kinds;
use super::listed::Listed;

/// The most that a heading of a page holds.
const HEADING: usize = 65;

/// What stands under an entry's name in a list.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Line {
    pub what: Option<String>,
    /// Stands beside the holder in small: the date that matters, with a word that says what it is the date of
    /// ("taken 18 November 2026"), or the place.
    pub small: Option<String>,
    pub tag: Option<(String, TagColour)>,
}

/// One row of a detail page; each line of the value stands on its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    pub key: Cow<'static, str>,
    pub lines: Vec<String>,
}

/// The most letters of one fact that a page holds: 25 pages of paper.
const LONGEST_FACT: usize = 50_000;

impl Fact {
    pub fn new(key: Cow<'static, str>, value: impl Into<String>) -> Self {
        Self { key, lines: vec![value.into()] }
    }

    /// The same, cut where no page could hold it, with words that say so.
    #[must_use]
    pub fn cut(mut self, locale: Locale) -> Self {
        let mut room = LONGEST_FACT;
        let mut is_cut = false;
        for line in &mut self.lines {
            // Bytes are never fewer than letters, so most lines need not be counted.
            if line.len() > room {
                is_cut |= line.chars().nth(room).is_some();
                *line = beginning(line, room).into_owned();
            }
            room = room.saturating_sub(line.len());
        }
        if is_cut {
            self.lines.retain(|line| line != "…");
            let says =
                t!(locale, "This text is too long to stand here. Ask those who hold it for all of it.");
            self.lines.push(says.into_owned());
        }
        self
    }
}

/// Gathers the rows that the source gave something for.
#[derive(Default)]
pub struct FactList(Vec<Fact>);

impl FactList {
    /// A row of the source's own words, if it gave any.
    #[must_use]
    pub fn text(mut self, key: Cow<'static, str>, value: Option<impl AsRef<str>>) -> Self {
        if let Some(value) = value.as_ref().map(AsRef::as_ref).filter(|value| !value.trim().is_empty()) {
            self.0.push(Fact { key, lines: own_lines(value) });
        }
        self
    }

    /// A row of our words.
    #[must_use]
    pub fn said(mut self, key: Cow<'static, str>, value: impl Into<String>) -> Self {
        self.0.push(Fact::new(key, value));
        self
    }

    /// A row of a date, as exact as it was told, with the time where that was told.
    #[must_use]
    pub fn date(mut self, locale: Locale, key: Cow<'static, str>, date: Option<&PartialDate>) -> Self {
        if let Some(date) = date {
            self.0.push(Fact::new(key, dates::partial_with_time(locale, date)));
        }
        self
    }

    /// A row of several lines, if there are any.
    #[must_use]
    pub fn lines(mut self, key: Cow<'static, str>, lines: Vec<String>) -> Self {
        if !lines.is_empty() {
            self.0.push(Fact { key, lines });
        }
        self
    }

    /// Rows that somebody else adds.
    #[must_use]
    pub fn with(self, more: impl FnOnce(Self) -> Self) -> Self {
        more(self)
    }

    pub fn done(self) -> Vec<Fact> {
        self.0
    }
}

/// A source's text line by line, without empty lines.
pub fn own_lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A text, or where it is longer than `most` letters its beginning, cut between two words where it has any.
pub fn beginning(text: &str, most: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(most) else { return Cow::Borrowed(text) };
    let cut = &text[..end];
    let whole_words = cut.rsplit_once(char::is_whitespace).map_or(cut, |(words, _)| words);
    Cow::Owned(format!("{}…", if whole_words.is_empty() { cut } else { whole_words }))
}

/// The names of all holders: "Hill Street Surgery and Riverside Hospital".
pub fn holder_names(locale: Locale, holders: &[Holder]) -> String {
    let mut names: Vec<String> = Vec::new();
    for holder in holders {
        let name = isolated(&holder.organisation.name);
        if !names.iter().any(|known| *known == name) {
            names.push(name.into_owned());
        }
    }
    and_list(locale, &names)
}

/// Who can answer a question about an entry: its holder, or whom it names where a national service only tells of it.
pub fn whom_to_ask<T>(held: &Held<T>, named: Option<&str>) -> Option<String> {
    let holder = held.holders.first().map(|holder| &*holder.organisation);
    let is_national = holder.is_none_or(|holder| holder.setting == Setting::National);
    let named = named.filter(|_| is_national);
    named.or(holder.map(|holder| holder.name.as_str())).map(|name| isolated(name).into_owned())
}

/// "As Riverside Hospital told us today at 8:12am", where nothing newer than an old copy is known of an entry.
pub fn old_copy<T>(locale: Locale, now: DateTime<Utc>, held: &Held<T>) -> Option<String> {
    let newest = held.holders.iter().max_by_key(|holder| holder.told_at)?;
    held.is_old_copy().then(|| {
        let when = dates::told_at(locale, newest.told_at, now);
        t!(locale, "As {holder} told us {when}", holder = isolated(&newest.organisation.name), when = when)
            .into_owned()
    })
}

/// When the newest word about an entry came: "today at 9:41am".
pub fn last_checked<T>(locale: Locale, now: DateTime<Utc>, held: &Held<T>) -> Option<String> {
    let newest = held.holders.iter().map(|holder| holder.told_at).max()?;
    Some(dates::told_at(locale, newest, now))
}

/// When the holders wrote it down: the date alone where there is one holder, else each with its name.
pub fn recorded_on<T: Listed>(locale: Locale, held: &Held<T>) -> Vec<String> {
    let recorded = |(holder, member): (&'_ Holder, &'_ Member<T>)| {
        let date = holder.recorded.or(member.entry.recorded().copied())?;
        Some((holder.organisation.clone(), date))
    };
    let told: Vec<_> = held.told().filter_map(recorded).collect();
    match (held.holders.len(), told.as_slice()) {
        (1, [(_, date)]) => vec![dates::partial(locale, date)],
        (_, several) => several
            .iter()
            .map(|(organisation, date)| {
                let date = dates::partial(locale, date);
                t!(locale, "{holder}: {date}", holder = isolated(&organisation.name), date = date)
                    .into_owned()
            })
            .collect(),
    }
}

/// What an entry may be the same as, each with the way there: "Amlodipine 5mg tablets, held by Riverside Hospital".
pub fn may_be<T: Listed>(locale: Locale, held: &Held<T>) -> Vec<Link> {
    let link = |other: &MayBe<T>| {
        let names: Vec<String> = other.holders.iter().map(|own| isolated(&own.name).into_owned()).collect();
        let what = other.entry.title(locale);
        Link {
            href: format!("{}/{}", kinds::words(locale, T::KIND).href, other.id).into(),
            text: t!(locale, "{what}, held by {who}", what = what, who = and_list(locale, &names)),
        }
    };
    held.may_be.iter().map(link).collect()
}

/// A name that fits in a heading; a longer one is cut between two words. The whole name stands among the facts.
pub fn as_heading(name: &str) -> String {
    shortened(name, 0)
}

/// The same where `taken` letters of the heading are needed for other words.
pub fn shortened(name: &str, taken: usize) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let room = HEADING.saturating_sub(taken).max(2);
    if name.chars().count() <= room {
        return name;
    }
    let cut: String = name.chars().take(room - 1).collect();
    let whole_words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{whole_words}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::record::testing::{self, HOSPITAL, SURGERY};

    #[test]
    fn a_long_name_is_cut_between_words_to_fit_a_heading() {
        let name = "Paracetamol 500mg effervescent tablets and codeine phosphate 8mg effervescent tablets sugar free";
        let heading = as_heading(name);
        assert!(heading.chars().count() <= 65, "{heading}");
        assert_eq!(heading, "Paracetamol 500mg effervescent tablets and codeine phosphate…");
        assert_eq!(as_heading("Aspirin"), "Aspirin");
        assert_eq!(as_heading(&"x".repeat(90)).chars().count(), 65);
    }

    #[test]
    fn a_text_of_ten_megabytes_is_cut_and_says_so_and_a_usual_one_is_not() {
        let huge = Fact::new("Comment".into(), "long word ".repeat(1_000_000)).cut(Locale::English);
        assert!(huge.lines.iter().map(String::len).sum::<usize>() < 51_000);
        assert!(huge.lines.last().is_some_and(|line| line.starts_with("This text is too long")));
        let lines = vec!["x".repeat(30_000), "y".repeat(30_000), "z".repeat(9)];
        let many = Fact { key: "Comment".into(), lines }.cut(Locale::English);
        assert_eq!(many.lines.len(), 3, "two that have room, and the words");
        let usual = Fact::new("Comment".into(), "Γειά 👋 سلام");
        assert_eq!(usual.clone().cut(Locale::English), usual);
    }

    #[test]
    fn a_beginning_is_cut_between_words_and_never_inside_a_letter() {
        assert_eq!(beginning("one two three", 9), "one two…");
        assert_eq!(beginning("👋👋👋👋", 2), "👋👋…");
        assert_eq!(beginning("short", 9), "short");
    }

    #[test]
    fn an_entry_is_old_only_when_all_its_holders_are() {
        let now = testing::now();
        let mut held = testing::held(testing::medicine("Aspirin"), &[SURGERY, HOSPITAL]);
        held.holders[1].is_old_copy = true;
        assert_eq!(old_copy(Locale::English, now, &held), None);
        held.holders[0].is_old_copy = true;
        assert!(old_copy(Locale::English, now, &held).is_some_and(|words| words.starts_with("As ")));
    }

    #[test]
    fn each_holder_says_when_it_wrote_an_entry_down() {
        let mut held = testing::held(testing::medicine("Aspirin"), &[SURGERY, HOSPITAL]);
        held.holders[0].recorded = PartialDate::parse("2019");
        held.holders[1].recorded = PartialDate::parse("2021-03-04");
        assert_eq!(
            recorded_on(Locale::English, &held),
            ["Hill Street Surgery: 2019", "Riverside Hospital: 4 March 2021"]
        );
    }

    #[test]
    fn a_row_without_words_is_left_out() {
        let facts =
            FactList::default().text("Dose".into(), Some("  ")).text("Site".into(), None::<&str>).done();
        assert_eq!(facts, []);
    }
}
