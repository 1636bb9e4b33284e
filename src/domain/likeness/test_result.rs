//! When two test results are one: the same sample, told by two organisations.

use super::identity::Identity;
use super::normal::normal;
use super::side::Place;
use super::{Alike, Key, Likeness, where_told};
use crate::domain::{PartialDate, ResultPart, ResultState, ResultValue, Sample, TestResult};

/// What is compared of a result.
pub struct ResultLikeness {
    keys: Vec<Key>,
    identity: Identity,
    taken: PartialDate,
    values: Vec<Value>,
    state: ResultState,
    sample: Option<Sample>,
    place: Place,
}

/// One value, of the whole result or of a part that it names.
#[derive(PartialEq)]
struct Value {
    part: Option<String>,
    amount: Amount,
}

#[derive(PartialEq)]
enum Amount {
    Number { comparator: String, number: f64, unit: String },
    Words(String),
}

impl ResultLikeness {
    /// Nothing where the day of the sample or the value is not told: such a result stands alone.
    pub fn of(result: &TestResult) -> Option<Self> {
        let taken = result.taken?;
        let day = taken.day()?;
        let own = result.value.as_ref().map(|value| Value { part: None, amount: amount(value) });
        let mut values: Vec<Value> = own.into_iter().chain(result.parts.iter().filter_map(part)).collect();
        values.sort_by(|one, other| one.part.cmp(&other.part));
        if values.is_empty() {
            return None;
        }
        let identity = Identity::of(&result.name);
        let sample = result.sample.as_ref().map(|sample| Sample {
            what: sample.what.as_deref().map(normal),
            number: sample.number.as_deref().map(normal),
        });
        let place = Place::of(&result.name.text, result.body_site.as_deref());
        let keys = identity.keys_with(day);
        Some(Self { keys, identity, taken, values, state: result.state, sample, place })
    }

    /// Only the very moment makes it one sample; of one day there may be many.
    fn moment(&self, other: &Self) -> Alike {
        match (self.taken.moment(), other.taken.moment()) {
            (Some(one), Some(other)) => Alike::where_equal((one - other).num_seconds().unsigned_abs() < 60),
            _ => Alike::where_equal(self.taken.day() == other.taken.day()).at_best_maybe(),
        }
    }

    /// The laboratory may correct a value, or finish it, after the other organisation was told.
    fn values(&self, other: &Self) -> Alike {
        let may_change = |one: &Self| matches!(one.state, ResultState::NotFinal | ResultState::Corrected);
        match self.values == other.values {
            true => Alike::Same,
            false if may_change(self) || may_change(other) => Alike::MaybeSame,
            false if self.lacks_a_unit_of(other) || other.lacks_a_unit_of(self) => Alike::MaybeSame,
            false => Alike::Different,
        }
    }

    /// Whether the values are the same but for units that only the other tells.
    fn lacks_a_unit_of(&self, other: &Self) -> bool {
        let is_same = |(one, other): (&Value, &Value)| match (&one.amount, &other.amount) {
            (
                Amount::Number { comparator, number, unit },
                Amount::Number { comparator: other_comparator, number: other_number, unit: other_unit },
            ) => {
                (&one.part, comparator, number) == (&other.part, other_comparator, other_number)
                    && (unit.is_empty() || unit == other_unit)
            }
            _ => one == other,
        };
        self.values.len() == other.values.len() && self.values.iter().zip(&other.values).all(is_same)
    }

    fn state(&self, other: &Self) -> Alike {
        use ResultState::{Cancelled, NotSaid};
        match (self.state, other.state) {
            (one, other) if one == other => Alike::Same,
            (Cancelled, _) | (_, Cancelled) => Alike::Different,
            (NotSaid, _) | (_, NotSaid) => Alike::Same,
            _ => Alike::MaybeSame,
        }
    }

    fn sample(&self, other: &Self) -> Alike {
        let (Some(one), Some(other)) = (&self.sample, &other.sample) else { return Alike::Same };
        // Words for one sample may be many ("Venous blood", "Blood"); its number is one.
        let what = where_told(one.what.as_ref(), other.what.as_ref()).at_worst_maybe();
        where_told(one.number.as_ref(), other.number.as_ref()).max(what)
    }
}

fn part(part: &ResultPart) -> Option<Value> {
    Some(Value { part: Some(normal(&part.name.text)), amount: amount(part.value.as_ref()?) })
}

fn amount(value: &ResultValue) -> Amount {
    match value {
        ResultValue::Text(text) => Amount::Words(normal(text)),
        ResultValue::Quantity { comparator, number, unit } => Amount::Number {
            comparator: comparator.clone().unwrap_or_default(),
            number: *number,
            unit: spelt(unit),
        },
    }
}

/// A unit however it is spelt: "10^9/L" is "10*9/l".
fn spelt(unit: &str) -> String {
    let letters = unit.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '[' | ']'));
    let spelt: String = letters
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            '^' => '*',
            'µ' | 'μ' => 'u',
            other => other,
        })
        .collect();
    spelt.replace("mcg", "ug")
}

impl Likeness for ResultLikeness {
    fn keys(&self) -> &[Key] {
        &self.keys
    }

    fn alike(&self, other: &Self) -> Alike {
        let identity = self.identity.compare(&other.identity).alike();
        if identity == Alike::Different {
            return Alike::Different;
        }
        Alike::least([
            identity,
            self.moment(other),
            self.values(other),
            self.state(other),
            self.sample(other),
            self.place.compare(&other.place),
        ])
    }
}
