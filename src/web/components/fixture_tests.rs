//! Our components against the design system's own fixtures.
//!
//! Left out of the comparison: `data-module`, which is for the design system's JavaScript that we do not load; the
//! field's `name`, which with us is its id; the class for number-like type; and how the summary takes the focus.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use scraper::{ElementRef, Html, Node};
use serde::Deserialize;

use super::*;
use crate::web::forms::FieldError;
use crate::web::render::rendered;
use crate::web::{Link, Words};
use crate::words::Locale;

const EN: Locale = Locale::English;
const LEFT_OUT: [&str; 6] = ["data-module", "name", "tabindex", "autofocus", "class", "dir"];

#[derive(Deserialize)]
struct Fixtures {
    fixtures: Vec<Fixture>,
}

#[derive(Deserialize)]
struct Fixture {
    component: String,
    name: String,
    html: String,
}

fn fixture(component: &str, name: &str) -> String {
    let all: Fixtures =
        serde_json::from_str(include_str!("fixtures/nhsuk-frontend.json")).expect("the fixtures");
    let wanted = |fixture: &Fixture| fixture.component == component && fixture.name == name;
    all.fixtures.into_iter().find(wanted).expect("that fixture").html
}

/// The elements, sorted attributes and single-spaced texts of a fragment.
fn plain(html: &str) -> String {
    fn write(element: ElementRef<'_>, to: &mut String) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => {
                    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    if !words.is_empty() {
                        to.push_str(&format!("{words}\n"));
                    }
                }
                Node::Element(_) => {
                    let Some(inner) = ElementRef::wrap(child) else { continue };
                    let value = inner.value();
                    let kept: BTreeMap<_, _> =
                        value.attrs().filter(|(name, _)| !LEFT_OUT.contains(name)).collect();
                    let id = kept.get("id").filter(|id| **id != "error-summary");
                    let others: Vec<_> = kept.iter().filter(|(name, _)| **name != "id").collect();
                    let classes: BTreeSet<_> =
                        value.classes().filter(|class| *class != "nhsuk-input--code").collect();
                    to.push_str(&format!("<{} {id:?} {classes:?} {others:?}>\n", value.name()));
                    write(inner, to);
                    to.push_str(&format!("</{}>\n", value.name()));
                }
                _ => {}
            }
        }
    }
    let mut text = String::new();
    write(Html::parse_fragment(&html.replace("<!>", "")).root_element(), &mut text);
    text
}

fn same(component: &str, name: &str, ours: String) {
    assert_eq!(plain(&ours), plain(&fixture(component, name)), "{component}: {name}");
}

#[test]
fn links_and_buttons_are_as_in_the_design_system() {
    same("back-link", "default", rendered(|| view! { <BackLink href="#" text="Back" /> }));
    same("button", "default", rendered(|| view! { <Button text="Save and continue" /> }));
    same("button", "secondary", rendered(|| view! { <Button text="Find my location" secondary=true /> }));
    same("button", "as a link", rendered(|| view! { <LinkButton href="#" text="Link button" /> }));
}

#[test]
fn an_error_summary_is_as_in_the_design_system() {
    let errors = vec![
        FieldError { field: "example-first-name", message: "Enter your first name".into() },
        FieldError { field: "example-last-name", message: "Enter your last name".into() },
    ];
    let ours = rendered(move || view! { <ErrorSummary locale=EN errors /> });
    same("error-summary", "with multiple errors", ours);
}

#[test]
fn a_field_is_as_in_the_design_system() {
    let field = |error: Option<Words>, id: &'static str| {
        rendered(move || {
            view! {
                <TextInput
                    id
                    label="What is your NHS number?"
                    error=error
                    inputmode="numeric"
                    spellcheck=false
                    width=10
                />
            }
        })
    };
    same("input", "without heading", field(None, "without-heading"));
    let ours = field(Some("Enter NHS number".into()), "with-error-message");
    same("input", "with error message, without heading", ours);
}

fn contacts(last: &'static str) -> Vec<Choice> {
    let choice = |value: &'static str, label: &'static str| Choice {
        value,
        label: label.into(),
        hint: None,
        chosen: false,
    };
    vec![choice("email", "Email"), choice("phone", "Phone"), choice(last, "Text message")]
}

#[test]
fn fields_to_choose_from_are_as_in_the_design_system() {
    let options = [
        ("published", "Recently published"),
        ("updated", "Recently updated"),
        ("views", "Most views"),
        ("comments", "Most comments"),
    ]
    .map(|(value, words)| (value.to_owned(), Words::from(words)));
    let ours = rendered(move || {
        view! { <Select id="without-heading" label="Sort by" options=options.to_vec() chosen="" /> }
    });
    same("select", "without heading", ours);
    let ours = rendered(|| {
        view! {
            <Fieldset
                locale=EN
                id="with-hint-error"
                legend="How do you want to be contacted about this?"
                hint=Some(Words::from("Select all options that are relevant to you"))
                error=Some(Words::from("Select how you want to be contacted"))
            >
                <Checkboxes name="with-hint-error" choices=contacts("text message") />
            </Fieldset>
        }
    });
    same("checkboxes", "with error message and hint, without heading", ours);
    let ours = rendered(|| {
        view! {
            <Fieldset id="without-heading" legend="How do you want to be contacted about this?">
                <Radios name="without-heading" choices=contacts("text") />
            </Fieldset>
        }
    });
    same("radios", "without heading", ours);
}

#[test]
fn a_date_is_as_in_the_design_system() {
    let date = |hint: Option<Words>, error: Option<Words>| {
        rendered(move || {
            view! {
                <DateInput
                    locale=EN
                    id="example"
                    legend="What is your date of birth?"
                    hint
                    error
                    typed=TypedDate::default()
                />
            }
        })
    };
    same("date-input", "without heading", date(None, None));
    let (hint, error) = ("For example, 31 3 1980".into(), "Enter your date of birth".into());
    let ours = date(Some(hint), Some(error));
    same("date-input", "with error message and hint, without heading", ours);
}

#[test]
fn texts_set_apart_are_as_in_the_design_system() {
    let inset = rendered(|| {
        view! {
            <InsetText>
                <p>
                    "You can report any suspected side effect using the " <a href="#">"Yellow Card safety scheme"</a>
                    "."
                </p>
            </InsetText>
        }
    });
    same("inset-text", "with HTML", inset);
    let words = "Stay away from school, nursery or work until all the spots have crusted over. This is usually 5 days \
                 after the spots first appeared.";
    let callout = rendered(move || {
        view! {
            <WarningCallout heading="School, nursery or work">
                <p class="nhsuk-card__description">{words}</p>
            </WarningCallout>
        }
    });
    same("warning-callout", "with custom heading", callout);
    let panel = rendered(
        || view! { <Panel heading="Booking complete">"We have sent you a confirmation email"</Panel> },
    );
    same("panel", "default", panel);
    let words =
        "You can find your NHS number by logging in to the NHS App or on any document the NHS has sent you.";
    let details =
        rendered(move || view! { <Details summary="How to find your NHS number">{words}</Details> });
    same("details", "default", details);
}

#[test]
fn a_care_card_is_as_in_the_design_system() {
    let card = rendered(|| {
        view! {
            <CareCard locale=EN kind=CareKind::Emergency heading="Call 999 if you have sudden chest pain that:">
                <ul>
                    <li>"spreads to your arms, back, neck or jaw"</li>
                    <li>"makes your chest feel tight or heavy"</li>
                    <li>"also started with shortness of breath, sweating and feeling or being sick"</li>
                </ul>
                <p>
                    "You could be having a heart attack. Call 999 immediately as you need immediate treatment in \
                     hospital."
                </p>
            </CareCard>
        }
    });
    same("card", "emergency (red and black)", card);
}

#[test]
fn facts_tags_and_pages_are_as_in_the_design_system() {
    let rows = || vec![Row::new("Name", "Karen Francis"), Row::new("Date of birth", "15 March 1984")];
    same("summary-list", "with item strings", rendered(move || view! { <SummaryList rows=rows() /> }));
    same("tag", "default", rendered(|| view! { <Tag text="Active" /> }));
    let link = |href: &'static str, text: &'static str| Link { href: href.into(), text: text.into() };
    let pages = rendered(move || {
        view! {
            <Pagination
                locale=EN
                previous=link("#/section/treatments", "Treatments")
                next=link("#/section/symptoms", "Symptoms")
            />
        }
    });
    same("pagination", "default", pages);
}

#[test]
fn choices_and_long_texts_are_as_in_the_design_system() {
    let ours = rendered(|| {
        view! {
            <Fieldset
                id="with-error-message"
                legend="How do you want to be contacted about this?"
                error=Some(Words::from("Select how you want to be contacted"))
            >
                <Radios name="with-error-message" choices=contacts("text") />
            </Fieldset>
        }
    });
    same("radios", "with error message, without heading", ours);
    let ours = rendered(|| {
        view! {
            <Textarea
                id="with-hint-error"
                label="Can you provide more detail?"
                hint=Some(Words::from("Do not include personal information like your name, date of birth or NHS number"))
                error=Some(Words::from("You must provide an explanation"))
            />
        }
    });
    same("textarea", "with error message and hint, without heading", ours);
}
