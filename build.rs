//! Puts `public/` and what was made for the browser into the program, each file under a name that holds its hash;
//! checks the glossary.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write;
use std::fs::{self, File, FileTimes};
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, io};

#[path = "src/words/glossary/checks.rs"]
mod checks;
#[path = "src/words/glossary/file.rs"]
mod file;
#[path = "src/words/glossary/spelling.rs"]
#[allow(dead_code)] // Only the program looks terms up.
mod spelling;

/// Made by `cargo xtask`, where wasm can be built.
const ISLANDS: [&str; 2] = ["islands.js", "islands_bg.wasm"];

fn main() -> io::Result<()> {
    // The browser part itself holds no files.
    if env::var_os("CARGO_FEATURE_SSR").is_none() {
        return Ok(());
    }
    let out = folder("OUT_DIR");
    let public = folder("CARGO_MANIFEST_DIR").join("public");
    let site = site(&out)?;
    println!("cargo::rerun-if-changed={}", public.display());
    println!("cargo::rerun-if-changed={}", site.display());

    check_glossary(&folder("CARGO_MANIFEST_DIR").join("src/words/glossary/terms"))?;

    let mut files = files_in(&public)?;
    let islands: Vec<_> = ISLANDS.iter().map(|name| site.join(name)).collect();
    let has_islands = islands.iter().all(|file| file.exists());
    if has_islands {
        files.extend(islands);
    }

    let mut table = String::from("pub const ALL: &[Asset] = &[\n");
    for file in &files {
        match asset(file, &site)? {
            Ok(entry) => table += &entry,
            Err(complaint) => println!("cargo::error={complaint}"),
        }
    }
    table += "];\n";
    let position = |name: &str| files.iter().position(|file| file.file_name().is_some_and(|own| own == name));
    match position("front-door.css") {
        Some(place) => _ = writeln!(table, "pub const CSS: &Asset = &ALL[{place}];"),
        None => println!("cargo::error=public/front-door.css is missing: make it with `cargo xtask css`"),
    }
    for (constant, name) in [("FAVICON", "favicon.svg"), ("JAVASCRIPT", ISLANDS[0]), ("WASM", ISLANDS[1])] {
        let place = position(name).map(|place| format!("Some(&ALL[{place}])"));
        _ = writeln!(table, "pub const {constant}: Option<&Asset> = {};", place.as_deref().unwrap_or("None"));
    }
    fs::write(out.join("assets.rs"), table)
}

/// Fails the build where the glossary cannot be read or contradicts itself.
fn check_glossary(terms: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", terms.display());
    let mut read = Vec::new();
    for path in files_in(terms)? {
        match file::read(&fs::read_to_string(&path)?) {
            Ok(file) => read.push(file),
            Err(why) => println!("cargo::error={}: {}", path.display(), why.replace('\n', " ")),
        }
    }
    for fault in checks::faults(&read) {
        println!("cargo::error=the glossary: {fault}");
    }
    Ok(())
}

/// A line of the table, or what is wrong with the file.
fn asset(file: &Path, site: &Path) -> io::Result<Result<String, String>> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return Ok(Err(format!("{} has no extension", file.display())));
    };
    let Some(content_type) = content_type(extension) else {
        return Ok(Err(format!("say in build.rs what content type {} has", file.display())));
    };
    let content = fs::read(file)?;
    let mut hash = DefaultHasher::new();
    hash.write(&content);
    // Compressed copies count only if they were made of this very content.
    let of_this = fs::read(site.join(&*name)).is_ok_and(|copy| copy == content);
    let compressed = |ending: &str| {
        let path = site.join(format!("{name}.{ending}"));
        if of_this && path.exists() { format!("Some(include_bytes!({path:?}))") } else { "None".to_owned() }
    };
    Ok(Ok(format!(
        "    Asset {{\n        name: {name:?},\n        url: \"/assets/{stem}.{:016x}.{extension}\",\n        \
         content_type: {content_type:?},\n        plain: include_bytes!({file:?}),\n        \
         brotli: {},\n        gzip: {},\n    }},\n",
        hash.finish(),
        compressed("br"),
        compressed("gz"),
    )))
}

fn content_type(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && !entry.file_name().to_string_lossy().starts_with('.') {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// The folder `site` in the folder that cargo builds into, which is the nearest one with cargo's own mark.
///
/// It is made here if need be, with an old date: cargo takes a missing or a new folder for a change, and would
/// compile the crate again each time.
fn site(out: &Path) -> io::Result<PathBuf> {
    let target = out.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists()).unwrap_or(out);
    let site = target.join("site");
    if !site.exists() {
        fs::create_dir_all(&site)?;
        File::open(&site)?.set_times(FileTimes::new().set_modified(SystemTime::UNIX_EPOCH))?;
    }
    Ok(site)
}

fn folder(variable: &str) -> PathBuf {
    env::var_os(variable).map(PathBuf::from).unwrap_or_default()
}
