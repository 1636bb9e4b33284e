//! A page of the desk about how something went over time: in words, as a chart, and as a table with a file beside it.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use crate::journeys::record::test_results::{Trend, TrendPicture};
use crate::journeys::who_looked::Spreadsheet;
use crate::web::Words;
use crate::words::Locale;

/// All that such a page shows.
pub struct TimeFacts {
    pub heading: String,
    /// What the chart shows, for those who do not see it.
    pub said: Vec<Words>,
    /// The chart with its text alternative; none where there is too little for one.
    pub chart: Option<(Trend, String)>,
    /// What the marks mean, or why there is no chart.
    pub beside: Vec<Words>,
    pub caption: Words,
    pub heads: Vec<Words>,
    /// The newest first, each with a cell for every head.
    pub rows: Vec<Vec<AnyView>>,
    /// The same as a file: its address, and the words of the link.
    pub file: (String, Words),
}

#[component]
pub fn OverTime(locale: Locale, facts: TimeFacts) -> impl IntoView {
    let TimeFacts { heading, said, chart, beside, caption, heads, rows, file } = facts;
    let paragraphs = |all: Vec<Words>| all.into_iter().map(|words| view! { <p>{words}</p> }).collect_view();
    let chart = chart.map(|(trend, label)| view! { <TrendPicture locale trend label /> });
    let table = (!rows.is_empty()).then(|| {
        let (href, link) = file;
        view! {
            <Table caption heads rows />
            <p>
                <a href=href download>
                    {link}
                </a>
            </p>
        }
    });
    view! {
        <h1 dir="auto">{heading}</h1>
        {paragraphs(said)}
        {chart}
        {paragraphs(beside)}
        {table}
    }
}

#[component]
fn Table(caption: Words, heads: Vec<Words>, rows: Vec<Vec<AnyView>>) -> impl IntoView {
    let lines = rows.into_iter().map(|row| {
        let cells = heads.iter().cloned().zip(row).map(|(head, cell)| {
            view! { <td class="nhsuk-table__cell">{responsive(head)} {cell}</td> }
        });
        view! { <tr class="nhsuk-table__row">{cells.collect_view()}</tr> }
    });
    let lines = lines.collect_view();
    let heads = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view();
    view! {
        <table class="nhsuk-table nhsuk-table-responsive">
            <caption class="nhsuk-table__caption">{caption}</caption>
            <thead class="nhsuk-table__head">
                <tr>{heads}</tr>
            </thead>
            <tbody class="nhsuk-table__body">{lines}</tbody>
        </table>
    }
}

/// The head of a cell, where a narrow window shows no heads of columns.
pub fn responsive(head: Words) -> impl IntoView {
    view! { <span class="nhsuk-table-responsive__heading" aria-hidden="true">{head} " "</span> }
}

/// A table as a file; `disposition` names it.
pub fn as_file(sheet: Spreadsheet, disposition: &'static str) -> Response {
    let mut response = format!("\u{feff}{}", sheet.into_text()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition));
    response
}
