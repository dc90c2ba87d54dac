//! The dates on which something holds, as half-open spans. Conditions that hold together are an intersection, routes of
//! which one is enough are a union; "holds", "since when" and "when at the earliest" are questions to the result.

use chrono::NaiveDate;

/// From a day on, up to the day before `until`; without `until` for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// Spans in order, none empty, no two of them touching.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spans(Vec<Span>);

impl Span {
    fn contains(self, date: NaiveDate) -> bool {
        self.from <= date && self.until.is_none_or(|until| date < until)
    }

    fn meet(self, other: Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let until = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        until.is_none_or(|until| from < until).then_some(Self { from, until })
    }
}

impl Spans {
    /// From a date on for ever; without a date never.
    pub fn starting(date: Option<NaiveDate>) -> Self {
        Self(date.map(|from| Span { from, until: None }).into_iter().collect())
    }

    /// The union of any spans.
    pub fn union(mut spans: Vec<Span>) -> Self {
        spans.retain(|span| span.until.is_none_or(|until| span.from < until));
        spans.sort_unstable_by_key(|span| span.from);
        spans.dedup_by(|next, span| {
            let touches = span.until.is_none_or(|until| next.from <= until);
            if touches {
                span.until = match (span.until, next.until) {
                    (Some(a), Some(b)) => Some(a.max(b)),
                    _ => None,
                };
            }
            touches
        });
        Self(spans)
    }

    /// The dates on which both hold.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        if let ([a], [b]) = (self.0.as_slice(), other.0.as_slice()) {
            return Self(a.meet(*b).into_iter().collect());
        }
        Self::union(self.0.iter().flat_map(|a| other.0.iter().filter_map(|b| a.meet(*b))).collect())
    }

    pub fn contains(&self, date: NaiveDate) -> bool {
        self.0.iter().any(|span| span.contains(date))
    }

    /// The first date of all.
    pub fn first(&self) -> Option<NaiveDate> {
        self.0.first().map(|span| span.from)
    }

    /// Where the span begins that contains the date, or else the next one after it.
    pub fn current(&self, date: NaiveDate) -> Option<NaiveDate> {
        self.0.iter().find(|span| span.until.is_none_or(|until| date < until)).map(|span| span.from)
    }

    pub fn iter(&self) -> impl Iterator<Item = Span> + '_ {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::FIRST;
    use chrono::Days;
    use proptest::prelude::*;

    fn at(day: u64) -> NaiveDate {
        FIRST + Days::new(day)
    }

    fn spans() -> impl Strategy<Value = Vec<(u64, Option<u64>)>> {
        prop::collection::vec((0..20_u64, prop::option::of(0..25_u64)), 0..5)
    }

    fn build(raw: &[(u64, Option<u64>)]) -> Spans {
        Spans::union(raw.iter().map(|(from, until)| Span { from: at(*from), until: until.map(at) }).collect())
    }

    fn covers(raw: &[(u64, Option<u64>)], day: u64) -> bool {
        raw.iter().any(|(from, until)| *from <= day && until.is_none_or(|until| day < until))
    }

    proptest! {
        #[test]
        fn spans_hold_on_exactly_the_days_of_their_parts(a in spans(), b in spans()) {
            let (left, right) = (build(&a), build(&b));
            let both = left.clone().and(&right);
            for day in 0..30 {
                prop_assert_eq!(left.contains(at(day)), covers(&a, day));
                prop_assert_eq!(both.contains(at(day)), covers(&a, day) && covers(&b, day));
                let next = (day..30).find(|later| covers(&a, *later)).map(|next| {
                    (0..=next).rev().take_while(|day| covers(&a, *day)).last().unwrap_or(next)
                });
                prop_assert_eq!(left.current(at(day)), next.map(at));
            }
            prop_assert_eq!(left.first(), (0..30).find(|day| covers(&a, *day)).map(at));
        }
    }
}
