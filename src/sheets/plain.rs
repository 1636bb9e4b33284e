//! Writes a PDF with plain lines of text, as the practice service sends letters.

/// How many lines fit on a sheet.
pub const LINES: usize = 52;

/// A sheet for each text. Only characters of ASCII are shown, and no more than [`LINES`] lines fit.
pub fn pdf(sheets: &[String]) -> Vec<u8> {
    // The catalogue, the list of sheets and the font come first; then each sheet and what stands on it.
    let place = |sheet: usize| 4 + 2 * sheet;
    let kids: Vec<_> = (0..sheets.len()).map(|sheet| format!("{} 0 R", place(sheet))).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    for (at, text) in sheets.iter().enumerate() {
        let written = written(text);
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            place(at) + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{written}\nendstream", written.len()));
    }
    whole(&objects)
}

/// What draws the lines of a sheet.
fn written(text: &str) -> String {
    let mut written = String::from("BT /F1 12 Tf 14 TL 56 780 Td\n");
    for line in text.lines() {
        let shown: String = line.chars().filter(char::is_ascii).collect();
        let escaped = shown.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        written.push_str(&format!("({escaped}) Tj T*\n"));
    }
    written.push_str("ET");
    written
}

/// The file around its objects, with the table of where each begins.
fn whole(objects: &[String]) -> Vec<u8> {
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
        let file = String::from_utf8(pdf(&["Title\n\nA (line)\nAnother".to_owned()])).expect("ASCII");
        assert!(file.starts_with("%PDF-1.4") && file.ends_with("%%EOF\n"));
        let at: usize = file.lines().rev().nth(1).and_then(|line| line.parse().ok()).expect("an offset");
        assert!(file[at..].starts_with("xref"));
        assert!(file.contains("(A \\(line\\)) Tj"));
    }
}
