//! The `sayso` program: nothing but the way into [`sayso::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    sayso::cli::main()
}
