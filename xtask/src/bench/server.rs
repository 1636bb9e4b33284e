//! The release, started for one measure in a folder and on a port of its own.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::http;
use crate::project;

const TIME_TO_START: Duration = Duration::from_secs(30);

/// A running portal; dropping it stops it.
pub struct Server {
    process: Child,
    folder: Arc<Folder>,
    pub address: SocketAddr,
    /// From starting the program to its first "ready".
    pub time_to_ready: Duration,
}

/// A made-up person of the practice health service.
pub struct Person {
    pub email: String,
    pub password: String,
    pub note: String,
}

impl Server {
    /// Practice mode, with an empty database.
    pub fn practice(settings: &[(&str, &str)]) -> Result<Server> {
        let settings = [&[("FRONT_DOOR_PRACTICE", "yes")], settings].concat();
        Server::start(&Arc::new(Folder::new()?), &settings)
    }

    /// In this folder, with these settings.
    pub fn start(folder: &Arc<Folder>, settings: &[(&str, &str)]) -> Result<Server> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let start = Instant::now();
        let process = Command::new(project::program(true))
            .current_dir(&folder.path)
            .env("FRONT_DOOR_ADDRESS", address.to_string())
            .env("FRONT_DOOR_PUBLIC_URL", format!("http://localhost:{}", address.port()))
            .env("DATABASE_URL", "sqlite:data/front-door.db")
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.path.join("log"))?)
            .spawn()
            .context("the release could not be started")?;
        let mut server =
            Server { process, folder: Arc::clone(folder), address, time_to_ready: Duration::ZERO };
        server.wait(start)?;
        Ok(server)
    }

    fn wait(&mut self, start: Instant) -> Result<()> {
        while start.elapsed() < TIME_TO_START {
            if http::get(self.address, "/health/ready", &[]).is_ok_and(|answer| answer.status == 200) {
                self.time_to_ready = start.elapsed();
                return Ok(());
            }
            if self.process.try_wait()?.is_some() {
                break;
            }
            sleep(Duration::from_millis(1));
        }
        bail!(
            "the portal did not start: {}",
            fs::read_to_string(self.folder.path.join("log")).unwrap_or_default()
        )
    }

    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    /// The made-up people.
    pub fn people(&self) -> Result<Vec<Person>> {
        let answer = http::get(self.address, "/practice/people.json", &[])?;
        let people: Vec<Value> =
            serde_json::from_str(answer.text()?).context("the list of practice people")?;
        let word = |person: &Value, name: &str| person[name].as_str().map(str::to_owned);
        people
            .iter()
            .map(|person| {
                Some(Person {
                    email: word(person, "email")?,
                    password: word(person, "password")?,
                    note: word(person, "note").unwrap_or_default(),
                })
            })
            .collect::<Option<_>>()
            .context("a practice person has no email or password")
    }

    /// The person with records in all five organisations.
    pub fn person_in_five(&self) -> Result<Person> {
        let mut people = self.people()?;
        let place = people.iter().position(|person| person.note.contains("five")).unwrap_or(0);
        if people.is_empty() {
            bail!("there are no practice people");
        }
        Ok(people.swap_remove(place))
    }

    /// Logs in; gives the cookie to send.
    pub fn log_in(&self, person: &Person) -> Result<String> {
        let origin = self.origin();
        let fields = [("email", person.email.as_str()), ("password", person.password.as_str())];
        let answer = http::post(self.address, "/log-in", &[("Origin", &origin)], &fields)?;
        if answer.status != 303 {
            bail!("log-in answered {}", answer.status);
        }
        let cookie = answer.header("set-cookie").context("log-in set no cookie")?;
        Ok(cookie.split(';').next().unwrap_or_default().to_owned())
    }

    /// Opens a page as the person of this cookie until every organisation has answered, so that nothing is waited
    /// for any more.
    pub fn warm(&self, cookie: &str, paths: &[&str]) -> Result<()> {
        for path in paths {
            for _ in 0..3 {
                let answer = http::get(self.address, path, &[("Cookie", cookie)])?;
                if answer.status != 200 {
                    bail!("{path} answered {}", answer.status);
                }
            }
        }
        Ok(())
    }

    /// Where it runs.
    pub fn folder(&self) -> &Arc<Folder> {
        &self.folder
    }

    pub fn process_id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An empty folder of our own; dropping it takes it away.
pub struct Folder {
    pub path: PathBuf,
}

impl Folder {
    pub fn new() -> Result<Folder> {
        let since = std::time::UNIX_EPOCH.elapsed()?.as_nanos();
        let path = std::env::temp_dir().join(format!("front-door-bench-{since}"));
        fs::create_dir_all(path.join("data"))?;
        Ok(Folder { path })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}
