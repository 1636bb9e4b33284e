//! Making a file of 10,000 entries: at most 2 s, with at most 50 MB in memory.

use anyhow::Result;

use super::{Options, program};
use crate::command;

pub fn measure(_options: &Options) -> Result<()> {
    // It prints its figures itself.
    command::run(&mut command::program(program::built("download")?))
}
