//! openEHR's data types (RM "data_types") as domain values: texts, codes, amounts, dates.

use crate::connectors::fhir_json::Node;
use crate::domain::{Code, CodeSystem, Coded, PartialDate, ResultValue, UsualRange};

/// The words of a `DV_TEXT`, a `DV_CODED_TEXT` or a bare text.
pub fn words(value: Node) -> Option<String> {
    value.text_at("value").or_else(|| value.str().map(str::to_owned))
}

/// A `DV_TEXT` or `DV_CODED_TEXT` with its codes; codes that mean something in one template alone are left out.
pub fn coded(value: Node) -> Option<Coded> {
    let same = value.all("mappings").filter(|mapping| mapping.str_at("match") == Some("="));
    let phrases = std::iter::once(value.at("defining_code")).chain(same.map(|mapping| mapping.at("target")));
    Some(Coded { text: words(value)?, codes: phrases.filter_map(code).collect() })
}

fn code(phrase: Node) -> Option<Code> {
    let terminology = phrase.at("terminology_id");
    let terminology = terminology.text_at("value").or_else(|| terminology.text())?;
    // A release may follow: `SNOMED-CT(2003)` (RM "TERMINOLOGY_ID").
    let name = terminology.split('(').next().unwrap_or_default().trim();
    let system = match name.to_ascii_uppercase().as_str() {
        "LOCAL" | "OPENEHR" => return None,
        "SNOMED-CT" | "SNOMED CT" | "SNOMEDCT" | "SNOMED" => CodeSystem::Snomed,
        _ => CodeSystem::from_uri(name),
    };
    Some(Code { system, code: phrase.text_at("code_string")? })
}

/// A `DV_DATE_TIME`, a `DV_DATE` or a bare text, never more exact than it stands.
pub fn date(value: Node) -> Option<PartialDate> {
    let text = words(value)?;
    PartialDate::parse(&text).or_else(|| PartialDate::parse(&extended(&text)?)).or_else(|| {
        // Hours without minutes: the day is certain.
        PartialDate::parse(text.get(..10)?)
    })
}

/// ISO 8601 as openEHR allows it in the form that FHIR demands: seconds may be missing, and so may the colon of the
/// offset; a comma may stand before fractions.
fn extended(text: &str) -> Option<String> {
    let (day, rest) = text.trim().split_once('T')?;
    let zone_at = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at_checked(zone_at)?;
    let time = time.replace(',', ".");
    let time = if time.len() == 5 { format!("{time}:00") } else { time };
    let zone = match zone.len() {
        3 => format!("{zone}:00"),
        5 => format!("{}:{}", zone.get(..3)?, zone.get(3..)?),
        _ => zone.to_owned(),
    };
    Some(format!("{day}T{time}{zone}"))
}

/// Which data type it is.
pub fn kind(value: Node<'_>) -> &str {
    let name = value.str_at("_type").unwrap_or_default();
    // `DV_INTERVAL<DV_QUANTITY>` in some servers.
    name.split('<').next().unwrap_or_default()
}

/// Whether it was measured or counted: anything that can be put in order (RM "DV_ORDERED", dates apart).
pub fn is_measured(value: Node) -> bool {
    let is_amount = matches!(
        kind(value),
        "DV_QUANTITY" | "DV_COUNT" | "DV_PROPORTION" | "DV_ORDINAL" | "DV_SCALE" | "DV_INTERVAL"
    );
    is_amount && result(value).is_some()
}

/// A value as a result shows it.
pub fn result(value: Node) -> Option<ResultValue> {
    match kind(value) {
        "DV_QUANTITY" => quantity(value, unit(value)),
        "DV_COUNT" => quantity(value, String::new()),
        "DV_PROPORTION" => proportion(value),
        "DV_ORDINAL" | "DV_SCALE" => words(value.at("symbol")).map(ResultValue::Text),
        "DV_INTERVAL" => interval(value),
        "DV_BOOLEAN" => {
            let yes = value.at("value").truth()?;
            Some(ResultValue::Text(if yes { "Yes" } else { "No" }.to_owned()))
        }
        "DV_TEXT" | "DV_CODED_TEXT" | "DV_DATE_TIME" | "DV_DATE" | "DV_TIME" | "DV_DURATION" => {
            words(value).map(ResultValue::Text)
        }
        _ => None,
    }
}

/// As the source writes it; a name for reading where it gives one (RM 1.1 "units_display_name").
fn unit(quantity: Node) -> String {
    let unit = quantity.text_at("units_display_name").or_else(|| quantity.text_at("units"));
    // UCUM's "1" says that there is no unit.
    unit.filter(|unit| unit != "1").unwrap_or_default()
}

/// `magnitude_status` bounds the value, as a FHIR comparator does; `~` says that it is only about right, and stays.
fn quantity(value: Node, unit: String) -> Option<ResultValue> {
    let number = value.at("magnitude").number()?;
    match value.str_at("magnitude_status") {
        None | Some("=") => Some(ResultValue::Quantity { comparator: None, number, unit }),
        Some(bound @ ("<" | "<=" | ">" | ">=")) => {
            Some(ResultValue::Quantity { comparator: Some(bound.to_owned()), number, unit })
        }
        Some(other) => Some(ResultValue::Text(format!("{other}{number} {unit}").trim_end().to_owned())),
    }
}

/// `type`: 0 a ratio, 1 a plain number, 2 a percentage, 3 and 4 fractions (RM "PROPORTION_KIND").
fn proportion(value: Node) -> Option<ResultValue> {
    let above = value.at("numerator").number()?;
    let below = value.at("denominator").number();
    let plain = |unit: &str| ResultValue::Quantity { comparator: None, number: above, unit: unit.to_owned() };
    match (value.at("type").number().map(|kind| kind as i64), below) {
        (Some(2), _) => Some(plain("%")),
        (Some(1), _) | (None, None) => Some(plain("")),
        (Some(3 | 4), Some(below)) => Some(ResultValue::Text(format!("{above}/{below}"))),
        (_, Some(below)) => Some(ResultValue::Text(format!("{above}:{below}"))),
        _ => None,
    }
}

fn interval(value: Node) -> Option<ResultValue> {
    let (lower, upper) = (value.at("lower"), value.at("upper"));
    let bound = |end: Node, closed: bool, signs: [&str; 2]| -> Option<ResultValue> {
        let comparator = Some(signs[usize::from(closed)].to_owned());
        Some(ResultValue::Quantity { comparator, number: end.at("magnitude").number()?, unit: unit(end) })
    };
    let includes = |field: &str| value.at(field).truth().unwrap_or(true);
    match (lower.at("magnitude").number(), upper.at("magnitude").number()) {
        (Some(_), Some(_)) => Some(ResultValue::Text(span(lower, upper)?)),
        (Some(_), None) => bound(lower, includes("lower_included"), [">", ">="]),
        (None, Some(_)) => bound(upper, includes("upper_included"), ["<", "<="]),
        (None, None) => None,
    }
}

fn span(lower: Node, upper: Node) -> Option<String> {
    let (low, high) = (lower.at("magnitude").number()?, upper.at("magnitude").number()?);
    let (low_unit, high_unit) = (unit(lower), unit(upper));
    let first = if low_unit == high_unit { low.to_string() } else { format!("{low} {low_unit}") };
    Some(format!("{first} to {high} {high_unit}").trim_end().to_owned())
}

/// The range that came with this very value. One in another unit than the value is kept in words, since its numbers
/// must never be compared with it.
pub fn range(value: Node) -> Option<UsualRange> {
    let normal = value.at("normal_range");
    let (lower, upper) = (normal.at("lower"), normal.at("upper"));
    let ends = [lower, upper].into_iter().filter(|end| end.at("magnitude").number().is_some());
    let same_unit = kind(value) == "DV_QUANTITY" || kind(value) == "DV_COUNT";
    let same_unit = same_unit && ends.clone().all(|end| unit(end) == unit(value));
    if same_unit {
        let range = UsualRange {
            low: lower.at("magnitude").number(),
            high: upper.at("magnitude").number(),
            text: None,
        };
        return (range != UsualRange::default()).then_some(range);
    }
    let text = match interval(normal)? {
        ResultValue::Text(text) => text,
        bound @ ResultValue::Quantity { .. } => in_words(&bound),
    };
    Some(UsualRange { low: None, high: None, text: Some(text) })
}

/// The laboratory's own mark in plain words (openEHR terminology, "normal statuses").
pub fn mark(value: Node) -> Option<String> {
    let code = value.at("normal_status").text_at("code_string")?;
    let known = match code.as_str() {
        "HHH" | "HH" => "Critically high",
        "H" => "High",
        "N" => "Normal",
        "L" => "Low",
        "LL" | "LLL" => "Critically low",
        other => other,
    };
    Some(known.to_owned())
}

/// A value on a line of text.
pub fn in_words(value: &ResultValue) -> String {
    match value {
        ResultValue::Text(text) => text.clone(),
        ResultValue::Quantity { comparator, number, unit } => {
            format!("{}{number} {unit}", comparator.as_deref().unwrap_or_default()).trim_end().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn quantity_of(number: f64, unit: &str) -> Option<ResultValue> {
        Some(ResultValue::Quantity { comparator: None, number, unit: unit.into() })
    }

    fn result_of(json: Value) -> Option<ResultValue> {
        result(Node::of(&json))
    }

    #[test]
    fn every_type_of_value_is_read_with_its_unit_as_it_stands() {
        let text = |text: &str| Some(ResultValue::Text(text.into()));
        let symbol = json!({"_type": "DV_CODED_TEXT", "value": "Alert"});
        for (json, read_as) in [
            (
                json!({"_type": "DV_QUANTITY", "magnitude": 6.1, "units": "mmol/l"}),
                quantity_of(6.1, "mmol/l"),
            ),
            (
                json!({"_type": "DV_QUANTITY", "magnitude": 110, "units": "mg/dl"}),
                quantity_of(110.0, "mg/dl"),
            ),
            (json!({"_type": "DV_QUANTITY", "magnitude": 1.01, "units": "1"}), quantity_of(1.01, "")),
            (json!({"_type": "DV_COUNT", "magnitude": 3}), quantity_of(3.0, "")),
            (
                json!({"_type": "DV_PROPORTION", "numerator": 97.0, "denominator": 100.0, "type": 2}),
                quantity_of(97.0, "%"),
            ),
            (json!({"_type": "DV_PROPORTION", "numerator": 1, "denominator": 128, "type": 0}), text("1:128")),
            (json!({"_type": "DV_PROPORTION", "numerator": 6, "denominator": 9, "type": 3}), text("6/9")),
            (json!({"_type": "DV_ORDINAL", "value": 0, "symbol": symbol}), text("Alert")),
            (json!({"_type": "DV_BOOLEAN", "value": false}), text("No")),
            (json!({"_type": "DV_TEXT", "value": "clear"}), text("clear")),
            (
                json!({"_type": "DV_QUANTITY", "magnitude_status": "~", "magnitude": 5, "units": "mg"}),
                text("~5 mg"),
            ),
            (json!({"_type": "DV_QUANTITY", "units": "mg"}), None),
            (json!({"_type": "DV_MULTIMEDIA"}), None),
            (json!("nonsense"), None),
        ] {
            assert_eq!(result_of(json.clone()), read_as, "{json}");
        }
        let bounded =
            json!({"_type": "DV_QUANTITY", "magnitude_status": "<", "magnitude": 5, "units": "mg/l"});
        assert_eq!(
            result_of(bounded),
            Some(ResultValue::Quantity { comparator: Some("<".into()), number: 5.0, unit: "mg/l".into() })
        );
    }

    #[test]
    fn an_interval_is_a_span_or_a_bound() {
        let end = |number: f64| json!({"_type": "DV_QUANTITY", "magnitude": number, "units": "mm"});
        let both = json!({"_type": "DV_INTERVAL<DV_QUANTITY>", "lower": end(1.0), "upper": end(2.5)});
        assert_eq!(result_of(both), Some(ResultValue::Text("1 to 2.5 mm".into())));
        let upper = json!({"_type": "DV_INTERVAL", "upper": end(2.0), "upper_included": false});
        assert_eq!(
            result_of(upper),
            Some(ResultValue::Quantity { comparator: Some("<".into()), number: 2.0, unit: "mm".into() })
        );
    }

    #[test]
    fn a_range_in_another_unit_is_kept_in_words_and_its_numbers_are_not_compared() {
        let range_of = |unit: &str| {
            let end = |number: f64| json!({"magnitude": number, "units": unit});
            let json = json!({"_type": "DV_QUANTITY", "magnitude": 6.1, "units": "mmol/l",
                "normal_range": {"lower": end(4.0), "upper": end(7.0)}});
            range(Node::of(&json)).expect("a range")
        };
        assert_eq!(range_of("mmol/l"), UsualRange { low: Some(4.0), high: Some(7.0), text: None });
        let words = Some("4 to 7 mg/dl".to_owned());
        assert_eq!(range_of("mg/dl"), UsualRange { low: None, high: None, text: words });
    }

    #[test]
    fn dates_keep_their_precision_and_every_form_of_iso_8601_in_use_is_read() {
        let parse = |text: &str| date(Node::of(&json!({"_type": "DV_DATE_TIME", "value": text})));
        for (text, same_as) in [
            ("2019", "2019"),
            ("2019-03", "2019-03"),
            ("2019-03-04", "2019-03-04"),
            ("2019-07-04T10", "2019-07-04"),
            ("2019-07-04T10:15Z", "2019-07-04T10:15:00Z"),
            ("2019-07-04T10:15:30,5+0100", "2019-07-04T09:15:30.5Z"),
            ("2019-07-04T10:15:30+01", "2019-07-04T09:15:30Z"),
            ("2019-07-04T10:15", "2019-07-04T09:15:00Z"),
            ("2019-07-04T10:15:30.123+01:00", "2019-07-04T09:15:30.123Z"),
        ] {
            assert!(parse(text).is_some(), "{text}");
            assert_eq!(parse(text), PartialDate::parse(same_as), "{text}");
        }
        for odd in ["soon", "2019-13", "T", "é-07-04T10:15", "2019-07-04Té"] {
            assert!(parse(odd).is_none_or(|date| matches!(date, PartialDate::Day(_))), "{odd}");
        }
    }

    #[test]
    fn codes_of_one_template_are_no_codes() {
        let phrase = |terminology: &str, code: &str| json!({"terminology_id": {"value": terminology}, "code_string": code});
        let json = json!({"_type": "DV_CODED_TEXT", "value": "HbA1c", "defining_code": phrase("local", "at0005"),
            "mappings": [{"match": "=", "target": phrase("SNOMED-CT(2025)", "999791000000106")},
                {"match": ">", "target": phrase("SNOMED-CT", "43396009")},
                {"match": "=", "target": phrase("LOINC", "59261-8")}]});
        let coded = coded(Node::of(&json)).expect("a name");
        assert_eq!(coded.snomed(), Some("999791000000106"));
        assert_eq!(coded.codes.len(), 2);
    }
}
