//! A form as it was sent. Actions read it, note what is wrong with which field, and hand it back: the same page is then
//! rendered again with status 422, every typed value in its place.

use super::state::AppState;
use crate::api::failure::Failure;
use crate::domain::locale::{Locale, Text};
use axum::Form as UrlEncoded;
use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::str::FromStr;

/// What was typed, and what is wrong with it. Pages take it from their context; it is empty when nothing was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    fields: Vec<(String, String)>,
    files: BTreeMap<String, Upload>,
    problems: Vec<Problem>,
}

/// All that is typed into a form, in bytes.
const LONGEST_TEXT: usize = 256 * 1024;

/// Something wrong, at a field or (with an empty name) with the form as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub field: String,
    pub text: Text,
}

/// A file as it was sent: nothing about it can be believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    pub file_name: String,
    pub bytes: Bytes,
}

/// How an action ends without success. As a response it carries the form or the failure to the gate, which renders it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The page again, with what was typed and what is wrong.
    Form(Form),
    Failure(Failure),
}

/// What an action answers: mostly a redirect, so that reloading the next page repeats nothing.
pub type ActionResult = Result<Response, Refusal>;

impl Form {
    /// Whether a form was sent at all.
    pub fn was_sent(&self) -> bool {
        !self.fields.is_empty() || !self.problems.is_empty()
    }

    /// Every field with what was typed, in the order of the form.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What was typed, exactly; empty when there is no such field.
    pub fn raw(&self, field: &str) -> &str {
        self.fields.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value)
    }

    /// What was typed, without spaces around it.
    pub fn text(&self, field: &str) -> &str {
        self.raw(field).trim()
    }

    /// What to show in a field: what was typed, or else what is stored. Never a password.
    pub fn value_or(&self, field: &str, stored: &str) -> String {
        if self.was_sent() { self.raw(field).to_owned() } else { stored.to_owned() }
    }

    /// Every value of a field: ticked boxes share a name.
    pub fn all<'f>(&'f self, field: &'f str) -> impl Iterator<Item = &'f str> {
        self.fields.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// Gives a field other values, in its place.
    pub fn replace(&mut self, field: &str, values: impl IntoIterator<Item = String>) {
        self.fields.retain(|(name, _)| name != field);
        self.fields.extend(values.into_iter().map(|value| (field.to_owned(), value)));
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, _)| name == field)
    }

    /// A file; none if the field was left empty.
    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files.get(field)
    }

    /// Reads a field that must be there and make sense; notes the problem otherwise.
    pub fn need<T: FromStr>(&mut self, field: &str, wrong: impl FnMut(Locale) -> String) -> Option<T> {
        let parsed = self.text(field).parse().ok();
        if parsed.is_none() {
            self.problem(field, wrong);
        }
        parsed
    }

    /// Reads a field that may be empty but must make sense; notes the problem otherwise.
    pub fn maybe<T: FromStr>(&mut self, field: &str, wrong: impl FnMut(Locale) -> String) -> Option<T> {
        if self.text(field).is_empty() { None } else { self.need(field, wrong) }
    }

    /// Reads a text that must be there, of at most so many characters; notes the problem otherwise.
    pub fn need_text(&mut self, field: &str, longest: usize, wrong: impl FnMut(Locale) -> String) -> Option<String> {
        let text = self.text(field).to_owned();
        if text.is_empty() || text.chars().count() > longest {
            self.problem(field, wrong);
            return None;
        }
        Some(text)
    }

    /// Notes a problem at a field; an empty name means the form as a whole.
    pub fn problem(&mut self, field: &str, word: impl FnMut(Locale) -> String) {
        self.problems.push(Problem { field: field.to_owned(), text: Text::worded(word) });
    }

    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The words for a field's first problem.
    pub fn problem_of(&self, field: &str, locale: Locale) -> Option<String> {
        self.problems.iter().find(|problem| problem.field == field).map(|problem| problem.text.get(locale).to_owned())
    }

    /// Whether nothing is wrong so far.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// The same with one more problem.
    pub fn refuse_at(mut self, field: &str, word: impl FnMut(Locale) -> String) -> Refusal {
        self.problem(field, word);
        self.refuse()
    }

    /// The form handed back to be corrected. What is secret or heavy does not come back.
    pub fn refuse(self) -> Refusal {
        Refusal::Form(self.typed())
    }

    fn typed(mut self) -> Self {
        self.fields.retain(|(name, _)| !name.contains("password"));
        self.files.clear();
        self
    }

    /// What somebody typed who is not known, so that it can be sent again: of files nothing is taken. None if there is
    /// nothing, or if it cannot be read.
    pub async fn of_nobody(mut request: Request, state: &AppState, longest_body: usize) -> Option<Self> {
        DefaultBodyLimit::max(longest_body).apply(&mut request);
        let form = read(request, state, Files::Passed).await.ok()?.typed();
        form.was_sent().then_some(form)
    }
}

/// What becomes of the files in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Files {
    Read,
    Passed,
}

impl FromRequest<AppState> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Failure> {
        read(request, state, Files::Read).await
    }
}

async fn read(request: Request, state: &AppState, files: Files) -> Result<Form, Failure> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let multipart = Multipart::from_request(request, state).await.map_err(|_| Failure::Malformed)?;
        return read_multipart(multipart, files).await;
    }
    let sent = UrlEncoded::<Vec<(String, String)>>::from_request(request, state).await;
    let UrlEncoded(fields) = sent.map_err(|rejection| {
        let too_large = rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE;
        if too_large { Failure::TooLarge } else { Failure::Malformed }
    })?;
    Ok(Form { fields, ..Form::default() })
}

async fn read_multipart(mut multipart: Multipart, files: Files) -> Result<Form, Failure> {
    let refusal = |error: MultipartError| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge } else { Failure::Malformed }
    };
    let mut form = Form::default();
    let mut room = LONGEST_TEXT;
    while let Some(mut part) = multipart.next_field().await.map_err(refusal)? {
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(file_name) if files == Files::Read && !file_name.is_empty() => {
                let bytes = part.bytes().await.map_err(refusal)?;
                form.files.insert(name, Upload { file_name, bytes });
            }
            // A file that is passed over, or a file field that was left empty.
            Some(_) => {}
            None => {
                let mut text = Vec::new();
                while let Some(chunk) = part.chunk().await.map_err(refusal)? {
                    room = room.checked_sub(chunk.len()).ok_or(Failure::TooLarge)?;
                    text.extend_from_slice(&chunk);
                }
                form.fields.push((name, String::from_utf8(text).map_err(|_| Failure::Malformed)?));
            }
        }
    }
    Ok(form)
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Form(form) => {
                let mut response = StatusCode::UNPROCESSABLE_ENTITY.into_response();
                response.extensions_mut().insert(form);
                response
            }
            Self::Failure(failure) => failure.into_response(),
        }
    }
}

impl<E: Into<Failure>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Failure(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        let fields = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Form { fields, ..Form::default() }
    }

    #[test]
    fn a_field_that_makes_no_sense_is_noted_and_kept() {
        let mut form = form(&[("years", " x "), ("months", " 7 "), ("days", "  ")]);
        assert_eq!(form.need::<u8>("years", |_| "a number".to_owned()), None);
        assert_eq!(form.need::<u8>("months", |_| "a number".to_owned()), Some(7));
        assert_eq!(form.maybe::<u8>("days", |_| "a number".to_owned()), None);
        assert_eq!(form.problem_of("years", Locale::En).as_deref(), Some("a number"));
        assert_eq!(form.problem_of("days", Locale::En), None);
        assert!(!form.is_sound());
        assert_eq!(form.value_or("years", "3"), " x ");
    }

    #[test]
    fn a_form_that_was_not_sent_shows_what_is_stored() {
        assert_eq!(Form::default().value_or("years", "3"), "3");
    }

    #[test]
    fn a_refused_form_forgets_passwords() {
        let Refusal::Form(form) = form(&[("password", "secret"), ("new_password", "secret"), ("name", "li")]).refuse()
        else {
            panic!("a form");
        };
        assert_eq!((form.raw("password"), form.raw("new_password"), form.raw("name")), ("", "", "li"));
    }
}
