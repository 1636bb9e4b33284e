//! Care plans in words: what a plan is for, since when, and who wrote it.

use chrono::{DateTime, Utc};

use crate::domain::{CarePlan, Held, PlanPart, RequestState};
use crate::journeys::record::entry_words::{Fact, FactList, Line};
use crate::journeys::record::listed::{Listed, Section, Way};
use crate::journeys::record::request_words::{self, Headings, with_waiting};
use crate::t;
use crate::web::Words;
use crate::words::{Locale, and_list, dates, isolated};

impl Listed for CarePlan {
    fn name(&self) -> &str {
        &self.title
    }

    fn sections(locale: Locale, _: DateTime<Utc>, entries: &[Held<Self>], _: Way) -> Vec<Section<'_, Self>> {
        let headings = Headings {
            open: t!(locale, "Care plans listed now"),
            not_said: t!(locale, "Care plans that may be in use or over"),
            over: t!(locale, "Past care plans"),
        };
        request_words::sections(headings, entries, |plan| &plan.state, |plan| plan.started.or(plan.written))
    }

    fn line(&self, locale: Locale) -> Line {
        let for_what = (!self.for_what.is_empty()).then(|| and_list(locale, &self.for_what));
        Line {
            what: for_what.or_else(|| self.what_kind.clone()),
            small: when(locale, self).map(Words::into_owned),
            tag: request_words::tag(locale, &self.state),
        }
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        let state = request_words::state(locale, &self.state);
        let facts = FactList::default()
            .text(t!(locale, "Name"), Some(&self.title))
            .text(t!(locale, "Kind of plan"), self.what_kind.as_ref())
            .said(t!(locale, "How it stands"), state.unwrap_or_else(|| t!(locale, "The record does not say")))
            .lines(t!(locale, "What it is for"), self.for_what.clone())
            .text(t!(locale, "Written by"), self.author.as_ref())
            .lines(t!(locale, "Who else takes part"), self.team.clone())
            .date(locale, t!(locale, "Started"), self.started.as_ref())
            .date(locale, t!(locale, "Ended"), self.ended.as_ref())
            .date(locale, t!(locale, "Written"), self.written.as_ref());
        with_waiting(facts, locale, &self.waiting).text(t!(locale, "Note"), self.note.as_ref()).done()
    }
}

/// Since when, or from when to when. A plan may name an end that is still to come.
fn when(locale: Locale, plan: &CarePlan) -> Option<Words> {
    let words = |date| dates::partial(locale, date);
    Some(match (&plan.started, &plan.ended, &plan.written) {
        (Some(from), Some(to), _) => t!(locale, "from {from} to {to}", from = words(from), to = words(to)),
        (Some(from), None, _) => t!(locale, "since {date}", date = words(from)),
        (None, Some(to), _) => t!(locale, "until {date}", date = words(to)),
        (None, None, Some(date)) => t!(locale, "written {date}", date = words(date)),
        (None, None, None) => return None,
    })
}

/// What it is for, who wrote it and since when, a sentence each.
pub fn story(locale: Locale, plan: &CarePlan) -> Vec<Words> {
    let names: Vec<String> = plan.for_what.iter().map(|name| isolated(name).into_owned()).collect();
    let for_what =
        (!names.is_empty()).then(|| t!(locale, "This plan is for: {what}.", what = and_list(locale, &names)));
    let author = plan.author.as_deref().map(|name| t!(locale, "{name} wrote it.", name = isolated(name)));
    let words = |date| dates::partial(locale, date);
    let started = plan.started.as_ref().map(|date| t!(locale, "It started {date}.", date = words(date)));
    let ended = plan.ended.as_ref().map(|date| t!(locale, "Its last day is {date}.", date = words(date)));
    [for_what, author, started, ended].into_iter().flatten().collect()
}

/// How one goal or activity stands, when it is due, who does it and where. What is not to be done has no state that
/// could be read as a call to do it.
pub fn part_facts(locale: Locale, part: &PlanPart) -> Vec<Fact> {
    let state = match &part.state {
        _ if part.is_not_to_be_done => None,
        RequestState::Active => Some(t!(locale, "Under way")),
        state => request_words::state(locale, state),
    };
    FactList::default()
        .text(t!(locale, "How it stands"), state)
        .text(t!(locale, "How far it has come"), part.so_far.as_ref())
        .text(t!(locale, "When"), part.when.as_ref().map(|date| dates::partial_with_time(locale, date)))
        .text(t!(locale, "Who"), part.who.as_ref())
        .text(t!(locale, "Where"), part.place.as_ref())
        .done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PartialDate;
    use crate::journeys::record::testing;

    #[test]
    fn a_plan_says_since_when_as_exactly_as_it_was_told() {
        let plan = |started: &str, ended: &str, written: &str| CarePlan {
            started: PartialDate::parse(started),
            ended: PartialDate::parse(ended),
            written: PartialDate::parse(written),
            ..testing::care_plan("Diabetes plan")
        };
        let small = |plan: CarePlan| plan.line(Locale::English).small.unwrap_or_default();
        assert_eq!(small(plan("2025", "", "2025-02-03")), "since 2025");
        assert_eq!(small(plan("2025-02", "2026-02-03", "")), "from February 2025 to 3 February 2026");
        assert_eq!(small(plan("", "2026", "")), "until 2026");
        assert_eq!(small(plan("", "", "2025-02-03")), "written 3 February 2025");
        assert_eq!(small(plan("", "", "")), "");
    }

    #[test]
    fn a_part_says_nothing_that_was_not_told() {
        assert_eq!(part_facts(Locale::English, &testing::plan_part("Walk every day")), []);
    }

    #[test]
    fn what_is_not_to_be_done_is_never_said_to_be_under_way() {
        let part = PlanPart {
            is_not_to_be_done: true,
            state: RequestState::Active,
            ..testing::plan_part("Deep knee bends")
        };
        assert_eq!(part_facts(Locale::English, &part), []);
    }
}
