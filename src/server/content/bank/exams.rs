//! Whether a paper can be drawn by every form from what the bank holds.

use super::{Bank, place_of_word};
use crate::domain::assembly::assemble;
use crate::domain::assembly::shortage::Shortage;
use crate::domain::assembly::stock::History;
use crate::domain::form::Part;
use crate::domain::form::blueprint::Cell;
use crate::domain::item::interaction::InteractionKind;
use crate::domain::locale::Locale;
use crate::domain::seed::Seed;
use crate::server::content::diagnostic::{Report, Source};

/// Scenarios exist, and one draw works. Whether a thousand do is for the report of the curriculum.
pub(super) fn check(bank: &Bank, sources: &[Source], report: &mut Report) {
    if bank.forms.is_empty() {
        return;
    }
    let stock = bank.stock();
    for unit in bank.forms.values() {
        let Some(source) = sources.iter().find(|source| source.path == unit.origin.path) else { continue };
        let pools = unit.content.parts.iter().filter_map(|part| match part {
            Part::RolePlay(role_play) => Some(&role_play.pool),
            Part::Theory(_) | Part::CaseAnalysis(_) => None,
        });
        for id in pools.flatten().filter(|id| bank.scenario(id).is_none()) {
            let place = place_of_word(source, id.as_str()).unwrap_or(unit.origin.place);
            report.error(source, place, |l| l.check_form_scenario_unknown(id));
        }
        let drawn = assemble(&unit.content, unit.origin.hash, &stock, &History::default(), Seed(1));
        let missing = drawn.err().unwrap_or_default().into_iter();
        for shortage in missing.filter(|shortage| !matches!(shortage, Shortage::Scenario { .. })) {
            report.error(source, unit.origin.place, |l| l.check_form_shortage(&worded(&shortage, l)));
        }
    }
}

/// A shortage in words.
pub(in crate::server::content) fn worded(shortage: &Shortage, l: Locale) -> String {
    match shortage {
        Shortage::Cell { cell, needed, available } => {
            l.check_form_shortage_cell(&cell.band.id(), &cell.competency, needed, available)
        }
        Shortage::Kind { kind, needed, available } => l.check_form_shortage_kind(&kind.id(), needed, available),
        Shortage::TypesUsedUp { cells, kinds, needed, available } => {
            l.check_form_shortage_types_used_up(&names(cells), &types(kinds), needed, available)
        }
        Shortage::CellsUsedUp { cells, kinds, needed, available } => {
            l.check_form_shortage_cells_used_up(&names(cells), &types(kinds), needed, available)
        }
        Shortage::Difficulty { part, target, nearest } => {
            l.check_form_shortage_difficulty(&share(*nearest), &part.id(), &share(target.mean))
        }
        Shortage::Groups { needed, available } => l.check_form_shortage_groups(needed, available),
        Shortage::Essays { needed, available } => l.check_form_shortage_essays(needed, available),
        Shortage::Scenario { scenario } => l.check_form_shortage_scenario(scenario),
        Shortage::EmptyPool => l.check_form_shortage_pool().into(),
    }
}

fn names(cells: &[Cell]) -> String {
    cells.iter().map(|cell| format!("{} · {}", cell.competency, cell.band.id())).collect::<Vec<_>>().join(", ")
}

fn types(kinds: &[InteractionKind]) -> String {
    kinds.iter().map(|kind| kind.id()).collect::<Vec<_>>().join(", ")
}

/// Hundredths of a percent as a share.
fn share(mean: u32) -> String {
    format!("0.{:04}", mean.min(9999))
}
