//! The free times of one organisation, and the page on which one of them is chosen.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;
use leptos::prelude::*;
use uuid::Uuid;

use super::form::carried;
use super::narrow::{Narrow, hash, how_word, mondays, what};
use crate::access::{Permit, Purpose};
use crate::connectors::BookError;
use crate::domain::{
    Appointment, EntryId, FreeTime, How, Kind, OdsCode, Organisation, SourceState, WhyNotAsked,
};
use crate::gather::CannotAct;
use crate::journeys::appointments::{how_alone, when};
use crate::journeys::requests::free_time;
use crate::journeys::requests::sending::PATIENCE;
use crate::t;
use crate::web::components::{Button, ErrorSummary, HiddenFields, InsetText, Select};
use crate::web::forms::FormState;
use crate::web::{AppState, PageError, Words};
use crate::words::{Locale, dates, isolated};

/// How many times stand under "Soonest".
const SOONEST: usize = 5;

/// A free time, with the id by which forms name it.
#[derive(Clone, PartialEq, Debug)]
pub struct Choosable {
    pub id: EntryId,
    pub time: FreeTime,
}

/// What an organisation offers.
pub enum Offered {
    None {
        organisation: Arc<Organisation>,
        why: WhyNone,
    },
    Times {
        organisation: Arc<Organisation>,
        times: Vec<Choosable>,
        /// Something that it told could not be read.
        in_part: bool,
    },
}

/// Why an organisation offers nothing here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhyNone {
    NotAllowed,
    NoAnswer,
    /// It answers only to the patient's own log-in.
    OnlyThePatient,
    /// Its rules, or what is known of the person, keep it from being asked.
    NotAsked,
}

/// Asks for the free times of these days that are still to come.
///
/// # Errors
/// [`PageError::NotFound`] where it takes no bookings of this person's here.
pub async fn offered(
    app: &AppState,
    permit: &Permit,
    to: &OdsCode,
    (from, until): (NaiveDate, NaiveDate),
) -> Result<Offered, PageError> {
    let organisation = app.gather.organisation(to).cloned().ok_or(PageError::NotFound)?;
    let none = |why| Offered::None { organisation: organisation.clone(), why };
    let hand = app.gather.hand(permit, to, Kind::Appointments, Uuid::new_v4()).await;
    let hand = match hand.map_err(PageError::internal)? {
        Ok(hand) => hand,
        Err(CannotAct::NobodyToAsk) => return Err(PageError::NotFound),
        Err(CannotAct::NotAllowed) => return Err(PageError::NotAllowed),
        Err(CannotAct::Stands(SourceState::NotAsked(WhyNotAsked::OnlyThePatient))) => {
            return Ok(none(WhyNone::OnlyThePatient));
        }
        Err(CannotAct::Stands(_)) => return Ok(none(WhyNone::NotAsked)),
    };
    let hand = permit.disclose(hand, Purpose::Act).await.map_err(|_| PageError::CannotDisclose)?;
    let book = hand.connector().appointment_book().ok_or(PageError::NotFound)?;
    let asked = tokio::time::timeout(PATIENCE, book.free_times(hand.to_ask(), from, until)).await;
    let now = app.clock.now();
    let person = permit.subject().id;
    Ok(match asked {
        Ok(Ok(free)) => {
            let id =
                |slot: &str| app.gather.entry_id(person, to, Kind::Appointments, &format!("slot:{slot}"));
            let to_come = free.times.into_iter().filter(|time| time.start > now);
            let times = to_come.map(|time| Choosable { id: id(&time.slot), time }).collect();
            Offered::Times { organisation, times, in_part: free.set_aside > 0 }
        }
        Ok(Err(BookError::NotAllowed)) => none(WhyNone::NotAllowed),
        Ok(Err(why)) => {
            tracing::warn!(source = %to, %why, "free times were not told");
            none(WhyNone::NoAnswer)
        }
        Err(_) => none(WhyNone::NoAnswer),
    })
}

fn day(time: &FreeTime) -> NaiveDate {
    time.start.with_timezone(&London).date_naive()
}

#[component]
pub fn TimesPage(
    locale: Locale,
    now: DateTime<Utc>,
    to: OdsCode,
    organisation: Arc<Organisation>,
    times: Vec<Choosable>,
    in_part: bool,
    narrow: Narrow,
    state: FormState,
    old: Option<Appointment>,
) -> impl IntoView {
    let name = isolated(&organisation.name).into_owned();
    let shown: Vec<_> = times.iter().filter(|one| narrow.keeps(now, &one.time)).cloned().collect();
    let (from, until) = narrow.days(now);
    let later = narrow.address(&to, until.succ_opt());
    let none = shown.is_empty().then(|| {
        let words = t!(
            locale,
            "{name} has no free times like this from {from} to {until}.",
            name = name,
            from = dates::short_day(locale, from),
            until = dates::short_day(locale, until)
        );
        view! { <p dir="auto">{words}</p> }
    });
    view! {
        <ErrorSummary locale errors=state.errors.clone() />
        <h1 dir="auto">{t!(locale, "Choose a time at {name}", name = name)}</h1>
        {old.map(|old| view! { <InsteadOf locale old /> })}
        {in_part
            .then(|| {
                let words = t!(locale, "Some free times could not be read, so there may be more. Call to ask.");
                view! { <InsetText locale><p>{words}</p></InsetText> }
            })}
        <Narrowing locale now to=to.clone() times=times narrow=narrow.clone() />
        {none}
        <Choosing locale to shown chosen=narrow.fields() state />
        <p class="not-printed"><a href=later>{t!(locale, "See later times")}</a></p>
    }
}

/// The appointment that another time is wanted for.
#[component]
pub fn InsteadOf(locale: Locale, old: Appointment) -> impl IntoView {
    let when = when(locale, &old).unwrap_or_default();
    view! {
        <InsetText locale>
            <p dir="auto">{t!(locale, "Booked now: {what}, {when}.", what = isolated(&old.what.text), when = when)}</p>
            <p>{t!(locale, "We cancel it when the new time is booked, and not before.")}</p>
        </InsetText>
    }
}

/// What of the free times is shown.
#[component]
fn Narrowing(
    locale: Locale,
    now: DateTime<Utc>,
    to: OdsCode,
    times: Vec<Choosable>,
    narrow: Narrow,
) -> impl IntoView {
    let any = || (String::new(), t!(locale, "All"));
    let week = |monday: NaiveDate| {
        let words = t!(locale, "From {day}", day = dates::day_without_year(locale, monday));
        (monday.to_string(), words)
    };
    let weeks: Vec<_> =
        std::iter::once((String::new(), t!(locale, "Soonest"))).chain(mondays(now).map(week)).collect();
    let mut hows = vec![any()];
    for how in [How::InPerson, How::ByPhone, How::ByVideo] {
        hows.extend(how_alone(locale, how).map(|words| (how_word(how).to_owned(), words)));
    }
    let of = |told: &dyn Fn(&FreeTime) -> Option<&str>| {
        let mut words: Vec<String> =
            times.iter().filter_map(|one| told(&one.time).map(str::to_owned)).collect();
        words.sort();
        words.dedup();
        words.into_iter().map(|words| (hash(&words), Words::Owned(words))).collect::<Vec<_>>()
    };
    let (whats, places) = (of(&|time| what(time)), of(&|time| time.place.as_deref()));
    let several = |mut options: Vec<(String, Words)>| {
        (options.len() > 1).then(|| {
            options.insert(0, any());
            options
        })
    };
    let chosen_day = narrow.from.map(|day| day.to_string()).unwrap_or_default();
    let chosen_how = narrow.how.map(|how| how_word(how).to_owned()).unwrap_or_default();
    let (chosen_what, chosen_place) = (narrow.what.clone(), narrow.place.clone());
    view! {
        <form class="filter not-printed" action=format!("/appointments/book/{to}") method="get">
            {narrow.instead.map(|id| view! { <input type="hidden" name="instead" value=id.to_string() /> })}
            <Select id="from" label=t!(locale, "When") options=weeks chosen=chosen_day />
            <Select id="how" label=t!(locale, "How you meet") options=hows chosen=chosen_how />
            {several(whats)
                .map(|options| {
                    let chosen = chosen_what.unwrap_or_default();
                    view! { <Select id="what" label=t!(locale, "Kind of appointment") options chosen /> }
                })}
            {several(places)
                .map(|options| {
                    let chosen = chosen_place.unwrap_or_default();
                    view! { <Select id="place" label=t!(locale, "Where") options chosen /> }
                })}
            <Button text=t!(locale, "Show these times") secondary=true />
        </form>
    }
}

/// The times themselves: the soonest first, then day by day.
#[component]
fn Choosing(
    locale: Locale,
    to: OdsCode,
    shown: Vec<Choosable>,
    /// How they were narrowed, so that it stays so where the page comes back.
    chosen: Vec<(&'static str, String)>,
    state: FormState,
) -> impl IntoView {
    if shown.is_empty() {
        return ().into_any();
    }
    let mut days: Vec<(NaiveDate, Vec<Choosable>)> = Vec::new();
    for one in shown.iter().skip(SOONEST).cloned() {
        let on = day(&one.time);
        match days.last_mut() {
            Some((last, times)) if *last == on => times.push(one),
            _ => days.push((on, vec![one])),
        }
    }
    let soonest: Vec<_> = shown.into_iter().take(SOONEST).collect();
    let error = state.error("time");
    let described_by = error.is_some().then_some("time-error");
    let groups = days.into_iter().map(|(on, times)| {
        let n = times.len();
        let day = dates::day_without_year(locale, on);
        let summary = crate::count!(locale, n, one = "{day}: 1 time", other = "{day}: {n} times", day = day);
        view! {
            <details class="nhsuk-details">
                <summary class="nhsuk-details__summary">
                    <span class="nhsuk-details__summary-text">{summary}</span>
                </summary>
                <div class="nhsuk-details__text nhsuk-radios">{radios(locale, times, None)}</div>
            </details>
        }
    });
    let more = groups.collect_view();
    view! {
        <form action=format!("/appointments/book/{to}") method="post" novalidate>
            <HiddenFields fields=carried(&state) />
            <HiddenFields fields=chosen />
            <fieldset class="nhsuk-fieldset" aria-describedby=described_by>
                <legend class="nhsuk-fieldset__legend">{t!(locale, "Soonest times")}</legend>
                {error
                    .map(|words| {
                        view! {
                            <span class="nhsuk-error-message" id="time-error">
                                <span class="nhsuk-u-visually-hidden">{t!(locale, "Error: ")}</span>
                                {words}
                            </span>
                        }
                    })}
                <div class="nhsuk-radios">{radios(locale, soonest, Some("time"))}</div>
            </fieldset>
            <fieldset class="nhsuk-fieldset">
                <legend class="nhsuk-fieldset__legend">{t!(locale, "More times")}</legend>
                {more}
            </fieldset>
            <Button text=t!(locale, "Continue") />
        </form>
    }
    .into_any()
}

/// One radio a time; the first has the id to which an error leads.
fn radios(locale: Locale, times: Vec<Choosable>, first: Option<&'static str>) -> impl IntoView {
    let item = move |(at, one): (usize, Choosable)| {
        let words = free_time(locale, &one.time);
        let parts = [words.what, words.how.map(Words::into_owned), one.time.with_whom.clone()];
        let hint = parts.into_iter().flatten().map(|part| isolated(&part).into_owned()).collect::<Vec<_>>();
        let id = match first {
            Some(first) if at == 0 => first.to_owned(),
            _ => format!("time-{}", one.id),
        };
        let hint_id = format!("{id}-hint");
        view! {
            <div class="nhsuk-radios__item">
                <input
                    class="nhsuk-radios__input"
                    id=id.clone()
                    name="time"
                    type="radio"
                    value=format!("{}.{}", day(&one.time), one.id)
                    aria-describedby=hint_id.clone()
                />
                <label class="nhsuk-label nhsuk-radios__label" for=id>{words.when}</label>
                <div class="nhsuk-hint nhsuk-radios__hint" id=hint_id dir="auto">{hint.join(", ")}</div>
            </div>
        }
    };
    times.into_iter().enumerate().map(item).collect_view()
}
