//! What was proved of every scenario: best and worst score, and a path that passes, line by line.

use super::Sheet;
use crate::domain::locale::Locale;
use crate::domain::scenario::soundness::{PathSaid, PathStep, prove};
use crate::server::content::bank::Bank;

/// So many characters of a line tell which it is.
const LINE: usize = 14;

pub(super) fn sheet(bank: &Bank, l: Locale) -> Sheet {
    let mut sheet = Sheet::new(
        l.report_proofs(),
        [l.report_scenario(), l.report_best(), l.report_worst(), l.report_random()].map(str::to_owned),
    );
    for unit in bank.scenarios.values() {
        let scenario = &unit.content;
        let proof = prove(scenario);
        if !proof.findings.iter().all(|finding| finding.fault.is_slight()) {
            sheet.error_at(&unit.origin, l.report_unsound(&scenario.id));
        }
        let path: Vec<String> = proof.best_path.iter().map(|step| told(step, l)).collect();
        sheet.row([
            scenario.id.to_string(),
            format!("{}/{}", proof.best, proof.cap_total),
            proof.worst.to_string(),
            format!("{:.1}%", proof.random_share * 100.0),
        ]);
        sheet.notes.push(l.report_path(&path.join(" → "), &scenario.id));
    }
    sheet
}

fn told(step: &PathStep, l: Locale) -> String {
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
    fn a_scenario_is_told_with_its_scores_and_the_path_that_passes() {
        let (bank, _) = bank::load(&bundled::sources("scenarios/l1/l1-process-late-parcel"));
        let sheet = sheet(&bank, Locale::En);
        assert_eq!(sheet.rows[1][..3], ["l1-process-late-parcel", "18/18", "1"]);
        assert!(sheet.notes[0].matches(" → ").count() >= 3, "{:?}", sheet.notes);
    }
}
