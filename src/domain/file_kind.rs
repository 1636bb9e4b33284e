//! The kinds of file that are opened here, told by their own first bytes and not by what they are said to be.

/// No other kind is opened. SVG is none of them: it can hold scripts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FileKind {
    Pdf,
    Png,
    Jpeg,
    Gif,
    Html,
    Text,
}

/// What a type on a label says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Label {
    Says(FileKind),
    /// A kind that is not opened here.
    Other,
    /// No label, or one that says nothing (`application/octet-stream`).
    Blank,
}

impl FileKind {
    /// What the type of a file says, such as `text/html; charset=utf-8`.
    pub fn labelled(file_type: Option<&str>) -> Label {
        let named = file_type.and_then(|text| text.split(';').next()).unwrap_or_default();
        Label::Says(match named.trim().to_ascii_lowercase().as_str() {
            "application/pdf" | "application/x-pdf" => Self::Pdf,
            "image/png" => Self::Png,
            "image/jpeg" | "image/jpg" | "image/pjpeg" => Self::Jpeg,
            "image/gif" => Self::Gif,
            "text/html" | "application/xhtml+xml" => Self::Html,
            "text/plain" => Self::Text,
            "" | "application/octet-stream" | "binary/octet-stream" => return Label::Blank,
            _ => return Label::Other,
        })
    }

    /// The kind that a file is, by its first bytes (512 are enough), where they agree with every label on it. Text can
    /// be told from other text by its label alone.
    pub fn of(start: &[u8], labels: impl IntoIterator<Item = Label>) -> Option<Self> {
        let mut label = None;
        for other in labels {
            match (other, label) {
                (Label::Blank, _) => {}
                (Label::Says(kind), None) => label = Some(kind),
                (Label::Says(kind), Some(known)) if kind == known => {}
                _ => return None,
            }
        }
        match (Self::by_signature(start), label) {
            (Some(kind), None) => Some(kind),
            (Some(kind), Some(label)) if kind == label => Some(kind),
            (None, Some(text @ (Self::Html | Self::Text))) if is_text(start) => Some(text),
            _ => None,
        }
    }

    fn by_signature(start: &[u8]) -> Option<Self> {
        const SIGNATURES: [(&[u8], FileKind); 5] = [
            (b"%PDF-", FileKind::Pdf),
            (b"\x89PNG\r\n\x1a\n", FileKind::Png),
            (b"\xff\xd8\xff", FileKind::Jpeg),
            (b"GIF87a", FileKind::Gif),
            (b"GIF89a", FileKind::Gif),
        ];
        SIGNATURES.iter().find(|(signature, _)| start.starts_with(signature)).map(|(_, kind)| *kind)
    }

    pub fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif)
    }

    /// Read in a page of ours, as text.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Html | Self::Text)
    }

    /// As browsers are told.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Html => "text/html; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// The ending of a file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::Html => "html",
            Self::Text => "txt",
        }
    }
}

/// Nothing in it that text does not have, and no other XML than HTML's.
fn is_text(start: &[u8]) -> bool {
    let is_control = |byte: &u8| matches!(byte, 0..=8 | 11 | 14..=31 | 127);
    let begins =
        String::from_utf8_lossy(start).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    let is_svg = begins.starts_with("<svg") || begins.starts_with("<?xml") && begins.contains("<svg");
    !start.iter().any(is_control) && !is_svg
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7 ...";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....";

    fn of(start: &[u8], labels: &[&str]) -> Option<FileKind> {
        FileKind::of(start, labels.iter().map(|label| FileKind::labelled(Some(label))))
    }

    #[test]
    fn a_file_is_what_its_first_bytes_say_where_every_label_agrees() {
        assert_eq!(of(PDF, &["application/pdf"]), Some(FileKind::Pdf));
        assert_eq!(of(PNG, &["image/png", "application/octet-stream"]), Some(FileKind::Png));
        assert_eq!(of(b"\xff\xd8\xff\xe0", &["image/jpg", "IMAGE/JPEG; q=1"]), Some(FileKind::Jpeg));
        assert_eq!(of(b"GIF89a", &[]), Some(FileKind::Gif));
        assert_eq!(of(b"<!doctype html><p>Hello", &["text/html;charset=utf-8"]), Some(FileKind::Html));
        assert_eq!(of("Grüße\r\n".as_bytes(), &["text/plain"]), Some(FileKind::Text));
    }

    #[test]
    fn a_file_that_is_not_what_it_is_said_to_be_is_refused() {
        assert_eq!(of(PDF, &["image/png"]), None, "a PDF that claims to be a picture");
        assert_eq!(of(PNG, &["application/pdf"]), None);
        assert_eq!(of(PDF, &["application/pdf", "text/html"]), None, "two labels that disagree");
        assert_eq!(of(PDF, &["text/plain"]), None);
        assert_eq!(of(b"<html>", &["image/png"]), None);
        assert_eq!(of(b"MZ\x90\x00", &["text/plain"]), None, "a program");
        assert_eq!(of(b"", &["application/pdf"]), None);
    }

    #[test]
    fn svg_is_opened_under_no_label() {
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>";
        for label in ["image/svg+xml", "text/html", "text/plain", "image/png", "application/octet-stream"] {
            assert_eq!(of(svg, &[label]), None, "{label}");
        }
        assert_eq!(of(b"<?xml version='1.0'?>\n<svg>", &["application/xhtml+xml"]), None);
    }

    #[test]
    fn text_without_a_label_is_not_guessed() {
        assert_eq!(of(b"<html><script>", &[]), None);
        assert_eq!(of(b"Hello", &["application/octet-stream"]), None);
    }

    #[test]
    fn other_kinds_are_known_to_be_others() {
        for other in ["application/msword", "image/tiff", "image/svg+xml", "text/rtf", "application/xml"] {
            assert_eq!(FileKind::labelled(Some(other)), Label::Other, "{other}");
        }
        assert_eq!(FileKind::labelled(None), Label::Blank);
        assert_eq!(FileKind::labelled(Some(" ; ")), Label::Blank);
    }
}
