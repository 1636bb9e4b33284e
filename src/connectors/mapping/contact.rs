//! Phone numbers and addresses of a `Patient`, in R4 and STU3 alike.

use crate::connectors::fhir_json::{Node, date};
use crate::domain::{ContactPoint, ContactUse, PostalAddress, Way};

/// One of a list of `ContactPoint`; nothing where it cannot be read.
pub fn contact_point(told: Node, place: usize) -> Option<ContactPoint> {
    let way = match told.str_at("system")? {
        "email" => Way::Email,
        "phone" => Way::Phone,
        // A number for texts is one to call too.
        "sms" => Way::Phone,
        _ => Way::Other,
    };
    Some(ContactPoint {
        id: told.id(),
        place,
        way,
        use_for: use_for(told),
        value: told.text_at("value")?,
        from: date(told.at("period").at("start")),
        until: date(told.at("period").at("end")),
    })
}

/// One of a list of `Address`; nothing where it holds neither a line nor a postcode.
pub fn postal_address(told: Node, place: usize) -> Option<PostalAddress> {
    let parts = ["line", "city", "district"].into_iter().flat_map(|field| told.all(field));
    let mut lines: Vec<String> = parts.filter_map(Node::text).collect();
    let postcode = told.text_at("postalCode");
    if lines.is_empty() {
        let text = told.text_at("text").unwrap_or_default();
        let of_text = text.split([',', '\n']).map(str::trim).filter(|line| !line.is_empty());
        lines.extend(of_text.filter(|line| Some(*line) != postcode.as_deref()).map(str::to_owned));
    }
    if lines.is_empty() && postcode.is_none() {
        return None;
    }
    Some(PostalAddress {
        id: told.id(),
        place,
        use_for: use_for(told),
        lines,
        postcode,
        from: date(told.at("period").at("start")),
        until: date(told.at("period").at("end")),
    })
}

fn use_for(told: Node) -> ContactUse {
    match told.str_at("use") {
        Some("home") => ContactUse::Home,
        Some("mobile") => ContactUse::Mobile,
        Some("work") => ContactUse::Work,
        Some("temp") => ContactUse::Temporary,
        Some("billing") => ContactUse::Letters,
        Some("old") => ContactUse::Old,
        _ => ContactUse::NotSaid,
    }
}
