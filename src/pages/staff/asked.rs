//! What a page is asked: by whom, in which language, with which form sent, about whom.

use crate::domain::id::PersonId;
use crate::domain::locale::Locale;
use crate::domain::staff_file::{EntryId, EntryKind};
use crate::server::form::Form;
use crate::server::services::ServiceError;
use crate::server::services::people::typed::Typed;
use crate::server::state::AppState;
use crate::server::visitor::{Account, Visitor};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::params::ParamsMap;
use std::str::FromStr;

/// The request as a page of staff files sees it. Taken from the context before anything is awaited.
#[derive(Clone)]
pub struct Asked {
    pub state: AppState,
    pub locale: Locale,
    pub form: Form,
    visitor: Visitor,
    params: ParamsMap,
    query: ParamsMap,
}

impl Asked {
    pub fn of_context() -> Self {
        Self {
            state: expect_context(),
            locale: expect_context(),
            form: expect_context(),
            visitor: expect_context(),
            params: use_params_map().get_untracked(),
            query: use_query_map().get_untracked(),
        }
    }

    pub fn today(&self) -> NaiveDate {
        self.state.clock.today()
    }

    /// Whoever asks. The gate lets nobody in without an account.
    pub fn account(&self) -> Result<&Account, ServiceError> {
        self.visitor.account().ok_or(ServiceError::Forbidden)
    }

    /// Whose file it is about: the person of the path, or else the own one.
    pub fn person(&self) -> Result<PersonId, ServiceError> {
        match self.params.get_str("person") {
            Some(_) => self.path("person"),
            None => self.account()?.person.ok_or(ServiceError::NotFound),
        }
    }

    /// Whether it is about somebody else's file, at HR's addresses.
    pub fn is_hr(&self) -> bool {
        self.params.get_str("person").is_some()
    }

    /// The address of the file.
    pub fn file_path(&self) -> String {
        self.params.get_str("person").map_or_else(|| "/file".to_owned(), |person| format!("/people/{person}"))
    }

    /// The address of the file's eligibility.
    pub fn eligibility_path(&self) -> String {
        match self.params.get_str("person") {
            Some(person) => format!("/people/{person}/eligibility"),
            None => "/eligibility".to_owned(),
        }
    }

    /// A part of the path that must make sense.
    pub fn path<T: FromStr>(&self, name: &str) -> Result<T, ServiceError> {
        self.params.get_str(name).and_then(|text| text.parse().ok()).ok_or(ServiceError::NotFound)
    }

    /// The entry that the path names by kind and id.
    pub fn entry(&self) -> Result<EntryId, ServiceError> {
        let kind: EntryKind = self.path("kind")?;
        Ok(kind.entry(self.path("entry")?))
    }

    /// A field of the query; empty if it is not there.
    pub fn query(&self, name: &str) -> &str {
        self.query.get_str(name).unwrap_or_default().trim()
    }

    /// Some fields of the query as a form.
    pub fn query_form(&self, names: &[&str]) -> Typed {
        names.iter().map(|name| (*name, self.query(name))).collect()
    }
}
