//! Conditions: never across sides of the body, own and family, listed and past, suspected and refuted.

use super::{Case, clash, coded, date, hold};
use crate::domain::likeness::Alike::{Different, MaybeSame, Same};
use crate::domain::{Certainty, Clash, Condition, ConditionState};

fn condition(name: &str, codes: &[&str]) -> Condition {
    Condition {
        source_id: "1".into(),
        name: coded(name, codes),
        state: ConditionState::Active,
        certainty: Certainty::Confirmed,
        significance: None,
        body_site: None,
        in_family: false,
        started: None,
        ended: None,
        recorded: None,
        recorded_by: None,
        note: None,
    }
}

fn asthma() -> Condition {
    condition("Asthma", &["195967001"])
}

fn knee(site: Option<&str>) -> Condition {
    let body_site = site.map(str::to_owned);
    Condition { body_site, ..condition("Osteoarthritis of knee", &["239873007"]) }
}

fn pneumonia(state: ConditionState, started: &str, ended: &str) -> Condition {
    Condition { state, started: date(started), ended: date(ended), ..condition("Pneumonia", &["233604007"]) }
}

fn sure(certainty: Certainty) -> Condition {
    Condition { certainty, ..asthma() }
}

#[test]
fn when_two_conditions_are_one() {
    use Certainty::{NotSaid, Refuted, Suspected};
    use ConditionState::{Active, Past};
    let since = |day| Condition { started: date(day), ..asthma() };
    let in_family = || Condition { in_family: true, ..asthma() };
    let recorded = |day| Condition { recorded: date(day), ..sure(Refuted) };
    hold(vec![
        Case("the same code", asthma(), condition("Bronchial asthma", &["195967001"]), Same),
        Case("by the name, where one has no code", asthma(), condition("ASTHMA", &[]), Same),
        Case(
            "by the name alone against another code",
            asthma(),
            condition("Asthma", &["304527002"]),
            MaybeSame,
        ),
        Case("listed now, begun within a year", since("2022-03-01"), since("2023-02-20"), Same),
        Case("listed now, begun years apart", since("2009-03-01"), since("2026-11-01"), MaybeSame),
        Case("listed now, one without a date", since("2009-03-01"), asthma(), Same),
        Case("their own and a relative's", asthma(), in_family(), Different),
        Case("in the family, told by both", in_family(), in_family(), Same),
        Case("the same side", knee(Some("Structure of left knee region")), knee(Some("Left knee")), Same),
        Case("another side", knee(Some("Left knee")), knee(Some("Right knee")), Different),
        Case("one side and both", knee(Some("Left knee")), knee(Some("Both knees")), Different),
        Case("a side that one of them does not tell", knee(Some("Left knee")), knee(None), MaybeSame),
        Case("how sure is not said by one", asthma(), sure(NotSaid), Same),
        Case("sure and suspected", asthma(), sure(Suspected), MaybeSame),
        Case("suspected and ruled out", sure(Suspected), sure(Refuted), Different),
        Case("ruled out at one time", recorded("2020-01-01"), recorded("2020-01-05"), Same),
        Case("ruled out twice", recorded("2020-01-01"), recorded("2024-01-05"), Different),
        Case("listed now and in the past", asthma(), Condition { state: Past, ..asthma() }, Different),
        Case(
            "one illness that is over",
            pneumonia(Past, "2025-01-10", ""),
            pneumonia(Past, "2025-02-01", ""),
            Same,
        ),
        Case(
            "the same illness twice",
            pneumonia(Past, "2015-01-10", ""),
            pneumonia(Past, "2025-02-01", ""),
            Different,
        ),
        Case(
            "an illness of a year",
            pneumonia(Past, "2025", ""),
            pneumonia(Past, "2025-02-01", ""),
            MaybeSame,
        ),
        Case(
            "an illness without a date",
            pneumonia(Past, "", ""),
            pneumonia(Past, "2025-02-01", ""),
            MaybeSame,
        ),
        Case(
            "not said if it is there",
            asthma(),
            Condition { state: ConditionState::NotSaid, ..asthma() },
            MaybeSame,
        ),
        Case(
            "now, twice the same day",
            pneumonia(Active, "2026-11-01", ""),
            pneumonia(Active, "2026-11-01", ""),
            Same,
        ),
    ]);
}

#[test]
fn when_two_conditions_contradict_each_other() {
    use Certainty::{Refuted, Suspected};
    use ConditionState::{Active, Past};
    let ruled_out = |day| Condition { recorded: date(day), started: None, ..sure(Refuted) };
    let since = |day| Condition { started: date(day), ..asthma() };
    clash(vec![
        ("listed and over", asthma(), Condition { state: Past, ..asthma() }, Some(Clash::Over)),
        (
            "over before it began again",
            pneumonia(Active, "2026-11-01", ""),
            pneumonia(Past, "2025-01-01", "2025-02-01"),
            None,
        ),
        (
            "over while it is listed",
            pneumonia(Active, "2025-01-10", ""),
            pneumonia(Past, "2025-01-01", "2025-02-01"),
            Some(Clash::Over),
        ),
        (
            "over, and begun years apart",
            pneumonia(Active, "2026-11-01", ""),
            pneumonia(Past, "2015", ""),
            None,
        ),
        ("listed and ruled out", since("2020"), ruled_out("2021-01-01"), Some(Clash::RuledOut)),
        ("ruled out before it began", since("2026-11-01"), ruled_out("2021-01-01"), None),
        ("suspected and ruled out", sure(Suspected), ruled_out(""), Some(Clash::RuledOut)),
        (
            "a relative's",
            Condition { in_family: true, ..asthma() },
            Condition { state: Past, ..asthma() },
            None,
        ),
        (
            "another side",
            knee(Some("Left knee")),
            Condition { state: Past, ..knee(Some("Right knee")) },
            None,
        ),
    ]);
}
