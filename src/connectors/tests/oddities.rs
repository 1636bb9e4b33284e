//! Changes that make a document odd: what other people's systems send by mistake, and what nobody would send.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Map, Value, json};

const TEXTS: [&str; 30] = [
    "",
    " ",
    "\u{0}",
    "é",
    "٣",
    "😷 أحمد \u{202e}dlo\u{200b}",
    "2019",
    "2019-13",
    "2019-02-30",
    "2019-02-03T25:61:00Z",
    "2019-02-03T10:00:00+99:00",
    "0000-00-00",
    "99999-01-01",
    "2026-10-25T01:30:00",
    "2019-02",
    "02/03/2019",
    "é019",
    "20190203T",
    "-1",
    "1e999",
    "NaN",
    "Patient/",
    "#",
    "/_history/",
    "urn:uuid:",
    "https://x/#y?z|",
    "|",
    "::",
    "null",
    "https://fhir.nhs.uk/Id/nhs-number",
];

/// How deep a value is put inside others: JSON deeper than 128 is refused before it is read.
const DEEP: usize = 100;
/// How often a small value is repeated.
const MANY: usize = 400;

/// Makes odd changes, the same ones for the same seed.
pub struct Oddities {
    rng: StdRng,
    /// Texts of the document itself, among them its references and codes.
    own: Vec<String>,
}

impl Oddities {
    pub fn new(seed: u64, document: &Value) -> Self {
        let mut own = Vec::new();
        texts(document, &mut own);
        Self { rng: StdRng::seed_from_u64(seed), own }
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { self.rng.random_range(0..end) }
    }

    /// Makes a few changes somewhere in a value.
    pub fn spoil(&mut self, value: &mut Value) {
        for _ in 0..=self.below(4) {
            let mut steps = self.below(size(value));
            if let Some(place) = place(value, &mut steps) {
                self.change(place);
            }
        }
    }

    fn change(&mut self, place: &mut Value) {
        match self.below(10) {
            0 | 1 => *place = self.odd(),
            2 => self.drop_one(place),
            3 => *place = Value::Array(vec![place.take()]),
            4 => self.take_out(place),
            5 => self.swap(place),
            6 => self.cut(place),
            7 => {
                // No more than so many in all: changes come on top of each other.
                let times = 1 + self.below(MANY / size(place).min(MANY));
                *place = Value::Array(vec![place.take(); times]);
            }
            8 => self.bury(place),
            _ => self.rename(place),
        }
    }

    /// A value of any type.
    fn odd(&mut self) -> Value {
        match self.below(12) {
            0 => Value::Null,
            1 => json!([]),
            2 => json!({}),
            3 => json!([[], null, {"reference": "#x"}]),
            4 => json!(true),
            5 => json!(-1),
            6 => json!(u64::MAX),
            7 => json!(1e308),
            8 => json!("x".repeat(20_000)),
            9 | 10 if !self.own.is_empty() => {
                let at = self.below(self.own.len());
                Value::from(self.own[at].as_str())
            }
            _ => Value::from(TEXTS[self.below(TEXTS.len())]),
        }
    }

    fn drop_one(&mut self, place: &mut Value) {
        match place {
            Value::Object(fields) if !fields.is_empty() => {
                let name = self.a_name(fields);
                fields.remove(&name);
            }
            Value::Array(list) if !list.is_empty() => {
                list.remove(self.below(list.len()));
            }
            other => *other = Value::Null,
        }
    }

    /// An object where a list is due.
    fn take_out(&mut self, place: &mut Value) {
        match place {
            Value::Array(list) if !list.is_empty() => {
                let one = list.swap_remove(self.below(list.len()));
                *place = one;
            }
            other => *other = self.odd(),
        }
    }

    /// Two fields' values, each in the other's place.
    fn swap(&mut self, place: &mut Value) {
        let Value::Object(fields) = place else {
            *place = self.odd();
            return;
        };
        if fields.is_empty() {
            return;
        }
        let (one, other) = (self.a_name(fields), self.a_name(fields));
        let (first, second) = (fields[&one].clone(), fields[&other].clone());
        fields.insert(one, second);
        fields.insert(other, first);
    }

    fn cut(&mut self, place: &mut Value) {
        match place {
            Value::String(text) => {
                let letters = text.chars().count();
                *text = text.chars().take(self.below(letters + 1)).collect();
            }
            Value::Array(list) => list.truncate(self.below(list.len() + 1)),
            other => *other = self.odd(),
        }
    }

    fn bury(&mut self, place: &mut Value) {
        let name = ["extension", "item", "items", "entry", "contained", "reference", "value"][self.below(7)];
        let mut buried = place.take();
        for _ in 0..self.below(DEEP) {
            buried = if self.below(2) == 0 { json!([buried]) } else { json!({ name: buried }) };
        }
        *place = buried;
    }

    fn rename(&mut self, place: &mut Value) {
        let Value::Object(fields) = place else {
            *place = self.odd();
            return;
        };
        if !fields.is_empty() {
            let name = self.a_name(fields);
            let value = fields.remove(&name).unwrap_or_default();
            fields.insert(format!("{name}é"), value);
        }
    }

    fn a_name(&mut self, fields: &Map<String, Value>) -> String {
        let at = self.below(fields.len());
        fields.keys().nth(at).cloned().unwrap_or_default()
    }
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|inner| texts(inner, found)),
        Value::Object(fields) => fields.values().for_each(|inner| texts(inner, found)),
        _ => {}
    }
}

/// How many values stand in it, itself included.
pub fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(size).sum::<usize>(),
        Value::Object(fields) => fields.values().map(size).sum(),
        _ => 0,
    }
}

/// The place so many steps on, counted from the top.
pub fn place<'v>(value: &'v mut Value, steps: &mut usize) -> Option<&'v mut Value> {
    if *steps == 0 {
        return Some(value);
    }
    *steps -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|inner| place(inner, steps)),
        Value::Object(fields) => fields.values_mut().find_map(|inner| place(inner, steps)),
        _ => None,
    }
}

#[test]
fn the_same_seed_makes_the_same_changes_and_another_seed_others() {
    let document = json!({"a": [{"b": "c"}, 1, "text"], "d": {"e": null}});
    let spoilt = |seed: u64| {
        let mut value = document.clone();
        Oddities::new(seed, &document).spoil(&mut value);
        value
    };
    assert_eq!(spoilt(7), spoilt(7));
    assert!((0..20).map(spoilt).any(|value| value != spoilt(7)));
}
