//! Compresses the assets of a release ahead of time, as hard as it goes.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};

use crate::project;
use crate::stages::say;

/// Formats that are compressed already.
const COMPRESSED: [&str; 6] = ["png", "jpg", "webp", "avif", "woff2", "ico"];

/// Writes `.br` and `.gz` beside each file of the site folder, and beside a copy there of each file of `public/`:
/// by the copy `build.rs` sees whether the compressed files are of the file as it is now.
pub fn assets() -> Result<()> {
    let (site, public) = (project::site(), project::root().join("public"));
    for entry in fs::read_dir(&public)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let copy = site.join(entry.file_name());
            if fs::read(&copy).ok() != Some(fs::read(entry.path())?) {
                fs::copy(entry.path(), &copy)?;
                forget(&copy)?;
            }
        }
    }
    for entry in fs::read_dir(&site)? {
        let path = entry?.path();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if !["br", "gz"].contains(&extension) && !COMPRESSED.contains(&extension) {
            compress(&path)?;
        }
    }
    Ok(())
}

fn compress(path: &Path) -> Result<()> {
    let (brotli, gzip) = (beside(path, "br"), beside(path, "gz"));
    if brotli.exists() && gzip.exists() {
        return Ok(());
    }
    let plain = fs::read(path)?;
    let by_gzip = gzipped(&plain)?;
    let by_brotli = brotlied(&plain)?;
    say(format_args!(
        "{}: {} bytes, {} with gzip, {} with brotli",
        path.file_name().unwrap_or_default().to_string_lossy(),
        plain.len(),
        by_gzip.len(),
        by_brotli.len()
    ));
    fs::write(gzip, by_gzip)?;
    fs::write(brotli, by_brotli)?;
    Ok(())
}

fn gzipped(plain: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    Ok(encoder.finish()?)
}

fn brotlied(plain: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let settings =
        brotli::enc::BrotliEncoderParams { quality: 11, size_hint: plain.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &plain[..], &mut compressed, &settings)?;
    Ok(compressed)
}

fn forget(copy: &Path) -> Result<()> {
    for compressed in [beside(copy, "br"), beside(copy, "gz")] {
        if compressed.exists() {
            fs::remove_file(compressed)?;
        }
    }
    Ok(())
}

fn beside(path: &Path, extension: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}
