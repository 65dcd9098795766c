//! The binary: runs the command line and turns what became of it into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    yeksan::cli::run()
}
