//! A certificate as a file, for its holder and for HR: the PDF, and the signed credential.

use super::CertificateError;
use crate::domain::certificate::CertificateNumber;
use crate::server::interop::certificate_pdf::{Fonts, Sheet, certificate_pdf};
use crate::server::services::ServiceError;
use crate::server::services::people::standing::may_read;
use crate::server::state::AppState;
use crate::server::storage::StoreError;
use crate::server::storage::certificate::{self, Issued};
use crate::server::visitor::Account;
use std::io;

/// The certificate, if it is the caller's business.
pub async fn held(state: &AppState, by: &Account, number: &CertificateNumber) -> Result<Issued, ServiceError> {
    let mut tx = state.db.read().await?;
    let issued = certificate::find(&mut tx, number).await?.ok_or(ServiceError::NotFound)?;
    may_read(by, issued.person)?;
    Ok(issued)
}

/// The sheet as a PDF. Reading the fonts and drawing happen off the async threads.
pub async fn draw(state: &AppState, sheet: Sheet) -> Result<Vec<u8>, CertificateError> {
    let folder = state.config.fonts.clone();
    let drawn = tokio::task::spawn_blocking(move || {
        let fonts = Fonts::read(&folder).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => CertificateError::NoFont(folder),
            _ => StoreError::File(error).into(),
        })?;
        Ok(certificate_pdf(&sheet, &fonts)?)
    });
    drawn.await.map_err(|stopped| StoreError::File(io::Error::other(stopped)))?
}
