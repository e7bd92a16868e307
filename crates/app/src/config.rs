//! Settings of the process: flags before environment before file, each documented once, here.

use std::{
    net::{IpAddr, SocketAddr},
    path::Path,
};

use clap::Args;
use serde::Deserialize;

/// The settings, as the command line, the environment and the file give them.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[command(next_help_heading = "Settings")]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Where the data is: sqlite:path/to/file.db, or postgres://user:password@host/name
    #[arg(
        long,
        env = "DATABASE_URL",
        hide_env_values = true,
        value_name = "URL",
        global = true
    )]
    pub database: Option<String>,

    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(
        long,
        env = "KIZASHI_LISTEN",
        hide_env_values = true,
        value_name = "ADDRESS",
        global = true
    )]
    pub listen: Option<SocketAddr>,

    /// The URL people open, when a reverse proxy stands in front; https makes cookies secure
    #[arg(
        long,
        env = "KIZASHI_PUBLIC_URL",
        hide_env_values = true,
        value_name = "URL",
        global = true
    )]
    pub public_url: Option<String>,

    /// Reverse proxy whose X-Forwarded-For is believed; may be given several times
    #[arg(
        long,
        env = "KIZASHI_TRUSTED_PROXIES",
        hide_env_values = true,
        value_name = "IP",
        value_delimiter = ',',
        global = true
    )]
    pub trusted_proxies: Vec<IpAddr>,

    /// What to log: error, warn, info, debug, trace, or by module [default: info]
    #[arg(
        long,
        env = "KIZASHI_LOG",
        hide_env_values = true,
        value_name = "FILTER",
        global = true
    )]
    pub log: Option<String>,

    /// How to log: text or json [default: text]
    #[arg(
        long,
        env = "KIZASHI_LOG_FORMAT",
        hide_env_values = true,
        value_name = "FORMAT",
        hide_possible_values = true,
        global = true
    )]
    pub log_format: Option<LogFormat>,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs: one object a line.
    Json,
}

/// The settings, complete.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Without a trailing slash, such as `https://sfa.example.jp`.
    pub public_url: String,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}: {cause}")]
    Read {
        /// Which file.
        path: String,
        /// Why.
        cause: std::io::Error,
    },
    /// The file has a key that does not exist, or a value of another type.
    #[error("{path}: {cause}")]
    Parse {
        /// Which file.
        path: String,
        /// Where and why.
        cause: toml::de::Error,
    },
    /// The public URL is none.
    #[error("public_url must look like https://sfa.example.jp, but is {0:?}")]
    PublicUrl(String),
}

impl Settings {
    /// Adds what only the file says.
    ///
    /// # Errors
    /// When the file cannot be read or holds an unknown key.
    pub fn or_file(self, path: &Path) -> Result<Self, ConfigError> {
        let shown = || path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|cause| ConfigError::Read { path: shown(), cause })?;
        let file: Self = toml::from_str(&text).map_err(|cause| ConfigError::Parse { path: shown(), cause })?;
        Ok(Self {
            database: self.database.or(file.database),
            listen: self.listen.or(file.listen),
            public_url: self.public_url.or(file.public_url),
            trusted_proxies: if self.trusted_proxies.is_empty() {
                file.trusted_proxies
            } else {
                self.trusted_proxies
            },
            log: self.log.or(file.log),
            log_format: self.log_format.or(file.log_format),
        })
    }

    /// The complete settings, with defaults where nothing was said.
    ///
    /// # Errors
    /// When the public URL is none.
    pub fn complete(&self) -> Result<Config, ConfigError> {
        let listen = self.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080)));
        let public_url = match &self.public_url {
            None => format!("http://{listen}"),
            Some(url) if is_base_url(url) => url.trim_end_matches('/').to_owned(),
            Some(url) => return Err(ConfigError::PublicUrl(url.clone())),
        };
        Ok(Config {
            listen,
            public_url,
            trusted_proxies: self.trusted_proxies.clone(),
        })
    }
}

impl Config {
    /// Whether people come by https, so that cookies may insist on it.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

fn is_base_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|host| !host.is_empty() && !host.trim_end_matches('/').contains(['/', '?', '#', '@']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kizashi.toml");
        std::fs::write(&path, text).unwrap();
        (folder, path)
    }

    #[test]
    fn flags_and_environment_come_before_the_file() {
        let (_folder, path) = file("listen = '0.0.0.0:9000'\ndatabase = 'sqlite:a.db'");
        let flags = Settings {
            database: Some("sqlite:b.db".into()),
            ..Settings::default()
        };
        let settings = flags.or_file(&path).unwrap();
        assert_eq!(settings.database.as_deref(), Some("sqlite:b.db"));
        assert_eq!(settings.complete().unwrap().listen.port(), 9000);
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_it() {
        let (_folder, path) = file("listn = '0.0.0.0:9000'");
        let message = Settings::default().or_file(&path).unwrap_err().to_string();
        assert!(message.contains("listn"), "{message}");
    }

    #[test]
    fn a_public_url_has_no_path() {
        for (url, good) in [
            ("https://a.example/", true),
            ("https://a.example/x", false),
            ("a.example", false),
            ("https://", false),
        ] {
            let settings = Settings {
                public_url: Some(url.into()),
                ..Settings::default()
            };
            assert_eq!(settings.complete().is_ok(), good, "{url}");
        }
    }
}
