//! The page that one entry of any kind shares: its name, what is special to its kind, the facts, who holds it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::asked::AskedId;
use super::disagreements::{self, Contradictions};
use super::entry_words::{Fact, as_heading, last_checked, may_be, old_copy, recorded_on};
use super::hiding::HideFromHelpers;
use super::kinds::{self, KindWords};
use super::listed::Listed;
use super::plain_words::PlainWords;
use super::test_results::waiting::ThisOneWaits;
use super::wrong::SayWrong;
use super::{opened, side_by_side};
use crate::access::{Permit, Purpose};
use crate::domain::{EntryId, Gathered, Held, Holder, Kind, SourceReport};
use crate::journeys::notices::notices_of;
use crate::t;
use crate::web::components::{HeldBy, HonestyStrip, InsetText, Row, SummaryList};
use crate::web::{AppState, Link, Outcome, Reader, page, page_with_status};
use crate::words::Locale;
use crate::words::glossary::PracticeMode;

/// Where an entry comes from, as plain data.
#[derive(Clone, PartialEq, Debug)]
pub struct Origin {
    pub locale: Locale,
    pub now: DateTime<Utc>,
    pub holders: Vec<Holder>,
    /// When it was written down, a line a holder.
    pub recorded: Vec<String>,
    pub last_checked: Option<String>,
    /// Said where all that is known comes from old copies.
    pub old_copy: Option<String>,
    /// Whom to call, and the number: the entry's own before those of its holders.
    pub phones: Vec<(String, String)>,
    /// What it may be the same as: the way there, and the words.
    pub may_be: Vec<Link>,
}

impl Origin {
    pub fn of<T: Listed>(locale: Locale, now: DateTime<Utc>, held: &Held<T>) -> Self {
        let phone =
            |holder: &Holder| Some((holder.organisation.name.clone(), holder.organisation.phone.clone()?));
        let phones = match (held.entry.own_phone(), held.holders.first()) {
            (Some(number), Some(holder)) => vec![(holder.organisation.name.clone(), number.to_owned())],
            _ => held.holders.iter().filter_map(phone).collect(),
        };
        Self {
            locale,
            now,
            holders: held.holders.clone(),
            recorded: recorded_on(locale, held),
            last_checked: last_checked(locale, now, held),
            old_copy: old_copy(locale, now, held),
            phones,
            may_be: may_be(locale, held),
        }
    }
}

/// An entry and what stands around it, for what is special to its kind.
pub struct Shown<'a, T> {
    pub locale: Locale,
    pub now: DateTime<Utc>,
    /// The largest letter that is opened here, in bytes.
    pub largest_file: u64,
    pub held: &'a Held<T>,
    /// All entries of its kind, opened by the same row of the access log.
    pub gathered: &'a Gathered<T>,
    /// Whether words that nobody has reviewed may be shown.
    pub practice: Option<PracticeMode>,
}

/// A kind of entry whose entries have a page each.
pub trait OnePage: Listed {
    /// What is special to the kind, between the heading and the facts.
    fn special(_shown: Shown<'_, Self>) -> AnyView {
        ().into_any()
    }

    /// What can be done about it, and where.
    fn doing(_app: &AppState, _permit: &Permit, _locale: Locale, _held: &Held<Self>) -> AnyView {
        ().into_any()
    }
}

/// Asks everyone for one kind, writes down that one entry is opened, and shows it.
///
/// # Errors
/// [`crate::web::PageError::CannotDisclose`] where the access log cannot be written: then nothing is shown.
pub async fn detail<T: OnePage>(
    State(app): State<AppState>,
    permit: Permit,
    reader: Reader,
    AskedId(id): AskedId,
) -> Outcome {
    let gathered = opened(&permit, app.gather.one::<T>(&permit).await, Purpose::Detail).await?;
    Ok(one_page(&app, &permit, &reader, id, &gathered))
}

/// The page of one entry among those that were opened, or that there is none.
pub fn one_page<T: OnePage>(
    app: &AppState,
    permit: &Permit,
    reader: &Reader,
    id: Option<EntryId>,
    gathered: &Gathered<T>,
) -> Response {
    one_page_with(app, permit, reader, (gathered, id), &[], |_| ().into_any())
}

/// The same with `more` before what the record says; `awaited` are those whose answers that part waits for.
pub fn one_page_with<T: OnePage>(
    app: &AppState,
    permit: &Permit,
    reader: &Reader,
    (gathered, id): (&Gathered<T>, Option<EntryId>),
    awaited: &[SourceReport],
    more: impl FnOnce(&Held<T>) -> AnyView,
) -> Response {
    let (locale, now, largest_file) = (reader.locale(), app.clock.now(), app.gather.largest_file());
    let KindWords { href, one, all, cannot_find, .. } = kinds::words(locale, T::KIND);
    if let Some((id, kept)) = id.and_then(|id| Some((id, gathered.kept_back(id)?))) {
        let frame = reader.frame(one).for_person(permit.subject()).back(href, all);
        let (until, href) = (kept.until, format!("{href}/{id}"));
        return page(frame, view! { <ThisOneWaits locale until href /> });
    }
    let Some(held) = id.and_then(|id| gathered.find(id)) else {
        let frame = reader.frame(cannot_find).for_person(permit.subject()).back(href, all);
        let content = view! { <CannotFind locale now kind=T::KIND sources=gathered.sources.clone() /> };
        return page_with_status(StatusCode::NOT_FOUND, frame, content);
    };
    let holders = held.holders.iter().map(|holder| &*holder.organisation);
    let notices = notices_of(&app.notices, now, holders);
    let frame = reader.frame(one).for_person(permit.subject()).back(href, all).waiting_for(awaited);
    let frame = frame.with_notices(notices).to_read();
    let practice = reader.practice_mode();
    let (name, facts) = (held.entry.title(locale), side_by_side::facts(locale, practice, held));
    let origin = Origin::of(locale, now, held);
    let contradictions = disagreements::of_entry(locale, gathered, held);
    let special = T::special(Shown { locale, now, largest_file, held, gathered, practice });
    let meaning = held.entry.named().and_then(|named| PlainWords::of(named, practice));
    let meaning = meaning.map(|words| words.view(locale));
    let (kind, entry) = (T::KIND, held.id);
    let doing = permit.does_any(T::KIND).then(|| T::doing(app, permit, locale, held));
    let own_links = permit.is_the_patients_own().then(|| {
        view! {
            <SayWrong locale kind entry />
            <HideFromHelpers locale kind entry />
        }
    });
    let more = more(held);
    let content = view! {
        <EntryPage name facts origin>
            <Contradictions locale contradictions />
            {special}
            {doing}
            {meaning}
            {more}
        </EntryPage>
        {own_links}
    };
    page(frame, content)
}

/// The content of an entry's page.
#[component]
pub fn EntryPage(name: String, facts: Vec<Fact>, origin: Origin, children: Children) -> impl IntoView {
    let locale = origin.locale;
    view! {
        <h1 dir="auto">{as_heading(&name)}</h1>
        <OldCopy origin=origin.clone() />
        {children()}
        <h2>{t!(locale, "What the record says")}</h2>
        <FactRows facts=facts.into_iter().map(|fact| fact.cut(locale)).collect() />
        <WhereFrom origin />
    }
}

/// Said under the heading where nothing newer than an old copy is known: the only thing to do is to call.
#[component]
pub fn OldCopy(origin: Origin) -> impl IntoView {
    let Origin { locale, old_copy, phones, .. } = origin;
    old_copy.map(|told| {
        view! {
            <InsetText locale>
                <p><strong dir="auto">{t!(locale, "{told}.", told = told)}</strong></p>
                <p>{t!(locale, "It may have changed since. Call to be sure before you act on it.")}</p>
                {phones.into_iter().map(|phone| view! { <p><Phone phone /></p> }).collect_view()}
            </InsetText>
        }
    })
}

/// A name and its number, which can be pressed on a phone.
#[component]
pub fn Phone(phone: (String, String)) -> impl IntoView {
    let (name, number) = phone;
    let href = phone_href(&number);
    view! {
        <bdi>{name}</bdi>
        " "
        <a href=href>{number}</a>
    }
}

/// `tel:` with the digits before any words, such as those of an extension.
pub fn phone_href(number: &str) -> String {
    let number =
        if number.trim_start().starts_with('+') { number.replace("(0)", "") } else { number.to_owned() };
    let dialled = number.chars().take_while(|c| !c.is_alphabetic());
    format!("tel:{}", dialled.filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>())
}

/// Facts as rows.
#[component]
pub fn FactRows(facts: Vec<Fact>) -> impl IntoView {
    let row = |fact: Fact| Row::new(fact.key, lines(fact.lines));
    view! { <SummaryList rows=facts.into_iter().map(row).collect() /> }
}

/// Lines under each other.
pub fn lines(lines: Vec<String>) -> impl IntoView {
    let many = lines.len() > 1;
    lines
        .into_iter()
        .map(|line| if many { view! { <p>{line}</p> }.into_any() } else { line.into_any() })
        .collect_view()
}

/// Who holds an entry, since when, and when it was last checked.
#[component]
pub fn WhereFrom(origin: Origin) -> impl IntoView {
    let Origin { locale, now, holders, recorded, last_checked, phones, may_be, .. } = origin;
    let mut rows = vec![Row::new(t!(locale, "Held by"), view! { <HeldBy locale now holders /> })];
    if !recorded.is_empty() {
        rows.push(Row::new(t!(locale, "Recorded on"), lines(recorded)));
    }
    if let Some(when) = last_checked {
        rows.push(Row::new(t!(locale, "Last checked"), when));
    }
    if !phones.is_empty() {
        let numbers = phones.into_iter().map(|phone| view! { <p><Phone phone /></p> }).collect_view();
        rows.push(Row::new(t!(locale, "Phone"), numbers));
    }
    view! {
        <h2>{t!(locale, "Where this comes from")}</h2>
        <SummaryList rows />
        <MayBeTheSame locale may_be />
    }
}

/// The entries of other holders that may be the same one.
#[component]
fn MayBeTheSame(locale: Locale, may_be: Vec<Link>) -> impl IntoView {
    let link = |link: Link| view! { <li><a href=link.href dir="auto">{link.text}</a></li> };
    (!may_be.is_empty()).then(|| {
        view! {
            <h2>{t!(locale, "This may be the same as")}</h2>
            <p>{t!(locale, "We cannot tell if it is one thing or two, so both are on your list.")}</p>
            <ul>{may_be.into_iter().map(link).collect_view()}</ul>
        }
    })
}

/// The same page for an id that nobody has, somebody else's, and nonsense; it depends on the person's own
/// organisations alone.
#[component]
pub fn CannotFind(
    locale: Locale,
    now: DateTime<Utc>,
    kind: Kind,
    sources: Vec<SourceReport>,
) -> impl IntoView {
    let KindWords { href, all, cannot_find, .. } = kinds::words(locale, kind);
    let may_be_there = sources.iter().any(|source| source.state.may_be_missing_something());
    view! {
        <h1>{cannot_find}</h1>
        {may_be_there
            .then(|| {
                view! {
                    <p>{t!(locale, "It may be with an organisation that has not told us everything.")}</p>
                    <HonestyStrip locale now sources what=kind check_again_href=href />
                }
            })}
        <p>{t!(locale, "The link may be old, or it may have been removed from your record.")}</p>
        <p class="not-printed"><a href=href>{all}</a></p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_an_extension_nor_the_nought_of_a_foreign_form_is_dialled() {
        assert_eq!(phone_href("01632 960 001 ext 5"), "tel:01632960001");
        assert_eq!(phone_href("+44 (0)1632 960001"), "tel:+441632960001");
    }
}
