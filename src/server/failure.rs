//! Failures as responses, and which failure an error of the services is. Errors that are our fault are logged here, once.

use super::services::ServiceError;
use super::services::certificate::CertificateError;
use super::services::exam::refusal::ExamError;
use super::storage::StoreError;
use crate::api::failure::Failure;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// An empty response that carries the failure; the gate gives it a body, as a page or for an island.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        if let Self::TooMany { seconds } = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::NotFound => Self::NotFound,
            ServiceError::Forbidden => Self::Forbidden,
            ServiceError::Stale => Self::Stale,
            ServiceError::Busy => Self::Busy,
            // The clock is not at hand here; whoever wants the seconds exact asks the error itself.
            ServiceError::TooMany { .. } => Self::TooMany { seconds: 60 },
            ServiceError::Store(error) => {
                tracing::error!(%error, "storage failed");
                Self::Internal
            }
            ServiceError::Hash(error) => {
                tracing::error!(%error, "hashing failed");
                Self::Internal
            }
        }
    }
}

impl From<CertificateError> for Failure {
    fn from(error: CertificateError) -> Self {
        match error {
            CertificateError::Service(error) => error.into(),
            CertificateError::AlreadyIssued(_) => Self::Stale,
            CertificateError::Key(_) | CertificateError::NoFont(_) | CertificateError::Document(_) => {
                tracing::error!(%error, "a certificate failed");
                Self::Internal
            }
        }
    }
}

/// A refusal that no form of a page can say.
impl From<ExamError> for Failure {
    fn from(error: ExamError) -> Self {
        match error {
            ExamError::Service(error) => error.into(),
            ExamError::Refused(_) => Self::Stale,
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        ServiceError::from(error).into()
    }
}
