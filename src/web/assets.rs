//! The files that pages load, held in the program and kept by browsers for good: a changed file has a new address.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The table that `build.rs` writes.
mod table {
    use super::Asset;
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

/// One file.
struct Asset {
    /// As in `public/`: `front-door.css`.
    name: &'static str,
    /// With the hash of its content: `/assets/front-door.0123456789abcdef.css`.
    url: &'static str,
    content_type: &'static str,
    plain: &'static [u8],
    /// In a release: compressed ahead of time.
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// The two files of the browser part, which belong together.
#[derive(Debug, Clone, Copy)]
pub struct Islands {
    /// Address of the JavaScript module.
    pub js: &'static str,
    /// Address of the wasm that it loads.
    pub wasm: &'static str,
}

/// Address of the style sheet.
pub fn css() -> &'static str {
    table::CSS.url
}

/// Address of what large pages load besides.
pub fn large_css() -> Option<&'static str> {
    url("front-door-large.css")
}

/// Address of `public/favicon.svg`.
pub fn favicon() -> Option<&'static str> {
    table::FAVICON.map(|asset| asset.url)
}

/// Addresses of the browser part, if this program was built with one.
pub fn islands() -> Option<Islands> {
    Some(Islands { js: table::JAVASCRIPT?.url, wasm: table::WASM?.url })
}

/// Address of any other file of `public/`, by its name there.
pub fn url(name: &str) -> Option<&'static str> {
    table::ALL.iter().find(|asset| asset.name == name).map(|asset| asset.url)
}

/// Answers `/assets/{file}`.
pub async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let asked = |asset: &&Asset| asset.url.strip_prefix("/assets/") == Some(&file);
    match table::ALL.iter().find(asked) {
        Some(asset) => answer(asset, &headers),
        None => (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")], "Not found").into_response(),
    }
}

fn answer(asset: &Asset, headers: &HeaderMap) -> Response {
    let (body, encoding) = match (asset.brotli, asset.gzip) {
        (Some(brotli), _) if accepts(headers, "br") => (brotli, Some("br")),
        (_, Some(gzip)) if accepts(headers, "gzip") => (gzip, Some("gzip")),
        _ => (asset.plain, None),
    };
    let always: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::VARY, "accept-encoding"),
    ];
    let encoding = encoding.map(|encoding| [(header::CONTENT_ENCODING, encoding)]);
    match encoding {
        Some(encoding) => (always, encoding, body).into_response(),
        None => (always, body).into_response(),
    }
}

/// Whether a browser takes this encoding: named, and not with a weight of 0 (RFC 9110, section 12.5.3).
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let listed = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    listed.flat_map(|value| value.split(',')).any(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case(encoding) && weight.unwrap_or(1.0) > 0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: Asset = Asset {
        name: "example.css",
        url: "/assets/example.0.css",
        content_type: "text/css; charset=utf-8",
        plain: b"plain",
        brotli: Some(b"brotli"),
        gzip: Some(b"gzip"),
    };

    fn asking_for(encodings: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, encodings.parse().unwrap())])
    }

    fn encoding(asset: &Asset, encodings: &'static str) -> Option<String> {
        let response = answer(asset, &asking_for(encodings));
        response.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn a_browser_gets_the_smallest_that_it_takes() {
        assert_eq!(encoding(&EXAMPLE, "gzip, deflate, br, zstd").as_deref(), Some("br"));
        assert_eq!(encoding(&EXAMPLE, "gzip, deflate").as_deref(), Some("gzip"));
        assert_eq!(encoding(&EXAMPLE, "br;q=0, GZIP;q=0.5").as_deref(), Some("gzip"));
        assert_eq!(encoding(&EXAMPLE, "identity"), None);
        assert_eq!(encoding(&Asset { brotli: None, gzip: None, ..EXAMPLE }, "br, gzip"), None);
    }

    #[tokio::test]
    async fn a_file_is_kept_for_good_and_never_guessed_at() {
        let file = css().strip_prefix("/assets/").unwrap().to_owned();
        let response = serve(Path(file), HeaderMap::new()).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert_eq!(response.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(response.headers()[header::VARY], "accept-encoding");
    }

    #[tokio::test]
    async fn a_file_with_another_hash_or_a_way_out_of_the_folder_is_not_found() {
        for file in ["front-door.css", "front-door.0000000000000000.css", "../Cargo.toml", ""] {
            let response = serve(Path(file.to_owned()), HeaderMap::new()).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{file}");
            assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store", "{file}");
        }
    }
}
