//! The goals of a care plan and what is to be done, each with how it stands.

use super::entry_words::part_facts;
use crate::count;
use crate::domain::{CarePlan, PlanPart};
use crate::journeys::record::entry_words::own_lines;
use crate::journeys::record::whole::{Part, Whole};
use crate::t;
use crate::web::Words;
use crate::words::Locale;

impl Whole for CarePlan {
    fn parts(&self, locale: Locale) -> Vec<Part> {
        let described = self.description.as_deref().map(Part::text);
        let not_read = (self.parts_not_read > 0).then(|| {
            Part::said(count!(
                locale,
                self.parts_not_read,
                one = "1 part of this plan could not be read and is not shown.",
                other = "{n} parts of this plan could not be read and are not shown."
            ))
        });
        let goals =
            self.goals.iter().map(|goal| of(locale, t!(locale, "Goal: {what}", what = goal.text), goal));
        let activities = self.activities.iter().map(|activity| {
            let heading = match activity.is_not_to_be_done {
                true => t!(locale, "What not to do: {what}", what = activity.text),
                false => t!(locale, "What is to be done: {what}", what = activity.text),
            };
            of(locale, heading, activity)
        });
        described.into_iter().chain(goals).chain(activities).chain(not_read).collect()
    }
}

fn of(locale: Locale, heading: Words, part: &PlanPart) -> Part {
    Part {
        heading: Some(heading.into_owned()),
        facts: part_facts(locale, part),
        lines: part.lines.iter().flat_map(|text| own_lines(text)).collect(),
    }
}
