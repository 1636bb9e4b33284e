//! Finds the resources that references point to, among everything that one answer holds.

use std::collections::HashMap;

use super::{Node, datatypes, entries, is_marked};

/// All resources of one answer, by type and id and by full address.
#[derive(Default)]
pub struct Index<'a> {
    found: HashMap<String, Node<'a>>,
    /// Every one of them, those without an id too.
    all: Vec<Node<'a>>,
    is_marked_as_a_whole: bool,
    has_gaps: bool,
    /// The source's own address, with a slash at the end.
    base: String,
}

impl<'a> Index<'a> {
    /// An empty index for the server at `base`.
    pub fn new(base: &str) -> Self {
        Self { base: format!("{}/", base.trim_end_matches('/')), ..Self::default() }
    }

    /// Reads the mark of a bundle: it stands for the most confidential entry, and where none carries a mark itself,
    /// nobody can tell which that is.
    pub fn read_mark(&mut self, bundle: Node<'a>) {
        self.has_gaps |= bundle.has_gaps();
        let is_doubtful = || !entries(bundle).any(|entry| is_marked(entry.resource));
        self.is_marked_as_a_whole |= is_marked(bundle) && is_doubtful();
    }

    /// Whether something in the answer is marked as confidential, and nobody can tell what.
    pub fn is_marked_as_a_whole(&self) -> bool {
        self.is_marked_as_a_whole
    }

    /// Whether something of the answer is not for the patient and was left out. Then nobody may say that there is none.
    pub fn has_gaps(&self) -> bool {
        self.has_gaps
    }

    /// Every resource of the answer.
    pub fn all(&self) -> impl Iterator<Item = Node<'a>> + '_ {
        self.all.iter().copied()
    }

    /// Adds a resource under its type and id, and under its full address. The first one stays.
    pub fn add(&mut self, full_url: Option<&str>, resource: Node<'a>) {
        self.all.push(resource);
        if let Some(id) = resource.id() {
            self.found.entry(format!("{}/{id}", resource.resource_type())).or_insert(resource);
        }
        if let Some(url) = full_url {
            let key = self.key(url);
            self.found.entry(key).or_insert(resource);
        }
        // Answers name their questions by this address.
        if let ("Questionnaire", Some(url)) = (resource.resource_type(), resource.str_at("url")) {
            self.found.entry(url.to_owned()).or_insert(resource);
        }
    }

    /// A reference in one form: `Type/id` where it is on this server, otherwise as it stands; never a version.
    pub fn key(&self, reference: &str) -> String {
        let without_version = reference.split("/_history/").next().unwrap_or(reference);
        let without_version = without_version.split('|').next().unwrap_or(without_version);
        without_version.strip_prefix(&self.base).unwrap_or(without_version).to_owned()
    }

    /// Whether what lies at this address is here.
    pub fn holds(&self, address: &str) -> bool {
        self.found.contains_key(&self.key(address))
    }

    /// What a reference in `holder` points to: inside it (`#id`), or anywhere in the answer.
    pub fn resolve(&self, holder: Node<'a>, reference: Node<'a>) -> Option<Node<'a>> {
        self.at_address(holder, reference_text(reference)?)
    }

    /// The same for the address alone.
    pub fn at_address(&self, holder: Node<'a>, address: &str) -> Option<Node<'a>> {
        match address.strip_prefix('#') {
            Some(id) => holder.all("contained").find(|inner| inner.id().as_deref() == Some(id)),
            None => self.found.get(&self.key(address)).copied(),
        }
    }

    /// The name of the person or place that a reference points to; its own display where that is not here.
    pub fn name_of(&self, holder: Node<'a>, reference: Node<'a>) -> Option<String> {
        let resolved = self.resolve(holder, reference).and_then(|party| self.party_name(party));
        resolved.or_else(|| reference.text_at("display"))
    }

    fn party_name(&self, party: Node<'a>) -> Option<String> {
        match party.resource_type() {
            "Organization" | "Location" | "HealthcareService" => party.text_at("name"),
            "PractitionerRole" => {
                let practitioner = party.at("practitioner");
                let person = self.resolve(party, practitioner).and_then(datatypes::name_in_use);
                person
                    .or_else(|| practitioner.text_at("display"))
                    .or_else(|| party.all("code").find_map(datatypes::words))
            }
            _ => datatypes::name_in_use(party),
        }
    }
}

/// The `reference` of a reference, or the plain text that stands for one.
pub(super) fn reference_text(reference: Node<'_>) -> Option<&str> {
    reference.str_at("reference").or_else(|| reference.str())
}
