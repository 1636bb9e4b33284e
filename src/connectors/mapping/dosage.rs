//! How to take a medicine: the source's own words, and what its codes say where all of it is understood.

use crate::connectors::fhir_json::{Node, amount, unit, words};
use crate::domain::{Amount, CodedDosage, Dosage, Food, Moment, Most, OfDay, Often, Unit, Within, plain};

pub(super) fn dosages(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    node.all("dosage").chain(node.all("dosageInstruction"))
}

/// How to take it: the source's own words, or dose, route and times put together where there are none.
pub(super) fn dosage(node: Node) -> Option<String> {
    let in_words = |dosage: Node| own_text(dosage).or_else(|| put_together(dosage));
    let lines: Vec<_> = dosages(node).filter_map(in_words).collect();
    (!lines.is_empty()).then(|| lines.join("; "))
}

fn own_text(dosage: Node) -> Option<String> {
    dosage.text_at("text").or_else(|| dosage.text())
}

fn put_together(dosage: Node) -> Option<String> {
    let dose = dosage.all("doseAndRate").chain([dosage]).find_map(|dose| amount(dose.at("doseQuantity")));
    let parts: Vec<_> = [dose, words(dosage.at("route")), words(dosage.at("timing").at("code"))]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What the codes of these resources say, which are about one medicine. One that is not understood speaks for all.
pub(super) fn coded_dosage<'a>(resources: impl IntoIterator<Item = Node<'a>>) -> Option<CodedDosage> {
    let told: Vec<_> = resources.into_iter().filter_map(of_resource).collect();
    let not_understood = told.contains(&CodedDosage::NotUnderstood);
    if not_understood { Some(CodedDosage::NotUnderstood) } else { told.into_iter().next() }
}

fn of_resource(resource: Node) -> Option<CodedDosage> {
    let all: Vec<_> = dosages(resource).collect();
    let fields = all.iter().filter(|dosage| dosage.is_object()).flat_map(|dosage| dosage.inner());
    let mut codes = fields.filter(|field| field.exists() && !matches!(field.name(), "text" | "sequence"));
    codes.next()?;
    // Several are a course of steps, or choices: more than one sentence can say.
    let [only] = all[..] else { return Some(CodedDosage::NotUnderstood) };
    let stands_alone = own_text(only).is_none();
    let understood = read(only).map(|dosage| CodedDosage::Understood { dosage, stands_alone });
    Some(understood.unwrap_or(CodedDosage::NotUnderstood))
}

/// FHIR's `Dosage` (R4 and STU3), where each field of it is one that we know.
fn read(dosage: Node) -> Option<Dosage> {
    let mut read = Dosage::default();
    for field in dosage.inner().filter(|field| field.exists()) {
        match field.name() {
            "text" | "sequence" | "id" => {}
            "asNeededBoolean" => read.when_needed = Some(field.truth()?),
            "route" => read.by_mouth = is_oral(field).then_some(true)?,
            "doseQuantity" | "doseSimpleQuantity" => read.amount = Some(quantity(field)?),
            "doseRange" => read.amount = Some(range(field)?),
            "doseAndRate" => read.amount = Some(dose(field)?),
            "timing" => timing(field, &mut read)?,
            "additionalInstruction" => {
                for said in field.members() {
                    read.food = Some(food(&plain(&words(said)?))?);
                }
            }
            "maxDosePerPeriod" => read.most = Some(most(only_one(field)?)?),
            _ => return None,
        }
    }
    Some(read)
}

fn only_one(field: Node<'_>) -> Option<Node<'_>> {
    let mut members = field.members();
    let only = members.next()?;
    members.next().is_none().then_some(only)
}

fn is_oral(route: Node) -> bool {
    let said = words(route).map(|words| plain(&words));
    matches!(said.as_deref(), Some("oral" | "oral use" | "oral route" | "by mouth"))
}

fn dose(field: Node) -> Option<Amount> {
    let dose = only_one(field)?;
    let mut told = dose.inner().filter(|field| field.name() != "type");
    let field = told.next()?;
    match (field.name(), told.next()) {
        ("doseQuantity", None) => quantity(field),
        ("doseRange", None) => range(field),
        _ => None,
    }
}

fn quantity(told: Node) -> Option<Amount> {
    let (from, unit) = number(told)?;
    Some(Amount { from, to: None, unit })
}

fn range(told: Node) -> Option<Amount> {
    let (from, unit) = number(told.at("low"))?;
    let (to, unit_of_most) = number(told.at("high"))?;
    (unit == unit_of_most).then_some(Amount { from, to: Some(to), unit })
}

/// A number with a unit that we know, or with none.
fn number(told: Node) -> Option<(f64, Option<Unit>)> {
    let is_exact = !told.at("comparator").exists();
    let number = told.at("value").number().filter(|_| is_exact)?;
    let unit = match unit(told).to_lowercase() {
        none if none.is_empty() || none == "1" => None,
        named => Some(Unit::named(&named)?),
    };
    Some((number, unit))
}

fn timing(timing: Node, read: &mut Dosage) -> Option<()> {
    for field in timing.inner() {
        match field.name() {
            "id" => {}
            "repeat" => repeat(field, read)?,
            "code" => {
                let code = field.all("coding").find_map(|coding| coding.text_at("code"));
                let said = words(field).or(code)?.to_lowercase();
                said_shortly(&said, read)?;
            }
            _ => return None,
        }
    }
    Some(())
}

/// `Timing.repeat`: so many times a day, every so many hours, at these moments of each day.
fn repeat(repeat: Node, read: &mut Dosage) -> Option<()> {
    let known = ["id", "frequency", "frequencyMax", "period", "periodMax", "periodUnit", "when"];
    if repeat.inner().any(|field| !known.contains(&field.name())) {
        return None;
    }
    for when in repeat.all("when") {
        at_moment(when.str()?, read)?;
    }
    let whole = |field: &str| match repeat.at(field) {
        there if there.exists() => {
            let number = there.number().filter(|n| n.fract() == 0.0 && *n >= 1.0 && *n <= 24.0);
            number.map(|number| Some(number as u8))
        }
        _ => Some(None),
    };
    let (frequency, most, period, longest) =
        (whole("frequency")?, whole("frequencyMax")?, whole("period")?, whole("periodMax")?);
    match (repeat.str_at("periodUnit"), period, longest) {
        (None, None, None) if frequency.is_none() => Some(()),
        (Some("d"), Some(1), None) => told(read, Often::TimesADay { from: frequency.unwrap_or(1), to: most }),
        (Some("h"), Some(from), to) if frequency.unwrap_or(1) == 1 && most.is_none() => {
            told(read, Often::EveryHours { from, to })
        }
        _ => None,
    }
}

/// How often, which must be the same wherever it stands.
fn told(read: &mut Dosage, often: Often) -> Option<()> {
    let before = read.often.replace(often);
    before.is_none_or(|before| before == often).then_some(())
}

/// The codes of FHIR's `GTSAbbreviation`, and those that British prescribers use.
fn said_shortly(code: &str, read: &mut Dosage) -> Option<()> {
    match code {
        "am" => at_moment("MORN", read),
        "bed" => at_moment("HS", read),
        "qd" | "once daily" | "once a day" => told(read, Often::TimesADay { from: 1, to: None }),
        "q4h" => told(read, Often::EveryHours { from: 4, to: None }),
        "q6h" => told(read, Often::EveryHours { from: 6, to: None }),
        "q8h" => told(read, Often::EveryHours { from: 8, to: None }),
        other => told(read, Often::abbreviated(other)?),
    }
}

/// FHIR's `EventTiming`.
fn at_moment(code: &str, read: &mut Dosage) -> Option<()> {
    let of_day = match code {
        "MORN" => OfDay::Morning,
        "CM" => OfDay::Breakfast,
        "EVE" => OfDay::Evening,
        "NIGHT" => OfDay::Night,
        "HS" => OfDay::Bedtime,
        meal => {
            read.food = Some(match meal {
                "AC" => Food::Before,
                "PC" => Food::After,
                "C" => Food::With,
                _ => return None,
            });
            return Some(());
        }
    };
    if read.moments.iter().all(|known| known.of_day != of_day) {
        read.moments.push(Moment { of_day, every: false });
    }
    Some(())
}

fn food(said: &str) -> Option<Food> {
    Some(match said {
        "with food" | "take with food" | "with meals" => Food::With,
        "before food" | "before meals" => Food::Before,
        "after food" | "after meals" => Food::After,
        "with or after food" | "take with or after food" => Food::WithOrAfter,
        _ => return None,
    })
}

fn most(told: Node) -> Option<Most> {
    let (number, unit) = number(told.at("numerator"))?;
    let period = told.at("denominator");
    let within = match (period.at("value").number()?, period.str_at("code").or(period.str_at("unit"))?) {
        (24.0, "h" | "hour" | "hours") => Within::TwentyFourHours,
        (1.0, "d" | "day") => Within::OneDay,
        _ => return None,
    };
    Some(Most { number, unit, within })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn coded(dosage: Value) -> Option<CodedDosage> {
        let json = json!({"resourceType": "MedicationRequest", "dosageInstruction": [dosage]});
        coded_dosage([Node::of(&json)])
    }

    fn tablets(from: f64) -> Option<Amount> {
        Some(Amount { from, to: None, unit: Some(Unit::Tablet) })
    }

    #[test]
    fn dose_times_route_and_need_are_read_from_codes() {
        let told = coded(json!({
            "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}, "code": {"coding": [{"code": "BID"}]}},
            "asNeededBoolean": true,
            "route": {"coding": [{"system": "http://snomed.info/sct", "code": "26643006", "display": "Oral route"}]},
            "doseAndRate": [{"type": {"text": "ordered"}, "doseQuantity": {"value": 1, "unit": "tablet"}}],
            "additionalInstruction": [{"text": "With food"}],
            "maxDosePerPeriod": {"numerator": {"value": 8, "unit": "tablets"}, "denominator": {"value": 24, "code": "h"}},
        }));
        let dosage = Dosage {
            amount: tablets(1.0),
            by_mouth: true,
            often: Some(Often::TimesADay { from: 2, to: None }),
            food: Some(Food::With),
            when_needed: Some(true),
            most: Some(Most { number: 8.0, unit: Some(Unit::Tablet), within: Within::TwentyFourHours }),
            ..Dosage::default()
        };
        assert_eq!(told, Some(CodedDosage::Understood { dosage, stands_alone: true }));
    }

    #[test]
    fn british_and_american_short_forms_and_moments_are_read() {
        for (timing, often, moments) in [
            (json!({"code": {"text": "TDS"}}), Some(Often::TimesADay { from: 3, to: None }), 0),
            (
                json!({"code": {"coding": [{"code": "Q6H"}]}}),
                Some(Often::EveryHours { from: 6, to: None }),
                0,
            ),
            (
                json!({"repeat": {"period": 4, "periodMax": 6, "periodUnit": "h"}}),
                Some(Often::EveryHours { from: 4, to: Some(6) }),
                0,
            ),
            (json!({"repeat": {"when": ["MORN", "NIGHT"]}}), None, 2),
        ] {
            let told = coded(
                json!({"text": "As written", "timing": timing, "doseQuantity": {"value": 1, "unit": "tablet"}}),
            );
            let Some(CodedDosage::Understood { dosage, stands_alone: false }) = told else {
                panic!("{timing}")
            };
            assert_eq!((dosage.amount, dosage.often, dosage.moments.len()), (tablets(1.0), often, moments));
        }
    }

    #[test]
    fn what_is_not_understood_in_codes_is_said_to_be_so() {
        for dosage in [
            json!({"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "wk"}}}),
            json!({"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "dayOfWeek": ["mon"]}}}),
            json!({"timing": {"code": {"text": "OD"}}}),
            json!({"doseAndRate": [{"doseQuantity": {"value": 10, "unit": "unit"}}]}),
            json!({"doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}, {"doseQuantity": {"value": 2, "unit": "tablet"}}]}),
            json!({"doseAndRate": [{"doseQuantity": {"value": 1, "comparator": "<", "unit": "tablet"}}]}),
            json!({"timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}, "code": {"text": "TDS"}}}),
            json!({"route": {"text": "Intravenous"}}),
            json!({"asNeededCodeableConcept": {"text": "pain"}}),
            json!({"text": "One daily", "patientInstruction": "On Mondays only"}),
            json!({"text": "One daily", "additionalInstruction": [{"text": "Until gone"}]}),
        ] {
            assert_eq!(coded(dosage.clone()), Some(CodedDosage::NotUnderstood), "{dosage}");
        }
    }

    #[test]
    fn a_text_alone_has_no_codes_and_two_steps_are_not_understood() {
        assert_eq!(coded(json!({"text": "One daily", "sequence": 1})), None);
        assert_eq!(coded(json!("One daily")), None);
        let step = |dose: u8| json!({"sequence": dose, "doseQuantity": {"value": dose, "unit": "tablet"}});
        let json = json!({"dosageInstruction": [step(1), step(2)]});
        assert_eq!(coded_dosage([Node::of(&json)]), Some(CodedDosage::NotUnderstood));
    }
}
