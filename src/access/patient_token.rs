//! What only the patient's own log-in brings along: the national token and hospitals' tokens, for as long as it lasts.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex as AsyncMutex;
use uuid::Uuid;

use crate::domain::{OdsCode, PersonId, WhyNotAsked};

/// One log-in of a patient's. What its tokens bring is told under it alone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LogInId(Uuid);

/// A patient who is present, with the tokens of this log-in. Only a log-in makes one; no carer, visit code, helper or
/// background job can have one. Cheap to clone; every clone ends with the log-in.
#[derive(Clone)]
pub struct PatientPresent(Arc<Inside>);

struct Inside {
    log_in: LogInId,
    person: PersonId,
    ended: Ended,
    national: Option<NationalToken>,
    hospitals: Mutex<HashMap<OdsCode, HospitalToken>>,
    /// The log-in at a hospital that is under way; a later one takes its place.
    way: Mutex<Option<HospitalWay>>,
    /// Counts what hospitals have given.
    arrivals: AtomicUsize,
}

/// Which tokens of which log-in there are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Standing {
    log_in: LogInId,
    has_national: bool,
    arrivals: usize,
    refused: usize,
}

#[derive(Clone, Default)]
struct Ended(Arc<AtomicBool>);

impl Ended {
    fn is_so(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

impl PatientPresent {
    /// A patient who logged in here, without anything national.
    pub(super) fn by_own_log_in(person: PersonId) -> Self {
        Self::new(person, |_, _| None)
    }

    /// A patient who logged in with NHS login, with the ID token from there (60 minutes of life, NHS login's
    /// interface specification) and when it runs out.
    pub(super) fn by_nhs_login(person: PersonId, id_token: SecretString, until: DateTime<Utc>) -> Self {
        Self::new(person, |log_in, ended| {
            let inside = National { log_in, ended: ended.clone(), id_token, until };
            Some(NationalToken(Arc::new(inside)))
        })
    }

    fn new(person: PersonId, national: impl FnOnce(LogInId, &Ended) -> Option<NationalToken>) -> Self {
        let (log_in, ended) = (LogInId(Uuid::new_v4()), Ended::default());
        let national = national(log_in, &ended);
        Self(Arc::new(Inside {
            log_in,
            person,
            ended,
            national,
            hospitals: Mutex::default(),
            way: Mutex::default(),
            arrivals: AtomicUsize::new(0),
        }))
    }

    pub(super) fn person(&self) -> PersonId {
        self.0.person
    }

    pub(super) fn has_ended(&self) -> bool {
        self.0.ended.is_so()
    }

    /// Ends it for every clone: from now on nothing is asked with its tokens.
    pub(super) fn end(&self) {
        self.0.ended.0.store(true, Ordering::Release);
        self.hospitals().clear();
    }

    /// Keeps what the patient's browser went to a hospital with.
    pub(super) fn left_for(&self, way: HospitalWay) {
        if !self.has_ended() {
            *self.way() = Some(way);
        }
    }

    /// What the browser went with, where it comes back with the same `state` in time. It is gone then, and a wrong
    /// `state` takes nothing away.
    pub(super) fn came_back(&self, state: &str, now: DateTime<Utc>) -> Option<HospitalWay> {
        let mut way = self.way();
        let is_same = |way: &HospitalWay| {
            let known = way.state.expose_secret().as_bytes();
            aws_lc_rs::constant_time::verify_slices_are_equal(known, state.as_bytes()).is_ok()
        };
        way.take_if(|way| is_same(way)).filter(|way| now <= way.until && !self.has_ended())
    }

    fn way(&self) -> std::sync::MutexGuard<'_, Option<HospitalWay>> {
        self.0.way.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what a hospital gave after the patient logged in there.
    pub(super) fn arrived_at(&self, hospital: OdsCode, grant: HospitalGrant) {
        if self.has_ended() {
            return;
        }
        let HospitalGrant { patient, tokens } = grant;
        let inside = Hospital {
            log_in: self.0.log_in,
            ended: self.0.ended.clone(),
            patient,
            tokens: AsyncMutex::new(tokens),
            refused: AtomicBool::new(false),
        };
        self.hospitals().insert(hospital, HospitalToken(Arc::new(inside)));
        self.0.arrivals.fetch_add(1, Ordering::AcqRel);
    }

    pub(super) fn standing(&self, now: DateTime<Utc>) -> Standing {
        Standing {
            log_in: self.0.log_in,
            has_national: self.national(now).is_ok(),
            arrivals: self.0.arrivals.load(Ordering::Acquire),
            refused: self.hospitals().values().filter(|token| token.is_refused()).count(),
        }
    }

    /// The national token, while it lasts.
    pub(super) fn national(&self, now: DateTime<Utc>) -> Result<PatientToken, WhyNotAsked> {
        let token = self.0.national.as_ref().ok_or(WhyNotAsked::NeedsNhsLogin)?;
        if self.has_ended() || token.0.until <= now {
            return Err(WhyNotAsked::NhsLoginEnded);
        }
        Ok(PatientToken::National(token.clone()))
    }

    /// The token of one hospital, while it is taken there.
    pub(super) fn at_hospital(&self, hospital: &OdsCode) -> Result<PatientToken, WhyNotAsked> {
        let found = self.hospitals().get(hospital).cloned();
        let token = found.filter(|token| !self.has_ended() && !token.is_refused());
        token.map(PatientToken::Hospital).ok_or(WhyNotAsked::NeedsHospitalLogIn)
    }

    fn hospitals(&self) -> std::sync::MutexGuard<'_, HashMap<OdsCode, HospitalToken>> {
        self.0.hospitals.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for PatientPresent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PatientPresent").field("ended", &self.has_ended()).finish_non_exhaustive()
    }
}

/// The one token of the patient's that a question to one source carries.
#[derive(Clone, Debug)]
pub enum PatientToken {
    National(NationalToken),
    Hospital(HospitalToken),
}

impl PatientToken {
    pub fn log_in(&self) -> LogInId {
        match self {
            PatientToken::National(token) => token.0.log_in,
            PatientToken::Hospital(token) => token.0.log_in,
        }
    }
}

/// The ID token of NHS login.
#[derive(Clone)]
pub struct NationalToken(Arc<National>);

struct National {
    log_in: LogInId,
    ended: Ended,
    id_token: SecretString,
    until: DateTime<Utc>,
}

impl NationalToken {
    /// The token itself; none once the patient has logged out.
    pub fn id_token(&self) -> Option<&SecretString> {
        (!self.0.ended.is_so()).then_some(&self.0.id_token)
    }
}

impl fmt::Debug for NationalToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NationalToken")
    }
}

/// The patient's own token at one hospital (SMART App Launch).
#[derive(Clone)]
pub struct HospitalToken(Arc<Hospital>);

struct Hospital {
    log_in: LogInId,
    ended: Ended,
    patient: String,
    tokens: AsyncMutex<HospitalTokens>,
    refused: AtomicBool,
}

impl HospitalToken {
    /// The hospital's own id of the patient, proved to be the subject when the token was given.
    pub fn patient(&self) -> &str {
        &self.0.patient
    }

    /// The tokens, for one asker at a time: a token for renewing may be good only once. None once the patient has
    /// logged out.
    pub async fn tokens(&self) -> Option<tokio::sync::MutexGuard<'_, HospitalTokens>> {
        let tokens = self.0.tokens.lock().await;
        (!self.0.ended.is_so() && !self.is_refused()).then_some(tokens)
    }

    /// The hospital takes these no more: the patient must log in there again.
    pub fn refuse(&self) {
        self.0.refused.store(true, Ordering::Release);
    }

    fn is_refused(&self) -> bool {
        self.0.refused.load(Ordering::Acquire)
    }
}

impl fmt::Debug for HospitalToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HospitalToken")
    }
}

/// A log-in at a hospital that is under way. Both secrets stay here, with the log-in that began it.
#[derive(Clone, Debug)]
pub struct HospitalWay {
    pub hospital: OdsCode,
    /// Comes back with the browser, and must be the same.
    pub state: SecretString,
    /// Proves that whoever brings the code is who began.
    pub verifier: SecretString,
    /// Nobody needs longer than until then.
    pub until: DateTime<Utc>,
}

/// What a hospital gave after the patient logged in there, and the patient it is for has been proved.
#[derive(Clone, Debug)]
pub struct HospitalGrant {
    /// The hospital's own id of the patient.
    pub patient: String,
    pub tokens: HospitalTokens,
}

/// An access token, and what renews it.
#[derive(Clone, Debug)]
pub struct HospitalTokens {
    pub access: SecretString,
    pub refresh: Option<SecretString>,
    /// When the access token is to be renewed.
    pub until: Instant,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    fn person() -> PersonId {
        PersonId(Uuid::from_u128(1))
    }

    fn present() -> PatientPresent {
        PatientPresent::by_nhs_login(person(), "hidden-word".into(), moment("2026-11-20T11:00:00Z"))
    }

    fn grant() -> HospitalGrant {
        let tokens = HospitalTokens {
            access: "hidden-word".into(),
            refresh: Some("hidden-word".into()),
            until: Instant::now(),
        };
        HospitalGrant { patient: "p1".into(), tokens }
    }

    #[test]
    fn the_national_token_lasts_until_it_runs_out_or_the_patient_logs_out() {
        let (present, early) = (present(), moment("2026-11-20T10:59:59Z"));
        let token = present.national(early).expect("a token");
        assert_eq!(present.national(moment("2026-11-20T11:00:00Z")).err(), Some(WhyNotAsked::NhsLoginEnded));
        let PatientToken::National(token) = token else { panic!("another token") };
        assert!(token.id_token().is_some());
        present.clone().end();
        assert!(token.id_token().is_none(), "a question under way has no token any more");
        assert_eq!(present.national(early).err(), Some(WhyNotAsked::NhsLoginEnded));
    }

    #[tokio::test]
    async fn a_hospitals_token_is_for_that_hospital_and_this_log_in_alone() {
        let hospital = OdsCode::parse("RX1").expect("a code");
        let present = PatientPresent::by_own_log_in(person());
        let none = Some(WhyNotAsked::NeedsHospitalLogIn);
        assert_eq!(present.at_hospital(&hospital).err(), none);
        present.arrived_at(hospital.clone(), grant());
        assert_eq!(present.at_hospital(&OdsCode::parse("RX2").expect("a code")).err(), none);
        let Ok(PatientToken::Hospital(token)) = present.at_hospital(&hospital) else { panic!("no token") };
        assert!(token.tokens().await.is_some());
        token.refuse();
        assert!(token.tokens().await.is_none());
        assert_eq!(present.at_hospital(&hospital).err(), none, "one that is refused there counts as none");
        present.arrived_at(hospital.clone(), grant());
        present.end();
        assert_eq!(present.at_hospital(&hospital).err(), none);
        present.arrived_at(hospital.clone(), grant());
        assert_eq!(present.at_hospital(&hospital).err(), none, "nothing arrives after the end");
    }

    #[test]
    fn two_log_ins_of_one_patient_are_two() {
        let at = moment("2026-11-20T10:00:00Z");
        let log_in = |present: PatientPresent| present.national(at).expect("a token").log_in();
        assert_ne!(log_in(present()), log_in(present()));
    }

    #[test]
    fn debug_output_hides_every_token() {
        let present = present();
        present.arrived_at(OdsCode::parse("RX1").expect("a code"), grant());
        let national = present.national(moment("2026-11-20T10:00:00Z"));
        let hospital = present.at_hospital(&OdsCode::parse("RX1").expect("a code"));
        let shown = format!("{present:?} {national:?} {hospital:?} {:?}", grant());
        assert!(!shown.contains("hidden-word"), "{shown}");
    }

    #[test]
    fn whoever_comes_back_from_a_hospital_must_have_gone_there_and_only_once_and_in_time() {
        let until = moment("2026-11-20T10:10:00Z");
        let way = |state: &str| HospitalWay {
            hospital: OdsCode::parse("RZ1").expect("a code"),
            state: state.into(),
            verifier: "proof".into(),
            until,
        };
        let present = present();
        assert!(present.came_back("", until).is_none(), "nobody has gone");
        present.left_for(way("first"));
        present.left_for(way("second"));
        for wrong in ["first", "", "second ", "secon"] {
            assert!(present.came_back(wrong, until).is_none(), "{wrong}");
        }
        assert!(present.came_back("second", until).is_some());
        assert!(present.came_back("second", until).is_none(), "once");
        present.left_for(way("late"));
        assert!(present.came_back("late", moment("2026-11-20T10:10:01Z")).is_none());
        present.left_for(way("gone"));
        present.end();
        assert!(present.came_back("gone", until).is_none(), "the log-in here has ended");
    }
}
