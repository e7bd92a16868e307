//! The front end's files: built by esbuild with a hash in each name, embedded in the program.

use std::{borrow::Cow, collections::HashMap};

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// The embedded files and the names by which templates ask for them.
#[derive(Debug)]
pub struct Assets {
    names: HashMap<String, String>,
    get: fn(&str) -> Option<rust_embed::EmbeddedFile>,
}

impl Assets {
    /// Reads `manifest.json` (logical name → hashed file) from the embedded folder.
    ///
    /// # Errors
    /// When the folder has no manifest: the front end was not built.
    pub fn load<E: rust_embed::RustEmbed>() -> Result<Self, serde_json::Error> {
        let manifest = E::get("manifest.json").map_or(Cow::Borrowed(&b""[..]), |file| file.data);
        Ok(Self {
            names: serde_json::from_slice(&manifest)?,
            get: E::get,
        })
    }

    /// The URL of a file by its logical name, such as `app.css`.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        format!("/assets/{}", self.names.get(name).map_or(name, String::as_str))
    }

    /// Serves a file by its hashed name. What has a hash never changes, so browsers keep it for a year.
    #[must_use]
    pub fn serve(&self, file: &str) -> Response {
        match (self.get)(file) {
            Some(found) => (
                [
                    (header::CONTENT_TYPE, media_type(file)),
                    (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
                ],
                found.data,
            )
                .into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }
}

fn media_type(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" | "webmanifest" => "application/json",
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}
