//! All problems of a form at its top, each a link to its field. The problem also stands at the field itself.

use crate::domain::locale::Locale;
use leptos::prelude::*;

/// A problem with what somebody typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The id of the field; empty for the form as a whole.
    pub field: String,
    pub words: String,
}

impl FieldProblem {
    pub fn new(field: impl Into<String>, words: impl Into<String>) -> Self {
        Self { field: field.into(), words: words.into() }
    }

    /// The words for one field, if something is wrong with it.
    pub fn of(problems: &[Self], field: &str) -> Option<String> {
        problems.iter().find(|problem| problem.field == field).map(|problem| problem.words.clone())
    }
}

/// Takes the focus when the page comes back, so that nobody has to look for what went wrong. Renders nothing without problems.
#[component]
pub fn ErrorSummary(locale: Locale, problems: Vec<FieldProblem>) -> impl IntoView {
    let count = i64::try_from(problems.len()).unwrap_or(i64::MAX);
    (!problems.is_empty()).then(|| {
        view! {
            <div class="problem problems" role="alert" tabindex="-1" autofocus=true>
                <b>{locale.form_problems(count)}</b>
                <ul>
                    {problems
                        .into_iter()
                        .map(|problem| view! { <li><ProblemLink problem/></li> })
                        .collect_view()}
                </ul>
            </div>
        }
    })
}

#[component]
fn ProblemLink(problem: FieldProblem) -> impl IntoView {
    if problem.field.is_empty() {
        problem.words.into_any()
    } else {
        view! { <a href=format!("#{}", problem.field)>{problem.words}</a> }.into_any()
    }
}
