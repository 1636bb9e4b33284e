//! Nothing that was not given is in any answer: many grants × every URL × all that the patient sees themselves.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::{Method, StatusCode};

use super::carried::every_file;
use super::{HILL_STREET, RIVERSIDE, VALE, acting, list, only_grant, part, place, set_parts, subject_of};
use crate::domain::{GrantPart, Kind, Kinds, kinds_to_do, kinds_to_give, may_do, seen_to_do};
use crate::tests::access_matrix::routes;
use crate::tests::app::{TestApp, Visitor, run, words};

/// An entry as the patient sees it in the list of one organisation.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Marked {
    pub kind: Kind,
    holder: String,
    pub id: String,
    pub title: String,
    /// By the patient, from everybody who helps them.
    hidden: bool,
}

/// All entries of one list, each page of it.
pub(super) async fn entries(patient: &Visitor<'_>, kind: Kind, (holder, name): (&str, &str)) -> Vec<Marked> {
    let Some(list) = list(kind) else { return Vec::new() };
    let mut found = Vec::new();
    // Past appointments have a list of their own, and are found by a search too.
    let ways: &[&str] = if kind == Kind::Appointments { &["", "&show=past"] } else { &[""] };
    for (way, number) in ways.iter().flat_map(|way| (1..10).map(move |number| (way, number))) {
        let answer = patient.get(&format!("{list}?holder={holder}&page={number}{way}")).await;
        if answer.status() != StatusCode::OK {
            continue;
        }
        let page = answer.text().await.expect("a page");
        // The entries themselves, and not what one may be the same as.
        for after in page.split("entry__title\"").skip(1) {
            let Some((_, after)) = after.split_once(&format!("href=\"{list}/")) else { continue };
            // Conversations are never narrowed to one organisation; each says with whom it is.
            if kind == Kind::Messages && !after.contains(name) {
                continue;
            }
            let id = after.split('"').next().unwrap_or_default();
            let title = after.split_once('>').map(|(_, rest)| rest.split('<').next().unwrap_or_default());
            if id.len() == 32 {
                let (holder, id) = (holder.to_owned(), id.to_owned());
                let title = title.unwrap_or_default().trim().to_owned();
                found.push(Marked { kind, holder, id, title, hidden: false });
            }
        }
    }
    found
}

/// What a grant lets somebody see.
pub(super) fn sees(parts: &[GrantPart], marked: &Marked) -> bool {
    let given =
        |part: &GrantPart| part.organisation.as_str() == marked.holder && part.see.contains(marked.kind);
    !marked.hidden && parts.iter().any(given)
}

/// Grants of every kind at one organisation, and mixed ones; every other one with all that can be done with it.
fn grants(holders: &[String]) -> Vec<Vec<GrantPart>> {
    let mut all: Vec<Vec<GrantPart>> = Vec::new();
    let kinds: Vec<Kind> = kinds_to_give().iter().collect();
    for (at, kind) in kinds.iter().enumerate() {
        all.push(vec![part(&holders[at % holders.len()], Kinds::just(*kind))]);
    }
    all.push(vec![part(HILL_STREET, seen_to_do(kinds_to_do()))]);
    for holder in [RIVERSIDE, VALE] {
        all.push(vec![
            part(holder, Kinds::just(Kind::Messages)),
            part(HILL_STREET, Kinds::just(Kind::Letters)),
        ]);
    }
    // Mixed in a way that is the same each time: a linear congruence.
    let mut seed: u64 = 20_261_123;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % below
    };
    for _ in 0..4 {
        let parts = holders.iter().map(|holder| {
            let some: Kinds = kinds.iter().copied().filter(|_| next(3) == 0).collect();
            part(holder, some)
        });
        let parts: Vec<_> = parts.filter(|part| !part.see.is_empty()).collect();
        if !parts.is_empty() {
            all.push(parts);
        }
    }
    let with_doing = |(at, parts): (usize, Vec<GrantPart>)| {
        let may_do = |part: GrantPart| GrantPart { act: may_do(part.see, kinds_to_do()), ..part };
        if at % 2 == 0 { parts.into_iter().map(may_do).collect() } else { parts }
    };
    all.into_iter().rev().enumerate().map(with_doing).collect()
}

fn reads() -> Vec<&'static str> {
    let reads = routes().into_iter().filter(|(method, _)| *method == Method::GET);
    // Where services are found the page lists what there is, to everybody.
    let about_nobody = |path: &&str| path.starts_with("/find-a-service");
    reads.map(|(_, path)| path).filter(|path| !about_nobody(path)).collect()
}

pub(super) struct World<'a> {
    pub sees_all: BTreeSet<Marked>,
    /// The whole page of each entry, as the patient sees it: an entry may itself name what another list holds.
    pub own_words: BTreeMap<String, String>,
    pub carer: Visitor<'a>,
    pub names: Vec<(String, String)>,
}

impl World<'_> {
    /// What an answer must not hold under these parts.
    fn check(&self, parts: &[GrantPart], path: &str, answer: &str) {
        let seen: Vec<&Marked> = self.sees_all.iter().filter(|marked| sees(parts, marked)).collect();
        for marked in self.sees_all.iter().filter(|marked| !sees(parts, marked)) {
            // Where several organisations hold one entry, whoever sees one of them sees it.
            let is_shared = seen.iter().any(|seen| seen.id == marked.id);
            assert!(
                is_shared || path.contains(&marked.id) || !answer.contains(&marked.id),
                "{path}: {marked:?}"
            );
            let is_named = seen.iter().any(|seen| self.own_words[&seen.id].contains(&marked.title));
            let titled = format!(">{}<", marked.title);
            assert!(is_named || marked.title.is_empty() || !answer.contains(&titled), "{path}: {marked:?}");
        }
        for (code, name) in &self.names {
            let is_given = parts.iter().any(|part| part.organisation.as_str() == code);
            assert!(
                is_given || !answer.contains(&format!("{name} has ")),
                "{path}: {name} stands in the strip"
            );
            assert!(
                is_given || !answer.contains(&format!("value=\"{code}\"")),
                "{path}: {name} can be chosen"
            );
        }
    }
}

#[test]
fn nothing_that_was_not_given_is_in_any_answer() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[HILL_STREET, RIVERSIDE], &[]).await;
        sam.post("/give-access", &[("called", "Alex")]).await;
        let form = sam.page("/give-access/places").await;
        let names: Vec<(String, String)> = boxes(&form);
        let mut sees_all = BTreeSet::new();
        for (holder, name) in &names {
            for kind in kinds_to_give().iter() {
                sees_all.extend(entries(&sam, kind, (holder, name)).await);
            }
        }
        assert!(sees_all.len() > 30, "a record with much in it: {}", sees_all.len());
        let of_vale = sees_all.iter().filter(|marked| marked.holder == VALE).count();
        assert!(of_vale > 0, "of the organisation that is granted least");
        let conversations = sees_all.iter().filter(|marked| marked.kind == Kind::Messages).count();
        assert_eq!(conversations, 3, "each with one organisation alone");
        let kept = only_grant(&app).await;
        let holders: Vec<String> = names.iter().map(|(code, _)| code.clone()).collect();
        let mut own_words = BTreeMap::new();
        for marked in &sees_all {
            let path = format!("{}/{}", list(marked.kind).expect("a list"), marked.id);
            let page = sam.get(&path).await.text().await.expect("a page");
            own_words.insert(marked.id.clone(), page);
        }
        let sees_all = hide_some(&sam, sees_all).await;
        let world = World { sees_all, own_words, carer, names };
        let subject = subject_of(&world.carer.page("/search").await);
        for parts in grants(&holders) {
            set_parts(&app, &kept, parts.clone()).await;
            every_url(&world, &parts).await;
            search_for_what_is_not_seen(&world, &parts, &subject).await;
            every_file(&world, &parts, &subject).await;
        }
    });
}

/// Hides the first two entries of each kind.
async fn hide_some(sam: &Visitor<'_>, all: BTreeSet<Marked>) -> BTreeSet<Marked> {
    let mut hidden: Vec<(Kind, String)> = Vec::new();
    for marked in &all {
        let is_known = hidden.iter().any(|(_, id)| *id == marked.id);
        if is_known || hidden.iter().filter(|(kind, _)| *kind == marked.kind).count() == 2 {
            continue;
        }
        let path = format!("/record/{}/{}/helpers", marked.kind.slug(), marked.id);
        assert_eq!(place(&sam.post(&path, &[("do", "hide")]).await), path);
        hidden.push((marked.kind, marked.id.clone()));
    }
    assert!(hidden.len() > 12, "of most kinds: {hidden:?}");
    let is_hidden = |marked: &Marked| hidden.iter().any(|(_, id)| *id == marked.id);
    all.into_iter().map(|marked| Marked { hidden: is_hidden(&marked), ..marked }).collect()
}

fn boxes(form: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for after in form.split("name=\"place\"").skip(1) {
        let code = after.split("value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let name = after.split("<label").nth(1).and_then(|rest| rest.split('>').nth(1));
        let name = name.and_then(|name| name.split('<').next());
        found.extend(code.zip(name).map(|(code, name)| (code.to_owned(), name.trim().to_owned())));
    }
    found
}

async fn every_url(world: &World<'_>, parts: &[GrantPart]) {
    for route in reads() {
        let kind = kinds_to_give().iter().find(|kind| {
            list(*kind).is_some_and(|list| {
                route == list || route.strip_prefix(list).is_some_and(|rest| rest.starts_with("/{id}"))
            })
        });
        let own: Vec<&Marked> = world.sees_all.iter().filter(|marked| Some(marked.kind) == kind).collect();
        let given = kind.is_some_and(|kind| parts.iter().any(|part| part.see.contains(kind)));
        let does = kind.is_some_and(|kind| parts.iter().any(|part| part.act.contains(kind)));
        if route.contains("/{id}") && kind.is_some() {
            let route = route.replace("{place}", "0");
            let unknown = route.replace("{id}", &"0".repeat(32));
            let nothing = ask(world, &unknown).await;
            let is_seen = |marked: &Marked| {
                world.sees_all.iter().any(|other| other.id == marked.id && sees(parts, other))
            };
            let (seen, unseen): (Vec<&Marked>, Vec<&Marked>) = own.into_iter().partition(|one| is_seen(one));
            for marked in unseen.into_iter().take(4) {
                let path = route.replace("{id}", &marked.id);
                let (status, text) = ask(world, &path).await;
                world.check(parts, &path, &text);
                assert_eq!(status, nothing.0, "{path}");
                assert_eq!(words(&text), words(&nothing.1), "{path}: as one that nobody has");
                let is_entry = kind.and_then(list).is_some_and(|list| route == format!("{list}/{{id}}"));
                // Who may only look is told so; of what was not given nothing is told.
                let to_do = ["/cancel", "/coming", "/no-longer-needed", "/reply"];
                let is_to_do = to_do.iter().any(|end| route.ends_with(end)) && (does || !given);
                let is_file = ["/file", "/pages", "/calendar"].iter().any(|end| route.ends_with(end));
                let is_file = is_file || route.contains("/files/");
                let is_open = is_entry || is_file || is_to_do;
                assert_eq!(status == StatusCode::NOT_FOUND, is_open, "{path}");
            }
            for marked in seen.into_iter().take(2) {
                let path = route.replace("{id}", &marked.id);
                let (_, text) = ask(world, &path).await;
                world.check(parts, &path, &text);
            }
            continue;
        }
        let path = route.replace("{id}", "0").replace("{kind}", "medicines").replace("{why}", "not-here");
        let path = path.replace("{step}", "places").replace("{topic}", "new").replace("{organisation}", VALE);
        let (status, text) = ask(world, &path).await;
        world.check(parts, &path, &text);
        if kind.is_some() {
            assert_eq!(status == StatusCode::OK, given, "{path} under {parts:?}");
        }
        if kind.is_some() && given {
            let said = words(&text);
            assert!(said.contains("You may not see everything."), "{path}");
            for none in ["told us of none", "No known", "has none", "You have no "] {
                assert!(!said.contains(none), "{path} says {none}: {said}");
            }
        }
    }
}

/// Searches for what some entries are called of which nothing was given, and for the organisations that hold them.
async fn search_for_what_is_not_seen(world: &World<'_>, parts: &[GrantPart], subject: &str) {
    let unseen = world.sees_all.iter().filter(|marked| !sees(parts, marked) && marked.title.len() > 3);
    let titles: Vec<&str> = unseen.map(|marked| &*marked.title).collect();
    let names = world.names.iter().map(|(_, name)| &**name);
    for words in titles.iter().step_by(titles.len() / 4 + 1).copied().chain(names) {
        // A log-in keeps its last searches, told apart by when they were made.
        world.carer.app.clock.advance(chrono::Duration::seconds(1));
        let answer = world.carer.post("/search", &[("whose-record", subject), ("words", words)]).await;
        let results = place(&answer);
        let (status, text) = ask(world, &results).await;
        assert_eq!(status, StatusCode::OK, "{words}");
        world.check(parts, &results, &text);
        let said = crate::tests::app::words(&text);
        assert!(said.contains("You may not see everything."), "{said}");
        assert!(!said.contains("No entries match."), "{said}");
    }
}

async fn ask(world: &World<'_>, path: &str) -> (StatusCode, String) {
    let answer = world.carer.get(path).await;
    let (status, place) = (answer.status(), format!("{:?}", answer.headers().get("location")));
    (status, format!("{place} {}", answer.text().await.unwrap_or_default()))
}

#[test]
fn what_is_not_on_the_list_of_open_pages_does_nothing_for_whoever_acts_for_somebody() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, _) = acting(&app, &[HILL_STREET, RIVERSIDE], &[]).await;
        let subject = subject_of(&carer.page("/record/medicines").await);
        let not_a_permit = [
            "/log-in",
            "/log-out",
            "/leave",
            "/register",
            "/find-a-service",
            "/search",
            "/download",
            "/helping/switch",
            "/stay",
            "/staff",
            "/terminal",
            "/visit-code",
            // How this device shows pages.
            "/simple-pages",
        ];
        for line in include_str!("../route_list.txt").lines().filter(|line| line.contains("POST")) {
            let route = line.split_whitespace().next().expect("a path");
            if not_a_permit.iter().any(|open| route.starts_with(open)) {
                continue;
            }
            let path = route.replace("{id}", &"0".repeat(32)).replace("{kind}", "medicines");
            let path = path
                .replace("{topic}", "new")
                .replace("{step}", "check")
                .replace("{organisation}", HILL_STREET);
            let fields = [("whose-record", &*subject), ("do", "stop"), ("to", "own"), ("choice", "none")];
            let answer = carer.post(&path, &fields).await;
            let to = place(&answer);
            assert!(to == "/helping/stopped/not-here" || to == "/helping/stopped/only-looks", "{path}: {to}");
        }
        for path in ["/who-looked", "/who-looked/file", "/your-details", "/devices"] {
            assert_eq!(place(&carer.get(path).await), "/helping/stopped/not-here", "{path}");
        }
        for path in ["/record", "/where-from"] {
            assert_eq!(place(&carer.get(path).await), "/", "{path}");
        }
    });
}
