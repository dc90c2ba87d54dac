//! Why a request did not do what it was for, when the fault lies in no field of a form. Pages and islands say it in words.

use crate::domain::locale::Locale;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// Nobody is signed in, or no longer.
    #[error("signed out")]
    SignedOut,
    #[error("forbidden")]
    Forbidden,
    /// The request came from a page of another site.
    #[error("cross-site request")]
    CrossSite,
    /// There is no such thing, or it is none of the visitor's business.
    #[error("not found")]
    NotFound,
    /// Somebody changed the thing since the visitor saw it.
    #[error("changed in the meantime")]
    Stale,
    /// The request is not what the endpoint reads.
    #[error("malformed request")]
    Malformed,
    #[error("too large")]
    TooLarge,
    /// Too often; try again after so many seconds.
    #[error("too many attempts, wait {seconds} s")]
    TooMany { seconds: u32 },
    /// Try again in a moment.
    #[error("busy")]
    Busy,
    #[error("internal error")]
    Internal,
    /// In the browser only: the request did not reach the server.
    #[error("offline")]
    Offline,
}

impl Failure {
    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::Forbidden | Self::CrossSite => 403,
            Self::NotFound => 404,
            Self::Stale => 409,
            Self::Malformed => 400,
            Self::TooLarge => 413,
            Self::TooMany { .. } => 429,
            Self::Busy | Self::Offline => 503,
            Self::Internal => 500,
        }
    }

    /// What happened and what to do, in a sentence or two.
    pub fn words(self, locale: Locale) -> String {
        let words = match self {
            Self::SignedOut => locale.failure_signed_out(),
            Self::Forbidden => locale.failure_forbidden(),
            Self::CrossSite => locale.failure_cross_site(),
            Self::NotFound => locale.failure_not_found(),
            Self::Stale => locale.failure_stale(),
            Self::Malformed => locale.failure_malformed(),
            Self::TooLarge => locale.failure_too_large(),
            Self::TooMany { seconds } => return locale.failure_too_many(i64::from(seconds)),
            Self::Busy => locale.failure_busy(),
            Self::Internal => locale.failure_internal(),
            Self::Offline => locale.failure_offline(),
        };
        words.to_owned()
    }
}

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            // On the server, what cannot be read is the request.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Malformed
            }
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Serialization(_)
            | ServerFnErrorErr::Response(_) => Self::Internal,
        }
    }
}
