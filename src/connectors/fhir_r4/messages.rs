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
        self.post(act, "Communication", |patient| communication(message, &self.organisation, patient)).await
    }
}

/// An organisation by its code.
pub(super) fn organisation(code: &OdsCode) -> Value {
    json!({ "type": "Organization", "identifier": { "system": ODS_SYSTEM, "value": code.as_str() } })
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
