//! One HTML file that needs nothing else: its style is inside, and it can neither load nor run anything.

use std::fmt::{self, Display, Write as _};

use super::{Chunks, Paper};
use crate::journeys::record::entry_words::Fact;
use crate::words::Locale;

/// What the file says of itself when it is opened from a disk.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

const STYLE: &str = "body{font:18px/1.5 arial,sans-serif;color:#212b32;max-width:44em;margin:2em auto;padding:0 1em;\
overflow-wrap:anywhere}h1{font-size:2em}h2{border-bottom:2px solid #212b32;margin-top:2em}h3{margin-bottom:.25em}\
h4{margin:.75em 0 .25em}p{margin:.5em 0}section{border-left:4px solid #d8dde0;margin:1em 0;padding-left:1em}\
dl{display:grid;gap:.25em 1.5em;grid-template-columns:minmax(8em,1fr) 2.5fr;margin:.5em 0}dt{font-weight:700}\
dd{margin:0}@media(max-width:30em){dl{display:block}}@media print{body{font-size:11pt;margin:0;max-width:none}\
section{break-inside:avoid}h2,h3,h4{break-after:avoid}}";

pub struct HtmlPaper(Chunks);

/// Somebody else's text, on its way into HTML or XHTML.
pub struct Escaped<'a>(&'a str);

/// What stands in it stays text. Control characters, which neither HTML nor XML may hold, are left out.
pub fn escaped(text: &str) -> Escaped<'_> {
    Escaped(text)
}

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut from = 0;
        for (at, letter) in self.0.char_indices() {
            let instead = match letter {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\u{fffe}' | '\u{ffff}' => "",
                letter if letter.is_control() && !matches!(letter, '\n' | '\t') => "",
                _ => continue,
            };
            f.write_str(&self.0[from..at])?;
            f.write_str(instead)?;
            from = at + letter.len_utf8();
        }
        f.write_str(&self.0[from..])
    }
}

impl HtmlPaper {
    fn put(&mut self, piece: fmt::Arguments<'_>) {
        // A chunk in memory takes everything.
        let _ = self.0.write_fmt(piece);
    }
}

impl Paper for HtmlPaper {
    fn begin(locale: Locale, title: &str, above: Option<&str>) -> Self {
        let mut paper = Self(Chunks::default());
        let (tag, direction, title) = (locale.tag(), locale.direction(), escaped(title));
        paper.put(format_args!(
            "<!DOCTYPE html>\n<html lang=\"{tag}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"format-detection\" content=\"telephone=no\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        ));
        if let Some(above) = above {
            paper.says(above);
        }
        paper.put(format_args!("<h1>{title}</h1>\n"));
        paper
    }

    fn heading(&mut self, level: u8, text: &str) {
        self.put(format_args!("<h{level} dir=\"auto\">{}</h{level}>\n", escaped(text)));
    }

    fn says(&mut self, text: &str) {
        self.put(format_args!("<p dir=\"auto\">{}</p>\n", escaped(text)));
    }

    fn strongly(&mut self, text: &str) {
        self.put(format_args!("<p dir=\"auto\"><strong>{}</strong></p>\n", escaped(text)));
    }

    fn list(&mut self, items: &[String]) {
        self.put(format_args!("<ul>\n"));
        for item in items {
            self.put(format_args!("<li dir=\"auto\">{}</li>\n", escaped(item)));
        }
        self.put(format_args!("</ul>\n"));
    }

    fn facts(&mut self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        self.put(format_args!("<dl>\n"));
        for Fact { key, lines } in facts {
            self.put(format_args!("<dt>{}</dt>", escaped(key)));
            for line in lines {
                self.put(format_args!("<dd dir=\"auto\">{}</dd>", escaped(line)));
            }
            self.put(format_args!("\n"));
        }
        self.put(format_args!("</dl>\n"));
    }

    fn lines(&mut self, lines: &[String]) {
        for line in lines {
            self.says(line);
        }
    }

    fn entry_begins(&mut self) {
        self.put(format_args!("<section>\n"));
    }

    fn entry_ends(&mut self) {
        self.put(format_args!("</section>\n"));
    }

    fn end(mut self) -> Chunks {
        self.put(format_args!("</main>\n</body>\n</html>\n"));
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sources_say_stays_text() {
        let nasty = "<script>alert(\"1\")</script> & \u{0}\u{8}'quoted'\u{ffff}";
        let shown = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; 'quoted'";
        assert_eq!(escaped(nasty).to_string(), shown);
        assert_eq!(escaped("Zoë\tÓ\nNéill 🙂").to_string(), "Zoë\tÓ\nNéill 🙂");
        let mut paper = HtmlPaper::begin(Locale::English, nasty, Some(nasty));
        paper.heading(2, nasty);
        paper.says(nasty);
        paper.list(&[nasty.to_owned()]);
        paper.facts(&[Fact::new(nasty.to_owned().into(), nasty)]);
        paper.lines(&[nasty.to_owned()]);
        let html = paper.end().text();
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches(shown).count(), 9);
    }

    #[test]
    fn the_file_loads_and_runs_nothing() {
        let html = HtmlPaper::begin(Locale::English, "Your record", None).end().text();
        for outside in ["http:", "https:", "src=", "href=", "<link", "<script", "@import", "url("] {
            assert!(!html.contains(outside), "{outside}");
        }
        assert!(html.contains("default-src 'none'"));
    }
}
