//! Letters: short ones inside the answer as text, others as files to fetch.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendar::{moment, stamp};
use super::codes::{Concept, coding};
use super::documents::{Content, Document, Size};
use super::holder::{Holder, put};

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

/// A PDF file of one page with plain lines of text; only characters of Latin-1 are shown.
fn pdf(title: &str, text: &str) -> Vec<u8> {
    let mut page = String::from("BT /F1 12 Tf 14 TL 56 780 Td\n");
    for line in std::iter::once(title).chain([""]).chain(text.lines()) {
        let shown: String = line.chars().filter(|c| c.is_ascii()).collect();
        let escaped = shown.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        page.push_str(&format!("({escaped}) Tj T*\n"));
    }
    page.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let table = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for offset in offsets {
        file.push_str(&format!("{offset:010} 00000 n \n"));
    }
    file.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    ));
    file.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_begins_and_ends_as_one_and_points_at_its_own_table() {
        let file = String::from_utf8(pdf("Title", "A (line)\nAnother")).expect("ASCII");
        assert!(file.starts_with("%PDF-1.4") && file.ends_with("%%EOF\n"));
        let at: usize = file.lines().rev().nth(1).and_then(|line| line.parse().ok()).expect("an offset");
        assert!(file[at..].starts_with("xref"));
        assert!(file.contains("(A \\(line\\)) Tj"));
    }
}
