//! Certificates as files, their revocation and replacement, and what verifiers fetch.

use super::staff::{account, done, part, typed};
use crate::api::failure::Failure;
use crate::domain::certificate::CertificateNumber;
use crate::domain::level::Level;
use crate::pages::certificate_sheet::sheet;
use crate::pages::staff::words::FormOf;
use crate::server::form::{ActionResult, Form, Refusal};
use crate::server::gate::see_other;
use crate::server::interop::certificate_pdf::{MissingCharacter, PdfError};
use crate::server::query::escape;
use crate::server::services::ServiceError;
use crate::server::services::certificate::CertificateError;
use crate::server::services::certificate::download::{draw, held};
use crate::server::services::certificate::publish;
use crate::server::services::certificate::replace as replacing;
use crate::server::services::certificate::revoke as revoking;
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::Value;

type App = State<AppState>;
type Who = Extension<Visitor>;

/// What verifiers fetch may be kept by whoever passes it on, but not for long: a revocation counts soon.
const PUBLISHED: (header::HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=300");
/// A file of one person's.
const PRIVATE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "private, no-store");

pub async fn pdf(State(state): App, Extension(who): Who, Path(number): Path<String>) -> Result<Response, Failure> {
    let number: CertificateNumber = part(&number)?;
    let issued = held(&state, account(&who)?, &number).await?;
    let bytes = match draw(&state, sheet(&state, &issued.certificate)).await {
        Ok(bytes) => bytes,
        // The page of the certificate says what an administrator has to install.
        Err(CertificateError::NoFont(_)) => return Ok(see_other(&format!("/certificates/{number}?missing=font"))),
        Err(CertificateError::Document(PdfError::Character(MissingCharacter(character)))) => {
            return Ok(see_other(&format!("/certificates/{number}?missing={}", escape(&character.to_string()))));
        }
        Err(error) => return Err(error.into()),
    };
    let name = format!("attachment; filename=\"{number}.pdf\"");
    let headers = [PRIVATE, (header::CONTENT_TYPE, "application/pdf")];
    Ok((headers, [(header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// The signed credential, as a JSON Web Token.
pub async fn badge(State(state): App, Extension(who): Who, Path(number): Path<String>) -> Result<Response, Failure> {
    let number: CertificateNumber = part(&number)?;
    let issued = held(&state, account(&who)?, &number).await?;
    let name = format!("attachment; filename=\"{number}.jwt\"");
    let headers = [PRIVATE, (header::CONTENT_TYPE, "application/vc+jwt")];
    Ok((headers, [(header::CONTENT_DISPOSITION, name)], issued.badge).into_response())
}

pub async fn revoke(State(state): App, Extension(who): Who, Path(number): Path<String>, form: Form) -> ActionResult {
    let number: CertificateNumber = part(&number)?;
    let revoked = revoking::revoke(&state, account(&who)?, &number, &typed(&form)).await;
    done(revoked, form, FormOf::Rejection, &format!("/certificates/{number}"))
}

pub async fn replace(State(state): App, Extension(who): Who, Path(number): Path<String>, form: Form) -> ActionResult {
    let number: CertificateNumber = part(&number)?;
    match replacing::replace(&state, account(&who)?, &number).await {
        Ok(next) => Ok(see_other(&format!("/certificates/{next}"))),
        // The page says how things stand now.
        Err(CertificateError::Service(ServiceError::Stale)) => Err(Refusal::Form(form)),
        Err(error) => Err(Failure::from(error).into()),
    }
}

pub async fn key_set(State(state): App) -> Result<Response, Failure> {
    Ok(published(publish::key_set(&state).await?))
}

pub async fn issuer(State(state): App) -> Response {
    published(publish::profile(&state))
}

pub async fn level(State(state): App, Path(level): Path<String>) -> Result<Response, Failure> {
    let level = Level::try_from(part::<u8>(&level)?).map_err(|_| Failure::NotFound)?;
    Ok(published(publish::level(&state, level)))
}

pub async fn status(State(state): App, Path(list): Path<String>) -> Result<Response, Failure> {
    let list = publish::status(&state, part(&list)?).await?;
    Ok(([PUBLISHED, (header::CONTENT_TYPE, "application/vc+jwt")], list).into_response())
}

fn published(value: Value) -> Response {
    ([PUBLISHED], Json(value)).into_response()
}
