//! What gathering adds to the slowest of 5, 12 and 24 organisations: p99 at most 5 ms.

use anyhow::Result;

use super::{Options, program};
use crate::command;

pub fn measure(_options: &Options) -> Result<()> {
    // It prints its figures itself.
    command::run(&mut command::program(program::built("gathering")?))
}
