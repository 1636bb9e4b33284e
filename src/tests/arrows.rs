//! One direction: no module uses one that stands below it in `lib.rs`.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the ground up. Each may use those before it.
const ORDER: [&str; 16] = [
    "domain",
    "settings",
    "sheets",
    "store",
    "access",
    "connectors",
    "gather",
    "requests",
    "words",
    "telling",
    "web",
    "journeys",
    "sandbox",
    "routes",
    "start",
    "cli",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a source folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The top module a file belongs to: `src/gather/who.rs` is `gather`.
fn module_of(file: &Path) -> String {
    let below = file.strip_prefix(source()).expect("a file below src");
    let first = below.components().next().expect("a name").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// What a file uses of our own: the words after `crate::`, outside of comments.
fn used(text: &str) -> Vec<(usize, String)> {
    let mut used = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for after in code.split("crate::").skip(1) {
            if let Some(grouped) = after.strip_prefix('{') {
                used.extend(grouped.split([',', '}']).map(|part| (number + 1, part.trim().to_owned())));
            } else {
                used.push((number + 1, after.to_owned()));
            }
        }
    }
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    used.into_iter().map(|(number, text)| (number, word(&text))).collect()
}

fn place(module: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == module)
}

#[test]
fn every_arrow_between_modules_runs_one_way() {
    let mut all = Vec::new();
    files(&source(), &mut all);
    assert!(all.len() > 50, "the source was not found");
    let mut backwards = Vec::new();
    for file in all {
        let module = module_of(&file);
        let Some(own) = place(&module) else { continue };
        let text = fs::read_to_string(&file).expect("a source file");
        for (line, other) in used(&text) {
            if place(&other).is_some_and(|other| other > own) {
                backwards.push(format!("{}:{line} uses {other}", file.display()));
            }
        }
    }
    assert!(backwards.is_empty(), "{}", backwards.join("\n"));
}

#[test]
fn islands_use_nothing_of_ours_and_connectors_nothing_of_access_but_the_order() {
    let mut all = Vec::new();
    files(&source(), &mut all);
    for file in all {
        let text = fs::read_to_string(&file).expect("a source file");
        match module_of(&file).as_str() {
            "islands" => {
                assert!(!text.replace("crate::browser", "").contains("crate::"), "{}", file.display())
            }
            "connectors" => {
                // The order, and the patient's tokens that come with it; in tests what makes one.
                let known = ["FetchOrder", "ActOrder", "PatientToken", "HospitalGrant", "access::testing"];
                let is_more = |line: &&str| {
                    line.contains("crate::access") && !known.iter().any(|name| line.contains(name))
                };
                let more = text.lines().find(is_more);
                assert!(more.is_none(), "{}: {more:?}", file.display());
            }
            _ => {}
        }
    }
}

/// What the national service says of who may act for whom is shown, and decides nothing: whoever makes and checks
/// permits does not even know of it.
#[test]
fn access_never_looks_at_national_relationships() {
    let mut all = Vec::new();
    files(&source(), &mut all);
    let words = ["relationship", "last_read", "lastread"];
    let names_it = |text: &str| {
        let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        code.flat_map(|line| words.map(|word| line.to_lowercase().contains(word))).any(|found| found)
    };
    let store =
        fs::read_to_string(source().join("store/national_relationships.rs")).expect("the store's part");
    assert!(names_it(&store), "the words are not those of the code");
    for file in all.into_iter().filter(|file| module_of(file) == "access") {
        let text = fs::read_to_string(&file).expect("a source file");
        assert!(!names_it(&text), "{}", file.display());
    }
}

#[test]
fn features_are_told_apart_in_the_map_alone() {
    let mut all = Vec::new();
    files(&source(), &mut all);
    let marker = concat!("feature", " = \"");
    for file in all.into_iter().filter(|file| !file.ends_with("lib.rs") && module_of(file) != "tests") {
        let text = fs::read_to_string(&file).expect("a source file");
        let told_apart = text.lines().find(|line| line.contains("cfg") && line.contains(marker));
        assert!(told_apart.is_none(), "{}: {told_apart:?}", file.display());
    }
}
