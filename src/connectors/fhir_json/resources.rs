//! Every resource of a document, wherever it stands in it, with the names that references have for it.

use std::collections::HashMap;

use super::Node;

/// One resource.
pub(super) struct Resource<'a> {
    pub node: Node<'a>,
    pub place: u32,
    /// Its type; empty where it does not say.
    pub kind: &'a str,
    /// The place of what holds it and nothing else: the entry of a bundle.
    pub entry: Option<u32>,
    full_url: Option<&'a str>,
    /// What it is called, each name within its scope.
    pub names: Vec<(u32, String)>,
    /// The bundle inside of another in which it stands, whose ids mean nothing outside; 0 for none.
    bundle: u32,
    /// The resource inside of which it stands, or itself.
    holder: u32,
}

impl Resource<'_> {
    /// A reference that it holds, within the scope in which the name means something.
    pub fn scoped(&self, reference: &str) -> (u32, String) {
        let name = address(reference);
        let scope = if name.starts_with('#') { self.holder } else { self.bundle };
        (scope, name)
    }
}

/// Where a value stands.
#[derive(Clone, Copy, Default)]
struct Around<'a> {
    bundle: u32,
    holder: Option<u32>,
    entry: Option<Node<'a>>,
    is_contained: bool,
}

/// All of them, each before what stands in it.
pub(super) fn resources_of(root: Node<'_>) -> Vec<Resource<'_>> {
    let mut found = Vec::new();
    collect(root, Around::default(), &mut found);
    // Published answers give one address to several entries: then it is nobody's name.
    let mut told: HashMap<(u32, String), u32> = HashMap::new();
    let urls: Vec<_> = found.iter().map(|one| Some((one.bundle, address(one.full_url?)))).collect();
    urls.iter().flatten().for_each(|url| *told.entry(url.clone()).or_default() += 1);
    for (one, url) in found.iter_mut().zip(urls) {
        one.names.extend(url.filter(|url| told.get(url) == Some(&1)));
    }
    found
}

fn collect<'a>(node: Node<'a>, around: Around<'a>, found: &mut Vec<Resource<'a>>) {
    if node.is_list() {
        node.inner().for_each(|inner| collect(inner, around, found));
        return;
    }
    let mut inside = Around { entry: None, is_contained: false, ..around };
    if let Some(place) = node.place().filter(|_| node.is_resource()) {
        let kind = node.resource_type();
        let holder = around.holder.unwrap_or(place);
        found.push(Resource {
            node,
            place,
            kind,
            entry: around.entry.and_then(Node::place),
            full_url: around.entry.and_then(|entry| entry.str_at("fullUrl")),
            names: name(node, around).into_iter().collect(),
            bundle: around.bundle,
            holder,
        });
        match kind {
            "Bundle" | "Parameters" => inside.bundle = place,
            _ => inside.holder = Some(holder),
        }
    }
    for field in node.inner() {
        let entry = (field.name() == "resource").then_some(node);
        collect(field, Around { entry, is_contained: field.name() == "contained", ..inside }, found);
    }
}

fn name(resource: Node, around: Around) -> Option<(u32, String)> {
    let id = resource.id()?;
    Some(match around.holder {
        Some(holder) if around.is_contained => (holder, format!("#{id}")),
        _ => (around.bundle, format!("{}/{id}", resource.resource_type())),
    })
}

/// An address in one form: type and id, on whatever server and in whatever version, or as it stands.
fn address(reference: &str) -> String {
    let plain = reference.split("/_history/").next().unwrap_or(reference);
    let plain = plain.split('|').next().unwrap_or(plain);
    let mut parts = plain.rsplit('/');
    match (parts.next(), parts.next()) {
        (Some(id), Some(kind)) if !id.is_empty() && !kind.is_empty() => format!("{kind}/{id}"),
        _ => plain.to_owned(),
    }
}
