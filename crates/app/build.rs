//! Compiles again when words, migrations or the front end change: macros read them, cargo does not know.

use std::path::Path;

fn main() {
    for folder in ["i18n", "migrations", "../../web/dist"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    if !Path::new("../../web/dist/manifest.json").exists() {
        println!("cargo::error=the front end is not built yet: run `make run`, or `npm ci && npm run build` in web/");
    }
}
