//! What a draft looks like and what is wrong with it: rendered with the page, and again by itself while the trainer writes.

use super::sent;
use crate::components::button::Submit;
use crate::components::mark::Mark;
use crate::components::state::State;
use crate::domain::item::Item;
use crate::domain::item::presentation::present;
use crate::domain::locale::Locale;
use crate::domain::seed::Seed;
use crate::islands::live_preview::LivePreview;
use crate::pages::learner::question::preview;
use crate::server::content::diagnostic::Severity;
use crate::server::services::item::draft::{Drafted, Located};
use leptos::prelude::*;

/// Any seed would do; always the same one, so that nothing jumps while somebody writes.
const SEED: Seed = Seed(7);

/// The part of the page that follows what is written.
pub fn aside(locale: Locale, look: AnyView) -> impl IntoView {
    view! {
        <aside class="look" aria-labelledby="live-title">
            <div class="row">
                <h2 id="live-title" class="h4">{locale.editor_live()}</h2>
                <p class="push"><Submit words=locale.editor_preview_now() slim=true name=sent::DO value=sent::PREVIEW/></p>
            </div>
            <p
                id="live-status"
                class="small muted"
                role="status"
                data-looking=locale.editor_looking()
                data-unreachable=locale.editor_unreachable()
                data-done=""
            ></p>
            <LivePreview/>
            <fieldset class="seg wide tabs-of-languages">
                <legend class="sr">{locale.editor_seen_by()}</legend>
                <label><input type="radio" name="seen" id="seen-zh" checked=locale == Locale::ZhCn/>{locale.editor_seen_zh()}</label>
                <label><input type="radio" name="seen" id="seen-en" checked=locale == Locale::En/>{locale.editor_seen_en()}</label>
            </fieldset>
            <div id="live">{look}</div>
        </aside>
    }
}

/// The problems, then the item in both languages.
pub fn look(locale: Locale, drafted: &Drafted) -> AnyView {
    let asked = |item: &&Item| drafted.about.as_ref().is_none_or(|about| *about == item.id);
    let items: Vec<&Item> = drafted.draft.items.iter().filter(asked).collect();
    let previews = if items.is_empty() {
        view! { <p class="muted">{locale.editor_not_readable()}</p> }.into_any()
    } else {
        let both = Locale::ALL.map(|language| in_language(locale, language, &items)).into_iter().collect_view();
        view! { <div class="previews">{both}</div> }.into_any()
    };
    view! {
        {problems(locale, &drafted.problems)}
        {previews}
    }
    .into_any()
}

fn problems(locale: Locale, problems: &[Located]) -> impl IntoView + use<> {
    let (errors, looks): (Vec<_>, Vec<_>) =
        problems.iter().cloned().partition(|problem| problem.severity == Severity::Error);
    let count = |list: &[Located]| i64::try_from(list.len()).unwrap_or(i64::MAX);
    let errors = if errors.is_empty() {
        view! { <p class="sound" data-state="met"><Mark state=State::Met/>{locale.editor_sound()}</p> }.into_any()
    } else {
        let title = locale.editor_errors(count(&errors));
        view! { <div class="problem"><b>{title}</b><ul>{rows(locale, errors)}</ul></div> }.into_any()
    };
    let looks = (!looks.is_empty()).then(|| {
        let title = locale.editor_looks(count(&looks));
        view! { <div class="looks" data-state="unverified"><b>{title}</b><ul>{rows(locale, looks)}</ul></div> }
    });
    (errors, looks)
}

fn rows(locale: Locale, problems: Vec<Located>) -> impl IntoView {
    let row = |problem: Located| {
        let words = problem.text.get(locale).to_owned();
        let place = match problem.line {
            Some(line) => Some(locale.editor_line(&line)),
            None => super::words::field(locale, &problem.field),
        };
        match place {
            Some(place) => {
                view! { <li><a href=format!("#{}", problem.field)>{place}</a><span>{words}</span></li> }.into_any()
            }
            None => view! { <li><span>{words}</span></li> }.into_any(),
        }
    };
    problems.into_iter().map(row).collect_view()
}

/// What a candidate sees; nothing in it can be reached or sent.
fn in_language(locale: Locale, language: Locale, items: &[&Item]) -> impl IntoView + use<> {
    let name = match language {
        Locale::ZhCn => locale.editor_seen_zh(),
        Locale::En => locale.editor_seen_en(),
    };
    let shown = items.iter().map(|item| preview(language, &present(item, SEED, language))).collect_view();
    view! {
        <section class="seen" data-language=language.tag() aria-label=name>
            <p class="label">{name}</p>
            <div class="preview" lang=language.tag() inert=true>{shown}</div>
        </section>
    }
}
