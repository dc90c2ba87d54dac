//! Amounts of money.

use super::View;

impl View<'_> {
    pub(super) fn money(&self) -> Option<usize> {
        let amount = |index: usize| {
            let unit = self.unit(index);
            if unit.starts_with(|c: char| c.is_ascii_digit()) && unit.parse::<f64>().is_ok() {
                return Some(index + 1);
            }
            self.number(index).map(|number| number.end)
        };
        if let Some(end) = self.any(self.start, &["¥", "rmb", "cny"]) {
            return amount(end);
        }
        let end = amount(self.start)?;
        self.any(end, &["元", "块钱", "块", "yuan", "rmb", "cny"])
    }
}
