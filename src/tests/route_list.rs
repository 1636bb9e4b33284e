//! Every URL stands in `route_list.txt`, so that a lost or new one shows in a diff.

use crate::routes;

#[test]
fn the_list_of_urls_is_the_one_that_was_agreed() {
    let table = routes::table();
    let mut lines: Vec<_> = table.iter().map(|route| format!("{:<32} {}", route.path, route.methods)).collect();
    lines.sort();
    let listed = include_str!("route_list.txt");
    assert_eq!(listed.trim_end(), lines.join("\n"), "bring src/tests/route_list.txt up to date");
}
