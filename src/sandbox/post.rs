//! What would have been sent: letters, texts and emails, to read and for test programs.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;
use serde_json::{Value, json};

use super::Sandbox;
use crate::domain::Channel;
use crate::t;
use crate::telling::PracticeMessage;
use crate::web::components::{Facts, Row};
use crate::web::{Reader, Words, page};
use crate::words::{Locale, dates};

/// `/practice/outbox`.
pub async fn show(State(sandbox): State<Arc<Sandbox>>, reader: Reader) -> Response {
    let (locale, messages) = (reader.locale(), sandbox.post().messages());
    let frame = reader.frame(t!(locale, "What was sent")).back("/practice", t!(locale, "Practise"));
    page(frame, view! { <Sent locale messages /> })
}

/// `/practice/outbox.json`: the newest first.
pub async fn json(State(sandbox): State<Arc<Sandbox>>) -> Json<Vec<Value>> {
    let all = sandbox.post().messages().into_iter().map(|sent| {
        json!({
            "id": sent.id.to_string(),
            "way": sent.way.slug(),
            "to": sent.to,
            "subject": sent.message.subject,
            "body": sent.message.body,
            "at": sent.at.to_rfc3339(),
        })
    });
    Json(all.collect())
}

#[component]
fn Sent(locale: Locale, messages: Vec<PracticeMessage>) -> impl IntoView {
    let nothing = messages.is_empty().then(|| view! { <p>{t!(locale, "Nothing yet.")}</p> });
    view! {
        <h1>{t!(locale, "What was sent")}</h1>
        <p>
            {t!(
                locale,
                "In practice mode letters, texts and emails go nowhere. Here you see what people would have been told, the newest first."
            )}
        </p>
        {nothing}
        <ul class="entries">
            {messages.into_iter().map(|sent| view! { <One locale sent /> }).collect_view()}
        </ul>
    }
}

#[component]
fn One(locale: Locale, sent: PracticeMessage) -> impl IntoView {
    let PracticeMessage { way, to, message, at, .. } = sent;
    let way: Words = match way {
        Channel::Text => t!(locale, "Text"),
        Channel::Email => t!(locale, "Email"),
        Channel::Letter => t!(locale, "Letter"),
    };
    let mut rows = vec![Row::new(t!(locale, "Sent"), dates::moment(locale, at))];
    if let Some(to) = to {
        rows.push(Row::new(t!(locale, "To"), to));
    }
    view! {
        <li class="entry entry--national">
            <h2 class="entry__title">{way} ": " {message.subject}</h2>
            <p>{message.body}</p>
            <Facts rows />
        </li>
    }
}
