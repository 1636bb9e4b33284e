//! The form, and the check before it is sent.

use leptos::prelude::*;

use super::about::About;
use super::form::Checked;
use crate::domain::WhatIsWrong;
use crate::journeys::record::entry_words::own_lines;
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, Choice, ErrorSummary, Fieldset, InsetText, Radios, Row, SummaryList, Textarea,
};
use crate::web::forms::FormState;
use crate::words::{Locale, and_list, isolated};

/// The names of everyone who holds the entry.
fn holders(locale: Locale, about: &About) -> String {
    let names: Vec<_> = about.holders.iter().map(|holder| isolated(&holder.name).into_owned()).collect();
    and_list(locale, &names)
}

fn choice(locale: Locale, what: WhatIsWrong) -> Words {
    match what {
        WhatIsWrong::Something => t!(locale, "Something is wrong"),
        WhatIsWrong::NotAboutMe => t!(locale, "This is not about me"),
    }
}

/// The form, as it is first shown and as it comes back.
#[component]
pub fn WrongFormPage(locale: Locale, about: About, form: FormState) -> impl IntoView {
    let (chosen, text) = (form.value("what"), form.value("text"));
    let (what_error, text_error) = (form.error("what"), form.error("text"));
    let report = form.value("report");
    let choices = [
        (WhatIsWrong::Something, t!(locale, "Such as a date, a dose, or something that never happened.")),
        (
            WhatIsWrong::NotAboutMe,
            t!(locale, "It is about another person. We hide it from your record here at once."),
        ),
    ];
    let choices = choices.map(|(what, hint)| Choice {
        value: what.slug(),
        label: choice(locale, what),
        hint: Some(hint),
        chosen: chosen == what.slug(),
    });
    let action = about.form();
    let names = holders(locale, &about);
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Tell us what is wrong")}</h1>
                <InsetText locale>
                    <p dir="auto"><strong>{about.title}</strong></p>
                    <p dir="auto">{t!(locale, "Held by {names}", names = names)}</p>
                </InsetText>
                <form action=action method="post" novalidate>
                    <input type="hidden" name="report" value=report />
                    <Fieldset locale id="what" legend=t!(locale, "What do you want to tell us?") error=what_error>
                        <Radios name="what" choices=choices.to_vec() />
                    </Fieldset>
                    <Textarea
                        locale
                        id="text"
                        label=t!(locale, "What is wrong, and what is right?")
                        hint=t!(locale, "Up to 2,000 characters. If this is not about you, you can leave this empty.")
                        value=text
                        error=text_error
                        rows=6
                    />
                    <Button text=t!(locale, "Continue") />
                </form>
            </div>
        </div>
    }
}

/// Everything once more, before it is written down.
#[component]
pub fn CheckPage(locale: Locale, about: About, form: FormState, checked: Checked) -> impl IntoView {
    let names = holders(locale, &about);
    let lines = own_lines(&checked.text).into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let mut rows = vec![
        Row::new(t!(locale, "About"), about.title.clone()),
        Row::new(t!(locale, "Held by"), names),
        Row::new(t!(locale, "What you tell us"), choice(locale, checked.what)),
    ];
    if !checked.text.is_empty() {
        rows.push(Row::new(t!(locale, "In your words"), lines));
    }
    let (send, after) = match checked.what {
        WhatIsWrong::Something => (
            t!(locale, "Send this report"),
            t!(
                locale,
                "We send it to whoever holds the entry, if they take messages here. Otherwise we tell you whom to call."
            ),
        ),
        WhatIsWrong::NotAboutMe => (
            t!(locale, "Hide this entry"),
            t!(
                locale,
                "You do not see it here any more, until you say so. We tell whoever holds it, if they take messages here. Otherwise we tell you whom to call."
            ),
        ),
    };
    let kept = |name: &'static str| view! { <input type="hidden" name=name value=form.value(name) /> };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Check what you tell us")}</h1>
                <SummaryList rows />
                <InsetText locale><p>{after}</p></InsetText>
                <form action=about.form() method="post" novalidate>
                    {kept("report")}
                    {kept("what")}
                    {kept("text")}
                    <button class="nhsuk-button" type="submit" name="step" value="send">{send}</button>
                    " "
                    <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="change">
                        {t!(locale, "Change it")}
                    </button>
                </form>
            </div>
        </div>
    }
}
