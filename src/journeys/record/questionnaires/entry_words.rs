//! Questionnaires in words: who asks, until when, and how far it has come; never more than was told.

use chrono::{DateTime, Utc};

use crate::domain::{AskedQuestionnaire, FillingState, Held};
use crate::journeys::record::entry_words::{Fact, FactList, Line};
use crate::journeys::record::listed::{Listed, Section, Way, newest_first, without_empty};
use crate::t;
use crate::web::Words;
use crate::web::components::TagColour;
use crate::words::{Locale, dates, isolated};

/// Where a questionnaire stands on its list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    ToFillIn,
    /// Nobody says whether it is filled in.
    NotSaid,
    /// Not filled in, as far as was told, and its last day is over.
    TooLate,
    /// Filled in, or no longer wanted.
    Over,
}

pub fn place(now: DateTime<Utc>, asked: &AskedQuestionnaire) -> Place {
    match (asked.state.is_open(), asked.is_too_late(now)) {
        (Some(false), _) => Place::Over,
        (_, true) => Place::TooLate,
        (Some(true), false) => Place::ToFillIn,
        (None, false) => Place::NotSaid,
    }
}

impl Listed for AskedQuestionnaire {
    fn name(&self) -> &str {
        &self.title
    }

    fn sections(
        locale: Locale,
        now: DateTime<Utc>,
        entries: &[Held<Self>],
        _: Way,
    ) -> Vec<Section<'_, Self>> {
        let at = |wanted: Place| {
            newest_first(
                entries.iter().filter(|held| place(now, &held.entry) == wanted),
                |asked: &AskedQuestionnaire| asked.answered.max(asked.asked),
            )
        };
        // What has a last day comes first, the nearest before the others.
        let mut to_fill_in = at(Place::ToFillIn);
        to_fill_in.sort_by_key(|held| {
            let due = held.entry.due;
            (due.is_none(), due.map(|date| date.latest_day()))
        });
        without_empty(vec![
            Section::new(t!(locale, "To fill in"), to_fill_in),
            Section::new(t!(locale, "May still be to fill in"), at(Place::NotSaid)),
            Section::new(t!(locale, "The last day is over"), at(Place::TooLate)),
            Section::new(t!(locale, "Filled in or no longer wanted"), at(Place::Over)),
        ])
    }

    fn line(&self, locale: Locale) -> Line {
        let asked = self.asked.as_ref().map(|date| dates::partial(locale, date));
        let answered = self.answered.as_ref().map(|date| dates::partial(locale, date));
        Line {
            what: what_to_do(locale, self).map(Words::into_owned),
            small: match (answered, asked) {
                (Some(date), _) => Some(t!(locale, "answers changed {date}", date = date).into_owned()),
                (None, Some(date)) => Some(t!(locale, "asked {date}", date = date).into_owned()),
                (None, None) => None,
            },
            tag: tag(locale, &self.state),
        }
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        let state = state(locale, &self.state);
        FactList::default()
            .text(t!(locale, "Name"), Some(&self.title))
            .text(t!(locale, "Kind of questionnaire"), self.what_kind.as_ref())
            .said(t!(locale, "How it stands"), state.unwrap_or_else(|| t!(locale, "The record does not say")))
            .text(t!(locale, "Why it stands so"), self.reason_for_state.as_ref())
            .text(t!(locale, "What it is for"), self.reason.as_ref())
            .text(t!(locale, "Asked by"), self.asked_by.as_ref())
            .date(locale, t!(locale, "Open since"), self.asked.as_ref())
            .date(locale, t!(locale, "Last day to fill it in"), self.due.as_ref())
            .date(locale, t!(locale, "Answers last changed"), self.answered.as_ref())
            .text(t!(locale, "Note"), self.note.as_ref())
            .done()
    }
}

/// How it stands, in a word or two; nothing where the source does not say.
pub fn state(locale: Locale, state: &FillingState) -> Option<Words> {
    Some(match state {
        FillingState::NotStarted => t!(locale, "Not started"),
        FillingState::Begun => t!(locale, "Started, not finished"),
        FillingState::OnHold => t!(locale, "On hold"),
        FillingState::Done => t!(locale, "Filled in"),
        FillingState::Cancelled => t!(locale, "No longer wanted"),
        FillingState::Refused => t!(locale, "Refused"),
        FillingState::Other(word) => word.clone().into(),
        FillingState::NotSaid => return None,
    })
}

fn tag(locale: Locale, of: &FillingState) -> Option<(String, TagColour)> {
    let colour = match of {
        FillingState::NotStarted | FillingState::NotSaid => return None,
        FillingState::Begun | FillingState::Other(_) => TagColour::White,
        FillingState::OnHold => TagColour::Yellow,
        FillingState::Done => TagColour::Green,
        FillingState::Cancelled | FillingState::Refused => TagColour::Grey,
    };
    Some((state(locale, of)?.into_owned(), colour))
}

/// What it is for, who asks and until when, as far as each was told; the last day only while something may be to do.
pub fn what_to_do(locale: Locale, asked: &AskedQuestionnaire) -> Option<Words> {
    let may_be_open = asked.state.is_open() != Some(false);
    let by = asked.asked_by.as_deref().map(|name| t!(locale, "Asked by {by}", by = isolated(name)));
    let due = asked.due.as_ref().filter(|_| may_be_open);
    let due = due.map(|date| t!(locale, "Last day: {date}", date = dates::partial(locale, date)));
    let follow_up = asked.asks_for_follow_up.then(|| t!(locale, "To ask for a follow-up appointment"));
    let parts: Vec<Words> = [follow_up, by, due].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(". ").into())
}

/// How it stands and until when, a sentence each.
pub fn story(locale: Locale, now: DateTime<Utc>, asked: &AskedQuestionnaire) -> Vec<Words> {
    let mut said = vec![how_it_stands(locale, &asked.state)];
    if let Some(date) = &asked.answered {
        let date = dates::partial(locale, date);
        said.push(t!(locale, "The answers last changed on {date}.", date = date));
    }
    let due = asked.due.as_ref().map(|date| dates::partial_with_time(locale, date));
    match (due, place(now, asked)) {
        (Some(date), Place::ToFillIn) => {
            said.push(t!(locale, "The last day to fill it in is {date}.", date = date));
        }
        (Some(date), Place::NotSaid) => {
            said.push(t!(
                locale,
                "The last day to fill it in is {date}, if it is still wanted.",
                date = date
            ));
        }
        (Some(date), Place::TooLate) => {
            said.push(t!(locale, "The last day to fill it in was {date}.", date = date));
        }
        _ => {}
    }
    if asked.asks_for_follow_up && asked.state.is_open() != Some(false) {
        said.push(t!(locale, "You fill in this one only when you need a follow-up appointment."));
    }
    said
}

fn how_it_stands(locale: Locale, state: &FillingState) -> Words {
    match state {
        FillingState::NotStarted => t!(locale, "The record says that it is not started yet."),
        FillingState::Begun => t!(locale, "The record says that it is started and not finished."),
        FillingState::OnHold => t!(locale, "The record says that it is on hold."),
        FillingState::Done => t!(locale, "The record says that it is filled in."),
        FillingState::Cancelled => t!(locale, "The record says that it is no longer wanted."),
        FillingState::Refused => t!(locale, "The record says that it was refused."),
        FillingState::NotSaid => t!(locale, "The record does not say if it is filled in."),
        FillingState::Other(word) => t!(locale, "The record says about it: “{word}”.", word = isolated(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PartialDate;
    use crate::journeys::record::testing::{self, SURGERY};

    const EN: Locale = Locale::English;

    fn asked(title: &str, state: FillingState, due: &str) -> AskedQuestionnaire {
        AskedQuestionnaire { state, due: PartialDate::parse(due), ..testing::asked_questionnaire(title) }
    }

    #[test]
    fn what_is_to_be_filled_in_stands_first_the_nearest_last_day_before_the_others() {
        use FillingState::{Begun, Cancelled, Done, NotSaid, NotStarted, Other};
        let entries = [
            asked("no day", NotStarted, ""),
            asked("later", NotStarted, "2027-01-04"),
            asked("sooner", Begun, "2026-11-30"),
            asked("too late", NotStarted, "2026-11-21"),
            asked("done", Done, "2026-11-21"),
            asked("cancelled", Cancelled, ""),
            asked("not said", NotSaid, ""),
            asked("other", Other("Sent on paper".into()), "2026-10"),
        ]
        .map(|entry| testing::held(entry, &[SURGERY]));
        let sections = AskedQuestionnaire::sections(EN, testing::now(), &entries, Way::Usual);
        let shape: Vec<(&str, Vec<&str>)> = sections
            .iter()
            .map(|section| {
                let titles = section.entries.iter().map(|held| held.entry.title.as_str());
                (section.heading.as_deref().unwrap_or_default(), titles.collect())
            })
            .collect();
        let [first, not_said, late, over] = &shape[..] else { panic!("{shape:?}") };
        assert_eq!(*first, ("To fill in", vec!["sooner", "later", "no day"]));
        assert_eq!(*not_said, ("May still be to fill in", vec!["not said"]));
        assert_eq!((late.0, late.1.len()), ("The last day is over", 2));
        assert_eq!((over.0, over.1.len()), ("Filled in or no longer wanted", 2));
    }

    #[test]
    fn a_line_says_who_asks_and_the_last_day_while_something_may_be_to_do() {
        let line = |state| {
            let asked_by = Some("Eastmoor Hospital".to_owned());
            AskedQuestionnaire { asked_by, ..asked("Skin questions", state, "2026-12-20") }.line(EN)
        };
        let open = line(FillingState::NotStarted);
        assert_eq!(open.what.as_deref(), Some("Asked by Eastmoor Hospital. Last day: 20 December 2026"));
        assert_eq!(open.tag, None);
        assert_eq!(line(FillingState::Done).what.as_deref(), Some("Asked by Eastmoor Hospital"));
        let other = line(FillingState::Other("Sent on paper".into()));
        assert_eq!(other.tag.map(|tag| tag.0).as_deref(), Some("Sent on paper"));
        assert_eq!(asked("x", FillingState::NotStarted, "").line(EN).what, None);
    }

    #[test]
    fn one_that_asks_for_a_follow_up_is_never_said_to_be_due() {
        let follow_up = AskedQuestionnaire {
            asks_for_follow_up: true,
            ..asked("Urology", FillingState::NotStarted, "2027-09-01")
        };
        let said = story(EN, testing::now(), &follow_up).join(" ");
        assert!(said.contains("only when you need a follow-up appointment"), "{said}");
        let done = AskedQuestionnaire { state: FillingState::Done, ..follow_up };
        assert!(!story(EN, testing::now(), &done).join(" ").contains("follow-up"), "it has been asked for");
    }

    #[test]
    fn what_nobody_told_is_not_said() {
        let bare = testing::asked_questionnaire("Knee questions");
        let lines: Vec<_> = bare.facts(EN).into_iter().flat_map(|fact| fact.lines).collect();
        assert_eq!(lines, ["Knee questions", "Not started"]);
        let silent = AskedQuestionnaire { state: FillingState::NotSaid, ..bare };
        assert_eq!(story(EN, testing::now(), &silent), ["The record does not say if it is filled in."]);
    }
}
