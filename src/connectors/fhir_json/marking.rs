//! Makes the marks of a document while its text is parsed.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::document::{Mark, What};

/// Makes the marks while the text is parsed.
pub(super) struct Marker {
    /// Where the text begins in memory, to find the places of what the parser lends out of it.
    pub(super) begins: usize,
    pub(super) length: usize,
    pub(super) most: usize,
    pub(super) marks: Vec<Mark>,
    pub(super) unescaped: String,
}

pub(super) type Name = (u32, u16);

impl Marker {
    fn put<E: serde::de::Error>(&mut self, name: Name, what: What, at: u32, end: u32) -> Result<usize, E> {
        if self.marks.len() >= self.most {
            return Err(E::custom("very many values"));
        }
        self.marks.push(Mark { at, end, name_at: name.0, name_length: name.1, what });
        Ok(self.marks.len() - 1)
    }

    /// Ends a list or an object.
    fn close<E: serde::de::Error>(&mut self, place: usize) -> Result<(), E> {
        let end = self.count(self.marks.len())?;
        if let Some(mark) = self.marks.get_mut(place) {
            mark.end = end;
        }
        Ok(())
    }

    fn number<E: serde::de::Error>(&mut self, name: Name, what: What, bits: u64) -> Result<(), E> {
        // Cutting off is meant: the halves.
        self.put(name, what, (bits >> 32) as u32, bits as u32).map(|_| ())
    }

    /// Where something stands that the parser lent out of the text.
    fn lent<E: serde::de::Error>(&self, text: &str) -> Result<(u32, u32), E> {
        let at = (text.as_ptr() as usize).wrapping_sub(self.begins);
        Ok((self.count(at)?, self.count(text.len())?))
    }

    /// Keeps something that stands escaped in the text.
    fn keep<E: serde::de::Error>(&mut self, text: &str) -> Result<(u32, u32), E> {
        let at = self.count(self.length + self.unescaped.len())?;
        self.unescaped.push_str(text);
        Ok((at, self.count(text.len())?))
    }

    fn count<E: serde::de::Error>(&self, count: usize) -> Result<u32, E> {
        u32::try_from(count).map_err(|_| E::custom("too long"))
    }
}

/// A name longer than this is none that anybody looks for.
fn name((at, length): (u32, u32)) -> Name {
    u16::try_from(length).map_or((0, 0), |length| (at, length))
}

/// Marks one value, with everything in it.
pub(super) struct OneValue<'m> {
    pub(super) marker: &'m mut Marker,
    pub(super) name: Name,
}

impl<'de> DeserializeSeed<'de> for OneValue<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OneValue<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.marker.put(self.name, What::Null, 0, 0).map(|_| ())
    }

    fn visit_bool<E: serde::de::Error>(self, truth: bool) -> Result<(), E> {
        let what = if truth { What::True } else { What::False };
        self.marker.put(self.name, what, 0, 0).map(|_| ())
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<(), E> {
        self.marker.number(self.name, What::Whole, number)
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<(), E> {
        self.marker.number(self.name, What::Negative, number.cast_unsigned())
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<(), E> {
        self.marker.number(self.name, What::Decimal, number.to_bits())
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<(), E> {
        let (at, length) = self.marker.lent(text)?;
        self.marker.put(self.name, What::Text, at, length).map(|_| ())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        let (at, length) = self.marker.keep(text)?;
        self.marker.put(self.name, What::Text, at, length).map(|_| ())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let marker = self.marker;
        let place = marker.put(self.name, What::List, 0, 0)?;
        while list.next_element_seed(OneValue { marker: &mut *marker, name: (0, 0) })?.is_some() {}
        marker.close(place)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let marker = self.marker;
        let place = marker.put(self.name, What::Object, 0, 0)?;
        while let Some(name) = object.next_key_seed(OneName { marker: &mut *marker })? {
            object.next_value_seed(OneValue { marker: &mut *marker, name })?;
        }
        marker.close(place)
    }
}

/// Finds where a field's name stands.
pub(super) struct OneName<'m> {
    marker: &'m mut Marker,
}

impl<'de> DeserializeSeed<'de> for OneName<'_> {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Name, D::Error> {
        parser.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for OneName<'_> {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Name, E> {
        self.marker.lent(text).map(name)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Name, E> {
        self.marker.keep(text).map(name)
    }
}
