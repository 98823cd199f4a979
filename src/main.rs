//! The `sayso` program: nothing but the way into [`sayso::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    sayso::cli::main()
}

/// Reading makes many short-lived vectors, on all cores at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
