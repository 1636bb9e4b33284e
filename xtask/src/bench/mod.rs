//! `cargo xtask bench`: measures the release, one line a figure.
use crate::stages::Stages;
use anyhow::Result;
#[derive(clap::Args)]
pub struct Options {
    /// Seconds of load for each figure
    #[arg(long, default_value_t = 5)]
    pub seconds: u64,
}
pub fn run(_stages: &mut Stages, _options: &Options) -> Result<()> {
    Ok(())
}
