//! Puts together what tells people things: the services that take messages, the outbox, and who works on it.

use std::sync::Arc;
use std::time::Duration;

use crate::access::Access;
use crate::domain::{Channel, Clock};
use crate::gather::Gather;
use crate::sandbox::Sandbox;
use crate::settings::{Settings, TellingSettingsError};
use crate::store::{
    Contacts, Database, Keys, LettersRead, News, Outbox, Reminders, Reports, Seen, StoreError,
};
use crate::telling::{
    MailServer, NotANotifyKey, NotASender, Notify, NotifyKey, Posts, Reminding, Smtp, TellingNews, Worker,
    watch_grants,
};

/// How often what has had its time is dropped.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Why people cannot be told things as the settings say.
#[derive(Debug, thiserror::Error)]
pub enum CannotTell {
    #[error(transparent)]
    Settings(#[from] TellingSettingsError),
    #[error(transparent)]
    NotifyKey(#[from] NotANotifyKey),
    #[error(transparent)]
    Sender(#[from] NotASender),
    #[error("FRONT_DOOR_SMTP_URL begins with smtp:// or smtps://")]
    NotASmtpUrl,
    #[error("GOV.UK Notify cannot be asked: {0}")]
    Client(#[from] reqwest::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What tells people things.
pub struct Telling {
    pub outbox: Outbox,
    pub contacts: Contacts,
    pub reminders: Reminders,
    pub news: News,
    posts: Posts,
    database: Database,
    clock: Clock,
}

impl Telling {
    /// # Errors
    /// What in the settings cannot be used.
    pub async fn new(
        settings: &Settings,
        sandbox: Option<&Sandbox>,
        database: Database,
        keys: Keys,
        clock: Clock,
    ) -> Result<Self, CannotTell> {
        let posts = posts(settings, sandbox, &clock)?;
        let is_there = |way: &Channel| match way {
            Channel::Letter => settings.practice || settings.telling.letters,
            way => posts.of(*way).is_some(),
        };
        let ways: Vec<Channel> = Channel::ALL.into_iter().filter(is_there).collect();
        let outbox = Outbox::new(database.clone(), keys.clone(), &ways, settings.telling.quiet_hours.0);
        let contacts = Contacts::new(database.clone(), keys);
        let days = settings.telling.reminder_days;
        let before = (days > 0).then(|| chrono::Duration::days(days.into()));
        let reminders = Reminders::new(database.clone(), before);
        let hours = settings.telling.news_hours;
        let every = (hours > 0).then(|| chrono::Duration::hours(hours.into()));
        let news = News::new(database.clone(), every);
        Ok(Self { outbox, contacts, reminders, news, posts, database, clock })
    }

    /// Starts the tasks that send, remind and drop what has had its time. They end with the program; whatever they leave
    /// half done is taken up at the next start.
    pub fn start(
        self,
        access: Access,
        gather: Gather,
        reports: Reports,
        (seen, letters_read): (Seen, LettersRead),
    ) -> (Arc<Reminding>, Arc<TellingNews>) {
        let Self { outbox, contacts, reminders, news, posts, database, clock } = self;
        tokio::spawn(Worker::new(outbox.clone(), posts, clock.clone()).run());
        tokio::spawn(watch_grants(access.clone(), outbox.clone()));
        tokio::spawn(drop_old(outbox.clone(), reminders.clone(), clock.clone()));
        let telling_news = TellingNews {
            news,
            outbox: outbox.clone(),
            contacts: contacts.clone(),
            seen,
            letters_read,
            database: database.clone(),
            access: access.clone(),
            gather: gather.clone(),
            clock: clock.clone(),
        };
        let telling_news = Arc::new(telling_news);
        tokio::spawn(telling_news.clone().run());
        let reminding = Reminding { reminders, outbox, contacts, database, access, gather, reports, clock };
        let reminding = Arc::new(reminding);
        tokio::spawn(reminding.clone().run());
        (reminding, telling_news)
    }
}

async fn drop_old(outbox: Outbox, reminders: Reminders, clock: Clock) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let now = clock.now();
        for dropped in [outbox.drop_old(now).await, reminders.drop_old(now).await] {
            if let Err(error) = dropped {
                tracing::warn!(%error, "what people were told long ago could not be dropped");
            }
        }
    }
}

/// In practice mode everything goes to where it can be seen, and nothing anywhere else.
fn posts(settings: &Settings, sandbox: Option<&Sandbox>, clock: &Clock) -> Result<Posts, CannotTell> {
    if let Some(sandbox) = sandbox {
        let post = || Some(sandbox.post().clone() as Arc<_>);
        return Ok(Posts { text: post(), email: post(), letter: post() });
    }
    let mut posts = Posts::default();
    let telling = &settings.telling;
    let (text, email) = (telling.notify_text_template.clone(), telling.notify_email_template.clone());
    if text.is_some() || email.is_some() {
        let key = NotifyKey::parse(&telling.notify_key()?)?;
        let url = telling.notify_url.clone();
        let notify = Arc::new(Notify::new(url, key, text.clone(), email.clone(), clock.clone())?);
        posts.text = text.map(|_| notify.clone() as Arc<_>);
        posts.email = email.map(|_| notify as Arc<_>);
    }
    if let (Some(url), Some(from)) = (&telling.smtp_url, &telling.smtp_from) {
        let server = MailServer::of(url, telling.smtp_password()?).ok_or(CannotTell::NotASmtpUrl)?;
        let name = settings.public_url.host_str().unwrap_or("localhost");
        posts.email = Some(Arc::new(Smtp::new(server, from, name)?));
    }
    Ok(posts)
}
