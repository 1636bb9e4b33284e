//! The few lines of JavaScript that start the islands of a page.

use std::sync::LazyLock;

use crate::web::assets;

/// What stands in `<script type="module" nonce=…>` on a page with an island; nothing if the program was built
/// without the browser part, or else the page would ask for files that are not there.
///
/// An island is found by its name alone. The number that Leptos adds to it comes from the compiler's way of writing
/// the source out, and the wasm may be compiled by another version of Rust than the server.
pub fn script(start: Start) -> Option<String> {
    static SCRIPT: LazyLock<Option<String>> = LazyLock::new(|| assets::islands().map(starting));
    let calling = match start {
        Start::AtOnce => {
            r#""requestIdleCallback" in window ? requestIdleCallback(start) : setTimeout(start);"#.into()
        }
        Start::After { seconds } => format!("setTimeout(start, {seconds} * 1000);"),
    };
    SCRIPT.as_ref().map(|script| format!("{script}\n{calling}"))
}

/// When the browser part is fetched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Start {
    /// As soon as the page stands.
    AtOnce,
    /// Later: nothing of the page needs it before then, and its first view stays small.
    After { seconds: u32 },
}

fn starting(assets::Islands { js, wasm }: assets::Islands) -> String {
    format!(
        r#"const name = (id) => id.replace(/_\d+$/, "");
const start = async () => {{
  const part = await import("{js}");
  await part.default({{ module_or_path: "{wasm}" }});
  part.hydrate();
  const islands = new Map(Object.keys(part).map((id) => [name(id), part[id]]));
  for (const place of document.querySelectorAll("leptos-island")) islands.get(name(place.dataset.component))(place);
}};"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_names_both_files_by_their_own_addresses() {
        let script = starting(assets::Islands { js: "/assets/a.1.js", wasm: "/assets/b.2.wasm" });
        assert!(script.contains(r#"import("/assets/a.1.js")"#));
        assert!(script.contains(r#"module_or_path: "/assets/b.2.wasm""#));
        assert!(!script.contains("</"), "it must not end the element that it stands in");
    }
}
