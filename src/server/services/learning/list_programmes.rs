//! The training programmes, each in a few words.

use crate::domain::hours::{Group, HoursPolicy};
use crate::domain::locale::Text;
use crate::domain::programme::{Programme, ProgrammeId, ProgrammeKind};
use crate::server::content::bank::Bank;

/// A programme of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeRow {
    pub id: ProgrammeId,
    pub kind: ProgrammeKind,
    pub group: Group,
    pub title: Text,
    pub about: Text,
    pub months: u8,
    /// Whole class hours, as its policy counts them.
    pub class_hours: u32,
}

impl ProgrammeRow {
    pub(super) fn of(programme: &Programme, policy: &HoursPolicy) -> Self {
        Self {
            id: programme.id.clone(),
            kind: programme.kind,
            group: programme.group,
            title: programme.title.clone(),
            about: programme.about.clone(),
            months: programme.months,
            class_hours: policy.class_hours(programme.minutes()),
        }
    }
}

/// From the first day on: the onboarding, the courses, the refreshers, the shorter ones first.
pub fn list_programmes(bank: &Bank) -> Vec<ProgrammeRow> {
    let programmes = bank.programmes.values().map(|unit| &unit.content);
    let row = |programme: &Programme| {
        let policy = bank.policies.get(&programme.policy)?;
        Some(ProgrammeRow::of(programme, &policy.content))
    };
    let mut rows: Vec<ProgrammeRow> = programmes.filter_map(row).collect();
    rows.sort_by(|a, b| (a.kind, a.months, &a.id).cmp(&(b.kind, b.months, &b.id)));
    rows
}
