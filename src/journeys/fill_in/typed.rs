//! What was typed as the answer to one question, and what is wrong with it.

use chrono::{NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;

use crate::domain::filling::Given;
use crate::domain::{AnswerChoices, AnswerValue, PartialDate, QuestionItem, QuestionKind};
use crate::journeys::messages::writing::clean;
use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// The most letters where the questionnaire sets no limit.
const MOST: u32 = 4_000;

/// The fields as they were sent.
pub struct Typed<'f>(pub &'f [(String, String)]);

/// Why something cannot be the answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wrong {
    Missing,
    NotANumber,
    NotWhole,
    NotADate,
    NotATime,
    NotAnAddress,
    TooLong(u32),
    NotOneOfThese,
    /// "None of these" together with one of them.
    NotTogether,
}

impl Wrong {
    pub fn message(self, locale: Locale) -> Words {
        match self {
            Self::Missing => t!(locale, "This question must be answered"),
            Self::NotANumber => t!(locale, "Write a number, such as 36.5"),
            Self::NotWhole => t!(locale, "Write a whole number, such as 3"),
            Self::NotADate => t!(locale, "Write a real date, such as 27 3 2026"),
            Self::NotATime => t!(locale, "Write a time, such as 14:30"),
            Self::NotAnAddress => {
                t!(locale, "Write the whole address of a website, such as https://www.nhs.uk")
            }
            Self::TooLong(most) => t!(locale, "Your answer must have {n} characters or fewer", n = most),
            Self::NotOneOfThese => t!(locale, "Choose one of these"),
            Self::NotTogether => t!(locale, "You have chosen answers that do not go together. Choose again"),
        }
    }
}

impl Typed<'_> {
    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    pub fn one(&self, name: &str) -> String {
        self.all(name).next().map(clean).unwrap_or_default()
    }

    /// The answers to one question, of those kinds that are chosen; for all others the one that was typed, if any.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(&self, item: &QuestionItem) -> Result<Vec<Given>, Wrong> {
        let given = match &item.kind {
            QuestionKind::Choice | QuestionKind::OpenChoice => self.chosen(item)?,
            _ => self.typed(item)?.into_iter().collect(),
        };
        Ok(given.into_iter().map(Given::Value).collect())
    }

    fn typed(&self, item: &QuestionItem) -> Result<Option<AnswerValue>, Wrong> {
        let answer = self.one("answer");
        Ok(match item.kind {
            QuestionKind::YesNo => match answer.as_str() {
                "" => None,
                "yes" => Some(AnswerValue::YesNo(true)),
                "no" => Some(AnswerValue::YesNo(false)),
                _ => return Err(Wrong::NotOneOfThese),
            },
            QuestionKind::Integer => match answer.as_str() {
                "" => None,
                typed => Some(AnswerValue::Integer(typed.parse().map_err(|_| Wrong::NotWhole)?)),
            },
            QuestionKind::Decimal => number(&answer)?.map(AnswerValue::Decimal),
            QuestionKind::Quantity => number(&answer)?.map(|number| {
                let unit = Some(self.one("unit")).filter(|unit| !unit.is_empty());
                AnswerValue::Quantity { number, unit }
            }),
            QuestionKind::Date => self.date()?.map(|day| AnswerValue::Date(PartialDate::Day(day))),
            QuestionKind::DateTime => self.moment()?.map(AnswerValue::Date),
            QuestionKind::Time => {
                time(&answer)?.map(|time| AnswerValue::Time(time.format("%H:%M:%S").to_string()))
            }
            QuestionKind::Url => match answer.as_str() {
                "" => None,
                typed => Some(AnswerValue::Text(address(&within(item, typed)?)?)),
            },
            QuestionKind::Line => text(item, &answer.replace('\n', " "))?,
            QuestionKind::Text => text(item, &answer)?,
            _ => None,
        })
    }

    /// What was chosen, by its number among the answers; `other` means the words beside it.
    fn chosen(&self, item: &QuestionItem) -> Result<Vec<AnswerValue>, Wrong> {
        let AnswerChoices::These(these) = &item.choices else {
            let words = text(item, &self.one("other"))?;
            return Ok(words.into_iter().collect());
        };
        let mut chosen = Vec::new();
        let mut is_exclusive = false;
        for typed in self.all("answer").filter(|typed| !typed.is_empty()) {
            if typed == "other" && item.kind == QuestionKind::OpenChoice {
                chosen.extend(text(item, &self.one("other"))?);
                continue;
            }
            let choice =
                typed.parse::<usize>().ok().and_then(|at| these.get(at)).ok_or(Wrong::NotOneOfThese)?;
            is_exclusive |= choice.is_exclusive;
            chosen.push(choice.value.clone());
        }
        match chosen.len() {
            0 | 1 => Ok(chosen),
            _ if !item.repeats => Err(Wrong::NotOneOfThese),
            _ if is_exclusive => Err(Wrong::NotTogether),
            _ => Ok(chosen),
        }
    }

    fn date(&self) -> Result<Option<NaiveDate>, Wrong> {
        let [day, month, year] = ["answer-day", "answer-month", "answer-year"].map(|name| self.one(name));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return Ok(None);
        }
        let parsed = || {
            let year: i32 = year.parse().ok().filter(|year| (1000..=9999).contains(year))?;
            NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
        };
        parsed().map(Some).ok_or(Wrong::NotADate)
    }

    /// A day and a time by the clock in the UK; in the hour that comes twice the first is meant.
    fn moment(&self) -> Result<Option<PartialDate>, Wrong> {
        let (day, time) = (self.date()?, time(&self.one("answer-time"))?);
        match (day, time) {
            (None, None) => Ok(None),
            (Some(day), Some(time)) => {
                let there = London.from_local_datetime(&day.and_time(time)).earliest();
                let moment = there.ok_or(Wrong::NotATime)?.with_timezone(&Utc);
                Ok(Some(PartialDate::Moment(moment)))
            }
            (Some(_), None) => Err(Wrong::NotATime),
            (None, Some(_)) => Err(Wrong::NotADate),
        }
    }
}

fn number(typed: &str) -> Result<Option<f64>, Wrong> {
    if typed.is_empty() {
        return Ok(None);
    }
    let is_plain = typed.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | '-' | '+'));
    let number = typed.parse::<f64>().ok().filter(|number| is_plain && number.is_finite());
    number.map(Some).ok_or(Wrong::NotANumber)
}

/// `14:30`, `2:30pm` or `2pm`.
fn time(typed: &str) -> Result<Option<NaiveTime>, Wrong> {
    let typed = typed.to_lowercase().replace(' ', "").replace('.', ":");
    if typed.is_empty() {
        return Ok(None);
    }
    let (clock, half) = match (typed.strip_suffix("am"), typed.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (typed.as_str(), None),
    };
    let (hour, minute) = match clock.split_once(':') {
        Some((hour, minute)) => (hour, minute),
        None if half.is_some() => (clock, "0"),
        None => return Err(Wrong::NotATime),
    };
    let parsed = || {
        let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
        let hour = match half {
            None => hour,
            Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
            Some(_) => return None,
        };
        NaiveTime::from_hms_opt(hour, minute, 0)
    };
    parsed().map(Some).ok_or(Wrong::NotATime)
}

fn address(typed: &str) -> Result<String, Wrong> {
    let is_web = |url: &url::Url| matches!(url.scheme(), "http" | "https") && url.has_host();
    url::Url::parse(typed).ok().filter(is_web).map(|_| typed.to_owned()).ok_or(Wrong::NotAnAddress)
}

fn text(item: &QuestionItem, typed: &str) -> Result<Option<AnswerValue>, Wrong> {
    if typed.is_empty() {
        return Ok(None);
    }
    within(item, typed).map(|typed| Some(AnswerValue::Text(typed)))
}

fn within(item: &QuestionItem, typed: &str) -> Result<String, Wrong> {
    let most = item.max_length.unwrap_or(MOST).min(MOST);
    if typed.chars().count() > most as usize { Err(Wrong::TooLong(most)) } else { Ok(typed.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::AnswerChoice;

    fn item(kind: QuestionKind) -> QuestionItem {
        QuestionItem::plain("1", kind)
    }

    fn read(item: &QuestionItem, fields: &[(&str, &str)]) -> Result<Vec<AnswerValue>, Wrong> {
        let fields: Vec<_> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let given = Typed(&fields).read(item)?;
        Ok(given
            .into_iter()
            .filter_map(|given| if let Given::Value(value) = given { Some(value) } else { None })
            .collect())
    }

    fn typed(kind: QuestionKind, answer: &str) -> Result<Vec<AnswerValue>, Wrong> {
        read(&item(kind), &[("answer", answer)])
    }

    #[test]
    fn each_kind_takes_what_it_asks_for_and_nothing_else() {
        use QuestionKind::{Decimal, Integer, Line, Text, Time, Url, YesNo};
        let time = |text: &str| Ok(vec![AnswerValue::Time(text.into())]);
        for (kind, answer, expected) in [
            (YesNo, "yes", Ok(vec![AnswerValue::YesNo(true)])),
            (YesNo, "", Ok(vec![])),
            (YesNo, "maybe", Err(Wrong::NotOneOfThese)),
            (Integer, " -3 ", Ok(vec![AnswerValue::Integer(-3)])),
            (Integer, "3.5", Err(Wrong::NotWhole)),
            (Integer, "99999999999999999999", Err(Wrong::NotWhole)),
            (Decimal, "36.5", Ok(vec![AnswerValue::Decimal(36.5)])),
            (Decimal, "36,5", Err(Wrong::NotANumber)),
            (Decimal, "inf", Err(Wrong::NotANumber)),
            (Decimal, "1e999", Err(Wrong::NotANumber)),
            (Time, "14:30", time("14:30:00")),
            (Time, "2.30 pm", time("14:30:00")),
            (Time, "12am", time("00:00:00")),
            (Time, "25:00", Err(Wrong::NotATime)),
            (Time, "14", Err(Wrong::NotATime)),
            (Url, "https://www.nhs.uk/x", Ok(vec![AnswerValue::Text("https://www.nhs.uk/x".into())])),
            (Url, "javascript:alert(1)", Err(Wrong::NotAnAddress)),
            (Line, "a\nb", Ok(vec![AnswerValue::Text("a b".into())])),
            (Text, "<b>مرحبا 😕\r\nb", Ok(vec![AnswerValue::Text("<b>مرحبا 😕\nb".into())])),
        ] {
            assert_eq!(typed(kind.clone(), answer), expected, "{kind:?} {answer}");
        }
    }

    #[test]
    fn dates_are_real_days_and_moments_are_by_the_clock_in_the_uk() {
        let date = |day, month, year| [("answer-day", day), ("answer-month", month), ("answer-year", year)];
        let day = |text: &str| Ok(vec![AnswerValue::Date(PartialDate::parse(text).expect("a date"))]);
        assert_eq!(read(&item(QuestionKind::Date), &date("7", "3", "2026")), day("2026-03-07"));
        for odd in
            [date("31", "2", "2026"), date("1", "", "2026"), date("1", "1", "26"), date("x", "1", "2026")]
        {
            assert_eq!(read(&item(QuestionKind::Date), &odd), Err(Wrong::NotADate), "{odd:?}");
        }
        let with_time = |time| [&date("1", "7", "2026")[..], &[("answer-time", time)]].concat();
        assert_eq!(read(&item(QuestionKind::DateTime), &with_time("14:30")), day("2026-07-01T13:30:00Z"));
        assert_eq!(read(&item(QuestionKind::DateTime), &with_time("")), Err(Wrong::NotATime));
    }

    #[test]
    fn only_what_was_offered_can_be_chosen_and_none_of_these_stands_alone() {
        let choice = |text: &str, is_exclusive| AnswerChoice {
            value: AnswerValue::Text(text.into()),
            is_chosen_at_first: false,
            is_exclusive,
        };
        let these = AnswerChoices::These(vec![choice("a", false), choice("b", false), choice("none", true)]);
        let one = QuestionItem { choices: these.clone(), ..item(QuestionKind::Choice) };
        let many = QuestionItem { repeats: true, ..one.clone() };
        let open = QuestionItem { kind: QuestionKind::OpenChoice, ..many.clone() };
        let text = |text: &str| AnswerValue::Text(text.into());
        assert_eq!(read(&one, &[("answer", "1")]), Ok(vec![text("b")]));
        assert_eq!(read(&one, &[("answer", "0"), ("answer", "1")]), Err(Wrong::NotOneOfThese));
        assert_eq!(read(&one, &[("answer", "7")]), Err(Wrong::NotOneOfThese));
        assert_eq!(read(&one, &[("answer", "other"), ("other", "x")]), Err(Wrong::NotOneOfThese));
        assert_eq!(read(&many, &[("answer", "0"), ("answer", "1")]), Ok(vec![text("a"), text("b")]));
        assert_eq!(read(&many, &[("answer", "0"), ("answer", "2")]), Err(Wrong::NotTogether));
        assert_eq!(
            read(&open, &[("answer", "0"), ("answer", "other"), ("other", "x")]),
            Ok(vec![text("a"), text("x")])
        );
    }

    #[test]
    fn an_answer_that_is_too_long_says_how_long_it_may_be() {
        let short = QuestionItem { max_length: Some(3), ..item(QuestionKind::Line) };
        assert_eq!(read(&short, &[("answer", "😕😕😕")]).map(|all| all.len()), Ok(1));
        assert_eq!(read(&short, &[("answer", "four")]), Err(Wrong::TooLong(3)));
    }

    #[test]
    fn an_amount_keeps_its_unit() {
        let told = read(&item(QuestionKind::Quantity), &[("answer", "80"), ("unit", "kg")]);
        assert_eq!(told, Ok(vec![AnswerValue::Quantity { number: 80.0, unit: Some("kg".into()) }]));
        assert_eq!(read(&item(QuestionKind::Quantity), &[("answer", "heavy")]), Err(Wrong::NotANumber));
    }
}
