//! One search with all its pages, followed exactly as the server links them.

use std::collections::HashSet;

use url::Url;
use uuid::Uuid;

use super::searches::Search;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{Document, Node, entries, link, withhold_together};
use crate::connectors::http::{Fetched, Question, SourceHttp};

/// A search of more pages than this is not followed.
const MOST_PAGES: usize = 200;
const PAGE_SIZE: &str = "100";

/// The pages of one search.
#[derive(Debug, Default)]
pub struct Pages(Vec<Fetched>);

impl Pages {
    /// Asks for everything of one type about the patient with these ids.
    pub async fn fetch(
        http: &SourceHttp,
        search: &Search,
        with_includes: bool,
        ids: &[String],
        correlation: Uuid,
    ) -> Result<Self, ConnectorError> {
        let mut url = http.below(search.resource_type)?;
        url.query_pairs_mut().append_pair("patient", &ids.join(",")).append_pair("_count", PAGE_SIZE);
        if with_includes {
            let includes = search.includes.iter().map(|include| ("_include", include));
            url.query_pairs_mut().extend_pairs(includes);
        }
        Self::follow(http, url, &Filter { parameters: &["patient", "subject"], values: ids }, correlation)
            .await
    }

    /// Asks one question and follows its `next` links.
    pub async fn follow(
        http: &SourceHttp,
        first: Url,
        filter: &Filter<'_>,
        correlation: Uuid,
    ) -> Result<Self, ConnectorError> {
        let mut asked = HashSet::from([first.clone()]);
        let mut pages = Vec::new();
        let mut next = Some(first);
        while let Some(url) = next {
            let page = http.ask(&Question::get(url, correlation)).await.map_err(|error| match error {
                // A page that is not there is no statement on the person.
                ConnectorError::DoesNotKnowPerson | ConnectorError::Gone if !pages.is_empty() => {
                    ConnectorError::Unreadable("a page is missing")
                }
                other => other,
            })?;
            let bundle = Node::of(&page.json);
            if bundle.resource_type() != "Bundle" {
                return Err(ConnectorError::Unreadable("not a bundle"));
            }
            if pages.is_empty() {
                filter.check(bundle, &page.url)?;
            }
            next = next_page(http, bundle, &page.url)?;
            pages.push(page);
            if let Some(url) = &next {
                if !asked.insert(url.clone()) {
                    return Err(ConnectorError::Unreadable("its pages go round in a circle"));
                }
                if pages.len() >= MOST_PAGES {
                    return Err(ConnectorError::TooLarge);
                }
            }
        }
        let mut pages = Self(pages);
        withhold_together(pages.documents());
        Ok(pages)
    }

    /// Each page as it came, but for what is not for the patient.
    pub fn documents(&mut self) -> impl Iterator<Item = &mut Document> {
        self.0.iter_mut().map(|page| &mut page.json)
    }

    /// Whether the server said that a page is not all it should be (status 207).
    pub fn is_partial(&self) -> bool {
        self.0.iter().any(|page| page.is_partial)
    }

    /// Whether there is nothing in any of them.
    pub fn is_empty(&self) -> bool {
        self.bundles().all(|bundle| entries(bundle).next().is_none())
    }

    /// The bundles, in order.
    pub fn bundles(&self) -> impl Iterator<Item = Node<'_>> {
        self.0.iter().map(|page| Node::of(&page.json))
    }
}

/// What the `self` link must echo, where there is one: a server that left it out has ignored the question.
pub struct Filter<'f> {
    /// Any of these parameters, with or without a modifier or a chain.
    pub parameters: &'f [&'f str],
    /// Each of these values, with or without a type before it.
    pub values: &'f [String],
}

impl Filter<'_> {
    fn check(&self, bundle: Node, page: &Url) -> Result<(), ConnectorError> {
        let Some(told) = link(bundle, "self") else { return Ok(()) };
        let url = page.join(told).map_err(|_| ConnectorError::Unreadable("a link is no address"))?;
        let echoed: HashSet<String> = url
            .query_pairs()
            .filter(|(name, _)| {
                let name = name.split([':', '.']).next().unwrap_or_default();
                self.parameters.contains(&name)
            })
            .flat_map(|(_, value)| value.split(',').map(plain_value).collect::<Vec<_>>())
            .collect();
        let all_there = self.values.iter().all(|value| echoed.contains(&plain_value(value)));
        if all_there { Ok(()) } else { Err(ConnectorError::IgnoredFilter) }
    }
}

/// A value without system, type or address before it.
fn plain_value(value: &str) -> String {
    value.rsplit(['|', '/']).next().unwrap_or_default().to_owned()
}

fn next_page(http: &SourceHttp, bundle: Node, page: &Url) -> Result<Option<Url>, ConnectorError> {
    let Some(told) = link(bundle, "next") else { return Ok(None) };
    let url = page.join(told).map_err(|_| ConnectorError::Unreadable("a link is no address"))?;
    if url.origin() == http.base().origin() { Ok(Some(url)) } else { Err(ConnectorError::Redirected) }
}
