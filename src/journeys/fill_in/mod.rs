//! Filling in a questionnaire: one question a page, kept as one goes, everything once more, and then a request.

mod check;
mod files;
mod field;
mod page;
mod question;
mod said;
mod start;
mod typed;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Permit;
use crate::domain::filling::{Answers, Form, Place, Step};
use crate::domain::{NewFile, OdsCode, Organisation, Questionnaire};
use crate::store::{Draft, DraftKind, Writer};
use crate::web::{AppState, PageError};

pub use check::{check, send};
pub use files::add;
pub use question::{answer, ask};
pub use said::given as answer_words;
pub use start::{CanFillIn, can_fill_in, doing, start};

/// A questionnaire that is being filled in, as it is kept. It keeps the questions as they were when it was begun.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Filling {
    pub to: OdsCode,
    /// The id of the entry that asks for it.
    pub entry: String,
    /// The organisation's own id of it.
    pub task: String,
    pub title: String,
    pub questions: Questionnaire,
    pub answers: Answers,
}

/// One that is shown: for whom, and its files with our number of each.
struct Begun {
    id: Uuid,
    to: Arc<Organisation>,
    filling: Filling,
    files: Vec<(i64, NewFile)>,
}

impl Begun {
    fn form(&self) -> Form<'_> {
        Form::new(&self.filling.questions)
    }

    fn page(&self, place: &Place) -> String {
        format!("/fill-in/{}/{place}", self.id)
    }

    fn check_page(&self) -> String {
        format!("/fill-in/{}/check", self.id)
    }

    /// The page after a place, as the answers stand now: the check after the last.
    fn after(&self, steps: &[Step], place: &Place, asks_for_more: bool) -> String {
        let at = steps.iter().position(|step| step.place == *place && step.asks_for_more == asks_for_more);
        let next = at.and_then(|at| steps.get(at + 1));
        next.map_or_else(|| self.check_page(), |step| self.page_of(step))
    }

    fn page_of(&self, step: &Step) -> String {
        self.page(&step.place)
    }
}

fn writer(permit: &Permit) -> Writer {
    (permit.subject().id, permit.actor())
}

/// One that whoever is logged in has begun, for an organisation that is still there.
async fn begun(app: &AppState, permit: &Permit, id: Uuid) -> Result<Begun, PageError> {
    let found: Option<Draft<Filling>> = app
        .drafts
        .one(writer(permit), DraftKind::Questionnaire, id, app.clock.now())
        .await
        .map_err(PageError::internal)?;
    let filling = found.ok_or(PageError::NotFound)?.what;
    let to = app.gather.organisation(&filling.to).cloned().ok_or(PageError::NotFound)?;
    let files = app.drafts.files(writer(permit), id).await.map_err(PageError::internal)?;
    Ok(Begun { id, to, filling, files })
}

async fn keep(app: &AppState, permit: &Permit, begun: &Begun) -> Result<(), PageError> {
    let draft = Draft { id: begun.id, changed_at: app.clock.now(), what: begun.filling.clone() };
    app.drafts.keep(writer(permit), DraftKind::Questionnaire, &draft).await.map_err(PageError::internal)
}
