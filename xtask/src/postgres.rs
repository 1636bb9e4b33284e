//! A PostgreSQL of our own for the tests: in a new folder, on loopback, on a free port, gone afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::peers::free_port;
use crate::{command, debian};

const TIME_TO_START: Duration = Duration::from_secs(30);

/// A running server; dropping it stops it and takes its folder away.
pub struct Postgres {
    server: Child,
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Makes an empty database and starts a server on it. It need not survive a power cut, so it never waits for
    /// the disk.
    pub fn start() -> Result<Postgres> {
        Self::with(&["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"])
    }

    /// The same as it runs for real people: what is committed is on the disk.
    pub fn start_that_lasts() -> Result<Postgres> {
        Self::with(&[])
    }

    fn with(settings: &[&str]) -> Result<Postgres> {
        let programs = programs()?;
        let folder = std::env::temp_dir().join(format!("front-door-postgres-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let made = as_ordinary_user(&folder).and_then(|()| {
            let mut initdb = unprivileged(programs.join("initdb"))?;
            initdb.args([
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "-D",
            ]);
            command::output(initdb.arg(folder.join("data")))
        });
        if let Err(error) = made {
            let _ = fs::remove_dir_all(&folder);
            return Err(error);
        }
        let port = free_port()?;
        let server = unprivileged(programs.join("postgres"))?
            .arg("-D")
            .arg(folder.join("data"))
            .arg("-k")
            .arg(&folder)
            .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-N", "200"])
            .args(settings)
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.join("log"))?)
            .spawn()
            .context("PostgreSQL could not be started")?;
        let mut postgres = Postgres { server, programs, folder, port };
        postgres.wait()?;
        Ok(postgres)
    }

    /// The address of its database, for sqlx.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&mut self) -> Result<()> {
        let start = Instant::now();
        let port = self.port.to_string();
        while start.elapsed() < TIME_TO_START {
            let mut ready = command::program(self.programs.join("pg_isready"));
            if command::succeeds(ready.args(["-q", "-h", "127.0.0.1", "-p", &port])) {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() {
                break;
            }
            sleep(Duration::from_millis(100));
        }
        bail!("PostgreSQL did not start: {}", fs::read_to_string(self.folder.join("log")).unwrap_or_default())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // By its own tool: as root its parent is `runuser`, which passes no signal on.
        let stopped = unprivileged(self.programs.join("pg_ctl")).is_ok_and(|mut stop| {
            command::succeeds(stop.args(["stop", "-m", "immediate", "-D"]).arg(self.folder.join("data")))
        });
        if !stopped {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The newest of those installed.
fn programs() -> Result<PathBuf> {
    debian::install(&[debian::POSTGRESQL])?;
    let mut versions: Vec<_> = fs::read_dir(debian::POSTGRESQL.file)?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|programs| programs.join("initdb").exists())
        .collect();
    versions.sort();
    versions.pop().with_context(|| format!("no initdb in {}", debian::POSTGRESQL.file))
}

/// PostgreSQL refuses to run as root; the user that its package makes will do.
fn unprivileged(program: PathBuf) -> Result<Command> {
    if !debian::is_root() {
        return Ok(command::program(program));
    }
    let mut command = command::program("runuser");
    command.args(["-u", "postgres", "--"]).arg(program).current_dir("/");
    Ok(command)
}

fn as_ordinary_user(folder: &Path) -> Result<()> {
    if debian::is_root() {
        command::run(command::program("chown").arg("postgres").arg(folder))?;
    }
    Ok(())
}
