//! Trainers edit items: by the page's form, and as files.

use super::failure::Failure;
use super::staff::{account, part};
use crate::components::moment::minute;
use crate::domain::item::ItemId;
use crate::pages::trainer::item::sent;
use crate::server::content::item::form::CASE;
use crate::server::form::{ActionResult, Form, Refusal};
use crate::server::gate::see_other;
use crate::server::services::item::open::open;
use crate::server::services::item::publish::{PublishError, give_back, publish};
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;

type App = State<AppState>;
type Who = Extension<Visitor>;

/// What the page's buttons do: look, rearrange rows, publish, give back. Fields: `do`, `base`, `reason_why`, the item's.
pub async fn edit(State(state): App, Extension(who): Who, Path(item): Path<String>, mut form: Form) -> ActionResult {
    let (id, by): (ItemId, _) = (part(&item)?, account(&who)?);
    let base = form.text(sent::BASE).parse().map_err(|_| Failure::Malformed)?;
    let done = match form.text(sent::DO).to_owned().as_str() {
        sent::PUBLISH => {
            let pairs: Vec<_> = form.pairs().collect();
            let typed = sent::typed(pairs.into_iter());
            publish(&state, by, &id, &typed, base, form.raw(sent::REASON)).await
        }
        sent::GIVE_BACK => give_back(&state, by, &id, base, form.raw(sent::REASON_BACK)).await,
        other => {
            sent::rearrange(&mut form, other);
            let mut page = StatusCode::OK.into_response();
            page.extensions_mut().insert(form);
            return Ok(page);
        }
    };
    match done {
        Ok(number) => {
            let back = if form.text("kind") == CASE { "&as=case" } else { "" };
            Ok(see_other(&format!("/items/{id}?published={number}{back}")))
        }
        Err(error) => Err(refusal(form, error)),
    }
}

fn refusal(mut form: Form, error: PublishError) -> Refusal {
    let back = form.text(sent::DO) == sent::GIVE_BACK;
    let reason = if back { sent::REASON_BACK } else { sent::REASON };
    match error {
        PublishError::NoReason => form.problem(reason, |l| l.editor_no_reason().into()),
        PublishError::LongReason => form.problem(reason, |l| l.editor_long_reason().into()),
        PublishError::Unchanged => form.problem("", |l| l.editor_unchanged().into()),
        PublishError::Overtaken(told) => {
            let (number, when) = (told.publication.number, minute(told.publication.at));
            form.problem(sent::BASE, |l| l.editor_overtaken(&told.by_name, &number, &told.publication.reason, &when));
        }
        // The page finds the same problems in what was typed.
        PublishError::Unsound(_) => {}
        PublishError::Service(error) => return error.into(),
    }
    form.refuse()
}

/// A version as the file that it would be below `quizzes/`: the current one's file, or a published one by its number.
pub async fn file(
    State(state): App,
    Extension(who): Who,
    Path(item): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Failure> {
    let id: ItemId = part(&item)?;
    let opened = open(&state, account(&who)?, &id).await?;
    let text = match query.get("version") {
        None => opened.file_text,
        Some(number) => {
            let number: u32 = part(number)?;
            let told = opened.history.into_iter().find(|told| told.publication.number == number);
            told.ok_or(Failure::NotFound)?.body
        }
    };
    let name = format!("attachment; filename=\"{}.md\"", opened.unit);
    let headers =
        [(header::CONTENT_TYPE, "text/markdown; charset=utf-8"), (header::CACHE_CONTROL, "private, no-store")];
    Ok((headers, [(header::CONTENT_DISPOSITION, name)], text).into_response())
}
