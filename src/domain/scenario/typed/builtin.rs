//! The kinds that a phrase can name: a clock time or a short span, a date, an amount of money; in both languages at once.

mod date;
mod money;
mod time;

use super::words::{Break, Words};
use crate::domain::english::NUMBERS;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Builtin {
    /// A clock time (17:00, 5 pm, half past five, 下午 5 点, 五点半) or a span in minutes or hours from now (within 20 minutes,
    /// 半小时内).
    Time,
    /// A day: today, Friday, 21 November, within three days, 明天, 周五, 11 月 21 日, 三天内.
    Date,
    /// ¥20, 20 yuan, 20 元, 二十块.
    Money,
}

impl Builtin {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name.trim() {
            "time" => Some(Self::Time),
            "date" => Some(Self::Date),
            "money" => Some(Self::Money),
            _ => None,
        }
    }

    /// Where it ends if one begins here.
    pub(super) fn end(self, words: &Words, start: usize) -> Option<usize> {
        let view = View { words, start };
        match self {
            Self::Time => view.time(),
            Self::Date => view.date(),
            Self::Money => view.money(),
        }
    }
}

/// A line seen from one of its units.
#[derive(Clone, Copy)]
struct View<'w> {
    words: &'w Words,
    start: usize,
}

/// A number and where it ends.
#[derive(Clone, Copy)]
struct Number {
    value: u32,
    end: usize,
    /// Written in Han numerals, where 一点 can also mean “a bit”.
    han: bool,
}

impl View<'_> {
    fn unit(&self, index: usize) -> &str {
        self.words.unit(index).unwrap_or_default()
    }

    fn before(&self) -> &str {
        if self.start == 0 || self.words.break_before(self.start) != Break::None {
            ""
        } else {
            self.unit(self.start - 1)
        }
    }

    /// Where the text ends if it stands at `index`: Han text unit by unit, Latin words parted by spaces.
    fn follows(&self, index: usize, text: &str) -> Option<usize> {
        let mut at = index;
        for word in text.split(' ') {
            if word.is_ascii() {
                (self.unit(at) == word).then_some(())?;
                at += 1;
            } else {
                for character in word.chars() {
                    (self.unit(at).chars().eq([character])).then_some(())?;
                    at += 1;
                }
            }
        }
        Some(at)
    }

    fn any(&self, index: usize, texts: &[&str]) -> Option<usize> {
        texts.iter().find_map(|text| self.follows(index, text))
    }

    fn number(&self, index: usize) -> Option<Number> {
        let unit = self.unit(index);
        if let Ok(value) = unit.parse() {
            return Some(Number { value, end: index + 1, han: false });
        }
        self.han_number(index).or_else(|| self.english_number(index))
    }

    fn han_number(&self, index: usize) -> Option<Number> {
        let (mut sum, mut digit, mut end) = (0_u32, None, index);
        loop {
            let value = match self.unit(end) {
                "零" | "〇" => 0,
                "一" => 1,
                "二" | "两" => 2,
                "三" => 3,
                "四" => 4,
                "五" => 5,
                "六" => 6,
                "七" => 7,
                "八" => 8,
                "九" => 9,
                unit @ ("十" | "百") => {
                    let scale = if unit == "十" { 10 } else { 100 };
                    sum += digit.take().unwrap_or(1) * scale;
                    end += 1;
                    continue;
                }
                _ => break,
            };
            // 五六点 is read by its last numeral.
            digit = Some(value);
            end += 1;
            if end - index > 8 {
                break;
            }
        }
        (end > index).then_some(Number { value: sum + digit.unwrap_or(0), end, han: true })
    }

    fn english_number(&self, index: usize) -> Option<Number> {
        const TENS: [&str; 6] = ["twenty", "thirty", "forty", "fifty", "sixty", "ninety"];
        const TENS_VALUES: [u32; 6] = [20, 30, 40, 50, 60, 90];
        let ones =
            |at: usize| NUMBERS.iter().position(|word| *word == self.unit(at)).and_then(|n| u32::try_from(n).ok());
        if let Some(value) = ones(index) {
            return Some(Number { value, end: index + 1, han: false });
        }
        let tens = TENS.iter().position(|word| *word == self.unit(index)).map(|at| TENS_VALUES[at])?;
        let rest = ones(index + 1).filter(|value| (1..10).contains(value));
        let end = index + 1 + usize::from(rest.is_some());
        Some(Number { value: tens + rest.unwrap_or(0), end, han: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: Builtin, line: &str) -> bool {
        let words = Words::read(line);
        (0..words.len()).any(|start| kind.end(&words, start).is_some())
    }

    #[test]
    fn times_are_recognised_as_people_write_them() {
        let yes = [
            "17:00 前",
            "１７：００",
            "下午5点",
            "下午 5 点前回您",
            "五点半",
            "十一点一刻",
            "三点整",
            "明晚八点",
            "一点前",
            "下午两点",
            "半小时内",
            "半个小时后",
            "20 分钟内",
            "十分钟之内",
            "两小时内回电",
            "一个半小时内",
            "中午前",
            "十分钟就打给您",
            "5 pm",
            "5pm",
            "5 p.m.",
            "11.30am",
            "by 11:30",
            "half past five",
            "quarter to six",
            "ten past three",
            "five o'clock",
            "noon",
            "within 20 minutes",
            "in half an hour",
            "within the hour",
            "in two hours",
            "ten minutes from now",
            "by 5",
            "by five today",
            "before 11 tomorrow",
            "within the next 30 mins",
        ];
        for line in yes {
            assert!(found(Builtin::Time, line), "{line}");
        }
        let no = [
            "快一点",
            "早一点",
            "我说两点",
            "几点",
            "等了 40 分钟",
            "您已等了 40 分钟了",
            "尽快",
            "马上",
            "第三点",
            "30 分",
            "25:00",
            "3.5",
            "as soon as possible",
            "in a minute",
            "shortly",
            "by 5 days",
            "two to three days",
            "order 3807",
            "40 minutes late",
        ];
        for line in no {
            assert!(!found(Builtin::Time, line), "{line}");
        }
    }

    #[test]
    fn dates_are_recognised_as_people_write_them() {
        let yes = [
            "今天",
            "明晚",
            "周五",
            "下周三",
            "星期日",
            "11 月 21 日",
            "十一月二十一号",
            "21 号",
            "2026-11-21",
            "11/21",
            "三天内",
            "两个工作日内",
            "3天之内",
            "today",
            "tomorrow",
            "on Friday",
            "21 November",
            "Nov 21",
            "the 21st",
            "21st of November",
            "within three days",
            "in 2 working days",
        ];
        for line in yes {
            assert!(found(Builtin::Date, line), "{line}");
        }
        let no = ["改天", "过几天", "周到", "等了三天", "soon", "one day", "these days", "3807", "may I", "40/50"];
        for line in no {
            assert!(!found(Builtin::Date, line), "{line}");
        }
    }

    #[test]
    fn money_is_recognised_as_people_write_it() {
        for line in ["20 元", "二十块", "¥20", "￥ 19.9", "20 yuan", "RMB 20", "两百块钱"] {
            assert!(found(Builtin::Money, line), "{line}");
        }
        for line in ["20", "几块钱", "元旦", "money"] {
            assert!(!found(Builtin::Money, line), "{line}");
        }
    }
}
