//! The subject's own `Patient`: who they are and how to reach them.

use futures::future::try_join_all;
use uuid::Uuid;

use super::FhirR4;
use crate::access::FetchOrder;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{About, Index, Node, SetAside, SubjectCheck, is_marked};
use crate::connectors::http::Question;
use crate::connectors::mapping::{Context, Dialect, Gathering, person_details};
use crate::domain::{Part, PersonDetails};

impl FhirR4 {
    /// Reads each of the patients that the subject is known as here. One that cannot be shown to be the subject fails
    /// all of it.
    pub(super) async fn details(
        &self,
        order: &FetchOrder,
        ids: &[String],
        correlation: Uuid,
    ) -> Result<Part<PersonDetails>, ConnectorError> {
        let http = self.http.under(order);
        let read = |id: &String| {
            let url = http.below(&format!("Patient/{id}"));
            let http = &http;
            async move { http.ask(&Question::get(url?, correlation)).await }
        };
        let fetched = try_join_all(ids.iter().map(read)).await?;
        let check = SubjectCheck::new(order, &self.system);
        let mut part = Gathering::default();
        for fetched in &fetched {
            let (details, set_aside) =
                of_patient(Node::of(&fetched.json), &check, self.http.base().as_str())?;
            part.take_marked(Ok(details), is_marked(Node::of(&fetched.json)));
            part.set_aside(SetAside::NotReadable, set_aside);
        }
        Ok(part.finish())
    }
}

/// # Errors
/// [`ConnectorError::AboutSomebodyElse`] for anyone but the subject.
fn of_patient(
    patient: Node,
    check: &SubjectCheck,
    base: &str,
) -> Result<(PersonDetails, u32), ConnectorError> {
    if patient.resource_type() != "Patient" {
        return Err(ConnectorError::Unreadable("not a patient"));
    }
    if check.patient(patient) != About::Subject {
        return Err(ConnectorError::AboutSomebodyElse);
    }
    Ok(person_details(patient, &Context { index: Index::new(base), dialect: Dialect::R4 }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::connectors::fhir_json::NHS_NUMBER_SYSTEM;
    use crate::connectors::test_support::order_for;

    #[test]
    fn a_patient_with_another_number_or_none_is_not_shown() {
        let order = order_for("Sam Sample", (1961, 4, 12), "9990000018");
        let check = SubjectCheck::new(&order, NHS_NUMBER_SYSTEM);
        let read = |number: Option<&str>| {
            let identifier = number.map(|number| json!([{"system": NHS_NUMBER_SYSTEM, "value": number}]));
            let patient = json!({"resourceType": "Patient", "id": "1", "identifier": identifier});
            of_patient(Node::of(&patient), &check, "https://x").map(|(details, _)| details.source_id)
        };
        assert_eq!(read(Some("9990000018")).as_deref(), Ok("Patient/1"));
        assert_eq!(read(Some("9990000026")), Err(ConnectorError::AboutSomebodyElse));
        assert_eq!(read(None), Err(ConnectorError::AboutSomebodyElse));
    }
}
