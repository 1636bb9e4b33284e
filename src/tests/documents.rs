//! What the documents say of the code stands.

use std::path::Path;

/// The words in a document that stand between backticks on one line.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let outside_blocks = text.split("```").step_by(2);
    outside_blocks.flat_map(str::lines).flat_map(|line| line.split('`').skip(1).step_by(2))
}

#[test]
fn every_file_that_the_walkthrough_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/connect.md")).expect("the walkthrough");
    let is_path = |word: &&str| word.contains('/') && !word.starts_with('/') && !word.contains(' ');
    let paths: Vec<_> = quoted(&text).filter(is_path).collect();
    assert!(paths.len() > 20, "{paths:?}");
    for path in paths {
        let stands = root.join("src").join(path).exists() || root.join(path).exists();
        assert!(stands, "docs/connect.md names {path}, which is not there");
    }
}

#[test]
fn what_the_walkthrough_shows_of_the_code_stands_in_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect(path);
    let text = read("docs/connect.md");
    let code = [read("src/connectors/mod.rs"), read("src/connectors/immunisation_history/mod.rs")].concat();
    let blocks = text.split("```rust").skip(1).filter_map(|block| block.split("```").next());
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let code = plain(&code);
    let mut shown = 0;
    for line in blocks.flat_map(str::lines).map(|line| line.split("//").next().unwrap_or_default().trim()) {
        let line = plain(line.trim_end_matches(';'));
        if line.len() > 1 {
            // The trait's last method has an answer already, under names that say that they are not looked at.
            let unnamed = line.replace("order: &FetchOrder, address:", "_order: &FetchOrder, _address:");
            assert!(code.contains(&line) || code.contains(&unnamed), "docs/connect.md shows {line}");
            shown += 1;
        }
    }
    assert!(shown > 5, "{shown}");
}
