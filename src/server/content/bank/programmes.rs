//! Whether programmes name what is there, and make the hours that their policy asks for.

use super::{Bank, Unit, place_of_word};
use crate::domain::programme::{Gate, GateKind, Programme};
use crate::server::content::diagnostic::{Place, Report, Source};
use std::fmt;

pub(super) fn check(bank: &Bank, sources: &[Source], report: &mut Report) {
    for unit in bank.programmes.values() {
        let Some(source) = sources.iter().find(|source| source.path == unit.origin.path) else { continue };
        let mut checking = Checking { bank, source, unit, report: &mut *report };
        checking.references();
        checking.hours();
        for gate in &unit.content.gates {
            checking.gate(gate);
        }
    }
}

struct Checking<'a> {
    bank: &'a Bank,
    source: &'a Source,
    unit: &'a Unit<Programme>,
    report: &'a mut Report,
}

impl Checking<'_> {
    fn place(&self, word: &impl fmt::Display) -> Place {
        place_of_word(self.source, &word.to_string()).unwrap_or(self.unit.origin.place)
    }

    fn references(&mut self) {
        let activities = self.unit.content.phases.iter().flat_map(|phase| &phase.activities);
        for activity in activities {
            for id in activity.lessons.iter().filter(|id| self.bank.lesson(id).is_none()) {
                self.report.error(self.source, self.place(id), |l| l.check_programme_lesson_unknown(id));
            }
            for id in activity.scenarios.iter().filter(|id| self.bank.scenario(id).is_none()) {
                self.report.error(self.source, self.place(id), |l| l.check_programme_scenario_unknown(id));
            }
            for id in activity.form.iter().filter(|id| self.bank.form(id).is_none()) {
                self.report.error(self.source, self.place(id), |l| l.check_programme_form_unknown(id));
            }
        }
    }

    /// A programme makes at least what its policy asks of the group in the same time.
    fn hours(&mut self) {
        let programme = &self.unit.content;
        let at = self.place(&programme.policy);
        let Some(policy) = self.bank.policies.get(&programme.policy) else {
            self.report.error(self.source, at, |l| l.check_programme_policy_unknown(&programme.policy));
            return;
        };
        let Some(demand) = policy.content.demand(programme.group) else {
            self.report.error(self.source, at, |l| l.check_programme_no_demand(&programme.policy));
            return;
        };
        // A course that is shorter than the policy's time owes its share of it.
        let within = u32::from(demand.within.months().max(1));
        let months = u32::from(programme.months).min(within);
        let owed = (policy.content.minutes(demand.amount) * months).div_ceil(within);
        let minutes = programme.minutes();
        if minutes < owed {
            self.report.error(self.source, at, |l| l.check_programme_hours_short(&minutes, &months, &owed));
        }
    }

    fn gate(&mut self, gate: &Gate) {
        let GateKind::Exam { form: id, attempts } = &gate.kind else { return };
        let at = self.place(id);
        match self.bank.form(id) {
            None => self.report.error(self.source, at, |l| l.check_programme_form_unknown(id)),
            Some(form) if form.content.conduct.attempts != *attempts => {
                let allowed = form.content.conduct.attempts;
                self.report.error(self.source, at, |l| l.check_programme_gate_attempts(&allowed, attempts));
            }
            Some(_) => {}
        }
    }
}
