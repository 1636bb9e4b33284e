//! The portal's program: reads the command line and does what it says.

use std::process::ExitCode;

/// Pages are made of many small texts: with the system's allocator a quarter of their time went there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    front_door::cli::run()
}
