//! The part and the side of the body.

use super::Alike;
use super::normal::normal;

/// What a name and a body site say of the place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Place {
    left: bool,
    right: bool,
    /// The part without its side; none where only the name could say.
    part: Option<String>,
}

/// Words of SNOMED CT's names of body parts that say nothing of where: "Structure of left knee region".
const EMPTY: [&str; 10] =
    ["structure", "of", "region", "entire", "the", "part", "left", "right", "bilateral", "both"];

impl Place {
    pub fn of(name: &str, site: Option<&str>) -> Self {
        let site = site.map(normal).filter(|site| !site.is_empty());
        let name = normal(name);
        let said = |words: [&str; 2]| {
            let all = name.split(' ').chain(site.iter().flat_map(|site| site.split(' ')));
            all.into_iter().any(|word| words.contains(&word))
        };
        let both = said(["bilateral", "both"]);
        let part = site
            .as_ref()
            .map(|site| site.split(' ').filter(|word| !EMPTY.contains(word)).collect::<Vec<_>>().join(" "));
        Self {
            left: both || said(["left", "lefthand"]),
            right: both || said(["right", "righthand"]),
            part: part.filter(|part| !part.is_empty()),
        }
    }

    /// Another side is another thing; a side that only one of them tells leaves it open.
    pub fn compare(&self, other: &Self) -> Alike {
        let says_side = |place: &Self| place.left || place.right;
        let side = match (says_side(self), says_side(other)) {
            (true, true) => Alike::where_equal((self.left, self.right) == (other.left, other.right)),
            (false, false) => Alike::Same,
            _ => Alike::MaybeSame,
        };
        let part = match (&self.part, &other.part) {
            (None, None) => Alike::Same,
            (Some(one), Some(other)) if one == other => Alike::Same,
            (Some(one), Some(other)) if one.contains(other.as_str()) || other.contains(one.as_str()) => {
                Alike::MaybeSame
            }
            (Some(_), Some(_)) => Alike::Different,
            _ => Alike::MaybeSame,
        };
        side.max(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(one: (&str, Option<&str>), other: (&str, Option<&str>)) -> Alike {
        Place::of(one.0, one.1).compare(&Place::of(other.0, other.1))
    }

    #[test]
    fn sides_are_read_from_the_name_and_from_the_body_site() {
        let arthritis = "Osteoarthritis of knee";
        let left = (arthritis, Some("Structure of left knee region"));
        assert_eq!(compare(left, (arthritis, Some("Left knee"))), Alike::Same);
        assert_eq!(compare(left, (arthritis, Some("right knee"))), Alike::Different);
        assert_eq!(compare(left, (arthritis, Some("Both knees"))), Alike::Different);
        assert_eq!(compare(left, (arthritis, None)), Alike::MaybeSame);
        assert_eq!(compare(("Left hip pain", None), ("Right hip pain", None)), Alike::Different);
        assert_eq!(compare((arthritis, None), (arthritis, None)), Alike::Same);
    }

    #[test]
    fn another_part_of_the_body_is_another_thing() {
        assert_eq!(compare(("Fracture", Some("Wrist")), ("Fracture", Some("Ankle"))), Alike::Different);
        assert_eq!(compare(("Eczema", Some("Skin of hand")), ("Eczema", Some("hand"))), Alike::MaybeSame);
    }
}
