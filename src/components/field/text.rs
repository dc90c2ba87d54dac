//! Fields that are typed into.

use super::frame::Frame;
use crate::domain::locale::Locale;
use leptos::prelude::*;

/// A line of text, a number, an address.
#[component]
pub fn TextField(
    locale: Locale,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional_no_strip)] problem: Option<String>,
    #[prop(optional)] required: bool,
    /// `text`, `email`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
) -> impl IntoView {
    let frame = Frame { locale, id: id.unwrap_or_else(|| name.clone()), label, hint, problem, required };
    input(frame, name, kind, Particulars { value: Some(value), autocomplete, inputmode, accept: None })
}

/// A password. It must be given, and what was typed never comes back into the page.
#[component]
pub fn PasswordField(
    locale: Locale,
    name: &'static str,
    label: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    problem: Option<String>,
    /// `current-password` or `new-password`, by which a password manager knows what to do.
    autocomplete: &'static str,
) -> impl IntoView {
    let frame = Frame { locale, id: name.to_owned(), label: label.to_owned(), hint, problem, required: true };
    let particulars = Particulars { autocomplete: Some(autocomplete), ..Particulars::default() };
    input(frame, name.to_owned(), "password", particulars)
}

/// A day. What was typed is kept even when it is no day: the browser shows an empty control then, the problem names it.
#[component]
pub fn DateField(
    locale: Locale,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional_no_strip)] problem: Option<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let frame = Frame { locale, id: id.unwrap_or_else(|| name.clone()), label, hint, problem, required };
    input(frame, name, "date", Particulars { value: Some(value), ..Particulars::default() })
}

/// A file. Browsers never send a chosen file back into the page.
#[component]
pub fn FileField(
    locale: Locale,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] accept: String,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional_no_strip)] problem: Option<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let frame = Frame { locale, id: id.unwrap_or_else(|| name.clone()), label, hint, problem, required };
    input(frame, name, "file", Particulars { accept: Some(accept), ..Particulars::default() })
}

/// What some inputs say and others do not.
#[derive(Default)]
struct Particulars {
    value: Option<String>,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    accept: Option<String>,
}

/// An input in its frame.
fn input(frame: Frame, name: String, kind: &'static str, particulars: Particulars) -> impl IntoView {
    let Particulars { value, autocomplete, inputmode, accept } = particulars;
    let control = view! {
        <input
            id=frame.id.clone()
            name=name
            type=kind
            value=value
            accept=accept
            autocomplete=autocomplete
            inputmode=inputmode
            aria-required=frame.needed()
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
        />
    };
    frame.around(control)
}

/// Several lines of text.
#[component]
pub fn TextArea(
    locale: Locale,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional_no_strip)] problem: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(default = 4)] rows: u8,
) -> impl IntoView {
    let frame = Frame { locale, id: id.unwrap_or_else(|| name.clone()), label, hint, problem, required };
    // Leptos writes the children of a textarea unescaped, so the value goes in as HTML that was escaped here.
    let control = view! {
        <textarea
            id=frame.id.clone()
            name=name
            rows=rows.to_string()
            aria-required=frame.needed()
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            inner_html=escaped(&value)
        ></textarea>
    };
    frame.around(control)
}

/// The value as the content of a textarea. A parser drops the first line break there, so one is put before it.
fn escaped(value: &str) -> String {
    let text = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("\n{text}")
}
