//! Class hours, and the policies that ask for them: how much training a group owes in which time.

use super::locale::Text;
use super::slug::slug;
use serde::{Deserialize, Serialize};
use std::fmt;

slug!(
    /// A set of hours policies.
    HoursPolicyId
);

/// What a company asks of its groups (source 004, training policies).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursPolicy {
    pub id: HoursPolicyId,
    pub title: Text,
    /// Where the numbers come from.
    pub source: Text,
    /// Active minutes of one class hour (课时): 45 unless the company says otherwise.
    pub class_hour_minutes: u16,
    /// Class hours of one training day.
    pub day_class_hours: u16,
    pub demands: Vec<Demand>,
}

/// What one group owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    pub group: Group,
    pub amount: Amount,
    pub within: Within,
}

/// Whom a demand or a programme is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    NewHires,
    InPost,
    Managers,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Amount {
    ClassHours(u16),
    Days(u16),
}

/// The time in which it is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// So many months from the first day on, once.
    FirstMonths(u8),
    EachQuarter,
    EachHalfYear,
    EachYear,
}

/// Class hours of something short, in whole quarters: `0.25`, `1.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassHours {
    quarters: u16,
}

/// How somebody stands against a demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursStanding {
    pub done_minutes: u32,
    pub owed_minutes: u32,
}

impl HoursStanding {
    pub fn is_met(self) -> bool {
        self.done_minutes >= self.owed_minutes
    }

    pub fn missing_minutes(self) -> u32 {
        self.owed_minutes.saturating_sub(self.done_minutes)
    }
}

impl HoursPolicy {
    /// What a group owes, if it owes anything.
    pub fn demand(&self, group: Group) -> Option<Demand> {
        self.demands.iter().copied().find(|demand| demand.group == group)
    }

    /// An amount in active minutes.
    pub fn minutes(&self, amount: Amount) -> u32 {
        let class_hours = match amount {
            Amount::ClassHours(hours) => u32::from(hours),
            Amount::Days(days) => u32::from(days) * u32::from(self.day_class_hours),
        };
        class_hours * u32::from(self.class_hour_minutes)
    }

    /// Whole class hours that so many active minutes make: what is begun does not count yet.
    pub fn class_hours(&self, minutes: u32) -> u32 {
        minutes / u32::from(self.class_hour_minutes.max(1))
    }

    /// The quarters of a class hour that come nearest to so many active minutes; what is half-way counts as more.
    pub fn nearest(&self, minutes: u16) -> ClassHours {
        let hour = self.class_hour_minutes.max(1);
        ClassHours { quarters: minutes.saturating_mul(8).saturating_add(hour) / hour.saturating_mul(2) }
    }

    /// How so many active minutes within the demand's time stand against it.
    pub fn standing(&self, demand: Demand, done_minutes: u32) -> HoursStanding {
        HoursStanding { done_minutes, owed_minutes: self.minutes(demand.amount) }
    }
}

/// What follows the whole class hours, by quarters.
const QUARTERS: [&str; 4] = ["", ".25", ".5", ".75"];

impl ClassHours {
    /// Reads what is written exactly; nothing takes no time at all.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_at(text.find('.').unwrap_or(text.len()));
        let (quarter, _) = (0..).zip(QUARTERS).find(|(_, known)| *known == part)?;
        let quarters = whole.parse::<u16>().ok()?.checked_mul(4)? + quarter;
        (quarters > 0).then_some(Self { quarters })
    }
}

impl fmt::Display for ClassHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.quarters / 4, QUARTERS[usize::from(self.quarters % 4)])
    }
}

impl Group {
    pub const ALL: [Self; 3] = [Self::NewHires, Self::InPost, Self::Managers];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::NewHires => "new-hires",
            Self::InPost => "in-post",
            Self::Managers => "managers",
        }
    }
}

impl Within {
    /// How many months it lasts.
    pub fn months(self) -> u8 {
        match self {
            Self::FirstMonths(months) => months,
            Self::EachQuarter => 3,
            Self::EachHalfYear => 6,
            Self::EachYear => 12,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> HoursPolicy {
        let demand = |group, amount, within| Demand { group, amount, within };
        HoursPolicy {
            id: "standard".parse().expect("an id"),
            title: Text::new("政策", "Policy"),
            source: Text::new("来源", "Source"),
            class_hour_minutes: 45,
            day_class_hours: 6,
            demands: vec![
                demand(Group::NewHires, Amount::ClassHours(40), Within::FirstMonths(3)),
                demand(Group::Managers, Amount::Days(3), Within::EachYear),
            ],
        }
    }

    #[test]
    fn class_hours_and_days_become_minutes() {
        let cases = [(Amount::ClassHours(40), 1800), (Amount::Days(5), 1350), (Amount::ClassHours(0), 0)];
        for (amount, minutes) in cases {
            assert_eq!(policy().minutes(amount), minutes, "{amount:?}");
        }
        assert_eq!([44, 45, 89, 1800].map(|minutes| policy().class_hours(minutes)), [0, 1, 1, 40]);
    }

    #[test]
    fn class_hours_are_read_and_written_in_quarters() {
        for text in ["0.25", "0.5", "0.75", "1", "1.25", "40"] {
            assert_eq!(ClassHours::parse(text).map(|hours| hours.to_string()).as_deref(), Some(text));
        }
        for text in ["", "0", "0.2", "0.255", "1.", "-1", "1/4", "16384", "ten"] {
            assert_eq!(ClassHours::parse(text), None, "{text}");
        }
    }

    #[test]
    fn minutes_become_the_nearest_quarter_by_the_class_hour_of_the_policy() {
        let hour = HoursPolicy { class_hour_minutes: 60, ..policy() };
        let cases = [
            (policy(), 6, "0.25"),
            (policy(), 10, "0.25"),
            (policy(), 16, "0.25"),
            (policy(), 17, "0.5"),
            (policy(), 45, "1"),
            (hour.clone(), 17, "0.25"),
            (hour.clone(), 22, "0.25"),
            (hour, 23, "0.5"),
        ];
        for (policy, minutes, expected) in cases {
            assert_eq!(policy.nearest(minutes).to_string(), expected, "{minutes} of {}", policy.class_hour_minutes);
        }
    }

    #[test]
    fn a_demand_is_met_at_its_last_minute() {
        let policy = policy();
        let demand = policy.demand(Group::NewHires).expect("a demand");
        for (done, met, missing) in [(0, false, 1800), (1799, false, 1), (1800, true, 0), (2000, true, 0)] {
            let standing = policy.standing(demand, done);
            assert_eq!((standing.is_met(), standing.missing_minutes()), (met, missing), "{done}");
        }
        assert_eq!(policy.demand(Group::InPost), None);
    }
}
