//! Fields that are chosen from.

use super::frame::Frame;
use crate::domain::locale::Locale;
use leptos::prelude::*;

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// One of many. Without a value it begins with “choose”.
#[component]
pub fn Select(
    locale: Locale,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional_no_strip)] problem: Option<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let frame = Frame { locale, id: id.unwrap_or_else(|| name.clone()), label, hint, problem, required };
    let known = choices.iter().any(|choice| choice.value == value);
    let options = choices
        .into_iter()
        .map(|choice| view! { <option value=choice.value.clone() selected=choice.value == value>{choice.label}</option> })
        .collect_view();
    let control = view! {
        <select
            id=frame.id.clone()
            name=name
            aria-required=frame.needed()
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
        >
            {(!known).then(|| view! { <option value="">{locale.form_choose()}</option> })}
            {options}
        </select>
    };
    frame.around(control)
}

/// One of a few, all in sight.
#[component]
pub fn Radios(
    locale: Locale,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional_no_strip)] problem: Option<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let frame = Frame { locale, id: id.unwrap_or_else(|| name.clone()), label, hint, problem, required };
    let radios = choices
        .into_iter()
        .map(|choice| {
            view! {
                <label class="check">
                    <input type="radio" name=name.clone() value=choice.value.clone() checked=choice.value == value/>
                    <span>{choice.label}</span>
                </label>
            }
        })
        .collect_view();
    frame.around_group(view! { <div class="checks">{radios}</div> })
}

/// Any of a few, all in sight; each may say what it means in small.
#[component]
pub fn Checks(
    locale: Locale,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<(Choice, String)>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional)] values: Vec<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional_no_strip)] problem: Option<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let frame = Frame { locale, id: id.unwrap_or_else(|| name.clone()), label, hint, problem, required };
    let checks = choices
        .into_iter()
        .map(|(Choice { value, label }, meaning)| {
            let id = format!("{}-{value}", frame.id);
            let checked = values.contains(&value);
            view! { <Check id=id name=name.clone() label value checked hint=meaning/> }
        })
        .collect_view();
    frame.around_group(view! { <div class="checks">{checks}</div> })
}

/// Yes or no.
#[component]
pub fn Check(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] id: Option<String>,
    #[prop(default = "yes".to_owned(), into)] value: String,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    view! {
        <label class="check">
            <input type="checkbox" id=id name=name value=value checked=checked/>
            <span>{label} {hint.map(|hint| view! { <small>{hint}</small> })}</span>
        </label>
    }
}
