//! For tests: all our words as they stand in the code, checked against the rules for words.

use std::fs;
use std::path::Path;

/// Words that the NHS digital service manual and our own guide leave out.
const NOT_OURS: &[&str] = &[
    "please",
    "sorry",
    "valid",
    "invalid",
    "sign in",
    "sign out",
    "medication",
    "medications",
    "medical record",
    "proxy",
    "clinician",
    "clinicians",
    "sms",
    "don't",
    "can't",
    "won't",
    "fever",
    "passed away",
];

/// Illnesses whose name holds one of [`NOT_OURS`].
const FEVERS: &[&str] = &["hay fever", "scarlet fever", "glandular fever", "yellow fever"];

/// The English texts of every `t!` and `count!` in the sources and of the glossary, with the file that they stand in.
pub(super) fn our_words() -> Vec<(String, String)> {
    let mut found = super::glossary::tests::texts();
    found.extend(super::acting::twins().map(|(_, twin)| ("of_the_patient.toml".to_owned(), twin.to_owned())));
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("words/wording.rs")
        {
            let source = fs::read_to_string(&path).expect("a source file");
            let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            found.extend(texts(code).into_iter().map(|text| (path.display().to_string(), text)));
        }
    }
}

/// What stands in quotes inside of each `t!(…)` and `count!(…)`, up to the closing bracket.
fn texts(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for call in ["t!(", "count!("] {
        for (at, _) in code.match_indices(call) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
                continue;
            }
            found.extend(quoted(&code[at + call.len()..]));
        }
    }
    found
}

fn quoted(call: &str) -> Vec<String> {
    let (mut depth, mut found, mut letters) = (1, Vec::new(), call.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            '"' => {
                let mut text = String::new();
                while let Some(inside) = letters.next().filter(|inside| *inside != '"') {
                    text.push(if inside == '\\' { letters.next().unwrap_or_default() } else { inside });
                }
                found.push(text);
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

#[test]
fn our_words_are_found_in_the_sources() {
    assert_eq!(texts(r#"t!(locale, "Log {x}", x = f("y")), assert!(a, "b")"#), ["Log {x}", "y"]);
    assert!(our_words().iter().any(|(_, text)| text == "Skip to main content"));
    assert!(our_words().iter().any(|(_, text)| text == "average blood sugar"));
}

#[test]
fn our_words_keep_to_the_guide() {
    for (file, text) in our_words() {
        let plain: String = text
            .to_lowercase()
            .chars()
            .map(|c| if c.is_alphabetic() || c == '\'' { c } else { ' ' })
            .collect();
        let spaced = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
        // The name of an illness is no choice of ours.
        let spaced = FEVERS.iter().fold(spaced, |text, name| text.replace(name, ""));
        for word in NOT_OURS {
            assert!(!spaced.contains(&format!(" {word} ")), "{word:?} in {text:?} ({file})");
        }
    }
}

#[test]
fn our_sentences_have_at_most_20_words() {
    for (file, text) in our_words() {
        for sentence in text.split(['.', '?', '!', ':']) {
            let words = sentence.split_whitespace().count();
            assert!(words <= 20, "{words} words in {sentence:?} ({file})");
        }
    }
}
