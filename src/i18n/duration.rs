//! Lengths of time, as each language writes them.

use crate::domain::locale::Locale;
use crate::domain::period::Period;

/// A period in its largest units first, those that are zero left out: `1年5个月19天`, `1 y 5 m 19 d`. Nothing is `0天`.
pub fn period(locale: Locale, period: Period) -> String {
    let Period { years, months, days } = period;
    let mut parts = Vec::with_capacity(3);
    if years > 0 {
        parts.push(locale.eligibility_period_years(&years));
    }
    if months > 0 {
        parts.push(locale.eligibility_period_months(&months));
    }
    if days > 0 || parts.is_empty() {
        parts.push(locale.eligibility_period_days(&days));
    }
    parts.join(locale.eligibility_period_between())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_names_the_units_that_it_has() {
        let cases = [
            ((1, 5, 19), "1年5个月19天", "1 y 5 m 19 d"),
            ((0, 7, 0), "7个月", "7 m"),
            ((2, 0, 1), "2年1天", "2 y 1 d"),
            ((0, 0, 0), "0天", "0 d"),
        ];
        for ((years, months, days), zh, en) in cases {
            let length = Period { years, months, days };
            assert_eq!((period(Locale::ZhCn, length), period(Locale::En, length)), (zh.into(), en.into()));
        }
    }
}
