//! A small health service around one person, whose organisations do as they are told.

use super::*;

/// An organisation that answers as the test says.
pub(super) struct Scripted {
    pub(super) says: Mutex<Says>,
    pub(super) asked: AtomicU32,
    pub(super) numbers: Mutex<Vec<NhsNumber>>,
}

#[derive(Clone)]
pub(super) enum Says {
    Holds(Answer),
    Fails(ConnectorError),
    AfterMillis(u64, Answer),
}

#[async_trait]
impl Connector for Scripted {
    fn asked_together(&self, kind: Kind) -> Kinds {
        Kinds::just(kind)
    }

    async fn fetch(&self, order: &FetchOrder, _: Kinds) -> Result<Answer, ConnectorError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.numbers.lock().expect("a list").push(order.nhs_number());
        let says = self.says.lock().expect("a script").clone();
        match says {
            Says::Holds(answer) => Ok(answer),
            Says::Fails(why) => Err(why),
            Says::AfterMillis(millis, answer) => {
                tokio::time::sleep(Duration::from_millis(millis)).await;
                Ok(answer)
            }
        }
    }
}

pub(super) struct ScriptedDemographics(pub(super) Mutex<Result<Demographics, ConnectorError>>);

#[async_trait]
impl DemographicsService for ScriptedDemographics {
    async fn find(&self, _: &FetchOrder) -> Result<Demographics, ConnectorError> {
        self.0.lock().expect("a script").clone()
    }
}

/// A small health service around one person.
pub(super) struct World {
    pub(super) home: TestDatabase,
    pub(super) gather: Gather,
    pub(super) clock: Clock,
    pub(super) person: Arc<Person>,
    pub(super) log: AccessLog,
    pub(super) scripts: HashMap<&'static str, Arc<Scripted>>,
    pub(super) demographics: Arc<ScriptedDemographics>,
}

pub(super) const SURGERY: &str = "A81001";
pub(super) const HOSPITAL: &str = "RX1";

pub(super) fn number(text: &str) -> NhsNumber {
    NhsNumber::parse(text).expect("a number")
}

pub(super) fn code(text: &str) -> OdsCode {
    OdsCode::parse(text).expect("a code")
}

pub(super) fn organisation(ods_code: &str, name: &str, setting: Setting) -> Organisation {
    Organisation { ods_code: code(ods_code), name: name.into(), setting, phone: None, records_start: None }
}

pub(super) fn started() -> DateTime<Utc> {
    "2026-11-20T10:00:00Z".parse().expect("a time")
}

pub(super) fn aspirin(id: &str, dosage: &str) -> Medicine {
    let name = Coded {
        text: "Aspirin 75mg tablets".into(),
        codes: vec![Code { system: CodeSystem::Snomed, code: "319773006".into() }],
    };
    Medicine {
        source_id: id.into(),
        name,
        dosage: Some(dosage.into()),
        route: None,
        coded_dosage: None,
        instructions: None,
        quantity: None,
        course: Course::Repeat,
        state: MedicineState::Current,
        started: None,
        ended: None,
        last_issued: None,
        recorded: None,
        reason: None,
        reason_stopped: None,
        prescriber: None,
        note: None,
    }
}

pub(super) fn medicines(list: Vec<Medicine>) -> Answer {
    Answer { medicines: Some(Part { entries: list, ..Part::default() }), ..Answer::default() }
}

impl World {
    pub(super) async fn new() -> Self {
        Self::with_rules(Rules::default()).await
    }

    pub(super) async fn with_rules(hospital_rules: Rules) -> Self {
        let home = TestDatabase::sqlite().await;
        let clock = Clock::fixed(started());
        let keys = keys();
        let person = Arc::new(Person {
            id: testing::person(&home.database, &keys).await,
            nhs_number: number("9990000018"),
            name: "Sam Sample".into(),
            date_of_birth: NaiveDate::from_ymd_opt(1980, 12, 31).expect("a day"),
        });
        let script = |answer| {
            Arc::new(Scripted {
                says: Mutex::new(Says::Holds(answer)),
                asked: AtomicU32::new(0),
                numbers: Mutex::default(),
            })
        };
        let surgery = script(medicines(vec![aspirin("m1", "One a day")]));
        let hospital = script(medicines(vec![aspirin("h1", "one a day.")]));
        let demographics = Arc::new(ScriptedDemographics(Mutex::new(Ok(Demographics {
            nhs_number: person.nhs_number,
            names: vec![person.name.clone()],
            date_of_birth: Some(person.date_of_birth),
            gp_surgery: Some(code(SURGERY)),
            restricted: false,
            died: false,
        }))));
        let known_to = KnownTo::new(home.database.clone());
        known_to.add(person.id, &code(HOSPITAL), Basis::Added, clock.now()).await.expect("known");
        known_to.add(person.id, &code("RX9"), Basis::Added, clock.now()).await.expect("known");
        let keeping = Keeping {
            copies: Copies::new(home.database.clone(), keys.clone()),
            known_to,
            demographics: LastDemographics::new(home.database.clone(), keys.clone()),
            reports: Reports::new(home.database.clone(), keys.clone()),
            result_waits: ResultWaits::new(home.database.clone()),
            stopped: StoppedSources::new(home.database.clone()),
            keys,
        };
        let kinds: Kinds = [Kind::Medicines, Kind::Allergies, Kind::Details].into_iter().collect();
        let source =
            |org: Organisation, rules, script: &Arc<Scripted>| Source::new(org, kinds, rules, script.clone());
        let surgery_org = organisation(SURGERY, "Hill Street Surgery", Setting::Gp);
        let hospital_org = organisation(HOSPITAL, "Riverside Hospital", Setting::Hospital);
        let stranger = script(medicines(vec![]));
        let national = script(medicines(vec![]));
        let national_org = || organisation("X26", "National demographics", Setting::National);
        let of_everyone = Rules { is_demographics: true, ..Rules::default() };
        let details = Kinds::just(Kind::Details);
        let stranger_org = organisation("RX7", "Faraway Hospital", Setting::Hospital);
        let gather = Gather::new(
            vec![
                source(surgery_org, Rules::default(), &surgery),
                source(hospital_org, hospital_rules, &hospital),
                source(stranger_org, Rules::default(), &stranger),
                Source::new(national_org(), details, of_everyone, national.clone()),
            ],
            vec![organisation("RX9", "Eastmoor Hospital", Setting::Hospital)],
            Some((national_org(), demographics.clone())),
            keeping,
            Limits { page_deadline: Duration::from_millis(300), ..Limits::default() },
            clock.clone(),
        );
        let log = testing::access_log(&home.database);
        let scripts =
            HashMap::from([(SURGERY, surgery), (HOSPITAL, hospital), ("RX7", stranger), ("X26", national)]);
        Self { home, gather, clock, person, log, scripts, demographics }
    }

    pub(super) fn permit(&self) -> Permit {
        access::testing::permit(self.person.clone(), self.log.clone(), self.clock.clone())
    }

    pub(super) async fn medicines(&self) -> One<Medicine> {
        let permit = self.permit();
        let sealed = self.gather.one::<Medicine>(&permit).await.expect("gathered");
        permit.disclose(sealed, Purpose::List).await.expect("opened")
    }

    pub(super) fn script(&self, ods_code: &str, says: Says) {
        *self.scripts[ods_code].says.lock().expect("a script") = says;
    }

    pub(super) fn asked(&self, ods_code: &str) -> u32 {
        self.scripts[ods_code].asked.load(Ordering::SeqCst)
    }
}

pub(super) fn state<'a, T>(gathered: &'a Gathered<T>, ods_code: &str) -> &'a SourceState {
    let report = gathered.sources.iter().find(|report| report.organisation.ods_code == code(ods_code));
    &report.expect("a report").state
}
