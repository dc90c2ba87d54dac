//! Days, by name, by calendar, by distance.

use super::{Number, View};
use crate::domain::english::MONTHS;

impl View<'_> {
    pub(super) fn date(&self) -> Option<usize> {
        self.named_day().or_else(|| self.calendar_day()).or_else(|| self.days_span())
    }

    fn named_day(&self) -> Option<usize> {
        const DAYS: &[&str] = &[
            "today",
            "tonight",
            "tomorrow",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "今天",
            "今日",
            "今晚",
            "今早",
            "明天",
            "明日",
            "明晚",
            "明早",
            "后天",
            "当天",
            "当日",
        ];
        if let Some(end) = self.any(self.start, DAYS) {
            return Some(end);
        }
        let week = self.any(self.start, &["周", "星期", "礼拜"])?;
        self.any(week, &["一", "二", "三", "四", "五", "六", "日", "天", "末"])
    }

    /// 11 月 21 日, 21 号, 2026-11-21, 11/21, 21 November, November 21, the 21st.
    fn calendar_day(&self) -> Option<usize> {
        const SHORT: [&str; 12] = ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"];
        let month = |at| self.any(at, &MONTHS).or_else(|| self.any(at, &SHORT));
        let day = |number: &Number| (1..=31).contains(&number.value);
        let unit = self.unit(self.start);
        if unit.contains(['-', '/']) && numeric_date(unit) {
            return Some(self.start + 1);
        }
        if let Some(end) = month(self.start) {
            let number = self.number(end).filter(day)?;
            return Some(self.any(number.end, &["st", "nd", "rd", "th"]).unwrap_or(number.end));
        }
        let number = self.number(self.start).filter(day)?;
        if let Some(end) = self.follows(number.end, "月") {
            let inner = self.number(end).filter(day)?;
            return Some(self.any(inner.end, &["日", "号"]).unwrap_or(inner.end));
        }
        if let Some(end) = self.any(number.end, &["号", "日"]) {
            return Some(end);
        }
        let ordinal = self.any(number.end, &["st", "nd", "rd", "th"]);
        let after = ordinal.unwrap_or(number.end);
        month(after).or_else(|| self.follows(after, "of").and_then(month)).or(ordinal)
    }

    /// Within three days, in two working days, 三天内, 两个工作日内.
    fn days_span(&self) -> Option<usize> {
        const UNITS: &[&str] = &["day", "days", "working days", "working day", "business days", "business day"];
        if let Some(at) = self.any(self.start, &["within", "in"]) {
            let at = self.follows(at, "the next").unwrap_or(at);
            let number = self.number(at).filter(|number| !number.han)?;
            return self.any(number.end, UNITS);
        }
        if matches!(self.before(), "了" | "过" | "每") {
            return None;
        }
        let number = self.number(self.start)?;
        let end = self.any(number.end, &["天", "日", "个工作日", "工作日"])?;
        self.any(end, &["内", "之内", "以内", "后", "之后", "以后", "里"])
    }
}

/// Year-month-day, month-day or day-month.
fn numeric_date(unit: &str) -> bool {
    let parts: Vec<Option<u32>> = unit.split(['-', '/']).map(|part| part.parse().ok()).collect();
    let small = |part: &Option<u32>| part.is_some_and(|part| (1..=31).contains(&part));
    match parts.as_slice() {
        [a, b] => small(a) && small(b) && (a.is_some_and(|a| a <= 12) || b.is_some_and(|b| b <= 12)),
        [Some(year), month, day] => (2000..2200).contains(year) && small(month) && small(day),
        _ => false,
    }
}
