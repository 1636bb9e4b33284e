//! Lists of answers that a question names and that did not come along: worked out by the very server that asks, or read
//! there (FHIR R4, `ValueSet/$expand`).

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use moka::sync::Cache;
use url::Url;
use uuid::Uuid;

use super::forms;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{Node, entries};
use crate::connectors::http::{Fetched, Question, SourceHttp};
use crate::connectors::mapping::answer_list;
use crate::domain::{Answer, AnswerChoice, AnswerChoices, QuestionItem};

/// More lists than these are not asked for at one time.
const MOST_LISTS: usize = 20;
/// Nobody chooses among more on one page.
const MOST_ANSWERS: usize = 200;
/// Lists hardly ever change, and say nothing about anybody.
const KEPT_FOR: Duration = Duration::from_secs(60 * 60);

type List = Arc<[AnswerChoice]>;

/// The lists that this server told of, by their addresses.
pub struct AnswerLists(Cache<String, List>);

impl Default for AnswerLists {
    fn default() -> Self {
        Self(Cache::builder().time_to_live(KEPT_FOR).max_capacity(1_000).build())
    }
}

impl AnswerLists {
    /// Puts the answers to choose from into every question that names a list. Nothing of this fails: a question whose list
    /// is not told keeps the list's address, and cannot be answered here.
    pub async fn put_into(&self, answer: &mut Answer, http: &SourceHttp, correlation: Uuid) {
        let forms = answer.questionnaires.iter_mut().flat_map(|part| &mut part.entries);
        let forms: Vec<_> = forms.filter_map(|asked| asked.questions.as_mut()).collect();
        let mut wanted: Vec<String> = Vec::new();
        for form in &forms {
            named(&form.items, &mut wanted);
        }
        wanted.truncate(MOST_LISTS);
        let asked = wanted.into_iter().map(|address| async move {
            let list = self.list(&address, http, correlation).await;
            list.map(|list| (address, list))
        });
        let told: Vec<(String, List)> = join_all(asked).await.into_iter().flatten().collect();
        if !told.is_empty() {
            forms.into_iter().for_each(|form| put(&mut form.items, &told));
        }
    }

    async fn list(&self, address: &str, http: &SourceHttp, correlation: Uuid) -> Option<List> {
        if let Some(known) = self.0.get(address) {
            return Some(known);
        }
        let Asked { name, expanded, written } = Asked::new(address, http)?;
        let list = match ask(http, expanded, name, correlation).await {
            Some(list) => list,
            None => ask(http, written, name, correlation).await?,
        };
        self.0.insert(address.to_owned(), list.clone());
        Some(list)
    }
}

async fn ask(
    http: &SourceHttp,
    url: Result<Url, ConnectorError>,
    name: Option<&str>,
    correlation: Uuid,
) -> Option<List> {
    let fetched = http.ask(&Question::get(url.ok()?, correlation)).await.ok()?;
    of(&fetched, name)
}

/// What is asked of the server about one list.
struct Asked<'a> {
    /// The name of the list; none where it was asked for at an address of its own.
    name: Option<&'a str>,
    /// Where it is worked out, and where it is written down.
    expanded: Result<Url, ConnectorError>,
    written: Result<Url, ConnectorError>,
}

impl<'a> Asked<'a> {
    /// Only ever of this server: where it has the list at an address of its own, there; else by the list's name. Nothing
    /// for a list that should have stood inside the questionnaire.
    fn new(address: &'a str, http: &SourceHttp) -> Option<Self> {
        if address.starts_with('#') {
            return None;
        }
        if let Some(own) = forms::address_of(http.base(), address, |kind| kind == "ValueSet") {
            let expanded = Url::parse(&format!("{}/$expand", own.as_str().trim_end_matches('/')));
            let expanded = expanded.map_err(|_| ConnectorError::Unreadable("no address can be made"));
            return Some(Self { name: None, expanded, written: Ok(own) });
        }
        let (name, version) = match address.split_once('|') {
            Some((name, version)) => (name, Some(version)),
            None => (address, None),
        };
        let asked = |path: &str, version_as: &str, count_as: &str| {
            let mut url = http.below(path)?;
            url.query_pairs_mut().append_pair("url", name);
            if let Some(version) = version {
                url.query_pairs_mut().append_pair(version_as, version);
            }
            url.query_pairs_mut().append_pair(count_as, &(MOST_ANSWERS + 1).to_string());
            Ok(url)
        };
        let expanded = asked("ValueSet/$expand", "valueSetVersion", "count");
        Some(Self { name: Some(name), expanded, written: asked("ValueSet", "version", "_count") })
    }
}

/// The list, itself or in an answer to a search. A server that brings another one did not understand the question.
fn of(fetched: &Fetched, name: Option<&str>) -> Option<List> {
    let told = Node::of(&fetched.json);
    let is_it = |list: &Node| {
        let is_named_so = name.zip(list.str_at("url")).is_none_or(|(name, url)| name == url);
        list.resource_type() == "ValueSet" && is_named_so
    };
    let list = match told.resource_type() {
        "Bundle" => entries(told).map(|entry| entry.resource).find(is_it)?,
        _ => Some(told).filter(is_it)?,
    };
    let all = answer_list(list)?;
    (all.len() <= MOST_ANSWERS).then(|| all.into())
}

fn named(items: &[QuestionItem], wanted: &mut Vec<String>) {
    for item in items {
        if let AnswerChoices::Elsewhere(address) = &item.choices
            && !wanted.contains(address)
        {
            wanted.push(address.clone());
        }
        named(&item.items, wanted);
    }
}

fn put(items: &mut [QuestionItem], told: &[(String, List)]) {
    for item in items {
        if let AnswerChoices::Elsewhere(address) = &item.choices
            && let Some((_, list)) = told.iter().find(|(known, _)| known == address)
        {
            item.choices = AnswerChoices::These(list.to_vec());
        }
        put(&mut item.items, told);
    }
}
