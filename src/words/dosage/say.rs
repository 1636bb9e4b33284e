//! What was understood, as a sentence of ours.

use std::borrow::Cow;

use crate::domain::{
    Amount, BodyPart, Dosage, Food, Moment, Most, OfDay, Often, Side, Site, Unit, Verb, Within,
};
use crate::words::numbers::quantity;
use crate::words::{Locale, and_list};
use crate::{count, t};

type Words = Cow<'static, str>;

/// "Take 1 or 2 tablets up to 4 times a day, when needed. No more than 8 tablets in 24 hours."
pub fn say(locale: Locale, dosage: &Dosage) -> Option<String> {
    let amount = dosage.amount?;
    let mut when = when(locale, dosage).into_iter();
    let (first, dose) = (when.next()?, dose(locale, dosage, amount));
    // "1, 2 times a day": without a unit two numbers would stand side by side.
    let begin = match amount.unit {
        None if first.starts_with(|letter: char| letter.is_ascii_digit()) => {
            t!(locale, "{dose}, {when}", dose = dose, when = first)
        }
        _ => t!(locale, "{dose} {when}", dose = dose, when = first),
    };
    let words = when.fold(begin, |before, next| t!(locale, "{before}, {next}", before = before, next = next));
    let words = match dosage.most {
        Some(most) => t!(locale, "{words}. {most}.", words = words, most = at_most(locale, most)),
        None => t!(locale, "{words}.", words = words),
    };
    Some(words.into_owned())
}

fn dose(locale: Locale, dosage: &Dosage, amount: Amount) -> Words {
    let mut dose = amount_words(locale, amount);
    if dosage.by_mouth {
        dose = t!(locale, "{dose} by mouth", dose = dose);
    }
    if let Some(site) = dosage.site {
        dose = t!(locale, "{dose} {site}", dose = dose, site = site_words(locale, site));
    }
    match dosage.verb {
        Some(Verb::Take) => t!(locale, "Take {dose}", dose = dose),
        Some(Verb::Inhale) => t!(locale, "Inhale {dose}", dose = dose),
        Some(Verb::Use) => t!(locale, "Use {dose}", dose = dose),
        None => dose,
    }
}

/// When and how, each in a phrase.
fn when(locale: Locale, dosage: &Dosage) -> Vec<Words> {
    let up_to = |n: u8| count!(locale, n, one = "up to once a day", other = "up to {n} times a day");
    let days = |n: u16| count!(locale, n, one = "for 1 day", other = "for {n} days");
    let moments: Vec<String> =
        dosage.moments.iter().map(|moment| moment_words(locale, *moment).into_owned()).collect();
    [
        dosage.often.map(|often| often_words(locale, often)),
        dosage.up_to_times.map(up_to),
        (!moments.is_empty()).then(|| and_list(locale, &moments).into()),
        dosage.food.map(|food| food_words(locale, food)),
        (dosage.when_needed == Some(true)).then(|| t!(locale, "when needed")),
        dosage.for_days.map(days),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn often_words(locale: Locale, often: Often) -> Words {
    match often {
        Often::ADay => t!(locale, "a day"),
        Often::TimesADay { from, to: None } => {
            count!(locale, from, one = "once a day", other = "{n} times a day")
        }
        Often::TimesADay { from, to: Some(to) } if to == from + 1 => {
            t!(locale, "{from} or {to} times a day", from = from, to = to)
        }
        Often::TimesADay { from, to: Some(to) } => {
            t!(locale, "{from} to {to} times a day", from = from, to = to)
        }
        Often::EveryHours { from, to: None } => {
            count!(locale, from, one = "every hour", other = "every {n} hours")
        }
        Often::EveryHours { from, to: Some(to) } => {
            t!(locale, "every {from} to {to} hours", from = from, to = to)
        }
    }
}

fn moment_words(locale: Locale, moment: Moment) -> Words {
    match (moment.of_day, moment.every) {
        (OfDay::Morning, false) => t!(locale, "in the morning"),
        (OfDay::Morning, true) => t!(locale, "every morning"),
        (OfDay::Breakfast, _) => t!(locale, "with breakfast"),
        (OfDay::Evening, false) => t!(locale, "in the evening"),
        (OfDay::Evening, true) => t!(locale, "every evening"),
        (OfDay::Night, false) => t!(locale, "at night"),
        (OfDay::Night, true) => t!(locale, "every night"),
        (OfDay::Bedtime, _) => t!(locale, "at bedtime"),
    }
}

fn food_words(locale: Locale, food: Food) -> Words {
    match food {
        Food::With => t!(locale, "with food"),
        Food::Before => t!(locale, "before food"),
        Food::After => t!(locale, "after food"),
        Food::WithOrAfter => t!(locale, "with or after food"),
    }
}

fn site_words(locale: Locale, site: Site) -> Words {
    match (site.side, site.part) {
        (Side::Each, BodyPart::Eye) => t!(locale, "in each eye"),
        (Side::Left, BodyPart::Eye) => t!(locale, "in the left eye"),
        (Side::Right, BodyPart::Eye) => t!(locale, "in the right eye"),
        (Side::Each, BodyPart::Ear) => t!(locale, "in each ear"),
        (Side::Left, BodyPart::Ear) => t!(locale, "in the left ear"),
        (Side::Right, BodyPart::Ear) => t!(locale, "in the right ear"),
        (Side::Each, BodyPart::Nostril) => t!(locale, "in each nostril"),
        (Side::Left, BodyPart::Nostril) => t!(locale, "in the left nostril"),
        (Side::Right, BodyPart::Nostril) => t!(locale, "in the right nostril"),
    }
}

fn at_most(locale: Locale, most: Most) -> Words {
    let amount = amount_words(locale, Amount { from: most.number, to: None, unit: most.unit });
    match most.within {
        Within::TwentyFourHours => t!(locale, "No more than {amount} in 24 hours", amount = amount),
        Within::OneDay => t!(locale, "No more than {amount} a day", amount = amount),
    }
}

/// "1 tablet", "1 or 2 tablets", "½ tablet", "5ml".
fn amount_words(locale: Locale, amount: Amount) -> Words {
    let Amount { from, to, unit } = amount;
    let figures = match to {
        Some(to) if to == from + 1.0 => {
            t!(locale, "{from} or {to}", from = quantity(from), to = quantity(to))
        }
        Some(to) => t!(locale, "{from} to {to}", from = quantity(from), to = quantity(to)),
        None => figures(from, unit).into(),
    };
    // A half is said as of one thing; everything above one as of several.
    let n = if to.unwrap_or(from) > 1.0 { 2 } else { 1 };
    match unit {
        None => figures,
        Some(Unit::Tablet) => {
            count!(locale, n, one = "{x} tablet", other = "{x} tablets", x = figures)
        }
        Some(Unit::Capsule) => {
            count!(locale, n, one = "{x} capsule", other = "{x} capsules", x = figures)
        }
        Some(Unit::Puff) => count!(locale, n, one = "{x} puff", other = "{x} puffs", x = figures),
        Some(Unit::Spoonful) => {
            count!(locale, n, one = "{x} spoonful of 5ml", other = "{x} spoonfuls of 5ml", x = figures)
        }
        Some(Unit::Sachet) => count!(locale, n, one = "{x} sachet", other = "{x} sachets", x = figures),
        Some(Unit::Drop) => count!(locale, n, one = "{x} drop", other = "{x} drops", x = figures),
        Some(Unit::Spray) => count!(locale, n, one = "{x} spray", other = "{x} sprays", x = figures),
        Some(Unit::Millilitre) => t!(locale, "{x}ml", x = figures),
        Some(Unit::Milligram) => t!(locale, "{x}mg", x = figures),
    }
}

/// Halves of things that are counted as people write them; what is measured in decimals.
fn figures(number: f64, unit: Option<Unit>) -> String {
    let is_measured = matches!(unit, Some(Unit::Millilitre | Unit::Milligram));
    match (is_measured, number.fract() == 0.5, number.trunc()) {
        (false, true, 0.0) => "½".to_owned(),
        (false, true, whole) => format!("{}½", quantity(whole)),
        _ => quantity(number),
    }
}
