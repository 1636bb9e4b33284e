//! Whom a row, an EHR or a composition is about: the order's subject, or nobody whose entries are shown.

use crate::access::FetchOrder;
use crate::connectors::fhir_json::{About, NHS_NUMBER_SYSTEM, Node};
use crate::domain::NhsNumber;

/// Checks what comes from one EHR against the subject of one order.
pub struct EhrCheck<'o> {
    order: &'o FetchOrder,
    namespace: &'o str,
    ehr_id: &'o str,
}

impl<'o> EhrCheck<'o> {
    /// `ehr_id` is the EHR that was asked about.
    pub fn new(order: &'o FetchOrder, namespace: &'o str, ehr_id: &'o str) -> Self {
        Self { order, namespace, ehr_id }
    }

    /// Whom a row is about, by the EHR it comes from and by that EHR's subject. Both must be told.
    pub fn row(&self, ehr_id: Node, subject_id: Node, namespace: Node) -> About {
        let by_ehr = match ehr_id.str() {
            Some(id) if id.eq_ignore_ascii_case(self.ehr_id) => About::Subject,
            Some(_) => About::SomebodyElse,
            None => About::NotSaid,
        };
        match (by_ehr, subject(self.order, self.namespace, subject_id, namespace)) {
            (About::SomebodyElse, _) | (_, About::SomebodyElse) => About::SomebodyElse,
            (About::Subject, About::Subject) => About::Subject,
            _ => About::NotSaid,
        }
    }

    /// Whether anything in a composition calls somebody else the subject of the record (`PARTY_SELF`, RM "common").
    pub fn names_another_self(&self, composition: Node) -> bool {
        self.is_another_self_in(composition)
    }

    fn is_another_self_in(&self, node: Node) -> bool {
        let is_self = !node.is_list() && node.str_at("_type") == Some("PARTY_SELF");
        let another = is_self && external_ref(self.order, self.namespace, node) == About::SomebodyElse;
        another || node.inner().any(|inner| self.is_another_self_in(inner))
    }
}

/// Whom a party's `external_ref` (`PARTY_REF`) points to.
pub fn external_ref(order: &FetchOrder, namespace: &str, party: Node) -> About {
    let reference = party.at("external_ref");
    subject(order, namespace, reference.at("id").at("value"), reference.at("namespace"))
}

/// Whom an id of that namespace means. Another namespace holds no NHS numbers, so it cannot mean the subject.
fn subject(order: &FetchOrder, expected: &str, id: Node, namespace: Node) -> About {
    let Some(id) = id.text() else { return About::NotSaid };
    let is_known = namespace.str().is_none_or(|told| told == expected || told == NHS_NUMBER_SYSTEM);
    match NhsNumber::from_source(&id) {
        Ok(number) if is_known && order.means_subject(number) => About::Subject,
        _ => About::SomebodyElse,
    }
}
