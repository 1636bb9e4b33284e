//! Care plans, each with its goals as resources of their own and its activities inside it.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendar::{moment, stamp};
use super::codes::{Concept, coding};
use super::holder::{Holder, put};

/// A care plan as a hospital or a community trust wrote it.
#[derive(Clone, Debug)]
pub struct CarePlan {
    key: String,
    title: &'static str,
    /// A FHIR request status.
    status: &'static str,
    started: NaiveDate,
    ended: Option<NaiveDate>,
    author: &'static str,
    /// A condition of the person's, held at the same place.
    for_what: Option<Concept>,
    description: Option<&'static str>,
    goals: Vec<Goal>,
    activities: Vec<Activity>,
    note: Option<&'static str>,
    /// The visit at which it was made, by its key.
    visit: Option<&'static str>,
}

#[derive(Clone, Debug)]
struct Goal {
    text: &'static str,
    due: NaiveDate,
}

#[derive(Clone, Debug)]
struct Activity {
    text: &'static str,
    /// A FHIR care plan activity status.
    status: &'static str,
    is_not_to_be_done: bool,
}

/// A plan that is in use.
pub fn care_plan(key: &str, title: &'static str, started: NaiveDate) -> CarePlan {
    CarePlan {
        key: key.to_owned(),
        title,
        status: "active",
        started,
        ended: None,
        author: "",
        for_what: None,
        description: None,
        goals: Vec::new(),
        activities: Vec::new(),
        note: None,
        visit: None,
    }
}

impl CarePlan {
    pub fn completed(mut self, day: NaiveDate) -> Self {
        (self.status, self.ended) = ("completed", Some(day));
        self
    }

    pub fn of_visit(mut self, visit: &'static str) -> Self {
        self.visit = Some(visit);
        self
    }

    pub fn by(mut self, worker: &'static str) -> Self {
        self.author = worker;
        self
    }

    pub fn for_what(mut self, condition: Concept) -> Self {
        self.for_what = Some(condition);
        self
    }

    pub fn description(mut self, description: &'static str) -> Self {
        self.description = Some(description);
        self
    }

    pub fn goal(mut self, text: &'static str, due: NaiveDate) -> Self {
        self.goals.push(Goal { text, due });
        self
    }

    /// Something to do, with its status.
    pub fn activity(mut self, text: &'static str, status: &'static str) -> Self {
        self.activities.push(Activity { text, status, is_not_to_be_done: false });
        self
    }

    /// Something that must not be done.
    pub fn not(mut self, text: &'static str) -> Self {
        self.activities.push(Activity { text, status: "in-progress", is_not_to_be_done: true });
        self
    }

    pub fn note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }

    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let goals: Vec<_> =
            self.goals.iter().enumerate().map(|(at, goal)| self.goal_r4(holder, at, goal)).collect();
        let mut plan = holder.r4("CarePlan", &self.key, moment(self.started, 14, 30));
        plan["status"] = self.status.into();
        plan["intent"] = "plan".into();
        plan["title"] = self.title.into();
        put(&mut plan, "description", self.description);
        plan["subject"] = holder.subject();
        put(&mut plan, "encounter", self.visit.map(|key| holder.encounter(key)));
        plan["period"] = json!({ "start": self.started.to_string() });
        if let Some(ended) = self.ended {
            plan["period"]["end"] = ended.to_string().into();
        }
        plan["created"] = stamp(moment(self.started, 14, 30)).into();
        put(&mut plan, "author", holder.worker(self.author));
        put(
            &mut plan,
            "addresses",
            self.for_what.map(|what| {
                let id = holder.id("Condition", what.code);
                json!([{ "reference": format!("Condition/{id}"), "display": what.term }])
            }),
        );
        if !goals.is_empty() {
            let reference = |goal: &Value| json!({ "reference": format!("Goal/{}", goal["id"].as_str().unwrap_or_default()) });
            plan["goal"] = goals.iter().map(reference).collect();
        }
        if !self.activities.is_empty() {
            plan["activity"] = self.activities.iter().map(activity_r4).collect();
        }
        put(&mut plan, "note", self.note.map(|note| json!([{ "text": note }])));
        [plan].into_iter().chain(goals).collect()
    }

    fn goal_r4(&self, holder: &Holder, at: usize, goal: &Goal) -> Value {
        let mut resource =
            holder.r4("Goal", &format!("{}-goal-{at}", self.key), moment(self.started, 14, 30));
        resource["lifecycleStatus"] = if self.ended.is_some() { "completed" } else { "active" }.into();
        resource["achievementStatus"] = match self.ended {
            Some(_) => {
                coding("http://terminology.hl7.org/CodeSystem/goal-achievement", "achieved", "Achieved")
            }
            None => {
                coding("http://terminology.hl7.org/CodeSystem/goal-achievement", "in-progress", "In Progress")
            }
        };
        resource["description"] = json!({ "text": goal.text });
        resource["subject"] = holder.subject();
        resource["target"] = json!([{ "dueDate": goal.due.to_string() }]);
        resource
    }
}

fn activity_r4(activity: &Activity) -> Value {
    let mut detail = json!({ "status": activity.status, "description": activity.text });
    if activity.is_not_to_be_done {
        detail["doNotPerform"] = true.into();
    }
    json!({ "detail": detail })
}
