//! The style sheet: classes of the design system that it leaves out stand on no page.

use std::fs;
use std::path::Path;

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push((path.display().to_string(), fs::read_to_string(&path).expect("a source")));
        }
    }
}

fn names(text: &str, class: &str) -> bool {
    text.match_indices(class).any(|(at, _)| {
        let after = text[at + class.len()..].chars().next();
        !after.is_some_and(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
    })
}

#[test]
fn no_page_uses_a_class_that_the_style_sheet_leaves_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let left_out = fs::read_to_string(root.join("style/left-out.txt")).expect("a list");
    let mut all = Vec::new();
    sources(&root.join("src"), &mut all);
    let css = fs::read_to_string(root.join("public/front-door.css")).expect("a style sheet");
    for class in left_out.lines() {
        for (file, text) in &all {
            assert!(
                !names(text, class),
                "{file} uses {class}: take it off style/left-out.txt, then cargo xtask css"
            );
        }
        let asked = css.split(":not(").enumerate().map(|(place, part)| match place {
            0 => part,
            _ => part.split_once(')').map_or("", |(_, after)| after),
        });
        assert!(
            !asked.collect::<String>().contains(&format!(".{class}{{")),
            "{class} stands in the style sheet"
        );
    }
}
