//! The versions of an item: who published which, when and why, what each changed in words, and each as a file.

use super::words;
use crate::components::button::{Submit, Weight};
use crate::components::field::TextField;
use crate::components::moment::Moment;
use crate::components::notice::Notice;
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::domain::locale::Locale;
use crate::domain::publication::Authority;
use crate::server::form::Form;
use crate::server::services::item::changes::{Change, changes};
use crate::server::services::item::open::Opened;
use crate::server::storage::publication::Told;
use leptos::prelude::*;

/// A later release of the product has changed the file behind the trainer's version.
pub fn moved(locale: Locale, opened: &Opened) -> Option<AnyView> {
    let Authority::Trainer { file_moved: true } = opened.standing.authority else { return None };
    let rows = change_rows(locale, changes(&opened.text, &opened.file_text));
    Some(
        view! {
            <Notice state=State::Unverified title=locale.editor_moved_title()>
                <p>{locale.editor_moved_words()}</p>
                <details class="data"><summary>{locale.editor_moved_changes()}</summary>{rows}</details>
            </Notice>
        }
        .into_any(),
    )
}

pub fn history(locale: Locale, opened: &Opened, form: &Form) -> AnyView {
    let id = opened.item.id.to_string();
    let standing = opened.hash;
    let older = |index: usize| opened.history.get(index + 1).map_or(&opened.file_text, |told| &told.body);
    let rows = opened
        .history
        .iter()
        .enumerate()
        .map(|(index, told)| {
            let counts = index == 0 && told.publication.hash == standing;
            version(locale, &id, told, older(index), counts)
        })
        .collect_view();
    let of_file = opened.hash == opened.file_hash;
    let file = view! {
        <li>
            <p class="row">
                <b>{locale.editor_history_file()}</b>
                {in_use(locale, of_file)}
                <a href=format!("/items/{id}/file")>{locale.editor_download()}</a>
            </p>
        </li>
    };
    let back = matches!(opened.standing.authority, Authority::Trainer { .. }).then(|| give_back(locale, opened, form));
    view! {
        <section class="versions" aria-labelledby="history">
            <SectionHead id="history" title=locale.editor_history()/>
            <ol>{rows}{file}</ol>
            <p class="small muted">{locale.editor_download_hint(&format!("quizzes/{}", opened.path))}</p>
            {back}
        </section>
    }
    .into_any()
}

fn in_use(locale: Locale, counts: bool) -> Option<impl IntoView> {
    counts.then(|| view! { <StateLine state=State::Met words=locale.editor_history_standing()/> })
}

fn version(locale: Locale, id: &str, told: &Told, before: &str, counts: bool) -> impl IntoView + use<> {
    let Told { publication, by_name, body } = told;
    let number = publication.number;
    let rows = change_rows(locale, changes(before, body));
    view! {
        <li>
            <p class="row">
                <b>{locale.editor_history_number(&number)}</b>
                {in_use(locale, counts)}
                <span>{locale.editor_history_by(by_name)}</span>
                <Moment at=publication.at/>
                <a href=format!("/items/{id}/file?version={number}")>{locale.editor_download()}</a>
            </p>
            <p>{publication.reason.clone()}</p>
            <details class="data"><summary>{locale.editor_changed()}</summary>{rows}</details>
        </li>
    }
}

/// What differs, a row each.
fn change_rows(locale: Locale, changes: Vec<Change>) -> AnyView {
    if changes.is_empty() {
        return view! { <p class="muted">{locale.editor_changed_none()}</p> }.into_any();
    }
    let shown = |words: String| {
        if words.is_empty() { locale.editor_nothing().to_owned() } else { words }
    };
    let rows = changes
        .into_iter()
        .map(|Change { item, field, before, after }| {
            let name = field.as_deref().and_then(|field| words::field(locale, field));
            let name = name.unwrap_or_else(|| locale.editor_text().to_owned());
            let words = |value: &str| shown(words::value(locale, field.as_deref().unwrap_or_default(), value));
            view! {
                <div>
                    <dt>{item.map(|item| view! { <code>{item}</code>" " })}{name}</dt>
                    <dd><del><span class="sr">{locale.editor_before()}" "</span>{words(&before)}</del></dd>
                    <dd><ins><span class="sr">{locale.editor_after()}" "</span>{words(&after)}</ins></dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="changes">{rows}</dl> }.into_any()
}

/// Asks once: the button stands behind a fold.
fn give_back(locale: Locale, opened: &Opened, form: &Form) -> impl IntoView + use<> {
    let field = super::sent::REASON_BACK;
    let problem = form.problem_of(field, locale);
    let (number, open) = (opened.standing.number.to_string(), problem.is_some());
    view! {
        <details class="part" open=open>
            <summary>{locale.editor_give_back()}</summary>
            <form method="post" action=format!("/items/{}", opened.item.id) class="form" novalidate=true>
                <p>{locale.editor_give_back_lead()}</p>
                <input type="hidden" name=super::sent::BASE value=number/>
                <TextField locale name=field label=locale.editor_give_back_reason() value=form.raw(field).to_owned()
                    required=true problem/>
                <Submit words=locale.editor_give_back() weight=Weight::Grave name=super::sent::DO value=super::sent::GIVE_BACK/>
            </form>
        </details>
    }
}
