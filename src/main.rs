//! `rungs`: see [`rungs::server::cli`].

fn main() -> std::process::ExitCode {
    rungs::server::cli::main()
}
