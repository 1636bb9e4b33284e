//! The list of what can be ordered and what cannot, surgery by surgery, with where to collect it.

use leptos::prelude::*;

use super::ADDRESS;
use super::caution::{Caution, Others};
use super::form::{OrderForm, value_of};
use super::offer::{Offer, Surgery, WhyNone};
use super::repeat::{Cautions, NotAllSeen, NotTold, own_words, when, why_not};
use crate::domain::{CanBeOrdered, Repeat};
use crate::journeys::record::detail::Phone;
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, Choice, Details, ErrorSummary, Fieldset, InsetText, Radios, TextInput, Textarea,
};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

/// The id of the form that the checkboxes belong to.
const FORM: &str = "order";

#[component]
pub fn OrderPage(
    locale: Locale,
    offer: Offer,
    can_search: bool,
    form: OrderForm,
    /// The patient, where somebody acts for one.
    #[prop(default = None)]
    acting: Option<String>,
) -> impl IntoView {
    let Offer { surgeries, others, usual } = offer;
    let told = surgeries.iter().filter_map(|one| one.told.as_ref().ok()).flat_map(|told| &told.medicines);
    let any = told.into_iter().any(|one| one.can_be_ordered == CanBeOrdered::Yes);
    let nobody = surgeries.is_empty();
    let (wish, state) = (form.wish.to_string(), form.state.clone());
    let error = state.error("medicine");
    let not_told = others.not_told.clone();
    let (mut place, by_carer) = (0, acting.is_some());
    let decides = t!(locale, "Your GP surgery decides on each order. We show you what becomes of it.");
    let to_surgery = t!(locale, "Message to your GP surgery (optional)");
    let none_connected =
        t!(locale, "No GP surgery of yours is connected here. Ask your GP surgery or a pharmacist.");
    let lists = surgeries.into_iter().map(|surgery| {
        let list = of_surgery(locale, &surgery, &others, (&form, by_carer), &mut place);
        view! {
            <h2 dir="auto">{surgery.organisation.name.clone()}</h2>
            {list}
        }
    });
    let lists: Vec<_> = lists.collect();
    let comment = state.value("comment");
    let (comment_error, errors) = (state.error("comment"), state.errors.clone());
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors />
                <h1>{t!(locale, "Order repeat medicines")}</h1>
                <p>{decides}</p>
                {nobody
                    .then(|| {
                        view! {
                            <p>{none_connected}</p>
                        }
                    })}
                <NotTold locale not_told />
                <NotAllSeen locale acting=acting.clone() />
                {error
                    .map(|words| {
                        view! {
                            <span class="nhsuk-error-message" id="medicine-error">
                                <span class="nhsuk-u-visually-hidden">{t!(locale, "Error: ")}</span>
                                {words}
                            </span>
                        }
                    })}
                {lists}
                // What is chosen above belongs to it, and stands outside so that the lists can be printed.
                <form id=FORM action=ADDRESS method="post" novalidate>
                    <input type="hidden" name="wish" value=wish />
                    {any
                        .then(|| {
                            view! {
                                <h2>{t!(locale, "With this order")}</h2>
                                <Where locale usual can_search state acting />
                                <Textarea
                                    locale
                                    id="comment"
                                    label=to_surgery
                                    hint=t!(locale, "Up to 500 characters. Do not use this for anything urgent.")
                                    value=comment
                                    error=comment_error
                                    rows=3
                                />
                                <Button text=t!(locale, "Continue") />
                            }
                        })}
                </form>
                <p class="not-printed">
                    <a href="/record/prescriptions">
                        {t!(locale, "All prescriptions, and where each one is")}
                    </a>
                </p>
            </div>
        </div>
    }
}

/// Where to collect it: as always, or somewhere else for this one time.
#[component]
fn Where(
    locale: Locale,
    usual: Option<String>,
    can_search: bool,
    state: FormState,
    acting: Option<String>,
) -> impl IntoView {
    let usual = match (usual, &acting) {
        (Some(name), _) => t!(locale, "{name}, where my prescriptions always go", name = isolated(&name)),
        (None, None) => t!(locale, "Where my prescriptions always go, or on paper from my GP surgery"),
        (None, Some(_)) => t!(locale, "The usual pharmacy, or on paper from the GP surgery"),
    };
    let collect = match &acting {
        None => t!(locale, "Where do you want to collect your medicines?"),
        Some(patient) => t!(locale, "Where are the medicines for {name} collected?", name = patient),
    };
    let choice = |value: &'static str, label: Words| Choice {
        value,
        label,
        hint: None,
        chosen: state.value("where") == value,
    };
    let mut choices = vec![choice("usual", usual)];
    if can_search {
        choices.push(choice("other", t!(locale, "At another pharmacy, for this order only")));
    }
    view! {
        <Fieldset
            locale
            id="where-group"
            legend=collect
            error=state.error("where")
        >
            <Radios name="where" choices />
        </Fieldset>
        {can_search
            .then(|| {
                view! {
                    <TextInput
                        locale
                        id="near"
                        label=t!(locale, "If at another pharmacy, near which postcode or town?")
                        value=state.value("near")
                        error=state.error("near")
                        width=20
                    />
                }
            })}
        {acting
            .is_none()
            .then(|| {
                view! {
                    <p class="not-printed">
                        <a href="/your-details/change/pharmacy">
                            {t!(locale, "Change the pharmacy for all your prescriptions")}
                        </a>
                    </p>
                }
            })}
    }
}

fn of_surgery(
    locale: Locale,
    surgery: &Surgery,
    others: &Others,
    (form, by_carer): (&OrderForm, bool),
    place: &mut usize,
) -> AnyView {
    let Surgery { organisation, told } = surgery;
    let name = isolated(&organisation.name).into_owned();
    let phone = organisation.phone.clone().map(|number| (organisation.name.clone(), number));
    let phone = phone.map(|phone| view! { <p><Phone phone /></p> });
    let told = match told {
        Ok(told) => told,
        Err(why) => {
            let words = why_none(locale, *why, &name, by_carer);
            return view! { <InsetText locale><p dir="auto">{words}</p>{phone}</InsetText> }.into_any();
        }
    };
    let is_all = told.set_aside == 0 && !told.is_incomplete;
    let none = told.medicines.is_empty().then(|| {
        let words = match by_carer {
            false => t!(locale, "{name} told us of no medicines that you can order.", name = name),
            true => t!(locale, "There is nothing of {name} here that you may order.", name = name),
        };
        view! { <p dir="auto">{words}</p> }
    });
    let (can, cannot): (Vec<_>, Vec<_>) =
        told.medicines.iter().partition(|one| one.can_be_ordered == CanBeOrdered::Yes);
    let (ended, not_now): (Vec<_>, Vec<_>) =
        cannot.into_iter().partition(|one| one.can_be_ordered == CanBeOrdered::NotInForce);
    // What somebody has to think about first stands first.
    let mut can: Vec<(Vec<Caution>, &Repeat)> =
        can.into_iter().map(|repeat| (others.cautions(organisation, repeat), repeat)).collect();
    can.sort_by_key(|(cautions, _)| cautions.is_empty());
    let nothing_now = (can.is_empty() && not_now.is_empty() && !told.medicines.is_empty()).then(|| {
        let words = t!(locale, "{name} lists nothing that you can order now.", name = name);
        view! { <p dir="auto">{words}</p> }
    });
    let can = can.into_iter().map(|(cautions, repeat)| {
        *place += 1;
        let id = if *place == 1 { "medicine".to_owned() } else { format!("medicine-{place}") };
        let value = value_of(&organisation.ods_code, &repeat.id);
        let chosen = form.has(&organisation.ods_code, &repeat.id);
        view! { <Orderable locale repeat=repeat.clone() cautions id value chosen /> }
    });
    let can = can.collect_view();
    let not_now: Vec<_> = not_now.into_iter().map(|repeat| not_orderable(locale, repeat)).collect();
    let ended: Vec<_> = ended.into_iter().map(|repeat| not_orderable(locale, repeat)).collect();
    view! {
        {none}
        {nothing_now}
        <div class="nhsuk-form-group">
            <div class="nhsuk-checkboxes">{can}</div>
        </div>
        {(!not_now.is_empty())
            .then(|| {
                view! {
                    <h3>{t!(locale, "You cannot order these now")}</h3>
                    <ul class="entries">{not_now}</ul>
                }
            })}
        {(!ended.is_empty())
            .then(|| {
                view! {
                    <Details summary=t!(locale, "Medicines that were stopped or have ended")>
                        <ul class="entries">{ended}</ul>
                    </Details>
                }
            })}
        {(!is_all)
            .then(|| {
                let words = t!(
                    locale,
                    "This list is not complete. If a medicine is missing, call {name}.",
                    name = name
                );
                view! { <InsetText locale><p dir="auto">{words}</p>{phone}</InsetText> }
            })}
    }
    .into_any()
}

fn why_none(locale: Locale, why: WhyNone, name: &str, by_carer: bool) -> Words {
    match why {
        WhyNone::OnlyThePatient => t!(
            locale,
            "{name} takes orders only from the patient’s own log-in, and not from somebody else. Call them to order.",
            name = name
        ),
        WhyNone::NotAsked if by_carer => {
            t!(locale, "We cannot order from {name} at the moment. Call them to order.", name = name)
        }
        WhyNone::NotHere => t!(locale, "{name} takes no orders here. Call them to order.", name = name),
        WhyNone::NotAllowed => t!(locale, "You may not order there for this person."),
        WhyNone::NotAsked => t!(
            locale,
            "We cannot order from {name} at the moment. The page “Where your information comes from” says why.",
            name = name
        ),
        WhyNone::NoAnswer => t!(
            locale,
            "{name} has not told us what you can order. Try again in a few minutes, or call them.",
            name = name
        ),
    }
}

#[component]
fn Orderable(
    locale: Locale,
    repeat: Repeat,
    cautions: Vec<Caution>,
    id: String,
    value: String,
    chosen: bool,
) -> impl IntoView {
    let name = repeat.name.text.clone();
    let hint = format!("{id}-item-hint");
    let lines = own_words(locale, &repeat).into_iter().map(Words::Owned).chain(when(locale, &repeat));
    let lines = lines.map(|line| view! { <span dir="auto">{line}</span> <br /> });
    view! {
        <Cautions locale cautions name=name.clone() />
        <div class="nhsuk-checkboxes__item">
            <input
                class="nhsuk-checkboxes__input"
                id=id.clone()
                name="medicine"
                form=FORM
                type="checkbox"
                value=value
                checked=chosen
                aria-describedby=hint.clone()
            />
            <label class="nhsuk-label nhsuk-checkboxes__label" for=id dir="auto">{name}</label>
            <div class="nhsuk-hint nhsuk-checkboxes__hint" id=hint>{lines.collect_view()}</div>
        </div>
    }
}

fn not_orderable(locale: Locale, repeat: &Repeat) -> impl IntoView + use<> {
    let why = why_not(locale, repeat);
    let when: Vec<String> = when(locale, repeat).into_iter().map(Words::into_owned).collect();
    view! {
        <li class="entry">
            <p class="entry__title" dir="auto"><strong>{repeat.name.text.clone()}</strong></p>
            <p class="entry__what">{why}</p>
            <p class="entry__who">{when.join(" ")}</p>
        </li>
    }
}
