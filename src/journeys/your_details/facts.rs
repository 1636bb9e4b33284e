//! Each fact about a person with everyone who has it written down: what is in use, what was, what differs, what is
//! not written down.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::differences::{Core, Written, contradict};
use super::words;
use crate::domain::{
    ContactPoint, ContactUse, ContactWish, Gathered, Holder, NameUse, OdsCode, Organisation, PersonDetails,
    RelatedPerson, Setting, Way,
};
use crate::t;
use crate::words::{Locale, dates};

/// What a fact is about, in the order of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    Name,
    BirthDate,
    Address,
    Phone,
    Email,
    Surgery,
    Doctor,
    Language,
    Interpreter,
    Wishes,
    /// The pharmacy for all prescriptions.
    Pharmacy,
    /// Whom to contact about the person.
    Related,
}

impl About {
    pub const ALL: [About; 12] = [
        About::Name,
        About::BirthDate,
        About::Address,
        About::Phone,
        About::Email,
        About::Surgery,
        About::Doctor,
        About::Language,
        About::Interpreter,
        About::Wishes,
        About::Pharmacy,
        About::Related,
    ];

    /// Whether demographics keep it back for a restricted record.
    const fn is_kept_back(self) -> bool {
        matches!(
            self,
            Self::Address | Self::Phone | Self::Email | Self::Surgery | Self::Pharmacy | Self::Related
        )
    }

    /// Few write these down, so only those who have are named.
    const fn is_expected(self) -> bool {
        !matches!(self, Self::Doctor | Self::Wishes | Self::Pharmacy | Self::Related)
    }
}

/// One fact.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact {
    pub about: About,
    pub values: Vec<Value>,
    /// Not in use any more, or not yet.
    pub former: Vec<Value>,
    /// The organisations that have told their details and not this.
    pub not_written: Vec<Arc<Organisation>>,
    pub differences: Vec<Difference>,
}

/// One thing that is written down, with everyone who has it.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    pub lines: Vec<String>,
    /// "Mobile", in our words.
    pub what_for: Option<String>,
    pub holders: Vec<Holder>,
}

/// One organisation has something else than another.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    pub at: Arc<Organisation>,
    pub than: Arc<Organisation>,
}

/// The names of surgeries and pharmacies that are told by their code alone.
pub type SurgeryNames = BTreeMap<OdsCode, String>;

/// Something written down at one organisation.
struct Item {
    lines: Vec<String>,
    what_for: Option<String>,
    use_for: ContactUse,
    core: Core,
    in_use: bool,
    /// Whether another one elsewhere contradicts it; a nickname does not.
    counts: bool,
}

impl Item {
    fn new(line: impl Into<String>, core: Core) -> Self {
        Self {
            lines: vec![line.into()],
            what_for: None,
            use_for: ContactUse::NotSaid,
            core,
            in_use: true,
            counts: true,
        }
    }
}

/// Everything, fact by fact; `today` decides what is in use.
pub fn facts(
    locale: Locale,
    today: NaiveDate,
    gathered: &Gathered<PersonDetails>,
    names: &SurgeryNames,
) -> Vec<Fact> {
    let of = |about| fact(about, gathered, |details| items(locale, today, about, details, names));
    About::ALL.into_iter().map(of).filter(Fact::says_something).collect()
}

fn fact(
    about: About,
    gathered: &Gathered<PersonDetails>,
    items: impl Fn(&PersonDetails) -> Vec<Item>,
) -> Fact {
    let mut fact = Fact {
        about,
        values: Vec::new(),
        former: Vec::new(),
        not_written: Vec::new(),
        differences: Vec::new(),
    };
    let mut seen: Vec<(Core, bool)> = Vec::new();
    let mut written: Vec<(Arc<Organisation>, Vec<Written>)> = Vec::new();
    for (holder, details) in everyone(gathered) {
        let items = items(details);
        let in_use = items.iter().any(|item| item.in_use);
        let is_its_own = about == About::Surgery && holder.organisation.setting == Setting::Gp;
        let is_kept_back = details.restricted && about.is_kept_back();
        if !in_use && about.is_expected() && !is_its_own && !is_kept_back {
            fact.not_written.push(holder.organisation.clone());
        }
        let counts = items.iter().filter(|item| item.in_use && item.counts);
        let counting = counts.map(|item| (item.use_for, item.core.clone())).collect();
        match written.iter_mut().find(|(organisation, _)| *organisation == holder.organisation) {
            Some((_, all)) => all.extend::<Vec<_>>(counting),
            None => written.push((holder.organisation.clone(), counting)),
        }
        for item in items {
            fact.add(item, holder, &mut seen);
        }
    }
    // The first who has it, demographics before all others, is whom everyone is compared with.
    if let Some((than, first)) = written.iter().find(|(_, all)| !all.is_empty()) {
        let others = written.iter().filter(|(_, all)| contradict(first, all));
        fact.differences = others.map(|(at, _)| Difference { at: at.clone(), than: than.clone() }).collect();
    }
    fact
}

/// Each entry with its one holder; demographics first, for the others take it from there.
fn everyone(gathered: &Gathered<PersonDetails>) -> Vec<(&Holder, &PersonDetails)> {
    let mut all: Vec<_> = gathered
        .entries
        .iter()
        .flat_map(|held| held.holders.first().map(|holder| (holder, &*held.entry)))
        .collect();
    all.sort_by_key(|(holder, _)| holder.organisation.setting != Setting::National);
    all
}

impl Fact {
    fn says_something(&self) -> bool {
        !(self.values.is_empty() && self.former.is_empty() && self.not_written.is_empty())
    }

    /// Puts it to the same from elsewhere, or on its own. `seen` stands beside `values` and then `former`.
    fn add(&mut self, item: Item, holder: &Holder, seen: &mut Vec<(Core, bool)>) {
        let same = |(core, in_use): &(Core, bool)| *in_use == item.in_use && core.is_same(&item.core);
        let list = if item.in_use { &mut self.values } else { &mut self.former };
        let place = seen.iter().filter(|(_, in_use)| *in_use == item.in_use).position(same);
        if let Some(value) = place.and_then(|place| list.get_mut(place)) {
            value.what_for = value.what_for.take().or(item.what_for);
            if value.holders.iter().all(|known| known.organisation != holder.organisation) {
                value.holders.push(holder.clone());
            }
            return;
        }
        seen.push((item.core, item.in_use));
        list.push(Value { lines: item.lines, what_for: item.what_for, holders: vec![holder.clone()] });
    }
}

fn items(
    locale: Locale,
    today: NaiveDate,
    about: About,
    details: &PersonDetails,
    names: &SurgeryNames,
) -> Vec<Item> {
    match about {
        About::Name => details
            .names
            .iter()
            .map(|name| Item {
                what_for: words::name_use(locale, name.use_for),
                in_use: name.holds_on(today),
                counts: name.use_for == NameUse::Main,
                ..Item::new(&name.text, Core::letters(&name.bare))
            })
            .collect(),
        About::BirthDate => details
            .birth_date
            .iter()
            .map(|date| Item::new(dates::partial(locale, date), Core::Text(date.to_string())))
            .collect(),
        About::Address => details
            .addresses
            .iter()
            .map(|address| Item {
                lines: address.lines.iter().cloned().chain(address.postcode.clone()).collect(),
                what_for: words::address_use(locale, address.use_for, address.until.as_ref()),
                use_for: address.use_for,
                in_use: address.holds_on(today),
                ..Item::new("", Core::Place(address.clone()))
            })
            .collect(),
        About::Phone => points(details, |point| matches!(point.way, Way::Phone | Way::Other))
            .map(|point| Item {
                what_for: words::phone_use(locale, point),
                in_use: point.holds_on(today),
                counts: point.way == Way::Phone,
                use_for: point.use_for,
                ..Item::new(&point.value, Core::Text(point.bare()))
            })
            .collect(),
        About::Email => points(details, |point| point.way == Way::Email)
            .map(|point| Item {
                in_use: point.holds_on(today),
                ..Item::new(&point.value, Core::Text(point.bare()))
            })
            .collect(),
        About::Surgery => details
            .surgery
            .iter()
            .map(|surgery| {
                let code = surgery.ods_code.as_ref();
                let name = code.and_then(|code| names.get(code)).or(surgery.name.as_ref());
                let line = name.cloned().or_else(|| {
                    code.map(|code| t!(locale, "The surgery with the code {code}", code = code).into_owned())
                });
                // Two are told apart by name, which both a code and a word come to.
                let line = line.unwrap_or_default();
                Item::new(line.clone(), Core::letters(&line))
            })
            .collect(),
        About::Doctor => details
            .doctor
            .iter()
            .map(|name| Item { counts: false, ..Item::new(name, Core::letters(name)) })
            .collect(),
        About::Language => details
            .languages
            .iter()
            .map(|language| Item {
                what_for: language.preferred.then(|| t!(locale, "The one you prefer").into_owned()),
                ..Item::new(&language.name, Core::letters(&language.name))
            })
            .collect(),
        About::Interpreter => details
            .interpreter
            .iter()
            .map(|needed| {
                let words = match needed {
                    true => t!(locale, "You need an interpreter"),
                    false => t!(locale, "You do not need an interpreter"),
                };
                Item::new(words, Core::Text(needed.to_string()))
            })
            .collect(),
        About::Pharmacy => details.pharmacy.iter().map(|code| pharmacy(locale, code, names)).collect(),
        About::Related => details.related.iter().map(|person| related(locale, today, person)).collect(),
        About::Wishes => details
            .wishes
            .iter()
            .map(|wish| {
                let (what_for, text) = match wish {
                    ContactWish::By(text) => (t!(locale, "How to reach you"), text),
                    ContactWish::When(text) => (t!(locale, "When to reach you"), text),
                    ContactWish::Format(text) => (t!(locale, "How letters are written for you"), text),
                };
                Item {
                    counts: false,
                    what_for: Some(what_for.clone().into_owned()),
                    ..Item::new(text, Core::letters(&format!("{what_for}{text}")))
                }
            })
            .collect(),
    }
}

fn pharmacy(locale: Locale, code: &OdsCode, names: &SurgeryNames) -> Item {
    let name = names.get(code).cloned();
    let name =
        name.unwrap_or_else(|| t!(locale, "The pharmacy with the code {code}", code = code).into_owned());
    Item { counts: false, ..Item::new(name, Core::Text(code.to_string())) }
}

/// Name, how they are related, and their phone numbers.
fn related(locale: Locale, today: NaiveDate, person: &RelatedPerson) -> Item {
    let name =
        person.name.clone().unwrap_or_else(|| t!(locale, "Somebody whose name is not told").into_owned());
    let core = Core::letters(&format!("{name}{}", person.phones.join("")));
    Item {
        lines: std::iter::once(name).chain(person.phones.iter().cloned()).collect(),
        what_for: person.related_as.clone(),
        in_use: person.holds_on(today),
        counts: false,
        ..Item::new("", core)
    }
}

fn points(
    details: &PersonDetails,
    wanted: impl Fn(&ContactPoint) -> bool,
) -> impl Iterator<Item = &ContactPoint> {
    details.points.iter().filter(move |point| wanted(point))
}
