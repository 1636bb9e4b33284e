//! The switchboard's page: who can log in, what goes wrong where, and what each organisation was asked.

use leptos::prelude::*;

use super::faults::Fault;
use super::request_log::LoggedRequest;
use super::staff::PracticeStaff;
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, Details, Tag, TagColour};
use crate::words::{Locale, dates};

/// Somebody to log in as.
pub struct PersonRow {
    pub key: &'static str,
    pub name: String,
    pub note: &'static str,
    pub email: String,
    pub password: String,
}

/// Somebody to log in as at the staff desk.
pub struct StaffRow {
    pub staff: PracticeStaff,
    /// Good for half a minute, and once.
    pub code: String,
}

/// An organisation, the fault set there, and its latest requests.
pub struct OrganisationRow {
    pub ods_code: &'static str,
    pub name: &'static str,
    pub fault: Fault,
    pub requests: Vec<LoggedRequest>,
}

#[component]
pub fn Switchboard(
    locale: Locale,
    people: Vec<PersonRow>,
    staff: Vec<StaffRow>,
    organisations: Vec<OrganisationRow>,
) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Practise with made-up people")}</h1>
        <p>
            {t!(
                locale,
                "Nothing here is about a real person. The organisations run inside of this program, and answer as real ones do."
            )}
        </p>
        <p><a href="/practice/outbox">{t!(locale, "See the texts, emails and letters that were sent")}</a></p>
        <p><a href="/terminal">{t!(locale, "Try an assisted terminal in this browser")}</a></p>
        <h2>{t!(locale, "People to log in as")}</h2>
        <ul class="entries">
            {people.into_iter().map(|person| view! { <Person locale person /> }).collect_view()}
        </ul>
        <h2 id="staff">{t!(locale, "Staff to log in as")}</h2>
        <p>{t!(locale, "Each code is good for a minute, and once. Load this page again for a new one.")}</p>
        <ul class="entries">
            {staff.into_iter().map(|staff| view! { <Staff locale staff /> }).collect_view()}
        </ul>
        <h2>{t!(locale, "What goes wrong where")}</h2>
        <p>{t!(locale, "A fault lasts until you set another. Load this page again to see new requests.")}</p>
        {organisations
            .into_iter()
            .map(|organisation| view! { <Organisation locale organisation /> })
            .collect_view()}
    }
}

#[component]
fn Person(locale: Locale, person: PersonRow) -> impl IntoView {
    let PersonRow { key, name, note, email, password } = person;
    view! {
        <li class="entry entry--national">
            <h3 class="entry__title">
                <bdi>{name.clone()}</bdi>
            </h3>
            <p>{note}</p>
            <p class="entry__who">
                {t!(locale, "Email:")} " " <code>{email.clone()}</code> " · " {t!(locale, "Password:")} " "
                <code>{password.clone()}</code>
            </p>
            <form action="/log-in" method="post">
                <input type="hidden" name="email" value=email />
                <input type="hidden" name="password" value=password />
                <button class="nhsuk-button nhsuk-button--secondary" type="submit">
                    {t!(locale, "Log in as")}
                    " "
                    <bdi>{name.clone()}</bdi>
                </button>
            </form>
            <p>
                <a href=format!("/practice/nhs-app/{key}")>
                    {t!(locale, "Open as the NHS App does for {name}", name = name)}
                </a>
            </p>
        </li>
    }
}

#[component]
fn Staff(locale: Locale, staff: StaffRow) -> impl IntoView {
    let StaffRow { staff, code } = staff;
    view! {
        <li class="entry entry--national">
            <h3 class="entry__title">
                <bdi>{staff.name}</bdi>
            </h3>
            <p>{t!(locale, "{roles} at {place}", roles = staff.roles.slugs(), place = staff.organisation)}</p>
            <p class="entry__who">
                {t!(locale, "Email:")} " " <code>{staff.email}</code> " · " {t!(locale, "Password:")} " "
                <code>{staff.password}</code> " · " {t!(locale, "Code:")} " " <code>{code.clone()}</code>
            </p>
            <form action="/staff/log-in" method="post">
                <input type="hidden" name="email" value=staff.email />
                <input type="hidden" name="password" value=staff.password />
                <input type="hidden" name="code" value=code />
                <button class="nhsuk-button nhsuk-button--secondary" type="submit">
                    {t!(locale, "Log in as")}
                    " "
                    <bdi>{staff.name}</bdi>
                </button>
            </form>
        </li>
    }
}

#[component]
fn Organisation(locale: Locale, organisation: OrganisationRow) -> impl IntoView {
    let OrganisationRow { ods_code, name, fault, requests } = organisation;
    let colour = if fault == Fault::None { TagColour::Green } else { TagColour::Red };
    let select = format!("fault-{ods_code}");
    let seconds = format!("seconds-{ods_code}");
    let options = Fault::every()
        .map(|one| {
            let chosen = one.slug() == fault.slug();
            view! { <option value=one.slug() selected=chosen>{words(locale, one)}</option> }
        })
        .collect_view();
    let summary = t!(locale, "What {name} was asked", name = name);
    view! {
        <section class="practice-organisation">
            <h3 id=ods_code>{name} " " <Tag text=words(locale, fault) colour /></h3>
            <form action="/practice/faults" method="post">
                <input type="hidden" name="ods_code" value=ods_code />
                <div class="nhsuk-form-group">
                    <label class="nhsuk-label" for=select.clone()>
                        {t!(locale, "Fault")}
                        <span class="nhsuk-u-visually-hidden">" " {t!(locale, "at {name}", name = name)}</span>
                    </label>
                    <select class="nhsuk-select" id=select name="fault">
                        {options}
                    </select>
                </div>
                <div class="nhsuk-form-group">
                    <label class="nhsuk-label" for=seconds.clone()>
                        {t!(locale, "Seconds, for those that wait")}
                        <span class="nhsuk-u-visually-hidden">" " {t!(locale, "at {name}", name = name)}</span>
                    </label>
                    <input
                        class="nhsuk-input nhsuk-input--width-4"
                        id=seconds
                        name="seconds"
                        inputmode="numeric"
                        value=fault.seconds().map(|seconds| seconds.to_string())
                    />
                </div>
                <Button secondary=true text=t!(locale, "Set the fault at {name}", name = name) />
            </form>
            <Details summary=summary>
                <Requests locale requests />
            </Details>
        </section>
    }
}

#[component]
fn Requests(locale: Locale, requests: Vec<LoggedRequest>) -> impl IntoView {
    if requests.is_empty() {
        return view! { <p>{t!(locale, "Nothing yet.")}</p> }.into_any();
    }
    let lines = requests.into_iter().map(|request| {
        let answer: Words = match request.status {
            Some(status) => status.to_string().into(),
            None => t!(locale, "no answer"),
        };
        view! {
            <li>
                {dates::time(locale, request.time)} ": " <code>{request.method} " " {request.path}</code> " · " {answer}
                " · " {t!(locale, "{ms} ms", ms = request.milliseconds)}
            </li>
        }
    });
    view! { <ol class="practice-requests">{lines.collect_view()}</ol> }.into_any()
}

fn words(locale: Locale, fault: Fault) -> Words {
    match fault {
        Fault::None => t!(locale, "Works"),
        Fault::Slow(_) => t!(locale, "Slow"),
        Fault::Hang => t!(locale, "Never answers"),
        Fault::Reset => t!(locale, "Breaks the connection"),
        Fault::Error500 => t!(locale, "Error 500"),
        Fault::TooManyRequests(_) => t!(locale, "Too many requests (429)"),
        Fault::Unavailable => t!(locale, "Not available (503)"),
        Fault::WrongContentType => t!(locale, "A web page instead of an answer"),
        Fault::TruncatedJson => t!(locale, "An answer cut in half"),
        Fault::InvalidJson => t!(locale, "An answer that is not JSON"),
        Fault::MalformedEntry => t!(locale, "One entry that cannot be read"),
        Fault::OtherPerson => t!(locale, "One entry about somebody else"),
        Fault::IgnoresFilter => t!(locale, "Everyone’s entries"),
        Fault::HugeBody => t!(locale, "An answer of 50 MB"),
        Fault::RedirectLoop => t!(locale, "Sends round in a circle"),
        Fault::ExpiredCertificate => t!(locale, "A certificate that has run out"),
        Fault::WrongToken => t!(locale, "Knows no token (401)"),
        Fault::ExpiredToken => t!(locale, "A token that ran out (401)"),
        Fault::WrongTenant => t!(locale, "Token for another place (401)"),
        Fault::ClockSkew => t!(locale, "Clock 10 minutes fast (401)"),
        Fault::NoPermission => t!(locale, "Gives no permission (403)"),
        Fault::ListsNothing => t!(locale, "Says yes to what is written, and lists nothing"),
        Fault::FailsAfterwards => t!(locale, "Keeps what is written, and fails (500)"),
        Fault::Conflict => t!(locale, "Somebody else was quicker to write (409)"),
    }
}
