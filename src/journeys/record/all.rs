//! The entries of several kinds at once: what search looks through and what a file to take away is made of.

use super::listed::Listed;
use super::opened;
use crate::access::{Permit, Purpose};
use crate::domain::{Gathered, Kinds};
use crate::gather::{Everything, Gather};
use crate::web::PageError;

/// Asks everyone for these kinds, writes down that they are opened, and gives all entries that may be seen now.
///
/// **This is the one place where entries are left out that the person is not to see now**: whatever holds results back,
/// or hides what is not about them, does so on the value that is given here, before anything is searched, counted or
/// written.
///
/// # Errors
/// As [`opened`].
pub async fn entries_of(
    gather: &Gather,
    permit: &Permit,
    kinds: Kinds,
    purpose: Purpose,
) -> Result<Everything, PageError> {
    let everything = opened(permit, gather.of_kinds(permit, kinds).await, purpose).await?;
    Ok(Everything::clone(&everything))
}

/// Something that is done with each kind of entry.
pub trait EachKind {
    fn kind<T: Listed>(&mut self, gathered: &Gathered<T>);
}

/// Does it, in the order of [`crate::domain::Kind::ALL`].
pub fn each_kind(everything: &Everything, doing: &mut impl EachKind) {
    doing.kind(&everything.appointments);
    doing.kind(&everything.medicines);
    doing.kind(&everything.prescriptions);
    doing.kind(&everything.allergies);
    doing.kind(&everything.conditions);
    doing.kind(&everything.test_results);
    doing.kind(&everything.letters);
    doing.kind(&everything.vaccinations);
    doing.kind(&everything.visits);
    doing.kind(&everything.referrals);
    doing.kind(&everything.care_plans);
    doing.kind(&everything.questionnaires);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;
    use crate::journeys::record::testing::nothing_at_all;

    struct Seen(Vec<Kind>);

    impl EachKind for Seen {
        fn kind<T: Listed>(&mut self, _: &Gathered<T>) {
            self.0.push(T::KIND);
        }
    }

    #[test]
    fn no_kind_is_passed_over() {
        let mut seen = Seen(Vec::new());
        each_kind(&nothing_at_all(), &mut seen);
        assert_eq!(seen.0, Kinds::in_record().iter().collect::<Vec<_>>());
    }
}
