//! Messages to a hospital: `Communication` resources from its patient.

use async_trait::async_trait;
use serde_json::{Value, json};

use super::FhirR4;
use super::writing::instant;
use crate::access::ActOrder;
use crate::connectors::{MessageService, NotTaken, Taken};
use crate::domain::{NewMessage, OdsCode};

/// The system of ODS codes.
const ODS_SYSTEM: &str = "https://fhir.nhs.uk/Id/ods-organization-code";

#[async_trait]
impl MessageService for FhirR4 {
    fn answers_within(&self) -> Option<u32> {
        self.answers_within
    }

    async fn send(&self, act: &ActOrder, message: &NewMessage) -> Result<Taken, NotTaken> {
        let carer = act.carer().map(|carer| (carer, act.order().subject().name.as_str()));
        let told = |patient| by(carer, communication(message, &self.organisation, patient));
        self.post(act, "Communication", told).await
    }
}

/// An organisation by its code.
pub(super) fn organisation(code: &OdsCode) -> Value {
    json!({ "type": "Organization", "identifier": { "system": ODS_SYSTEM, "value": code.as_str() } })
}

/// The same, where a carer wrote it: from them, about the patient.
fn by(carer: Option<(&str, &str)>, mut told: Value) -> Value {
    if let Some((carer, patient)) = carer {
        told["sender"] = json!({ "type": "RelatedPerson", "display": carer });
        let text = format!("Written by {carer}, who acts for the patient, for {patient}.");
        told["note"] = json!([{ "authorString": carer, "text": text }]);
    }
    told
}

fn communication(message: &NewMessage, to: &OdsCode, patient: Value) -> Value {
    let text = json!({ "contentString": message.text });
    let files = message.files.iter().map(|file| {
        json!({ "contentAttachment": {
            "contentType": file.file_type, "title": file.title, "size": file.size, "data": file.data,
        }})
    });
    let mut told = json!({
        "resourceType": "Communication",
        "status": "completed",
        "priority": if message.is_urgent { "urgent" } else { "routine" },
        "subject": patient,
        "sender": patient,
        "recipient": [organisation(to)],
        "sent": instant(),
        "payload": std::iter::once(text).chain(files).collect::<Vec<_>>(),
    });
    if let Some(subject) = &message.subject {
        told["topic"] = json!({ "text": subject });
    }
    if let Some(about) = &message.about {
        told["about"] = json!([{ "reference": about }]);
    }
    if let Some(answers) = &message.answers {
        told["inResponseTo"] = json!([{ "reference": answers }]);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_carer_writes_is_from_the_carer_and_about_the_patient() {
        let message = NewMessage { text: "Which eye?".into(), ..NewMessage::default() };
        let to = OdsCode::parse("RXX").expect("a code");
        let patient = json!({ "reference": "Patient/7", "type": "Patient" });
        let own = by(None, communication(&message, &to, patient.clone()));
        assert_eq!((&own["sender"], own.get("note")), (&patient, None));
        let carers = by(Some(("Grace Young", "Sam Sample")), communication(&message, &to, patient.clone()));
        assert_eq!(carers["subject"], patient);
        assert_eq!(carers["sender"], json!({ "type": "RelatedPerson", "display": "Grace Young" }));
        let note = carers["note"][0]["text"].as_str().expect("a note");
        assert!(note.contains("Written by Grace Young") && note.contains("for Sam Sample"), "{note}");
    }
}
