//! Changing one's own details where an organisation takes it: email, mobile number, address, language, and the pharmacy
//! for all prescriptions.

mod fields;
mod form;
mod page;
mod service;
mod what;

use std::sync::Arc;

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use leptos::prelude::*;
use uuid::Uuid;

use crate::access::{Permit, Purpose};
use crate::domain::{
    ChangeDetails, ChosenPharmacy, ContactChange, ContactDetails, Nearby, OdsCode, Refusal, Standing, Wish,
};
use crate::journeys::pharmacies::{self, NoPharmacy};
use crate::journeys::requests::sending::{asked_before, not_asked, to_request};
use crate::requests::Asked;
use crate::t;
use crate::web::{AppState, Frame, Outcome, PageError, Reader, page, page_with_status};
use form::{ChangeForm, NO_PHARMACY};
use page::{CannotChange, ChangePage};
use service::{Service, WhyNot, service};

pub use page::TellThem;
pub use service::ways;
pub use what::What;

/// `/your-details/change/{what}`: what stands now, and the form.
///
/// # Errors
/// [`PageError::NotFound`] for anything else than can be changed; when the access log does not answer.
pub async fn show(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    what: Result<Path<String>, PathRejection>,
) -> Outcome {
    let what = asked_for(what)?;
    let journey = Journey { app: &app, reader: &reader, permit: &permit };
    match service(&app, &permit).await? {
        Ok(Service { seen, .. }) => journey.form_page(ChangeForm::fresh(what, &seen), &seen, None).await,
        Err(why) => journey.cannot(what, why).await,
    }
}

/// The form as it was sent.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or nothing could be written down.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    what: Result<Path<String>, PathRejection>,
    fields: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Outcome {
    let what = asked_for(what)?;
    let Form(fields) = fields.map_err(|rejection| crate::journeys::log_in::unreadable(&rejection))?;
    let mut form = ChangeForm::read(what, &fields).ok_or(PageError::BadRequest)?;
    let wish = form.wish;
    if let Some(request) = asked_before(&app, &permit, wish).await? {
        return Ok(request);
    }
    let journey = Journey { app: &app, reader: &reader, permit: &permit };
    let Service { organisation, seen } = match service(&app, &permit).await? {
        Ok(service) => service,
        Err(why) => return journey.cannot(what, why).await,
    };
    let locale = reader.locale();
    let (change, pharmacy, near) = match what {
        What::Pharmacy => journey.pharmacy(&mut form).await,
        _ => (form.change(locale), None, None),
    };
    let Some(change) = change else { return journey.form_page(form, &seen, near).await };
    if change.stands_in(&seen) {
        form.nothing_new(locale);
    } else if form.version != seen.version {
        form.changed_meanwhile(locale, &seen);
    }
    if !form.state.is_ok() {
        // Two clicks at once: the first may have changed what the second no longer finds.
        return match asked_before(&app, &permit, wish).await? {
            Some(request) => Ok(request),
            None => journey.form_page(form, &seen, near).await,
        };
    }
    let pharmacy_name = pharmacy.map(|pharmacy: ChosenPharmacy| pharmacy.name);
    let asked = Asked {
        id: wish,
        to: organisation.ods_code.clone(),
        wish: Wish::ChangeDetails(Box::new(ChangeDetails { seen, change, pharmacy_name })),
    };
    app.requests.ask(&permit, vec![asked]).await.map_err(not_asked)?;
    if journey.was_changed_meanwhile(wish).await? {
        // Between reading and sending: what was typed is kept, as where it was seen before.
        if let Ok(Service { seen, .. }) = service(&app, &permit).await? {
            form.changed_meanwhile(locale, &seen);
            return journey.form_page(form, &seen, near).await;
        }
    }
    Ok(to_request(wish))
}

fn asked_for(what: Result<Path<String>, PathRejection>) -> Result<What, PageError> {
    let Path(what) = what.map_err(|_| PageError::NotFound)?;
    What::of(&what).ok_or(PageError::NotFound)
}

/// What every page of the journey needs.
struct Journey<'a> {
    app: &'a AppState,
    reader: &'a Reader,
    permit: &'a Permit,
}

type FromList = (Option<ContactChange>, Option<ChosenPharmacy>, Option<Arc<Nearby>>);

impl Journey<'_> {
    /// The pharmacy that was chosen, or the list to choose from.
    async fn pharmacy(&self, form: &mut ChangeForm) -> FromList {
        let locale = self.reader.locale();
        let code = form.state.value("pharmacy");
        if code == NO_PHARMACY {
            return (Some(ContactChange::Pharmacy(None)), None, None);
        }
        let near = match form.state.value("near") {
            typed if typed.is_empty() => Err(NoPharmacy::NotAPlace),
            typed => pharmacies::near(self.app, &typed).await,
        };
        let near = match near {
            Ok(near) => near,
            Err(why) => {
                form.state.wrong("near", why.message(locale));
                return (None, None, None);
            }
        };
        let chosen = OdsCode::parse(&code).ok().and_then(|code| pharmacies::chosen(&near, &code));
        let change = chosen.as_ref().map(|one| ContactChange::Pharmacy(Some(one.ods_code.clone())));
        if form.uses && change.is_none() {
            form.state.wrong("pharmacy", t!(locale, "Choose a pharmacy from this list"));
        }
        (change, chosen, Some(near))
    }

    /// Whether the request of this form was refused because of another change.
    async fn was_changed_meanwhile(&self, wish: Uuid) -> Result<bool, PageError> {
        let known = self.app.requests.one(self.permit, wish).await.map_err(PageError::internal)?;
        let Some(sealed) = known else { return Ok(false) };
        let known = self.permit.disclose(sealed, Purpose::Requests).await;
        let known = known.map_err(|_| PageError::CannotDisclose)?;
        Ok(known.iter().any(|request| request.standing == Standing::Refused(Refusal::Changed)))
    }

    fn frame(&self) -> Frame {
        let locale = self.reader.locale();
        let frame = self.reader.frame(t!(locale, "Change your details")).for_person(self.permit.subject());
        frame.back("/your-details", t!(locale, "Your details"))
    }

    async fn form_page(&self, form: ChangeForm, seen: &ContactDetails, near: Option<Arc<Nearby>>) -> Outcome {
        let (locale, status) = (self.reader.locale(), form.state.status());
        let usual = match seen.pharmacy.as_ref().and_then(|one| one.ods_code.clone()) {
            Some(code) if form.what == What::Pharmacy => {
                Some(self.app.organisations.name(&code).await.unwrap_or_else(|| code.to_string()))
            }
            _ => None,
        };
        let stands = match form.state.is_ok() {
            true => None,
            false => fields::stands(locale, form.what, seen),
        };
        let others = ways(self.app, self.permit).await?.others;
        let can_search = self.app.services.are_there();
        let frame = self.frame().with_errors_of(&form.state).where_people_type(self.reader.site.log_in);
        let content = view! { <ChangePage locale form usual stands near can_search others /> };
        Ok(page_with_status(status, frame, content))
    }

    async fn cannot(&self, what: What, why: WhyNot) -> Outcome {
        let (locale, others) = (self.reader.locale(), ways(self.app, self.permit).await?.others);
        Ok(page(self.frame(), view! { <CannotChange locale what why others /> }))
    }
}
