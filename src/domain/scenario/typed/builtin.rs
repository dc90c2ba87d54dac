//! The kinds that a phrase can name: a clock time or a short span, a date, an amount of money; in both languages at once.

use super::words::{Break, Words};

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

const AFTERWARDS: [&str; 9] = ["内", "里", "后", "之", "以", "就", "给", "左", "前"];

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

    /// 下午, 凌晨, 今天 or 明早 stands before; 早 and 晚 alone make 早一点 and 晚一点.
    fn day_part_before(&self) -> bool {
        let earlier = || self.start.checked_sub(2).map_or("", |index| self.unit(index));
        match self.before() {
            "午" | "晨" | "天" | "日" => true,
            "早" | "晚" => matches!(earlier(), "今" | "明" | "当"),
            _ => false,
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
        const ONES: [&str; 20] = [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ];
        const TENS: [&str; 6] = ["twenty", "thirty", "forty", "fifty", "sixty", "ninety"];
        const TENS_VALUES: [u32; 6] = [20, 30, 40, 50, 60, 90];
        let ones = |at: usize| ONES.iter().position(|word| *word == self.unit(at)).and_then(|n| u32::try_from(n).ok());
        if let Some(value) = ones(index) {
            return Some(Number { value, end: index + 1, han: false });
        }
        let tens = TENS.iter().position(|word| *word == self.unit(index)).map(|at| TENS_VALUES[at])?;
        let rest = ones(index + 1).filter(|value| (1..10).contains(value));
        let end = index + 1 + usize::from(rest.is_some());
        Some(Number { value: tens + rest.unwrap_or(0), end, han: false })
    }

    fn time(&self) -> Option<usize> {
        self.clock()
            .or_else(|| self.english_clock())
            .or_else(|| self.han_clock())
            .or_else(|| self.english_span())
            .or_else(|| self.han_span())
    }

    /// 17:00, and 5.30 pm.
    fn clock(&self) -> Option<usize> {
        let unit = self.unit(self.start);
        let half_day = self.any(self.start + 1, &["am", "pm"]);
        let (hour, minute) = unit.split_once(':').or_else(|| half_day.and(unit.split_once('.')))?;
        let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour <= 24 && minute < 60).then(|| half_day.unwrap_or(self.start + 1))
    }

    /// 5 pm, five o'clock, half past five, ten to six, noon, by 5.
    fn english_clock(&self) -> Option<usize> {
        const UNITS: &[&str] = &["am", "pm", "o'clock", "oclock"];
        if let Some(end) = self.any(self.start, &["noon", "midday", "midnight"]) {
            return Some(end);
        }
        if let Some(preposition) = self.any(self.start, &["by", "before", "until", "till"]) {
            let number = self.number(preposition).filter(|number| !number.han && (1..=24).contains(&number.value))?;
            let alone = self.words.break_before(number.end) != Break::None;
            let next = ["today", "tomorrow", "tonight", "this", "on", "and", "with", "to", "at", "sharp", "latest"];
            return (alone || self.any(number.end, &next).is_some()).then_some(number.end);
        }
        let minutes = self.any(self.start, &["half", "quarter"]).or_else(|| self.follows(self.start, "a quarter"));
        if let Some(end) = minutes.and_then(|end| self.any(end, &["past", "to"])) {
            return self.hour(end);
        }
        let number = self.number(self.start).filter(|number| !number.han)?;
        if let Some(end) = self.any(number.end, UNITS) {
            return (number.value <= 24).then_some(end);
        }
        let spoken = self.unit(self.start).parse::<u32>().is_err() && number.value % 5 == 0;
        let end = self.any(number.end, &["past", "to"]).filter(|_| spoken)?;
        let end = self.hour(end)?;
        self.any(end, &["minutes", "hours", "days", "working", "business", "weeks"]).is_none().then_some(end)
    }

    fn hour(&self, index: usize) -> Option<usize> {
        self.number(index).filter(|number| (1..=12).contains(&number.value)).map(|number| number.end)
    }

    /// 下午 5 点, 五点半, 三点一刻, 中午前. 一点 to 三点 in numerals alone can be “a bit” or “three points”: those need a part of
    /// the day before or an end behind.
    fn han_clock(&self) -> Option<usize> {
        if let Some(end) = self.any(self.start, &["中午前", "中午之前", "中午以前", "正午", "午饭前", "下班前"])
        {
            return Some(end);
        }
        let number = self.number(self.start).filter(|number| number.value <= 24)?;
        let end = self.follows(number.end, "点")?;
        let minutes = self
            .any(end, &["半", "整", "钟", "一刻", "三刻"])
            .or_else(|| self.number(end).filter(|minutes| minutes.value < 60).map(|minutes| minutes.end));
        let vague = number.han && (1..=3).contains(&number.value);
        let placed = self.day_part_before() || self.any(end, &["前", "之前", "以前", "后", "左右"]).is_some();
        (minutes.is_some() || !vague || placed).then(|| minutes.unwrap_or(end))
    }

    /// Within 20 minutes, in half an hour, within the hour, ten minutes from now.
    fn english_span(&self) -> Option<usize> {
        const UNITS: &[&str] = &["minute", "minutes", "min", "mins", "hour", "hours", "hr", "hrs"];
        if let Some(number) = self.number(self.start).filter(|number| !number.han) {
            let end = self.any(number.end, UNITS)?;
            return self.any(end, &["from now", "time"]);
        }
        let mut at = self.any(self.start, &["within", "in", "under", "inside"])?;
        at = self.any(at, &["about", "around", "at most"]).unwrap_or(at);
        at = self.follows(at, "the").unwrap_or(at);
        at = self.follows(at, "next").unwrap_or(at);
        if let Some(end) = self
            .any(at, &["half an hour", "half hour", "an hour", "hour", "quarter of an hour", "a quarter of an hour"])
        {
            return Some(end);
        }
        let number = self.number(at).filter(|number| !number.han)?;
        self.any(number.end, UNITS)
    }

    /// 十分钟内, 20 分钟后, 半小时内, 一个半小时, 两小时内; not 等了 40 分钟.
    fn han_span(&self) -> Option<usize> {
        if matches!(self.before(), "了" | "过" | "每") {
            return None;
        }
        let whole = self.any(self.start, &["半个小时", "半小时", "半个钟头", "一刻钟"]).or_else(|| {
            let number = self.number(self.start)?;
            self.any(number.end, &["分钟", "个半小时", "个小时", "小时", "个钟头"])
        })?;
        let promised = AFTERWARDS.iter().find_map(|text| self.follows(whole, text));
        promised.filter(|_| self.words.break_before(whole) == Break::None).map(|_| whole)
    }

    fn date(&self) -> Option<usize> {
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
        const MONTHS: &[&str] = &[
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "jan",
            "feb",
            "mar",
            "apr",
            "jun",
            "jul",
            "aug",
            "sep",
            "sept",
            "oct",
            "nov",
            "dec",
        ];
        let day = |number: &Number| (1..=31).contains(&number.value);
        let unit = self.unit(self.start);
        if unit.contains(['-', '/']) && numeric_date(unit) {
            return Some(self.start + 1);
        }
        if let Some(end) = self.any(self.start, MONTHS) {
            let number = self.number(end).filter(day)?;
            return Some(self.any(number.end, &["st", "nd", "rd", "th"]).unwrap_or(number.end));
        }
        let number = self.number(self.start).filter(day)?;
        if let Some(month) = self.follows(number.end, "月") {
            let inner = self.number(month).filter(day)?;
            return Some(self.any(inner.end, &["日", "号"]).unwrap_or(inner.end));
        }
        if let Some(end) = self.any(number.end, &["号", "日"]) {
            return Some(end);
        }
        let ordinal = self.any(number.end, &["st", "nd", "rd", "th"]);
        let after = ordinal.unwrap_or(number.end);
        self.any(after, MONTHS).or_else(|| self.follows(after, "of").and_then(|at| self.any(at, MONTHS))).or(ordinal)
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

    fn money(&self) -> Option<usize> {
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
            "下班前",
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
