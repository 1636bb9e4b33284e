//! Conversations between a person and an organisation: R4's `Communication`, each message with what it answers.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::calendar::stamp;
use super::documents::Document;
use super::holder::{Holder, put};
use super::letters::File;

/// A conversation, the oldest message first.
#[derive(Clone, Debug)]
pub struct Conversation {
    key: &'static str,
    subject: &'static str,
    messages: Vec<Message>,
}

#[derive(Clone, Debug)]
struct Message {
    /// A member of staff; none for the person.
    worker: Option<&'static str>,
    sent: DateTime<Utc>,
    text: &'static str,
    file: Option<(&'static str, Document)>,
}

/// One in which nobody has written yet.
pub fn conversation(key: &'static str, subject: &'static str) -> Conversation {
    Conversation { key, subject, messages: Vec::new() }
}

impl Conversation {
    /// The person writes.
    pub fn asks(mut self, sent: DateTime<Utc>, text: &'static str) -> Self {
        self.messages.push(Message { worker: None, sent, text, file: None });
        self
    }

    /// A member of staff writes.
    pub fn answers(mut self, worker: &'static str, sent: DateTime<Utc>, text: &'static str) -> Self {
        self.messages.push(Message { worker: Some(worker), sent, text, file: None });
        self
    }

    /// A file goes with the last message.
    pub fn with_file(mut self, title: &'static str, file: Document) -> Self {
        if let Some(last) = self.messages.last_mut() {
            last.file = Some((title, file));
        }
        self
    }

    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let place = |at: usize| format!("{}-{at}", self.key);
        let one = |(at, message): (usize, &Message)| {
            let mut told = holder.r4("Communication", &place(at), message.sent);
            told["status"] = "completed".into();
            told["subject"] = holder.subject();
            told["topic"] = json!({ "text": self.subject });
            let organisation = holder.organisation_reference();
            let worker = message.worker.map(|worker| holder.worker(worker).unwrap_or(organisation.clone()));
            told["recipient"] = match worker {
                Some(_) => json!([holder.subject()]),
                None => json!([organisation]),
            };
            told["sender"] = worker.unwrap_or_else(|| holder.subject());
            told["sent"] = stamp(message.sent).into();
            let answered = at.checked_sub(1).map(|before| holder.id("Communication", &place(before)));
            let answered = answered.map(|id| json!([{ "reference": format!("Communication/{id}") }]));
            put(&mut told, "inResponseTo", answered);
            let mut payload = vec![json!({ "contentString": message.text })];
            if let Some((title, file)) = &message.file {
                payload.push(json!({ "contentAttachment": {
                    "contentType": file.claims, "title": title, "size": file.bytes(),
                    "url": format!("{}/Binary/{}", holder.base_url, holder.id("Binary", &place(at))),
                }}));
            }
            told["payload"] = payload.into();
            told
        };
        self.messages.iter().enumerate().map(one).collect()
    }

    /// The files behind links.
    pub fn files(&self, holder: &Holder) -> Vec<File> {
        let files = self.messages.iter().enumerate().filter_map(|(at, message)| {
            let (_, file) = message.file.as_ref()?;
            let id = holder.id("Binary", &format!("{}-{at}", self.key));
            Some(File { id, content_type: file.comes_as, content: file.content.clone() })
        });
        files.collect()
    }
}
