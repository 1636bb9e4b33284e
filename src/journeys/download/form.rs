//! The form for a file to take away: as it was sent, and what is wrong with it.

use chrono::NaiveDate;

use super::choice::{Chosen, Format};
use crate::domain::{Kind, Kinds};
use crate::t;
use crate::web::Words;
use crate::web::components::TypedDate;
use crate::web::forms::FormState;
use crate::words::Locale;

/// The fields as they were sent; all may be missing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DownloadForm {
    pub kinds: Kinds,
    pub from: TypedDate,
    pub to: TypedDate,
    pub format: Option<Format>,
    /// Not to wait for those who have not answered yet.
    pub now: bool,
}

impl Default for DownloadForm {
    /// As it is first shown: everything, of all time, to read and print.
    fn default() -> Self {
        let (from, to) = (TypedDate::default(), TypedDate::default());
        Self { kinds: Kinds::in_record(), from, to, format: Some(Format::Html), now: false }
    }
}

/// What is wrong with a typed date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum BadDate {
    NotWhole,
    NotReal,
}

impl DownloadForm {
    /// Reads what it knows and passes over the rest.
    pub fn read(fields: &[(String, String)]) -> Self {
        let (from, to) = (TypedDate::default(), TypedDate::default());
        let mut form = Self { kinds: Kinds::NONE, from, to, format: None, now: false };
        for (name, value) in fields {
            match name.as_str() {
                "kinds" => {
                    form.kinds =
                        Kind::from_slug(value).map_or(form.kinds, |kind| form.kinds.with(Kinds::just(kind)))
                }
                "format" => form.format = Format::from_slug(value),
                "now" => form.now = value == "yes",
                "from-day" => form.from[0] = kept(value),
                "from-month" => form.from[1] = kept(value),
                "from-year" => form.from[2] = kept(value),
                "to-day" => form.to[0] = kept(value),
                "to-month" => form.to[1] = kept(value),
                "to-year" => form.to[2] = kept(value),
                _ => {}
            }
        }
        form
    }

    /// The same without what may not be seen: a file that could hold nothing else is no choice either.
    #[must_use]
    pub fn of_what_is(self, seen: Kinds) -> Self {
        let format = self.format.filter(|format| !format.holds().and(seen).is_empty());
        Self { kinds: self.kinds.and(seen), format, ..self }
    }

    /// The fields that ask for the same again.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let names = ["from-day", "from-month", "from-year", "to-day", "to-month", "to-year"];
        let dates = names.into_iter().zip(self.from.iter().chain(&self.to).cloned());
        let kinds = self.kinds.iter().map(|kind| ("kinds", kind.slug().to_owned()));
        let format = self.format.map(|format| ("format", format.slug().to_owned()));
        kinds.chain(dates.filter(|(_, value)| !value.is_empty())).chain(format).collect()
    }

    /// What was chosen.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn chosen(&self, locale: Locale) -> Result<Chosen, FormState> {
        let mut state = FormState::default();
        let kinds = match self.format {
            // Nothing but appointments goes into a calendar, so nothing has to be chosen.
            Some(Format::Calendar) => Format::Calendar.holds(),
            Some(format) => self.kinds.and(format.holds()),
            None => self.kinds,
        };
        if self.kinds.is_empty() && kinds.is_empty() {
            state.wrong("kinds", t!(locale, "Choose what you want to take with you"));
        } else if kinds.is_empty() {
            state.wrong("kinds", t!(locale, "Choose something that a patient summary can hold"));
        }
        let mut day = |field: &'static str, typed: &TypedDate, which: Words| match read_date(typed) {
            Ok(day) => day,
            Err(BadDate::NotWhole) => {
                state.wrong(field, t!(locale, "{date} must include a day, a month and a year", date = which));
                None
            }
            Err(BadDate::NotReal) => {
                state.wrong(field, t!(locale, "{date} must be a real date", date = which));
                None
            }
        };
        let from = day("from-day", &self.from, t!(locale, "The first day"));
        let to = day("to-day", &self.to, t!(locale, "The last day"));
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            state.wrong("to-day", t!(locale, "The last day must be the same as or after the first day"));
        }
        match self.format {
            Some(format) if state.is_ok() => Ok(Chosen { kinds, from, to, format }),
            Some(_) => Err(state),
            None => {
                state.wrong("format", t!(locale, "Choose what kind of file you want"));
                Err(state)
            }
        }
    }
}

/// Nobody types a longer number of a day, a month or a year.
fn kept(value: &str) -> String {
    value.trim().chars().take(20).collect()
}

/// No date where nothing was typed.
fn read_date(typed: &TypedDate) -> Result<Option<NaiveDate>, BadDate> {
    if typed.iter().all(|part| part.is_empty()) {
        return Ok(None);
    }
    if typed.iter().any(|part| part.is_empty()) {
        return Err(BadDate::NotWhole);
    }
    let [day, month, year] = typed;
    let parts = (day.parse(), month.parse(), year.parse());
    let (Ok(day), Ok(month), Ok(year)) = parts else { return Err(BadDate::NotReal) };
    let in_years = (1800..=2200).contains(&year);
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| in_years).map(Some).ok_or(BadDate::NotReal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> DownloadForm {
        let fields: Vec<_> = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        DownloadForm::read(&fields)
    }

    fn errors(fields: &[(&str, &str)]) -> Vec<(&'static str, String)> {
        let state = form(fields).chosen(Locale::English).expect_err("something is wrong");
        state.errors.into_iter().map(|error| (error.field, error.message.into_owned())).collect()
    }

    #[test]
    fn a_form_without_anything_says_what_is_missing() {
        assert_eq!(
            errors(&[("kinds", "nonsense"), ("format", "pdf")]),
            [
                ("kinds", "Choose what you want to take with you".to_owned()),
                ("format", "Choose what kind of file you want".to_owned())
            ]
        );
    }

    #[test]
    fn days_must_be_whole_and_real_and_in_order() {
        let with = |days: &[(&'static str, &'static str)]| {
            [&[("kinds", "medicines"), ("format", "html")][..], days].concat()
        };
        assert_eq!(
            errors(&with(&[("from-day", "1"), ("to-day", "31"), ("to-month", "2"), ("to-year", "2024")])),
            [
                ("from-day", "The first day must include a day, a month and a year".to_owned()),
                ("to-day", "The last day must be a real date".to_owned())
            ]
        );
        let turned = [("from-day", "2"), ("from-month", "3"), ("from-year", "2024")];
        let turned = [&turned[..], &[("to-day", "1"), ("to-month", "3"), ("to-year", "2024")]].concat();
        assert_eq!(errors(&with(&turned))[0].1, "The last day must be the same as or after the first day");
        for year in ["24", "99999", "-1", "two"] {
            let days = [("from-day", "1"), ("from-month", "1"), ("from-year", year)];
            assert_eq!(errors(&with(&days))[0].1, "The first day must be a real date", "{year}");
        }
    }

    #[test]
    fn what_a_file_cannot_hold_is_not_chosen() {
        let chosen =
            |fields: &[(&str, &str)]| form(fields).chosen(Locale::English).map(|chosen| chosen.kinds);
        let summary = [("kinds", "letters"), ("kinds", "allergies"), ("format", "summary")];
        assert_eq!(chosen(&summary), Ok(Kinds::just(Kind::Allergies)));
        assert_eq!(chosen(&[("format", "calendar")]), Ok(Kinds::just(Kind::Appointments)));
        assert_eq!(
            errors(&[("kinds", "letters"), ("format", "summary")])[0].1,
            "Choose something that a patient summary can hold"
        );
    }

    #[test]
    fn what_may_not_be_seen_is_not_chosen_nor_a_file_that_holds_nothing_else() {
        let fields = [("kinds", "letters"), ("kinds", "allergies"), ("format", "html")];
        let seen = form(&fields).of_what_is(Kinds::just(Kind::Letters));
        assert_eq!((seen.kinds, seen.format), (Kinds::just(Kind::Letters), Some(Format::Html)));
        for format in ["calendar", "summary"] {
            let form =
                form(&[("kinds", "letters"), ("format", format)]).of_what_is(Kinds::just(Kind::Letters));
            let state = form.chosen(Locale::English).expect_err("nothing to hold");
            assert_eq!(state.errors[0].field, "format", "{format}");
        }
    }

    #[test]
    fn a_form_that_is_sent_again_asks_for_the_same() {
        let fields = [
            ("kinds", "medicines"),
            ("kinds", "letters"),
            ("from-day", "1"),
            ("from-month", "2"),
            ("from-year", "2020"),
            ("format", "text"),
        ];
        let once = form(&fields);
        let again: Vec<_> = once.fields().into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
        assert_eq!(DownloadForm::read(&again), once);
    }
}
