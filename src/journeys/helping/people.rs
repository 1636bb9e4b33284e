//! The switcher: one's own record, and everybody whom one may help.

use axum::extract::State;
use leptos::prelude::*;

use super::{Help, all_help};
use crate::access::{Acting, Permit};
use crate::domain::OnDay;
use crate::t;
use crate::web::components::{Button, LinkButton};
use crate::web::{AppState, Outcome, Reader, page};
use crate::words::{Locale, isolated};

/// # Errors
/// When our database does not answer.
pub async fn people(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    let locale = reader.locale();
    let all = all_help(&app, &permit).await?;
    let acting = reader.logged_in.here().and_then(|here| here.acting.clone());
    let frame = reader.frame(t!(locale, "People you help")).for_person(permit.subject());
    Ok(page(frame.back("/", t!(locale, "Home")), view! { <People locale all acting /> }))
}

#[component]
fn People(locale: Locale, all: Vec<Help>, acting: Option<Acting>) -> impl IntoView {
    let whose = match &acting {
        Some(acting) => t!(locale, "You are acting for {name}.", name = isolated(&acting.name)),
        None => t!(locale, "You are looking at your own record."),
    };
    let is_acting = acting.is_some();
    let mut seen = Vec::new();
    let mut lines = Vec::new();
    for help in all {
        // Several grants of one person are one way to act for them.
        if help.on == OnDay::Active && seen.contains(&help.patient.id) {
            continue;
        }
        if help.on == OnDay::Active {
            seen.push(help.patient.id);
        }
        lines.push(line(locale, help, is_acting));
    }
    let nobody = lines.is_empty();
    view! {
        <h1>{t!(locale, "People you help")}</h1>
        <p><strong>{whose}</strong></p>
        {nobody.then(|| view! { <p>{t!(locale, "You do not act for anybody here yet.")}</p> })}
        <ul class="entries">{lines}</ul>
        {(!is_acting)
            .then(|| {
                view! {
                    <LinkButton href="/helping/code" text=t!(locale, "I have a code from somebody") secondary=true />
                    <p>
                        {t!(
                            locale,
                            "No code? Ask the person to log in and choose Who can see your record. Somebody who cannot do that can ask their GP surgery."
                        )}
                    </p>
                    <p>
                        <a href="/helping/ask">{t!(locale, "Ask to help someone")}</a>
                    </p>
                }
            })}
    }
}

fn line(locale: Locale, help: Help, is_acting: bool) -> AnyView {
    let Help { patient, kept, on } = help;
    let (name, id) = (isolated(&patient.name).into_owned(), kept.id.to_string());
    let address = format!("/helping/{id}");
    let way = match on {
        OnDay::Active => {
            let change = (!is_acting).then(|| {
                view! { <p><a href=address>{t!(locale, "What you can see of {name}", name = name.clone())}</a></p> }
            });
            view! {
                <form action="/helping/switch" method="post">
                    <input type="hidden" name="to" value=id />
                    <Button text=t!(locale, "Act for {name}", name = name.clone()) secondary=true />
                </form>
                {change}
            }
            .into_any()
        }
        OnDay::Asked if !is_acting => view! {
            <p class="entry__what">{t!(locale, "Waits for your answer.")}</p>
            <p><a href=address>{t!(locale, "Answer {name}", name = name.clone())}</a></p>
        }
        .into_any(),
        OnDay::Asked => {
            view! { <p class="entry__what">{t!(locale, "Waits for your answer.")}</p> }.into_any()
        }
        OnDay::NotYet => view! { <p class="entry__what">{t!(locale, "Has not begun yet.")}</p> }.into_any(),
        OnDay::NotActive => {
            view! { <p class="entry__what">{t!(locale, "Not active. Contact the organisation.")}</p> }
                .into_any()
        }
    };
    view! {
        <li class="entry">
            <h2 class="entry__title" dir="auto">{patient.name.clone()}</h2>
            {way}
        </li>
    }
    .into_any()
}
