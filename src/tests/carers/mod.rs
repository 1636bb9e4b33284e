//! Acting for somebody else, over HTTP: giving and taking access, whose record a form is about, and that nothing leaks.

mod acting;
mod asking;
mod confidential;
mod calendar;
mod carried;
mod confirming;
mod doing;
mod done;
mod giving;
mod hiding;
mod leaks;
mod many;
mod matrix;
mod messages;
mod of_whom;
mod practice;
mod same_work;
mod shown_again;
mod typed;
mod warned;
mod ways;
mod young;

use reqwest::header::LOCATION;
use reqwest::{Response, StatusCode};

use super::app::{TestApp, Visitor, words};
use crate::domain::{Grant, GrantPart, Kind, Kinds, OdsCode, PersonId, kinds_to_give};
use crate::journeys::record::kinds::words as kind_words;
use crate::store::KeptGrant;
use crate::words::Locale;

pub(super) const HILL_STREET: &str = "A99901";
pub(super) const RIVERSIDE: &str = "RZ1";
const VALE: &str = "RZ3";
/// Takes nothing of anybody besides questions.
const HARBOUR: &str = "RZ5";

/// The list of a kind that whoever acts for somebody may open.
pub(super) fn list(kind: Kind) -> Option<&'static str> {
    kinds_to_give().contains(kind).then(|| kind_words(Locale::English, kind).href)
}

/// Sam, and Grace who acts for him with a grant for all kinds at these places; and the grant's id.
async fn acting<'a>(app: &'a TestApp, places: &[&str], act: &[Kind]) -> (Visitor<'a>, Visitor<'a>, String) {
    let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
    let all: Vec<Kind> = kinds_to_give().iter().collect();
    let code = give_to_do(&sam, &[("called", "Alex")], places, (&all, act), &[]).await;
    let id = accept(&carer, &code).await;
    assert_eq!(place(&act_for(&carer, &id).await), "/");
    (sam, carer, id)
}

/// Fills in the six pages and gives the code.
pub(super) async fn give(
    patient: &Visitor<'_>,
    who: &[(&str, &str)],
    places: &[&str],
    kinds: &[Kind],
    hidden: &[Kind],
) -> String {
    give_to_do(patient, who, places, (kinds, &[]), hidden).await
}

/// The same, with what may be done too.
async fn give_to_do(
    patient: &Visitor<'_>,
    who: &[(&str, &str)],
    places: &[&str],
    kinds: (&[Kind], &[Kind]),
    hidden: &[Kind],
) -> String {
    give_until_check(patient, who, places, kinds, hidden).await;
    let answer = patient.post("/give-access/check", &[]).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let page = answer.text().await.expect("a page");
    let code = page.split("class=\"code\">").nth(1).and_then(|rest| rest.split('<').next());
    code.expect("a code").to_owned()
}

/// Fills in the pages before the last one.
async fn give_until_check(
    patient: &Visitor<'_>,
    who: &[(&str, &str)],
    places: &[&str],
    (kinds, act): (&[Kind], &[Kind]),
    hidden: &[Kind],
) {
    let places: Vec<_> = places.iter().map(|code| ("place", *code)).collect();
    let see = kinds.iter().map(|kind| ("see", kind.slug()));
    let see: Vec<_> = see.chain(act.iter().map(|kind| ("act", kind.slug()))).collect();
    let hidden: Vec<_> = hidden.iter().map(|kind| ("hidden", kind.slug())).collect();
    type Page<'p> = (&'p str, &'p [(&'p str, &'p str)], &'p str);
    let pages: [Page<'_>; 5] = [
        ("/give-access", who, "/give-access/places"),
        ("/give-access/places", &places, "/give-access/kinds"),
        ("/give-access/kinds", &see, "/give-access/until"),
        ("/give-access/until", &[("until", "30-days")], "/give-access/hidden"),
        ("/give-access/hidden", &hidden, "/give-access/check"),
    ];
    for (path, fields, next) in pages {
        assert_eq!(place(&patient.post(path, fields).await), next, "{path}");
    }
}

/// Types the code and accepts; gives the grant's id.
pub(super) async fn accept(carer: &Visitor<'_>, code: &str) -> String {
    let typed = carer.post("/helping/code", &[("code", code)]).await;
    let offer = place(&typed);
    let answer = carer.post(&offer, &[("answer", "accept")]).await;
    assert_eq!(place(&answer), "/helping");
    offer.trim_start_matches("/helping/").to_owned()
}

pub(super) async fn act_for(carer: &Visitor<'_>, to: &str) -> Response {
    carer.post("/helping/switch", &[("to", to)]).await
}

/// Where an answer leads.
pub(super) fn place(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{answer:?}");
    answer.headers()[LOCATION].to_str().expect("text").to_owned()
}

/// The subject that the forms of a page carry.
pub(super) fn subject_of(page: &str) -> String {
    let field = page.split("name=\"whose-record\" value=\"").nth(1).expect("a subject");
    field.split('"').next().expect("a value").to_owned()
}

/// Puts other parts into a grant, as the patient could.
async fn set_parts(app: &TestApp, kept: &KeptGrant, parts: Vec<GrantPart>) {
    let grant = Grant { parts, ..kept.grant.clone() };
    let mut transaction = app.portal.database.begin_write().await.expect("a transaction");
    app.portal.access.grants.change(&mut transaction, kept, &grant).await.expect("stored");
    transaction.commit().await.expect("stored");
}

fn part(code: &str, see: Kinds) -> GrantPart {
    let organisation = OdsCode::parse(code).expect("a code");
    GrantPart { organisation, see, act: Kinds::NONE, hidden: Kinds::NONE }
}

/// The one grant that the patient of these tests has made.
async fn only_grant(app: &TestApp) -> KeptGrant {
    let person = patient(app).await;
    app.portal.access.grants.of_patient(person).await.expect("grants").remove(0)
}

async fn text(answer: Response) -> String {
    words(&answer.text().await.expect("a page"))
}

/// Who gives access in these tests.
async fn patient(app: &TestApp) -> PersonId {
    let people = app.portal.sandbox.as_ref().expect("practice").people();
    let email = &people.iter().find(|one| one.note.contains("five")).expect("Sam").email;
    let found = app.portal.access.grants.person_of_email(email).await.expect("an answer");
    found.expect("a person")
}
