//! Where the time of a page goes, by the kernel's sampling profiler.

use std::thread;

use anyhow::{Context, Result, bail};

use super::load::Load;
use super::server::Server;
use super::{Options, figure};
use crate::command;

const PAGES: [&str; 2] = ["/", "/record/test-results"];

/// How many of the costliest functions are printed.
const SHOWN: usize = 12;

pub fn measure(options: &Options) -> Result<()> {
    for (keep_pages, made) in [("yes", ""), ("no", ", made anew each time")] {
        let server = Server::practice(&[("FRONT_DOOR_KEEP_PAGES", keep_pages)])?;
        let cookie = server.log_in(&server.person_in_five()?)?;
        for path in PAGES {
            server.warm(&cookie, &[path])?;
            let load = Load {
                address: server.address,
                path,
                cookie: &cookie,
                encodings: "identity",
                seconds: options.seconds + 1,
            };
            let samples = thread::scope(|scope| {
                let load = scope.spawn(|| load.run());
                let samples = sample(&server, options.seconds);
                load.join().map_err(|_| anyhow::anyhow!("the load broke off"))??;
                samples
            })?;
            for (share, function) in costliest(&samples)? {
                figure::print(&format!("{path}{made}, time in {function}"), share, "%");
            }
        }
    }
    Ok(())
}

/// Samples the portal under load and gives perf's report.
fn sample(server: &Server, seconds: u64) -> Result<String> {
    let file = server.folder().path.join("perf.data");
    command::output(
        command::program("perf")
            .args(["record", "-q", "-F", "499", "-o"])
            .arg(&file)
            .args(["-p", &server.process_id().to_string()])
            .args(["--", "sleep", &seconds.to_string()]),
    )
    .context("perf cannot sample here")?;
    command::output(
        command::program("perf")
            .args(["report", "--stdio", "--no-children", "--no-inline", "-g", "none"])
            .args(["--sort", "symbol", "-i"])
            .arg(&file),
    )
}

/// The functions that most of the samples fell in, with their share in per cent.
fn costliest(report: &str) -> Result<Vec<(f64, String)>> {
    let found: Vec<(f64, String)> = report
        .lines()
        .filter_map(|line| {
            let (share, function) = line.trim().split_once('%')?;
            let function = function.trim().trim_start_matches("[.]").trim_start_matches("[k]").trim();
            Some((share.parse().ok()?, function.chars().take(70).collect()))
        })
        .take(SHOWN)
        .collect();
    if found.is_empty() {
        bail!("perf saw nothing");
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_costliest_functions_are_read_from_the_report() {
        let report = "# Overhead  Symbol\n#\n     5.13%  [.] malloc\n     2.50%  [k] schedule\n\n";
        let read = costliest(report).unwrap();
        assert_eq!(read, [(5.13, "malloc".to_owned()), (2.5, "schedule".to_owned())]);
        assert!(costliest("# nothing\n").is_err());
    }
}
