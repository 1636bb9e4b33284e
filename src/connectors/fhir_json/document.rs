//! A JSON document that needs little memory: its text as it came, and one small mark for each value in it.
//!
//! As `serde_json::Value` a GP record takes twelve times its own size; so it takes less than twice.
//!
//! What is not for the patient is taken out while it is parsed ([`withholding`]): a [`super::Node`] never leads there, so no
//! connector can forget it (decision 13).

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use serde::de::DeserializeSeed;
use serde_json::{Map, Number, Value};

use super::marking::{Marker, OneValue};
use super::withholding;

/// There is never more than one value for so many bytes of text, and so there is a bound to the memory that marks
/// take. Records have one in twenty.
const BYTES_A_VALUE: usize = 6;
/// Short documents may be denser.
const FEW_VALUES: usize = 1024;

/// A document, parsed once.
pub struct Document {
    text: String,
    /// Texts that stand escaped in `text`; their places are counted on from its end.
    unescaped: String,
    /// In the order of the text, each list and object before what it holds.
    marks: Vec<Mark>,
    /// What was taken out, by the names that references from outside of it have; nothing where all of it is here.
    withheld: Option<Box<Names>>,
}

/// What references call something. Most documents have none, so it takes no room in them.
#[derive(Default)]
struct Names(HashSet<String>);

/// One value: what it is, where it stands, and the name of the field that holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// A text's place, or half of a number.
    pub(super) at: u32,
    /// A text's length, the other half of a number, or the place of the mark after a list's or object's last.
    pub(super) end: u32,
    pub(super) name_at: u32,
    pub(super) name_length: u16,
    pub(super) what: What,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    Null,
    False,
    True,
    Whole,
    Negative,
    Decimal,
    Text,
    List,
    Object,
    /// A list or an object that nobody is to see: to all who look, nothing.
    Withheld,
}

/// Why a document cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not JSON")]
pub struct NotJson;

impl Default for Document {
    fn default() -> Self {
        let null = Mark { at: 0, end: 0, name_at: 0, name_length: 0, what: What::Null };
        Self { text: String::new(), unescaped: String::new(), marks: vec![null], withheld: None }
    }
}

/// Says nothing of what it holds: that is somebody's record.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JSON of {} bytes", self.text.len())
    }
}

impl Document {
    /// Parses a body, with or without a byte order mark, and leaves out what is not for the patient. The body becomes part
    /// of the document.
    ///
    /// # Errors
    /// [`NotJson`], also where it holds very many values for its length.
    pub fn parse(body: Vec<u8>) -> Result<Self, NotJson> {
        let text = String::from_utf8(body).map_err(|_| NotJson)?;
        let most = text.len() / BYTES_A_VALUE + FEW_VALUES;
        let about = text.bytes().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count() + 1;
        let mut marker = Marker {
            begins: text.as_ptr() as usize,
            length: text.len(),
            most,
            marks: Vec::with_capacity(about.min(most)),
            unescaped: String::new(),
        };
        let json = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut parser = serde_json::Deserializer::from_str(json);
        let value = OneValue { marker: &mut marker, name: (0, 0) };
        value.deserialize(&mut parser).and_then(|()| parser.end()).map_err(|_| NotJson)?;
        let Marker { marks, unescaped, .. } = marker;
        let mut document = Self { text, unescaped, marks, withheld: None };
        withholding::withhold(&mut document);
        Ok(document)
    }

    /// Whether all of it is withheld.
    pub fn is_withheld(&self) -> bool {
        self.mark(0).is_some_and(|mark| mark.what == What::Withheld)
    }

    /// Whether nothing was taken out of it.
    pub fn is_whole(&self) -> bool {
        self.withheld.is_none()
    }

    /// The names of what was taken out.
    pub(super) fn withheld(&self) -> impl Iterator<Item = &String> {
        self.withheld.iter().flat_map(|names| names.0.iter())
    }

    /// Takes out what stands at these places; `names` is what others call it.
    pub(super) fn withhold(&mut self, places: &[u32], names: HashSet<String>) {
        if places.is_empty() {
            return;
        }
        for place in places {
            let Some(mark) = self.marks.get_mut(*place as usize) else { continue };
            mark.what = match mark.what {
                What::List | What::Object | What::Withheld => What::Withheld,
                _ => What::Null,
            };
        }
        self.withheld.get_or_insert_default().0.extend(names);
    }

    /// Every text in it, in the order of the text.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().filter(|mark| mark.what == What::Text).map(|mark| self.slice(mark.at, mark.end))
    }

    /// The places of a value with all that it holds.
    pub(super) fn range(&self, place: u32) -> Range<u32> {
        place..self.after(place)
    }

    /// A value as if it had been sent.
    #[cfg(test)]
    pub fn of_value(value: &Value) -> Self {
        let text = serde_json::to_vec(value).expect("JSON");
        Self::parse(text).expect("no deeper than other people's JSON may be")
    }

    pub(super) fn what(&self, place: u32) -> What {
        let what = self.mark(place).map(|mark| mark.what);
        what.filter(|what| *what != What::Withheld).unwrap_or(What::Null)
    }

    /// The place after a value and all that it holds.
    fn after(&self, place: u32) -> u32 {
        match self.mark(place) {
            Some(mark) if matches!(mark.what, What::List | What::Object | What::Withheld) => mark.end,
            _ => place + 1,
        }
    }

    /// The places of what a list or an object holds.
    pub(super) fn inner(&self, place: u32) -> Places<'_> {
        match self.mark(place) {
            Some(mark) if matches!(mark.what, What::List | What::Object) => {
                Places { document: self, next: place + 1, end: mark.end }
            }
            _ => Places { document: self, next: 0, end: 0 },
        }
    }

    /// This place alone.
    pub(super) fn only(&self, place: u32) -> Places<'_> {
        Places { document: self, next: place, end: place + 1 }
    }

    /// The name of the field that this value is in; empty outside of an object.
    pub(super) fn name(&self, place: u32) -> &str {
        self.mark(place).map_or("", |mark| self.slice(mark.name_at, u32::from(mark.name_length)))
    }

    pub(super) fn text(&self, place: u32) -> Option<&str> {
        let mark = self.mark(place).filter(|mark| mark.what == What::Text)?;
        Some(self.slice(mark.at, mark.end))
    }

    pub(super) fn number(&self, place: u32) -> Option<Number> {
        let mark = self.mark(place)?;
        let bits = u64::from(mark.at) << 32 | u64::from(mark.end);
        match mark.what {
            What::Whole => Some(Number::from(bits)),
            What::Negative => Some(Number::from(bits.cast_signed())),
            What::Decimal => Number::from_f64(f64::from_bits(bits)),
            _ => None,
        }
    }

    /// The value there as a tree of its own.
    pub(super) fn value(&self, place: u32) -> Value {
        match self.what(place) {
            What::Null | What::Withheld => Value::Null,
            What::False => Value::Bool(false),
            What::True => Value::Bool(true),
            What::Whole | What::Negative | What::Decimal => {
                self.number(place).map_or(Value::Null, Value::Number)
            }
            What::Text => Value::from(self.text(place).unwrap_or_default()),
            What::List => self.inner(place).map(|inner| self.value(inner)).collect(),
            What::Object => {
                let fields = self.inner(place).map(|inner| (self.name(inner).to_owned(), self.value(inner)));
                Value::Object(fields.collect::<Map<_, _>>())
            }
        }
    }

    fn mark(&self, place: u32) -> Option<&Mark> {
        self.marks.get(place as usize)
    }

    fn slice(&self, at: u32, length: u32) -> &str {
        let (at, length) = (at as usize, length as usize);
        let (text, at) = match at.checked_sub(self.text.len()) {
            Some(at) => (&self.unescaped, at),
            None => (&self.text, at),
        };
        text.get(at..at + length).unwrap_or_default()
    }
}

/// Places side by side.
#[derive(Clone)]
pub(super) struct Places<'d> {
    document: &'d Document,
    next: u32,
    end: u32,
}

impl Iterator for Places<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.next >= self.end {
            return None;
        }
        let place = self.next;
        self.next = self.document.after(place);
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn parse(text: &str) -> Result<Value, NotJson> {
        Document::parse(text.as_bytes().to_vec()).map(|document| document.value(0))
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "\\PC{0,12}".prop_map(Value::from),
            "[\\n\\t\"\\\\\u{0}é]{0,4}".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 60, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                proptest::collection::btree_map("\\PC{0,6}", inner, 0..5)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_document_holds_what_its_text_says(json in any_json(), is_pretty: bool) {
            let text = if is_pretty { serde_json::to_string_pretty(&json) } else { serde_json::to_string(&json) };
            let text = text.expect("JSON");
            let expected: Value = serde_json::from_str(&text).expect("JSON");
            prop_assert_eq!(parse(&text), Ok(expected));
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", "{", "[1,]", "{\"a\":1}x", "{\"a\":1e999}", "\"\\ud800\"", "nul", &"[".repeat(1000)]
        {
            assert_eq!(parse(text), Err(NotJson), "{text}");
        }
        assert_eq!(Document::parse(vec![b'"', 0xff, b'"']).map(|_| ()), Err(NotJson));
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        assert_eq!(parse("\u{feff}{\"a\": [\"\\u00e9\", \"b\"]}"), Ok(json!({"a": ["é", "b"]})));
    }

    #[test]
    fn very_many_values_in_a_short_text_are_refused_before_they_take_memory() {
        let many = |count: usize| format!("[{}]", vec!["0"; count].join(","));
        assert!(parse(&many(1000)).is_ok());
        assert_eq!(parse(&many(100_000)), Err(NotJson));
    }

    #[test]
    fn a_mark_takes_sixteen_bytes() {
        assert_eq!(size_of::<Mark>(), 16);
    }
}
