//! Every library that the portal is built from has a licence that fits, and none is banned. `deny.toml` says the same for
//! `cargo deny`, which also knows of weaknesses; this test needs nothing but Cargo.

use std::collections::BTreeSet;
use std::process::Command;

const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "NCSA",
    "OpenSSL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// OpenSSL in place of rustls, and programs in C that need it.
const BANNED: &[&str] = &["openssl", "openssl-sys", "native-tls"];

/// Whether an SPDX expression lets us use it.
fn fits(expression: &str) -> bool {
    let plain = expression.replace('/', " OR ").replace(['(', ')'], " ");
    // No licence here has an AND inside of an OR's parentheses that would change the outcome, but for these forms:
    // "A OR B", "A AND B", "(A OR B) AND C". So each part of AND must have one that fits.
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let one_fits = |part: &str| part.split(" OR ").any(|licence| ALLOWED.contains(&licence.trim()));
    words.split(" AND ").all(one_fits)
}

fn packages() -> Vec<serde_json::Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(cargo);
    let command = command.args(["metadata", "--format-version", "1", "--locked", "--offline"]);
    let command = command.args(["--filter-platform", "x86_64-unknown-linux-gnu"]);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

#[test]
fn every_library_has_a_licence_that_fits_and_none_is_banned() {
    let packages = packages();
    assert!(packages.len() > 300, "only {} packages", packages.len());
    let mut wrong = BTreeSet::new();
    for package in &packages {
        let (name, licence) = (package["name"].as_str().unwrap_or_default(), package["license"].as_str());
        if BANNED.contains(&name) || !licence.is_some_and(fits) {
            wrong.insert(format!("{name}: {}", licence.unwrap_or("none")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_licence_that_does_not_fit_is_noticed() {
    for (expression, expected) in [
        ("MIT", true),
        ("MIT/Apache-2.0", true),
        ("Apache-2.0 OR GPL-3.0", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("GPL-3.0", false),
        ("MIT AND GPL-3.0", false),
        ("", false),
    ] {
        assert_eq!(fits(expression), expected, "{expression}");
    }
}

#[test]
fn cargo_deny_is_told_the_same_list() {
    let deny = include_str!("../../deny.toml");
    let deny: toml::Value = toml::from_str(deny).expect("TOML");
    let listed = deny["licenses"]["allow"].as_array().expect("a list");
    let listed: Vec<_> = listed.iter().filter_map(toml::Value::as_str).collect();
    assert_eq!(listed, ALLOWED);
    let banned = deny["bans"]["deny"].as_array().expect("a list");
    let banned: Vec<_> = banned.iter().filter_map(|crate_| crate_["crate"].as_str()).collect();
    assert_eq!(banned, BANNED);
}
