//! Letters: short ones inside the answer as text, others as PDF files to fetch.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendar::{moment, stamp};
use super::codes::{Concept, coding};
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
    as_pdf: bool,
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
        as_pdf: false,
        visit: None,
    }
}

/// A file behind a link.
#[derive(Clone, Debug)]
pub struct File {
    pub id: String,
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
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
    pub fn pdf(mut self) -> Self {
        self.as_pdf = true;
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
        match self.file(holder) {
            Some(file) => {
                attachment["contentType"] = file.content_type.into();
                attachment["url"] = format!("{}/Binary/{}", holder.base_url, file.id).into();
                attachment["size"] = file.bytes.len().into();
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

    /// The file, where the letter is one.
    pub fn file(&self, holder: &Holder) -> Option<File> {
        self.as_pdf.then(|| File {
            id: holder.id("Binary", &self.key),
            content_type: "application/pdf",
            bytes: pdf(&self.title, &self.text),
        })
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
