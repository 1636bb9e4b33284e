//! The service's `Patient` as what it holds of who somebody is and how to reach them: pure.

use super::mapping::{demographics, is_restricted};
use super::related::RelatedPeople;
use crate::access::FetchOrder;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{Index, Node, SetAside, is_marked};
use crate::connectors::mapping::{Context, Dialect, Gathering, person_details};
use crate::domain::{Answer, PersonDetails, SourceNote};

/// `related` is none where the service did not tell; then the answer says that something is missing.
///
/// # Errors
/// As [`demographics`]: what is not about the subject is not read.
pub fn answer(
    patient: Node,
    related: Option<RelatedPeople>,
    order: &FetchOrder,
    base: &str,
) -> Result<Answer, ConnectorError> {
    let checked = demographics(patient, order)?;
    let context = Context { index: Index::new(base), dialect: Dialect::R4 };
    let (details, set_aside) = person_details(patient, &context);
    let mut part = Gathering::default();
    let (nhs_number, restricted) = (Some(checked.nhs_number), is_restricted(patient));
    if related.is_none() {
        part.note(SourceNote::Incomplete { text: None });
    }
    let RelatedPeople { people, set_aside: not_read } = related.unwrap_or_default();
    let related = if restricted { Vec::new() } else { people };
    part.take_marked(Ok(PersonDetails { nhs_number, restricted, related, ..details }), is_marked(patient));
    part.set_aside(SetAside::NotReadable, set_aside + not_read);
    Ok(Answer { details: Some(part.finish()), ..Answer::default() })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::connectors::test_support::order_for;

    fn read(file: &str, name: &str) -> Result<PersonDetails, ConnectorError> {
        let patient: Value = serde_json::from_str(file).expect("an example");
        let order = order_for(name, (2010, 10, 22), "9000000009");
        let answer = answer(Node::of(&patient), Some(RelatedPeople::default()), &order, "https://x")?;
        Ok(answer.details.and_then(|part| part.entries.into_iter().next()).expect("one entry"))
    }

    #[test]
    fn the_number_in_force_and_the_restriction_come_with_it() {
        let told = read(include_str!("../examples/pds/Patient.json"), "Jane Smith").expect("read");
        assert_eq!(told.nhs_number.map(|number| number.digits()).as_deref(), Some("9000000009"));
        assert!(!told.restricted && !told.addresses.is_empty());
        let told =
            read(include_str!("../examples/pds/Sensitive_Patient.json"), "Janet Smythe").expect("read");
        assert!(told.restricted && told.addresses.is_empty() && told.surgery.is_none());
    }
}
