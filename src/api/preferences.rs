//! Language and theme, by forms that work without script: `to` is the wish, `back` the page to return to.

use crate::domain::locale::Locale;
use crate::server::form::{ActionResult, Form};
use crate::server::gate::see_other;
use crate::server::preferences::{LOCALE_COOKIE, Preferences, THEME_COOKIE, keep};
use crate::server::query::local_path;
use crate::server::services::account::set_preferences::set_preferences;
use crate::server::state::AppState;
use crate::server::visitor::{Theme, Visitor};
use axum::Extension;
use axum::extract::State;
use axum::http::header;

pub async fn language(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Extension(now): Extension<Preferences>,
    form: Form,
) -> ActionResult {
    let locale: Locale = form.text("to").parse().unwrap_or(now.locale);
    change(&state, &visitor, Preferences { locale, ..now }, &form).await
}

/// `light`, `dark`, and anything else for "as the device says".
pub async fn theme(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Extension(now): Extension<Preferences>,
    form: Form,
) -> ActionResult {
    let theme = Theme::read(form.text("to"));
    change(&state, &visitor, Preferences { theme, ..now }, &form).await
}

async fn change(state: &AppState, visitor: &Visitor, wish: Preferences, form: &Form) -> ActionResult {
    if let Some(account) = visitor.account() {
        set_preferences(state, account.id, wish.locale, wish.theme).await?;
    }
    let mut response = see_other(local_path(form.text("back")));
    let url = state.config.public_url();
    let theme = wish.theme.map_or("auto", Theme::word);
    for cookie in [keep(&url, LOCALE_COOKIE, wish.locale.tag()), keep(&url, THEME_COOKIE, theme)].into_iter().flatten()
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
