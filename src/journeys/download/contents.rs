//! All that goes into a file, and what every file begins with: what is in it, from whom, as of when, and what is missing
//! and why.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::by_carer::{ByCarer, nothing_to_see};
use super::choice::{Chosen, Format};
use crate::domain::{Gathered, Held, Kind, Kinds, Letter, NoneKnown, Person, SourceReport, SourceState};
use crate::gather::Everything;
use crate::journeys::record::all::{EachKind, each_kind};
use crate::journeys::record::kinds;
use crate::journeys::record::listed::Listed;
use crate::journeys::where_from::said;
use crate::journeys::where_from::standing::{Group, Standing, standings};
use crate::web::Words;
use crate::words::{Locale, and_list, dates, isolated};
use crate::{count, t};

/// Everything that a file is made of.
pub struct Contents {
    pub locale: Locale,
    pub now: DateTime<Utc>,
    /// A file is read on another day: nothing in it may say "today".
    pub read: DateTime<Utc>,
    pub person: Arc<Person>,
    pub chosen: Chosen,
    /// The chosen kinds of everything that may be seen now.
    pub everything: Everything,
    /// Who made it, where it is not the person.
    pub by_carer: Option<ByCarer>,
    counts: Vec<Counted>,
}

/// How much of one kind goes in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counted {
    pub kind: Kind,
    pub taken: usize,
    /// Of those that are taken.
    pub undated: usize,
    /// Left out by the chosen days.
    pub left_out: usize,
}

/// What stands at the beginning of every file, as plain words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    Heading(Words),
    Says(String),
    List(Vec<String>),
}

impl Contents {
    pub fn new(
        locale: Locale,
        now: DateTime<Utc>,
        person: Arc<Person>,
        chosen: Chosen,
        everything: Everything,
    ) -> Self {
        let mut counting = Counting { chosen: &chosen, counts: Vec::new() };
        each_kind(&everything, &mut counting);
        let counts = counting.counts;
        let read = now + chrono::Duration::days(7);
        Self { locale, now, read, person, chosen, everything, by_carer: None, counts }
    }

    /// The same, made by whoever acts for the person.
    #[must_use]
    pub fn made_by(self, by_carer: Option<ByCarer>) -> Self {
        Self { by_carer, ..self }
    }

    /// The line that stands before everything else, where somebody else than the person made the file.
    pub fn above(&self) -> Option<String> {
        self.by_carer.as_ref().map(|carer| carer.made(self.locale, self.now, &self.person))
    }

    /// The words where nothing of a kind is in the file.
    pub fn nothing_of_a_kind(&self) -> Words {
        match &self.by_carer {
            None => t!(self.locale, "Nothing of this kind is in this file. See above what may be missing."),
            Some(_) => nothing_to_see(self.locale),
        }
    }

    /// The entries of a kind that go in.
    pub fn taken<'a, T: Listed>(&'a self, gathered: &'a Gathered<T>) -> impl Iterator<Item = &'a Held<T>> {
        gathered.entries.iter().filter(|held| self.chosen.takes(held.entry.when()))
    }

    /// The same as one list, which is copied only where something is left out.
    pub fn taken_list<'a, T: Listed>(&self, gathered: &'a Gathered<T>) -> Cow<'a, [Held<T>]> {
        let takes = |held: &&Held<T>| self.chosen.takes(held.entry.when());
        match gathered.entries.iter().all(|held| takes(&held)) {
            true => Cow::Borrowed(&gathered.entries),
            false => gathered.entries.iter().filter(takes).cloned().collect(),
        }
    }

    /// What the file begins with.
    pub fn begins_with(&self) -> Vec<Block> {
        self.above().map(Block::Says).into_iter().chain(self.manifest()).collect()
    }

    /// The same without [`Contents::above`].
    pub fn manifest(&self) -> Vec<Block> {
        let locale = self.locale;
        let standings = standings(&self.everything);
        let (answered, others): (Vec<_>, Vec<_>) =
            standings.iter().partition(|standing| standing.group == Group::Answered);
        let told = |standing: &&Standing| self.says(standing);
        let says = |words: Words| Block::Says(words.into_owned());
        let mut blocks = match &self.by_carer {
            None => vec![
                Block::Says(self.made()),
                says(t!(locale, "This is your own copy. Keep it safe: anyone who has it can read it.")),
                Block::Says(self.about()),
            ],
            Some(_) => vec![
                says(t!(locale, "You may not see everything.")),
                says(t!(locale, "Keep this file safe: anyone who has it can read it.")),
            ],
        };
        blocks.extend([
            Block::Heading(t!(locale, "What is in this file")),
            Block::Says(self.days()),
            Block::List(self.counts.iter().map(|counted| self.count(counted)).collect()),
        ]);
        if !answered.is_empty() {
            blocks.push(Block::Heading(t!(locale, "Who told us, and as of when")));
            blocks.push(Block::List(answered.iter().map(told).collect()));
        }
        blocks.push(Block::Heading(t!(locale, "What may be missing, and why")));
        blocks.push(Block::List(others.iter().map(told).chain(self.left_out()).collect()));
        blocks
    }

    fn made(&self) -> String {
        let when = dates::moment(self.locale, self.now);
        t!(self.locale, "Front Door made this file on {when}.", when = when).into_owned()
    }

    /// Whose it is.
    fn about(&self) -> String {
        let Person { name, date_of_birth, nhs_number, .. } = &*self.person;
        t!(
            self.locale,
            "It is about {name}, born {born}, NHS number {number}.",
            name = isolated(name),
            born = dates::short_day(self.locale, *date_of_birth),
            number = nhs_number.spaced()
        )
        .into_owned()
    }

    fn days(&self) -> String {
        let locale = self.locale;
        let day = |day| dates::short_day(locale, day);
        let which = match (self.chosen.from, self.chosen.to) {
            (None, None) => return t!(locale, "It holds entries of all dates.").into_owned(),
            (Some(from), None) => t!(locale, "It holds entries from {from} on.", from = day(from)),
            (None, Some(to)) => t!(locale, "It holds entries up to {to}.", to = day(to)),
            (Some(from), Some(to)) => {
                t!(locale, "It holds entries from {from} to {to}.", from = day(from), to = day(to))
            }
        };
        let kept = t!(locale, "What still goes on, and what has no date, is always in it.");
        format!("{which} {kept}")
    }

    fn count(&self, counted: &Counted) -> String {
        let locale = self.locale;
        let Counted { kind, taken, undated, left_out } = *counted;
        let kind = kinds::words(locale, kind).door;
        let held = match (taken, &self.by_carer) {
            (0, Some(_)) => t!(locale, "{kind}: there is nothing here that you can see.", kind = kind),
            _ => count!(locale, taken, one = "{kind}: 1 entry.", other = "{kind}: {n} entries.", kind = kind),
        };
        let mut said = vec![held];
        if undated > 0 {
            said.push(count!(locale, undated, one = "1 has no date.", other = "{n} have no date."));
        }
        if left_out > 0 {
            said.push(count!(
                locale,
                left_out,
                one = "1 more is outside the dates that you chose.",
                other = "{n} more are outside the dates that you chose."
            ));
        }
        said.join(" ")
    }

    /// An organisation, how it stands, and how to reach it.
    fn says(&self, standing: &Standing) -> String {
        let locale = self.locale;
        let sentences = match &self.by_carer {
            None => said::sentences(locale, self.read, standing),
            Some(_) => said::sentences_as_seen(locale, self.read, standing),
        };
        let said = sentences.join(" ");
        let name = isolated(&standing.organisation.name);
        match &standing.organisation.phone {
            Some(phone) => {
                t!(locale, "{name}: {said} Phone: {phone}.", name = name, said = said, phone = phone)
            }
            None => t!(locale, "{name}: {said}", name = name, said = said),
        }
        .into_owned()
    }

    /// The kinds of which whoever made it may see something.
    fn sees(&self) -> Kinds {
        self.by_carer.as_ref().map_or(Kinds::in_record(), |carer| carer.sees)
    }

    /// What is not in the file for reasons that are nobody's failure.
    fn left_out(&self) -> Vec<String> {
        let locale = self.locale;
        let names = |kinds: Kinds| {
            let names: Vec<String> =
                kinds.iter().map(|kind| kinds::words(locale, kind).word.into_owned()).collect();
            (!names.is_empty()).then(|| and_list(locale, &names))
        };
        let (holds, sees) = (self.chosen.format.holds(), self.sees());
        let cannot = match self.chosen.format {
            Format::Html | Format::Text => None,
            Format::Summary => names(without(sees, holds)).map(|kinds| {
                t!(locale, "A patient summary does not hold: {kinds}.", kinds = kinds).into_owned()
            }),
            Format::Calendar => {
                Some(t!(locale, "A calendar holds appointments and nothing else.").into_owned())
            }
        };
        let not_chosen = names(without(holds.and(sees), self.chosen.kinds))
            .map(|kinds| t!(locale, "You did not choose: {kinds}.", kinds = kinds).into_owned());
        let files = self.everything.letters.entries.iter().filter(|held| is_file(&held.entry)).count();
        let files = (files > 0).then(|| {
            let words = count!(
                locale,
                files,
                one = "1 letter is a file. It is named here, and the file itself is not in here.",
                other =
                    "{n} letters are files. They are named here, and the files themselves are not in here."
            );
            words.into_owned()
        });
        let never = t!(locale, "Dentists, opticians and private care cannot be asked.").into_owned();
        cannot.into_iter().chain(not_chosen).chain(files).chain([never]).collect()
    }
}

fn is_file(letter: &Letter) -> bool {
    letter.file_type.is_some() && letter.text.as_deref().unwrap_or_default().trim().is_empty()
}

fn without(kinds: Kinds, others: Kinds) -> Kinds {
    kinds.iter().filter(|kind| !others.contains(*kind)).collect()
}

/// The coded statements that there is nothing of a kind, each with who made it.
pub fn stated_none(sources: &[SourceReport]) -> impl Iterator<Item = (&SourceReport, &NoneKnown)> {
    sources.iter().filter_map(|source| match &source.state {
        SourceState::Answered { none_known: Some(none), .. } => Some((source, none)),
        _ => None,
    })
}

/// "No known allergies", as its holder wrote it, with who told it and when it was written down.
pub fn stated_words(locale: Locale, (source, none): (&SourceReport, &NoneKnown)) -> String {
    let name = isolated(&source.organisation.name);
    match &none.recorded {
        Some(date) => {
            let date = dates::partial(locale, date);
            t!(
                locale,
                "{name} told us “{words}”, written down {date}.",
                name = name,
                words = none.text,
                date = date
            )
        }
        None => t!(locale, "{name} told us “{words}”.", name = name, words = none.text),
    }
    .into_owned()
}

struct Counting<'a> {
    chosen: &'a Chosen,
    counts: Vec<Counted>,
}

impl EachKind for Counting<'_> {
    fn kind<T: Listed>(&mut self, gathered: &Gathered<T>) {
        if !self.chosen.kinds.contains(T::KIND) {
            return;
        }
        let whens = gathered.entries.iter().map(|held| held.entry.when());
        let (taken, left_out): (Vec<_>, Vec<_>) = whens.partition(|when| self.chosen.takes(*when));
        let undated = taken.iter().filter(|when| !when.is_told()).count();
        self.counts.push(Counted { kind: T::KIND, taken: taken.len(), undated, left_out: left_out.len() });
    }
}
