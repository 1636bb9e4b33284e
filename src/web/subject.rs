//! Whose record a page is about, put into the page in one place: into each of its forms, and where somebody acts for a
//! patient into its heading too, so that no page and no form can forget it.

use std::borrow::Cow;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use leptos::prelude::*;

use super::PageError;
use super::render::rendered;
use crate::access::{Here, PostedSubject, WHOSE_RECORD};
use crate::t;
use crate::words::Locale;

/// No form of ours is larger; the request's own limit is the same.
const LARGEST: usize = 64 * 1024;
/// The field with the subject and what stands around it is shorter, in bytes.
const FIRST_FIELD: usize = 2 * 1024;

/// The page with the subject in each form that is posted, and with the patient's name in its heading.
pub(super) fn marked(locale: Locale, here: Option<&Here>, html: String) -> String {
    let Some(here) = here else { return html };
    let html = with_subject(&here.subject, &html);
    match &here.acting {
        Some(acting) if acting.is_about_patient => with_name(locale, &acting.name, &html),
        _ => html,
    }
}

fn with_subject(subject: &str, html: &str) -> String {
    let field = format!("<input type=\"hidden\" name=\"{WHOSE_RECORD}\" value=\"{subject}\">");
    let mut marked = String::with_capacity(html.len() + 512);
    let mut rest = html;
    while let Some(start) = rest.find("<form") {
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        marked.push_str(&rest[..end]);
        if rest[start..end].contains("method=\"post\"") {
            marked.push_str(&field);
        }
        rest = &rest[end..];
    }
    marked.push_str(rest);
    marked
}

/// The name stands above the heading's own words, and below it that there may be more.
fn with_name(locale: Locale, name: &str, html: &str) -> String {
    let Some(start) = html.find("<h1") else { return html.to_owned() };
    let Some(open) = html[start..].find('>').map(|end| start + end + 1) else { return html.to_owned() };
    let Some(close) = html[open..].find("</h1>").map(|end| open + end) else { return html.to_owned() };
    let name = name.to_owned();
    let caption = rendered(move || {
        view! {
            <span class="nhsuk-caption-l" dir="auto">
                {name}
                <span class="nhsuk-u-visually-hidden">": "</span>
            </span>
        }
    });
    let after = rendered(move || {
        view! { <p class="may-not-see">{t!(locale, "You may not see everything.")}</p> }
    });
    let rest = &html[close + "</h1>".len()..];
    // What a heading stands in, such as a legend, is not broken.
    let (before_note, rest) = match rest.find("</legend>") {
        Some(0) => rest.split_at("</legend>".len()),
        _ => ("", rest),
    };
    format!("{}{caption}{}</h1>{before_note}{after}{rest}", &html[..open], &html[open..close])
}

/// Reads what a form says of whose record it is about, before any handler does.
pub async fn posted_subject(request: Request, next: Next) -> Response {
    let is_posted = *request.method() == Method::POST;
    if is_posted && is_of(&request, b"multipart/form-data") {
        let (request, said) = match first_field(request).await {
            Ok(read) => read,
            Err(why) => return why.into_response(),
        };
        return with_extension(request, said, next).await;
    }
    if !is_posted || !is_of(&request, b"application/x-www-form-urlencoded") {
        return with_extension(request, PostedSubject::default(), next).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, LARGEST).await else {
        return PageError::TooLarge.into_response();
    };
    let fields = url::form_urlencoded::parse(&body);
    let said = fields.filter(|(name, _)| name == WHOSE_RECORD).map(|(_, value)| Cow::into_owned(value));
    let said = PostedSubject(said.collect());
    with_extension(Request::from_parts(parts, Body::from(body)), said, next).await
}

fn is_of(request: &Request, kind: &[u8]) -> bool {
    let told = request.headers().get(header::CONTENT_TYPE);
    told.is_some_and(|told| told.as_bytes().starts_with(kind))
}

/// In a form that brings files the subject stands first, and no more of it is read here.
async fn first_field(request: Request) -> Result<(Request, PostedSubject), PageError> {
    let (parts, body) = request.into_parts();
    let mut rest = body.into_data_stream();
    let mut beginning = Vec::new();
    while beginning.len() < FIRST_FIELD {
        match rest.next().await {
            Some(Ok(bytes)) => beginning.extend_from_slice(&bytes),
            Some(Err(_)) => return Err(PageError::TooLarge),
            None => break,
        }
    }
    let beginning = Bytes::from(beginning);
    let mut read = Request::new(Body::from(beginning.clone()));
    *read.method_mut() = Method::POST;
    read.headers_mut().clone_from(&parts.headers);
    let said = subject_of(read).await.map(|said| vec![said]).unwrap_or_default();
    // As it was before, so that what is too large is known as that further on.
    let rest = rest.map(|part| part.map_err(axum::Error::into_inner));
    let body = Body::from_stream(futures::stream::iter([Ok(beginning)]).chain(rest));
    Ok((Request::from_parts(parts, body), PostedSubject(said)))
}

/// The value of the first field, if it is the subject.
async fn subject_of(beginning: Request) -> Option<String> {
    let mut fields = Multipart::from_request(beginning, &()).await.ok()?;
    let first = fields.next_field().await.ok()??;
    if first.name() == Some(WHOSE_RECORD) { first.text().await.ok() } else { None }
}

async fn with_extension(mut request: Request, said: PostedSubject, next: Next) -> Response {
    if *request.method() == Method::POST {
        request.extensions_mut().insert(said);
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Acting;

    fn here(acting: Option<bool>) -> Here {
        let acting =
            acting.map(|is_about_patient| Acting { name: "Joy <b> Sample".into(), is_about_patient });
        Here { name: "Sam Sample".into(), subject: "0123".into(), acting }
    }

    const PAGE: &str = "<h1 dir=\"auto\">Medicines</h1><form action=\"/a\" method=\"post\"><button>A</button></form>\
        <form action=\"/b\"></form><form method=\"post\" action=\"/c\"></form><h1>Another</h1>";

    #[test]
    fn every_form_that_is_posted_says_whose_record_it_is_about() {
        let marked = marked(Locale::English, Some(&here(None)), PAGE.to_owned());
        let field = "<input type=\"hidden\" name=\"whose-record\" value=\"0123\">";
        assert_eq!(marked.matches(field).count(), 2, "{marked}");
        assert!(marked.contains(&format!("<form action=\"/a\" method=\"post\">{field}<button>")), "{marked}");
        assert!(marked.contains("<form action=\"/b\"></form>"), "what only asks says nothing");
        assert!(!marked.contains("Joy"), "{marked}");
    }

    #[test]
    fn the_patients_name_stands_in_the_heading_of_a_page_about_them_and_of_no_other() {
        let marked_for = |about| marked(Locale::English, Some(&here(Some(about))), PAGE.to_owned());
        let about = marked_for(true);
        assert!(about.starts_with("<h1 dir=\"auto\"><span"), "{about}");
        assert!(about.contains("Joy &lt;b&gt; Sample"), "{about}");
        assert!(
            about.contains("Medicines</h1><p class=\"may-not-see\">You may not see everything.</p>"),
            "{about}"
        );
        assert_eq!(about.matches("Joy").count(), 1);
        assert!(!marked_for(false).contains("Joy"));
        assert_eq!(marked(Locale::English, None, PAGE.to_owned()), PAGE);
    }
}
