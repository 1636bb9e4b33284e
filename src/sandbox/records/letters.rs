//! Letters: short ones inside the answer as text, others as files to fetch.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendar::{moment, stamp};
use super::codes::{Concept, coding};
use super::documents::{Content, Document, Size};
use super::holder::{Holder, put};
use crate::sheets::plain;

/// How many letters fit in a line of a sheet.
const LONGEST_LINE: usize = 80;

/// A letter as an organisation holds it.
#[derive(Clone, Debug)]
pub struct Letter {
    key: String,
    title: String,
    what: Option<Concept>,
    written: NaiveDate,
    author: &'static str,
    text: String,
    file: Option<Document>,
    /// The visit that it is about, by its key.
    visit: Option<&'static str>,
}

/// A letter of plain text.
pub fn letter(key: &str, title: &str, written: NaiveDate, text: &str) -> Letter {
    Letter {
        key: key.to_owned(),
        title: title.to_owned(),
        what: None,
        written,
        author: "",
        text: text.to_owned(),
        file: None,
        visit: None,
    }
}

/// A file behind a link.
#[derive(Clone, Debug)]
pub struct File {
    pub id: String,
    pub content_type: &'static str,
    pub content: Content,
}

impl Letter {
    pub fn what(mut self, what: Concept) -> Self {
        self.what = Some(what);
        self
    }

    pub fn by(mut self, worker: &'static str) -> Self {
        self.author = worker;
        self
    }

    /// Written about a visit, by its key.
    pub fn of_visit(mut self, visit: &'static str) -> Self {
        self.visit = Some(visit);
        self
    }

    /// The same words in a PDF file, fetched on its own.
    pub fn pdf(self) -> Self {
        let file = Document::good("application/pdf", pdf(&self.title, &self.text));
        self.file(file)
    }

    /// A file of whatever kind.
    pub fn file(mut self, file: Document) -> Self {
        self.file = Some(file);
        self
    }

    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let mut document = holder.r4("DocumentReference", &self.key, moment(self.written, 15, 0));
        document["status"] = "current".into();
        document["docStatus"] = "final".into();
        document["type"] = match self.what {
            Some(what) => what.coded(holder),
            None => json!({ "text": "Letter" }),
        };
        document["subject"] = holder.subject();
        document["date"] = stamp(moment(self.written, 15, 0)).into();
        put(&mut document, "author", holder.worker(self.author).map(|worker| json!([worker])));
        document["custodian"] = holder.organisation_reference();
        document["description"] = self.title.as_str().into();
        document["securityLabel"] =
            json!([coding("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "N", "normal")]);
        let mut attachment = json!({
            "contentType": "text/plain;charset=utf-8",
            "language": "en-GB",
            "title": self.title,
            "creation": stamp(moment(self.written, 15, 0)),
        });
        match &self.file {
            Some(Document { claims, content: Content::Inside(bytes), .. }) => {
                attachment["contentType"] = (*claims).into();
                attachment["data"] = BASE64_STANDARD.encode(bytes).into();
            }
            Some(document) => {
                attachment["contentType"] = document.claims.into();
                attachment["url"] =
                    format!("{}/Binary/{}", holder.base_url, holder.id("Binary", &self.key)).into();
                if document.size == Size::Told {
                    attachment["size"] = document.bytes().into();
                }
            }
            None => {
                attachment["data"] = BASE64_STANDARD.encode(&self.text).into();
                attachment["size"] = self.text.len().into();
            }
        }
        put(&mut document, "context", self.visit.map(|key| json!({ "encounter": [holder.encounter(key)] })));
        document["content"] = json!([{ "attachment": attachment }]);
        vec![document]
    }

    /// The file behind the letter's link, where it has one.
    pub fn behind_link(&self, holder: &Holder) -> Option<File> {
        let Document { comes_as, content, .. } = self.file.clone()?;
        let id = holder.id("Binary", &self.key);
        (!matches!(content, Content::Inside(_))).then_some(File { id, content_type: comes_as, content })
    }
}

/// A PDF with the title and the text, on as many sheets as they need.
fn pdf(title: &str, text: &str) -> Vec<u8> {
    let lines: Vec<_> = [title, ""].into_iter().chain(text.lines()).flat_map(wrapped).collect();
    plain::pdf(&lines.chunks(plain::LINES).map(|lines| lines.join("\n")).collect::<Vec<_>>())
}

/// A line in as many as fit on the sheet.
fn wrapped(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        match lines.last_mut() {
            Some(last) if last.is_empty() => last.push_str(word),
            Some(last) if last.len() + word.len() < LONGEST_LINE => *last = format!("{last} {word}"),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
