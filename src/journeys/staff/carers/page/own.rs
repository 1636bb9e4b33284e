//! The page about a patient's own online access.

use leptos::prelude::*;

use crate::t;
use crate::web::components::{Button, ErrorSummary, Textarea, WarningCallout};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

#[component]
pub fn Own(
    locale: Locale,
    form: FormState,
    /// The patient's.
    name: String,
    /// By whose staff it is stopped.
    stopped: Option<String>,
    /// Whether the staff of this organisation may give it back.
    is_ours: bool,
    is_quiet: bool,
) -> impl IntoView {
    let (note, error) = (form.value("note"), form.error("note"));
    let is_stopped = stopped.is_some();
    let stands = match stopped {
        None => t!(locale, "They can see their record here with their own log-in."),
        Some(place) => t!(
            locale,
            "Staff at {place} stopped it. Their log-in opens a page that says so, and whom to call.",
            place = isolated(&place)
        ),
    };
    let doing = if is_stopped { "give-back" } else { "stop" };
    let button = match is_stopped {
        true => t!(locale, "Give the patient their own access back"),
        false => t!(locale, "Stop the patient’s own access now"),
    };
    let quiet = is_quiet.then(|| {
        view! {
            <WarningCallout locale heading=t!(locale, "We tell nobody")>
                <p>{t!(locale, "Whoever uses the patient’s log-in still sees that it is stopped. The page gives no reason.")}</p>
            </WarningCallout>
        }
    });
    let why = (!is_quiet).then(|| {
        view! {
            <Textarea
                locale
                id="note"
                label=t!(locale, "Who asked for it, and how do you know them?")
                hint=Some(t!(locale, "Only staff here read this."))
                value=note
                error
                rows=2
            />
        }
    });
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "The patient’s own access")}</h1>
        <p dir="auto"><strong>{name}</strong></p>
        {quiet}
        <p>{stands}</p>
        <p>{t!(locale, "Do this only when the patient wants it. It is about all that Front Door shows them, from every organisation.")}</p>
        <p>{t!(locale, "Those whom the patient lets see the record go on seeing it. End that for itself.")}</p>
        {is_ours
            .then(|| {
                view! {
                    <form method="post" novalidate>
                        <input type="hidden" name="do" value=doing />
                        {why}
                        <Button text=button />
                    </form>
                }
            })}
    }
}
