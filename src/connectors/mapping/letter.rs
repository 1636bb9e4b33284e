//! Letters and documents.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Context;
use super::ties::ties;
use crate::connectors::fhir_json::{Node, SetAside, first_date, status, words};
use crate::domain::{FileKind, Label, Letter};

/// A `DocumentReference`; the file itself stays where it is unless it came along as text.
pub fn letter<'a>(resource: Node<'a>, context: &Context<'a>) -> Result<Letter, SetAside> {
    let taken_back = ["status", "docStatus"];
    if taken_back.iter().any(|field| status(resource.at(field)).as_deref() == Some("entered-in-error")) {
        return Err(SetAside::DoesNotCount);
    }
    let attachment =
        resource.all("content").map(|content| content.at("attachment")).find(|file| file.exists());
    let attachment = attachment.unwrap_or(Node::NOTHING);
    let what_kind = words(resource.at("type"));
    // Some systems describe a document by its date in brackets only.
    let described =
        resource.text_at("description").filter(|text| !(text.starts_with('(') && text.ends_with(')')));
    let title = described
        .or_else(|| attachment.text_at("title"))
        .or_else(|| what_kind.clone())
        .or_else(|| resource.text_at("description"))
        .ok_or(SetAside::NoName)?;
    let file_type = attachment.text_at("contentType");
    let text = inside(attachment, file_type.as_deref(), FileKind::Text);
    let html = inside(attachment, file_type.as_deref(), FileKind::Html);
    // A file that came along is not kept in memory: whoever opens it has it read again.
    let came_along = (text.is_none() && html.is_none()).then(|| attachment.str_at("data")).flatten();
    let size = attachment.at("size").number().filter(|size| *size >= 0.0).map(|size| size as u64);
    Ok(Letter {
        source_id: context.source_id(resource),
        title,
        what_kind,
        written: first_date(resource, &["created", "date", "indexed"])
            .or_else(|| first_date(attachment, &["creation"])),
        author: context.name_in(resource, &["author", "custodian"]),
        text,
        html,
        file_size: size.or_else(|| came_along.map(bytes_in)),
        file_type,
        file_address: attachment
            .text_at("url")
            .map(|url| context.index.key(&url))
            .or_else(|| came_along.and(resource.id()).map(|id| format!("DocumentReference/{id}"))),
        ties: ties(resource, context),
    })
}

/// How many bytes stand in this base64.
fn bytes_in(base64: &str) -> u64 {
    (base64.trim_end_matches('=').len() as u64) * 3 / 4
}

/// What came along as text of this kind.
fn inside(attachment: Node, file_type: Option<&str>, kind: FileKind) -> Option<String> {
    if FileKind::labelled(file_type) != Label::Says(kind) {
        return None;
    }
    let bytes = STANDARD.decode(attachment.str_at("data")?).ok()?;
    String::from_utf8(bytes).ok()
}
