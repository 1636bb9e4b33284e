//! What a person says is wrong goes to each holder that takes messages, as a request; the others are to be called.

use futures::future::join_all;

use super::about::About;
use crate::access::Permit;
use crate::connectors::Connector;
use crate::domain::{
    About as Notice, Contact, Kind, NewMessage, OdsCode, Report, Request, TellWrong, WhatIsWrong, Wish,
};
use crate::gather::CannotAct;
use crate::journeys::record::kinds;
use crate::requests::{Asked, NotAsked};
use crate::web::{AppState, PageError};
use crate::words::Locale;

/// Tells every holder that takes messages. One that cannot be told so stays to be called, and the report's page says so.
/// The same report sent again changes nothing.
///
/// # Errors
/// [`PageError::CannotDisclose`] where the access log could not be written.
pub(super) async fn tell_holders(
    app: &AppState,
    permit: &Permit,
    about: &About,
    report: &Report,
) -> Result<(), PageError> {
    let told = about.told.iter().filter(|(holder, _)| takes_messages(app, holder));
    let asked = told.map(|(holder, source_id)| {
        let wish = Wish::TellWrong(TellWrong {
            message: message(about, report, source_id),
            kind: about.kind,
            title: about.title.clone(),
            what: report.what,
            text: report.text.clone(),
        });
        let asked = Asked { id: report.request_to(holder), to: holder.clone(), wish };
        async move { (holder, app.requests.ask(permit, vec![asked]).await) }
    });
    for (holder, outcome) in join_all(asked).await {
        match outcome {
            Ok(())
            | Err(NotAsked::Cannot(CannotAct::NobodyToAsk | CannotAct::Stands(_) | CannotAct::NotAllowed)) => {
            }
            Err(NotAsked::Disclose(_)) => return Err(PageError::CannotDisclose),
            Err(NotAsked::Store(error)) => {
                tracing::error!(source = %holder, %error, "a holder is not told what is wrong");
            }
        }
    }
    Ok(())
}

fn takes_messages(app: &AppState, holder: &OdsCode) -> bool {
    let inbox = |connector: &dyn Connector| connector.message_service().map(drop);
    app.gather.of_interface(holder, Kind::Messages, inbox).is_some()
}

/// As the holder reads it, in English.
fn message(about: &About, report: &Report, source_id: &str) -> NewMessage {
    let kind = kinds::words(Locale::English, about.kind).one;
    let entry = format!("{kind}: {}\nYour number of it: {source_id}", about.title);
    let (subject, says) = match report.what {
        WhatIsWrong::Something => {
            ("Something is wrong in my record", "Something is wrong in this entry of my record.")
        }
        WhatIsWrong::NotAboutMe => (
            "URGENT: an entry in my record is not about me",
            "This entry stands in my record and is not about me. It may be missing from somebody else’s record.",
        ),
    };
    let text = [says, &entry, &report.text].into_iter().filter(|part| !part.is_empty());
    NewMessage {
        subject: Some(subject.to_owned()),
        text: text.collect::<Vec<_>>().join("\n\n"),
        // Only what could be a reference: an id that was made here names nothing there.
        about: Some(source_id.to_owned()).filter(|id| !id.contains('~') && id.contains('/')),
        is_urgent: report.what == WhatIsWrong::NotAboutMe,
        ..NewMessage::default()
    }
}

/// Those holders of a report that none of these requests went to: they are to be called.
pub fn to_call<'a>(report: &'a Report, requests: &[Request]) -> Vec<&'a OdsCode> {
    let sent = |holder: &&OdsCode| {
        let id = report.request_to(holder);
        requests.iter().any(|request| request.id == id)
    };
    report.holders.iter().filter(|holder| !sent(holder)).collect()
}

/// Tells the service manager, in words that say nothing of anybody, that there is something urgent to look at.
pub(super) async fn tell_service_manager(app: &AppState, report: &Report) -> Result<(), PageError> {
    let Some(email) = &app.service_manager else { return Ok(()) };
    let (contact, once) = (Contact::Email(email.clone()), format!("report {}", report.id));
    let told = async {
        let mut transaction = app.database.begin_write().await?;
        let (about, now) = (Notice::UrgentReport, app.clock.now());
        app.outbox.tell_contact(&mut transaction, None, &contact, &about, Some(&once), now).await?;
        transaction.commit().await
    };
    told.await.map_err(PageError::internal)?;
    app.outbox.hurry();
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::domain::{AccountId, PersonId, ReportState};

    fn report() -> Report {
        let code = |text: &str| OdsCode::parse(text).expect("a code");
        Report {
            id: Uuid::from_u128(7),
            entry: crate::domain::EntryId([1; 16]),
            kind: Kind::Allergies,
            holders: vec![code("A81001"), code("RXX")],
            what: WhatIsWrong::NotAboutMe,
            text: "It is my mother’s".into(),
            made_at: DateTime::UNIX_EPOCH,
            state: ReportState::WrittenDown,
        }
    }

    #[test]
    fn each_holder_has_a_request_of_its_own_that_stays_the_same() {
        let report = report();
        let ids: Vec<_> = report.holders.iter().map(|holder| report.request_to(holder)).collect();
        assert_ne!(ids[0], ids[1]);
        assert!(!ids.contains(&report.id));
        assert_eq!(ids[0], report.request_to(&report.holders[0]));
    }

    #[test]
    fn whoever_was_not_sent_anything_is_to_be_called() {
        let report = report();
        assert_eq!(to_call(&report, &[]).len(), 2);
        let wish = Wish::TellWrong(TellWrong {
            message: NewMessage::default(),
            kind: Kind::Allergies,
            title: String::new(),
            what: WhatIsWrong::NotAboutMe,
            text: String::new(),
        });
        let who = (PersonId(Uuid::nil()), AccountId(Uuid::nil()));
        let (id, to) = (report.request_to(&report.holders[1]), report.holders[1].clone());
        let sent = Request::new(id, who, to, wish, DateTime::UNIX_EPOCH);
        assert_eq!(to_call(&report, &[sent]), [&report.holders[0]]);
    }

    #[test]
    fn the_holder_reads_which_entry_it_is_and_only_a_real_reference_is_one() {
        let about = About {
            kind: Kind::Allergies,
            entry: crate::domain::EntryId([1; 16]),
            ids: Vec::new(),
            title: "Penicillin".into(),
            holders: Vec::new(),
            told: Vec::new(),
        };
        let told = message(&about, &report(), "AllergyIntolerance/9");
        assert_eq!(told.about.as_deref(), Some("AllergyIntolerance/9"));
        assert!(told.is_urgent && told.text.contains("Penicillin") && told.text.contains("my mother’s"));
        assert_eq!(message(&about, &report(), "AllergyIntolerance/~abc").about, None);
    }
}
