//! The audit log, newest first.

use super::actions::{ACTIONS, action_words, subject_words};
use super::query::{address, parameter};
use crate::components::button::{LinkButton, Submit};
use crate::components::empty::Empty;
use crate::components::icon::{Glyph, Icon};
use crate::components::moment::Moment;
use crate::components::page::Room;
use crate::components::table::{Cell, Fact, Facts, Stacks};
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::services::ServiceError;
use crate::server::services::audit::find::{Entry, Found, Named, Query, find};
use crate::server::services::audit::read;
use crate::server::state::AppState;
use crate::server::storage::audit::Head;
use leptos::prelude::*;
use serde_json::Value;

#[component]
pub fn AuditPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let query = Query {
        actor: parameter("actor"),
        subject: parameter("subject"),
        action: parameter("action"),
        before: parameter("before").parse().ok(),
    };
    let asked = query.clone();
    let found = async move { Ok::<_, ServiceError>((read::head(&state).await?, find(&state, &asked).await?)) };
    load(found, move |(head, found)| {
        view! {
            <Framed title=locale.audit_title() room=Room::Audit class="page wide">
                <Top locale head/>
                <Filters locale query=query.clone()/>
                <List locale query found/>
            </Framed>
        }
    })
}

#[component]
fn Top(locale: Locale, head: Head) -> impl IntoView {
    let end = if head.seq == 0 { locale.audit_head_empty().to_owned() } else { locale.audit_head(&head.seq) };
    view! {
        <header class="row">
            <div>
                <h1>{locale.audit_title()}</h1>
                <p class="muted">{locale.audit_lead()}</p>
                <p class="label">{end}</p>
            </div>
            <p class="push row">
                <LinkButton href="/audit/verify" words=locale.audit_verify() slim=true/>
                <LinkButton href="/audit/head.json" words=locale.audit_export() slim=true icon=Icon::Export/>
            </p>
        </header>
    }
}

#[component]
fn Filters(locale: Locale, query: Query) -> impl IntoView {
    let actions = ACTIONS
        .iter()
        .map(|(name, word)| view! { <option value=*name selected=query.action == *name>{word(locale)}</option> })
        .collect_view();
    let clear = (query != Query::default()).then(|| view! { <a href="/audit">{locale.audit_filter_clear()}</a> });
    view! {
        <form class="filters" method="get" action="/audit" role="search">
            <p class="find">
                <label class="sr" for="actor">{locale.audit_filter_actor()}</label>
                <Glyph icon=Icon::Search/>
                <input id="actor" name="actor" type="search" placeholder=locale.audit_filter_actor() value=query.actor/>
            </p>
            <p class="find">
                <label class="sr" for="subject">{locale.audit_filter_subject()}</label>
                <Glyph icon=Icon::Search/>
                <input
                    id="subject"
                    name="subject"
                    type="search"
                    placeholder=locale.audit_filter_subject()
                    value=query.subject
                />
            </p>
            <p>
                <label class="sr" for="action">{locale.audit_filter_action()}</label>
                <select id="action" name="action">
                    <option value="">{locale.audit_filter_action_any()}</option>
                    {actions}
                </select>
            </p>
            <Submit words=locale.audit_filter_go() slim=true/>
            {clear}
        </form>
    }
}

#[component]
fn List(locale: Locale, query: Query, found: Found) -> impl IntoView {
    if found.entries.is_empty() {
        let (title, words) = if found.unknown_actor {
            (locale.audit_unknown_actor(&query.actor), locale.audit_unknown_words())
        } else if found.unknown_subject {
            (locale.audit_unknown_subject(&query.subject), locale.audit_unknown_words())
        } else {
            (locale.audit_none().to_owned(), locale.audit_none_words())
        };
        return view! {
            <Empty icon=Icon::Search title words>
                <LinkButton href="/audit" words=locale.audit_filter_clear()/>
            </Empty>
        }
        .into_any();
    }
    let columns = [
        locale.audit_column_number(),
        locale.audit_column_time(),
        locale.audit_column_actor(),
        locale.audit_column_action(),
        locale.audit_column_subject(),
        locale.audit_column_detail(),
    ];
    let rows = found.entries.into_iter().map(|entry| view! { <Line locale entry/> }).collect_view();
    view! {
        <Stacks caption=locale.audit_title() columns=columns.map(str::to_owned).into()>{rows}</Stacks>
        <Browse locale query older=found.older/>
    }
    .into_any()
}

/// Older pages are asked for by number: entries that come meanwhile move nothing.
#[component]
fn Browse(locale: Locale, query: Query, older: Option<i64>) -> impl IntoView {
    let href = |before: &str| {
        let Query { actor, subject, action, .. } = &query;
        address("/audit", &[("actor", actor), ("subject", subject), ("action", action), ("before", before)])
    };
    let newest = query.before.is_some().then(|| view! { <li><a href=href("")>{locale.audit_newest()}</a></li> });
    let older =
        older.map(|seq| view! { <li><a href=href(&seq.to_string()) rel="next">{locale.audit_older()}</a></li> });
    (newest.is_some() || older.is_some())
        .then(|| view! { <nav class="pager" aria-label=locale.audit_pages()><ul>{newest}{older}</ul></nav> })
}

#[component]
fn Line(locale: Locale, entry: Entry) -> impl IntoView {
    let Entry { row, actor, subject } = entry;
    let actor = match (actor, row.actor) {
        (Some(named), _) => view! { <Name named by=true/> }.into_any(),
        (None, Some(id)) => locale.audit_somebody(&id).into_any(),
        (None, None) => view! { <span class="muted">{locale.audit_by_service()}</span> }.into_any(),
    };
    let kind = subject_words(&row.subject_kind, locale);
    let subject = subject.map(|named| view! { " "<Name named by=false/> });
    let particulars = particulars(&row.detail);
    let hash = row.hash.clone();
    view! {
        <tr>
            <th scope="row">{row.seq}</th>
            <Cell column=locale.audit_column_time()><Moment at=row.at/></Cell>
            <Cell column=locale.audit_column_actor()>{actor}</Cell>
            <Cell column=locale.audit_column_action()>{action_words(&row.action, locale)}</Cell>
            <Cell column=locale.audit_column_subject()><span>{kind}{subject}</span></Cell>
            <Cell column=locale.audit_column_detail()>
                <details class="particulars">
                    <summary>{locale.audit_detail()}<span class="sr">" "{row.seq}</span></summary>
                    <Facts>
                        {particulars
                            .into_iter()
                            .map(|(term, words)| view! { <Fact term>{words}</Fact> })
                            .collect_view()}
                        <Fact term=locale.audit_detail_subject()>{row.subject_id.clone()}</Fact>
                        <Fact term=locale.audit_detail_hash()>{hash}</Fact>
                        <Fact term=locale.audit_detail_previous()>{row.previous_hash.clone()}</Fact>
                    </Facts>
                </details>
            </Cell>
        </tr>
    }
}

/// A name that leads to everything that the colleague did, or that was done to them.
#[component]
fn Name(named: Named, by: bool) -> impl IntoView {
    let parameter = if by { "actor" } else { "subject" };
    let href = address("/audit", &[(parameter, &named.sign_in_name)]);
    view! { <a href=href title=named.sign_in_name>{named.display_name}</a> }
}

/// What an entry's detail says, as the service wrote it. Nothing in it is worded: it is evidence.
fn particulars(detail: &str) -> Vec<(String, String)> {
    match serde_json::from_str(detail) {
        Ok(Value::Object(fields)) => fields.into_iter().map(|(term, value)| (term, plain(value))).collect(),
        _ => vec![(String::new(), detail.to_owned())],
    }
}

fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Array(values) => values.into_iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Null => "–".to_owned(),
        value @ (Value::Bool(_) | Value::Number(_) | Value::Object(_)) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::particulars;

    #[test]
    fn a_detail_is_shown_as_it_was_written() {
        let found = particulars(r#"{"before":["learner"],"after":["hr","learner"],"person":null,"sessions":2}"#);
        let found: Vec<_> = found.iter().map(|(term, words)| (term.as_str(), words.as_str())).collect();
        for pair in [("before", "learner"), ("after", "hr, learner"), ("person", "–"), ("sessions", "2")] {
            assert!(found.contains(&pair), "{pair:?} in {found:?}");
        }
        assert_eq!(particulars("tampered"), [(String::new(), "tampered".to_owned())]);
    }
}
