//! Logging in with NHS login: there, back, and what is said when it does not work.

mod page;
mod the_app;
mod why;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use secrecy::ExposeSecret;
use serde::Deserialize;
use tower_sessions::Session;

use super::cookie::NoteCookie;
use super::return_path;
use crate::access::{
    self, CameByNhsLogin, HowOpened, LONGEST_WAY, LostWay, NoAccount, OpenedByNhsLogin, ProvedPerson, Way,
};
use crate::connectors::nhs_login::{Arrived, Ask, BadUserInfo, CameBack, NotArrived, Proved};
use crate::connectors::openid::{self, NobodyCame};
use crate::domain::About;
use crate::web::{AppState, Outcome, PageError, Reader, page};
pub(super) use page::way_there;
pub use the_app::passed_on_by_the_nhs_app;
pub use why::Why;

/// Where the browser comes back to, below our public address; NHS login knows it.
pub const BACK_PATH: &str = "/log-in/nhs-login/back";

/// What may stand behind the addresses of this folder.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The page to go to afterwards.
    #[serde(rename = "return")]
    return_to: Option<String>,
    /// There for somebody who goes to prove who they are.
    prove: Option<String>,
}

/// What NHS login sends back with the browser.
#[derive(Default, Deserialize)]
pub struct Back {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

/// In which the browser carries its note there and back.
fn way_cookie(app: &AppState) -> NoteCookie {
    NoteCookie::new(app.access.cookie, "nhs-login", LONGEST_WAY)
}

/// The way to NHS login.
///
/// # Errors
/// Where this portal has no NHS login.
pub async fn start(State(app): State<AppState>, asked: Result<Query<Asked>, QueryRejection>) -> Outcome {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let ask = if asked.prove.is_some() { Ask::Proved } else { Ask::Anyone };
    begin(&app, ask, return_path::checked(asked.return_to.as_deref()), None).await
}

/// Sends the browser off, with a sealed note of what it went for.
async fn begin(app: &AppState, ask: Ask, return_to: &str, asserted: Option<&str>) -> Outcome {
    let Some(door) = &app.nhs_login else { return Err(PageError::NotFound) };
    let begun = match door.service.begin(ask, asserted).await {
        Ok(begun) => begun,
        Err(error) => {
            tracing::error!(%error, "NHS login cannot be reached");
            return Ok(Why::NotWorking.redirect(return_to));
        }
    };
    let way = Way {
        state: begun.state.expose_secret().to_owned(),
        nonce: begun.nonce.expose_secret().to_owned(),
        verifier: begun.verifier.map(|verifier| verifier.expose_secret().to_owned()),
        return_to: return_to.to_owned(),
        must_prove: ask == Ask::Proved,
        from_app: asserted.is_some(),
        begun_at: app.clock.now(),
    };
    let sealed = app.access.accounts.seal_way(&way).map_err(PageError::internal)?;
    let carried = way_cookie(app).carry(&sealed).ok_or(PageError::Internal)?;
    Ok(([(header::SET_COOKIE, carried)], Redirect::to(begun.go_to.as_str())).into_response())
}

/// The way back: lets the person in, or leads to a page that says why not. Each way is gone once.
///
/// # Errors
/// Where our database does not answer.
pub async fn back(
    State(app): State<AppState>,
    session: Session,
    headers: HeaderMap,
    back: Result<Query<Back>, QueryRejection>,
) -> Outcome {
    let Some(door) = &app.nhs_login else { return Err(PageError::NotFound) };
    let cookie = way_cookie(&app);
    let back = back.map(|Query(back)| back).unwrap_or_default();
    let sealed = cookie.brought(&headers);
    let opened = app.access.accounts.open_way(sealed.as_deref(), &back.state).await;
    let outcome = match opened.map_err(PageError::internal)? {
        Err(lost) => {
            tracing::warn!(%lost, "somebody comes back from NHS login on no way of ours");
            // A state of another browser, or of another window, leaves this one's own note alone.
            return Ok(match lost {
                LostWay::NotBegunHere => Why::StartAgain.redirect("/"),
                LostWay::TooLate | LostWay::UsedBefore => Why::TooLate.redirect("/"),
            });
        }
        Ok(way) => match arrive(&app, door, &session, &way, back).await? {
            Ok(()) => Redirect::to(&way.return_to).into_response(),
            Err(why) => {
                tracing::info!(why = why.slug(), "NHS login brings nobody in");
                why.redirect(&way.return_to)
            }
        },
    };
    Ok(([(header::SET_COOKIE, cookie.drop())], outcome).into_response())
}

async fn arrive(
    app: &AppState,
    door: &crate::web::NhsLoginDoor,
    session: &Session,
    way: &Way,
    back: Back,
) -> Result<Result<(), Why>, PageError> {
    if let Some(error) = &back.error {
        return Ok(Err(Why::of_error(error, back.error_description.as_deref(), way.from_app)));
    }
    let Some(code) = back.code.filter(|code| !code.is_empty()) else { return Ok(Err(Why::StartAgain)) };
    let code = openid::Code {
        code: code.into(),
        nonce: way.nonce.clone().into(),
        verifier: way.verifier.clone().map(Into::into),
    };
    let came = CameBack { code, ask: if way.must_prove { Ask::Proved } else { Ask::Anyone } };
    let arrived = match door.service.finish(came).await {
        Ok(arrived) => arrived,
        Err(error) => {
            if let NotArrived::NobodyCame(NobodyCame::WeAreRefused(_)) = error {
                // Nobody can log in so until somebody mends it.
                tracing::error!(%error, "nobody can log in with NHS login");
                metrics::counter!("front_door_nhs_login_refuses_us_total").increment(1);
            } else {
                tracing::warn!(%error, "NHS login does not bring anybody");
            }
            return Ok(Err(match error {
                NotArrived::UserInfo(BadUserInfo::NoNhsNumber) => Why::NoNhsNumber,
                NotArrived::UserInfo(_) => Why::NotRight,
                NotArrived::NobodyCame(nobody) => match nobody {
                    NobodyCame::WeAreRefused(_) => Why::OurFault,
                    NobodyCame::CodeNotTaken => Why::TooLate,
                    NobodyCame::Provider(_) => Why::NotWorking,
                    NobodyCame::Token(_) => Why::NotRight,
                },
            }));
        }
    };
    let Arrived { issuer, sub, id_token, until, proved } = arrived;
    let Some(Proved { nhs_number, date_of_birth, name }) = proved else {
        return Ok(Err(if way.must_prove { Why::NotProved } else { Why::ProveFirst }));
    };
    let proved = ProvedPerson { issuer: &issuer, sub: &sub, nhs_number, date_of_birth, name: &name };
    match access::account_of_nhs_login(&app.access, &proved, door.new_accounts).await {
        Ok(OpenedByNhsLogin { account, person, how }) => {
            if how == HowOpened::New {
                let told = app.outbox.tell_alone(account, &About::NewWayIn, app.clock.now()).await;
                told.map_err(PageError::internal)?;
            }
            let came = CameByNhsLogin { person, id_token, until };
            access::log_in_by_nhs_login(&app.access, session, account, came)
                .await
                .map_err(PageError::internal)?;
            Ok(Ok(()))
        }
        Err(NoAccount::NotFound) => Ok(Err(Why::NoAccount)),
        Err(error @ (NoAccount::OtherNumber | NoAccount::OtherDateOfBirth | NoAccount::Add(_))) => {
            tracing::warn!(%error, "NHS login and we differ on who somebody is");
            Ok(Err(Why::Differs))
        }
        Err(NoAccount::Store(error)) => Err(PageError::internal(error)),
    }
}

/// Says why NHS login did not let somebody in, and what to do.
///
/// # Errors
/// [`PageError::NotFound`] for a reason that there is not.
pub async fn trouble(
    State(app): State<AppState>,
    reader: Reader,
    Path(slug): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Outcome {
    let why = Why::of(&slug).filter(|_| app.nhs_login.is_some()).ok_or(PageError::NotFound)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let return_to = return_path::checked(asked.return_to.as_deref()).to_owned();
    let (locale, in_nhs_app) = (reader.locale(), reader.in_nhs_app);
    let frame = reader.frame(why.heading(locale));
    Ok(page(frame, view! { <page::Trouble locale why return_to in_nhs_app /> }))
}

/// Our public keys, from which NHS login checks our proofs (RFC 7517).
///
/// # Errors
/// Where this portal has no NHS login.
pub async fn public_keys(State(app): State<AppState>) -> Result<Response, PageError> {
    let Some(door) = &app.nhs_login else { return Err(PageError::NotFound) };
    let headers = [(header::CACHE_CONTROL, "public, max-age=300")];
    Ok((headers, Json(door.service.public_keys().clone())).into_response())
}
