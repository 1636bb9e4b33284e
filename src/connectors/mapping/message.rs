//! Messages between a person and an organisation: R4's `Communication`.

use std::collections::HashMap;

use uuid::Uuid;

use super::Context;
use crate::connectors::fhir_json::{Node, SetAside, first_date, status, words};
use crate::domain::{Message, MessageFile, Sender, kind_of_entry};

/// The system of identifiers that are UUIDs: ours are the ids of the requests that sent them.
pub const UUID_SYSTEM: &str = "https://tools.ietf.org/html/rfc4122";
/// No conversation is followed back further than this.
const LONGEST_THREAD: usize = 1_000;

/// All that were told, each with the conversation that it belongs to, and with all that the conversation is about.
pub fn messages<'a>(matched: &[Node<'a>], context: &Context<'a>) -> Vec<Result<Message, SetAside>> {
    let before: HashMap<String, String> = matched
        .iter()
        .filter_map(|told| Some((context.source_id(*told), answered(*told, context)?)))
        .collect();
    let mut told: Vec<_> = matched.iter().map(|told| message(*told, &before, context)).collect();
    let mut about: HashMap<String, Vec<String>> = HashMap::new();
    for message in told.iter().flatten().filter(|message| !message.about.is_empty()) {
        about.entry(message.thread.clone()).or_default().extend(message.about.iter().cloned());
    }
    for message in told.iter_mut().flatten() {
        message.about = about.get(&message.thread).cloned().unwrap_or_default();
        message.about.sort();
        message.about.dedup();
    }
    told
}

/// The entries that one message is about or speaks of, as far as it says so in codes.
fn about(told: Node, context: &Context) -> Vec<String> {
    let parts = told.all("payload").map(|part| part.at("contentReference"));
    let named = told.all("about").chain(told.all("reasonReference")).chain(parts);
    let keys = named.filter_map(|name| Some(context.index.key(name.str_at("reference").or(name.str())?)));
    keys.filter(|key| kind_of_entry(key).is_some()).collect()
}

/// The message that this one answers, or whose conversation it is part of. The former is the closer one.
fn answered(told: Node, context: &Context) -> Option<String> {
    let named = told.all("inResponseTo").chain(told.all("partOf"));
    let mut keys = named.filter_map(|name| Some(context.index.key(name.str_at("reference").or(name.str())?)));
    keys.find(|key| key.starts_with("Communication/"))
}

/// The first message of a conversation. Where messages answer each other in a circle, the one with the smallest id is
/// the first for all of them.
fn first(of: &str, before: &HashMap<String, String>) -> String {
    let mut walked = vec![of.to_owned()];
    while let Some(next) = walked.last().and_then(|last| before.get(last)) {
        if let Some(at) = walked.iter().position(|known| known == next) {
            return walked[at..].iter().min().unwrap_or(next).clone();
        }
        if walked.len() >= LONGEST_THREAD {
            break;
        }
        walked.push(next.clone());
    }
    walked.pop().unwrap_or_default()
}

fn message<'a>(
    told: Node<'a>,
    before: &HashMap<String, String>,
    context: &Context<'a>,
) -> Result<Message, SetAside> {
    // Not sent, or sent by mistake.
    if matches!(status(told.at("status")).as_deref(), Some("entered-in-error" | "preparation" | "not-done")) {
        return Err(SetAside::DoesNotCount);
    }
    let id = context.source_id(told);
    let text: Vec<String> = told.all("payload").filter_map(|part| part.at("contentString").text()).collect();
    let files: Vec<MessageFile> = told
        .all("payload")
        .enumerate()
        .filter(|(_, part)| part.at("contentAttachment").exists())
        .map(|(at, part)| file(part.at("contentAttachment"), (&id, at), context))
        .collect();
    if text.is_empty() && files.is_empty() {
        return Err(SetAside::NoName);
    }
    Ok(Message {
        thread: first(&id, before),
        subject: words(told.at("topic")),
        sender: sender(told, context),
        sent: first_date(told, &["sent", "received"]),
        text: text.join("\n\n"),
        files,
        wish: wish(told),
        is_urgent: matches!(told.str_at("priority"), Some("urgent" | "asap" | "stat")),
        about: about(told, context),
        source_id: id,
    })
}

fn file(told: Node, (message, at): (&str, usize), context: &Context) -> MessageFile {
    let inside = told.str_at("data").map(|data| (data.trim_end_matches('=').len() as u64) * 3 / 4);
    let size = told.at("size").number().filter(|size| *size >= 0.0).map(|size| size as u64);
    MessageFile {
        title: told.text_at("title"),
        file_type: told.text_at("contentType"),
        size: size.or(inside),
        // What came along is read again when somebody opens it.
        address: told
            .text_at("url")
            .map(|url| context.index.key(&url))
            .or_else(|| inside.map(|_| format!("{message}#{at}"))),
    }
}

fn sender<'a>(told: Node<'a>, context: &Context<'a>) -> Sender {
    let party = told.at("sender");
    let name = || context.index.name_of(told, party);
    match type_of(told, party, context) {
        Some("Patient") => Sender::Patient,
        Some("RelatedPerson") => Sender::ForPatient(name()),
        _ if party.exists() => Sender::Organisation(name()),
        // Whoever did not say who wrote it may have said to whom it went.
        _ => {
            let to_the_patient =
                |to: Node<'a>| matches!(type_of(told, to, context), Some("Patient" | "RelatedPerson"));
            match told.all("recipient").any(to_the_patient) {
                true => Sender::Organisation(None),
                false => Sender::NotSaid,
            }
        }
    }
}

fn type_of<'a>(holder: Node<'a>, party: Node<'a>, context: &Context<'a>) -> Option<&'a str> {
    let named = party.str_at("type");
    let found = || context.index.resolve(holder, party).map(|found| found.resource_type());
    let text = || party.str_at("reference").or(party.str())?.rsplit('/').nth(1);
    named.or_else(found).or_else(text)
}

/// The request of ours that sent it, if one did.
pub fn wish(told: Node) -> Option<Uuid> {
    let ours = told.all("identifier").filter(|one| one.str_at("system") == Some(UUID_SYSTEM));
    ours.filter_map(|one| Uuid::try_parse(one.str_at("value")?).ok()).next()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::connectors::fhir_json::Index;
    use crate::connectors::mapping::Dialect;

    fn read(told: &[Value]) -> Vec<Result<Message, SetAside>> {
        let nodes: Vec<Node> = told.iter().map(Node::of).collect();
        let mut index = Index::new("https://h.example/fhir");
        nodes.iter().for_each(|node| index.add(None, *node));
        messages(&nodes, &Context { index, dialect: Dialect::R4 })
    }

    fn told(id: &str, more: Value) -> Value {
        let mut told = json!({"resourceType": "Communication", "id": id, "status": "completed",
            "payload": [{"contentString": id}]});
        let fields = told.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("an object").clone());
        told
    }

    fn threads(told: &[Value]) -> Vec<String> {
        read(told).into_iter().map(|message| message.expect("a message").thread).collect()
    }

    #[test]
    fn an_answer_to_an_answer_belongs_to_the_first_message_wherever_it_stands_in_the_list() {
        let answers = |id: &str| json!({"inResponseTo": [{"reference": format!("Communication/{id}")}]});
        let all = [
            told("c", answers("b")),
            told("a", json!({})),
            told("b", json!({"partOf": [{"reference": "https://h.example/fhir/Communication/a"}]})),
            told("x", json!({"partOf": [{"reference": "Procedure/1"}]})),
        ];
        let a = "Communication/a";
        assert_eq!(threads(&all), [a, a, a, "Communication/x"]);
    }

    #[test]
    fn the_first_message_need_not_be_told_and_a_circle_ends() {
        let answers = |id: &str| json!({"inResponseTo": {"reference": format!("Communication/{id}")}});
        assert_eq!(threads(&[told("b", answers("gone"))]), ["Communication/gone"]);
        let circle = [told("b", answers("c")), told("c", answers("b")), told("d", answers("c"))];
        assert_eq!(threads(&circle), ["Communication/b"; 3]);
    }

    #[test]
    fn it_is_told_who_wrote_and_nobody_is_made_up() {
        let sender = |more: Value| read(&[told("1", more)]).remove(0).expect("a message").sender;
        assert_eq!(sender(json!({"sender": {"reference": "Patient/1"}})), Sender::Patient);
        let staff = json!({"sender": {"reference": "Practitioner/1", "display": "Dr Marsh"}});
        assert_eq!(sender(staff), Sender::Organisation(Some("Dr Marsh".into())));
        let other = json!({"sender": {"reference": "RelatedPerson/1", "display": "Ola"}});
        assert_eq!(sender(other), Sender::ForPatient(Some("Ola".into())));
        assert_eq!(sender(json!({"recipient": [{"reference": "Patient/1"}]})), Sender::Organisation(None));
        assert_eq!(sender(json!({"recipient": [{"reference": "Organization/1"}]})), Sender::NotSaid);
        assert_eq!(sender(json!({})), Sender::NotSaid);
    }

    #[test]
    fn drafts_and_mistakes_do_not_count_and_a_message_that_says_nothing_is_counted_as_not_read() {
        for word in ["preparation", "entered-in-error", "not-done"] {
            assert_eq!(read(&[told("1", json!({"status": word}))]), [Err(SetAside::DoesNotCount)], "{word}");
        }
        assert_eq!(read(&[told("1", json!({"payload": []}))]), [Err(SetAside::NoName)]);
    }

    #[test]
    fn files_are_known_by_their_address_and_those_that_came_along_by_their_place_in_the_message() {
        let payload = json!({"payload": [{"contentString": "See this"},
            {"contentAttachment": {"title": "Scan", "contentType": "image/png", "size": 70, "url": "https://h.example/fhir/Binary/7"}},
            {"contentAttachment": {"contentType": "application/pdf", "data": "QUJD"}}, {"contentAttachment": {"title": "Gone"}}]});
        let message = read(&[told("1", payload)]).remove(0).expect("a message");
        let addresses: Vec<_> =
            message.files.iter().map(|file| (file.address.as_deref(), file.size)).collect();
        assert_eq!(
            addresses,
            [(Some("Binary/7"), Some(70)), (Some("Communication/1#2"), Some(3)), (None, None)]
        );
        assert_eq!(message.text, "See this");
    }

    #[test]
    fn a_whole_conversation_is_about_what_any_of_its_messages_is_about() {
        let all = [
            told("a", json!({"about": [{"reference": "https://h.example/fhir/Condition/7"}]})),
            told(
                "b",
                json!({"inResponseTo": [{"reference": "Communication/a"}],
                "reasonReference": [{"reference": "Observation/1"}, {"reference": "Condition/7"}]}),
            ),
            told("c", json!({"about": [{"reference": "Device/1"}]})),
        ];
        let about: Vec<_> = read(&all).into_iter().map(|message| message.expect("a message").about).collect();
        assert_eq!(about[0], ["Condition/7", "Observation/1"]);
        assert_eq!((&about[1], about[2].is_empty()), (&about[0], true), "a device is no entry");
    }

    #[test]
    fn a_message_of_ours_is_known_by_the_id_of_its_request() {
        let id = Uuid::from_u128(7);
        let of = |system: &str| json!({"identifier": [{"system": system, "value": id.to_string()}]});
        let wish = |more: Value| read(&[told("1", more)]).remove(0).expect("a message").wish;
        assert_eq!(wish(of(UUID_SYSTEM)), Some(id));
        assert_eq!(wish(of("https://elsewhere.example/id")), None);
    }
}
