//! Puts the portal together from its settings: database, keys, sources, journeys.

mod auth;
mod nhs_login;
mod practice_answers;
mod practice_help;
mod practice_use;
mod sources;
mod staff_log_in;
mod telling;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;

use crate::access::{
    Access, AccessSettings, AttemptLimits, CannotAdd, CannotAddStaff, CareVisits, LogSearches, NewAccount,
    NewStaff, PasswordError, StaffLimits, TerminalLogIn,
};
use crate::connectors::{ContactService, OrganisationDirectory, ServiceFinder};
use crate::domain::{Clock, NhsNumber, NotAnNhsNumber, NotAnOdsCode, OdsCode};
use crate::gather::{
    Finds, Gather, HealthKeeper, Keeping, Limits, OrganisationNames, Relationships, Services,
};
use crate::requests::{self, Requests};
use crate::routes;
use crate::sandbox::{self, PracticePerson, PracticeStaff, Sandbox, SandboxError};
use crate::settings::{Settings, SettingsError, SourcesError, SourcesFile, is_this_machine};
use crate::sheets::Drawer;
use crate::store::{
    Copies, Database, Drafts, KeptForms, KeptRequests, Keys, KeysError, KnownTo, LastDemographics,
    LettersRead, LogChecker, NationalRelationships, PatientNotices, Realm, Reports, ResultWaits, Searches,
    Seen, SessionLimits, StoppedSources, StoreError, UsedOnce, WeekCounter, chain_of_node, keep_checkpoints,
    keep_house,
};
use crate::telling::{Reminding, TellingNews};
use crate::web::{AppState, KeyNames, Parts, Site};
use crate::words::glossary;

pub use auth::auth;
use telling::Telling;

pub use sources::{Connected, Directory, SourceError, budget, connect, connect_directory, lacks_approval};
pub use telling::CannotTell;

/// Why the portal does not start, in words for whoever runs it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Sources(#[from] SourcesError),
    #[error("in the sources file: {0}")]
    Source(#[from] SourceError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Keys(#[from] KeysError),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Telling(#[from] CannotTell),
    #[error("this program cannot find its own file, which draws letters: {0}")]
    OwnProgram(#[source] std::io::Error),
    #[error("the practice health service does not start: {0}")]
    Sandbox(#[from] SandboxError),
    #[error("NHS login cannot be used: {0}")]
    NhsLogin(#[from] nhs_login::NhsLoginError),
    #[error(transparent)]
    StaffLogIn(#[from] staff_log_in::StaffLogInError),
    #[error("the practice sources file {path} cannot be written: {why}")]
    PracticeSources { path: PathBuf, why: std::io::Error },
    #[error("a practice person cannot be added: {0}")]
    PracticePerson(#[from] CannotAdd),
    #[error("a practice member of staff cannot be added: {0}")]
    PracticeStaff(#[from] CannotAddStaff),
    #[error("a practice person is made up badly: {0}")]
    PracticeNumber(#[from] NotAnNhsNumber),
    #[error("a practice person is made up badly: {0}")]
    PracticeCode(#[from] NotAnOdsCode),
}

/// What is kept, opened.
pub struct Kept {
    pub database: Database,
    pub keys: Keys,
    pub access: Access,
}

/// A portal that is ready to serve.
pub struct Portal {
    pub router: Router,
    pub database: Database,
    pub access: Access,
    /// In practice mode.
    pub sandbox: Option<Arc<Sandbox>>,
    pub national: National,
    pub reminding: Arc<Reminding>,
    pub telling_news: Arc<TellingNews>,
    pub health_keeper: Arc<HealthKeeper>,
    pub week_counter: Arc<WeekCounter>,
}

/// The national services that hold no part of a record, as far as the sources file names them.
#[derive(Clone)]
pub struct National {
    pub contact_details: Option<Arc<dyn ContactService>>,
    pub relationships: Option<Relationships>,
    pub organisations: Option<Arc<dyn OrganisationDirectory>>,
    pub services: Option<Arc<dyn ServiceFinder>>,
}

/// Opens what is kept: the database, brought up to this version, and the keys.
///
/// # Errors
/// What keeps it shut.
pub async fn kept(settings: &Settings, clock: Clock) -> Result<Kept, StartError> {
    let realm = if settings.practice { Realm::Practice } else { Realm::Real };
    let database = Database::open(&settings.database_url, realm).await?;
    let keys =
        if settings.practice { Keys::load_or_make(&settings.keys)? } else { Keys::load(&settings.keys)? };
    let access = Access::new(database.clone(), keys.clone(), clock, access_settings(settings))?;
    Ok(Kept { database, keys, access })
}

/// # Errors
/// The first thing that keeps it from starting.
pub async fn portal(settings: &Settings, clock: Clock) -> Result<Portal, StartError> {
    settings.check()?;
    glossary::read();
    let (file, sandbox) = sources(settings, &clock).await?;
    let everyone = sources::everyone(&file, settings)?;
    let Kept { database, keys, access } = kept(settings, clock.clone()).await?;
    // What an older key sealed is sealed with the one that writes now, so that the older one can be taken away.
    database.seal_anew_at_start(&keys).await?;
    if settings.practice {
        let people = sandbox::people_at(clock.now());
        for person in &people {
            add_practice_person(&access, person).await?;
        }
        for staff in sandbox::staff() {
            add_practice_staff(&access, staff).await?;
        }
        practice_help::help(&access, &database, &people, &clock).await?;
        practice_use::use_over_time(&database, &keys, access.today(), clock.now()).await?;
    }
    let telling =
        Telling::new(settings, sandbox.as_deref(), database.clone(), keys.clone(), clock.clone()).await?;
    let key_names =
        KeyNames { writes: keys.writing().to_owned(), older: keys.older().map(str::to_owned).collect() };
    let limits = limits(settings);
    let reports = Reports::new(database.clone(), keys.clone());
    let kept_requests = KeptRequests::new(database.clone(), keys.clone());
    let stopped = StoppedSources::new(database.clone());
    let log_checker = LogChecker::new(database.clone(), keys.clone(), settings.checkpoints(), clock.clone());
    let notices = PatientNotices::start(database.clone(), clock.clone()).await?;
    let keeping = Keeping {
        copies: Copies::new(database.clone(), keys.clone()),
        known_to: KnownTo::new(database.clone()),
        demographics: LastDemographics::new(database.clone(), keys.clone()),
        result_waits: ResultWaits::new(database.clone()),
        reports: reports.clone(),
        stopped: stopped.clone(),
        keys,
    };
    let used_once = UsedOnce::new(database.clone(), keeping.keys.clone());
    let kept_forms = KeptForms::new(database.clone(), keeping.keys.clone());
    let (sessions, copies) = (access.sessions.clone(), keeping.copies.clone());
    let drafts = Drafts::new(database.clone(), keeping.keys.clone());
    let (forms, unfinished) = (kept_forms.clone(), drafts.clone());
    keep_house(sessions, copies, used_once, forms, unfinished, clock.clone(), limits.copy_life);
    keep_checkpoints(database.clone(), keeping.keys.clone(), clock.clone(), settings.checkpoints());
    let kept_relationships = NationalRelationships::new(database.clone(), keeping.keys.clone());
    let national = National {
        contact_details: everyone.contact_details,
        relationships: everyone.relationships.map(|(organisation, service, needs_nhs_login)| {
            Relationships::new(organisation, service, kept_relationships, needs_nhs_login, clock.clone())
        }),
        organisations: everyone.organisations,
        services: everyone.services,
    };
    let (known_to, result_waits) = (keeping.known_to.clone(), keeping.result_waits.clone());
    let searches = Searches::new(database.clone(), keeping.keys.clone());
    let (sources, not_connected) = (everyone.sources, everyone.not_connected);
    let gather = Gather::new(sources, not_connected, everyone.demographics, keeping, limits, clock.clone());
    if let Some(sandbox) = &sandbox {
        let gather = gather.clone();
        sandbox.when_a_fault_is_set(move || gather.start_afresh());
    }
    if settings.practice {
        practice_answers::answers_over_time(&database, &gather.health(), clock.now()).await?;
    }
    let health_keeper = Arc::new(HealthKeeper::new(&gather, database.clone(), clock.clone()));
    // What was known before this program started is known from the first page on.
    health_keeper.keep().await?;
    tokio::spawn(health_keeper.clone().run());
    let week_counter = Arc::new(WeekCounter::new(database.clone(), clock.clone()));
    tokio::spawn(week_counter.clone().run());
    let limit = Duration::from_secs(settings.request_seconds);
    let (outbox, contacts) = (telling.outbox.clone(), telling.contacts.clone());
    let (gathered, asks, tells) = (gather.clone(), access.clone(), outbox.clone());
    let requests = Requests::new(kept_requests, gathered, asks, tells, limit, clock.clone());
    requests::follow(requests.clone());
    let (reminders, news) = (telling.reminders.clone(), telling.news.clone());
    let marks = (Seen::new(database.clone()), LettersRead::new(database.clone()));
    let (reminding, telling_news) =
        telling.start(access.clone(), gather.clone(), reports.clone(), marks.clone());
    let (nhs_login, practice_nhs_login) = nhs_login::nhs_login(settings, sandbox.as_ref()).await?;
    let (staff_log_ins, practice_staff_log_in) =
        staff_log_in::staff_log_ins(settings, &file.staff_log_in, sandbox.as_ref()).await?;
    let has_nhs_login = nhs_login.is_some();
    let passkeys = access.accounts.has_passkeys();
    let state = AppState::from(Parts {
        gather,
        access: access.clone(),
        known_to,
        result_waits,
        seen: marks.0,
        searches,
        organisations: OrganisationNames::new(national.organisations.clone()),
        kept_forms,
        drafts,
        services: Services::new(national.services.clone()),
        relationships: national.relationships.clone(),
        finds: Finds::default(),
        letters_read: marks.1,
        drawer: Drawer::own().map_err(StartError::OwnProgram)?,
        reports,
        stopped,
        notices,
        log_searches: LogSearches::default(),
        care_visits: CareVisits::default(),
        log_checker,
        sources_file: Arc::new(file),
        key_names,
        differs: settings.differs().into(),
        requests,
        outbox,
        contacts,
        reminders,
        news,
        service_manager: service_manager(settings),
        database: database.clone(),
        clock: clock.clone(),
        public_url: settings.public_url.clone(),
        leave_to: settings.leave_to.clone(),
        nhs_login,
        staff_log_ins,
    });
    let organisation = settings.organisation.as_deref().map(Into::into);
    let log_in = access_settings(settings).sessions;
    let (practice, log_years) = (settings.practice, settings.log_years);
    let site = Site { practice, organisation, log_in, log_years, nhs_login: has_nhs_login, passkeys, clock };
    let practice = routes::Practice {
        sandbox: sandbox.clone(),
        nhs_login: practice_nhs_login,
        staff_log_in: practice_staff_log_in,
    };
    let router = routes::router(state, site, settings, practice);
    Ok(Portal {
        router,
        database,
        access,
        sandbox,
        national,
        reminding,
        telling_news,
        health_keeper,
        week_counter,
    })
}

async fn sources(
    settings: &Settings,
    clock: &Clock,
) -> Result<(SourcesFile, Option<Arc<Sandbox>>), StartError> {
    if let Some(path) = &settings.sources {
        let file = SourcesFile::read(path)?;
        file.check_for_real_people(path)?;
        return Ok((file, None));
    }
    if let Some(path) = &settings.practice_service {
        let file = SourcesFile::read(path)?;
        all_on_this_machine(&file)?;
        return Ok((file, None));
    }
    let folder = settings.keys.parent().map_or_else(|| PathBuf::from("data"), Path::to_path_buf);
    let sandbox = sandbox::start(sandbox::Options { now: clock.now(), folder: folder.clone() }).await?;
    // An ordinary file, so that `front-door check-source` can be tried on it too.
    let path = folder.join("practice-sources.toml");
    let written = std::fs::write(&path, sandbox.sources_toml());
    written.map_err(|why| StartError::PracticeSources { path: path.clone(), why })?;
    Ok((SourcesFile::read(&path)?, Some(Arc::new(sandbox))))
}

/// Anybody can log in to practise, so nothing but a practice health service on this machine may be asked.
fn all_on_this_machine(file: &SourcesFile) -> Result<(), SettingsError> {
    let sources = file.source.iter().flat_map(|source| source.interfaces());
    let directories = file.directories.all().map(|(_, _, entry)| entry.base_url.clone());
    let mut all = sources.map(|interface| interface.base_url).chain(directories);
    match all.find(|url| !is_this_machine(url)) {
        Some(url) => Err(SettingsError::ServiceElsewhere(url.to_string())),
        None => Ok(()),
    }
}

async fn add_practice_person(access: &Access, person: &PracticePerson) -> Result<(), StartError> {
    if access.accounts.exists(&person.email).await? {
        return Ok(());
    }
    let new = NewAccount {
        email: Some(person.email.clone()),
        nhs_number: NhsNumber::parse(person.nhs_number)?,
        name: person.name.clone(),
        date_of_birth: person.birth_date,
        known_to: person.known_to.iter().map(|code| OdsCode::parse(code)).collect::<Result<_, _>>()?,
        password: person.password.clone().into(),
    };
    access.accounts.add(new).await?;
    Ok(())
}

async fn add_practice_staff(access: &Access, staff: PracticeStaff) -> Result<(), StartError> {
    if access.staff.exists(staff.email).await? {
        return Ok(());
    }
    let new = NewStaff {
        email: staff.email.to_owned(),
        name: staff.name.to_owned(),
        organisation: OdsCode::parse(staff.organisation)?,
        roles: staff.roles,
        password: staff.password.to_owned().into(),
        app: Some(staff.app()),
    };
    access.staff.add(new).await?;
    Ok(())
}

/// In practice mode somebody made up, so that it can be seen what is sent.
fn service_manager(settings: &Settings) -> Option<String> {
    let practice = settings.practice.then(|| "service.manager@practice.example".to_owned());
    settings.telling.service_manager_email.clone().or(practice)
}

fn access_settings(settings: &Settings) -> AccessSettings {
    AccessSettings {
        https: settings.public_url.scheme() == "https",
        public_url: Some(settings.public_url.clone()),
        sessions: SessionLimits {
            idle: chrono::Duration::minutes(settings.idle_minutes.into()),
            absolute: chrono::Duration::hours(settings.log_in_hours.into()),
        },
        terminal_log_in: TerminalLogIn(chrono::Duration::minutes(settings.terminal_log_in_minutes.into())),
        attempts: AttemptLimits::default(),
        staff: StaffLimits {
            idle: chrono::Duration::minutes(settings.staff_idle_minutes.into()),
            absolute: chrono::Duration::hours(settings.staff_log_in_hours.into()),
        },
        node: chain_of_node(&settings.node),
        ages: settings.ages.ages(),
    }
}

fn limits(settings: &Settings) -> Limits {
    Limits {
        page_deadline: settings.page_deadline(),
        question_deadline: Duration::from_secs(settings.question_seconds),
        reuse: Duration::from_secs(settings.reuse_seconds),
        keep_pages: settings.keep_pages,
        letter_bytes: settings.letter_bytes,
        copy_life: chrono::Duration::days(settings.copy_days.into()),
        ..Limits::default()
    }
}
