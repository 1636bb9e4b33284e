//! What the address of a list or of an entry asks for; a bad address is never an error of the server.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use super::listed::Way;
use super::narrowing::Filter;
use crate::domain::EntryId;

/// What stands after the `?` of a list's address.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListQuery {
    /// As it was written; [`super::paging::Page::asked`] reads it.
    pub page: Option<String>,
    /// `?by=test`, `?kind=vital-signs`, `?show=past`.
    pub way: Way,
    /// `?holder=`, `?since=`, `?sort=`.
    pub filter: Filter,
}

impl ListQuery {
    /// Reads what it knows and passes over the rest.
    pub fn read(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match (&*name, &*value) {
                ("page", number) => read.page = Some(number.to_owned()),
                ("by", "test") => read.way = Way::ByName,
                ("show", "past") => read.way = Way::Past,
                ("kind", "vital-signs") => read.way = Way::VitalSigns,
                (name, value) => read.filter.read(name, value),
            }
        }
        read
    }

    /// The address of the list without anything left out of it.
    pub fn whole(&self, list: &str) -> String {
        Self { way: self.way, ..Self::default() }.address(list, 1)
    }

    /// The address of another page of the same list.
    pub fn address(&self, list: &str, page: usize) -> String {
        let way = self.way.written().map(|(name, value)| format!("{name}={value}"));
        let mut parts: Vec<String> = way.into_iter().chain(self.filter.written()).collect();
        if page > 1 {
            parts.push(format!("page={page}"));
        }
        if parts.is_empty() { list.to_owned() } else { format!("{list}?{}", parts.join("&")) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ListQuery {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::read(parts.uri.query().unwrap_or_default()))
    }
}

/// The id in an entry's address; `None` for what cannot be one, which then finds nothing, like any unknown id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AskedId(pub Option<EntryId>);

impl<S: Send + Sync> FromRequestParts<S> for AskedId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        Ok(Self(path.ok().and_then(|Path(id)| EntryId::parse(&id))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_nonsense_is_read_as_far_as_it_makes_sense() {
        let read = ListQuery::read("page=2&by=moon&%ff=%fe&show=past&&=");
        assert_eq!(read, ListQuery { page: Some("2".into()), way: Way::Past, filter: Filter::default() });
        assert_eq!(ListQuery::read(""), ListQuery::default());
    }

    #[test]
    fn other_pages_keep_the_order_and_what_is_shown() {
        assert_eq!(ListQuery::read("by=test&page=7").address("/x", 8), "/x?by=test&page=8");
        assert_eq!(ListQuery::read("show=past&page=2").address("/x", 1), "/x?show=past");
        assert_eq!(ListQuery::read("kind=vital-signs&page=2").address("/x", 3), "/x?kind=vital-signs&page=3");
        assert_eq!(ListQuery::default().address("/x", 1), "/x");
        let narrowed = ListQuery::read("sort=now&page=3&holder=a81001&show=past");
        assert_eq!(narrowed.address("/x", 2), "/x?show=past&holder=A81001&sort=now&page=2");
        assert_eq!(narrowed.whole("/x"), "/x?show=past");
    }
}
