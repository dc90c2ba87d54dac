//! Certificates: issuing them with a signature, showing and revoking them, and telling anybody what one is worth.

pub mod download;
pub mod issue;
pub mod keys;
pub mod own;
pub mod publish;
pub mod replace;
pub mod revoke;
pub mod verify;

#[cfg(test)]
mod tests;

use super::ServiceError;
use crate::domain::id::AttemptId;
use crate::domain::level::Level;
use crate::domain::locale::{Locale, Text};
use crate::server::interop::open_badge::{Achievement, Issuer};
use crate::server::state::AppState;

/// Why no certificate was issued or written.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    #[error(transparent)]
    Service(#[from] ServiceError),
    #[error(transparent)]
    Key(#[from] keys::KeyError),
    /// The attempt has brought a certificate already.
    #[error("attempt {0} has its certificate already")]
    AlreadyIssued(AttemptId),
    /// The fonts that certificates are written in are not installed.
    #[error("no font for certificates in {0}")]
    NoFont(std::path::PathBuf),
    #[error(transparent)]
    Document(#[from] crate::server::interop::certificate_pdf::PdfError),
}

impl From<crate::server::storage::StoreError> for CertificateError {
    fn from(error: crate::server::storage::StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// This service as the issuer of badges.
pub fn issuer(state: &AppState) -> Issuer {
    Issuer { name: state.config.issuer.clone(), url: state.config.public_url().to_string() }
}

/// What certification at a level says about somebody, in both languages.
pub fn achievement(level: Level) -> Achievement {
    let both = |words: &dyn Fn(Locale) -> String| Text { zh: words(Locale::ZhCn), en: words(Locale::En) };
    Achievement {
        name: both(&|locale| locale.level_name(level).to_owned()),
        description: both(&|locale| locale.certificate_description(&locale.level(level), &locale.level_name(level))),
        criteria: both(&|locale| locale.certificate_criteria().to_owned()),
    }
}
