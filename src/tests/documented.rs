//! What the pages of `docs/` name in the code is there: a test that was renamed, or never was, shows nothing.

use std::path::{Path, PathBuf};

/// Pages whose every name of a module, a test or a file must be true.
const PAGES: [(&str, &str); 2] = [
    ("docs/security.md", include_str!("../../docs/security.md")),
    ("docs/keys.md", include_str!("../../docs/keys.md")),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands between backticks.
fn names(page: &str) -> impl Iterator<Item = &str> {
    page.split('`').skip(1).step_by(2)
}

/// The file of a module, and what of its path is left: an item in it, or nothing.
fn file_of<'a>(path: &[&'a str]) -> Option<(PathBuf, Vec<&'a str>)> {
    let mut folder = root().join("src");
    let mut found = None;
    for (at, part) in path.iter().enumerate() {
        let (file, inside) = (folder.join(format!("{part}.rs")), folder.join(part).join("mod.rs"));
        folder = folder.join(part);
        match [file, inside].into_iter().find(|file| file.exists()) {
            Some(file) => found = Some((file, path[at + 1..].to_vec())),
            None => break,
        }
    }
    found
}

fn all_text_below(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            text += &all_text_below(&path);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text += &std::fs::read_to_string(&path).expect("text");
        }
    }
    text
}

/// Whether `access::passwords`, `tests::doors::a_sentence` or `access::RecentlyProven` is there. What is named as showing
/// something must hold a test, unless it is a type.
fn is_there(name: &str) -> bool {
    let path: Vec<_> = name.split("::").collect();
    let Some((file, rest)) = file_of(&path) else { return false };
    let own = std::fs::read_to_string(&file).expect("text");
    let rest: Vec<_> = rest.into_iter().filter(|part| !own.contains(&format!("mod {part} {{"))).collect();
    let has = |text: &str| {
        ["#[test]", "#[tokio::test", "on_both_databases!"].into_iter().any(|mark| text.contains(mark))
    };
    match rest.as_slice() {
        [] => {
            has(&own)
                || file.with_extension("").is_dir() && has(&all_text_below(&file.with_extension("")))
                || file.ends_with("mod.rs") && has(&all_text_below(file.parent().expect("a folder")))
        }
        [item] => {
            let folder = if file.ends_with("mod.rs") {
                file.parent().expect("a folder").into()
            } else {
                file.with_extension("")
            };
            let text = if folder.is_dir() { own + &all_text_below(&folder) } else { own };
            ["fn", "struct", "enum", "trait", "const"].into_iter().any(|kind| {
                text.contains(&format!("{kind} {item}("))
                    || text.contains(&format!("{kind} {item} "))
                    || text.contains(&format!("{kind} {item}<"))
                    || text.contains(&format!("{kind} {item};"))
            })
        }
        _ => false,
    }
}

#[test]
fn every_test_and_module_that_a_page_names_is_there() {
    let mut missing = Vec::new();
    for (page, text) in PAGES {
        for name in names(text) {
            let is_path = name.contains("::")
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == ':');
            if is_path && !is_there(name) {
                missing.push(format!("{page}: {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "not there: {missing:#?}");
}

#[test]
fn every_file_that_a_page_names_is_there() {
    let mut missing = Vec::new();
    for (page, text) in PAGES {
        for name in names(text).filter(|name| name.contains('/') && !name.contains(' ')) {
            let is_file =
                [".rs", ".md", ".ts", ".toml", ".txt"].into_iter().any(|ending| name.ends_with(ending));
            let somewhere =
                ["", "src", "docs"].into_iter().any(|folder| root().join(folder).join(name).exists());
            if is_file && !name.starts_with('/') && !somewhere {
                missing.push(format!("{page}: {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "not there: {missing:#?}");
}

#[test]
fn a_name_that_is_not_there_is_noticed() {
    for name in [
        "tests::documented",
        "tests::documented::a_name_that_is_not_there_is_noticed",
        "access::RecentlyProven",
    ] {
        assert!(is_there(name), "{name}");
    }
    for name in ["tests::nothing", "tests::documented::nothing", "access::Nothing", "access::notes"] {
        assert!(!is_there(name), "{name}");
    }
}
