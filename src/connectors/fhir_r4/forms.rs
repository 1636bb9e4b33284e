//! Questions and answers that a search speaks of and does not bring along, such as those of an old questionnaire: each is
//! fetched from its address, on this very server alone.

use std::collections::HashSet;

use futures::future::join_all;
use url::Url;
use uuid::Uuid;

use super::search::Pages;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{Index, Node, entries, withhold_together};
use crate::connectors::http::{Fetched, Question, SourceHttp};
use crate::connectors::mapping::named_forms;

/// More than these are not fetched for one page.
const MOST: usize = 20;
/// A task names answers, and these name their questions.
const ROUNDS: usize = 2;

/// What was fetched, each with its address.
#[derive(Default)]
pub struct Forms {
    fetched: Vec<(Url, Fetched)>,
    /// Some are missing for another reason than that they are gone or not shared.
    pub is_incomplete: bool,
}

impl Forms {
    /// Fetches what the pages name and do not hold. Nothing of this fails: what is asked for stands without its questions.
    /// What tells of a form that is not for the patient goes out of the pages.
    pub async fn fetch(http: &SourceHttp, pages: &mut [(&'static str, Pages)], correlation: Uuid) -> Self {
        let mut forms = Self::default();
        let mut tried = HashSet::new();
        for _ in 0..ROUNDS {
            let mut wanted = forms.missing(pages, http.base());
            wanted.retain(|url| !tried.contains(url));
            let room = MOST.saturating_sub(tried.len());
            forms.is_incomplete |= wanted.len() > room;
            wanted.truncate(room);
            tried.extend(wanted.iter().cloned());
            let asked = wanted.into_iter().map(|url| async move {
                let told = http.ask(&Question::get(url.clone(), correlation)).await;
                (url, told)
            });
            for (url, told) in join_all(asked).await {
                forms.take(url, told);
            }
        }
        let found = forms.fetched.iter_mut().map(|(_, fetched)| &mut fetched.json);
        withhold_together(pages.iter_mut().flat_map(|(_, pages)| pages.documents()).chain(found));
        forms
    }

    fn take(&mut self, url: Url, told: Result<Fetched, ConnectorError>) {
        use ConnectorError::{DoesNotKnowPerson, Forbidden, Gone};
        match told {
            Ok(fetched) if is_form(Node::of(&fetched.json).resource_type()) => {
                self.fetched.push((url, fetched))
            }
            Err(DoesNotKnowPerson | Forbidden | Gone) => {}
            Ok(_) | Err(_) => self.is_incomplete = true,
        }
    }

    /// Each with the address that it was fetched from.
    pub fn all(&self) -> impl Iterator<Item = (&str, Node<'_>)> {
        self.fetched.iter().map(|(url, fetched)| (url.as_str(), Node::of(&fetched.json)))
    }

    /// The addresses of what is named and not here, once each.
    fn missing(&self, pages: &[(&'static str, Pages)], base: &Url) -> Vec<Url> {
        let bundles = pages.iter().flat_map(|(_, pages)| pages.bundles());
        let sent: Vec<_> = bundles.flat_map(entries).collect();
        let mut index = Index::new(base.as_str());
        for entry in &sent {
            index.add(entry.full_url, entry.resource);
        }
        for (address, form) in self.all() {
            index.add(Some(address), form);
        }
        let all = sent.iter().map(|entry| entry.resource).chain(self.all().map(|(_, form)| form));
        let named = all.flat_map(named_forms).filter(|name| !index.holds(name));
        let mut missing: Vec<Url> = Vec::new();
        for url in named.filter_map(|name| address(base, name)) {
            if !missing.contains(&url) {
                missing.push(url);
            }
        }
        missing
    }
}

fn is_form(resource_type: &str) -> bool {
    matches!(resource_type, "Questionnaire" | "QuestionnaireResponse")
}

/// The address of a questionnaire or of answers on this server.
fn address(base: &Url, name: &str) -> Option<Url> {
    address_of(base, name, is_form)
}

/// The address of one resource below the server's own: our credentials are led nowhere else. The version of a canonical
/// address is no part of it.
pub(super) fn address_of(base: &Url, name: &str, is_wanted: impl Fn(&str) -> bool) -> Option<Url> {
    let (plain, _) = name.split_once('|').unwrap_or((name, ""));
    let url = base.join(plain).ok()?;
    let mut parts = url.path().strip_prefix(base.path())?.split('/');
    let (kind, id) = (parts.next()?, parts.next()?);
    let is_on_this_server =
        url.origin() == base.origin() && url.query().is_none() && url.username().is_empty();
    let is_one = is_wanted(kind) && !id.is_empty() && !plain.starts_with('#');
    (is_on_this_server && is_one).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_forms_below_the_servers_own_address_are_fetched() {
        let base = Url::parse("https://h.example/fhir/r4/").expect("an address");
        for (name, wanted) in [
            ("Questionnaire/q", Some("https://h.example/fhir/r4/Questionnaire/q")),
            (
                "https://h.example/fhir/r4/Questionnaire/q|2",
                Some("https://h.example/fhir/r4/Questionnaire/q"),
            ),
            (
                "QuestionnaireResponse/a/_history/3",
                Some("https://h.example/fhir/r4/QuestionnaireResponse/a/_history/3"),
            ),
            ("https://forms.example/fhir/r4/Questionnaire/q", None),
            ("http://h.example/fhir/r4/Questionnaire/q", None),
            ("//forms.example/fhir/r4/Questionnaire/q", None),
            ("../stu3/Questionnaire/q", None),
            ("Patient/1", None),
            ("Questionnaire/", None),
            ("Questionnaire?url=x", None),
            ("#inside", None),
            ("urn:uuid:1", None),
        ] {
            assert_eq!(address(&base, name).as_ref().map(Url::as_str), wanted, "{name}");
        }
    }
}
