//! `rungs`: see [`rungs::server::cli`].

/// A page is thousands of short strings: with this allocator it takes a fifth less processor time than with the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    rungs::server::cli::main()
}
