//! Session, permit and log together: at most 0.5 ms with SQLite and 1.0 ms with PostgreSQL at the middle.

use anyhow::Result;

use super::{Options, program};
use crate::command;
use crate::postgres::Postgres;

pub fn measure(_options: &Options) -> Result<()> {
    let program = program::built("permit")?;
    let postgres = Postgres::start_that_lasts()?;
    // It prints its figures itself.
    command::run(command::program(program).env("FRONT_DOOR_BENCH_POSTGRES", postgres.url()))
}
