//! A lenient look into other people's JSON: what is missing or of another shape is simply not there.

use serde_json::Value;

/// A place in a JSON document, or nothing.
///
/// Published examples hold arrays where an object is due, objects where an array is due and numbers where a text is
/// due; each of these is read as what was meant. Nothing here fails.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a>(Option<&'a Value>);

impl<'a> Node<'a> {
    pub const NOTHING: Node<'static> = Node(None);

    pub fn of(value: &'a Value) -> Self {
        Self(Some(value)).known()
    }

    fn known(self) -> Self {
        Self(self.0.filter(|value| !value.is_null()))
    }

    /// The one thing here: the first where an array stands for an object.
    fn one(self) -> Option<&'a Value> {
        match self.0? {
            Value::Array(list) => list.iter().find(|value| !value.is_null() && !value.is_array()),
            other => Some(other),
        }
    }

    /// The field of that name.
    pub fn at(self, field: &str) -> Node<'a> {
        Node(self.one().and_then(|value| value.get(field))).known()
    }

    /// Everything in the field of that name: an array's members, or the one thing that stands for an array.
    pub fn all(self, field: &str) -> impl Iterator<Item = Node<'a>> + use<'a> {
        self.at(field).members()
    }

    /// An array's members, or the one thing that stands for an array.
    pub fn members(self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let list = match self.0 {
            Some(Value::Array(list)) => list.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        list.iter().map(Node::of).filter(|node| node.exists())
    }

    pub fn exists(self) -> bool {
        self.0.is_some()
    }

    pub fn is_object(self) -> bool {
        self.one().is_some_and(Value::is_object)
    }

    /// The text here, trimmed; numbers and truth values as text; never empty.
    pub fn text(self) -> Option<String> {
        let text = match self.one()? {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Bool(truth) => truth.to_string(),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    /// The text here without a copy; only where it is a text.
    pub fn str(self) -> Option<&'a str> {
        self.one()?.as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    /// The number here, or a text that is a number; never infinite.
    pub fn number(self) -> Option<f64> {
        let number = match self.one()? {
            Value::Number(number) => number.as_f64()?,
            Value::String(text) => text.trim().parse().ok()?,
            _ => return None,
        };
        number.is_finite().then_some(number)
    }

    pub fn truth(self) -> Option<bool> {
        match self.one()? {
            Value::Bool(truth) => Some(*truth),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The JSON behind it.
    pub fn value(self) -> Option<&'a Value> {
        self.0
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
}
