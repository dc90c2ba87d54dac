//! Dates, numerals and level names as each language writes them. In rows dates are ISO; in prose they are words.

use crate::domain::level::Level;
use crate::domain::locale::Locale;
use chrono::{Datelike, NaiveDate, Weekday};

const HAN: [&str; 11] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

impl Locale {
    /// A day in prose: `2026年11月20日`, `20 November 2026`.
    pub fn day(self, date: NaiveDate) -> String {
        self.date_day(&date.day(), &self.month_name(date.month()), &date.year())
    }

    /// A day with its weekday: `2026年11月20日 星期五`, `Friday, 20 November 2026`.
    pub fn day_with_weekday(self, date: NaiveDate) -> String {
        self.date_day_with_weekday(
            &date.day(),
            &self.month_name(date.month()),
            &self.weekday(date.weekday()),
            &date.year(),
        )
    }

    /// The month of a day: `2026年11月`, `November 2026`.
    pub fn month(self, date: NaiveDate) -> String {
        self.date_month_of_year(&self.month_name(date.month()), &date.year())
    }

    pub fn weekday(self, weekday: Weekday) -> &'static str {
        match weekday {
            Weekday::Mon => self.date_monday(),
            Weekday::Tue => self.date_tuesday(),
            Weekday::Wed => self.date_wednesday(),
            Weekday::Thu => self.date_thursday(),
            Weekday::Fri => self.date_friday(),
            Weekday::Sat => self.date_saturday(),
            Weekday::Sun => self.date_sunday(),
        }
    }

    /// A small count of things in words: `两`, `three`; larger ones in figures.
    pub fn count(self, number: usize) -> String {
        let words = match self {
            Self::ZhCn if number == 2 => return "两".to_owned(),
            Self::ZhCn => HAN,
            Self::En => WORDS,
        };
        words.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
    }

    /// The numeral of a level: `三`, `3`.
    pub fn numeral(self, level: Level) -> &'static str {
        match self {
            Self::ZhCn => HAN[usize::from(level.number())],
            Self::En => ["1", "2", "3", "4", "5"][usize::from(level.number()) - 1],
        }
    }

    /// The level by its number: `第三级`, `Level 3`.
    pub fn level(self, level: Level) -> String {
        self.level_ordinal(&self.numeral(level))
    }

    /// The same for narrow places: `三级`, `L3`.
    pub fn level_brief(self, level: Level) -> String {
        self.level_short(&self.numeral(level))
    }

    /// The title that certification at a level carries.
    pub fn level_name(self, level: Level) -> &'static str {
        match level {
            Level::One => self.level_name_one(),
            Level::Two => self.level_name_two(),
            Level::Three => self.level_name_three(),
            Level::Four => self.level_name_four(),
            Level::Five => self.level_name_five(),
        }
    }

    fn month_name(self, month: u32) -> &'static str {
        match month {
            1 => self.date_january(),
            2 => self.date_february(),
            3 => self.date_march(),
            4 => self.date_april(),
            5 => self.date_may(),
            6 => self.date_june(),
            7 => self.date_july(),
            8 => self.date_august(),
            9 => self.date_september(),
            10 => self.date_october(),
            11 => self.date_november(),
            _ => self.date_december(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_each_language_writes_it() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        assert_eq!(Locale::ZhCn.day(day), "2026年11月20日");
        assert_eq!(Locale::ZhCn.day_with_weekday(day), "2026年11月20日 星期五");
        assert_eq!(Locale::En.day(day), "20 November 2026");
        assert_eq!(Locale::En.day_with_weekday(day), "Friday, 20 November 2026");
        assert_eq!(Locale::ZhCn.month(day), "2026年11月");
        assert_eq!(Locale::En.month(day), "November 2026");
    }

    #[test]
    fn a_level_has_a_numeral_a_place_and_a_name() {
        assert_eq!(Locale::ZhCn.level(Level::Three), "第三级");
        assert_eq!(Locale::ZhCn.level_brief(Level::Five), "五级");
        assert_eq!(Locale::En.level(Level::Three), "Level 3");
        assert_eq!(Locale::ZhCn.level_name(Level::Three), "助理客户服务经理");
    }

    #[test]
    fn counts_past_ten_are_figures() {
        assert_eq!(Locale::ZhCn.count(5), "五");
        assert_eq!(Locale::ZhCn.count(2), "两");
        assert_eq!(Locale::En.count(4), "four");
        assert_eq!(Locale::En.count(12), "12");
    }
}
