//! Tables of what is put into words, and of what never is.

use proptest::prelude::*;

use super::MayBeRead;
use crate::domain::{Amount, CodedDosage, Dosage, Food, Often, Unit};
use crate::words::Locale;
use crate::words::glossary::PracticeMode;

/// As made-up people read it.
fn in_words(
    locale: Locale,
    medicine: &str,
    text: Option<&str>,
    coded: Option<&CodedDosage>,
) -> Option<String> {
    let may_be_read = MayBeRead::by(PracticeMode::where_set(true)).expect("practice mode");
    super::in_words(may_be_read, locale, medicine, text, coded)
}

fn words(text: &str) -> Option<String> {
    in_words(Locale::English, "Metformin 500mg tablets", Some(text), None)
}

const SAID: &[(&str, &str)] = &[
    ("Take one tablet twice a day", "Take 1 tablet 2 times a day."),
    ("1 tab BD", "1 tablet 2 times a day."),
    ("1 tab b.d.", "1 tablet 2 times a day."),
    ("2 caps TDS", "2 capsules 3 times a day."),
    ("ONE tablet q.d.s. PRN", "1 tablet 4 times a day, when needed."),
    ("Take 1 tablet OD", "Take 1 tablet once a day."),
    ("1 tablet nocte", "1 tablet at night."),
    ("2 tabs mane", "2 tablets in the morning."),
    ("1 cap mane & nocte", "1 capsule in the morning and at night."),
    ("Take one tablet each morning", "Take 1 tablet every morning."),
    ("Take one tablet with breakfast", "Take 1 tablet with breakfast."),
    ("Six tablets each morning", "6 tablets every morning."),
    ("One drop in each eye at night", "1 drop in each eye at night."),
    ("One Spray To Be Used In Each Nostril Twice A Day", "Use 1 spray in each nostril 2 times a day."),
    ("One Puff To Be Inhaled Twice A Day", "Inhale 1 puff 2 times a day."),
    ("Inhale one or two puffs when needed", "Inhale 1 or 2 puffs when needed."),
    ("2 puffs BD", "2 puffs 2 times a day."),
    ("One To Be Taken Each Day", "Take 1 a day."),
    ("One To Be Taken Each Day After Food", "Take 1 a day, after food."),
    ("one twice daily", "1, 2 times a day."),
    ("one per day with food", "1 a day, with food."),
    ("ONE To Be Taken TWICE a Day\nwith food", "Take 1, 2 times a day, with food."),
    ("Take two tablets daily", "Take 2 tablets a day."),
    ("One To Be Taken Three Or Four Times A Day As Necessary", "Take 1, 3 or 4 times a day, when needed."),
    (
        "One To Be Taken Every 4-6 Hours Up To Four Times A Day",
        "Take 1 every 4 to 6 hours, up to 4 times a day.",
    ),
    (
        "Take one or two tablets up to four times a day when needed",
        "Take 1 or 2 tablets up to 4 times a day, when needed.",
    ),
    (
        "Take 1-2 tablets every 4 to 6 hours when required, max 8 in 24 hours.",
        "Take 1 or 2 tablets every 4 to 6 hours, when needed. No more than 8 in 24 hours.",
    ),
    (
        "Take 2 tablets qds. Max. 8 tablets in 24 hours",
        "Take 2 tablets 4 times a day. No more than 8 tablets in 24 hours.",
    ),
    ("Take one 5ml spoonful three times daily", "Take 1 spoonful of 5ml 3 times a day."),
    ("Two 5 ml spoonfuls to be taken at night", "Take 2 spoonfuls of 5ml at night."),
    ("2 x 5ml spoonfuls BD", "2 spoonfuls of 5ml 2 times a day."),
    ("Take 2.5ml twice a day before food", "Take 2.5ml 2 times a day, before food."),
    ("Take half a tablet at night", "Take ½ tablet at night."),
    ("Take one and a half tablets daily", "Take 1½ tablets a day."),
    ("Take 1½ tablets daily", "Take 1½ tablets a day."),
    ("Take one tablet by mouth twice a day", "Take 1 tablet by mouth 2 times a day."),
    ("Take one capsule three times a day for 5 days", "Take 1 capsule 3 times a day, for 5 days."),
    ("Take 4 tablets 4 hourly", "Take 4 tablets every 4 hours."),
    (
        "Take one tablet twice a day, morning and night",
        "Take 1 tablet 2 times a day, in the morning and at night.",
    ),
];

#[test]
fn whole_recognised_patterns_are_put_into_words() {
    for (text, said) in SAID {
        assert_eq!(words(text).as_deref(), Some(*said), "{text}");
    }
}

/// In each of these something would be lost or guessed.
const NEVER_SAID: &[&str] = &[
    // Weekly, and days of the week.
    "Take four tablets once a week",
    "FOUR tablets WEEKLY",
    "Take one tablet a week",
    "Take one tablet daily on Monday",
    "Take one tablet twice a day on Mondays, Wednesdays and Fridays",
    "1 tablet every Sunday at night",
    "One tablet each weekday morning",
    "Take one tablet on alternate days",
    "1 tab every 2 days",
    "One patch every 72 hours",
    // The right eye.
    "1 drop OD",
    "1 drop OD BD",
    "One drop o.d. at night",
    "1 OD",
    "1 drop OS nocte",
    "0.1 ml OD",
    // Units of insulin.
    "10 units twice a day",
    "8 units with breakfast, 12 units at night",
    "10 IU at night",
    "10u nocte",
    // As directed.
    "As directed",
    "As directed 1 at night",
    "Take one tablet daily as directed",
    "Use as often as required",
    "For Subcutaneous Injection, According To Requirements",
    // Tapering.
    "Take 6 tablets daily for 5 days then reduce by one tablet each day",
    "Take 8 tablets daily for 7 days, reducing by 1 tablet every 3 days",
    "Four Sprays To Be Used In Each Nostril Once A Day, Then Reduce When Symptoms Under Control",
    "6 tablets daily for 2 days, 5 tablets daily for 2 days",
    "Take one tablet daily, increasing to two",
    // Two instructions.
    "1 mane 2 nocte",
    "Take one tablet in the morning and two at night",
    "Take one tablet in the morning; Take two at night",
    "Take one tablet twice a day. Take two tablets at night",
    "1 tab BD TDS",
    "Take one tablet at night with food after food",
    // What does not fit together.
    "Take one tablet twice a day at night",
    "Take one tablet three times a day morning and night",
    "Take one tablet every 4 hours at night",
    "Take two tablets every 6 hours, max 1 in 24 hours",
    "Take one tablet twice a day up to 4 times a day",
    "Take 1 tablet when needed, max 8 capsules in 24 hours",
    "Take 2-1 tablets daily",
    // Numbers that could be misread.
    "Take .5 tablet daily",
    "Take 0,5 tablets daily",
    "Take 1,000 mg daily",
    "1/2 tablet BD",
    "1/7",
    "Take 1 (one) tablet daily",
    "Take 0 tablets daily",
    "٢ tablets daily",
    "1 tab QD",
    "1T BD",
    // Nothing about when, or how much.
    "Take one tablet",
    "Take one tablet with food",
    "Twice a day",
    "Take 2 times a day",
    "Once per day",
    "take 2 spoons twice a day",
    "Take one 500mg tablet twice a day",
    // One word more.
    "Do not take one tablet twice a day",
    "Take one tablet twice a day if pain is bad",
    "Take one tablet 30 minutes before food daily",
    "Take one tablet at night for sleep",
    "Suck one tablet three times a day",
    "Place one tablet under the tongue when required",
    "Use 1 spray by mouth twice a day",
    "1 tablet daily (stopped)",
    "",
    " . , ",
];

#[test]
fn what_is_not_understood_to_its_last_word_is_left_to_the_source() {
    for text in NEVER_SAID {
        assert_eq!(words(text), None, "{text}");
    }
}

#[test]
fn a_medicine_whose_dose_may_kill_is_never_put_into_words() {
    for medicine in ["Methotrexate 2.5mg tablets", "Insulin glargine", "WARFARIN 1mg tablets", "Metoject PEN"]
    {
        assert_eq!(
            in_words(Locale::English, medicine, Some("Take one tablet a day"), None),
            None,
            "{medicine}"
        );
    }
}

#[test]
fn words_that_say_the_same_as_the_text_are_left_out() {
    assert_eq!(words("Take 1 tablet 2 times a day"), None);
}

#[test]
fn a_text_that_is_too_long_for_an_instruction_is_left_alone() {
    assert_eq!(words(&format!("Take one tablet{} twice a day", " ".repeat(400))), None);
}

fn twice_a_day() -> Dosage {
    Dosage {
        amount: Some(Amount { from: 1.0, to: None, unit: Some(Unit::Tablet) }),
        often: Some(Often::TimesADay { from: 2, to: None }),
        ..Dosage::default()
    }
}

fn with_codes(text: Option<&str>, dosage: Dosage) -> Option<String> {
    let coded = CodedDosage::Understood { dosage, stands_alone: text.is_none() };
    in_words(Locale::English, "Metformin", text, Some(&coded))
}

#[test]
fn codes_alone_are_put_into_words() {
    let dosage = Dosage { food: Some(Food::With), by_mouth: true, ..twice_a_day() };
    assert_eq!(with_codes(None, dosage).as_deref(), Some("1 tablet by mouth 2 times a day, with food."));
    let no_amount = Dosage { amount: None, ..twice_a_day() };
    assert_eq!(with_codes(None, no_amount), None);
}

#[test]
fn where_codes_and_text_disagree_nothing_is_said() {
    let text = Some("Take one tablet twice a day");
    assert_eq!(with_codes(text, twice_a_day()).as_deref(), Some("Take 1 tablet 2 times a day."));
    let three = Dosage { often: Some(Often::TimesADay { from: 3, to: None }), ..twice_a_day() };
    let two = Dosage { amount: Some(Amount { from: 2.0, to: None, unit: None }), ..twice_a_day() };
    let needed = Dosage { when_needed: Some(true), ..twice_a_day() };
    let milligrams = Dosage {
        amount: Some(Amount { from: 500.0, to: None, unit: Some(Unit::Milligram) }),
        ..twice_a_day()
    };
    for other in [three, two, needed, milligrams] {
        assert_eq!(with_codes(text, other.clone()), None, "{other:?}");
    }
    let not_needed = Dosage { when_needed: Some(false), ..twice_a_day() };
    assert!(with_codes(text, not_needed.clone()).is_some());
    assert_eq!(with_codes(Some("Take one tablet twice a day when required"), not_needed), None);
}

#[test]
fn codes_of_which_something_is_not_understood_silence_the_text_too() {
    let text = Some("Take one tablet twice a day");
    assert_eq!(in_words(Locale::English, "Metformin", text, Some(&CodedDosage::NotUnderstood)), None);
}

proptest! {
    /// Letters that are no word of the grammar's, behind any good instruction, with or without a stop between.
    #[test]
    fn unknown_trailing_words_never_give_words(at in 0..SAID.len(), gap in "( |, |\\. |; |\n)", tail in "[a-z]{2,12}q") {
        let (text, _) = SAID[at];
        let longer = format!("{text}{gap}{tail}");
        prop_assert_eq!(words(&longer), None, "{}", longer);
    }

    #[test]
    fn a_leading_unknown_word_never_gives_words(at in 0..SAID.len(), head in "[a-z]{2,12}q") {
        let longer = format!("{head} {}", SAID[at].0);
        prop_assert_eq!(words(&longer), None, "{}", longer);
    }

    #[test]
    fn no_text_whatever_makes_it_fail(text in "\\PC{0,60}") {
        let _ = words(&text);
    }

    /// Each number of the words stands in the text: nothing is reckoned.
    #[test]
    fn numbers_are_those_of_the_text(dose in 1..9u8, times in 2..7u8) {
        let said = words(&format!("Take {dose} tablets {times} times daily"));
        prop_assert_eq!(said, Some(format!("Take {dose} tablet{} {times} times a day.", if dose == 1 { "" } else { "s" })));
    }
}
