//! What a draft looks like and what is wrong with it, while a trainer writes.

use super::failure::Failure;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The page's part about problems and looks, made of the form's fields as they stand. Keeps nothing.
#[server(endpoint = "item_preview", input = Json)]
pub async fn item_preview(item: String, fields: Vec<(String, String)>) -> Result<String, Failure> {
    use crate::domain::item::ItemId;
    use crate::domain::locale::Locale;
    use crate::pages::trainer::item::{look, sent};
    use crate::server::services::item::draft::draft_now;
    use crate::server::services::item::new::draft_of;
    use crate::server::state::AppState;
    use crate::server::visitor::Visitor;

    let state: AppState = use_context().ok_or(Failure::Internal)?;
    let locale: Locale = use_context().unwrap_or_default();
    let visitor: Visitor = use_context().ok_or(Failure::SignedOut)?;
    let account = visitor.account().ok_or(Failure::SignedOut)?;
    let typed = sent::typed(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    if item == "new" {
        return Ok(look(locale, &draft_of(&state, account, &typed).await?).to_html());
    }
    let item: ItemId = item.parse().map_err(|_| Failure::NotFound)?;
    Ok(look(locale, &draft_now(&state, account, &item, &typed).await?).to_html())
}
