//! How much a reader carries: the length of sentences, stems and options, within the bands of the guide.

use super::text::{han, sentences, words};
use super::{Sheet, by_level};
use crate::domain::item::Item;
use crate::domain::item::interaction::Interaction;
use crate::domain::level::Level;
use crate::domain::locale::{Locale, Text};
use crate::server::content::bank::Bank;

/// Characters a Chinese sentence has on average, over the stems of a level.
const ZH_MEAN: std::ops::RangeInclusive<f64> = 10.0..=28.0;
/// No sentence is longer, marks and figures not counted.
const ZH_LONGEST: usize = 50;
/// English words a sentence has on average at most.
const EN_MEAN: f64 = 20.0;
const STEM: usize = 120;
const STIMULUS: usize = 400;
const OPTION: usize = 45;

pub(super) fn sheet(bank: &Bank, l: Locale) -> Sheet {
    let headings = [l.report_load_zh(), l.report_load_en(), l.report_load_stem(), l.report_load_option()];
    let mut sheet = Sheet::new(l.report_load(), by_level(l, &headings));
    for level in Level::ALL {
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        let (mut longest_stem, mut longest_option) = (0, 0);
        for unit in bank.items.values().filter(|unit| unit.content.level == level) {
            let item = &unit.content;
            let stem = han(&item.stem.zh);
            longest_stem = longest_stem.max(stem);
            if stem > STEM {
                sheet.error_at(&unit.origin, l.report_load_stem_long(&stem, &item.id, &STEM));
            }
            for sentence in sentences(&item.stem.zh, Locale::ZhCn) {
                let length = han(&sentence);
                if length > ZH_LONGEST {
                    sheet.error_at(&unit.origin, l.report_load_sentence_long(&length, &item.id, &ZH_LONGEST));
                }
                zh.push(length);
            }
            en.extend(sentences(&item.stem.en, Locale::En).iter().map(|sentence| words(sentence)));
            for option in options(item) {
                let length = han(&option.zh);
                longest_option = longest_option.max(length);
                if length > OPTION {
                    sheet.error_at(&unit.origin, l.report_load_option_long(&length, &item.id, &OPTION));
                }
            }
        }
        let (zh, en) = (mean(&zh), mean(&en));
        if zh.is_some_and(|mean| !ZH_MEAN.contains(&mean)) {
            sheet.error(l.report_load_mean_zh(&level, &written(zh)));
        }
        if en.is_some_and(|mean| mean > EN_MEAN) {
            sheet.error(l.report_load_mean_en(&level, &written(en)));
        }
        let (stem, option) = (longest_stem.to_string(), longest_option.to_string());
        sheet.row([level.to_string(), written(zh), written(en), stem, option]);
    }
    for unit in bank.cases.values() {
        let length = han(&unit.content.stimulus.zh);
        if length > STIMULUS {
            sheet.error_at(&unit.origin, l.report_load_stem_long(&length, &unit.content.id, &STIMULUS));
        }
    }
    sheet
}

fn options(item: &Item) -> Vec<&Text> {
    match &item.interaction {
        Interaction::Single(single) => single.options.iter().map(|option| &option.text).collect(),
        Interaction::Multiple(multiple) => multiple.options.iter().map(|option| &option.text).collect(),
        Interaction::Matching(matching) => {
            let lefts = matching.lefts.iter().map(|left| &left.text);
            lefts.chain(matching.rights.iter().map(|right| &right.text)).collect()
        }
        Interaction::Ordering(ordering) => ordering.steps.iter().map(|step| &step.text).collect(),
        Interaction::TrueFalse(_)
        | Interaction::Numeric(_)
        | Interaction::Short(_)
        | Interaction::Cloze(_)
        | Interaction::Essay(_) => Vec::new(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths of texts are small")]
fn mean(lengths: &[usize]) -> Option<f64> {
    (!lengths.is_empty()).then(|| lengths.iter().sum::<usize>() as f64 / lengths.len() as f64)
}

fn written(mean: Option<f64>) -> String {
    mean.map_or_else(String::new, |mean| format!("{mean:.1}"))
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn long_stems_sentences_and_options_are_told() {
        let run = "他问了很多次".repeat(9);
        let stem = format!("{run}。{run}，{run}？ || {} ?", "He asks again and ".repeat(8));
        let option = format!("{} || aa", "查".repeat(46));
        let item = samples::single("long", &stem, 'A', [&option, "乙 || b", "丙 || c", "丁 || d"]);
        let sheet = sheet(&samples::bank(&[&item]), Locale::En);
        let words: Vec<&str> = sheet.misses.iter().map(|miss| miss.words.as_str()).collect();
        for part in ["162 Han characters", "a sentence has 108", "an option has 46", "81.0 characters", "32.0 words"] {
            assert!(words.iter().any(|words| words.contains(part)), "{part} in {words:#?}");
        }
        let fine = samples::single(
            "fine",
            "客户问包裹到哪儿了，先做什么？ || What comes first?",
            'A',
            ["甲 || a", "乙 || b", "丙 || c", "丁 || d"],
        );
        assert_eq!(super::sheet(&samples::bank(&[&fine]), Locale::En).misses, []);
    }
}
