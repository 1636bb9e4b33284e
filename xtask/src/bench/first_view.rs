//! What a browser fetches for the first page that somebody opens: at most 30 KiB, 4 requests, 14 KB of HTML.

use anyhow::{Result, bail};

use super::server::Server;
use super::{Options, figure, http};

const AS_BROWSERS_DO: (&str, &str) = ("Accept-Encoding", "gzip, deflate, br, zstd");

pub fn measure(_options: &Options) -> Result<()> {
    let server = Server::practice(&[])?;
    let cookie = server.log_in(&server.person_in_five()?)?;
    for path in ["/log-in", "/help"] {
        page(&server, path, "")?;
    }
    for path in ["/", "/appointments", "/record", "/record/test-results", "/record/medicines", "/where-from"]
    {
        server.warm(&cookie, &[path])?;
        page(&server, path, &cookie)?;
    }
    Ok(())
}

fn page(server: &Server, path: &str, cookie: &str) -> Result<()> {
    let answer = http::get(server.address, path, &[AS_BROWSERS_DO, ("Cookie", cookie)])?;
    let plain = http::get(server.address, path, &[("Cookie", cookie)])?;
    if (answer.status, plain.status) != (200, 200) {
        bail!("{path} answered {}", answer.status);
    }
    let loads = loaded(plain.text()?);
    let mut bytes = answer.bytes;
    for file in &loads {
        bytes += http::get(server.address, file, &[AS_BROWSERS_DO])?.bytes;
    }
    figure::print(&format!("{path} first view (at most 30 KiB)"), bytes as f64 / 1024.0, "KiB");
    figure::print(&format!("{path} first view (at most 4 requests)"), (1 + loads.len()) as f64, "requests");
    figure::print(&format!("{path} HTML (at most 14 KB)"), answer.body.len() as f64 / 1000.0, "KB");
    Ok(())
}

/// The addresses of what a page loads at once: style sheets, icons, scripts, pictures.
fn loaded(html: &str) -> Vec<String> {
    let mut addresses = Vec::new();
    for element in html.split('<').skip(1) {
        let tag = element.split('>').next().unwrap_or_default();
        let attribute = match tag.split_whitespace().next() {
            Some("link") if !tag.contains("rel=\"canonical\"") => "href=\"",
            Some("script" | "img") => "src=\"",
            _ => continue,
        };
        if let Some((_, rest)) = tag.split_once(attribute) {
            let address = rest.split('"').next().unwrap_or_default().to_owned();
            if address.starts_with('/') && !addresses.contains(&address) {
                addresses.push(address);
            }
        }
    }
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_loads_its_style_sheet_icon_and_scripts_and_not_what_it_links_to() {
        let html = r#"<link rel="stylesheet" href="/a.css"><link href="/i.svg" rel="icon"><a href="/help">Help</a>
            <script src="/s.js"></script><script>let a = "<link";</script><link rel="stylesheet" href="/a.css">"#;
        assert_eq!(loaded(html), ["/a.css", "/i.svg", "/s.js"]);
    }
}
