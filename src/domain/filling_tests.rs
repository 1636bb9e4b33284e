//! Which questions are asked, and what is sent.

use super::*;
use crate::domain::{AnswerChoice, AnswerComparison, AnswerTest, PartialDate};

pub(super) fn item(link_id: &str, kind: QuestionKind) -> QuestionItem {
    QuestionItem::plain(link_id, kind)
}

pub(super) fn group(link_id: &str, repeats: bool, items: Vec<QuestionItem>) -> QuestionItem {
    QuestionItem { repeats, items, ..item(link_id, QuestionKind::Group) }
}

pub(super) fn when(of: &str, how: AnswerComparison, then: QuestionItem) -> QuestionItem {
    let tests = vec![AnswerTest { of: of.into(), how }];
    QuestionItem { when_asked: WhenAsked::When { all: true, tests }, ..then }
}

pub(super) fn questionnaire(items: Vec<QuestionItem>) -> Questionnaire {
    Questionnaire { canonical: None, title: None, description: None, items, items_not_read: 0 }
}

pub(super) fn at(item: usize, rounds: &[u32]) -> Place {
    Place { item, rounds: rounds.to_vec() }
}

pub(super) fn value(value: AnswerValue) -> Vec<Given> {
    vec![Given::Value(value)]
}

fn names(steps: &[Step]) -> Vec<String> {
    let name = |step: &Step| format!("{}{}", step.item.link_id, if step.asks_for_more { "+" } else { "" });
    steps.iter().map(name).collect()
}

/// Whether a question that depends so on another is asked when that was answered with this.
fn is_asked_when(how: AnswerComparison, given: Option<AnswerValue>) -> bool {
    let all =
        questionnaire(vec![item("a", QuestionKind::Line), when("a", how, item("b", QuestionKind::Line))]);
    let form = Form::new(&all);
    let mut answers = Answers::default();
    answers.put(at(0, &[]), given.map(value).unwrap_or_default());
    names(&form.steps(&answers)).contains(&"b".to_owned())
}

#[test]
fn a_question_is_asked_by_every_operator_as_the_standard_says() {
    use AnswerComparison::{AtLeast, AtMost, Differs, Equals, IsAnswered, Less, More};
    let n = |n| AnswerValue::Integer(n);
    for (how, given, asked) in [
        (IsAnswered(true), None, false),
        (IsAnswered(true), Some(n(1)), true),
        (IsAnswered(false), None, true),
        (IsAnswered(false), Some(n(1)), false),
        (Equals(n(4)), Some(n(4)), true),
        (Equals(n(4)), Some(AnswerValue::Decimal(4.0)), true),
        (Equals(n(4)), Some(n(5)), false),
        (Equals(n(4)), None, false),
        (Differs(n(4)), Some(n(5)), true),
        (Differs(n(4)), Some(n(4)), false),
        (Differs(n(4)), None, true),
        (More(n(4)), Some(n(4)), false),
        (More(n(4)), Some(n(5)), true),
        (Less(n(4)), Some(n(3)), true),
        (Less(n(4)), Some(n(4)), false),
        (AtLeast(n(4)), Some(n(4)), true),
        (AtLeast(n(4)), Some(n(3)), false),
        (AtMost(n(4)), Some(n(4)), true),
        (AtMost(n(4)), Some(n(5)), false),
        (More(n(4)), Some(AnswerValue::Text("9".into())), false),
        (More(n(4)), None, false),
    ] {
        assert_eq!(is_asked_when(how.clone(), given.clone()), asked, "{how:?} {given:?}");
    }
}

#[test]
fn codes_are_compared_by_code_and_dates_by_the_days_they_may_mean() {
    use AnswerComparison::{Equals, Less};
    let coded = |text: &str, code: &str| AnswerValue::Coded {
        system: Some("http://snomed.info/sct".into()),
        code: Some(code.into()),
        text: text.into(),
    };
    assert!(is_asked_when(Equals(coded("Left", "7771000")), Some(coded("Left eye", "7771000"))));
    assert!(!is_asked_when(Equals(coded("Left", "7771000")), Some(coded("Left", "24028007"))));
    let date = |text: &str| AnswerValue::Date(PartialDate::parse(text).expect("a date"));
    assert!(is_asked_when(Less(date("2026-01-01")), Some(date("2025"))));
    assert!(!is_asked_when(Less(date("2026-06-01")), Some(date("2026"))), "nobody can tell");
}

#[test]
fn all_or_any_of_several_tests_must_hold() {
    let test = |of: &str| AnswerTest { of: of.into(), how: AnswerComparison::IsAnswered(true) };
    for (all, expected) in [(true, false), (false, true)] {
        let tests = vec![test("a"), test("b")];
        let c = QuestionItem { when_asked: WhenAsked::When { all, tests }, ..item("c", QuestionKind::Line) };
        let all = questionnaire(vec![item("a", QuestionKind::Line), item("b", QuestionKind::Line), c]);
        let mut answers = Answers::default();
        answers.put(at(0, &[]), value(AnswerValue::Text("x".into())));
        let asked = names(&Form::new(&all).steps(&answers)).contains(&"c".to_owned());
        assert_eq!(asked, expected);
    }
}

#[test]
fn an_answer_to_a_question_that_is_no_longer_asked_counts_for_nothing_and_is_not_sent() {
    let yes = AnswerComparison::Equals(AnswerValue::YesNo(true));
    let all = questionnaire(vec![
        item("a", QuestionKind::YesNo),
        when("a", yes, item("b", QuestionKind::Line)),
        when("b", AnswerComparison::IsAnswered(true), item("c", QuestionKind::Line)),
    ]);
    let form = Form::new(&all);
    let mut answers = Answers::default();
    answers.put(at(0, &[]), value(AnswerValue::YesNo(true)));
    answers.put(at(1, &[]), value(AnswerValue::Text("kept".into())));
    answers.put(at(2, &[]), value(AnswerValue::Text("kept".into())));
    assert_eq!(names(&form.steps(&answers)), ["a", "b", "c"]);
    answers.put(at(0, &[]), value(AnswerValue::YesNo(false)));
    assert_eq!(names(&form.steps(&answers)), ["a"]);
    let sent: Vec<_> = form.filled(&answers).into_iter().map(|item| item.link_id).collect();
    assert_eq!(sent, ["a"]);
    answers.put(at(0, &[]), value(AnswerValue::YesNo(true)));
    assert_eq!(form.filled(&answers).len(), 3, "what was typed is still there");
}

#[test]
fn questions_that_depend_on_each_other_in_a_circle_are_not_asked_and_end() {
    let answered = || AnswerComparison::IsAnswered(false);
    let all = questionnaire(vec![
        when("b", answered(), item("a", QuestionKind::Line)),
        when("a", answered(), item("b", QuestionKind::Line)),
        item("c", QuestionKind::Line),
    ]);
    let mut answers = Answers::default();
    answers.put(at(0, &[]), value(AnswerValue::YesNo(true)));
    answers.put(at(1, &[]), value(AnswerValue::YesNo(true)));
    assert!(names(&Form::new(&all).steps(&answers)).contains(&"c".to_owned()));
}

#[test]
fn a_group_that_repeats_is_asked_round_by_round_and_its_tests_look_at_the_same_round() {
    let yes = AnswerComparison::Equals(AnswerValue::YesNo(true));
    let all = questionnaire(vec![
        group(
            "medicines",
            true,
            vec![item("name", QuestionKind::YesNo), when("name", yes, item("dose", QuestionKind::Line))],
        ),
        item("end", QuestionKind::Line),
    ]);
    let form = Form::new(&all);
    let mut answers = Answers::default();
    assert_eq!(names(&form.steps(&answers)), ["name", "medicines+", "end"]);
    form.set_rounds(&mut answers, &at(0, &[]), 2);
    answers.put(at(1, &[1]), value(AnswerValue::YesNo(true)));
    answers.put(at(2, &[1]), value(AnswerValue::Text("5 mg".into())));
    assert_eq!(names(&form.steps(&answers)), ["name", "name", "dose", "medicines+", "end"]);
    let sent = form.filled(&answers);
    assert_eq!((sent.len(), sent[0].link_id.as_str(), sent[0].items.len()), (1, "medicines", 2));
    form.set_rounds(&mut answers, &at(0, &[]), 1);
    assert!(form.filled(&answers).is_empty(), "what was in the round that is gone is gone");
    form.set_rounds(&mut answers, &at(0, &[]), 1_000_000);
    assert_eq!(answers.rounds_of(&at(0, &[])), MOST_ROUNDS);
}

#[test]
fn what_must_be_answered_is_missing_until_it_is_and_only_while_it_is_asked() {
    let no = AnswerComparison::Equals(AnswerValue::YesNo(false));
    let must = |link_id| QuestionItem { is_required: true, ..item(link_id, QuestionKind::YesNo) };
    let all = questionnaire(vec![must("a"), when("a", no, must("b"))]);
    let form = Form::new(&all);
    let mut answers = Answers::default();
    let missing = |answers: &Answers| {
        let steps: Vec<_> = form.missing(answers).into_iter().map(|one| one.step).collect();
        names(&steps)
    };
    assert_eq!(missing(&answers), ["a"]);
    answers.put(at(0, &[]), value(AnswerValue::YesNo(false)));
    assert_eq!(missing(&answers), ["b"]);
    answers.put(at(1, &[]), value(AnswerValue::YesNo(true)));
    assert!(form.missing(&answers).is_empty());
}

#[test]
fn what_the_organisation_filled_in_is_sent_and_not_asked_and_words_stand_before_the_next_question() {
    let clinic = QuestionItem {
        is_read_only: true,
        is_hidden: true,
        initial: vec![AnswerValue::Text("EYE-4".into())],
        ..item("clinic", QuestionKind::Line)
    };
    let choice = |text: &str, is_chosen_at_first| AnswerChoice {
        value: AnswerValue::Text(text.into()),
        is_chosen_at_first,
        is_exclusive: false,
    };
    let chosen = QuestionItem {
        choices: AnswerChoices::These(vec![choice("Left", false), choice("Right", true)]),
        ..item("side", QuestionKind::Choice)
    };
    let inner =
        QuestionItem { items: vec![item("which", QuestionKind::Line)], ..item("eye", QuestionKind::YesNo) };
    let all = questionnaire(vec![
        clinic,
        item("Read this", QuestionKind::Display),
        group("Your eyes", false, vec![chosen, inner]),
        item("The end", QuestionKind::Display),
    ]);
    let form = Form::new(&all);
    let answers = form.at_first();
    let steps = form.steps(&answers);
    assert_eq!(names(&steps), ["side", "eye", "which"]);
    assert_eq!(
        (steps[0].words.as_slice(), steps[0].under[0].link_id.as_str()),
        (&["Read this"][..], "Your eyes")
    );
    assert_eq!(form.last_words(&answers), ["The end"]);
    let sent = form.filled(&answers);
    assert_eq!(sent[0].answers, value(AnswerValue::Text("EYE-4".into())));
    assert_eq!(sent[1].items[0].answers, value(AnswerValue::Text("Right".into())));
}

#[test]
fn one_that_is_not_whole_unclear_or_empty_is_not_filled_in_here() {
    let can = |all: &Questionnaire| Form::new(all).can_be_filled_in(all);
    let good = questionnaire(vec![item("a", QuestionKind::Line)]);
    assert_eq!(can(&good), Ok(()));
    assert_eq!(can(&Questionnaire { items_not_read: 1, ..good.clone() }), Err(NotHere::NotWhole));
    let unclear = QuestionItem { when_asked: WhenAsked::Unclear, ..item("a", QuestionKind::Line) };
    assert_eq!(can(&questionnaire(vec![unclear])), Err(NotHere::Unclear));
    assert_eq!(can(&questionnaire(vec![item("a", QuestionKind::Display)])), Err(NotHere::Empty));
}

#[test]
fn a_place_is_read_as_it_was_written() {
    for text in ["0", "7-0-2"] {
        assert_eq!(Place::parse(text).expect("a place").to_string(), text);
    }
    for odd in ["", "x", "1-", "-1", "1-x", "99999999999999999999"] {
        assert_eq!(Place::parse(odd), None, "{odd}");
    }
    let mut answers = Answers::default();
    answers.put(at(7, &[0, 2]), value(AnswerValue::YesNo(true)));
    let stored = serde_json::to_string(&answers).expect("JSON");
    assert_eq!(serde_json::from_str::<Answers>(&stored).expect("answers"), answers);
}
