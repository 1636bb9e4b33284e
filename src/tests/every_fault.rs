//! Every fault of the switchboard at every kind of interface: each has its name, and none brings a wrong entry.

use std::time::{Duration, Instant};

use futures::future::join_all;

use super::practice_sources::{Practice, order, practice};
use crate::connectors::ConnectorError;
use crate::domain::{Answer, Kind};
use crate::sandbox::Fault;

/// Each interface, with a kind that it tells Sam of; two surgeries and two hospitals, since their systems differ.
const INTERFACES: [(&str, Kind); 11] = [
    ("A99901", Kind::Medicines),
    ("A99902", Kind::Medicines),
    ("A99901 gp-connect-appointments", Kind::Appointments),
    ("A99901 gp-connect-prescriptions", Kind::Prescriptions),
    ("RZ1", Kind::Conditions),
    ("RZ1", Kind::Questionnaires),
    ("RZ2", Kind::Conditions),
    ("RZ5", Kind::Visits),
    ("X97", Kind::Vaccinations),
    ("X98", Kind::Appointments),
    ("X96", Kind::Prescriptions),
];

/// Those that hold no record are asked in other ways, and have tests of their own: see `national.rs`.
const DEMOGRAPHICS: &str = "X99";

/// Whether an answer is what that fault must lead to.
pub fn fits(fault: Fault, answer: &Result<Answer, ConnectorError>) -> bool {
    use ConnectorError::*;
    match (fault, answer) {
        (Fault::None | Fault::Slow(_), answer) => answer.is_ok(),
        (Fault::Error500, Err(error)) => *error == ServerError(500),
        (Fault::TooManyRequests(wait), Err(error)) => *error == Busy { retry_after: Some(wait) },
        (Fault::Unavailable, Err(error)) => matches!(error, Busy { .. }),
        (Fault::Reset | Fault::ExpiredCertificate, Err(error)) => matches!(error, NoConnection(_)),
        (Fault::WrongContentType | Fault::TruncatedJson | Fault::InvalidJson, Err(error)) => {
            matches!(error, ConnectorError::Unreadable(_))
        }
        (Fault::OtherPerson, Err(error)) => *error == AboutSomebodyElse,
        (Fault::IgnoresFilter, Err(error)) => matches!(error, AboutSomebodyElse | IgnoredFilter),
        (Fault::HugeBody, Err(error)) => *error == ConnectorError::TooLarge,
        (Fault::RedirectLoop, Err(error)) => *error == Redirected,
        (Fault::WrongToken | Fault::ExpiredToken | Fault::WrongTenant, Err(error)) => *error == Unauthorised,
        // Without tokens nobody knows that it is the clock's doing.
        (Fault::ClockSkew, Err(error)) => matches!(error, Unauthorised | ClocksDiffer { .. }),
        (Fault::NoPermission, Err(error)) => *error == Forbidden,
        (Fault::MalformedEntry, Ok(answer)) => answer.set_aside() > 0,
        _ => false,
    }
}

type Told = Result<Answer, ConnectorError>;

async fn ask(practice: &Practice, (code, kind): (&str, Kind)) -> Told {
    let connector = &practice.sources[code].1;
    let order = order(&practice.sandbox.people()[0]);
    connector.fetch(&order, connector.asked_together(kind)).await
}

async fn set(practice: &Practice, code: &str, fault: Fault) {
    let code = code.split(' ').next().unwrap_or(code);
    practice.sandbox.set_fault(code, fault).await.expect("an organisation");
}

async fn set_everywhere(practice: &Practice, fault: Fault) {
    for (code, _) in INTERFACES {
        set(practice, code, fault).await;
    }
    set(practice, DEMOGRAPHICS, fault).await;
}

#[tokio::test]
async fn every_fault_of_a_source_has_its_name_and_never_brings_a_wrong_entry() {
    let practice = practice().await;
    let faults = Fault::ALL.into_iter().filter(|fault| !matches!(fault, Fault::Hang | Fault::Slow(_)));
    for fault in faults {
        for (code, kind) in INTERFACES {
            set(&practice, code, fault).await;
            let answer = ask(&practice, (code, kind)).await;
            set(&practice, code, Fault::None).await;
            let told = answer.as_ref().map(|answer| (answer.len(), answer.set_aside()));
            assert!(fits(fault, &answer), "{fault:?} {code}: {told:?}");
        }
    }
}

#[tokio::test]
async fn every_fault_of_demographics_has_its_name_and_never_tells_of_anybody_else() {
    let practice = practice().await;
    let (_, demographics) = practice.demographics.as_ref().expect("demographics");
    let order = order(&practice.sandbox.people()[0]);
    let right = demographics.find(&order).await.expect("demographics");
    for fault in Fault::ALL.into_iter().filter(|fault| !matches!(fault, Fault::Hang | Fault::Slow(_))) {
        set(&practice, DEMOGRAPHICS, fault).await;
        let told = demographics.find(&order).await;
        set(&practice, DEMOGRAPHICS, Fault::None).await;
        let fits = match (fault, told) {
            // Whoever it is about is right; what of it cannot be read is not there.
            (Fault::None | Fault::MalformedEntry, told) => {
                told.as_ref().is_ok_and(|told| told.nhs_number == right.nhs_number)
            }
            // It tells of one person at a time: there is no filter that could be echoed.
            (Fault::IgnoresFilter, told) => matches!(told, Err(ConnectorError::AboutSomebodyElse)),
            (fault, told) => fits(fault, &told.map(|_| Answer::default())),
        };
        assert!(fits, "{fault:?}");
    }
}

#[tokio::test]
async fn a_slow_source_of_every_kind_is_answered_in_the_end_and_one_that_hangs_never_is() {
    const LATE: Duration = Duration::from_millis(300);
    let practice = practice().await;
    set_everywhere(&practice, Fault::Slow(LATE)).await;
    let begun = Instant::now();
    let told = join_all(INTERFACES.map(|interface| ask(&practice, interface))).await;
    for ((code, _), answer) in INTERFACES.iter().zip(told) {
        assert!(answer.is_ok_and(|answer| !answer.is_empty()), "{code}");
    }
    assert!(begun.elapsed() >= LATE);
    set_everywhere(&practice, Fault::Hang).await;
    let (_, demographics) = practice.demographics.as_ref().expect("demographics");
    let sam = order(&practice.sandbox.people()[0]);
    let asking = join_all(INTERFACES.map(|interface| ask(&practice, interface)));
    let asking = futures::future::join(asking, async { demographics.find(&sam).await.map(drop) });
    tokio::pin!(asking);
    assert!(tokio::time::timeout(LATE, &mut asking).await.is_err(), "somebody answered while all hang");
    // Its connections end with the fault: a question that hung is a failure, and never an empty answer.
    set_everywhere(&practice, Fault::None).await;
    let ended = tokio::time::timeout(Duration::from_secs(5), asking).await;
    let (told, found) = ended.expect("it ends");
    for ((code, _), outcome) in INTERFACES.iter().zip(told) {
        assert!(outcome.is_err_and(|error| !error.is_answer()), "{code}");
    }
    assert!(found.is_err_and(|error| !error.is_answer()));
}

#[tokio::test]
async fn no_interface_that_holds_a_part_of_a_record_is_left_out_here() {
    let practice = practice().await;
    for (code, (config, _)) in &practice.sources {
        let protocol = |code: &str| practice.sources[code].0.protocol;
        let is_tried = INTERFACES.iter().any(|(tried, _)| protocol(tried) == config.protocol);
        assert!(is_tried, "{code}, {}", config.protocol);
    }
}
