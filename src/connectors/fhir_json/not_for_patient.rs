//! The labels that say that something is not for the patient to see, nor for family or carers.

use super::Node;

/// How each of them is written. `T` is of the confidentiality codes alone; elsewhere it means something else.
pub(super) const CODES: [&str; 3] = ["NOPAT", "TBOO", "T"];
/// The confidentiality codes: their address ends so in R4 and in STU3, and their OID is 2.16.840.1.113883.5.25.
const CONFIDENTIALITY: [&str; 2] = ["Confidentiality", ".113883.5.25"];
/// A label of a part of a resource (HL7 "Data Segmentation for Privacy").
const INLINE: &str = "inline-sec-label";

/// Whether a resource carries such a label: `NOPAT` ("no disclosure to patient, family or caregivers"), or one of the two
/// for taboo (HL7 v3 ActCode `TBOO`, v3 Confidentiality `T`: not to be discussed with the patient by anybody but their own
/// doctor). A label of one part of it counts for all of it. What system stands beside `NOPAT` or `TBOO` makes no difference:
/// they mean nothing else, and a mistake there must not show what is labelled.
pub(super) fn is_not_for_patient(resource: Node) -> bool {
    let security = resource.all("meta").flat_map(|meta| meta.all("security"));
    let mut labels = security.chain(resource.all("securityLabel"));
    labels.any(says_so) || is_labelled_inside(resource)
}

fn is_labelled_inside(place: Node) -> bool {
    let of_part = |extension: Node| extension.str_at("url").is_some_and(|url| url.ends_with(INLINE));
    let is_so = |extension: Node| extension.inner().any(says_so);
    place.inner().filter(|inner| !inner.is_resource()).any(|inner| {
        let is_label = inner.name() == "extension" && inner.members().any(|one| of_part(one) && is_so(one));
        is_label || is_labelled_inside(inner)
    })
}

/// A label is a coding, a concept that has some, or a code alone.
fn says_so(label: Node) -> bool {
    is_one(label) || label.all("coding").any(is_one)
}

fn is_one(coding: Node) -> bool {
    let system = coding.str_at("system");
    let of_confidentiality =
        || system.is_none_or(|system| CONFIDENTIALITY.iter().any(|end| system.ends_with(end)));
    let mut codes = coding.all("code").chain(std::iter::once(coding)).filter_map(Node::str);
    codes.any(|code| match code.to_ascii_uppercase().as_str() {
        "T" => of_confidentiality(),
        code => CODES.contains(&code),
    })
}
