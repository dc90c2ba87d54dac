//! The versions of an item: who published which, when and why, what each changed in words, and each as a file.

use super::{sent, words};
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
    let rows = change_rows(locale, changes(&opened.text, &opened.file.as_ref()?.text));
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

/// A trainer has taken it out of use.
pub fn retired(locale: Locale, opened: &Opened) -> Option<impl IntoView + use<>> {
    (opened.standing.authority == Authority::Retired).then(|| {
        view! {
            <Notice state=State::Unmet title=locale.editor_retired_title()><p>{locale.editor_retired_words()}</p></Notice>
        }
    })
}

pub fn history(locale: Locale, opened: &Opened, form: &Form) -> AnyView {
    let id = opened.item.id.to_string();
    let standing = opened.hash;
    let of_file = opened.file.as_ref().map(|file| file.text.as_str());
    let older = |index: usize| opened.history.get(index + 1).map_or(of_file, |told| Some(told.body.as_str()));
    let rows = opened
        .history
        .iter()
        .enumerate()
        .map(|(index, told)| {
            let counts = index == 0 && told.publication.hash == standing;
            version(locale, &id, told, older(index), counts)
        })
        .collect_view();
    let file = opened.file.as_ref().map(|file| {
        let of_file = opened.standing.authority == Authority::File && opened.hash == file.hash;
        view! {
            <li>
                <p class="row">
                    <b>{locale.editor_history_file()}</b>
                    {in_use(locale, of_file)}
                    <a href=format!("/items/{id}/file")>{locale.editor_download()}</a>
                </p>
            </li>
        }
    });
    let steps = match opened.standing.authority {
        Authority::File => vec![Step::Retire],
        Authority::Trainer { .. } if opened.file.is_none() => vec![Step::Retire],
        Authority::Trainer { .. } => vec![Step::GiveBack, Step::Retire],
        Authority::Retired => vec![Step::Restore],
    };
    let steps = steps.into_iter().map(|step| asks_once(locale, opened, form, step)).collect_view();
    view! {
        <section class="versions" aria-labelledby="history">
            <SectionHead id="history" title=locale.editor_history()/>
            <ol>{rows}{file}</ol>
            <p class="small muted">{locale.editor_download_hint(&format!("quizzes/{}", opened.path))}</p>
            {steps}
        </section>
    }
    .into_any()
}

fn in_use(locale: Locale, counts: bool) -> Option<impl IntoView> {
    counts.then(|| view! { <StateLine state=State::Met words=locale.editor_history_standing()/> })
}

fn version(locale: Locale, id: &str, told: &Told, before: Option<&str>, counts: bool) -> impl IntoView + use<> {
    let Told { publication, by_name, body, .. } = told;
    let number = publication.number;
    let changes = before.filter(|_| !publication.retired).map(|before| {
        let rows = change_rows(locale, changes(before, body));
        view! { <details class="data"><summary>{locale.editor_changed()}</summary>{rows}</details> }
    });
    let retired = publication.retired;
    view! {
        <li>
            <p class="row">
                <b>{locale.editor_history_number(&number)}</b>
                {in_use(locale, counts && !retired)}
                {retired.then(|| view! { <StateLine state=State::Unmet words=locale.editor_history_retired()/> })}
                <span>{locale.editor_history_by(by_name)}</span>
                <Moment at=publication.at/>
                <a href=format!("/items/{id}/file?version={number}")>{locale.editor_download()}</a>
            </p>
            <p>{publication.reason.clone()}</p>
            {changes}
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

/// What can be done with an item besides publishing a version of it.
#[derive(Clone, Copy)]
enum Step {
    GiveBack,
    Retire,
    Restore,
}

/// Asks once: the button stands behind a fold.
fn asks_once(locale: Locale, opened: &Opened, form: &Form, step: Step) -> impl IntoView + use<> {
    let (value, summary, lead, reason) = match step {
        Step::GiveBack => (
            sent::GIVE_BACK,
            locale.editor_give_back(),
            locale.editor_give_back_lead(),
            locale.editor_give_back_reason(),
        ),
        Step::Retire => {
            (sent::RETIRE, locale.editor_retire(), locale.editor_retire_lead(), locale.editor_retire_reason())
        }
        Step::Restore => {
            (sent::RESTORE, locale.editor_restore(), locale.editor_restore_lead(), locale.editor_restore_reason())
        }
    };
    let pressed = form.text(sent::DO) == value;
    let problem = form.problem_of(sent::REASON_BACK, locale).filter(|_| pressed);
    let typed = if pressed { form.raw(sent::REASON_BACK).to_owned() } else { String::new() };
    // The list of problems leads to the one that was pressed.
    let id = if pressed { sent::REASON_BACK.to_owned() } else { format!("{value}-reason") };
    let (number, open) = (opened.standing.number.to_string(), pressed);
    view! {
        <details class="part" open=open>
            <summary>{summary}</summary>
            <form method="post" action=format!("/items/{}", opened.item.id) class="form" novalidate=true>
                <p>{lead}</p>
                <input type="hidden" name=sent::BASE value=number/>
                <TextField locale id name=sent::REASON_BACK label=reason value=typed required=true problem/>
                <Submit words=summary weight=Weight::Grave name=sent::DO value=value/>
            </form>
        </details>
    }
}
