//! What was proved of every scenario: how many of its paths pass, and line by line the best, the narrowest pass and the
//! worst.

use super::Sheet;
use crate::domain::locale::Locale;
use crate::domain::scenario::soundness::{Path, PathSaid, PathStep, prove};
use crate::server::content::bank::Bank;

/// So many characters of a line tell which it is.
const LINE: usize = 14;

pub(super) fn sheet(bank: &Bank, l: Locale) -> Sheet {
    let mut sheet = Sheet::new(
        l.report_proofs(),
        [l.report_scenario(), l.report_best(), l.report_worst(), l.report_passing(), l.report_random()]
            .map(str::to_owned),
    );
    for unit in bank.scenarios.values() {
        let scenario = &unit.content;
        let proof = prove(scenario);
        if !proof.findings.iter().all(|finding| finding.fault.is_slight()) {
            sheet.error_at(&unit.origin, l.report_unsound(&scenario.id));
        }
        sheet.row([
            scenario.id.to_string(),
            format!("{}/{}", proof.best.total, proof.cap_total),
            proof.worst.total.to_string(),
            format!("{}/{}", proof.passing, proof.paths),
            format!("{:.1}%", proof.random_share * 100.0),
        ]);
        sheet.notes.push(l.report_path_best(&told(&proof.best, l), &proof.best.total, &scenario.id));
        if let Some(narrowest) = &proof.narrowest {
            sheet.notes.push(l.report_path_narrowest(&told(narrowest, l), &narrowest.total, &scenario.id));
        }
        sheet.notes.push(l.report_path_worst(&told(&proof.worst, l), &proof.worst.total, &scenario.id));
    }
    sheet
}

fn told(path: &Path, l: Locale) -> String {
    let steps: Vec<String> = path.steps.iter().map(|step| said(step, l)).collect();
    steps.join(" → ")
}

fn said(step: &PathStep, l: Locale) -> String {
    match &step.said {
        PathSaid::Chosen(text) => {
            let text = text.get(l);
            let start: String = text.chars().take(LINE).collect();
            if start.len() < text.len() {
                format!("{}: {start}…", step.node)
            } else {
                format!("{}: {start}", step.node)
            }
        }
        PathSaid::Typed(rule) => format!("{}: [{rule}]", step.node),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::content::bank;
    use crate::server::content::bundled;

    #[test]
    fn a_scenario_is_told_with_its_scores_and_its_best_narrowest_and_worst_path() {
        let (bank, _) = bank::load(&bundled::sources("scenarios/l1/l1-process-late-parcel"));
        let sheet = sheet(&bank, Locale::En);
        assert_eq!(sheet.rows[1][..3], ["l1-process-late-parcel", "18/18", "1"]);
        for (note, start) in sheet.notes.iter().zip(["at its best, 18: ", "just passing, 13: ", "at its worst, 1: "]) {
            assert!(note.starts_with(&format!("l1-process-late-parcel {start}opening: ")), "{note}");
            assert!(note.contains(" → "), "{note}");
        }
        assert_eq!(sheet.notes.len(), 3);
    }
}
