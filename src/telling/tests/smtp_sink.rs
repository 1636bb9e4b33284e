//! Emails through a real mail server: `aiosmtpd`, which keeps what it gets in a folder.

use std::path::PathBuf;
use std::sync::Arc;

use super::*;

/// Where the mail server is: `smtp://127.0.0.1:2525/folder`, the folder being the one that it keeps emails in.
const SMTP: &str = "FRONT_DOOR_TEST_SMTP";

pub struct Sink {
    url: url::Url,
    folder: PathBuf,
}

impl Sink {
    pub fn from_environment() -> Self {
        let told = std::env::var(SMTP).unwrap_or_else(|_| {
            panic!("set {SMTP} to a mail server and the folder where it keeps emails: cargo xtask peers starts one")
        });
        let url: url::Url = told.parse().expect("an smtp:// address");
        let folder = PathBuf::from(url.path());
        Self { url, folder }
    }

    pub fn posts(&self) -> Posts {
        let server = MailServer::of(&self.url, None).expect("a mail server");
        let smtp = Smtp::new(server, "Front Door <no-reply@frontdoor.example>", "frontdoor.example");
        Posts { email: Some(Arc::new(smtp.expect("a sender"))), ..Posts::default() }
    }

    /// The emails that came with this id.
    pub fn emails(&self, id: NoticeId) -> Vec<String> {
        let files = std::fs::read_dir(self.folder.join("new")).into_iter().flatten().flatten();
        let read = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
        read.filter(|text| text.contains(&id.to_string())).collect()
    }
}

#[tokio::test]
async fn an_email_arrives_with_our_id_generic_words_and_no_wish_for_automatic_answers() {
    let (desk, sink) = (Desk::new().await, Sink::from_environment());
    let id = desk.write(&email(), &About::SomethingNew).await;
    desk.work(&sink.posts()).await;
    assert_eq!(desk.state().await.0, "sent");
    let emails = sink.emails(id);
    assert_eq!(emails.len(), 1);
    let (headers, body) = emails[0].split_once("\n\n").expect("an email");
    for line in [
        format!("Message-ID: <{id}@frontdoor.example>"),
        "From: \"Front Door\" <no-reply@frontdoor.example>".to_owned(),
        "To: anna@example.org".to_owned(),
        "Subject: Front Door: there is something new for you".to_owned(),
        "Auto-Submitted: auto-generated".to_owned(),
    ] {
        assert!(headers.contains(&line), "{line} is not in {headers}");
    }
    assert!(body.starts_with("There is something new for you. Log in to Front Door"), "{body}");
}

#[tokio::test]
async fn a_mail_server_that_cannot_be_reached_is_tried_again_and_a_wrong_address_is_not() {
    let desk = Desk::new().await;
    let server = MailServer::of(&"smtp://127.0.0.1:9".parse().expect("an address"), None).expect("a server");
    let smtp = Smtp::new(server, "no-reply@frontdoor.example", "frontdoor.example").expect("a sender");
    let posts = Posts { email: Some(Arc::new(smtp)), ..Posts::default() };
    desk.write(&email(), &About::SomethingNew).await;
    desk.work(&posts).await;
    assert_eq!(desk.state().await, ("waiting".to_owned(), Some("smtp: not reached".to_owned())));
    let other = Desk::new().await;
    other.write(&Contact::Email("anna@@example".into()), &About::SomethingNew).await;
    other.work(&posts).await;
    assert_eq!(other.state().await.0, "failed");
}

#[test]
fn only_on_this_machine_goes_an_email_without_encryption() {
    let security =
        |url: &str| MailServer::of(&url.parse().expect("an address"), None).map(|server| server.security);
    assert_eq!(security("smtp://mail.example"), Some(Security::StartTls));
    assert_eq!(security("smtp://10.0.0.1:25"), Some(Security::StartTls));
    assert_eq!(security("smtps://mail.example"), Some(Security::Tls));
    assert_eq!(security("smtp://127.0.0.1:2525"), Some(Security::None));
    assert_eq!(security("https://mail.example"), None);
}
