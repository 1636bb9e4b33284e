//! Emails through a mail server of the organisation's own.

use std::time::Duration;

use async_trait::async_trait;
use lettre::address::{Address, Envelope};
use lettre::message::{Mailbox, header};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;
use url::Url;

use super::{Message, NotSent, Post};
use crate::domain::Contact;
use crate::store::NoticeId;

const TIME_TO_CONNECT: Duration = Duration::from_secs(20);
const TIME_TO_SEND: Duration = Duration::from_secs(60);

/// How a connection is kept private.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Security {
    /// TLS from the first byte (RFC 8314, section 3.3).
    Tls,
    /// `STARTTLS`; without it nothing is sent.
    StartTls,
    /// None: on this machine alone.
    None,
}

/// Where to hand emails over.
#[derive(Clone)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub user: Option<(String, SecretString)>,
}

impl MailServer {
    /// Reads `smtps://user@host:port` or `smtp://host:port`.
    pub fn of(url: &Url, password: Option<SecretString>) -> Option<Self> {
        let host = url.host_str()?.trim_matches(['[', ']']).to_owned();
        let is_here = host == "localhost"
            || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
        let (security, port) = match url.scheme() {
            "smtps" => (Security::Tls, 465),
            "smtp" if is_here => (Security::None, 25),
            "smtp" => (Security::StartTls, 587),
            _ => return None,
        };
        let user = percent_decoded(url.username());
        let user = (!user.is_empty()).then_some(user).zip(password);
        Some(Self { host, port: url.port().unwrap_or(port), security, user })
    }
}

fn percent_decoded(text: &str) -> String {
    let mut pairs = url::form_urlencoded::parse(text.as_bytes());
    pairs.next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}

/// A mail server. What it has taken it does not tell, so that a message that may have gone is not sent again.
pub struct Smtp {
    server: MailServer,
    from: Mailbox,
    /// The name that we say we have.
    hello: ClientId,
}

/// What in the settings cannot be used for emails.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("FRONT_DOOR_SMTP_FROM is written like Front Door <no-reply@frontdoor.example>")]
pub struct NotASender;

impl Smtp {
    /// `name` is the portal's own host.
    ///
    /// # Errors
    /// When nobody can be told from `from`.
    pub fn new(server: MailServer, from: &str, name: &str) -> Result<Self, NotASender> {
        let from = from.parse().map_err(|_| NotASender)?;
        Ok(Self { server, from, hello: ClientId::Domain(name.to_owned()) })
    }

    /// The whole email. Its id is ours, so that whoever gets it twice can tell.
    fn written(&self, id: NoticeId, to: Address, message: &Message) -> Option<lettre::Message> {
        lettre::Message::builder()
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&*message.subject)
            // No out-of-office answers (RFC 3834, section 5).
            .header(AutoSubmitted)
            .header(header::ContentType::TEXT_PLAIN)
            .body(format!("{}\r\n", message.body))
            .ok()
    }

    async fn connected(&self) -> Result<AsyncSmtpConnection, lettre::transport::smtp::Error> {
        let MailServer { host, port, security, user } = &self.server;
        let tls = || TlsParameters::builder(host.clone()).build_rustls();
        let first = if *security == Security::Tls { Some(tls()?) } else { None };
        let server = (host.as_str(), *port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(TIME_TO_CONNECT), &self.hello, first, None)
                .await?;
        if *security == Security::StartTls {
            connection.starttls(tls()?, &self.hello).await?;
        }
        if let Some((user, password)) = user {
            let credentials = Credentials::new(user.clone(), password.expose_secret().to_owned());
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await?;
        }
        Ok(connection)
    }
}

#[async_trait]
impl Post for Smtp {
    async fn send(&self, id: NoticeId, to: &Contact, message: &Message) -> Result<(), NotSent> {
        let Contact::Email(email) = to else { return Err(NotSent::Refused("smtp: emails only")) };
        let to: Address = email.parse().map_err(|_| NotSent::Refused("smtp: no such address"))?;
        let envelope = Envelope::new(Some(self.from.email.clone()), vec![to.clone()]);
        let envelope = envelope.map_err(|_| NotSent::Refused("smtp: no such address"))?;
        let written = self.written(id, to, message).ok_or(NotSent::Refused("smtp: cannot be written"))?;
        let not_reached = |why| NotSent::NotNow { why, after: None };
        let connected = timeout(TIME_TO_CONNECT, self.connected()).await;
        let mut connection =
            connected.map_err(|_| not_reached("smtp: not reached in time"))?.map_err(|error| {
                // The error's words are the server's, about ourselves: no recipient was named yet.
                tracing::warn!(%error, "the mail server cannot be used");
                not_reached("smtp: not reached")
            })?;
        let sent = timeout(TIME_TO_SEND, connection.send(&envelope, &written.formatted())).await;
        match sent {
            Ok(Ok(_)) => {
                // It is taken, however the farewell goes.
                let _ = timeout(Duration::from_secs(5), connection.quit()).await;
                Ok(())
            }
            Ok(Err(error)) if error.is_permanent() => Err(NotSent::Refused("smtp: refused (5xx)")),
            Ok(Err(error)) if error.is_transient() => Err(not_reached("smtp: not now (4xx)")),
            Ok(Err(_)) | Err(_) => Err(NotSent::NotKnown("smtp: the connection broke")),
        }
    }

    async fn has_gone(&self, _: NoticeId) -> Result<Option<bool>, NotSent> {
        Ok(None)
    }
}

/// `Auto-Submitted: auto-generated`.
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
