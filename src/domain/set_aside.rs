//! Why one entry is not shown, while the others are.

/// Why something that a source told did not become an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SetAside {
    /// The source took it back, or it never came into force; nobody needs to know.
    #[error("it does not count")]
    DoesNotCount,
    #[error("it has no usable name")]
    NoName,
    #[error("it does not say whom it is about")]
    NoSubject,
    #[error("it does not say what kind of thing it is")]
    NoKind,
    #[error("it is not a resource")]
    NotAResource,
    /// A part of an entry: a phone number, a row of a table.
    #[error("it is not in a form that can be read")]
    NotReadable,
}

impl SetAside {
    /// Whether people are told that one entry could not be read.
    pub fn is_counted(self) -> bool {
        self != Self::DoesNotCount
    }
}

/// How often each reason stood in one answer. For whoever runs a source: people are told the number alone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WhySetAside(Vec<(SetAside, u32)>);

impl WhySetAside {
    pub fn count(&mut self, why: SetAside, more: u32) {
        match self.0.iter_mut().find(|(known, _)| *known == why) {
            Some((_, count)) => *count = count.saturating_add(more),
            None if more > 0 => self.0.push((why, more)),
            None => {}
        }
    }

    /// Takes all that another one has counted.
    pub fn join(&mut self, other: &Self) {
        other.each().for_each(|(why, count)| self.count(why, count));
    }

    /// Each reason, with how often it stood.
    pub fn each(&self) -> impl Iterator<Item = (SetAside, u32)> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_stands_once_with_how_often_it_was_the_reason() {
        let mut why = WhySetAside::default();
        why.count(SetAside::NoName, 1);
        why.count(SetAside::NoKind, 0);
        let mut more = WhySetAside::default();
        more.count(SetAside::NoName, 2);
        more.count(SetAside::NoSubject, 1);
        why.join(&more);
        assert_eq!(why.each().collect::<Vec<_>>(), [(SetAside::NoName, 3), (SetAside::NoSubject, 1)]);
    }
}
