//! A hospital with a log-in of its own, over HTTP: before anybody logs in there, there and back, and afterwards.

use std::path::PathBuf;

use reqwest::header::LOCATION;
use reqwest::{Certificate, Client, StatusCode, redirect};
use tempfile::TempDir;
use url::Url;

use super::app::{TestApp, Visitor, now, run, words};
use crate::sandbox::{self, Options, PracticePerson, Sandbox};

const ONLY_THERE: &str = "Glaucoma";

/// A portal beside a practice health service in which Riverside answers only to its patients' own log-in.
struct World {
    app: TestApp,
    service: Sandbox,
    authority: Certificate,
    _folder: TempDir,
}

impl World {
    async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let options = Options { now: now(), folder: folder.path().to_owned() };
        let service = sandbox::start(options).await.expect("it starts");
        let (client, _, _) = service.client_key().expect("a key");
        let smart = format!("auth = {{ type = \"smart\", client_id = \"{client}\" }}\n");
        let toml = service.sources_toml();
        let sources = toml.split_inclusive("[[source]]\n").map(|block| {
            let is_riverside = block.contains("ods_code = \"RZ1\"\n");
            if is_riverside {
                block.replacen("auth = { type = \"none\" }\n", &smart, 1)
            } else {
                block.to_owned()
            }
        });
        let path: PathBuf = folder.path().join("sources.toml");
        std::fs::write(&path, sources.collect::<String>()).expect("a file");
        let app = TestApp::start(&["--practice-service", path.to_str().expect("a path")]).await;
        let ca_file = toml.lines().find_map(|line| line.strip_prefix("ca_file = ")).expect("a certificate");
        let pem = std::fs::read(ca_file.trim_matches('"')).expect("a file");
        let authority = Certificate::from_pem(&pem).expect("a certificate");
        Self { app, service, authority, _folder: folder }
    }

    fn person(&self, key: &str) -> &PracticePerson {
        self.service.people().iter().find(|person| person.key == key).expect("a person")
    }

    async fn log_in(&self, key: &str) -> Visitor<'_> {
        let person = self.person(key);
        self.app.log_in_with(&person.email, &person.password).await
    }

    /// Goes there as our page says, logs in as `who`, and gives the address that the browser is sent back to.
    async fn there(&self, visitor: &Visitor<'_>, who: &str) -> Url {
        let sent = visitor.get("/hospital-log-in/RZ1/go").await;
        assert_eq!(sent.status(), StatusCode::SEE_OTHER);
        let mut go_to = Url::parse(sent.headers()[LOCATION].to_str().expect("text")).expect("an address");
        let back = go_to.query_pairs().find(|(name, _)| name == "redirect_uri").expect("a way back").1;
        assert_eq!(back, self.app.url("/hospital-log-in/back"));
        go_to.query_pairs_mut().append_pair("login_hint", who);
        let browser =
            Client::builder().tls_certs_only([self.authority.clone()]).redirect(redirect::Policy::none());
        let answer = browser.build().expect("a browser").get(go_to).send().await.expect("an answer");
        Url::parse(answer.headers()[LOCATION].to_str().expect("text")).expect("an address")
    }
}

fn path(url: &Url) -> String {
    format!("{}?{}", url.path(), url.query().unwrap_or_default())
}

#[test]
fn a_hospital_with_a_log_in_of_its_own_answers_once_its_patient_has_been_there() {
    run(async {
        let world = World::start().await;
        let sam = world.log_in("sam").await;
        assert!(!sam.page("/record/conditions").await.contains(ONLY_THERE));
        let page = sam.page("/where-from").await;
        assert!(page.contains("href=\"/hospital-log-in/RZ1\""), "{page}");
        let said = words(&sam.page("/hospital-log-in/RZ1").await);
        assert!(said.contains("The next page is its own and not part of Front Door."), "{said}");
        let back = world.there(&sam, "sam").await;
        let answer = sam.get(&path(&back)).await;
        assert_eq!(
            (answer.status(), &answer.headers()[LOCATION]),
            (StatusCode::SEE_OTHER, &"/where-from".parse().expect("text"))
        );
        assert!(sam.page("/record/conditions").await.contains(ONLY_THERE));
        let said = words(&sam.page("/who-looked").await);
        assert!(said.contains("Changed: a hospital is asked with its own log-in"), "{said}");
        // The way back counts once.
        let again = words(&sam.page(&path(&back)).await);
        assert!(again.contains("You are not logged in there"), "{again}");
        // It ends with the log-in here.
        sam.post("/log-out", &[]).await;
        let later = world.log_in("sam").await;
        assert!(!later.page("/record/conditions").await.contains(ONLY_THERE));
    });
}

#[test]
fn somebody_elses_log_in_there_opens_nothing() {
    run(async {
        let world = World::start().await;
        let sam = world.log_in("sam").await;
        let others = world.service.people().iter().filter(|person| person.is_known_to("RZ1"));
        let other = others.map(|person| person.key).find(|key| *key != "sam").expect("another patient");
        let back = world.there(&sam, other).await;
        let said = words(&sam.page(&path(&back)).await);
        assert!(said.contains("Somebody else logged in there, so we took nothing."), "{said}");
        assert!(!sam.page("/record/conditions").await.contains(ONLY_THERE));
        // What Sam began, nobody else can end.
        let back = world.there(&sam, "sam").await;
        let stranger = world.log_in(other).await;
        let said = words(&stranger.page(&path(&back)).await);
        assert!(said.contains("You are not logged in there"), "{said}");
    });
}

#[test]
fn whatever_else_comes_of_it_has_its_words_and_changes_nothing() {
    run(async {
        let world = World::start().await;
        let sam = world.log_in("sam").await;
        for (change, expected) in [
            ("error=access_denied", "You did not let Front Door in."),
            ("error=server_error", "Its log-in is not working now."),
            ("code=wrong", "It took too long, or another window was used."),
            ("", "It took too long, or another window was used."),
        ] {
            let back = world.there(&sam, "sam").await;
            let state = back.query_pairs().find(|(name, _)| name == "state").expect("a state").1.into_owned();
            let said = words(&sam.page(&format!("/hospital-log-in/back?state={state}&{change}")).await);
            assert!(said.contains(expected), "{change}: {said}");
        }
        let unasked = words(&sam.page("/hospital-log-in/back?state=x&code=y").await);
        assert!(unasked.contains("It took too long"), "{unasked}");
        for other in ["/hospital-log-in/RZ2", "/hospital-log-in/RZ2/go", "/hospital-log-in/no%20code"] {
            assert_eq!(sam.get(other).await.status(), StatusCode::NOT_FOUND, "{other}");
        }
        assert!(!sam.page("/record/conditions").await.contains(ONLY_THERE));
    });
}

#[test]
fn of_a_restricted_record_nobody_is_led_to_a_hospital() {
    run(async {
        let world = World::start().await;
        let robin = world.log_in("robin").await;
        let page = robin.page("/where-from").await;
        assert!(page.contains("Riverside Hospital") && !page.contains("/hospital-log-in/"), "{page}");
        for path in ["/hospital-log-in/RZ1", "/hospital-log-in/RZ1/go"] {
            assert_eq!(robin.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    });
}
