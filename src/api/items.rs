//! Trainers edit items: by the page's form, and as files.

use super::failure::Failure;
use super::staff::{account, part};
use crate::components::moment::minute;
use crate::domain::item::ItemId;
use crate::domain::locale::Locale;
use crate::pages::trainer::item::sent;
use crate::server::content::item::form::CASE;
use crate::server::form::{ActionResult, Form, Refusal};
use crate::server::gate::see_other;
use crate::server::preferences::Preferences;
use crate::server::services::item::export::{Differing, differing};
use crate::server::services::item::open::open;
use crate::server::services::item::publish::{
    PublishError, create as create_item, give_back, publish, restore, retire,
};
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::fmt::Write as _;

type App = State<AppState>;
type Who = Extension<Visitor>;

/// What the page's buttons do: look, rearrange rows, publish, give back. Fields: `do`, `base`, `reason_why`, the item's.
pub async fn edit(State(state): App, Extension(who): Who, Path(item): Path<String>, form: Form) -> ActionResult {
    let (id, by): (ItemId, _) = (part(&item)?, account(&who)?);
    let base = form.text(sent::BASE).parse().map_err(|_| Failure::Malformed)?;
    let done = match form.text(sent::DO).to_owned().as_str() {
        sent::PUBLISH => {
            let pairs: Vec<_> = form.pairs().collect();
            let typed = sent::typed(pairs.into_iter());
            publish(&state, by, &id, &typed, base, form.raw(sent::REASON)).await
        }
        sent::GIVE_BACK => give_back(&state, by, &id, base, form.raw(sent::REASON_BACK)).await,
        sent::RETIRE => retire(&state, by, &id, base, form.raw(sent::REASON_BACK)).await,
        sent::RESTORE => restore(&state, by, &id, base, form.raw(sent::REASON_BACK)).await,
        other => return Ok(rearranged(form, other)),
    };
    match done {
        Ok(number) => {
            if form.text(sent::DO) == sent::RETIRE {
                return Ok(see_other(&format!("/items/{id}")));
            }
            let back = if form.text("kind") == CASE { "&as=case" } else { "" };
            Ok(see_other(&format!("/items/{id}?published={number}{back}")))
        }
        Err(error) => Err(refusal(form, error)),
    }
}

/// The same page again, with what a button did to its rows.
fn rearranged(mut form: Form, pressed: &str) -> Response {
    sent::rearrange(&mut form, pressed);
    let mut page = StatusCode::OK.into_response();
    page.extensions_mut().insert(form);
    page
}

/// Publishes an item that is not there yet, or only looks at it. Fields: `do`, `reason_why`, `id`, `level`, the item's.
pub async fn create(State(state): App, Extension(who): Who, form: Form) -> ActionResult {
    let by = account(&who)?;
    let pressed = form.text(sent::DO).to_owned();
    if pressed != sent::PUBLISH {
        return Ok(rearranged(form, &pressed));
    }
    let pairs: Vec<_> = form.pairs().collect();
    let typed = sent::typed(pairs.into_iter());
    match create_item(&state, by, &typed, form.raw(sent::REASON)).await {
        Ok(id) => Ok(see_other(&format!("/items/{id}?published=1"))),
        Err(error) => Err(refusal(form, error)),
    }
}

fn refusal(mut form: Form, error: PublishError) -> Refusal {
    let reason = if sent::sends_item(form.text(sent::DO)) { sent::REASON } else { sent::REASON_BACK };
    match error {
        PublishError::NoReason => form.problem(reason, |l| l.editor_no_reason().into()),
        PublishError::LongReason => form.problem(reason, |l| l.editor_long_reason().into()),
        PublishError::Unchanged => form.problem("", |l| l.editor_unchanged().into()),
        PublishError::Overtaken(told) => {
            let (number, when) = (told.publication.number, minute(told.publication.at));
            form.problem(sent::BASE, |l| l.editor_overtaken(&told.by_name, &number, &told.publication.reason, &when));
        }
        PublishError::Needed(by) => {
            for words in by {
                form.problem("", |l| words.get(l).to_owned());
            }
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
        None => opened.file.ok_or(Failure::NotFound)?.text,
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

/// Everything that differs from the files, in one text with the file of each part.
pub async fn export(
    State(state): App,
    Extension(who): Who,
    Extension(preferences): Extension<Preferences>,
) -> Result<Response, Failure> {
    let locale = preferences.locale;
    let now = state.clock.now();
    let mut text = format!("{}\n", locale.editor_export_head(&minute(now)));
    for part in differing(&state, account(&who)?).await? {
        let _ = write!(text, "\n{}", exported(locale, &part));
    }
    let name = format!("attachment; filename=\"rungs-items-{}.txt\"", now.format("%Y-%m-%d"));
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, text).into_response())
}

/// One part under the name of its file, what to do with it, and who wrote it why.
fn exported(locale: Locale, part: &Differing) -> String {
    let todo = match (&part.text, part.is_new) {
        (None, _) => locale.editor_export_remove(),
        (Some(_), true) => locale.editor_export_add(),
        (Some(_), false) => locale.editor_export_replace(),
    };
    let publication = &part.told.publication;
    let rule = "=".repeat(20);
    let (number, at) = (publication.number, minute(publication.at));
    let by = locale.editor_history_by(&part.told.by_name);
    let head = format!("{rule} quizzes/{} · {} · {todo}\n", part.path, part.unit);
    let about = format!("{rule} {} · {by} · {at} · {}\n", locale.editor_history_number(&number), publication.reason);
    format!("{head}{about}{}", part.text.as_deref().unwrap_or_default())
}
