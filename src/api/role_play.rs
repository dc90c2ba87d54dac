//! Role-plays: beginning one, and what the learner says, by forms and from the player.

use super::failure::Failure;
use crate::domain::id::PlayId;
use crate::domain::scenario::play::{Refusal, Reply};
use crate::domain::scenario::view::PlayView;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// What became of a reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// The conversation as it goes on.
    Heard(Box<PlayView>),
    Refused(Refusal),
}

/// Says something at the point of the conversation that the player saw: `version` is the play's as it was shown.
#[server(endpoint = "role_play_reply", input = Json)]
pub async fn role_play_reply(play: PlayId, version: i64, reply: Reply) -> Result<Said, Failure> {
    use crate::domain::locale::Locale;
    use crate::server::services::learning::reply::{self, ReplyError};
    use crate::server::state::AppState;
    use crate::server::visitor::Visitor;

    let state: AppState = use_context().ok_or(Failure::Internal)?;
    let locale: Locale = use_context().unwrap_or_default();
    let visitor: Visitor = use_context().ok_or(Failure::SignedOut)?;
    let learner = visitor.person().ok_or(Failure::Forbidden)?;
    match reply::reply(&state, learner, play, version, reply, locale).await {
        Ok(view) => Ok(Said::Heard(Box::new(view))),
        Err(ReplyError::Refused(refusal)) => Ok(Said::Refused(refusal)),
        Err(ReplyError::Service(error)) => Err(error.into()),
    }
}

#[cfg(feature = "ssr")]
pub use forms::{say, start};

#[cfg(feature = "ssr")]
mod forms {
    use super::Failure;
    use crate::domain::id::PlayId;
    use crate::domain::scenario::model::ScenarioId;
    use crate::domain::scenario::play::{Reply, ReplyId};
    use crate::server::form::{ActionResult, Form};
    use crate::server::gate::see_other;
    use crate::server::preferences::Preferences;
    use crate::server::services::ServiceError;
    use crate::server::services::learning::reply::{ReplyError, reply};
    use crate::server::services::learning::start_play::start_play;
    use crate::server::state::AppState;
    use crate::server::visitor::Visitor;
    use axum::Extension;
    use axum::extract::{Path, State};

    /// Begins a play and goes to it.
    pub async fn start(
        State(state): State<AppState>,
        Extension(visitor): Extension<Visitor>,
        Extension(preferences): Extension<Preferences>,
        Path(scenario): Path<String>,
    ) -> ActionResult {
        let learner = visitor.person().ok_or(Failure::Forbidden)?;
        let scenario: ScenarioId = scenario.parse().map_err(|_| Failure::NotFound)?;
        let play = start_play(&state, learner, &scenario, preferences.locale).await?;
        Ok(see_other(&format!("/role-play/plays/{play}")))
    }

    /// Fields: `version`, and `reply` (a reply that was offered) or `words` (typed). The button's `say` tells which of
    /// the two is meant when both are there.
    pub async fn say(
        State(state): State<AppState>,
        Extension(visitor): Extension<Visitor>,
        Extension(preferences): Extension<Preferences>,
        Path(play): Path<String>,
        form: Form,
    ) -> ActionResult {
        let learner = visitor.person().ok_or(Failure::Forbidden)?;
        let play: PlayId = play.parse().map_err(|_| Failure::NotFound)?;
        let version: i64 = form.text("version").parse().map_err(|_| Failure::Malformed)?;
        let typed = form.text("say") == "typed";
        if !typed && form.text("reply").is_empty() {
            return Err(form.refuse_at("reply", |locale| locale.role_play_refused_unchosen().to_owned()));
        }
        let wish = if typed {
            Reply::Typed(form.raw("words").to_owned())
        } else {
            Reply::Chosen(ReplyId::from_form(form.text("reply")))
        };
        match reply(&state, learner, play, version, wish, preferences.locale).await {
            Ok(_) => Ok(see_other(&format!("/role-play/plays/{play}#now"))),
            Err(ReplyError::Refused(refusal)) => Err(form.refuse_at("reply", |locale| locale.refusal(refusal))),
            Err(ReplyError::Service(ServiceError::Stale)) => {
                Err(form.refuse_at("reply", |locale| locale.role_play_stale_words().to_owned()))
            }
            Err(ReplyError::Service(error)) => Err(error.into()),
        }
    }
}
