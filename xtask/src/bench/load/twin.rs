//! The static handler: `benches/static_page.rs`, built as the release is and given the bytes of a page.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::bench::{http, program};

/// The program.
pub struct Twin {
    program: PathBuf,
}

/// The program with a page; dropping it stops it.
pub struct Serving {
    process: Child,
    page: PathBuf,
    pub address: SocketAddr,
}

impl Twin {
    pub fn build() -> Result<Twin> {
        let program = program::built("static_page")?;
        Ok(Twin { program })
    }

    pub fn start(&self, page: &[u8]) -> Result<Serving> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let file = std::env::temp_dir().join(format!("front-door-page-{}", address.port()));
        fs::write(&file, page)?;
        let process = Command::new(&self.program).arg(address.to_string()).arg(&file).spawn()?;
        let serving = Serving { process, page: file, address };
        for _ in 0..500 {
            if http::get(address, "/", &[]).is_ok_and(|answer| answer.body == page) {
                return Ok(serving);
            }
            sleep(Duration::from_millis(10));
        }
        bail!("the static handler did not start")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_file(&self.page);
    }
}
