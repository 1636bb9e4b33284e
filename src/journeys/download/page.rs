//! The pages of "take it with you": the form, and who is still waited for.

use leptos::prelude::*;

use super::choice::Format;
use super::form::DownloadForm;
use crate::domain::{Kind, Kinds};
use crate::islands::MakeWhenReady;
use crate::journeys::record::kinds;
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, Checkboxes, Choice, DateInput, ErrorSummary, Fieldset, InsetText, Radios,
};
use crate::web::forms::FormState;
use crate::words::{Locale, and_list, isolated};

/// What to take, of which days, in what kind of file.
#[component]
pub fn TakeItWithYou(
    locale: Locale,
    form: DownloadForm,
    /// What is wrong with it.
    state: FormState,
    /// The kinds that there are to choose from.
    seen: Kinds,
    /// The patient, where somebody acts for one.
    acting: Option<String>,
) -> impl IntoView {
    let is_carers = acting.is_some();
    let heading = t!(locale, "Take your record with you");
    let (mind, make) = match acting {
        None => (
            t!(
                locale,
                "The file is your own copy. Anyone who has it can read it. Do not leave it on a shared device."
            ),
            t!(locale, "Make the file"),
        ),
        Some(patient) => (
            t!(
                locale,
                "The file holds what you may see, and says that you made it. {name} can see that you did. Anyone who has it can read it. Do not leave it on a shared device.",
                name = patient
            ),
            t!(locale, "Make the file for {name}", name = patient),
        ),
    };
    let error = |field| state.error(field);
    let (kinds_error, from_error, to_error, format_error) =
        (error("kinds"), error("from-day"), error("to-day"), error("format"));
    let kind = |kind: Kind| Choice {
        value: kind.slug(),
        label: kinds::words(locale, kind).door,
        hint: None,
        chosen: form.kinds.contains(kind),
    };
    let format = |format: Format| {
        let (label, hint) = format_words(locale, format, is_carers);
        Choice { value: format.slug(), label, hint: Some(hint), chosen: form.format == Some(format) }
    };
    let formats = Format::ALL.into_iter().filter(|format| !format.holds().and(seen).is_empty());
    let (kinds, formats) =
        (seen.iter().map(kind).collect::<Vec<_>>(), formats.map(format).collect::<Vec<_>>());
    let DownloadForm { from, to, .. } = form;
    view! {
        <ErrorSummary locale errors=state.errors />
        <h1>{heading}</h1>
        <p>{t!(locale, "You get one file, to keep, to print or to show to somebody.")}</p>
        <InsetText locale>
            <p>{mind}</p>
        </InsetText>
        <form action="/download" method="post" novalidate>
            <Fieldset locale id="kinds-of" legend=t!(locale, "What to take with you") error=kinds_error>
                <Checkboxes name="kinds" choices=kinds />
            </Fieldset>
            <DateInput
                locale
                id="from"
                legend=t!(locale, "From which day on")
                hint=Some(t!(locale, "Leave this empty for all of it. What still goes on, and what has no date, is always in it. For example, 27 3 2024."))
                error=from_error
                typed=from
            />
            <DateInput
                locale
                id="to"
                legend=t!(locale, "Up to which day")
                hint=Some(t!(locale, "Leave this empty for everything up to now and what is coming up."))
                error=to_error
                typed=to
            />
            <Fieldset locale id="format-of" legend=t!(locale, "What kind of file") error=format_error>
                <Radios name="format" choices=formats />
            </Fieldset>
            <Button text=make />
        </form>
    }
}

fn format_words(locale: Locale, format: Format, is_carers: bool) -> (Words, Words) {
    match format {
        Format::Html => (
            t!(locale, "A page to read and print"),
            t!(locale, "Opens in every browser, also without the internet (HTML)."),
        ),
        Format::Text => {
            (t!(locale, "Plain text"), t!(locale, "Opens on every device and is easy to read aloud (TXT)."))
        }
        Format::Summary => (
            t!(locale, "A patient summary for other health services"),
            t!(
                locale,
                "For computers, also in other countries (International Patient Summary). It holds medicines, allergies, conditions, vaccinations and test results."
            ),
        ),
        Format::Calendar if is_carers => (
            t!(locale, "Appointments for your calendar"),
            t!(locale, "Holds when they are, and not where or what for (iCalendar)."),
        ),
        Format::Calendar => (
            t!(locale, "Appointments for your calendar"),
            t!(locale, "Holds when and where, and not what they are for (iCalendar)."),
        ),
    }
}

/// The form that asks for the same again, sent by a button beside it.
const AGAIN: &str = "again";

/// Somebody has not answered yet: wait, look again, or take what has come. Where JavaScript runs the file is made by
/// itself when it is whole.
#[component]
pub fn StillWaiting(
    locale: Locale,
    /// Everyone who is waited for.
    names: Vec<String>,
    /// The kinds that go into the file.
    kinds: Kinds,
    form: DownloadForm,
    /// The patient, where somebody acts for one.
    acting: Option<String>,
) -> impl IntoView {
    let take = match acting {
        None => t!(locale, "Download what has come"),
        Some(patient) => t!(locale, "Download what has come for {name}", name = patient),
    };
    let names: Vec<String> = names.iter().map(|name| isolated(name).into_owned()).collect();
    let waiting = t!(locale, "We are still waiting for {names}.", names = and_list(locale, &names));
    let fields = form.fields();
    let hidden = move || {
        let field = |(name, value): (&'static str, String)| {
            view! { <input type="hidden" name=name value=value /> }
        };
        fields.clone().into_iter().map(field).collect_view()
    };
    let again = hidden();
    let kinds: Vec<_> = kinds.iter().map(Kind::slug).collect();
    view! {
        <h1>{t!(locale, "Your file is not whole yet")}</h1>
        <p><strong>{waiting}</strong></p>
        <form id=AGAIN action="/download" method="post">
            {again}
        </form>
        <MakeWhenReady
            kinds=kinds.join(",")
            form=AGAIN.to_owned()
            waiting_text=t!(locale, "We go on asking. You can wait for the rest, or take what has come.").into_owned()
            ready_text=t!(locale, "Everybody has answered. Your file is made and saved now.").into_owned()
            button_text=t!(locale, "Check again").into_owned()
        />
        <form action="/download" method="post">
            {hidden()}
            <input type="hidden" name="now" value="yes" />
            <Button text=take secondary=true />
        </form>
        <p>{t!(locale, "The file says who has not answered.")}</p>
    }
}
