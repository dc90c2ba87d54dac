//! What HR does: profiles, checks of claims, decisions; and the two downloads, documents and the board as a table.

use super::staff::{account, document, done, part, refuse, typed, version};
use crate::api::failure::Failure;
use crate::components::state::State as Shape;
use crate::domain::id::{EvidenceId, PersonId};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::staff_file::EntryKind;
use crate::i18n::duration::period;
use crate::pages::hr::board_query;
use crate::pages::staff::words::{self, FormOf};
use crate::server::form::{ActionResult, Form};
use crate::server::gate::see_other;
use crate::server::preferences::Preferences;
use crate::server::query::escape;
use crate::server::services::eligibility::decide::decide;
use crate::server::services::people::board::{self, Row};
use crate::server::services::people::create_person::create_person;
use crate::server::services::people::edit_person::edit_person;
use crate::server::services::people::read_evidence::read_evidence;
use crate::server::services::people::reject_entry::reject_entry;
use crate::server::services::people::typed::Typed;
use crate::server::services::people::verify_entry::verify_entry;
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use uuid::Uuid;

type App = State<AppState>;
type Who = Extension<Visitor>;

pub async fn create(State(state): App, Extension(who): Who, form: Form) -> ActionResult {
    let created = create_person(&state, account(&who)?, &typed(&form), document(&form)).await;
    let id = created.map_err(|error| refuse(form, FormOf::Profile, error))?;
    Ok(see_other(&format!("/people/{id}")))
}

pub async fn edit(State(state): App, Extension(who): Who, Path(person): Path<String>, form: Form) -> ActionResult {
    let id: PersonId = part(&person)?;
    let edited = edit_person(&state, account(&who)?, id, version(&form)?, &typed(&form), document(&form)).await;
    done(edited, form, FormOf::Profile, &format!("/people/{id}"))
}

/// The button that was pressed says which of the two answers it is.
pub async fn check(
    State(state): App,
    Extension(who): Who,
    Path((kind, entry)): Path<(String, String)>,
    form: Form,
) -> ActionResult {
    let kind: EntryKind = part(&kind)?;
    let id = kind.entry(part::<Uuid>(&entry)?);
    let (by, seen) = (account(&who)?, version(&form)?);
    let checked = match form.text("answer") {
        "verify" => verify_entry(&state, by, id, seen).await,
        "reject" => reject_entry(&state, by, id, seen, &typed(&form)).await,
        _ => return Err(Failure::Malformed.into()),
    };
    done(checked, form, FormOf::Rejection, "/verification")
}

pub async fn record_decision(
    State(state): App,
    Extension(who): Who,
    Path(person): Path<String>,
    form: Form,
) -> ActionResult {
    let id: PersonId = part(&person)?;
    let decided = decide(&state, account(&who)?, id, &typed(&form)).await;
    let decision = decided.map_err(|error| refuse(form, FormOf::Decision, error))?;
    Ok(see_other(&format!("/decisions/{decision}")))
}

/// A document, to be saved and never to be shown by the browser as a page of ours.
pub async fn evidence(State(state): App, Extension(who): Who, Path(id): Path<String>) -> Result<Response, Failure> {
    let id: EvidenceId = part(&id)?;
    let (document, bytes) = read_evidence(&state, account(&who)?, id).await?;
    let disposition = format!("attachment; filename=\"document\"; filename*=UTF-8''{}", escape(&document.file_name));
    let headers = [
        (header::CONTENT_TYPE, document.media_type),
        (header::CONTENT_DISPOSITION, disposition),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// The board that the query asks for, all of its rows, as CSV that spreadsheets open.
pub async fn board_csv(
    State(state): App,
    Extension(who): Who,
    Extension(preferences): Extension<Preferences>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let locale = preferences.locale;
    let query = board_query::read(&query.into_iter().collect::<Typed>());
    let found = board::board(&state, account(&who)?, &query).await?;
    // Spreadsheets take a file for UTF-8 only with this mark before it.
    let mut csv = String::from("\u{feff}");
    csv.push_str(&line(&heads(locale)));
    for row in &found.rows {
        csv.push_str(&line(&cells(locale, row, found.rules.id.as_str(), found.as_of)));
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"rungs-{}.csv\"", found.as_of)),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, csv).into_response())
}

fn heads(locale: Locale) -> Vec<String> {
    let mut heads: Vec<String> = [
        locale.board_csv_name(),
        locale.board_csv_latin_name(),
        locale.board_csv_staff_number(),
        locale.board_csv_department(),
        locale.board_csv_hired_on(),
        locale.board_csv_on_post_on(),
        locale.board_csv_on_post_state(),
        locale.board_csv_work(),
    ]
    .map(str::to_owned)
    .to_vec();
    for level in Level::ALL {
        let level = locale.level(level);
        heads.extend([locale.board_csv_state_of(&level), locale.board_csv_date_of(&level)]);
    }
    heads.extend([locale.board_csv_claims(), locale.board_csv_rule_set(), locale.board_csv_as_of()].map(str::to_owned));
    heads
}

fn cells(locale: Locale, row: &Row, rules: &str, as_of: NaiveDate) -> Vec<String> {
    let profile = &row.person.profile;
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut cells = vec![
        profile.name.clone(),
        profile.latin_name.clone(),
        profile.staff_number.clone().unwrap_or_default(),
        profile.department.clone(),
        day(profile.hired_on),
        day(profile.on_post_on),
        words::on_post(locale, profile.on_post_state).to_owned(),
        period(locale, row.work),
    ];
    for rung in &row.rungs {
        cells.extend([Shape::from(*rung).word(locale).to_owned(), day(rung.date())]);
    }
    cells.extend([row.claims.to_string(), rules.to_owned(), as_of.to_string()]);
    cells
}

/// A line by RFC 4180. What a spreadsheet would take for a formula gets a quote before it.
fn line(cells: &[String]) -> String {
    let cell = |text: &String| {
        let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    };
    let mut line = cells.iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_quotes_and_disarms() {
        let cells = ["林晓雯", "a \"b\", c", "=1+1", "-2", ""].map(str::to_owned);
        assert_eq!(line(&cells), "\"林晓雯\",\"a \"\"b\"\", c\",\"'=1+1\",\"'-2\",\"\"\r\n");
    }
}
