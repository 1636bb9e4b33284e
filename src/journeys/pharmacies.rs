//! Choosing a pharmacy among those near a place, for one order or for all prescriptions.

use std::sync::Arc;

use leptos::prelude::*;

use super::find_a_service::how_far;
use crate::connectors::CannotLookUp;
use crate::domain::{ChosenPharmacy, Nearby, NearbyPlace, OdsCode, PlaceKind};
use crate::gather::FromWhere;
use crate::t;
use crate::web::components::Fieldset;
use crate::web::{AppState, Words};
use crate::words::Locale;

/// Longer than the name of any town.
const LONGEST: usize = 60;

/// Why there are no pharmacies to choose from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoPharmacy {
    NotAPlace,
    NoneThere,
    NoAnswer,
}

impl NoPharmacy {
    pub fn message(self, locale: Locale) -> Words {
        match self {
            Self::NotAPlace => t!(locale, "Enter a postcode, like LS1 4AP, or the name of a town"),
            Self::NoneThere => t!(locale, "We found no pharmacy near there. Try another postcode or town"),
            Self::NoAnswer => {
                t!(locale, "The list of pharmacies does not answer now. Try again in a few minutes")
            }
        }
    }
}

/// The pharmacies near a postcode or a town, as typed.
///
/// # Errors
/// Why there are none.
pub async fn near(app: &AppState, typed: &str) -> Result<Arc<Nearby>, NoPharmacy> {
    let typed = typed.trim();
    if typed.chars().count() > LONGEST || !typed.chars().any(char::is_alphabetic) {
        return Err(NoPharmacy::NotAPlace);
    }
    match app.services.near(PlaceKind::Pharmacy, &FromWhere::read(typed)).await {
        Ok(near) if near.places.is_empty() => Err(NoPharmacy::NoneThere),
        Ok(near) => Ok(near),
        Err(CannotLookUp::NotThere) => Err(NoPharmacy::NoneThere),
        Err(CannotLookUp::Failed(error)) => {
            tracing::warn!(%error, "the directory of services does not answer");
            Err(NoPharmacy::NoAnswer)
        }
    }
}

/// The one of this code, where it is among them: nothing else can be chosen.
pub fn chosen(near: &Nearby, code: &OdsCode) -> Option<ChosenPharmacy> {
    let place = near.places.iter().find(|place| place.ods_code == *code)?;
    Some(ChosenPharmacy { ods_code: place.ods_code.clone(), name: place.name.clone() })
}

/// One of these; the first has the id `pharmacy`, so that an error leads to it.
#[component]
pub fn Pharmacies(
    locale: Locale,
    near: Arc<Nearby>,
    #[prop(into)] legend: Words,
    error: Option<Words>,
) -> impl IntoView {
    let places = near.places.clone().into_iter().enumerate();
    let rows = places.map(|(at, place)| view! { <OnePharmacy locale at place near=near.clone() /> });
    let rows = rows.collect_view();
    view! {
        <Fieldset locale id="pharmacies" legend error>
            <div class="nhsuk-radios">{rows}</div>
        </Fieldset>
    }
}

#[component]
fn OnePharmacy(locale: Locale, at: usize, place: NearbyPlace, near: Arc<Nearby>) -> impl IntoView {
    let id = if at == 0 { "pharmacy".to_owned() } else { format!("pharmacy-{}", at + 1) };
    let hint = format!("{id}-item-hint");
    let far = place.metres.map(|metres| how_far(locale, metres, &near.measured_from));
    let address: Vec<String> = place.address.into_iter().chain(place.postcode).collect();
    let phone = place.phone.map(|phone| t!(locale, "Phone: {phone}", phone = phone));
    view! {
        <div class="nhsuk-radios__item">
            <input
                class="nhsuk-radios__input"
                id=id.clone()
                name="pharmacy"
                type="radio"
                value=place.ods_code.to_string()
                aria-describedby=hint.clone()
            />
            <label class="nhsuk-label nhsuk-radios__label" for=id dir="auto">{place.name}</label>
            <div class="nhsuk-hint nhsuk-radios__hint" id=hint>
                <span dir="auto">{address.join(", ")}</span>
                {far.map(|far| view! { <br />{far} })}
                {phone.map(|phone| view! { <br />{phone} })}
            </div>
        </div>
    }
}
