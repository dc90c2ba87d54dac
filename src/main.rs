//! `rungs`: see [`rungs::server::cli`].

/// A page is thousands of short strings: with this allocator it takes a fifth less processor time than with the system's, in
/// less memory. `.cargo/config.toml` says how it is set.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    rungs::server::cli::main()
}
