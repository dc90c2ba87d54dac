//! Language and theme of somebody who is signed in. A matter of taste: it leaves no audit row.

use crate::domain::id::AccountId;
use crate::domain::locale::Locale;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::account;
use crate::server::visitor::Theme;

/// No theme means "as the device says".
pub async fn set_preferences(
    state: &AppState,
    id: AccountId,
    locale: Locale,
    theme: Option<Theme>,
) -> Result<(), ServiceError> {
    let mut tx = state.db.write().await?;
    account::set_preferences(&mut tx, id, locale.tag(), theme.map(Theme::word)).await?;
    tx.commit().await?;
    Ok(())
}
