//! What all prescriptions share: one prescribed medicine, and who gives it out.

use super::Context;
use super::dosage::{coded_dosage, dosage};
use super::medicine::{name, quantity};
use crate::connectors::fhir_json::{Node, SetAside, address, notes, phone};
use crate::domain::{Pharmacy, PrescribedItem, PrescriptionState};

/// One `MedicationRequest` as a line of a prescription; where it is stands elsewhere in each source.
///
/// # Errors
/// [`SetAside::NoName`] for one that does not say what was prescribed.
pub fn prescribed_item<'a>(request: Node<'a>, context: &Context<'a>) -> Result<PrescribedItem, SetAside> {
    Ok(PrescribedItem {
        name: name(request, context).ok_or(SetAside::NoName)?,
        quantity: quantity(request),
        dosage: dosage(request),
        coded_dosage: coded_dosage([request]),
        state: PrescriptionState::NotSaid,
        since: None,
        reason: None,
        note: notes(request),
    })
}

/// Who a request's `performer` is, where more is told than a code.
pub fn pharmacy<'a>(request: Node<'a>, context: &Context<'a>) -> Option<Pharmacy> {
    let reference = request.at("dispenseRequest").at("performer");
    let name = context.index.name_of(request, reference)?;
    let resolved = context.index.resolve(request, reference).unwrap_or(Node::NOTHING);
    let website = resolved.all("telecom").find(|way| way.str_at("system") == Some("url"));
    Some(Pharmacy {
        name,
        address: resolved.all("address").find_map(whole_address),
        phone: phone(resolved),
        website: website.and_then(|way| way.text_at("value")),
    })
}

/// An address on one line. Some tell the postcode beside a text that lacks it.
fn whole_address(told: Node) -> Option<String> {
    let line = address(told)?;
    match told.text_at("postalCode") {
        Some(postcode) if !line.contains(&postcode) => Some(format!("{line}, {postcode}")),
        _ => Some(line),
    }
}
