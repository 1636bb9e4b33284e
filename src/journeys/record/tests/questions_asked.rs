//! Questionnaires: who asks, until when, where to answer.

use super::*;

fn knee_questions() -> Questionnaire {
    let depends = AnswerTest { of: "1.1".into(), how: AnswerComparison::Equals(AnswerValue::YesNo(true)) };
    let group = QuestionItem {
        items: vec![
            QuestionItem { is_required: true, ..question("1.1", "Does it hurt?", QuestionKind::YesNo) },
            QuestionItem {
                when_asked: WhenAsked::When { all: true, tests: vec![depends] },
                prefix: Some("2.".into()),
                ..question("1.2", "How bad is it?", QuestionKind::Integer)
            },
            QuestionItem { is_hidden: true, ..question("1.3", "Clinic code", QuestionKind::Line) },
        ],
        ..question("1", "Your knee", QuestionKind::Group)
    };
    questionnaire(vec![question("0", "Sit down first.", QuestionKind::Display), group])
}

#[test]
fn a_questionnaire_says_who_asks_until_when_where_to_fill_it_in_and_what_to_expect() {
    let asked = AskedQuestionnaire {
        asked_by: Some("Eastmoor Hospital".into()),
        due: PartialDate::parse("2027-01-04"),
        link: OutsideLink::parse("https://my.portal.com/Questionnaire?id=13ef"),
        questions: Some(knee_questions()),
        ..asked_questionnaire("Knee questions")
    };
    let asked = held(asked, &[HOSPITAL]);
    let all = gathered(vec![asked.clone()], Vec::new());
    let html = entry_page(Locale::English, &asked, &all, questionnaires::page::special);
    let words = text(&html);
    for said in [
        "The record says that it is not started yet.",
        "The last day to fill it in is 4 January 2027.",
        "You fill it in on the website that Riverside Hospital uses.",
        "Asked by Eastmoor Hospital",
        "That website is not part of Front Door.",
        "Go to my.portal.com",
        "Questions to expect There are 2 questions. You may not be asked all of them.",
        "Your knee Does it hurt? This one must be answered.",
        "2. How bad is it? Asked only after some answers.",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    for never in ["Clinic code", "Sit down first", "cannot fill it in"] {
        assert!(!words.contains(never), "{never}: {words}");
    }
    assert_well_made(&html);
}

#[test]
fn a_questionnaire_without_a_page_says_whom_to_ask() {
    let words = |asked: AskedQuestionnaire| {
        let asked = held(asked, &[HOSPITAL]);
        let all = gathered(vec![asked.clone()], Vec::new());
        text(&entry_page(Locale::English, &asked, &all, questionnaires::page::special))
    };
    let open = words(asked_questionnaire("Knee questions"));
    assert!(open.contains("You cannot fill it in here yet. Ask Riverside Hospital"), "{open}");
    let late = words(AskedQuestionnaire {
        due: PartialDate::parse("2026-11-21"),
        ..asked_questionnaire("Knee questions")
    });
    assert!(late.contains("The last day to fill it in was 21 November 2026."), "{late}");
    assert!(late.contains("Ask Riverside Hospital if you still can."), "{late}");
    let done =
        words(AskedQuestionnaire { state: FillingState::Done, ..asked_questionnaire("Knee questions") });
    assert!(!done.contains("cannot fill") && !done.contains("Ask Riverside"), "{done}");
}

#[test]
fn a_questionnaire_that_could_not_be_read_whole_says_so() {
    let questions = Questionnaire { items_not_read: 2, ..questionnaire(Vec::new()) };
    let asked = AskedQuestionnaire { questions: Some(questions), ..asked_questionnaire("Knee questions") };
    let asked = held(asked, &[HOSPITAL]);
    let all = gathered(vec![asked.clone()], Vec::new());
    let words = text(&entry_page(Locale::English, &asked, &all, questionnaires::page::special));
    assert!(words.contains("We were told of no questions."), "{words}");
    assert!(words.contains("2 parts of it could not be read and are not shown."), "{words}");
}
