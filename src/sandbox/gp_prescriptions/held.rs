//! What a surgery holds of one person's medicines, and the requests that stand open.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use super::Asked;
use super::tasks;
use crate::sandbox::records::Record;
use crate::sandbox::records::holder::Holder;
use crate::sandbox::records::medicines::Medicine;

/// One person's medicines and requests. Requests stay until the program ends.
pub struct Held {
    pub holder: Holder,
    medicines: Vec<Medicine>,
    requests: Mutex<Vec<Request>>,
}

/// A request with the id of the try that made it.
pub struct Request {
    pub task: Value,
    pub request_id: Option<String>,
}

impl Held {
    pub fn new(holder: Holder, record: &Record) -> Held {
        let medicines = record.medicines.clone();
        let mut asked = tasks::story(&holder, &medicines);
        if record.muddled {
            asked.push(tasks::malformed(&holder, "muddle"));
        }
        let requests = asked.into_iter().map(|task| Request { task, request_id: None }).collect();
        Held { holder, medicines, requests: Mutex::new(requests) }
    }

    pub fn requests(&self) -> MutexGuard<'_, Vec<Request>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Statements or requests; `intent` and `status` narrow the latter.
    pub fn medicines(&self, what: &str, asked: &Asked<'_>) -> Vec<Value> {
        let fits = |resource: &Value, name: &str| {
            asked.parameter(name).is_none_or(|wanted| resource[name] == wanted.as_str())
        };
        let all = self.medicines.iter();
        match what {
            "MedicationStatement" => all.map(|one| one.patient_statement(&self.holder)).collect(),
            _ => all
                .flat_map(|one| one.patient_requests(&self.holder))
                .filter(|request| fits(request, "intent") && fits(request, "status"))
                .collect(),
        }
    }

    /// One plan or issue.
    pub fn request(&self, id: &str) -> Option<Value> {
        let mut all = self.medicines.iter().flat_map(|one| one.patient_requests(&self.holder));
        all.find(|request| request["id"] == id)
    }

    /// The medicine of a plan that may be asked for again.
    pub fn repeat(&self, plan: &str) -> Option<&Medicine> {
        self.medicines.iter().find(|one| one.is_repeat() && one.plan_id(&self.holder) == plan)
    }

    pub fn task(&self, id: &str) -> Option<Value> {
        self.requests().iter().map(|request| &request.task).find(|task| task["id"] == id).cloned()
    }

    /// Every request, after the plans that they ask for where those are wanted.
    pub fn tasks(&self, asked: &Asked<'_>) -> Vec<Value> {
        let status = asked.parameter("status");
        let wanted = |task: &Value| status.as_deref().is_none_or(|status| task["status"] == status);
        let tasks: Vec<Value> =
            self.requests().iter().map(|request| request.task.clone()).filter(wanted).collect();
        let mut all = Vec::new();
        if asked.parameter("_include").as_deref() == Some("Task:focus:MedicationRequest") {
            let plans = self.medicines.iter().filter(|medicine| {
                let reference = format!("MedicationRequest/{}", medicine.plan_id(&self.holder));
                tasks.iter().any(|task| task["focus"]["reference"] == reference.as_str())
            });
            all.extend(plans.filter_map(|plan| plan.patient_requests(&self.holder).into_iter().next()));
        }
        all.extend(tasks);
        all
    }
}
