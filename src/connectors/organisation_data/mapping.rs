//! The directory's `Organization` and its look-up of successors as domain values: pure.

use super::ODS_SYSTEM;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{Node, address, codings, date, phone};
use crate::domain::{OdsCode, OrganisationDetails, PartialDate};

/// Reads an `Organization` (NHS England FHIR Implementation Guide, "Organisation Data Service").
///
/// # Errors
/// [`ConnectorError::IgnoredFilter`] where it is another organisation than was asked for; [`ConnectorError::Unreadable`]
/// where it has no name.
pub fn organisation(told: Node, asked: &OdsCode) -> Result<OrganisationDetails, ConnectorError> {
    if told.resource_type() != "Organization" {
        return Err(ConnectorError::Unreadable("not an organisation"));
    }
    if code(told).is_none_or(|code| code != *asked) {
        return Err(ConnectorError::IgnoredFilter);
    }
    let name = told.text_at("name").ok_or(ConnectorError::Unreadable("an organisation without a name"))?;
    let closed = closed(told);
    Ok(OrganisationDetails {
        ods_code: asked.clone(),
        name,
        address: told.all("address").find_map(address),
        phone: phone(told),
        roles: roles(told),
        active: told.at("active").truth().unwrap_or(closed.is_none()),
        closed,
        successors: None,
    })
}

fn code(told: Node) -> Option<OdsCode> {
    let identifiers = told.all("identifier").filter(|one| one.str_at("system") == Some(ODS_SYSTEM));
    let by_identifier = identifiers.filter_map(|one| one.text_at("value")).next();
    OdsCode::parse(&by_identifier.or_else(|| told.id())?).ok()
}

/// Each extension whose address ends with `name`.
fn extensions<'a>(holder: Node<'a>, name: &str) -> impl Iterator<Item = Node<'a>> {
    holder.all("extension").filter(move |one| one.str_at("url").is_some_and(|url| url.ends_with(name)))
}

/// When it stopped working: the legal end, else any.
fn closed(told: Node) -> Option<PartialDate> {
    let mut ends: Vec<(bool, PartialDate)> = extensions(told, "TypedPeriod")
        .filter_map(|period| {
            let coding = period.extension("dateType").at("valueCoding");
            let is_legal = coding.text_at("code").is_some_and(|code| code.eq_ignore_ascii_case("legal"));
            Some((is_legal, date(period.extension("period").at("valuePeriod").at("end"))?))
        })
        .collect();
    ends.sort_by_key(|(is_legal, end)| (!is_legal, *end));
    ends.first().map(|(_, end)| *end)
}

/// The roles that hold, the primary one first; one that has ended is left out where another holds.
fn roles(told: Node) -> Vec<String> {
    let mut roles: Vec<(bool, bool, String)> = extensions(told, "OrganisationRole")
        .filter_map(|role| {
            let words = codings(role.extension("roleCode").at("valueCodeableConcept"))
                .find_map(|coding| coding.text_at("display"))?;
            let holds = role.extension("active").at("valueBoolean").truth() != Some(false);
            let primary = role.extension("primaryRole").at("valueBoolean").truth() == Some(true);
            Some((holds, primary, words))
        })
        .collect();
    if roles.iter().any(|(holds, _, _)| *holds) {
        roles.retain(|(holds, _, _)| *holds);
    }
    roles.sort_by_key(|(_, primary, _)| !primary);
    roles.into_iter().map(|(_, _, words)| words).collect()
}

/// Reads the answer to `CodeSystem/$lookup` with `property=successor`. Nothing where it is about another code.
pub fn successors(parameters: Node, asked: &OdsCode) -> Option<Vec<OdsCode>> {
    if parameters.resource_type() != "Parameters" {
        return None;
    }
    let named = |name: &'static str| {
        parameters.all("parameter").filter(move |parameter| parameter.str_at("name") == Some(name))
    };
    let about = named("code").find_map(value);
    if about.is_some_and(|about| OdsCode::parse(&about).as_ref() != Ok(asked)) {
        return None;
    }
    let codes = named("property").filter_map(|property| {
        let part = |name: &'static str| {
            property.all("part").find(move |part| part.str_at("name") == Some(name)).and_then(value)
        };
        if part("code").as_deref() != Some("successor") {
            return None;
        }
        OdsCode::parse(&part("value")?).ok()
    });
    Some(codes.collect())
}

/// The value of a parameter, in whichever type it comes.
fn value(parameter: Node) -> Option<String> {
    let plain = ["valueCode", "valueString"].into_iter().find_map(|field| parameter.text_at(field));
    plain.or_else(|| parameter.at("valueCoding").text_at("code"))
}
