//! The pages of notices to patients.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::form::{FROM, LONGEST, UNTIL};
use crate::store::WrittenNotice;
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, DateInput, ErrorSummary, Facts, LinkButton, Row, Tag, TagColour, TextInput, Textarea,
};
use crate::web::forms::FormState;
use crate::words::{Locale, dates};

#[component]
pub fn All(locale: Locale, now: DateTime<Utc>, lines: Vec<(WrittenNotice, Option<String>)>) -> impl IntoView {
    let nothing = lines.is_empty();
    let rows =
        lines.into_iter().map(|(written, who)| view! { <One locale now written who /> }).collect_view();
    view! {
        <h1>{t!(locale, "Notices to patients")}</h1>
        <p>{t!(locale, "A notice stands where your patients see something of yours, and where it says who answers now. Everybody can read it.")}</p>
        <LinkButton href="/staff/notices/new" text=t!(locale, "Write a notice") />
        {nothing.then(|| view! { <p>{t!(locale, "You have written none.")}</p> })}
        <ul class="entries">{rows}</ul>
    }
}

#[component]
fn One(locale: Locale, now: DateTime<Utc>, written: WrittenNotice, who: Option<String>) -> impl IntoView {
    let WrittenNotice { notice, taken_back_at, .. } = written;
    let (tag, colour) = match taken_back_at {
        Some(_) => (t!(locale, "Taken back"), TagColour::Grey),
        None if notice.holds(now) => (t!(locale, "Shown now"), TagColour::Green),
        None if now < notice.starts_at => (t!(locale, "Not yet shown"), TagColour::Blue),
        None => (t!(locale, "Over"), TagColour::Grey),
    };
    let may_be_taken_back = taken_back_at.is_none() && now < notice.ends_at;
    let mut rows = vec![
        Row::new(t!(locale, "From"), dates::moment(locale, notice.starts_at)),
        Row::new(t!(locale, "Until"), dates::moment(locale, notice.ends_at)),
        Row::new(t!(locale, "By"), who.map_or_else(|| t!(locale, "Somebody"), Words::from)),
    ];
    if let Some(at) = taken_back_at {
        rows.push(Row::new(t!(locale, "Taken back"), dates::moment(locale, at)));
    }
    view! {
        <li class="entry">
            <h2 class="entry__title">
                <bdi>{notice.words}</bdi>
                " "
                <Tag text=tag colour />
            </h2>
            <Facts rows />
            {may_be_taken_back
                .then(|| {
                    view! {
                        <form action="/staff/notices/take-back" method="post">
                            <input type="hidden" name="id" value=notice.id.to_string() />
                            <Button secondary=true text=t!(locale, "Take this notice back") />
                        </form>
                    }
                })}
        </li>
    }
}

#[component]
pub fn Write(locale: Locale, form: FormState) -> impl IntoView {
    let words = form.value("words");
    let (words_error, from_error, until_error) =
        (form.error("words"), form.error(FROM[0]), form.error(UNTIL[0]));
    let typed = |names: [&str; 4]| [form.value(names[0]), form.value(names[1]), form.value(names[2])];
    let (from, until) = (typed(FROM), typed(UNTIL));
    let (from_time, until_time) = (form.value(FROM[3]), form.value(UNTIL[3]));
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Write a notice")}</h1>
        <form action="/staff/notices/new" method="post" novalidate>
            <Textarea
                locale
                id="words"
                label=t!(locale, "What are patients to know?")
                hint=Some(
                    t!(
                        locale,
                        "What does not work, and what to do instead. Nothing about a patient. At most {n} letters.",
                        n = LONGEST
                    ),
                )
                value=words
                error=words_error
                rows=4
            />
            <DateInput locale id="from" legend=t!(locale, "From which day?") error=from_error typed=from />
            <TextInput locale id="from-time" label=t!(locale, "From what time?") value=from_time width=10 autocomplete=Some("off") />
            <DateInput locale id="until" legend=t!(locale, "Until which day?") error=until_error typed=until />
            <TextInput
                locale
                id="until-time"
                label=t!(locale, "Until what time?")
                hint=Some(t!(locale, "Like 5pm or 17:30"))
                value=until_time
                width=10
                autocomplete=Some("off")
            />
            <Button text=t!(locale, "Show it to patients") />
        </form>
    }
}
