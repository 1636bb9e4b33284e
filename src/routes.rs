//! The whole URL table.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::middleware;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get, post};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use crate::access::{NoPermit, Permit};
use crate::domain::{
    Allergy, Appointment, AskedQuestionnaire, CarePlan, Condition, Medicine, Prescription, Referral,
    TestResult, Vaccination, Visit,
};
use crate::journeys::appointments::{self, booking, calendar_feed, calendar_file, cancelling, coming};
use crate::journeys::log_in::{forgotten, new_password, nhs_login, passkey, second_step};
use crate::journeys::record::care_journey::journey;
use crate::journeys::record::detail::detail;
use crate::journeys::record::list::list;
use crate::journeys::record::referrals::no_longer_needed;
use crate::journeys::record::{front, hiding, letters, test_results, wrong};
use crate::journeys::your_details::changing;
use crate::journeys::{
    access_stopped, carers, close_account, confirm, devices, download, fill_in, find_a_service, give_access,
    help, helping, home, kept_form, leave, log_in, log_in_there, messages, ordering, register, requests,
    search, simple_pages, staff, status, terminal, visit_code, ways, where_from, who_looked, your_choices,
    your_details, your_log_in,
};
use crate::sandbox::{self, PracticeNhsLogin, PracticeStaffLogIn, Sandbox};
use crate::settings::Settings;
use crate::web::security::{LONGEST_REQUEST, SecurityConfig, secured};
use crate::web::{AppState, PageError, Site, assets, posted_subject};

/// One URL.
pub struct Route {
    pub path: &'static str,
    pub methods: &'static str,
    handler: MethodRouter<AppState>,
}

/// Every URL, but for those of practice mode, which `sandbox` has.
pub fn table() -> Vec<Route> {
    let of = |path, methods, handler| Route { path, methods, handler };
    vec![
        of("/", "GET", get(home::front)),
        of("/log-in", "GET, POST", get(log_in::show).post(log_in::submit)),
        of("/log-in/nhs-login", "GET", get(nhs_login::start)),
        of("/log-in/nhs-login/back", "GET", get(nhs_login::back)),
        of("/log-in/nhs-login/{why}", "GET", get(nhs_login::trouble)),
        of("/.well-known/jwks.json", "GET", get(nhs_login::public_keys)),
        of("/log-in/second-step", "GET, POST", get(second_step::show).post(second_step::submit)),
        of("/log-in/second-step/send", "POST", post(second_step::send)),
        of("/log-in/passkey", "GET, POST", get(passkey::show).post(passkey::submit)),
        of("/log-in/forgotten", "GET, POST", get(forgotten::show).post(forgotten::submit)),
        of(
            "/your-log-in/email",
            "GET, POST",
            get(your_log_in::show_email).post(your_log_in::send_email_code),
        ),
        of("/your-log-in/email/code", "POST", post(your_log_in::change_email)),
        of("/log-in/new-password", "GET, POST", get(new_password::show).post(new_password::set)),
        of("/register", "GET, POST", get(register::show).post(register::submit)),
        of("/log-in/lost", "GET", get(second_step::lost)),
        of("/your-log-in", "GET", get(your_log_in::show)),
        of(
            "/your-log-in/password",
            "GET, POST",
            get(your_log_in::show_password).post(your_log_in::set_password),
        ),
        of("/your-log-in/app", "GET, POST", get(your_log_in::show_app).post(your_log_in::set_app)),
        of("/your-log-in/codes", "GET, POST", get(your_log_in::show_codes).post(your_log_in::make_codes)),
        of(
            "/your-log-in/passkeys",
            "GET, POST",
            get(your_log_in::show_passkeys).post(your_log_in::add_passkey),
        ),
        of(
            "/your-log-in/sent-codes",
            "GET, POST",
            get(your_log_in::show_sent_codes).post(your_log_in::choose_sent_codes),
        ),
        of("/your-log-in/passkeys/remove", "POST", post(your_log_in::remove_passkey)),
        of("/your-log-in/devices", "POST", post(your_log_in::forget_devices)),
        of("/your-log-in/stop", "GET, POST", get(your_log_in::ask_to_stop).post(your_log_in::stop)),
        of("/simple-pages", "GET, POST", get(simple_pages::show).post(simple_pages::choose)),
        of("/terminal", "GET, POST", get(terminal::show).post(terminal::submit)),
        of("/visit-code", "GET, POST", get(visit_code::show).post(visit_code::submit)),
        of("/terminal/private", "POST", post(terminal::open_in_private)),
        of("/terminal/help", "GET", get(terminal::help)),
        of("/terminal/helper", "GET, POST", get(terminal::helper::show).post(terminal::helper::submit)),
        of("/log-out", "GET, POST", get(log_in::ask_to_log_out).post(log_in::log_out)),
        of("/leave", "GET, POST", get(leave::away).post(leave::leave)),
        of("/where-from", "GET, POST", get(where_from::show).post(where_from::change)),
        of("/where-from/waiting/{kind}", "GET", get(where_from::still_waiting)),
        of("/hospital-log-in/back", "GET", get(log_in_there::back)),
        of("/hospital-log-in/{organisation}", "GET", get(log_in_there::show)),
        of("/hospital-log-in/{organisation}/go", "GET", get(log_in_there::go)),
        of("/who-looked", "GET", get(who_looked::show)),
        of("/who-looked/file", "GET", get(who_looked::file)),
        of("/confirm", "GET, POST", get(confirm::show).post(confirm::submit)),
        of("/devices", "GET, POST", get(devices::show).post(devices::end)),
        of("/stay", "POST", post(devices::stay)),
        of("/kept-form", "GET, POST", get(kept_form::show).post(kept_form::throw_away)),
        of("/close-account", "GET", get(close_account::explain)),
        of("/close-account/now", "GET, POST", get(close_account::ask).post(close_account::close)),
        of("/account-closed", "GET", get(close_account::closed)),
        of("/your-details", "GET", get(your_details::show)),
        of("/your-details/change/{what}", "GET, POST", get(changing::show).post(changing::submit)),
        of("/find-a-service", "GET, POST", get(find_a_service::show).post(find_a_service::submit)),
        of("/find-a-service/connected", "GET", get(find_a_service::connected)),
        of("/find-a-service/{id}", "GET", get(find_a_service::results)),
        of("/no-gp-surgery", "GET", get(ways::no_gp_surgery)),
        of("/complaints", "GET", get(ways::complaints)),
        of("/feedback", "GET", get(ways::feedback)),
        of("/someone-has-died", "GET", get(ways::someone_has_died)),
        of("/your-choices", "GET", get(your_choices::show)),
        of(
            "/your-choices/mobile",
            "GET, POST",
            get(your_choices::ask_number).post(your_choices::change_number),
        ),
        of(
            "/your-choices/mobile/code",
            "GET, POST",
            get(your_choices::ask_code).post(your_choices::check_code),
        ),
        of(
            "/your-choices/new-from",
            "GET, POST",
            get(your_choices::ask_news_from).post(your_choices::choose_news_from),
        ),
        of("/your-choices/{topic}", "GET, POST", get(your_choices::ask).post(your_choices::choose)),
        of("/give-access", "GET, POST", get(give_access::begin).post(give_access::begun)),
        of("/give-access/{step}", "GET, POST", get(give_access::show).post(give_access::submit)),
        of("/carers", "GET", get(carers::all)),
        of("/carers/wishes/{id}", "POST", post(carers::answer_wish)),
        of("/carers/{id}", "GET, POST", get(carers::one).post(carers::change)),
        of("/helping", "GET", get(helping::people)),
        of("/helping/ask", "GET, POST", get(helping::ask).post(helping::asked)),
        of("/helping/code", "GET, POST", get(helping::ask_code).post(helping::take_code)),
        of("/helping/switch", "POST", post(helping::switch)),
        of("/helping/stopped/{why}", "GET", get(helping::stopped)),
        of("/helping/{id}", "GET, POST", get(helping::one).post(helping::answer)),
        of("/access-stopped", "GET", get(access_stopped::show)),
        of("/status", "GET", get(status::show)),
        of("/staff", "GET", get(staff::show)),
        of("/staff/log-in", "GET, POST", get(staff::log_in::show).post(staff::log_in::submit)),
        of("/staff/log-in/code", "GET, POST", get(staff::log_in::show_code).post(staff::log_in::submit_code)),
        of("/staff/log-in/first", "GET, POST", get(staff::log_in::show_set_up).post(staff::log_in::set_up)),
        of("/staff/log-in/with/{provider}", "GET", get(staff::log_in::go_to_provider)),
        of("/staff/log-in/with/{provider}/back", "GET", get(staff::log_in::back_from_provider)),
        of(
            "/staff/log-in-at-work",
            "GET, POST",
            get(staff::log_in::ask_was_it_you).post(staff::log_in::tell_was_it_you),
        ),
        of("/staff/log-out", "POST", post(staff::log_in::log_out)),
        of("/staff/people", "GET", get(staff::people::show)),
        of("/staff/people/add", "GET, POST", get(staff::people::ask_to_add).post(staff::people::add)),
        of("/staff/people/{id}", "GET, POST", get(staff::people::one).post(staff::people::change)),
        of("/staff/people/{id}/end", "GET, POST", get(staff::people::ask_to_end).post(staff::people::end)),
        of("/staff/people/{id}/begin-anew", "POST", post(staff::people::begin_anew)),
        of("/staff/people/{id}/own-number", "POST", post(staff::people::set_own_number)),
        of("/staff/settings", "GET", get(staff::settings::show)),
        of("/staff/sources", "GET", get(staff::sources::show)),
        of("/staff/sources/stop", "GET, POST", get(staff::sources::ask_to_stop).post(staff::sources::stop)),
        of("/staff/sources/start", "POST", post(staff::sources::start)),
        of("/staff/notices", "GET", get(staff::notices::show)),
        of("/staff/notices/new", "GET, POST", get(staff::notices::ask).post(staff::notices::write)),
        of("/staff/notices/take-back", "POST", post(staff::notices::take_back)),
        of("/staff/access-log", "GET, POST", get(staff::access_log::show).post(staff::access_log::search)),
        of("/staff/access-log/check", "POST", post(staff::access_log::check)),
        of("/staff/access-log/{id}", "GET", get(staff::access_log::found)),
        of("/staff/access-log/{id}/file", "GET", get(staff::access_log::file)),
        of("/staff/access-log/safeguarding", "GET", get(staff::access_log::safeguarding)),
        of("/staff/carers", "GET, POST", get(staff::carers::show).post(staff::carers::find)),
        of("/staff/carers/new", "GET, POST", get(staff::carers::ask_to_add).post(staff::carers::add)),
        of("/staff/carers/due", "POST", post(staff::carers::open_due)),
        of("/staff/carers/{id}", "GET", get(staff::carers::show_visit)),
        of(
            "/staff/carers/{id}/give/{basis}",
            "GET, POST",
            get(staff::carers::begin_to_give).post(staff::carers::begun_to_give),
        ),
        of(
            "/staff/carers/{id}/give/{basis}/{step}",
            "GET, POST",
            get(staff::carers::show_giving).post(staff::carers::go_on_giving),
        ),
        of(
            "/staff/carers/{id}/grants/{grant}",
            "GET, POST",
            get(staff::carers::show_grant).post(staff::carers::change_grant),
        ),
        of(
            "/staff/carers/{id}/died",
            "GET, POST",
            get(staff::carers::ask_died).post(staff::carers::say_died),
        ),
        of(
            "/staff/carers/{id}/own",
            "GET, POST",
            get(staff::carers::ask_own).post(staff::carers::change_own),
        ),
        of("/staff/carers/{id}/carer", "POST", post(staff::carers::quiet_carer)),
        of("/staff/carers/{id}/contact", "POST", post(staff::carers::quiet_contact)),
        of("/staff/linkage", "GET, POST", get(staff::linkage::show).post(staff::linkage::make)),
        of("/staff/visit-codes", "GET, POST", get(staff::visit_codes::show).post(staff::visit_codes::make)),
        of(
            "/staff/log-in-codes",
            "GET, POST",
            get(staff::log_in_codes::show).post(staff::log_in_codes::make),
        ),
        of("/staff/terminals", "GET", get(staff::terminals::show)),
        of(
            "/staff/terminals/add",
            "GET, POST",
            get(staff::terminals::ask_to_add).post(staff::terminals::add),
        ),
        of(
            "/staff/terminals/{id}/end",
            "GET, POST",
            get(staff::terminals::ask_to_end).post(staff::terminals::end),
        ),
        of("/staff/sources/{interface}", "GET", get(staff::sources::show_days)),
        of("/staff/sources/{interface}/file", "GET", get(staff::sources::file)),
        of("/staff/sources/{interface}/{day}", "GET", get(staff::sources::show_hours)),
        of("/staff/used", "GET", get(staff::used::show)),
        of("/staff/used/file", "GET", get(staff::used::file)),
        of("/staff/used/kinds/{kind}", "GET", get(staff::used::show_kind)),
        of("/staff/used/screens/{id}", "GET", get(staff::used::show_screen)),
        of("/staff/used/terminals", "GET", get(staff::used::terminals_file)),
        of("/staff/reports", "GET", get(staff::reports::show)),
        of("/staff/reports/{id}", "GET", get(staff::reports::one)),
        of("/help", "GET", get(help::help)),
        of("/help/easy-read", "GET", get(help::easy_read)),
        of("/accessibility", "GET", get(help::accessibility)),
        of("/privacy", "GET", get(help::privacy)),
        of("/cookies", "GET", get(help::cookies)),
        of("/search", "GET, POST", get(search::show).post(search::submit)),
        of("/search/{id}", "GET", get(search::results)),
        of("/download", "GET, POST", get(download::show).post(download::make)),
        of("/appointments", "GET", get(list::<Appointment>)),
        of("/appointments/book", "GET", get(booking::places)),
        of("/appointments/book/{organisation}", "GET, POST", get(booking::show).post(booking::submit)),
        of("/appointments/calendar-feed", "GET, POST", get(calendar_feed::show).post(calendar_feed::choose)),
        of("/calendar-feed/{secret}", "GET", get(calendar_feed::feed)),
        of("/appointments/{id}/cancel", "GET, POST", get(cancelling::show).post(cancelling::submit)),
        of("/appointments/{id}/coming", "GET, POST", get(coming::show).post(coming::submit)),
        of("/appointments/{id}/calendar", "GET", get(calendar_file::file)),
        of("/appointments/{id}", "GET", get(appointments::one)),
        of("/messages", "GET", get(messages::list)),
        of("/messages/new", "GET", get(messages::writing::whom)),
        of("/messages/new/{organisation}", "GET", get(messages::writing::fresh)),
        of(
            "/messages/drafts/{id}",
            "GET, POST",
            get(messages::writing::show).post(messages::writing::submit),
        ),
        of(
            "/messages/drafts/{id}/files",
            "GET, POST",
            get(messages::writing::choose).post(messages::writing::add),
        ),
        of(
            "/messages/drafts/{id}/check",
            "GET, POST",
            get(messages::writing::check).post(messages::writing::send),
        ),
        of("/messages/{id}", "GET", get(messages::thread)),
        of("/messages/{id}/reply", "GET", get(messages::writing::reply)),
        of("/messages/{id}/files/{place}", "GET", get(messages::file)),
        of("/requests", "GET", get(requests::all)),
        of("/requests/{id}", "GET", get(requests::one)),
        of("/record", "GET", get(front::front)),
        of("/record/medicines", "GET", get(list::<Medicine>)),
        of("/record/medicines/order", "GET, POST", get(ordering::show).post(ordering::submit)),
        of("/record/medicines/{id}", "GET", get(detail::<Medicine>)),
        of("/record/prescriptions", "GET", get(list::<Prescription>)),
        of("/record/prescriptions/{id}", "GET", get(detail::<Prescription>)),
        of("/record/allergies", "GET", get(list::<Allergy>)),
        of("/record/allergies/{id}", "GET", get(detail::<Allergy>)),
        of("/record/conditions", "GET", get(list::<Condition>)),
        of("/record/conditions/{id}", "GET", get(detail::<Condition>)),
        of("/record/test-results", "GET, POST", get(test_results::list).post(test_results::change)),
        of("/record/test-results/{id}", "GET, POST", get(detail::<TestResult>).post(test_results::open_now)),
        of("/record/letters", "GET", get(letters::list)),
        of("/record/letters/{id}", "GET", get(letters::one)),
        of("/record/letters/{id}/file", "GET", get(letters::file)),
        of("/record/letters/{id}/pages", "GET", get(letters::sheets)),
        of("/record/letters/{id}/unread", "POST", post(letters::unread)),
        of("/record/vaccinations", "GET", get(list::<Vaccination>)),
        of("/record/vaccinations/{id}", "GET", get(detail::<Vaccination>)),
        of("/record/visits", "GET", get(list::<Visit>)),
        of("/record/visits/{id}", "GET", get(detail::<Visit>)),
        of("/record/referrals", "GET", get(list::<Referral>)),
        of("/record/referrals/{id}", "GET", get(journey::<Referral>)),
        of(
            "/record/referrals/{id}/no-longer-needed",
            "GET, POST",
            get(no_longer_needed::show).post(no_longer_needed::submit),
        ),
        of("/record/care-plans", "GET", get(list::<CarePlan>)),
        of("/record/care-plans/{id}", "GET", get(journey::<CarePlan>)),
        of("/record/questionnaires", "GET", get(list::<AskedQuestionnaire>)),
        of("/record/questionnaires/{id}", "GET", get(detail::<AskedQuestionnaire>)),
        of("/record/questionnaires/{id}/fill-in", "POST", post(fill_in::start)),
        of("/fill-in/{id}/check", "GET, POST", get(fill_in::check).post(fill_in::send)),
        of("/fill-in/{id}/{place}", "GET, POST", get(fill_in::ask).post(fill_in::answer)),
        of("/fill-in/{id}/{place}/file", "POST", post(fill_in::add)),
        of("/record/reports", "GET", get(wrong::all)),
        of("/record/reports/{id}", "GET, POST", get(wrong::one).post(wrong::change)),
        of("/record/{kind}/{id}/helpers", "GET, POST", get(hiding::show).post(hiding::change)),
        of("/record/{kind}/{id}/wrong", "GET, POST", get(wrong::show).post(wrong::submit)),
        of("/assets/{file}", "GET", get(assets::serve)),
        of("/health/live", "GET", get(live)),
        of("/health/ready", "GET", get(ready)),
    ]
}

/// What practice mode adds.
#[derive(Clone, Default)]
pub struct Practice {
    pub sandbox: Option<Arc<Sandbox>>,
    pub nhs_login: Option<Arc<PracticeNhsLogin>>,
    pub staff_log_in: Option<Arc<PracticeStaffLogIn>>,
}

/// The portal: every URL, with what stands around each request.
pub fn router(state: AppState, site: Site, settings: &Settings, practice: Practice) -> Router {
    let mut router = Router::new();
    for route in table() {
        router = router.route(route.path, route.handler);
    }
    let passed_on = middleware::from_fn_with_state(state.clone(), nhs_login::passed_on_by_the_nhs_app);
    let kept = middleware::from_fn_with_state(state.clone(), kept_form::keep);
    let subject = middleware::from_fn(posted_subject);
    let at_terminal = middleware::from_fn_with_state(state.clone(), terminal::at_terminal);
    let router = router.fallback(nothing_here).layer(subject).layer(kept).layer(at_terminal).layer(passed_on);
    let router = router.layer(state.access.session_layer());
    let mut router = router.with_state(state);
    if let Some(sandbox) = practice.sandbox {
        router = router.merge(sandbox::routes(sandbox));
    }
    if let Some(nhs_login) = practice.nhs_login {
        router = router.merge(sandbox::nhs_login::routes(nhs_login));
    }
    if let Some(staff_log_in) = practice.staff_log_in {
        router = router.merge(sandbox::staff_log_in::routes(staff_log_in));
    }
    let config = SecurityConfig {
        public_url: settings.public_url.clone(),
        practice: settings.practice && !settings.danger_anyone_may_reach_practice_mode,
        trusted_proxies: settings.trusted_proxies.clone(),
        longest_request: LONGEST_REQUEST,
    };
    // Assets are compressed ahead of time or small; what is under 600 bytes is not worth it. Pictures and PDFs are
    // compressed in themselves, and their size is to be told while they come.
    let worth_it = SizeAbove::new(600)
        .and(NotForContentType::const_new("application/wasm"))
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("application/pdf"));
    secured(router, config, site).layer(CompressionLayer::new().no_br().compress_when(worth_it))
}

/// An address that is not ours. Whoever is logged in sees so on the page.
async fn nothing_here(_: Result<Permit, NoPermit>) -> PageError {
    PageError::NotFound
}

/// The program runs.
async fn live() -> &'static str {
    "live"
}

/// The program can serve: its database answers.
async fn ready(State(state): State<AppState>) -> impl IntoResponse {
    let headers = [(header::CACHE_CONTROL, "no-store")];
    match state.database.ready().await {
        Ok(()) => (StatusCode::OK, headers, "ready"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, headers, "the database does not answer")
        }
    }
}
