//! The pages of who can see one's record.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::wishes::Wishes;
use super::words::{Stands, lasts, why_they_may};
use crate::domain::{GrantBasis, GrantState, Growing, Kinds, Reason, kinds_to_do, kinds_to_give};
use crate::journeys::give_access::{doing_choices, doing_means, kind_choices};
use crate::journeys::helping::AsYouGrow;
use crate::store::{HelpWish, KeptGrant};
use crate::web::components::{
    Button, Checkboxes, ErrorSummary, Fieldset, InsetText, LinkButton, Row, SummaryList, Tag,
};
use crate::web::forms::FormState;
use crate::words::Locale;
use crate::{count, t};

#[component]
pub fn All(
    locale: Locale,
    today: NaiveDate,
    wishes: Vec<HelpWish>,
    lines: Vec<(Stands, Option<Growing>, KeptGrant)>,
    /// How many single entries the patient hides from all of them.
    hidden: usize,
) -> impl IntoView {
    let nobody = lines.is_empty();
    let line = move |(stands, growing, kept): (Stands, Option<Growing>, KeptGrant)| {
        let Stands { words, colour } = stands;
        view! {
            <li class="entry">
                <h2 class="entry__title">
                    <a href=format!("/carers/{}", kept.id) dir="auto">{name(&kept)}</a>
                </h2>
                <p class="entry__what">{lasts(locale, &kept.grant, growing, today)}</p>
                <div class="entry__tag">
                    <Tag text=words.into_owned() colour />
                </div>
            </li>
        }
    };
    view! {
        <h1>{t!(locale, "Who can see your record")}</h1>
        <p>{t!(locale, "People who look at parts of your record with their own log-in. You let them, or staff gave them access for you.")}</p>
        <Wishes locale wishes />
        {nobody.then(|| view! { <p>{t!(locale, "You have given nobody access here.")}</p> })}
        <ul class="entries">{lines.into_iter().map(line).collect_view()}</ul>
        {(hidden > 0)
            .then(|| {
                let words = count!(
                    locale,
                    hidden,
                    one = "You hide 1 entry from all of them. To show it again, open that entry.",
                    other = "You hide {n} entries from all of them. To show one again, open that entry."
                );
                view! { <p>{words}</p> }
            })}
        <LinkButton href="/give-access" text=t!(locale, "Give someone you trust access") />
        <p>
            <a href="/who-looked?who=carer">{t!(locale, "See what they looked at, and when")}</a>
        </p>
    }
}

/// As whoever accepted is called, else as the patient calls them.
fn name(kept: &KeptGrant) -> String {
    kept.carer_name.clone().unwrap_or_else(|| kept.grant.called.clone())
}

#[component]
pub fn One(
    locale: Locale,
    today: NaiveDate,
    kept: KeptGrant,
    standing: Stands,
    parts: Vec<(String, String)>,
    /// Whether the patient is old enough to give access without anybody else.
    decides_alone: bool,
    /// Where a parent sees the record of a child.
    growing: Option<Growing>,
    form: FormState,
) -> impl IntoView {
    let review = (kept.state == GrantState::Suspended && kept.reason == Some(Reason::Review)).then(|| {
        let words = match decides_alone {
            true => t!(
                locale,
                "You are now old enough to decide who sees your record. It was stopped because of that. To let them see it again, give them access yourself."
            ),
            false => t!(
                locale,
                "You are now old enough to have a say in who sees your record. It was stopped because of that. Your GP surgery talks with you about it."
            ),
        };
        view! { <InsetText locale><p>{words}</p></InsetText> }
    });
    let (name, error) = (name(&kept), form.error("see"));
    let mut rows = vec![
        Row::new(t!(locale, "How it stands"), standing.words.into_owned()),
        Row::new(t!(locale, "How long"), lasts(locale, &kept.grant, growing, today)),
    ];
    let is_own_gift = kept.grant.basis == GrantBasis::Consent;
    let second = match why_they_may(locale, kept.grant.basis) {
        Some(why) => Row::new(t!(locale, "Why they may see it"), why),
        None => Row::new(t!(locale, "You call them"), kept.grant.called.clone()),
    };
    rows.insert(1, second);
    rows.extend(parts.into_iter().map(|(place, kinds)| Row::new(place, kinds)));
    let see = kept.grant.parts.iter().fold(Kinds::NONE, |kinds, part| kinds.with(part.see));
    let act = kept.grant.parts.iter().fold(Kinds::NONE, |kinds, part| kinds.with(part.act));
    // What staff gave can be made less here, and not more.
    let (offered, to_do) = if is_own_gift { (kinds_to_give(), kinds_to_do()) } else { (see, act) };
    let choices = kind_choices(locale, offered, see);
    let doing = doing_choices(locale, to_do, act);
    let acts = (!doing.is_empty()).then(|| {
        let (legend, hint) = (t!(locale, "What may they also do for you?"), doing_means(locale));
        view! {
            <Fieldset locale id="act" legend hint>
                <Checkboxes name="act" choices=doing />
            </Fieldset>
        }
    });
    let growing = growing.map(|growing| view! { <AsYouGrow locale growing /> });
    let change = (!kept.state.is_over()).then(|| {
        view! {
            <h2>{t!(locale, "Stop or change this")}</h2>
            <form method="post">
                <input type="hidden" name="do" value="stop" />
                <Button text=t!(locale, "Stop the access now") />
            </form>
            <form method="post" novalidate>
                <Fieldset
                    locale
                    id="see"
                    legend=t!(locale, "What may they see?")
                    hint=t!(locale, "It changes at once, also on pages that they have open.")
                    error
                >
                    <Checkboxes name="see" choices />
                </Fieldset>
                {acts}
                <Button text=t!(locale, "Save this change") secondary=true />
            </form>
        }
    });
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1 dir="auto">{name}</h1>
        {review}
        <SummaryList rows />
        {growing}
        {change}
        <p>
            <a href="/who-looked?who=carer">{t!(locale, "See what they looked at, and when")}</a>
        </p>
    }
}
