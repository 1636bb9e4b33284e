//! Long lists on pages of 50, with plain links.

use super::listed::Section;

/// How many entries stand on one page.
pub const PER_PAGE: usize = 50;

/// One page of a list. Pages count from 1; an empty list has one page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Page {
    pub number: usize,
    pub of: usize,
}

/// The address asks for a page that is not there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoSuchPage {
    /// How many pages there are.
    pub of: usize,
}

impl Page {
    /// The page that `?page=` asks for; the first where it says nothing.
    ///
    /// # Errors
    /// [`NoSuchPage`] for anything but a whole number from 1 to the last page.
    pub fn asked(asked: Option<&str>, entries: usize) -> Result<Self, NoSuchPage> {
        let of = entries.div_ceil(PER_PAGE).max(1);
        let number = match asked {
            None => 1,
            Some(text) => text.parse().map_err(|_| NoSuchPage { of })?,
        };
        if (1..=of).contains(&number) { Ok(Self { number, of }) } else { Err(NoSuchPage { of }) }
    }

    pub fn previous(self) -> Option<usize> {
        (self.number > 1).then(|| self.number - 1)
    }

    pub fn next(self) -> Option<usize> {
        (self.number < self.of).then(|| self.number + 1)
    }

    /// What of `sections` stands on this page; a section that runs over a page's end goes on under its heading.
    pub fn cut<'a, T>(self, sections: &[Section<'a, T>]) -> Vec<Section<'a, T>> {
        let mut skip = (self.number - 1) * PER_PAGE;
        let mut room = PER_PAGE;
        let mut cut = Vec::new();
        for section in sections {
            let here: Vec<_> = section.entries.iter().skip(skip).take(room).copied().collect();
            skip = skip.saturating_sub(section.entries.len());
            room -= here.len();
            if !here.is_empty() {
                cut.push(Section { heading: section.heading.clone(), entries: here });
            }
        }
        cut
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_thousand_entries_stand_on_forty_pages() {
        assert_eq!(Page::asked(None, 2000), Ok(Page { number: 1, of: 40 }));
        assert_eq!(Page::asked(Some("40"), 2000), Ok(Page { number: 40, of: 40 }));
        assert_eq!(Page::asked(Some("41"), 2000), Err(NoSuchPage { of: 40 }));
    }

    #[test]
    fn what_is_no_page_number_is_no_page() {
        for nonsense in ["0", "-1", "two", "", "1.5", "99999999999999999999999"] {
            assert_eq!(Page::asked(Some(nonsense), 60), Err(NoSuchPage { of: 2 }), "{nonsense}");
        }
    }

    #[test]
    fn an_empty_list_has_one_page() {
        let page = Page::asked(None, 0);
        assert_eq!(page, Ok(Page { number: 1, of: 1 }));
        assert_eq!(page.map(|page| (page.previous(), page.next())), Ok((None, None)));
    }

    #[test]
    fn a_group_that_runs_over_the_end_of_a_page_goes_on_on_the_next() {
        let entries = crate::journeys::record::testing::many_medicines(120);
        let sections = [
            Section { heading: Some("Now".into()), entries: entries.iter().take(70).collect() },
            Section { heading: Some("Past".into()), entries: entries.iter().skip(70).collect() },
        ];
        let shape = |number| {
            let cut = Page { number, of: 3 }.cut(&sections);
            cut.iter().map(|s| (s.heading.clone().unwrap_or_default(), s.entries.len())).collect::<Vec<_>>()
        };
        assert_eq!(shape(1), [("Now".to_owned(), 50)]);
        assert_eq!(shape(2), [("Now".to_owned(), 20), ("Past".to_owned(), 30)]);
        assert_eq!(shape(3), [("Past".to_owned(), 20)]);
    }
}
