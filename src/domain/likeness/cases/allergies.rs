//! Allergies: never across listed and ended, suspected and refuted.

use super::{Case, clash, coded, hold};
use crate::domain::likeness::Alike::{Different, MaybeSame, Same};
use crate::domain::{Allergy, AllergyState, Certainty, Clash};

fn allergy(name: &str, codes: &[&str]) -> Allergy {
    Allergy {
        source_id: "1".into(),
        substance: coded(name, codes),
        state: AllergyState::Active,
        certainty: Certainty::NotSaid,
        severity: None,
        reactions: Vec::new(),
        first_noticed: None,
        recorded: None,
        recorded_by: None,
        reason_ended: None,
        note: None,
    }
}

fn penicillin() -> Allergy {
    allergy("Allergy to penicillin", &["91936005"])
}

fn with(state: AllergyState, certainty: Certainty) -> Allergy {
    Allergy { state, certainty, ..penicillin() }
}

#[test]
fn when_two_allergies_are_one() {
    use AllergyState::{Active, Ended, NotSaid};
    use Certainty::{Confirmed, Refuted, Suspected};
    let reaction =
        Allergy { reactions: vec!["Rash".into()], severity: Some("severe".into()), ..penicillin() };
    hold(vec![
        Case("the same coded substance", penicillin(), allergy("Penicillin allergy", &["91936005"]), Same),
        Case("with other reactions, which both stand", penicillin(), reaction, Same),
        Case("by the name, where one has no code", penicillin(), allergy("PENICILLIN", &[]), Same),
        Case(
            "by the name alone against another code",
            penicillin(),
            allergy("Penicillin", &["764146007"]),
            MaybeSame,
        ),
        Case("another substance", penicillin(), allergy("Allergy to amoxicillin", &["294505008"]), Different),
        Case(
            "an intolerance is no allergy",
            allergy("Allergy to lactose", &[]),
            allergy("Intolerance to lactose", &[]),
            Different,
        ),
        Case("confirmed, and how sure is not said", with(Active, Confirmed), penicillin(), Same),
        Case("confirmed and suspected", with(Active, Confirmed), with(Active, Suspected), MaybeSame),
        Case("suspected, and how sure is not said", penicillin(), with(Active, Suspected), MaybeSame),
        Case("suspected and refuted", with(Active, Suspected), with(Active, Refuted), Different),
        Case("ruled out by both", with(Active, Refuted), with(Active, Refuted), Same),
        Case("listed and ended", penicillin(), with(Ended, Certainty::NotSaid), Different),
        Case("not said if it has ended", penicillin(), with(NotSaid, Certainty::NotSaid), MaybeSame),
        Case("ended for both", with(Ended, Confirmed), with(Ended, Confirmed), Same),
    ]);
}

#[test]
fn when_two_allergies_contradict_each_other() {
    use AllergyState::{Active, Ended, NotSaid};
    use Certainty::{Confirmed, Refuted, Suspected};
    clash(vec![
        ("listed and ended", penicillin(), with(Ended, Confirmed), Some(Clash::Over)),
        (
            "not said if it has ended, which counts as listed",
            with(NotSaid, Confirmed),
            with(Ended, Confirmed),
            Some(Clash::Over),
        ),
        ("listed and ruled out", with(Active, Suspected), with(Active, Refuted), Some(Clash::RuledOut)),
        ("ended and ruled out", with(Ended, Confirmed), with(Active, Refuted), None),
        (
            "another substance",
            penicillin(),
            Allergy { state: Ended, ..allergy("Aspirin", &["293586001"]) },
            None,
        ),
    ]);
}
