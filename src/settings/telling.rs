//! The settings of telling people things: by text, by email, by letter, and when.

use std::path::PathBuf;

use clap::Args;
use secrecy::SecretString;
use url::Url;

use super::sources::read_secret;
use crate::domain::QuietHours;

/// The name of the variable that may hold Notify's key.
const NOTIFY_KEY: &str = "FRONT_DOOR_NOTIFY_KEY";
/// The name of the variable that may hold the mail server's password.
const SMTP_PASSWORD: &str = "FRONT_DOOR_SMTP_PASSWORD";

/// How people are told things. In practice mode nothing leaves this machine, whatever is set here.
#[derive(Args, Clone, Debug)]
pub struct TellingSettings {
    /// GOV.UK Notify's address.
    #[arg(long, env = "FRONT_DOOR_NOTIFY_URL", default_value = "https://api.notifications.service.gov.uk")]
    pub notify_url: Url,

    /// The file that holds GOV.UK Notify's API key. The key itself can stand in FRONT_DOOR_NOTIFY_KEY instead.
    #[arg(long, env = "FRONT_DOOR_NOTIFY_KEY_FILE")]
    pub notify_key_file: Option<PathBuf>,

    /// Notify's template for texts; its text is ((message)). With it people can be told by text.
    #[arg(long, env = "FRONT_DOOR_NOTIFY_TEXT_TEMPLATE")]
    pub notify_text_template: Option<String>,

    /// Notify's template for emails; its subject is ((subject)) and its text ((message)).
    #[arg(long, env = "FRONT_DOOR_NOTIFY_EMAIL_TEMPLATE")]
    pub notify_email_template: Option<String>,

    /// A mail server, before Notify for emails: `smtps://user@mail.example` or, with STARTTLS, `smtp://mail.example:587`.
    /// Without encryption on this machine only. The password stands in FRONT_DOOR_SMTP_PASSWORD or in a file.
    #[arg(long, env = "FRONT_DOOR_SMTP_URL")]
    pub smtp_url: Option<Url>,

    /// The file that holds the mail server's password.
    #[arg(long, env = "FRONT_DOOR_SMTP_PASSWORD_FILE")]
    pub smtp_password_file: Option<PathBuf>,

    /// Whom emails come from: `Front Door <no-reply@frontdoor.example>`.
    #[arg(long, env = "FRONT_DOOR_SMTP_FROM")]
    pub smtp_from: Option<String>,

    /// Whether somebody prints the letters that `front-door letters` gives; only then can people choose letters.
    #[arg(long, env = "FRONT_DOOR_LETTERS", default_value = "no", value_parser = super::yes_or_no, action = clap::ArgAction::Set)]
    pub letters: bool,

    /// When nobody is disturbed, by the clock in the UK, such as `21:00-08:00`; `none` for never. Codes and what is about
    /// the safety of a log-in come at any time.
    #[arg(long, env = "FRONT_DOOR_QUIET_HOURS", default_value = "21:00-08:00", value_parser = quiet_hours)]
    pub quiet_hours: Quiet,

    /// How often, in hours, each person's organisations are asked for news while they are away, so that they are told that
    /// there is something; 0 for never. Only organisations that answer without the patient present are asked.
    #[arg(long, env = "FRONT_DOOR_NEWS_HOURS", default_value_t = 24, value_parser = clap::value_parser!(u32).range(0..=168))]
    pub news_hours: u32,

    /// Whom an email goes to when somebody says that an entry in their record is not about them. It says nothing of
    /// anybody; `front-door reports` shows what is open.
    #[arg(long, env = "FRONT_DOOR_SERVICE_MANAGER_EMAIL")]
    pub service_manager_email: Option<String>,

    /// How many days before an appointment people are reminded of it; 0 for never.
    #[arg(long, env = "FRONT_DOOR_REMINDER_DAYS", default_value_t = 2, value_parser = clap::value_parser!(u32).range(0..=28))]
    pub reminder_days: u32,
}

/// The quiet hours, if there are any.
pub type Quiet = Maybe<QuietHours>;

/// As [`Option`], which clap would take for a setting that may be left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Maybe<T>(pub Option<T>);

fn quiet_hours(text: &str) -> Result<Quiet, String> {
    match text.trim() {
        "none" | "" => Ok(Maybe(None)),
        hours => hours.parse().map(|hours| Maybe(Some(hours))).map_err(|why| format!("{why}")),
    }
}

/// Settings of telling that do not fit together.
#[derive(Debug, thiserror::Error)]
pub enum TellingSettingsError {
    #[error(
        "FRONT_DOOR_NOTIFY_TEXT_TEMPLATE or FRONT_DOOR_NOTIFY_EMAIL_TEMPLATE is set without Notify's key: set FRONT_DOOR_NOTIFY_KEY_FILE or FRONT_DOOR_NOTIFY_KEY"
    )]
    TemplateWithoutKey,
    #[error(
        "FRONT_DOOR_SMTP_URL needs FRONT_DOOR_SMTP_FROM, such as Front Door <no-reply@frontdoor.example>"
    )]
    SmtpWithoutFrom,
    #[error("FRONT_DOOR_SMTP_URL begins with smtp:// or smtps://, such as smtps://front-door@mail.example")]
    NotASmtpUrl,
    #[error(
        "the password of FRONT_DOOR_SMTP_URL belongs into FRONT_DOOR_SMTP_PASSWORD or FRONT_DOOR_SMTP_PASSWORD_FILE"
    )]
    PasswordInUrl,
    #[error("a secret for telling people cannot be had: {0}")]
    Secret(String),
}

impl TellingSettings {
    /// # Errors
    /// The first two settings that do not fit together.
    pub fn check(&self) -> Result<(), TellingSettingsError> {
        let templates = self.notify_text_template.is_some() || self.notify_email_template.is_some();
        if templates && self.notify_key_file.is_none() && std::env::var_os(NOTIFY_KEY).is_none() {
            return Err(TellingSettingsError::TemplateWithoutKey);
        }
        let Some(url) = &self.smtp_url else { return Ok(()) };
        if !matches!(url.scheme(), "smtp" | "smtps") || url.host_str().is_none_or(str::is_empty) {
            return Err(TellingSettingsError::NotASmtpUrl);
        }
        if url.password().is_some() {
            return Err(TellingSettingsError::PasswordInUrl);
        }
        if self.smtp_from.is_none() {
            return Err(TellingSettingsError::SmtpWithoutFrom);
        }
        Ok(())
    }

    /// # Errors
    /// When it cannot be read.
    pub fn notify_key(&self) -> Result<SecretString, TellingSettingsError> {
        read_secret(self.notify_key_file.as_deref(), Some(NOTIFY_KEY)).map_err(TellingSettingsError::Secret)
    }

    /// The mail server's password, where the address has a user.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn smtp_password(&self) -> Result<Option<SecretString>, TellingSettingsError> {
        if self.smtp_url.as_ref().is_none_or(|url| url.username().is_empty()) {
            return Ok(None);
        }
        let secret = read_secret(self.smtp_password_file.as_deref(), Some(SMTP_PASSWORD));
        secret.map(Some).map_err(TellingSettingsError::Secret)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        settings: TellingSettings,
    }

    fn settings(options: &[&str]) -> TellingSettings {
        Line::parse_from(["front-door"].iter().chain(options)).settings
    }

    #[test]
    fn nothing_needs_to_be_set() {
        assert!(settings(&[]).check().is_ok());
    }

    #[test]
    fn what_does_not_fit_together_is_said_with_what_to_set() {
        let from = ["--smtp-from", "Front Door <no-reply@frontdoor.example>"];
        let smtp = |url| settings(&[&["--smtp-url", url][..], &from[..]].concat()).check();
        assert!(smtp("smtps://front-door@mail.example").is_ok());
        assert!(matches!(smtp("https://mail.example"), Err(TellingSettingsError::NotASmtpUrl)));
        assert!(matches!(smtp("smtp://a:b@mail.example"), Err(TellingSettingsError::PasswordInUrl)));
        let bare = settings(&["--smtp-url", "smtp://mail.example"]).check();
        assert!(matches!(bare, Err(TellingSettingsError::SmtpWithoutFrom)));
        let template = settings(&["--notify-text-template", "f33517ff-2a88-4f6e-b855-c550268ce08a"]).check();
        assert!(matches!(template, Err(TellingSettingsError::TemplateWithoutKey)));
    }

    #[test]
    fn quiet_hours_can_be_set_and_left_out() {
        assert_eq!(settings(&["--quiet-hours", "none"]).quiet_hours, Maybe(None));
        assert_eq!(settings(&[]).quiet_hours, Maybe("21:00-08:00".parse().ok()));
        assert!(Line::try_parse_from(["front-door", "--quiet-hours", "night"]).is_err());
    }
}
