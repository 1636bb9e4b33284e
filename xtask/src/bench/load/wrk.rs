//! Debian's `wrk`, and what it prints.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};

use crate::command;

/// Connections at the same time: enough to keep both cores busy although each page waits for its row of the access log
/// to be safely stored, few enough that p99 is not only the queue.
const CONNECTIONS: &str = "32";

/// One run of load.
pub struct Load<'a> {
    pub address: SocketAddr,
    pub path: &'a str,
    pub cookie: &'a str,
    pub encodings: &'a str,
    pub seconds: u64,
}

/// What came of it.
#[derive(Debug, PartialEq)]
pub struct Speed {
    pub per_second: f64,
    /// In milliseconds, like `p99`.
    pub p50: f64,
    pub p99: f64,
}

impl Load<'_> {
    pub fn run(&self) -> Result<Speed> {
        let port = self.address.port();
        let output = command::output(
            command::program("wrk")
                .args(["-t", "1", "-c", CONNECTIONS, "-d", &format!("{}s", self.seconds), "--latency"])
                .args(["-H", &format!("Host: localhost:{port}")])
                .args(["-H", &format!("Cookie: {}", self.cookie)])
                .args(["-H", &format!("Accept-Encoding: {}", self.encodings)])
                .arg(format!("http://127.0.0.1:{port}{}", self.path)),
        )?;
        read(&output)
    }
}

/// Reads the three figures. Answers other than 2xx would make the figure a lie.
fn read(output: &str) -> Result<Speed> {
    let after = |start: &str| output.lines().find_map(|line| line.trim().strip_prefix(start).map(str::trim));
    if let Some(refused) = after("Non-2xx or 3xx responses:") {
        bail!("{refused} answers were not pages");
    }
    if let Some(errors) = after("Socket errors:") {
        bail!("connections failed: {errors}");
    }
    Ok(Speed {
        per_second: after("Requests/sec:")
            .and_then(|number| number.parse().ok())
            .context("no Requests/sec")?,
        p50: after("50%").and_then(milliseconds).context("no 50%")?,
        p99: after("99%").and_then(milliseconds).context("no 99%")?,
    })
}

fn milliseconds(words: &str) -> Option<f64> {
    let unit = words.find(|c: char| c.is_ascii_alphabetic())?;
    let number: f64 = words[..unit].parse().ok()?;
    match &words[unit..] {
        "us" => Some(number / 1000.0),
        "ms" => Some(number),
        "s" => Some(number * 1000.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "Running 5s test @ http://127.0.0.1:3000/
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.20ms  300.00us   9.00ms   90.00%
    Req/Sec    12.00k     1.00k   13.00k    70.00%
  Latency Distribution
     50%  950.00us
     75%    1.20ms
     90%    1.50ms
     99%    1.20s
  60000 requests in 5.00s, 1.00GB read
Requests/sec:  12000.50
Transfer/sec:    200.00MB
";

    #[test]
    fn the_figures_of_wrk_are_read() {
        assert_eq!(read(OUTPUT).unwrap(), Speed { per_second: 12000.5, p50: 0.95, p99: 1200.0 });
    }

    #[test]
    fn a_run_with_refused_requests_is_no_figure() {
        assert!(read(&format!("{OUTPUT}  Non-2xx or 3xx responses: 17\n")).is_err());
    }
}
