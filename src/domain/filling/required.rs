//! What must still be answered: questions, and groups in which at least one must be (FHIR R4,
//! `Questionnaire.item.required`: "required groups must contain at least one child element").

use std::collections::BTreeMap;

use super::asking::Asking;
use super::{Answers, Form, Place, Step, can_be_answered};
use crate::domain::{QuestionItem, QuestionKind};

/// A question that keeps the answers from being sent.
#[derive(Clone, PartialEq, Debug)]
pub struct Missing<'q> {
    pub step: Step<'q>,
    /// The group in which nothing is answered, where the question itself could be left out.
    pub group: Option<&'q QuestionItem>,
}

impl<'q> Form<'q> {
    /// What is asked, must be answered, and is not; in the order of the pages.
    pub fn missing(&self, answers: &Answers) -> Vec<Missing<'q>> {
        let steps: Vec<_> = self.steps(answers).into_iter().filter(|step| !step.asks_for_more).collect();
        let must = |step: &Step| step.item.is_required && answers.at(&step.place).is_empty();
        let numbered = steps.iter().enumerate();
        let mut missing: BTreeMap<usize, Option<&'q QuestionItem>> =
            numbered.filter(|(_, step)| must(step)).map(|(at, _)| (at, None)).collect();
        let asking = Asking::of(self, answers);
        for (group, inside) in self.required_groups(&steps) {
            let is_told = inside.iter().any(|at| missing.contains_key(at));
            if is_told || asking.is_filled_in(&group) {
                continue;
            }
            let can = |at: &&usize| steps.get(**at).is_some_and(|step| can_be_answered(step.item));
            if let Some(at) = inside.iter().find(can).or(inside.first()) {
                missing.insert(*at, self.items.get(group.item).map(|one| one.item));
            }
        }
        let each = steps.into_iter().enumerate();
        each.filter_map(|(at, step)| missing.get(&at).map(|group| Missing { step, group: *group })).collect()
    }

    /// Each group that must be filled in and in which something is asked, once for each round of the groups around it,
    /// with the numbers of its pages; the innermost first, since an answer there is one for all around it.
    fn required_groups(&self, steps: &[Step<'q>]) -> Vec<(Place, Vec<usize>)> {
        let mut found: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
        for (at, step) in steps.iter().enumerate() {
            let Some(asked) = self.items.get(step.place.item) else { continue };
            for number in &asked.around {
                let Some(group) = self.items.get(*number) else { continue };
                if group.item.kind == QuestionKind::Group && group.item.is_required {
                    let depth = self.depth(group).min(step.place.rounds.len());
                    let rounds = step.place.rounds[..depth].to_vec();
                    found.entry(Place { item: *number, rounds }).or_default().push(at);
                }
            }
        }
        let around = |place: &Place| self.items.get(place.item).map_or(0, |group| group.around.len());
        let mut groups: Vec<_> = found.into_iter().collect();
        groups.sort_by_key(|(place, _)| std::cmp::Reverse(around(place)));
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, group, item, questionnaire, value, when};
    use super::*;
    use crate::domain::{AnswerComparison, AnswerValue, Questionnaire};

    fn must(item: QuestionItem) -> QuestionItem {
        QuestionItem { is_required: true, ..item }
    }

    fn line(link_id: &str) -> QuestionItem {
        item(link_id, QuestionKind::Line)
    }

    /// The questions that are missing, each with the group that wants it.
    fn missing(all: &Questionnaire, answers: &Answers) -> Vec<(String, Option<String>)> {
        let name = |item: &QuestionItem| item.link_id.clone();
        let missing = Form::new(all).missing(answers).into_iter();
        missing.map(|one| (name(one.step.item), one.group.map(name))).collect()
    }

    fn of_group(question: &str, group: &str) -> Vec<(String, Option<String>)> {
        vec![(question.to_owned(), Some(group.to_owned()))]
    }

    fn said() -> Vec<super::super::Given> {
        value(AnswerValue::Text("said".into()))
    }

    #[test]
    fn a_group_that_must_be_filled_in_wants_one_answer_and_no_more() {
        let all = questionnaire(vec![must(group("group", false, vec![line("a"), line("b")])), line("c")]);
        let mut answers = Answers::default();
        assert_eq!(missing(&all, &answers), of_group("a", "group"));
        answers.put(at(3, &[]), said());
        assert_eq!(missing(&all, &answers), of_group("a", "group"), "an answer elsewhere does not count");
        answers.put(at(2, &[]), said());
        assert_eq!(missing(&all, &answers), []);
    }

    #[test]
    fn a_group_whose_own_questions_must_be_answered_asks_for_those_alone() {
        let all = questionnaire(vec![must(group("group", false, vec![line("a"), must(line("b"))]))]);
        assert_eq!(missing(&all, &Answers::default()), [("b".to_owned(), None)]);
    }

    #[test]
    fn an_answer_in_a_group_inside_counts_for_the_group_around_it() {
        let inner = must(group("inner", false, vec![line("b")]));
        let all = questionnaire(vec![must(group("outer", false, vec![line("a"), inner]))]);
        let mut answers = Answers::default();
        assert_eq!(missing(&all, &answers), of_group("b", "inner"), "asked for once");
        answers.put(at(1, &[]), said());
        assert_eq!(missing(&all, &answers), of_group("b", "inner"));
        answers.put(at(3, &[]), said());
        assert_eq!(missing(&all, &answers), []);
    }

    #[test]
    fn a_group_that_is_not_asked_or_in_which_nothing_can_be_asked_wants_nothing() {
        let yes = AnswerComparison::Equals(AnswerValue::YesNo(true));
        let hidden = must(when("a", yes, group("group", false, vec![line("b")])));
        let words = must(group("words", false, vec![item("read", QuestionKind::Display)]));
        let all = questionnaire(vec![item("a", QuestionKind::YesNo), hidden, words]);
        let mut answers = Answers::default();
        assert_eq!(missing(&all, &answers), []);
        answers.put(at(0, &[]), value(AnswerValue::YesNo(true)));
        assert_eq!(missing(&all, &answers), of_group("b", "group"));
    }

    #[test]
    fn what_the_organisation_filled_in_itself_is_an_answer_in_its_group() {
        let known = QuestionItem {
            is_read_only: true,
            initial: vec![AnswerValue::Text("x".into())],
            ..line("known")
        };
        let all = questionnaire(vec![must(group("group", false, vec![known, line("a")]))]);
        assert_eq!(missing(&all, &Form::new(&all).at_first()), []);
    }

    #[test]
    fn each_round_of_a_group_that_repeats_wants_the_group_inside_and_one_round_is_enough_for_itself() {
        let inner = must(group("inner", false, vec![line("a")]));
        let rounds = questionnaire(vec![group("rounds", true, vec![inner])]);
        let mut answers = Answers::default();
        Form::new(&rounds).set_rounds(&mut answers, &at(0, &[]), 2);
        assert_eq!(missing(&rounds, &answers).len(), 2);
        answers.put(at(2, &[1]), said());
        let left = Form::new(&rounds).missing(&answers);
        assert_eq!(left.iter().map(|one| one.step.place.clone()).collect::<Vec<_>>(), [at(2, &[0])]);

        let itself = questionnaire(vec![must(group("rounds", true, vec![line("a")]))]);
        let mut answers = Answers::default();
        Form::new(&itself).set_rounds(&mut answers, &at(0, &[]), 2);
        assert_eq!(missing(&itself, &answers), of_group("a", "rounds"));
        answers.put(at(1, &[1]), said());
        assert_eq!(missing(&itself, &answers), []);
    }
}
