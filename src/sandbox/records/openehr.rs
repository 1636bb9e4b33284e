//! Entries as openEHR compositions in canonical JSON (RM 1.0.4), as EHRbase stores and returns them.

use serde_json::{Value, json};

use super::Record;
use super::calendar::stamp;
use super::codes::Concept;
use super::holder::{Holder, put};
use super::results::{Measured, Shape, TestResult};
use super::visits::Visit;

/// Every composition about the person.
pub fn compositions(record: &Record, holder: &Holder) -> Vec<Value> {
    let visits = record.visits.iter().map(|visit| encounter(visit, holder));
    let results = record.results.iter().map(|result| report(result, holder));
    let muddled = record.muddled.then(|| malformed(holder, "muddle"));
    visits.chain(results).chain(muddled).collect()
}

/// A composition about the right person whose fields are of the wrong kinds.
pub fn malformed(holder: &Holder, key: &str) -> Value {
    json!({
        "_type": "COMPOSITION", "uid": uid(holder, key), "archetype_node_id": "openEHR-EHR-COMPOSITION.encounter.v1",
        "name": 7, "category": "event", "composer": [], "context": { "start_time": ["yesterday"] },
        "content": [{ "_type": "OBSERVATION", "name": {}, "data": { "events": "none" } }],
    })
}

fn encounter(visit: &Visit, holder: &Holder) -> Value {
    let mut content: Vec<_> = visit.reason.map(reason).into_iter().collect();
    let notes: Vec<_> = visit.notes.iter().map(|(heading, text)| synopsis(heading, text)).collect();
    if !notes.is_empty() {
        content.push(located(
            "SECTION",
            "openEHR-EHR-SECTION.adhoc.v1",
            text("Notes"),
            json!({ "items": notes }),
        ));
    }
    let mut context = json!({ "_type": "EVENT_CONTEXT", "start_time": moment(&stamp(visit.start)) });
    put(&mut context, "end_time", visit.end.map(|end| moment(&stamp(end))));
    put(&mut context, "location", holder.organisation.place(visit.place).map(|place| place.name));
    context["setting"] = coded_text("other care", "openehr", "238");
    context["health_care_facility"] = facility(holder);
    composition(holder, &visit.key, "encounter.v1", &visit.title, visit.worker, context, content)
}

fn report(result: &TestResult, holder: &Holder) -> Value {
    let observation = match &result.shape {
        Shape::Panel(name, values) => laboratory(result, *name, values, None),
        Shape::Single(value) => laboratory(result, value.what, std::slice::from_ref(value), None),
        Shape::Words(what, words) => laboratory(result, *what, &[], Some(words)),
        Shape::BloodPressure(systolic, diastolic) => blood_pressure(result, *systolic, *diastolic),
    };
    let context = json!({
        "_type": "EVENT_CONTEXT", "start_time": moment(&result.reported_at()),
        "setting": coded_text("other care", "openehr", "238"), "health_care_facility": facility(holder),
    });
    let content = vec![observation];
    composition(holder, &result.key, "report-result.v1", "Result report", result.requester, context, content)
}

fn composition(
    holder: &Holder,
    key: &str,
    archetype: &str,
    name: &str,
    worker: &str,
    context: Value,
    content: Vec<Value>,
) -> Value {
    let id = format!("openEHR-EHR-COMPOSITION.{archetype}");
    let composer = holder.organisation.worker(worker);
    let composer = composer.map_or_else(|| holder.organisation.name.to_owned(), |worker| worker.full_name());
    let mut composition = located("COMPOSITION", &id, text(name), json!({ "content": content }));
    composition["uid"] = uid(holder, key);
    composition["archetype_details"] =
        json!({ "archetype_id": { "value": id }, "template_id": { "value": name }, "rm_version": "1.0.4" });
    composition["language"] = phrase("ISO_639-1", "en");
    composition["territory"] = phrase("ISO_3166-1", "GB");
    composition["category"] = coded_text("event", "openehr", "433");
    composition["composer"] = json!({ "_type": "PARTY_IDENTIFIED", "name": composer });
    composition["context"] = context;
    composition
}

fn laboratory(result: &TestResult, name: Concept, values: &[Measured], conclusion: Option<&str>) -> Value {
    let specimen = located(
        "CLUSTER",
        "openEHR-EHR-CLUSTER.specimen.v1",
        text("Specimen"),
        json!({ "items": [
            element("at0029", "Specimen type", text("Venous blood")),
            element("at0015", "Collection date/time", moment(&result.taken_at())),
        ] }),
    );
    let status = if result.status == "final" { ("Final", "at0038") } else { ("Partial", "at0037") };
    let mut items = vec![
        element("at0005", "Test name", concept(name)),
        specimen,
        element("at0073", "Overall test status", coded_text(status.0, "local", status.1)),
        element("at0075", "Overall test status timestamp", moment(&result.reported_at())),
    ];
    items.extend(values.iter().map(analyte));
    items.extend(conclusion.map(|words| element("at0057", "Conclusion", text(words))));
    items.extend(result.comment.map(|comment| element("at0101", "Comment", text(comment))));
    let archetype = "openEHR-EHR-OBSERVATION.laboratory_test_result.v1";
    observation(archetype, text("Laboratory test result"), &result.taken_at(), items)
}

fn analyte(value: &Measured) -> Value {
    let mut amount = quantity(value.value, value.unit);
    if value.less_than {
        amount["magnitude_status"] = "<".into();
    }
    let bound = |end: Option<f64>| end.map(|end| quantity(end, value.unit));
    if value.low.is_some() || value.high.is_some() {
        let mut range = json!({
            "_type": "DV_INTERVAL", "lower_included": true, "upper_included": true,
            "lower_unbounded": value.low.is_none(), "upper_unbounded": value.high.is_none(),
        });
        put(&mut range, "lower", bound(value.low));
        put(&mut range, "upper", bound(value.high));
        amount["normal_range"] = range;
    }
    let mark = match (value.low, value.high) {
        _ if value.less_than => None,
        (Some(low), _) if value.value < low => Some("L"),
        (_, Some(high)) if value.value > high => Some("H"),
        _ => None,
    };
    put(&mut amount, "normal_status", mark.map(|mark| phrase("openehr_normal_statuses", mark)));
    located(
        "CLUSTER",
        "openEHR-EHR-CLUSTER.laboratory_test_analyte.v1",
        text("Laboratory analyte result"),
        json!({ "items": [
            element("at0024", "Analyte name", concept(value.what)),
            element("at0001", "Analyte result", amount),
        ] }),
    )
}

fn blood_pressure(result: &TestResult, systolic: u32, diastolic: u32) -> Value {
    let amount = |value: u32| quantity(f64::from(value), "mm[Hg]");
    let items = vec![
        element("at0004", "Systolic", amount(systolic)),
        element("at0005", "Diastolic", amount(diastolic)),
    ];
    observation(
        "openEHR-EHR-OBSERVATION.blood_pressure.v2",
        text("Blood pressure"),
        &result.taken_at(),
        items,
    )
}

fn observation(archetype: &str, name: Value, taken: &str, items: Vec<Value>) -> Value {
    let tree = located("ITEM_TREE", "at0003", text("Tree"), json!({ "items": items }));
    let event =
        located("POINT_EVENT", "at0002", text("Any event"), json!({ "time": moment(taken), "data": tree }));
    let history = json!({ "origin": moment(taken), "events": [event] });
    let data = located("HISTORY", "at0001", text("Event Series"), history);
    entry("OBSERVATION", archetype, name, data)
}

fn reason(words: &str) -> Value {
    let items = [element("at0004", "Presenting problem", text(words))];
    evaluation("openEHR-EHR-EVALUATION.reason_for_encounter.v1", "Reason for encounter", &items)
}

fn synopsis(heading: &str, words: &str) -> Value {
    let items = [element("at0002", "Synopsis", text(words))];
    evaluation("openEHR-EHR-EVALUATION.clinical_synopsis.v1", heading, &items)
}

fn evaluation(archetype: &str, name: &str, items: &[Value]) -> Value {
    let data = located("ITEM_TREE", "at0001", text("Tree"), json!({ "items": items }));
    entry("EVALUATION", archetype, text(name), data)
}

fn entry(kind: &str, archetype: &str, name: Value, data: Value) -> Value {
    let details = json!({ "archetype_id": { "value": archetype }, "rm_version": "1.0.4" });
    let fields = json!({
        "archetype_details": details, "language": phrase("ISO_639-1", "en"),
        "encoding": phrase("IANA_character-sets", "UTF-8"), "subject": { "_type": "PARTY_SELF" }, "data": data,
    });
    located(kind, archetype, name, fields)
}

/// The fields that every node has (RM "LOCATABLE"), with those of its own.
fn located(kind: &str, node_id: &str, name: Value, fields: Value) -> Value {
    let mut node = json!({ "_type": kind, "name": name, "archetype_node_id": node_id });
    if let (Some(node), Value::Object(fields)) = (node.as_object_mut(), fields) {
        node.extend(fields);
    }
    node
}

fn element(node_id: &str, name: &str, value: Value) -> Value {
    located("ELEMENT", node_id, text(name), json!({ "value": value }))
}

fn uid(holder: &Holder, key: &str) -> Value {
    let id = holder.id("COMPOSITION", key);
    json!({ "_type": "OBJECT_VERSION_ID", "value": format!("{id}::{}::1", system_id(holder)) })
}

/// The name that the server gives itself.
pub fn system_id(holder: &Holder) -> String {
    format!("{}.example.org", holder.organisation.ods_code.to_lowercase())
}

fn facility(holder: &Holder) -> Value {
    json!({ "_type": "PARTY_IDENTIFIED", "name": holder.organisation.name })
}

fn text(words: &str) -> Value {
    json!({ "_type": "DV_TEXT", "value": words })
}

fn coded_text(words: &str, terminology: &str, code: &str) -> Value {
    json!({ "_type": "DV_CODED_TEXT", "value": words, "defining_code": phrase(terminology, code) })
}

fn concept(concept: Concept) -> Value {
    coded_text(concept.term, "SNOMED-CT", concept.code)
}

fn phrase(terminology: &str, code: &str) -> Value {
    json!({
        "_type": "CODE_PHRASE", "terminology_id": { "_type": "TERMINOLOGY_ID", "value": terminology },
        "code_string": code,
    })
}

fn quantity(magnitude: f64, units: &str) -> Value {
    json!({ "_type": "DV_QUANTITY", "magnitude": magnitude, "units": units })
}

fn moment(stamp: &str) -> Value {
    json!({ "_type": "DV_DATE_TIME", "value": stamp })
}
