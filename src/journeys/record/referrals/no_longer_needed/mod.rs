//! "I no longer need this": the whole referral, what happens then, why where the person says it, and one button.

mod form;
mod page;

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use leptos::prelude::*;
use uuid::Uuid;

use crate::access::{Permit, Purpose};
use crate::domain::{Gathered, Held, Kind, NoLongerNeeded, Organisation, Referral, RequestState, Wish};
use crate::gather::One;
use crate::journeys::record::asked::AskedId;
use crate::journeys::record::detail::CannotFind;
use crate::journeys::record::{holder_that, opened};
use crate::journeys::requests::Shown;
use crate::journeys::requests::sending::{PATIENCE, asked_before, not_asked, to_request, wish_of_form};
use crate::requests::Asked;
use crate::t;
use crate::web::components::LinkButton;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, page, page_with_status};
use crate::words::{Locale, isolated};
use form::EndForm;
use page::{CannotEnd, EndPage};

/// What somebody who no longer needs a referral has to be told.
#[derive(Clone, PartialEq, Debug)]
pub enum Now {
    /// It can be said here, of the referral as its holder told it.
    CanBe(Arc<Organisation>, Box<Referral>),
    IsOver,
    /// Its organisation does not take this here.
    NotHere,
    NoAnswer,
}

/// `/record/referrals/{id}/no-longer-needed`: the referral, and the form.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit, id: AskedId) -> Outcome {
    answer(&app, &reader, &permit, id, None).await
}

/// The form as it was sent.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or nothing could be written down.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: AskedId,
    form: Result<Form<EndForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| crate::journeys::log_in::unreadable(&rejection))?;
    match wish_of_form(&app, &permit, &form.wish).await? {
        Ok(wish) => answer(&app, &reader, &permit, id, Some((wish, form))).await,
        Err(known) => Ok(known),
    }
}

async fn answer(
    app: &AppState,
    reader: &Reader,
    permit: &Permit,
    AskedId(id): AskedId,
    sent: Option<(Uuid, EndForm)>,
) -> Outcome {
    let locale = reader.locale();
    let gathered: One<Referral> =
        opened(permit, app.gather.one::<Referral>(permit).await, Purpose::Act).await?;
    let all: &Gathered<Referral> = &gathered;
    let Some((id, held)) = id.and_then(|id| Some((id, all.find(id)?))) else {
        let frame = reader.frame(t!(locale, "We cannot find this referral")).for_person(permit.subject());
        let (now, sources) = (app.clock.now(), all.sources.clone());
        let content = view! { <CannotFind locale now kind=Kind::Referrals sources /> };
        return Ok(page_with_status(StatusCode::NOT_FOUND, frame, content));
    };
    let back = format!("/record/referrals/{id}");
    let acting = reader.acting_for();
    let title = match &acting {
        None => t!(locale, "I no longer need this"),
        Some(_) => t!(locale, "No longer needed"),
    };
    let frame = reader.frame(title).for_person(permit.subject());
    let frame = frame.back(back.clone(), t!(locale, "Referral"));
    let now = now(app, permit, held).await?;
    let Now::CanBe(organisation, referral) = now else {
        // Two clicks at once: the first may have ended it meanwhile.
        if let Some((wish, _)) = sent
            && let Some(request) = asked_before(app, permit, wish).await?
        {
            return Ok(request);
        }
        return Ok(page(frame, view! { <CannotEnd locale back now held=held.clone() /> }));
    };
    let mut state = match &sent {
        Some((_, form)) => form.kept(),
        None => FormState::default().keep("wish", Uuid::new_v4().to_string()),
    };
    if let Some((id, form)) = sent {
        match form.why(locale) {
            Ok(why) => {
                let wish = Wish::NoLongerNeeded(Box::new(NoLongerNeeded { referral: *referral, why }));
                let asked = Asked { id, to: organisation.ods_code.clone(), wish };
                app.requests.ask(permit, vec![asked]).await.map_err(not_asked)?;
                return Ok(to_request(id));
            }
            Err(words) => state.wrong("why", words),
        }
    }
    let (status, frame) = (state.status(), frame.where_people_type(reader.site.log_in));
    let frame = frame.with_errors_of(&state);
    let content = view! { <EndPage locale back organisation referral=*referral state acting /> };
    Ok(page_with_status(status, frame, content))
}

/// How it stands at its own organisation, asked now.
async fn now(app: &AppState, permit: &Permit, held: &Held<Referral>) -> Result<Now, PageError> {
    let Some((organisation, seen)) = taker(app, permit, held) else { return Ok(Now::NotHere) };
    let to = &organisation.ods_code;
    let hand = app.gather.hand(permit, to, Kind::Referrals, Uuid::new_v4()).await;
    let Ok(hand) = hand.map_err(PageError::internal)? else { return Ok(Now::NotHere) };
    let hand = permit.disclose(hand, Purpose::Act).await.map_err(|_| PageError::CannotDisclose)?;
    let Some(service) = hand.connector().referral_service() else { return Ok(Now::NotHere) };
    let read = service.referral(hand.to_ask(), &seen.source_id, hand.order().wish());
    let told = match tokio::time::timeout(PATIENCE, read).await {
        Ok(Ok(told)) => told,
        Ok(Err(_)) | Err(_) => return Ok(Now::NoAnswer),
    };
    Ok(match told {
        Some(now) if may_be_ended(&now.state) => Now::CanBe(organisation.clone(), Box::new(seen.clone())),
        _ => {
            // The lists are behind.
            app.gather.acted(permit.subject().id, to);
            Now::IsOver
        }
    })
}

/// Whoever holds it and takes word that it is no longer needed, with what it told of it.
fn taker<'h>(
    app: &AppState,
    permit: &Permit,
    held: &'h Held<Referral>,
) -> Option<(&'h Arc<Organisation>, &'h Referral)> {
    holder_that(&app.gather, permit, held, |connector| connector.referral_service().is_some())
}

fn may_be_ended(state: &RequestState) -> bool {
    state.is_open() != Some(false)
}

/// On the referral's page: the way to say so. `asked` is what was asked for about it here; what is open or done is not
/// offered again.
pub fn offer(
    app: &AppState,
    permit: &Permit,
    locale: Locale,
    held: &Held<Referral>,
    asked: &[Shown],
) -> AnyView {
    let is_said = asked.iter().any(|shown| {
        let is_refused = matches!(shown.request.standing, crate::domain::Standing::Refused(_));
        matches!(shown.request.wish, Wish::NoLongerNeeded(_)) && !is_refused
    });
    let taker = taker(app, permit, held).filter(|(_, referral)| may_be_ended(&referral.state));
    if taker.is_none() || is_said {
        return ().into_any();
    }
    let text = match permit.is_limited() {
        false => t!(locale, "I no longer need this"),
        true => t!(locale, "{name} no longer needs this", name = isolated(&permit.subject().name)),
    };
    view! {
        <div class="doing">
            <LinkButton
                href=format!("/record/referrals/{}/no-longer-needed", held.id)
                text
                secondary=true
            />
        </div>
    }
    .into_any()
}
