//! Clock times and short spans from now.

use super::View;
use crate::domain::scenario::typed::words::Break;

const AFTERWARDS: [&str; 9] = ["内", "里", "后", "之", "以", "就", "给", "左", "前"];

impl View<'_> {
    pub(super) fn time(&self) -> Option<usize> {
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

    /// 5 pm, five o'clock, half past five, ten to six, noon, by 5, at 5 today.
    fn english_clock(&self) -> Option<usize> {
        const UNITS: &[&str] = &["am", "pm", "o'clock", "oclock"];
        if let Some(end) = self.any(self.start, &["noon", "midday", "midnight"]) {
            return Some(end);
        }
        if let Some(preposition) = self.any(self.start, &["by", "before", "at", "around", "until", "till"]) {
            let number = self.number(preposition).filter(|number| !number.han && (1..=24).contains(&number.value))?;
            let alone = self.words.break_before(number.end) != Break::None;
            // A preposition and a number are a time of day where the clause ends or a small word follows: not “by 5 days”.
            let next = [
                "today", "tomorrow", "tonight", "this", "that", "on", "and", "or", "but", "with", "to", "at", "in",
                "for", "so", "if", "when", "whether", "about", "either", "as", "then", "sharp", "latest", "i", "we",
                "you", "it", "the",
            ];
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
        if let Some(end) = self.any(self.start, &["中午前", "中午之前", "中午以前", "正午"]) {
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

    /// 下午, 凌晨, 今天 or 明早 stands before; 早 and 晚 alone make 早一点 and 晚一点.
    fn day_part_before(&self) -> bool {
        let earlier = || self.start.checked_sub(2).map_or("", |index| self.unit(index));
        match self.before() {
            "午" | "晨" | "天" | "日" => true,
            "早" | "晚" => matches!(earlier(), "今" | "明" | "当"),
            _ => false,
        }
    }
}
