//! Every URL and who may come to it, made from the list of URLs: a new one fails until it stands here.

mod headers;
mod visitors;

use reqwest::Method;
use reqwest::header::LOCATION;

pub(super) use headers::ask;
pub(super) use visitors::leads_to_log_in;

use super::app::Visitor;
use super::bad_input::first_id;
use super::carers::{accept, give};
use super::requests::{HILL_STREET, book, booked};
use crate::domain::{Kind, StaffRole};

const ALEX: &[(&str, &str)] = &[("called", "Alex")];

/// Who may come, and what they then see.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Door {
    /// Anybody, whatever cookie they bring.
    Open,
    /// Anybody; looks different to whoever is logged in, so a stale cookie leads to the log-in page.
    OpenAndKnowsWho,
    /// Whoever is logged in, each to what is their own.
    Own,
    /// One thing of one person's: somebody else gets the page that says there is no such thing.
    OwnThing,
    /// Staff in this role; any of them where there is none. A patient's log-in opens none of it.
    Desk(Option<StaffRole>),
    /// Staff in one of these roles.
    DeskOf(&'static [StaffRole]),
    /// As `Own`, and the log-in is over or another one afterwards; what it does is tested for itself.
    Ends,
}

/// The one place to fill in.
pub(super) fn door(method: &Method, path: &str) -> Option<Door> {
    let get = *method == Method::GET;
    Some(match path {
        "/assets/{file}" | "/health/live" | "/health/ready" => Door::Open,
        "/accessibility" | "/cookies" | "/help" | "/help/easy-read" | "/privacy" | "/account-closed"
        | "/status" => Door::Open,
        "/terminal" | "/terminal/help" | "/terminal/private" | "/visit-code" => Door::Open,
        "/terminal/helper" => Door::OpenAndKnowsWho,
        "/" => Door::OpenAndKnowsWho,
        "/simple-pages" if get => Door::OpenAndKnowsWho,
        "/simple-pages" => Door::Open,
        "/log-in" if get => Door::OpenAndKnowsWho,
        "/log-in" => Door::Open,
        "/log-in/nhs-login" | "/log-in/nhs-login/back" | "/log-in/nhs-login/{why}" => Door::Open,
        "/.well-known/jwks.json" => Door::Open,
        "/log-out" if get => Door::OpenAndKnowsWho,
        "/log-out" | "/leave" => Door::Open,
        "/appointments" | "/record" | "/where-from" | "/your-details" | "/search" | "/download" => Door::Own,
        "/who-looked" | "/who-looked/file" | "/devices" | "/confirm" | "/close-account" => Door::Own,
        "/stay" | "/kept-form" | "/requests" => Door::Own,
        "/appointments/book" | "/appointments/book/{organisation}" => Door::Own,
        "/record/medicines/order" | "/your-details/change/{what}" => Door::Own,
        "/appointments/calendar-feed" => Door::Own,
        // Opened by what stands in the address alone: `calendar_feed`.
        "/calendar-feed/{secret}" => Door::Open,
        "/appointments/{id}/calendar" | "/requests/{id}" => Door::OwnThing,
        "/appointments/{id}/cancel" | "/appointments/{id}/coming" if get => Door::OwnThing,
        "/record/referrals/{id}/no-longer-needed" if get => Door::OwnThing,
        // A form without a wish is refused before any appointment is looked for; with one: `requests_changed`, `coming`.
        "/appointments/{id}/cancel" | "/appointments/{id}/coming" => Door::Own,
        "/record/referrals/{id}/no-longer-needed" => Door::Own,
        "/messages" | "/messages/new" | "/messages/new/{organisation}" => Door::Own,
        "/messages/{id}" | "/messages/{id}/reply" | "/messages/{id}/files/{place}" => Door::OwnThing,
        "/messages/drafts/{id}" | "/messages/drafts/{id}/files" | "/messages/drafts/{id}/check" => {
            Door::OwnThing
        }
        "/complaints" | "/feedback" | "/no-gp-surgery" | "/someone-has-died" => Door::Open,
        "/find-a-service" | "/find-a-service/connected" | "/find-a-service/{id}" => Door::Open,
        "/log-in/forgotten" | "/log-in/lost" | "/log-in/new-password" | "/register" => Door::Open,
        "/log-in/second-step" | "/log-in/second-step/send" | "/log-in/passkey" => Door::Open,
        "/your-log-in/codes" | "/your-log-in/stop" if !get => Door::Ends,
        "/your-choices" | "/your-choices/mobile" | "/your-choices/mobile/code" => Door::Own,
        "/your-choices/new-from" => Door::Own,
        "/your-choices/{topic}" | "/your-log-in" | "/your-log-in/app" | "/your-log-in/codes" => Door::Own,
        "/your-log-in/devices" | "/your-log-in/email" | "/your-log-in/email/code" => Door::Own,
        "/your-log-in/password" | "/your-log-in/stop" | "/your-log-in/passkeys" => Door::Own,
        "/your-log-in/sent-codes" => Door::Own,
        // What names no passkey removes none, the same for everybody.
        "/your-log-in/passkeys/remove" => Door::Own,
        "/where-from/waiting/{kind}" | "/record/reports" => Door::Own,
        // No hospital of the practice service has a log-in of its own: `log_in_there` has one that does.
        "/hospital-log-in/back" => Door::Own,
        "/hospital-log-in/{organisation}" | "/hospital-log-in/{organisation}/go" => Door::OwnThing,
        "/close-account/now" if get => Door::Own,
        "/close-account/now" => Door::Ends,
        "/record/allergies" | "/record/care-plans" | "/record/conditions" | "/record/letters" => Door::Own,
        "/record/medicines" | "/record/prescriptions" | "/record/questionnaires" => Door::Own,
        "/record/referrals" | "/record/test-results" | "/record/vaccinations" | "/record/visits" => Door::Own,
        "/appointments/{id}" | "/record/allergies/{id}" | "/record/care-plans/{id}" => Door::OwnThing,
        "/record/conditions/{id}"
        | "/record/letters/{id}"
        | "/record/letters/{id}/file"
        | "/record/letters/{id}/pages" => Door::OwnThing,
        "/record/medicines/{id}" | "/record/prescriptions/{id}" => Door::OwnThing,
        "/record/questionnaires/{id}/fill-in" | "/fill-in/{id}/check" => Door::OwnThing,
        "/fill-in/{id}/{place}" | "/fill-in/{id}/{place}/file" => Door::OwnThing,
        "/record/questionnaires/{id}" | "/record/referrals/{id}" | "/record/reports/{id}" => Door::OwnThing,
        // Marks as unread for whoever asks, and nobody else; leads to the page, which says that there is none.
        "/record/letters/{id}/unread" => Door::Own,
        "/record/test-results/{id}" if get => Door::OwnThing,
        // Opening one that does not wait leads to its page, which says that there is none.
        "/record/test-results/{id}" => Door::Own,
        "/record/vaccinations/{id}" | "/record/visits/{id}" | "/record/{kind}/{id}/wrong" => Door::OwnThing,
        "/record/{kind}/{id}/helpers" => Door::OwnThing,
        "/search/{id}" => Door::OwnThing,
        "/access-stopped" => Door::Own,
        "/carers" | "/give-access" | "/give-access/{step}" | "/helping" | "/helping/code" => Door::Own,
        // What names no wish of one's own answers none, the same for everybody.
        "/helping/ask" | "/carers/wishes/{id}" => Door::Own,
        "/helping/switch" | "/helping/stopped/{why}" => Door::Own,
        "/carers/{id}" | "/helping/{id}" => Door::OwnThing,
        "/staff/log-in"
        | "/staff/log-in/code"
        | "/staff/log-in/first"
        | "/staff/log-in/with/{provider}"
        | "/staff/log-in/with/{provider}/back"
        | "/staff/log-out" => Door::Open,
        "/staff" | "/staff/log-in-at-work" => Door::Desk(None),
        "/staff/used"
        | "/staff/used/file"
        | "/staff/used/kinds/{kind}"
        | "/staff/used/screens/{id}"
        | "/staff/used/terminals" => Door::Desk(Some(StaffRole::ServiceManager)),
        "/staff/access-log"
        | "/staff/access-log/check"
        | "/staff/access-log/{id}"
        | "/staff/access-log/{id}/file" => Door::Desk(Some(StaffRole::InformationGovernance)),
        "/staff/access-log/safeguarding" => Door::Desk(Some(StaffRole::InformationGovernance)),
        "/staff/carers"
        | "/staff/carers/new"
        | "/staff/carers/due"
        | "/staff/carers/{id}"
        | "/staff/carers/{id}/give/{basis}"
        | "/staff/carers/{id}/give/{basis}/{step}"
        | "/staff/carers/{id}/grants/{grant}"
        | "/staff/carers/{id}/died"
        | "/staff/carers/{id}/own"
        | "/staff/carers/{id}/carer"
        | "/staff/carers/{id}/contact" => Door::Desk(Some(StaffRole::AccessTeam)),
        "/staff/linkage" | "/staff/visit-codes" | "/staff/log-in-codes" => {
            Door::Desk(Some(StaffRole::Reception))
        }
        "/staff/terminals" | "/staff/terminals/add" | "/staff/terminals/{id}/end" => {
            Door::DeskOf(&[StaffRole::TerminalHost, StaffRole::Reception])
        }
        "/staff/sources"
        | "/staff/sources/stop"
        | "/staff/sources/start"
        | "/staff/sources/{interface}"
        | "/staff/sources/{interface}/file"
        | "/staff/sources/{interface}/{day}"
        | "/staff/reports"
        | "/staff/reports/{id}"
        | "/staff/notices"
        | "/staff/notices/new"
        | "/staff/notices/take-back" => Door::Desk(Some(StaffRole::ServiceManager)),
        "/staff/settings"
        | "/staff/people"
        | "/staff/people/add"
        | "/staff/people/{id}"
        | "/staff/people/{id}/end"
        | "/staff/people/{id}/begin-anew"
        | "/staff/people/{id}/own-number" => Door::Desk(Some(StaffRole::Administrator)),
        _ => return None,
    })
}

/// The routes and methods of the list.
pub(super) fn routes() -> Vec<(Method, &'static str)> {
    let list = include_str!("route_list.txt");
    let lines = list.lines().map(|line| line.split_once(' ').expect("a path and methods"));
    let each = lines.flat_map(|(path, methods)| methods.split(',').map(move |method| (method.trim(), path)));
    each.map(|(method, path)| (method.parse().expect("a method"), path)).collect()
}

#[test]
fn every_url_of_the_list_has_its_place_in_the_matrix() {
    let missing: Vec<_> =
        routes().into_iter().filter(|(method, path)| door(method, path).is_none()).collect();
    assert!(missing.is_empty(), "say in src/tests/access_matrix.rs who may come to {missing:?}");
}

/// A path with something of Sam's in it.
pub(super) async fn filled(sam: &Visitor<'_>, path: &str) -> String {
    if !path.contains('{') {
        return path.to_owned();
    }
    match path {
        "/assets/{file}" => crate::web::assets::css().to_owned(),
        path if path.starts_with("/staff/") => {
            let nil = uuid::Uuid::nil().to_string();
            let path = path.replace("{id}", &nil).replace("{grant}", &nil);
            path.replace("{basis}", "best-interest").replace("{provider}", "practice")
        }
        "/your-choices/{topic}" => "/your-choices/nothing".to_owned(),
        "/find-a-service/{id}" => "/find-a-service/nothing".to_owned(),
        "/calendar-feed/{secret}" => "/calendar-feed/nothing.ics".to_owned(),
        "/log-in/nhs-login/{why}" => "/log-in/nhs-login/not-working".to_owned(),
        "/where-from/waiting/{kind}" => "/where-from/waiting/medicines".to_owned(),
        "/hospital-log-in/{organisation}" | "/hospital-log-in/{organisation}/go" => {
            path.replace("{organisation}", "RZ1")
        }
        "/appointments/book/{organisation}" => book(HILL_STREET),
        "/your-details/change/{what}" => "/your-details/change/email".to_owned(),
        "/requests/{id}" => {
            let request = booked(sam, HILL_STREET, 0).await;
            request.split('?').next().expect("a path").to_owned()
        }
        "/give-access/{step}" => "/give-access/places".to_owned(),
        "/helping/stopped/{why}" => "/helping/stopped/not-here".to_owned(),
        "/carers/wishes/{id}" => format!("/carers/wishes/{}", uuid::Uuid::nil()),
        "/carers/{id}" => {
            give(sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
            let page = sam.page("/carers").await;
            let id = page.split("href=\"/carers/").nth(1).and_then(|rest| rest.split('"').next());
            format!("/carers/{}", id.expect("a grant"))
        }
        "/helping/{id}" => {
            let patient = sam.app.log_in("2,000").await;
            let code = give(&patient, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
            format!("/helping/{}", accept(sam, &code).await)
        }
        "/search/{id}" => {
            let answer = sam.post("/search", &[("words", "metformin")]).await;
            answer.headers()[LOCATION].to_str().expect("text").to_owned()
        }
        "/record/reports/{id}" => {
            let id = "01900000-0000-7000-8000-00000000abcd";
            let entry = first_id(&sam.page("/record/visits").await, "record/visits");
            let form = [("report", id), ("what", "wrong"), ("text", "A wrong day"), ("step", "send")];
            let answer = sam.post(&format!("/record/visits/{entry}/wrong"), &form).await;
            answer.headers()[LOCATION].to_str().expect("text").to_owned()
        }
        "/messages/new/{organisation}" => "/messages/new/RZ1".to_owned(),
        "/messages/{id}/files/{place}" => super::messages::file_of(sam).await,
        path if path.starts_with("/messages/drafts/{id}") => {
            path.replace("{id}", &super::messages::begun(sam).await.to_string())
        }
        "/record/questionnaires/{id}/fill-in" => {
            let id = first_id(&sam.page("/record/questionnaires").await, "record/questionnaires");
            path.replace("{id}", &id)
        }
        path if path.starts_with("/fill-in/") => {
            let first = super::fill_in::begun(sam, "About your eyes").await;
            let (draft, place) = first.rsplit_once('/').expect("a page");
            path.replace("/fill-in/{id}", draft).replace("{place}", place)
        }
        path if path.starts_with("/messages/{id}") => {
            path.replace("{id}", &first_id(&sam.page("/messages").await, "messages"))
        }
        path if path.starts_with("/record/{kind}/{id}/") => {
            let id = first_id(&sam.page("/record/medicines").await, "record/medicines");
            path.replace("{kind}", "medicines").replace("{id}", &id)
        }
        _ => {
            let list = path.split("/{").next().expect("a list");
            let id = first_id(&sam.page(list).await, list.trim_start_matches('/'));
            path.replace("{id}", &id)
        }
    }
}
