//! Files of letters, good and bad: what a hospital says that a file is, and what it is.

use axum::body::{Body, Bytes};
use futures::stream;

/// A file as a hospital holds it and speaks of it.
#[derive(Clone, Debug)]
pub struct Document {
    /// The type that stands with the letter.
    pub claims: &'static str,
    /// The type that comes with the file.
    pub comes_as: &'static str,
    pub size: Size,
    pub content: Content,
}

/// What is told of the size beforehand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    Told,
    NotTold,
}

#[derive(Clone, Debug)]
pub enum Content {
    /// Behind a link.
    File(Vec<u8>),
    /// Inside of the answer itself.
    Inside(Vec<u8>),
    /// Behind a link: these first bytes, and spaces up to this size.
    Long(&'static [u8], u64),
}

const MEGABYTE: u64 = 1_000_000;

impl Document {
    /// What it is said to be, and is.
    pub fn good(file_type: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        let content = Content::File(bytes.into());
        Self { claims: file_type, comes_as: file_type, size: Size::Told, content }
    }

    fn inside(mut self) -> Self {
        if let Content::File(bytes) = self.content {
            self.content = Content::Inside(bytes);
        }
        self
    }

    pub fn bytes(&self) -> u64 {
        match &self.content {
            Content::File(bytes) | Content::Inside(bytes) => bytes.len() as u64,
            Content::Long(_, size) => *size,
        }
    }
}

impl Content {
    /// As it is sent. What is long is made while it is sent.
    pub fn body(&self) -> Body {
        match self {
            Self::File(bytes) | Self::Inside(bytes) => bytes.clone().into(),
            Self::Long(start, size) => {
                const CHUNK: u64 = 64 * 1024;
                let left = size.saturating_sub(start.len() as u64);
                let chunks = std::iter::once(Bytes::from_static(start)).chain((0..left.div_ceil(CHUNK)).map(
                    move |n| {
                        Bytes::from(vec![
                            b' ';
                            usize::try_from(CHUNK.min(left - n * CHUNK)).unwrap_or_default()
                        ])
                    },
                ));
                Body::from_stream(stream::iter(chunks.map(Ok::<_, std::convert::Infallible>)))
            }
        }
    }
}

pub const PNG: &[u8] = include_bytes!("pictures/scan.png");
const JPEG: &[u8] = include_bytes!("pictures/scan.jpg");
const GIF: &[u8] = include_bytes!("pictures/scan.gif");

const CLINIC_HTML: &str = "<!doctype html><html lang=\"en\"><head><title>Clinic</title><style>p{font-size:4px}</style></head>\
<body><h1>Eye clinic</h1><p>Dear Sunita,</p><p>The pressure in <b>both eyes</b> is normal.</p>\
<table><tr><th>Eye</th><th>Pressure</th></tr><tr><td>Left</td><td>14 mmHg</td></tr><tr><td>Right</td><td>15 mmHg</td></tr></table>\
<ul><li>Use your drops as before.</li><li>Come again in 6 months.</li></ul></body></html>";

const HTML_WITH_SCRIPTS: &str = "<h2 onclick=\"steal()\">Ward letter</h2><script>document.title='taken over'</script>\
<p style=\"position:fixed\">All is <i>well</i>.</p><img src=\"https://elsewhere.example/seen.gif\" onerror=\"steal()\">\
<form action=\"/log-out\" method=\"post\"><button>Press me</button></form><a href=\"javascript:steal()\">More</a>\
<iframe src=\"/where-from\"></iframe>";

const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script><circle r=\"9\"/></svg>";

/// One of each kind, with a key and a title.
pub fn all() -> Vec<(&'static str, &'static str, Document)> {
    fn good(file_type: &'static str, bytes: impl Into<Vec<u8>>) -> Document {
        Document::good(file_type, bytes)
    }
    let long = |start: &'static [u8], size: u64| Document {
        content: Content::Long(start, size),
        ..good("application/pdf", [])
    };
    vec![
        ("clinic-page", "Clinic letter as a web page", good("text/html; charset=utf-8", CLINIC_HTML)),
        ("ward-page", "Ward letter with scripts in it", good("text/html", HTML_WITH_SCRIPTS)),
        (
            "inside-page",
            "Letter sent as a web page inside the answer",
            good("text/html", HTML_WITH_SCRIPTS).inside(),
        ),
        (
            "words",
            "Letter as a text file",
            good("text/plain", "Dear Sunita,\n\nYour blood test is normal.\n\nWard 7"),
        ),
        ("scan-png", "Scanned letter (PNG)", good("image/png", PNG)),
        ("scan-jpeg", "Scanned letter (JPEG)", good("image/jpeg", JPEG)),
        (
            "scan-gif",
            "Scanned letter (GIF), its size not told",
            Document { size: Size::NotTold, ..good("image/gif", GIF) },
        ),
        (
            "inside-pdf",
            "Letter sent as a PDF inside the answer",
            good("application/pdf", "%PDF-1.4\n%%EOF\n").inside(),
        ),
        ("inside-png", "Scan sent inside the answer", good("image/png", PNG).inside()),
        ("svg", "Drawing with scripts in it", good("image/svg+xml", SVG)),
        ("svg-as-png", "Drawing that says it is a picture", good("image/png", SVG)),
        ("pdf-as-png", "PDF that says it is a picture", good("image/png", "%PDF-1.4\n%%EOF\n")),
        ("page-as-pdf", "Web page that says it is a PDF", good("application/pdf", HTML_WITH_SCRIPTS)),
        ("word", "Letter as a Word file", good("application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
        ("huge", "Scan of a whole folder, 100 MB", long(b"%PDF-1.4\n", 100 * MEGABYTE)),
        (
            "huge-untold",
            "Scan of a whole folder, its size not told",
            Document { size: Size::NotTold, ..long(b"%PDF-1.4\n", 100 * MEGABYTE) },
        ),
        (
            "long-text",
            "Very long text",
            Document { claims: "text/plain", comes_as: "text/plain", ..long(b"Dear Sunita", 10 * MEGABYTE) },
        ),
    ]
}
