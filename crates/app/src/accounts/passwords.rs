//! Passwords: how they are kept, and which ones are too weak to be taken.
//!
//! Kept as argon2id with OWASP's parameters (19 MiB, two passes, one lane: the defaults of the crate), which the hash
//! itself names, so that they can be raised later.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use super::weakness::normal;
use crate::error::{Error, Result};

/// Each hash takes 19 MiB and a core for some milliseconds; a crowd that signs in at nine waits in line instead of
/// taking the machine's memory.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// What a password is compared with when there is nobody to compare it with, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| derive(&kit::random::token()).unwrap_or_default());

/// The hash of a password, as it is kept.
///
/// # Errors
/// When the machine is out of memory.
pub async fn hash(password: &str) -> Result<String> {
    let password = password.to_owned();
    in_background(move || derive(&password)).await?
}

/// Whether this is the password. Takes as long for nobody and for somebody who has none as for a wrong one.
///
/// # Errors
/// When the kept hash cannot be read.
pub async fn verify(password: &str, kept: Option<&str>) -> Result<bool> {
    let (password, kept) = (password.to_owned(), kept.map(str::to_owned));
    in_background(move || {
        let exists = kept.is_some();
        let kept = kept.unwrap_or_else(|| NOBODY.clone());
        let kept = PasswordHash::new(&kept).map_err(Error::internal)?;
        let right = Argon2::default().verify_password(normal(&password).as_bytes(), &kept);
        Ok(exists && right.is_ok())
    })
    .await?
}

async fn in_background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = AT_ONCE.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

fn derive(password: &str) -> Result<String> {
    let salt = kit::random::bytes::<16>();
    let hash = Argon2::default().hash_password_with_salt(normal(password).as_bytes(), &salt);
    Ok(hash.map_err(Error::internal)?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits_and_wide_letters_are_the_same() {
        let kept = hash("海と山と川の見える窓 Abc").await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(verify("海と山と川の見える窓 Ａｂｃ", Some(&kept)).await.unwrap());
        assert!(!verify("海と山と川の見える窓 abc", Some(&kept)).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_has_no_password() {
        assert!(!verify("", None).await.unwrap());
    }
}
