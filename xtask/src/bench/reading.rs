//! Reading a GP record of 3 MB: at most 30 ms on one core, with at most 4 times its bytes in memory.

use anyhow::Result;

use super::{Options, program};
use crate::command;

pub fn measure(_options: &Options) -> Result<()> {
    // It prints its figures itself.
    command::run(&mut command::program(program::built("reading")?))
}
