//! Those whom the service lists to be contacted about a person (`RelatedPerson`): pure. They are shown to the person, and
//! nothing is opened to anybody because of it.

use super::mapping::is_restricted;
use crate::access::FetchOrder;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{Node, date, entries, name_in_use, words};
use crate::connectors::mapping::contact_point;
use crate::domain::{NhsNumber, RelatedPerson, Way};

/// All that are told.
#[derive(Default)]
pub struct RelatedPeople {
    pub people: Vec<RelatedPerson>,
    pub set_aside: u32,
}

/// Reads the list. The service names in `patient` the related person's own number (its `PatientReference`), so whose list
/// it is stands in the address of each entry alone.
///
/// # Errors
/// [`ConnectorError::AboutSomebodyElse`] where an address is of another person's list.
pub fn people(bundle: Node, order: &FetchOrder) -> Result<RelatedPeople, ConnectorError> {
    if bundle.resource_type() != "Bundle" {
        return Err(ConnectorError::Unreadable("not a bundle"));
    }
    let mut told = RelatedPeople::default();
    for entry in entries(bundle) {
        let of = entry.full_url.and_then(whose_list);
        if of.is_some_and(|number| !order.means_subject(number)) {
            return Err(ConnectorError::AboutSomebodyElse);
        }
        let person = entry.resource;
        match person.resource_type() {
            "RelatedPerson" if person.at("active").truth() == Some(false) => {}
            "RelatedPerson" => match related_person(person) {
                Some(person) => told.people.push(person),
                None => told.set_aside += 1,
            },
            "OperationOutcome" => {}
            _ => told.set_aside += 1,
        }
    }
    Ok(told)
}

/// The number in "…/Patient/9000000009/RelatedPerson/507B7621".
fn whose_list(url: &str) -> Option<NhsNumber> {
    let (before, _) = url.split_once("/RelatedPerson/")?;
    NhsNumber::from_source(before.rsplit_once("/Patient/")?.1).ok()
}

/// One of them; some are a number of their own and nothing else, and then only how they are related is known.
fn related_person(told: Node) -> Option<RelatedPerson> {
    let related_as = told.all("relationship").filter_map(words).last();
    let name = name_in_use(told);
    if name.is_none() && related_as.is_none() {
        return None;
    }
    let points = told.all("telecom").enumerate();
    let points = points.filter_map(|(place, told)| contact_point(told, place));
    // Where somebody lives whose record is restricted is told to nobody, whatever came.
    let phones = match is_restricted(told) {
        true => Vec::new(),
        false => points.filter(|point| point.way == Way::Phone).map(|point| point.value).collect(),
    };
    Some(RelatedPerson {
        name,
        related_as,
        phones,
        from: date(told.at("period").at("start")),
        until: date(told.at("period").at("end")),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::connectors::test_support::order_for;

    fn read(bundle: &Value) -> Result<RelatedPeople, ConnectorError> {
        people(Node::of(bundle), &order_for("Jane Smith", (2010, 10, 22), "9000000009"))
    }

    fn entry(of: &str, person: Value) -> Value {
        json!({"fullUrl": format!("https://x/Patient/{of}/RelatedPerson/1"), "resource": person})
    }

    fn bundle(entries: Vec<Value>) -> Value {
        json!({"resourceType": "Bundle", "type": "searchset", "entry": entries})
    }

    #[test]
    fn the_published_example_is_read() {
        let file: Value = serde_json::from_str(include_str!("../examples/pds/RelatedPersonBundle.json"))
            .expect("an example");
        let told = read(&file).expect("read");
        assert_eq!((told.people.len(), told.set_aside), (1, 0));
        let jane = &told.people[0];
        assert_eq!(jane.name.as_deref(), Some("Mrs Jane Smith"));
        assert_eq!(jane.related_as.as_deref(), Some("Guardian of patient"));
        assert_eq!(jane.phones, ["01632960587"]);
        assert_eq!(jane.until.map(|end| end.to_string()).as_deref(), Some("2025-12-31"));
    }

    #[test]
    fn a_list_of_somebody_elses_fails_whole_and_the_related_persons_own_number_does_not() {
        let mother = json!({"resourceType": "RelatedPerson", "id": "1", "name": [{"family": "Ash"}],
            "patient": {"type": "Patient", "identifier": {"value": "9990000018"}}});
        let of_own = read(&bundle(vec![entry("9000000009", mother.clone())])).expect("read");
        assert_eq!(of_own.people.len(), 1);
        let mixed = bundle(vec![entry("9000000009", mother.clone()), entry("9990000026", mother)]);
        assert!(matches!(read(&mixed), Err(ConnectorError::AboutSomebodyElse)));
    }

    #[test]
    fn who_is_no_contact_any_more_is_left_out_and_what_cannot_be_read_is_counted() {
        let told = read(&bundle(vec![
            entry("9000000009", json!({"resourceType": "RelatedPerson", "active": false, "name": [{"family": "Old"}]})),
            entry("9000000009", json!({"resourceType": "RelatedPerson", "name": [{"use": 7}], "relationship": 3})),
            entry("9000000009", json!({"resourceType": "RelatedPerson", "relationship": [{"coding": [{"display": "Brother"}]}]})),
        ]))
        .expect("read");
        assert_eq!((told.people.len(), told.set_aside), (1, 1));
        assert_eq!(told.people[0].related_as.as_deref(), Some("Brother"));
        assert!(matches!(read(&json!({"resourceType": "Patient"})), Err(ConnectorError::Unreadable(_))));
    }

    #[test]
    fn how_to_reach_somebody_whose_record_is_restricted_is_not_told() {
        let hidden = json!({"resourceType": "RelatedPerson", "name": [{"family": "Ash"}],
            "meta": {"security": [{"code": "R"}]}, "telecom": [{"system": "phone", "value": "01632 960 587"}]});
        let told = read(&bundle(vec![entry("9000000009", hidden)])).expect("read");
        assert!(told.people[0].phones.is_empty());
    }
}
