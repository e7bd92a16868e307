//! The program `kizashi`: reads the command line and calls the library.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    kizashi::cli::run().await
}
