//! Programs that others wrote, for the contract tests: on free ports of loopback, gone afterwards.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::stages::{Stages, say};
use crate::{command, npm, project, python};

/// Both read a great deal before they listen, and the machine may be busy.
const TIME_TO_START: Duration = Duration::from_secs(120);
const FOLDER: &str = "end2end/contract";

/// The descriptions that Prism serves, and what the tests know their addresses by.
const DESCRIPTIONS: [(&str, &str); 3] = [
    ("FRONT_DOOR_TEST_PRISM_AGGREGATOR", "patient-care-aggregator-consumer.json"),
    ("FRONT_DOOR_TEST_PRISM_PORTAL", "patient-care-aggregator-producer.json"),
    (
        "FRONT_DOOR_TEST_PRISM_GP_APPOINTMENTS",
        "gp-connect-appointments/gp-connect-appointments-management-fhir.yaml",
    ),
];
/// Keeps emails in the folder that stands behind its address.
const SMTP: &str = "FRONT_DOOR_TEST_SMTP";
const SEKMET: &str = "FRONT_DOOR_TEST_SEKMET";
/// It would answer orders and appointments by itself, and so change what the tests have put into it.
const SEKMET_SETTINGS: &str = "simulator:\n  enabled: false\n";

/// Starts them for tests that are run by hand, and stops them when Enter is pressed.
pub fn show(stages: &mut Stages) -> Result<()> {
    let peers = stages.stage("Starting programs that others wrote", Peers::start)?;
    for peer in &peers.running {
        println!("export {}={}", peer.variable, peer.address);
    }
    say("press Enter to stop them");
    std::io::stdin().read_line(&mut String::new())?;
    Ok(())
}

/// The running programs; dropping them stops them.
pub struct Peers {
    running: Vec<Peer>,
    folder: PathBuf,
}

impl Peers {
    /// Installs what is not there yet, starts everything and waits until it listens.
    pub fn start() -> Result<Peers> {
        let prism = npm::install(FOLDER)?.join("prism");
        let python = python::install(FOLDER)?;
        let (sekmet, aiosmtpd) = (python.join("sekmet"), python.join("aiosmtpd"));
        let folder = std::env::temp_dir().join(format!("front-door-peers-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let mut peers = Peers { running: Vec::new(), folder };
        for (variable, description) in DESCRIPTIONS {
            let path = project::root().join(FOLDER).join("specs").join(description);
            peers.add(variable, "", |port, _| {
                let mut command = command::program(&prism);
                command.args(["mock", "--host", "127.0.0.1", "--port", &port.to_string()]).arg(path);
                Ok(command)
            })?;
        }
        peers.add(SEKMET, "/fhir", |port, folder| {
            fs::write(folder.join("settings.yaml"), SEKMET_SETTINGS)?;
            let mut command = command::program(sekmet);
            command.args(["serve", "--host", "127.0.0.1", "--port", &port.to_string()]);
            command.current_dir(folder).env("SEKMET_BASE_URL", format!("http://127.0.0.1:{port}/fhir"));
            Ok(command)
        })?;
        let mail = peers.folder.join("mail");
        let its_folder = mail.clone();
        peers.add(SMTP, &mail.display().to_string(), |port, _| {
            let mut command = command::program(aiosmtpd);
            command.args(["--nosetuid", "--listen", &format!("127.0.0.1:{port}")]);
            command.args(["--class", "aiosmtpd.handlers.Mailbox"]).arg(its_folder);
            Ok(command)
        })?;
        peers.running.iter_mut().try_for_each(Peer::wait)?;
        Ok(peers)
    }

    /// Tells the tests where everything is.
    pub fn tell(&self, tests: &mut Command) {
        for peer in &self.running {
            tests.env(peer.variable, &peer.address);
        }
    }

    fn add(
        &mut self,
        variable: &'static str,
        base: &str,
        make: impl FnOnce(u16, &Path) -> Result<Command>,
    ) -> Result<()> {
        let folder = self.folder.join(variable.to_lowercase());
        fs::create_dir(&folder)?;
        let port = free_port()?;
        let log = folder.join("log");
        let output = fs::File::create(&log)?;
        let program = make(port, &folder)?
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("the program for {variable} could not be started"))?;
        let scheme = if variable == SMTP { "smtp" } else { "http" };
        let address = format!("{scheme}://127.0.0.1:{port}{base}");
        self.running.push(Peer { program, variable, address, port, log });
        Ok(())
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        self.running.clear();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

struct Peer {
    program: Child,
    variable: &'static str,
    address: String,
    port: u16,
    log: PathBuf,
}

impl Peer {
    fn wait(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < TIME_TO_START {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return Ok(());
            }
            if self.program.try_wait()?.is_some() {
                break;
            }
            sleep(Duration::from_millis(100));
        }
        let said = fs::read_to_string(&self.log).unwrap_or_default();
        bail!("the program for {} did not start: {said}", self.variable)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// A port that nobody listens on.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
