//! A lenient look into other people's JSON: what is missing or of another shape is simply not there.

use std::fmt;

use serde_json::Value;

use super::document::{Document, Places, What};

/// A place in a JSON document, or nothing.
///
/// Published examples hold arrays where an object is due, objects where an array is due and numbers where a text is
/// due; each of these is read as what was meant. Nothing here fails.
#[derive(Clone, Copy)]
pub struct Node<'a>(Option<(&'a Document, u32)>);

/// JSON that nodes can look into.
pub trait Json {
    fn document(&self) -> &Document;
}

impl Json for Document {
    fn document(&self) -> &Document {
        self
    }
}

/// Tests write their JSON down as values; these few are never given back.
#[cfg(test)]
impl Json for Value {
    fn document(&self) -> &Document {
        Box::leak(Box::new(Document::of_value(self)))
    }
}

impl<'a> Node<'a> {
    pub const NOTHING: Node<'static> = Node(None);

    pub fn of(json: &'a impl Json) -> Self {
        Self::at_place(json.document(), 0)
    }

    fn at_place(document: &'a Document, place: u32) -> Self {
        Self((document.what(place) != What::Null).then_some((document, place)))
    }

    fn what(self) -> What {
        self.0.map_or(What::Null, |(document, place)| document.what(place))
    }

    /// The one thing here: the first where an array stands for an object.
    fn one(self) -> Self {
        match self.what() {
            What::List => {
                let mut inner = self.inner();
                inner.find(|node| node.exists() && node.what() != What::List).unwrap_or(Node::NOTHING)
            }
            _ => self,
        }
    }

    /// The field of that name.
    pub fn at(self, field: &str) -> Node<'a> {
        let one = self.one();
        let Some((document, place)) = one.0.filter(|_| one.what() == What::Object) else {
            return Node::NOTHING;
        };
        let found = document.inner(place).find(|inner| document.name(*inner) == field);
        found.map_or(Node::NOTHING, |inner| Self::at_place(document, inner))
    }

    /// Everything in the field of that name: an array's members, or the one thing that stands for an array.
    pub fn all(self, field: &str) -> impl Iterator<Item = Node<'a>> + use<'a> {
        self.at(field).members()
    }

    /// An array's members, or the one thing that stands for an array.
    pub fn members(self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let members = match (self.0, self.what()) {
            (Some(_), What::List) => self.inner(),
            (Some((document, place)), _) => Inner(Some((document, document.only(place)))),
            (None, _) => Inner(None),
        };
        members.filter(|node| node.exists())
    }

    /// What an array or an object holds, nothing left out.
    pub fn inner(self) -> Inner<'a> {
        Inner(self.0.map(|(document, place)| (document, document.inner(place))))
    }

    /// Whether the same stands at both places, in the same order.
    pub fn is_same(self, other: Node) -> bool {
        if self.what() != other.what() {
            return false;
        }
        if !matches!(self.what(), What::List | What::Object) {
            return self.value() == other.value();
        }
        let (mut own, mut others) = (self.inner(), other.inner());
        loop {
            match (own.next(), others.next()) {
                (None, None) => return true,
                (Some(one), Some(two)) if one.name() == two.name() && one.is_same(two) => {}
                _ => return false,
            }
        }
    }

    /// The name of the field that this stands in; empty outside of an object.
    pub fn name(self) -> &'a str {
        self.0.map_or("", |(document, place)| document.name(place))
    }

    pub fn exists(self) -> bool {
        self.0.is_some()
    }

    pub fn is_object(self) -> bool {
        self.one().what() == What::Object
    }

    /// Whether it is a resource of its own, wherever it stands.
    pub(super) fn is_resource(self) -> bool {
        self.what() == What::Object
            && (!self.resource_type().is_empty() || self.at("meta").at("security").exists())
    }

    /// Where it stands in its document.
    pub(super) fn place(self) -> Option<u32> {
        self.0.map(|(_, place)| place)
    }

    /// Whether something that is not for the patient was taken out of the document in which this stands.
    pub fn has_gaps(self) -> bool {
        self.0.is_some_and(|(document, _)| !document.is_whole())
    }

    pub fn is_list(self) -> bool {
        self.what() == What::List
    }

    /// The text here, trimmed; numbers and truth values as text; never empty.
    pub fn text(self) -> Option<String> {
        let (document, place) = self.one().0?;
        let text = match document.what(place) {
            What::Text => document.text(place)?.trim().to_owned(),
            What::True => "true".to_owned(),
            What::False => "false".to_owned(),
            _ => document.number(place)?.to_string(),
        };
        (!text.is_empty()).then_some(text)
    }

    /// The text here without a copy; only where it is a text.
    pub fn str(self) -> Option<&'a str> {
        let (document, place) = self.one().0?;
        document.text(place).map(str::trim).filter(|text| !text.is_empty())
    }

    /// The number here, or a text that is a number; never infinite.
    pub fn number(self) -> Option<f64> {
        let (document, place) = self.one().0?;
        let number: f64 = match document.text(place) {
            Some(text) => text.trim().parse().ok()?,
            None => document.number(place)?.as_f64()?,
        };
        number.is_finite().then_some(number)
    }

    pub fn truth(self) -> Option<bool> {
        let (document, place) = self.one().0?;
        match document.what(place) {
            What::True => Some(true),
            What::False => Some(false),
            _ => document.text(place)?.trim().parse().ok(),
        }
    }

    /// The JSON here as a tree of its own, for the few who must have all of it.
    pub fn value(self) -> Option<Value> {
        self.0.map(|(document, place)| document.value(place))
    }

    /// The text of a field.
    pub fn text_at(self, field: &str) -> Option<String> {
        self.at(field).text()
    }

    /// The text of a field, without a copy.
    pub fn str_at(self, field: &str) -> Option<&'a str> {
        self.at(field).str()
    }

    /// The extension whose address ends with `name`: the organisations that publish them move them about.
    pub fn extension(self, name: &str) -> Node<'a> {
        self.all("extension")
            .find(|extension| extension.str_at("url").is_some_and(|url| url.ends_with(name)))
            .unwrap_or(Node::NOTHING)
    }

    /// What kind of resource this is.
    pub fn resource_type(self) -> &'a str {
        self.str_at("resourceType").unwrap_or_default()
    }

    /// The resource's id.
    pub fn id(self) -> Option<String> {
        self.text_at("id")
    }
}

/// What an array or an object holds.
pub struct Inner<'a>(Option<(&'a Document, Places<'a>)>);

impl<'a> Iterator for Inner<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        let (document, places) = self.0.as_mut()?;
        let place = places.next()?;
        Some(Node::at_place(document, place))
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value() {
            Some(value) => write!(f, "{value}"),
            None => f.write_str("nothing"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_array_where_an_object_is_due_is_read_by_its_first_member_and_the_reverse() {
        let json = json!({"code": [{"text": "one"}, {"text": "two"}], "note": {"text": "alone"}});
        let node = Node::of(&json);
        assert_eq!(node.at("code").text_at("text").as_deref(), Some("one"));
        assert_eq!(node.all("note").filter_map(|note| note.text_at("text")).collect::<Vec<_>>(), ["alone"]);
    }

    #[test]
    fn a_number_where_a_text_is_due_is_read_and_the_reverse() {
        let json = json!({"value": 12, "number": "5.5", "wrong": {"a": 1}, "empty": "  "});
        let node = Node::of(&json);
        assert_eq!(node.text_at("value").as_deref(), Some("12"));
        assert_eq!(node.at("number").number(), Some(5.5));
        assert_eq!(node.text_at("wrong"), None);
        assert_eq!(node.at("wrong").number(), None);
        assert_eq!(node.text_at("empty"), None);
    }

    #[test]
    fn what_is_not_there_is_nothing_however_deep_one_asks() {
        let json = json!({"a": null, "b": [null, {"c": 1}]});
        let node = Node::of(&json);
        assert!(!node.at("a").at("b").at("c").exists());
        assert_eq!(node.all("a").count(), 0);
        assert_eq!(node.all("b").count(), 1);
        assert!(!Node::NOTHING.at("x").exists());
    }

    #[test]
    fn the_same_is_told_from_what_differs_anywhere() {
        let one = json!([{"a": 1, "b": [null, "x"]}, 2]);
        assert!(Node::of(&one).is_same(Node::of(&one.clone())));
        for other in [
            json!([{"a": 1, "b": [null, "y"]}, 2]),
            json!([{"a": 1, "c": [null, "x"]}, 2]),
            json!([{"a": 1, "b": [null]}, 2]),
        ] {
            assert!(!Node::of(&one).is_same(Node::of(&other)), "{other}");
        }
    }
}
