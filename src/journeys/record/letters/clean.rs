//! Makes somebody else's HTML safe to stand in a page of ours: words and their order, and nothing that does anything.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

/// The longest text or HTML that is shown in a page, in bytes.
pub const MOST_READ: usize = 1024 * 1024;

/// HTML that may stand in a page of ours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cleaned {
    pub html: String,
    /// It had pictures, which are left out: they could tell somebody that the letter was opened.
    pub had_pictures: bool,
}

/// No scripts, styles, links, pictures, forms or frames, and no attributes but those of language and of tables.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let set = |names: &[&'static str]| names.iter().copied().collect::<HashSet<_>>();
    let mut cleaner = Builder::empty();
    cleaner
        .tags(set(&[
            "p",
            "br",
            "hr",
            "div",
            "span",
            "b",
            "strong",
            "i",
            "em",
            "u",
            "sub",
            "sup",
            "blockquote",
            "pre",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "caption",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "th",
            "td",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
        ]))
        .clean_content_tags(set(&[
            "script", "style", "title", "noscript", "template", "iframe", "object", "svg", "math", "select",
            "textarea",
        ]))
        .generic_attributes(set(&["dir", "lang"]))
        .tag_attributes(HashMap::from([
            ("td", set(&["colspan", "rowspan"])),
            ("th", set(&["colspan", "rowspan"])),
            ("ol", set(&["start"])),
        ]))
        .link_rel(None)
        .strip_comments(true);
    cleaner
});

/// Cleans a letter. Its headings stand below our own.
pub fn cleaned(html: &str) -> Cleaned {
    let had_pictures = html.to_ascii_lowercase().contains("<img");
    let mut html = CLEANER.clean(html).to_string();
    // In what was cleaned a `<` begins a tag and nothing else.
    for level in ["h1", "h2", "h4", "h5", "h6"] {
        html = html.replace(&format!("<{level}"), "<h3").replace(&format!("</{level}>"), "</h3>");
    }
    Cleaned { html, had_pictures }
}

/// The text of bytes: UTF-8, or else what Western Europe wrote before it.
pub fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(html: &str) -> String {
        cleaned(html).html
    }

    #[test]
    fn the_words_of_a_letter_stay_with_their_paragraphs_lists_and_tables() {
        let letter = "<p lang=\"cy\">Annwyl <b>Sam</b></p><ul><li>One</li></ul><table><tbody><tr><td colspan=\"2\">5.1</td></tr></tbody></table>";
        assert_eq!(clean(letter), letter);
    }

    #[test]
    fn nothing_that_runs_loads_or_leads_elsewhere_is_left() {
        for (bad, left) in [
            ("<script>alert(1)</script>Dear Sam", "Dear Sam"),
            (
                "<p onclick=\"x()\" style=\"color:red\" class=\"nhsuk-panel\" id=\"main\">Hello</p>",
                "<p>Hello</p>",
            ),
            ("<img src=x onerror=alert(1)>Hello", "Hello"),
            ("<a href=\"javascript:alert(1)\">Press</a>", "Press"),
            ("<a href=\"https://elsewhere.example\">Read</a>", "Read"),
            ("<svg><script>alert(1)</script></svg>Hello", "Hello"),
            ("<iframe src=\"/log-out\"></iframe>Hello", "Hello"),
            ("<form action=\"/log-out\" method=\"post\"><button>Win</button></form>", "Win"),
            ("<style>body{display:none}</style>Hello", "Hello"),
            ("<link rel=stylesheet href=//elsewhere.example>Hello", "Hello"),
            ("<meta http-equiv=refresh content=\"0;url=//elsewhere.example\">Hello", "Hello"),
            ("<base href=\"//elsewhere.example\">Hello", "Hello"),
            ("<!-- <script> -->Hello", "Hello"),
            ("<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">", ""),
        ] {
            assert_eq!(clean(bad), left, "{bad}");
        }
    }

    #[test]
    fn tags_that_are_built_of_pieces_do_not_come_together() {
        for bad in [
            "<scr<script>ipt>alert(1)</scr</script>ipt>",
            "<<script>script>alert(1)<</script>/script>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<p><<h1 onclick=x>",
        ] {
            let html = clean(bad);
            assert!(
                !html.contains("<script") && !html.contains("<img") && !html.contains("onclick"),
                "{html}"
            );
        }
    }

    #[test]
    fn its_headings_stand_below_ours() {
        assert_eq!(
            clean("<h1>Your stay</h1><h5 dir=\"rtl\">A</h5>"),
            "<h3>Your stay</h3><h3 dir=\"rtl\">A</h3>"
        );
        assert_eq!(clean("&lt;h1&gt; is a heading"), "&lt;h1&gt; is a heading");
    }

    #[test]
    fn that_pictures_were_left_out_is_known() {
        assert!(cleaned("Hello <IMG src=\"https://elsewhere.example/seen.gif\">").had_pictures);
        assert!(!cleaned("<p>Hello</p>").had_pictures);
    }

    #[test]
    fn a_letter_nested_without_end_is_read_to_its_end() {
        let html = format!("{}Hello", "<div>".repeat(20_000));
        assert!(clean(&html).contains("Hello"));
    }

    #[test]
    fn text_of_older_computers_is_read_too() {
        assert_eq!(decoded("\u{feff}Grüße".as_bytes()), "Grüße");
        assert_eq!(decoded(b"Gr\xfc\xdfe"), "Grüße");
    }
}
