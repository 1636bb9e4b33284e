//! A `Patient` as who somebody is and how to reach them: demographics' and hospitals' R4, surgeries' STU3.

use super::contact::{contact_point, postal_address};
use super::parts::Context;
use crate::connectors::fhir_json::{Node, date, name, words};
use crate::domain::{
    ContactWish, NameUse, OdsCode, PersonDetails, PersonName, SpokenLanguage, WrittenSurgery,
};

/// The identifier system of ODS codes.
const ODS: &str = "ods-organization-code";

/// What a `Patient` says, and how many of its phone numbers and addresses could not be read.
pub fn person_details<'a>(patient: Node<'a>, context: &Context<'a>) -> (PersonDetails, u32) {
    let told: Vec<_> = patient.all("telecom").collect();
    let points: Vec<_> =
        told.iter().enumerate().filter_map(|(place, told)| contact_point(*told, place)).collect();
    let written: Vec<_> = patient.all("address").collect();
    let addresses: Vec<_> =
        written.iter().enumerate().filter_map(|(place, told)| postal_address(*told, place)).collect();
    let set_aside = (told.len() - points.len()) + (written.len() - addresses.len());
    let details = PersonDetails {
        source_id: context.source_id(patient),
        nhs_number: None,
        names: names(patient),
        birth_date: date(patient.at("birthDate")),
        points,
        addresses,
        surgery: surgery(patient, context),
        doctor: doctor(patient, context),
        languages: languages(patient),
        interpreter: interpreter(patient),
        wishes: wishes(patient),
        pharmacy: pharmacy(patient),
        related: Vec::new(),
        restricted: false,
    };
    (details, u32::try_from(set_aside).unwrap_or(u32::MAX))
}

/// The main name first.
fn names(patient: Node) -> Vec<PersonName> {
    let mut names: Vec<PersonName> = patient.all("name").filter_map(one_name).collect();
    names.sort_by_key(|name| name.use_for != NameUse::Main);
    names
}

fn one_name(told: Node) -> Option<PersonName> {
    let text = name(told)?;
    let parts: Vec<_> =
        ["given", "family"].into_iter().flat_map(|field| told.all(field)).filter_map(Node::text).collect();
    Some(PersonName {
        bare: if parts.is_empty() { text.clone() } else { parts.join(" ") },
        text,
        use_for: match told.str_at("use") {
            Some("nickname") => NameUse::Nickname,
            Some("old" | "maiden") => NameUse::Former,
            Some("temp" | "anonymous") => NameUse::Temporary,
            _ => NameUse::Main,
        },
        until: date(told.at("period").at("end")),
    })
}

/// The surgery in `generalPractitioner`: by its ODS code, or an organisation by name. Those that have ended come last.
fn surgery<'a>(patient: Node<'a>, context: &Context<'a>) -> Option<WrittenSurgery> {
    let mut all: Vec<_> = patient.all("generalPractitioner").collect();
    all.sort_by_key(|told| told.at("identifier").at("period").at("end").exists());
    all.into_iter().find_map(|told| {
        let resolved = context.index.resolve(patient, told).unwrap_or(Node::NOTHING);
        let code = [told, resolved].into_iter().find_map(ods_code);
        let is_organisation = resolved.resource_type() == "Organization"
            || told.str_at("type") == Some("Organization")
            || told.str_at("reference").is_some_and(|reference| reference.contains("Organization/"));
        if code.is_none() && !is_organisation {
            return None;
        }
        let name = context.index.name_of(patient, told);
        (code.is_some() || name.is_some()).then_some(WrittenSurgery { ods_code: code, name })
    })
}

fn ods_code(holder: Node) -> Option<OdsCode> {
    let mut identifiers = holder.all("identifier");
    identifiers.find_map(|identifier| {
        identifier.str_at("system").filter(|system| system.ends_with(ODS))?;
        OdsCode::parse(&identifier.text_at("value")?).ok()
    })
}

/// A person in `generalPractitioner`.
fn doctor<'a>(patient: Node<'a>, context: &Context<'a>) -> Option<String> {
    let is_a_person = |told: &Node| {
        told.str_at("reference").is_some_and(|reference| reference.contains("Practitioner"))
            || told.str_at("type").is_some_and(|name| name.starts_with("Practitioner"))
    };
    let mut people = patient.all("generalPractitioner").filter(is_a_person);
    people.find_map(|told| context.index.name_of(patient, told))
}

/// R4's `communication`, and the extensions by which demographics (UK Core) and surgeries (Care Connect) tell the same.
fn languages(patient: Node) -> Vec<SpokenLanguage> {
    let told = patient.all("communication").chain(nhs_communication(patient));
    let mut languages: Vec<SpokenLanguage> = Vec::new();
    for told in told {
        let concept = [told.at("language"), told.extension("language").at("valueCodeableConcept")];
        let Some(name) = concept.into_iter().find_map(|concept| words(concept).or_else(|| concept.text()))
        else {
            continue;
        };
        let marks = [told.at("preferred"), told.extension("preferred").at("valueBoolean")];
        let preferred = marks.into_iter().find_map(Node::truth).unwrap_or(false);
        if languages.iter().all(|known| known.name != name) {
            languages.push(SpokenLanguage { name, preferred });
        }
    }
    languages.sort_by_key(|language| !language.preferred);
    languages
}

fn interpreter(patient: Node) -> Option<bool> {
    let own = patient.extension("patient-interpreterRequired").at("valueBoolean").truth();
    let mut by_language = nhs_communication(patient)
        .filter_map(|told| told.extension("interpreterRequired").at("valueBoolean").truth());
    own.or_else(|| by_language.next())
}

fn nhs_communication(patient: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    patient
        .all("extension")
        .filter(|told| told.str_at("url").is_some_and(|url| url.contains("NHSCommunication")))
}

fn pharmacy(patient: Node) -> Option<OdsCode> {
    let nominated = patient.extension("NominatedPharmacy").at("valueReference").at("identifier");
    OdsCode::parse(&nominated.text_at("value")?).ok()
}

fn wishes(patient: Node) -> Vec<ContactWish> {
    let told = patient.extension("ContactPreference");
    let concept = |name| words(told.extension(name).at("valueCodeableConcept"));
    let by = concept("PreferredContactMethod").map(ContactWish::By);
    let when = told.extension("PreferredContactTimes").text_at("valueString").map(ContactWish::When);
    let format = concept("PreferredWrittenCommunicationFormat").map(ContactWish::Format);
    by.into_iter().chain(when).chain(format).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::connectors::fhir_json::Index;
    use crate::connectors::mapping::Dialect;
    use crate::domain::{ContactUse, Way};

    fn read(patient: &Value) -> (PersonDetails, u32) {
        let context = Context { index: Index::new("https://x"), dialect: Dialect::R4 };
        person_details(Node::of(patient), &context)
    }

    #[test]
    fn the_published_example_of_demographics_is_read() {
        let file: Value =
            serde_json::from_str(include_str!("../examples/pds/Patient.json")).expect("an example");
        let (told, set_aside) = read(&file);
        assert_eq!(set_aside, 0);
        assert_eq!(
            (told.names[0].text.as_str(), told.names[0].bare.as_str()),
            ("Mrs Jane Smith", "Jane Smith")
        );
        assert_eq!(told.addresses[0].postcode.as_deref(), Some("LS1 6AE"));
        assert_eq!(told.points.iter().filter(|point| point.way == Way::Phone).count(), 1);
        let surgery = told.surgery.and_then(|surgery| surgery.ods_code).map(String::from);
        assert_eq!(surgery.as_deref(), Some("Y12345"));
        assert_eq!(told.languages.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["French"]);
        assert_eq!(told.interpreter, Some(true));
        let wishes = [
            ContactWish::By("Letter".into()),
            ContactWish::When("Not after 7pm".into()),
            ContactWish::Format("Braille".into()),
        ];
        assert!(told.wishes == wishes);
    }

    #[test]
    fn a_hospitals_and_a_surgerys_ways_of_saying_the_same_are_read() {
        let hospital = json!({"resourceType": "Patient", "id": "1",
            "communication": [{"language": {"coding": [{"code": "en", "display": "English"}]}},
                {"language": {"text": "Welsh"}, "preferred": true}],
            "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired", "valueBoolean": false}],
            "address": [{"use": "old", "text": "1 Old Road, Market Sample, ZZ99 1AA", "postalCode": "ZZ99 1AA"}],
            "generalPractitioner": [{"type": "Organization", "display": "Hill Street Surgery"}]});
        let (told, _) = read(&hospital);
        assert_eq!(
            told.languages.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
            ["Welsh", "English"]
        );
        assert_eq!(told.interpreter, Some(false));
        assert_eq!(told.addresses[0].use_for, ContactUse::Old);
        assert_eq!(told.addresses[0].lines, ["1 Old Road", "Market Sample"]);
        let name = told.surgery.and_then(|surgery| surgery.name);
        assert_eq!(name.as_deref(), Some("Hill Street Surgery"));
        let surgery = json!({"resourceType": "Patient", "id": "1",
            "extension": [{"url": "https://x/Extension-CareConnect-GPC-NHSCommunication-1", "extension": [
                {"url": "language", "valueCodeableConcept": {"text": "Polish"}},
                {"url": "interpreterRequired", "valueBoolean": true}]}],
            "generalPractitioner": [{"reference": "Practitioner/9", "display": "Dr Okafor"}]});
        let (told, _) = read(&surgery);
        assert_eq!((told.languages[0].name.as_str(), told.interpreter), ("Polish", Some(true)));
        assert!(told.surgery.is_none(), "a doctor is no surgery");
        assert_eq!(told.doctor.as_deref(), Some("Dr Okafor"));
    }

    #[test]
    fn what_cannot_be_read_is_counted_and_costs_nothing_else() {
        let patient = json!({"resourceType": "Patient", "id": "1",
            "telecom": [{"system": "phone"}, {"system": "phone", "value": "01632 960 123"}],
            "address": [{"use": "home"}], "name": [{"use": "usual"}], "birthDate": ["x"]});
        let (told, set_aside) = read(&patient);
        assert_eq!((told.points.len(), told.addresses.len(), set_aside), (1, 0, 2));
        assert!(told.names.is_empty() && told.birth_date.is_none() && told.interpreter.is_none());
    }
}
