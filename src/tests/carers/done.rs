//! Nothing is done that was not given: many grants × every form that is posted, counted where it would arrive.

use chrono::{DateTime, Utc};
use reqwest::Method;
use uuid::Uuid;

use super::confirming::{coming, no_longer_needed};
use super::{HARBOUR, HILL_STREET, RIVERSIDE, VALE, acting, only_grant, part, set_parts, subject_of};
use crate::domain::{GrantPart, Kind, Kinds, kinds_to_give};
use crate::sandbox::LoggedRequest;
use crate::store::KeptGrant;
use crate::tests::access_matrix::{Door, door, filled, routes};
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::ordering::{self, ORDER};
use crate::tests::requests::{Fields, appointment_of, book, booked, checked, hidden, with};

/// Every organisation and national service of the practice service that can be asked anything.
const EVERYWHERE: [&str; 13] =
    ["A99901", "A99902", "RZ1", "RZ2", "RZ3", "RZ5", "X91", "X92", "X93", "X96", "X97", "X98", "X99"];

/// What was done, as the sources saw it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Done {
    booked: usize,
    cancelled: usize,
    ordered: usize,
    /// At the hospital.
    confirmed: usize,
    /// At the community service.
    ended: usize,
    /// Messages to the hospital.
    written: usize,
    /// Whatever else is not a question.
    other: usize,
}

fn done_since(app: &TestApp, since: DateTime<Utc>) -> Done {
    let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
    let mut done = Done::default();
    for code in EVERYWHERE {
        let lines = sandbox.requests(code, usize::MAX).expect("a source");
        let new = lines.iter().filter(|line| line.time >= since && !is_question(line));
        for line in new {
            match (line.method.as_str(), code) {
                ("POST", HILL_STREET) if line.path.ends_with("/Appointment") => done.booked += 1,
                ("PUT", HILL_STREET) if line.path.contains("/Appointment/") => done.cancelled += 1,
                ("POST", HILL_STREET) if line.path.ends_with("/Task") => done.ordered += 1,
                ("POST", RIVERSIDE) if line.path.ends_with("/AppointmentResponse") => done.confirmed += 1,
                ("POST", VALE) if line.path.ends_with("/Task") => done.ended += 1,
                ("POST", RIVERSIDE) if line.path.ends_with("/Communication") => done.written += 1,
                _ => done.other += 1,
            }
        }
    }
    done
}

/// Some questions are posted: a query in openEHR's own language, a GP record as a whole, and where to log in.
fn is_question(line: &LoggedRequest) -> bool {
    let posted = ["/query/aql", "getstructuredrecord", "token"];
    line.method == "GET" || posted.iter().any(|question| line.path.contains(question))
}

fn kinds(kinds: &[Kind]) -> Kinds {
    kinds.iter().copied().collect()
}

/// Grants that look as if they gave something to do and give nothing of it where it could be done.
fn that_give_nothing() -> Vec<Vec<GrantPart>> {
    let all = kinds_to_give();
    let act = kinds(&[Kind::Appointments, Kind::Prescriptions, Kind::Referrals]);
    let write = kinds(&[Kind::Messages]);
    let at = |code: &str, see: Kinds, act: Kinds| GrantPart { act, ..part(code, see) };
    let hides = |hidden: Kinds| GrantPart { hidden, ..at(HILL_STREET, all, act) };
    let mut given = vec![
        vec![at(HILL_STREET, all, Kinds::NONE)],
        vec![at(HILL_STREET, all, Kinds::NONE), at(HARBOUR, all, act)],
        vec![at(RIVERSIDE, all, Kinds::NONE), at(VALE, all, Kinds::NONE), at(HARBOUR, all, act)],
        // What is given for another kind, or of another place, and what is not seen or hidden there.
        vec![at(RIVERSIDE, all, kinds(&[Kind::Prescriptions])), at(VALE, all, kinds(&[Kind::Appointments]))],
        vec![at(RIVERSIDE, all.without(act), act), at(VALE, all.without(act), act)],
        vec![
            GrantPart { hidden: act, ..at(RIVERSIDE, all, act) },
            GrantPart { hidden: act, ..at(VALE, all, act) },
        ],
        vec![at(HILL_STREET, all.without(kinds(&[Kind::Appointments, Kind::Medicines])), act)],
        vec![at(HILL_STREET, all.without(kinds(&[Kind::Appointments, Kind::Prescriptions])), act)],
        vec![at(HILL_STREET, all, kinds(&[Kind::Letters, Kind::Medicines]))],
        vec![hides(kinds(&[Kind::Appointments, Kind::Prescriptions]))],
        vec![hides(kinds(&[Kind::Appointments, Kind::Medicines]))],
        vec![at(HILL_STREET, Kinds::NONE, act)],
        // Nothing is written at the hospital either.
        vec![at(HILL_STREET, all, write), at(RIVERSIDE, all, kinds(&[Kind::Prescriptions]))],
        vec![at(RIVERSIDE, all.without(write), write)],
        vec![GrantPart { hidden: write, ..at(RIVERSIDE, all, write) }],
        vec![at(RIVERSIDE, all, write), GrantPart { hidden: write, ..part(RIVERSIDE, Kinds::NONE) }],
        // What one grant gives, another hides.
        vec![at(HILL_STREET, all, act), GrantPart { hidden: act, ..part(HILL_STREET, Kinds::NONE) }],
    ];
    for kind in all.iter() {
        let see = Kinds::just(kind);
        given.push(vec![
            at(HILL_STREET, see, Kinds::NONE),
            at(RIVERSIDE, see, Kinds::NONE),
            at(VALE, see, Kinds::NONE),
            at(HARBOUR, all, act),
        ]);
    }
    given
}

/// The forms of the last pages, as the patient's own pages make them: with one more press each would be done.
struct LastForms {
    all: Vec<(String, Fields)>,
}

impl LastForms {
    async fn of(sam: &Visitor<'_>) -> Self {
        let own = appointment_of(sam, &booked(sam, HILL_STREET, 40).await).await;
        let cancel = format!("{own}/cancel");
        let cancelling = with(hidden(&sam.page(&cancel).await), &[("why", "better")]);
        let (_, booking) = checked(sam, &format!("{}?how=in-person", book(HILL_STREET)), 30).await;
        let chosen = ordering::chosen(sam, &["Amlodipine"]).await;
        let (_, order) = ordering::checked(sam, &chosen).await;
        let (coming, end) = (coming(sam).await, no_longer_needed(sam).await);
        let (confirming, ending) = (hidden(&sam.page(&coming).await), hidden(&sam.page(&end).await));
        let all = vec![(book(HILL_STREET), booking), (cancel, cancelling), (ORDER.to_owned(), order)];
        Self { all: all.into_iter().chain([(coming, confirming), (end, ending)]).collect() }
    }

    /// With a message that the carer has begun while they might.
    async fn and_message(
        mut self,
        app: &TestApp,
        kept: &KeptGrant,
        carer: &Visitor<'_>,
        subject: &str,
    ) -> Self {
        let see = kinds(&[Kind::Messages]);
        set_parts(app, kept, vec![GrantPart { act: see, ..part(RIVERSIDE, see) }]).await;
        let draft = format!("/messages/drafts/{}", Uuid::new_v4());
        let fields = [("whose-record", subject), ("to", RIVERSIDE), ("subject", "Drops"), ("text", "Which?")];
        let kept = carer.post(&draft, &fields).await;
        assert_eq!(super::place(&kept), format!("{draft}/check"));
        self.all.push((format!("{draft}/check"), with(Fields::new(), &[("step", "send")])));
        self
    }

    /// Each as the carer's own page would send it, as something new.
    async fn sent(&self, carer: &Visitor<'_>, subject: &str) {
        for (path, fields) in &self.all {
            let wish = Uuid::new_v4().to_string();
            let fields = with(fields.clone(), &[("wish", &wish), ("whose-record", subject)]);
            let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            carer.post(path, &fields).await;
        }
    }
}

#[test]
fn nothing_is_done_that_was_not_given_and_what_was_given_is_done_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[HILL_STREET, RIVERSIDE], &[]).await;
        let (forms, kept) = (LastForms::of(&sam).await, only_grant(&app).await);
        let subject = subject_of(&carer.page("/record/allergies").await);
        let forms = forms.and_message(&app, &kept, &carer, &subject).await;
        let mut posts = Vec::new();
        for (method, path) in routes().into_iter().filter(|(method, _)| *method == Method::POST) {
            if !matches!(door(&method, path), Some(Door::Open | Door::Desk(_)) | None) {
                posts.push(filled(&sam, path).await);
            }
        }
        assert!(posts.len() > 35, "most forms there are: {}", posts.len());
        let grants = that_give_nothing();
        assert!(grants.len() > 20, "many grants");
        for parts in grants {
            set_parts(&app, &kept, parts.clone()).await;
            let since = Utc::now();
            forms.sent(&carer, &subject).await;
            for path in &posts {
                let wish = Uuid::new_v4().to_string();
                let fields = [
                    ("whose-record", &*subject),
                    ("wish", &*wish),
                    ("step", "send"),
                    ("do", "hide"),
                    ("choice", "none"),
                    ("text", "Words"),
                ];
                carer.post(path, &fields).await;
            }
            assert_eq!(done_since(&app, since), Done::default(), "under {parts:?}");
        }
        let list = words(&sam.page("/requests").await);
        assert!(!list.contains("by Grace"), "nor is anything written down: {list}");
        let see = kinds_to_give();
        let none = Done::default();
        for (place, act, expected) in [
            (RIVERSIDE, Kind::Messages, Done { written: 1, ..none }),
            (HILL_STREET, Kind::Appointments, Done { booked: 1, cancelled: 1, ..none }),
            (HILL_STREET, Kind::Prescriptions, Done { ordered: 1, ..none }),
            (RIVERSIDE, Kind::Appointments, Done { confirmed: 1, ..none }),
            (VALE, Kind::Referrals, Done { ended: 1, ..none }),
        ] {
            let all = [HILL_STREET, RIVERSIDE, VALE].map(|code| match code == place {
                true => GrantPart { act: Kinds::just(act), ..part(code, see) },
                false => part(code, see),
            });
            set_parts(&app, &kept, all.to_vec()).await;
            let since = Utc::now();
            forms.sent(&carer, &subject).await;
            assert_eq!(done_since(&app, since), expected, "under {act:?} at {place}");
        }
    });
}
