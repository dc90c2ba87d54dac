//! Whether both languages say the same: figures, times, names and days, once normalised.

use super::names::{missing_names, missing_weekdays};
use super::numbers::{figures, readings, variants};
use super::pairs::Pair;
use super::{Severity, Sheet, percent};
use crate::domain::locale::Locale;

pub(super) fn sheet(pairs: &[Pair], l: Locale) -> Sheet {
    let mut sheet = Sheet::new(
        l.report_parity(),
        [l.report_pairs(), l.report_parity_figures(), l.report_parity_names(), l.report_parity_share()]
            .map(str::to_owned),
    );
    let (mut with_figures, mut with_names, mut equal) = (0, 0, 0);
    for pair in pairs {
        let numbers = missing_figures(pair);
        let names = missing_names(&pair.zh, &pair.en);
        let days = missing_weekdays(&pair.zh, &pair.en);
        let mut miss = |words| sheet.miss_at(Severity::Error, pair.path.clone(), pair.line, words);
        if !numbers.is_empty() {
            with_figures += 1;
            miss(l.report_parity_figure(&numbers.join(", ")));
        }
        if !names.is_empty() {
            with_names += 1;
            miss(l.report_parity_name(&names.join(", ")));
        }
        if !days.is_empty() {
            with_names += 1;
            miss(l.report_parity_day(&days.join(", ")));
        }
        equal += usize::from(numbers.is_empty() && names.is_empty() && days.is_empty());
    }
    let counts = [pairs.len(), with_figures, with_names].map(|count| count.to_string());
    sheet.row(counts.into_iter().chain([percent(equal, pairs.len())]));
    sheet
}

/// Figures of one language that the other does not have, in whatever form.
fn missing_figures(pair: &Pair) -> Vec<String> {
    let (zh, en) = (readings(&pair.zh), readings(&pair.en));
    let missing = |text: &str, other: &std::collections::BTreeSet<String>, language: &str| {
        let said = |figure: &String| {
            variants(figure, text).iter().any(|variant| other.contains(variant)) || has_parts(figure, other)
        };
        let missing = figures(text).into_iter().filter(|figure| !said(figure));
        missing.map(|figure| format!("{figure} ({language})")).collect::<Vec<_>>()
    };
    let mut all = missing(&pair.zh, &en, "zh");
    all.extend(missing(&pair.en, &zh, "en"));
    all.dedup();
    all
}

/// A whole time such as 17:00 that the other language writes as an hour.
fn has_parts(figure: &str, other: &std::collections::BTreeSet<String>) -> bool {
    let Some((hour, minute)) = figure.split_once(':') else { return false };
    let hours = [hour.parse::<u32>().ok(), hour.parse::<u32>().ok().and_then(|hour| hour.checked_sub(12))];
    let has_hour = hours.into_iter().flatten().any(|hour| other.contains(&hour.to_string()));
    has_hour && (minute == "00" || other.contains(minute))
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn told(body: &str) -> Vec<String> {
        sheet(&samples::pairs(body), Locale::En).misses.into_iter().map(|miss| miss.words).collect()
    }

    #[test]
    fn the_same_in_other_words_is_no_miss() {
        for body in [
            "周一 9:10，高婕等了三天。 || Monday, 9:10: Gao Jie has waited 3 days.",
            "下午 5 点前退 208,000 元。 || ¥208,000 goes back by 5 pm.",
            "3 月 12 日 17:30 前。 || By 5:30 pm on 12 March.",
            "20 万元打八折。 || ¥200,000 with 20% off.",
            "108 万到 252 万元，八五折，万分之二点五 || ¥1.08 to ¥2.52 million, 15% off, 0.025%",
            "{cost} 万元 || ¥{cost * 10000}",
        ] {
            assert_eq!(told(body), Vec::<String>::new(), "{body}");
        }
    }

    #[test]
    fn another_figure_name_or_day_is_told() {
        for (body, part) in [
            ("等 3 天 || wait 4 days", "3 (zh), 4 (en)"),
            ("18:00 前 || before 17:00", "18:00 (zh), 17:00 (en)"),
            ("陈岚来电 || Wang Lan calls", "Wang"),
            ("周五见 || See you on Monday", "Monday"),
        ] {
            let words = told(body);
            assert!(words.iter().any(|words| words.contains(part)), "{body}: {words:?}");
        }
    }
}
