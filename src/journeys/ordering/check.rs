//! The pharmacy for one order, and the check before anything is sent.

use std::sync::Arc;

use leptos::prelude::*;

use super::ADDRESS;
use super::form::OrderForm;
use super::offer::Chosen;
use super::repeat::{Cautions, NotAllSeen, NotTold, own_words};
use crate::domain::{ChosenPharmacy, Nearby, Organisation};
use crate::journeys::pharmacies::Pharmacies;
use crate::t;
use crate::web::components::{Button, ErrorSummary, HiddenFields, Row, SummaryList};
use crate::words::{Locale, isolated};

#[component]
pub fn WhichPharmacy(locale: Locale, form: OrderForm, near: Arc<Nearby>) -> impl IntoView {
    let (errors, error) = (form.state.errors.clone(), form.state.error("pharmacy"));
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors />
                <h1>{t!(locale, "Where do you want to collect this order?")}</h1>
                <p>{t!(locale, "The pharmacy for your other prescriptions stays as it is.")}</p>
                <form action=ADDRESS method="post" novalidate>
                    <HiddenFields fields=form.carried(&["comment", "where", "near"]) />
                    <Pharmacies locale near legend=t!(locale, "Choose a pharmacy") error />
                    <Button text=t!(locale, "Continue") />
                    " "
                    <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="change">
                        {t!(locale, "Back to the list")}
                    </button>
                </form>
            </div>
        </div>
    }
}

#[component]
pub fn CheckOrder(
    locale: Locale,
    form: OrderForm,
    chosen: Vec<Chosen>,
    pharmacy: Option<ChosenPharmacy>,
    usual: Option<String>,
    not_told: Vec<Arc<Organisation>>,
    /// The patient, where somebody acts for one.
    #[prop(default = None)]
    acting: Option<String>,
) -> impl IntoView {
    let send = match &acting {
        None => t!(locale, "Send this order"),
        Some(patient) => t!(locale, "Send this order for {name}", name = patient),
    };
    let pharmacy = match (pharmacy, usual) {
        (Some(pharmacy), _) => t!(locale, "{name}, for this order only", name = isolated(&pharmacy.name)),
        (None, Some(name)) => {
            t!(locale, "{name}, where your prescriptions always go", name = isolated(&name))
        }
        (None, None) => t!(locale, "The usual pharmacy, or on paper from the GP surgery"),
    };
    let first = chosen.iter().any(|one| !one.cautions.is_empty());
    let cautions = chosen.iter().map(|one| {
        let (cautions, name) = (one.cautions.clone(), one.repeat.name.text.clone());
        view! { <Cautions locale cautions name /> }
    });
    let cautions = cautions.collect_view();
    let line = |one: &Chosen| {
        let own = own_words(locale, &one.repeat).join(" · ");
        view! {
            <p dir="auto"><strong>{one.repeat.name.text.clone()}</strong></p>
            {(!own.is_empty()).then(|| view! { <p dir="auto">{own}</p> })}
        }
    };
    let mut rows = Vec::new();
    let mut surgeries: Vec<Arc<Organisation>> = chosen.iter().map(|one| one.surgery.clone()).collect();
    surgeries.dedup();
    for surgery in surgeries {
        let of_it = chosen.iter().filter(|one| one.surgery == surgery).map(line).collect_view();
        let key = t!(locale, "From {name}", name = isolated(&surgery.name));
        rows.push(Row::new(key, of_it));
    }
    rows.push(Row::new(t!(locale, "Where you collect it"), pharmacy));
    if let Some(comment) = form.comment() {
        rows.push(Row::new(t!(locale, "Your message"), comment));
    }
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Check your order before you send it")}</h1>
                {first.then(|| view! { <h2>{t!(locale, "Read this first")}</h2> })}
                {cautions}
                <NotTold locale not_told />
                <NotAllSeen locale acting />
                <h2>{t!(locale, "What you order")}</h2>
                <SummaryList rows />
                <form action=ADDRESS method="post" novalidate>
                    <HiddenFields fields=form.carried(&["comment", "where", "near", "pharmacy"]) />
                    <button class="nhsuk-button" type="submit" name="step" value="send">
                        {send}
                    </button>
                    " "
                    <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="change">
                        {t!(locale, "Change it")}
                    </button>
                </form>
            </div>
        </div>
    }
}
