//! Test results and measurements, dated by when the sample was taken or the measurement made.

use std::collections::{HashMap, HashSet};

use super::Context;
use super::result_sets::{Order, pressures};
use super::ties::ties;
use crate::connectors::fhir_json::{
    Node, SetAside, coded, codings, date, first_date, has_code, notes, status, unit, words,
};
use crate::domain::{
    Coded, PartialDate, ResultPart, ResultState, ResultValue, Sample, TestResult, Ties, UsualRange,
    is_vital_sign,
};

/// What an observation takes from the report it came in.
#[derive(Clone, Default)]
struct FromReport {
    group: Option<String>,
    report: Option<String>,
    asked_by: Option<String>,
    taken: Option<PartialDate>,
    reported: Option<PartialDate>,
    sample: Option<Sample>,
    ties: Ties,
}

/// The results among `resources` (observations and reports).
///
/// A report names the group of its observations. So does an observation that only holds others together; it is no
/// entry of its own. A report without observations is an entry with its conclusion.
pub fn test_results<'a>(resources: &[Node<'a>], context: &Context<'a>) -> Vec<Result<TestResult, SetAside>> {
    let is_report = |resource: &Node| resource.resource_type() == "DiagnosticReport";
    let (reports, observations): (Vec<_>, Vec<_>) = resources.iter().copied().partition(is_report);
    let mut from_report = HashMap::new();
    let mut order = Order::default();
    let mut shown: HashSet<String> = observations.iter().map(|node| context.source_id(*node)).collect();
    let mut all = observations;
    let mut alone = Vec::new();
    for report in reports.into_iter().filter(|report| counts(*report)) {
        let told = told_by_report(report, context);
        let members = members(report, &["result"], context);
        if members.is_empty() {
            alone.push(report);
        }
        let mut in_order = Vec::new();
        // The last is taken first, so the report's first stands last.
        let mut waiting: Vec<_> = members.into_iter().rev().collect();
        while let Some(member) = waiting.pop() {
            let id = context.source_id(member);
            in_order.push(id.clone());
            if from_report.insert(id.clone(), told.clone()).is_none() {
                waiting.extend(held_together(member, context).into_iter().rev());
            }
            if shown.insert(id) {
                all.push(member);
            }
        }
        order.add(in_order);
    }
    let mut readings = HashMap::new();
    let mut in_a_reading = HashSet::new();
    for holder in &all {
        let members = held_together(*holder, context);
        if let Some(values) = pressures(*holder, &members).filter(|_| !has_value(*holder)) {
            in_a_reading.extend(values.map(|value| context.source_id(value)));
            readings.insert(context.source_id(*holder), values);
            continue;
        }
        let (group, set) = (words(holder.at("code")), context.source_id(*holder));
        order.add(members.iter().map(|member| context.source_id(*member)));
        for member in members {
            let told = from_report.entry(context.source_id(member)).or_insert_with(FromReport::default);
            (told.group, told.report) = (group.clone(), Some(set.clone()));
        }
    }
    let is_entry = |node: &Node<'a>| {
        let id = context.source_id(*node);
        let holds_nothing = || has_value(*node) || held_together(*node, context).is_empty();
        !in_a_reading.contains(&id) && (readings.contains_key(&id) || holds_nothing())
    };
    let entries: Vec<_> = all.into_iter().filter(is_entry).collect();
    let none = FromReport::default();
    let mut results: Vec<_> = order
        .apply(&entries, context)
        .into_iter()
        .map(|node| {
            let id = context.source_id(node);
            let mut result = observation(node, from_report.get(&id).unwrap_or(&none), context)?;
            result.parts.extend(readings.get(&id).into_iter().flatten().filter_map(|value| part(*value)));
            Ok(result)
        })
        .collect();
    results.extend(alone.into_iter().map(|report| lone_report(report, context)));
    results
}

fn counts(resource: Node) -> bool {
    status(resource.at("status")).as_deref() != Some("entered-in-error")
}

fn told_by_report<'a>(report: Node<'a>, context: &Context<'a>) -> FromReport {
    let requests = report.all("basedOn").filter_map(|reference| context.index.resolve(report, reference));
    let asked_by = requests.into_iter().find_map(|request| context.name_in(request, &["requester"]));
    FromReport {
        group: words(report.at("code")),
        report: Some(context.source_id(report)),
        asked_by,
        taken: taken(report, context),
        reported: date(report.at("issued")),
        sample: sample(report, context),
        ties: ties(report, context),
    }
}

/// A result belongs to what its report belongs to.
fn with_those_of(mut own: Ties, report: &Ties) -> Ties {
    report.references.iter().for_each(|reference| own.add_reference(reference.clone()));
    report.booking_references.iter().for_each(|number| own.add_booking_reference(number));
    own
}

fn members<'a>(holder: Node<'a>, fields: &[&str], context: &Context<'a>) -> Vec<Node<'a>> {
    let references = fields.iter().flat_map(|field| holder.all(field));
    let resolved = references.filter_map(|reference| context.index.resolve(holder, reference));
    resolved.filter(|member| member.resource_type() == "Observation").collect()
}

/// The observations that this one holds together: R4's `hasMember`, STU3's `related`.
fn held_together<'a>(holder: Node<'a>, context: &Context<'a>) -> Vec<Node<'a>> {
    let mut held = members(holder, &["hasMember"], context);
    let related =
        holder.all("related").filter(|related| matches!(related.str_at("type"), None | Some("has-member")));
    held.extend(
        related
            .filter_map(|related| context.index.resolve(holder, related.at("target")))
            .filter(|member| member.resource_type() == "Observation" && member.id() != holder.id()),
    );
    held
}

fn observation<'a>(
    node: Node<'a>,
    report: &FromReport,
    context: &Context<'a>,
) -> Result<TestResult, SetAside> {
    if !counts(node) {
        return Err(SetAside::DoesNotCount);
    }
    let name = coded(node.at("code")).ok_or(SetAside::NoName)?;
    let comment = notes(node).or_else(|| words(node.at("dataAbsentReason")));
    let in_category = node.all("category").any(|category| has_code(category, &["vital-signs"]));
    Ok(TestResult {
        source_id: context.source_id(node),
        is_vital_sign: in_category || is_vital_sign(&name),
        name,
        value: value(node),
        range: range(node),
        mark: mark(node),
        state: state(node),
        taken: taken(node, context).or(report.taken),
        reported: date(node.at("issued")).or(report.reported),
        group: report.group.clone(),
        report: report.report.clone(),
        asked_by: report.asked_by.clone(),
        comment,
        parts: node.all("component").filter_map(part).collect(),
        sample: sample(node, context).or_else(|| report.sample.clone()),
        body_site: words(node.at("bodySite")),
        ties: with_those_of(ties(node, context), &report.ties),
    })
}

fn lone_report<'a>(report: Node<'a>, context: &Context<'a>) -> Result<TestResult, SetAside> {
    let told = told_by_report(report, context);
    let concluded = report.text_at("conclusion").or_else(|| {
        let coded = report.all("conclusionCode").chain(report.all("codedDiagnosis"));
        coded.into_iter().find_map(words)
    });
    Ok(TestResult {
        source_id: context.source_id(report),
        name: coded(report.at("code")).ok_or(SetAside::NoName)?,
        value: concluded.map(ResultValue::Text),
        range: None,
        mark: None,
        state: state(report),
        taken: told.taken,
        reported: told.reported,
        group: None,
        report: None,
        is_vital_sign: false,
        asked_by: told.asked_by,
        comment: notes(report),
        parts: Vec::new(),
        sample: told.sample,
        body_site: None,
        ties: told.ties,
    })
}

/// What was taken, where all of it is one sample: of several nobody can say which a value came from.
fn sample<'a>(node: Node<'a>, context: &Context<'a>) -> Option<Sample> {
    let mut specimens = node.all("specimen").filter_map(|reference| context.index.resolve(node, reference));
    let (specimen, None) = (specimens.next()?, specimens.next()) else { return None };
    let sample = Sample {
        what: words(specimen.at("type")),
        number: specimen.at("accessionIdentifier").text_at("value"),
    };
    (sample.what.is_some() || sample.number.is_some()).then_some(sample)
}

fn part(component: Node) -> Option<ResultPart> {
    let name: Coded = coded(component.at("code"))?;
    Some(ResultPart { name, value: value(component), range: range(component), mark: mark(component) })
}

/// When the sample was taken or the measurement made. Never when it was issued or stored.
fn taken<'a>(node: Node<'a>, context: &Context<'a>) -> Option<PartialDate> {
    let effective = first_date(node, &["effectiveDateTime", "effectivePeriod", "effectiveInstant"]);
    effective.or_else(|| {
        let specimens = node.all("specimen").filter_map(|reference| context.index.resolve(node, reference));
        specimens.into_iter().find_map(|specimen| {
            let collection = specimen.at("collection");
            let collected = first_date(collection, &["collectedDateTime", "collectedPeriod", "collected"]);
            collected.or_else(|| date(specimen.at("receivedTime")))
        })
    })
}

/// Whether it is a measurement, wherever it stands: it has a value, or amounts as components.
pub fn is_measurement(node: Node) -> bool {
    value(node).is_some()
        || node.all("component").any(|component| quantity(component.at("valueQuantity")).is_some())
}

/// Whether it says anything beyond its name.
fn has_value(node: Node) -> bool {
    value(node).is_some() || node.all("component").any(|component| value(component).is_some())
}

/// The value in words, with its components, for a line of text.
pub fn value_words(node: Node) -> Option<String> {
    let own = value(node).map(|value| in_words(&value));
    let parts = node.all("component").filter_map(part).filter_map(|part| {
        let value = in_words(&part.value?);
        Some(format!("{} {value}", part.name.text))
    });
    let all: Vec<_> = own.into_iter().chain(parts).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn in_words(value: &ResultValue) -> String {
    match value {
        ResultValue::Text(text) => text.clone(),
        ResultValue::Quantity { comparator, number, unit } => {
            format!("{}{number} {unit}", comparator.as_deref().unwrap_or_default()).trim_end().to_owned()
        }
    }
}

fn value(node: Node) -> Option<ResultValue> {
    quantity(node.at("valueQuantity")).or_else(|| text_value(node).map(ResultValue::Text))
}

fn quantity(quantity: Node) -> Option<ResultValue> {
    let number = quantity.at("value").number()?;
    let comparator = quantity.text_at("comparator");
    Some(ResultValue::Quantity { comparator, number, unit: unit(quantity) })
}

fn text_value(node: Node) -> Option<String> {
    let yes_or_no = |truth: bool| if truth { "Yes" } else { "No" }.to_owned();
    words(node.at("valueCodeableConcept"))
        .or_else(|| node.text_at("valueString"))
        .or_else(|| node.at("valueBoolean").truth().map(yes_or_no))
        .or_else(|| node.text_at("valueInteger"))
        .or_else(|| span(node.at("valueRange")))
        .or_else(|| ratio(node.at("valueRatio")))
        .or_else(|| node.text_at("valueDateTime"))
        .or_else(|| node.text_at("valueTime"))
}

fn span(range: Node) -> Option<String> {
    let low = range.at("low").at("value").number()?;
    let high = range.at("high").at("value").number()?;
    Some(format!("{low} to {high} {}", unit(range.at("high"))).trim_end().to_owned())
}

fn ratio(ratio: Node) -> Option<String> {
    let above = ratio.at("numerator").at("value").number()?;
    let below = ratio.at("denominator").at("value").number()?;
    Some(format!("{above}:{below}"))
}

/// The range for this very result: the usual one where the laboratory gave several.
fn range(node: Node) -> Option<UsualRange> {
    let is_usual = |range: &Node| !range.at("type").exists() || has_code(range.at("type"), &["normal"]);
    let range = node.all("referenceRange").find(is_usual)?;
    let usual = UsualRange {
        low: range.at("low").at("value").number(),
        high: range.at("high").at("value").number(),
        text: range.text_at("text"),
    };
    (usual != UsualRange::default()).then_some(usual)
}

/// The laboratory's own mark: its words, or the words of the standard code.
fn mark(node: Node) -> Option<String> {
    node.all("interpretation").find_map(|mark| {
        words(mark).or_else(|| {
            let code = codings(mark).find_map(|coding| coding.text_at("code"))?;
            Some(in_plain_words(&code).unwrap_or(&code).to_owned())
        })
    })
}

/// HL7 "ObservationInterpretation", the codes in use by laboratories.
fn in_plain_words(code: &str) -> Option<&'static str> {
    Some(match code {
        "H" => "High",
        "HH" => "Critically high",
        "L" => "Low",
        "LL" => "Critically low",
        "N" => "Normal",
        "A" => "Abnormal",
        "AA" => "Critically abnormal",
        "POS" => "Positive",
        "NEG" => "Negative",
        _ => return None,
    })
}

fn state(node: Node) -> ResultState {
    match status(node.at("status")).as_deref() {
        Some("final") => ResultState::Final,
        Some("registered" | "preliminary" | "partial") => ResultState::NotFinal,
        Some("amended" | "corrected" | "appended") => ResultState::Corrected,
        Some("cancelled") => ResultState::Cancelled,
        _ => ResultState::NotSaid,
    }
}
