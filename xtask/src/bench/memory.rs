//! Memory with many people logged in at the same time: at most 100 MB with 10,000.

use std::fs;

use anyhow::{Context, Result};

use super::server::Server;
use super::{Options, figure};

pub fn measure(options: &Options) -> Result<()> {
    let server = Server::practice(&[])?;
    figure::print("memory before anybody logs in", resident(&server)?, "MB");
    let people = server.people()?;
    let mut cookies = Vec::with_capacity(options.log_ins);
    for person in people.iter().cycle().take(options.log_ins) {
        let cookie = server.log_in(person).with_context(|| format!("after {} log-ins", cookies.len()))?;
        cookies.push(cookie);
    }
    for cookie in &cookies {
        server.warm(cookie, &["/where-from"])?;
    }
    let name = format!("memory with {} live log-ins (at most 100 MB)", cookies.len());
    figure::print(&name, resident(&server)?, "MB");
    Ok(())
}

/// What the program holds in memory, in MB.
fn resident(server: &Server) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.process_id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kibibytes * 1024.0 / 1_000_000.0)
}
