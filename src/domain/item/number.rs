//! Exact numbers: fractions of 64-bit integers. No rounding happens unless it is asked for, so a learner's 208,000 equals
//! the formula's 208,000 whatever the order of the operations.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A fraction in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    numerator: i64,
    /// Always positive.
    denominator: i64,
}

/// Why a calculation has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ArithmeticError {
    #[error("division by zero")]
    DivisionByZero,
    #[error("a number beyond 64 bits")]
    TooLarge,
}

/// Text that is no decimal number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a number such as 12 or 3.5, found {0:?}")]
pub struct NotANumber(pub String);

type Result<T> = std::result::Result<T, ArithmeticError>;

impl Number {
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    pub const fn whole(value: i64) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    fn fraction(numerator: i128, denominator: i128) -> Result<Self> {
        if denominator == 0 {
            return Err(ArithmeticError::DivisionByZero);
        }
        let divisor = greatest_common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).map_err(|_| ArithmeticError::TooLarge)? * denominator.signum();
        let fit = |value: i128| i64::try_from(value / divisor).map_err(|_| ArithmeticError::TooLarge);
        Ok(Self { numerator: fit(numerator)?, denominator: fit(denominator)? })
    }

    fn parts(self) -> (i128, i128) {
        (i128::from(self.numerator), i128::from(self.denominator))
    }

    pub fn plus(self, other: Self) -> Result<Self> {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Self::fraction(a * d + c * b, b * d)
    }

    pub fn minus(self, other: Self) -> Result<Self> {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Self::fraction(a * d - c * b, b * d)
    }

    pub fn times(self, other: Self) -> Result<Self> {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Self::fraction(a * c, b * d)
    }

    pub fn over(self, other: Self) -> Result<Self> {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Self::fraction(a * d, b * c)
    }

    pub fn negative(self) -> Result<Self> {
        Self::ZERO.minus(self)
    }

    /// How far apart two numbers are.
    pub fn distance(self, other: Self) -> Result<Self> {
        if self < other { other.minus(self) } else { self.minus(other) }
    }

    /// Rounded half away from zero, as people round amounts of money.
    pub fn rounded(self, decimals: u8) -> Result<Self> {
        if decimals > 18 {
            return Err(ArithmeticError::TooLarge);
        }
        let scale = 10_i128.pow(u32::from(decimals));
        let (numerator, denominator) = self.parts();
        let doubled = (numerator * 2 * scale).abs();
        Self::fraction((doubled + denominator) / (2 * denominator) * numerator.signum(), scale)
    }

    /// The whole number at or below.
    #[must_use]
    pub fn floor(self) -> Self {
        Self::whole(self.numerator.div_euclid(self.denominator))
    }

    /// How many decimals it takes to write the number out; nothing when they never end.
    pub fn decimals(self) -> Option<u8> {
        let mut rest = self.denominator;
        let mut count_of = |prime: i64| {
            let mut count = 0_u8;
            while rest % prime == 0 {
                rest /= prime;
                count += 1;
            }
            count
        };
        let decimals = count_of(2).max(count_of(5));
        (rest == 1).then_some(decimals)
    }
}

fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        (a * d).cmp(&(c * b))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Number {
    type Err = NotANumber;

    /// Reads plain decimals: an optional minus, digits, optionally a point and digits.
    fn from_str(text: &str) -> std::result::Result<Self, NotANumber> {
        let wrong = || NotANumber(text.to_owned());
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(decimals) || whole.len() + decimals.len() > 18 {
            return Err(wrong());
        }
        let numerator: i128 = format!("{whole}{decimals}").parse().map_err(|_| wrong())?;
        let denominator = 10_i128.pow(u32::try_from(decimals.len()).map_err(|_| wrong())?);
        Self::fraction(sign * numerator, denominator).map_err(|_| wrong())
    }
}

/// Reads what a learner typed: full-width digits, thousands separators, 万, a currency sign and the unit are understood.
pub fn read_typed(text: &str, unit: Option<&str>) -> Option<Number> {
    let plain: String = super::folding::fold(text);
    let plain = plain.trim_start_matches(['¥', '$', '+']);
    let unit = unit.map(super::folding::fold).unwrap_or_default();
    let end = plain
        .char_indices()
        .find(|(_, character)| !matches!(character, '0'..='9' | ',' | '.' | '-'))
        .map_or(plain.len(), |(index, _)| index);
    let (digits, rest) = plain.split_at(end);
    let (scale, rest) = match rest.strip_prefix('万') {
        Some(rest) => (10_000, rest),
        None => (1, rest),
    };
    if !(rest.is_empty() || rest == unit || matches!(rest, "元" | "yuan" | "%")) {
        return None;
    }
    ungrouped(digits)?.parse::<Number>().ok()?.times(Number::whole(scale)).ok()
}

/// Takes thousands separators out; nothing when they stand in wrong places.
fn ungrouped(digits: &str) -> Option<String> {
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next()?;
    let grouped = groups.clone().next().is_some();
    if (grouped && !(1..=3).contains(&first.len())) || groups.any(|group| group.len() != 3) {
        return None;
    }
    let whole = whole.replace(',', "");
    Some(decimals.map_or_else(|| whole.clone(), |decimals| format!("{whole}.{decimals}")))
}

impl fmt::Display for Number {
    /// As both languages write numbers: commas from 10,000 on, as many decimals as it takes, at most four.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = self.decimals().unwrap_or(4).min(4);
        let shown = self.rounded(places).unwrap_or(*self);
        let (numerator, denominator) = shown.parts();
        let sign = if numerator < 0 { "-" } else { "" };
        let (whole, part) = (numerator.abs() / denominator, numerator.abs() % denominator);
        let digits = whole.to_string();
        write!(f, "{sign}")?;
        for (index, digit) in digits.chars().enumerate() {
            if digits.len() > 4 && index > 0 && (digits.len() - index).is_multiple_of(3) {
                write!(f, ",")?;
            }
            write!(f, "{digit}")?;
        }
        if part > 0 {
            let scaled = part * 10_i128.pow(u32::from(places)) / denominator;
            let decimals = format!("{scaled:0width$}", width = usize::from(places));
            write!(f, ".{}", decimals.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Number {
        text.parse().expect(text)
    }

    #[test]
    fn decimals_are_exact() {
        let sum = number("0.1").plus(number("0.2")).expect("a sum");
        assert_eq!(sum, number("0.3"));
        assert_eq!(Number::whole(1).over(Number::whole(3)).map(Number::decimals), Ok(None));
        assert_eq!(Number::whole(1).over(Number::ZERO), Err(ArithmeticError::DivisionByZero));
        assert_eq!(Number::whole(i64::MAX).times(Number::whole(2)), Err(ArithmeticError::TooLarge));
    }

    #[test]
    fn rounding_goes_half_away_from_zero() {
        for (value, decimals, expected) in [("2.5", 0, "3"), ("-2.5", 0, "-3"), ("2.449", 1, "2.4"), ("7", 2, "7")] {
            assert_eq!(number(value).rounded(decimals), Ok(number(expected)), "{value}");
        }
    }

    #[test]
    fn a_typed_number_is_understood_as_people_write_it() {
        let cases = [
            ("208000", Some("208000")),
            ("２０８，０００", Some("208000")),
            (" 208,000 元 ", Some("208000")),
            ("¥208,000", Some("208000")),
            ("20.8万", Some("208000")),
            ("20.8 万元", Some("208000")),
            ("15 minutes", Some("15")),
            ("−3．5", Some("-3.5")),
            ("15%", Some("15")),
            ("2,08000", None),
            ("12 apples", None),
            ("1.2.3", None),
            ("", None),
            ("-", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(read_typed(typed, Some("minutes")), expected.map(number), "{typed}");
        }
    }

    #[test]
    fn numbers_are_shown_as_people_write_them() {
        let third = Number::whole(2).over(Number::whole(3)).expect("a fraction");
        for (value, shown) in [
            (number("9360"), "9360"),
            (number("208000"), "208,000"),
            (number("-1234567.5"), "-1,234,567.5"),
            (number("0.05"), "0.05"),
            (third, "0.6667"),
        ] {
            assert_eq!(value.to_string(), shown);
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back_as_the_same(hundredths in -10_000_000_i64..10_000_000) {
            let value = Number::whole(hundredths).over(Number::whole(100)).expect("a fraction");
            prop_assert_eq!(read_typed(&value.to_string(), None), Some(value));
        }

        #[test]
        fn reading_never_panics(text in ".{0,40}") {
            let _ = read_typed(&text, Some("元"));
            let _ = text.parse::<Number>();
        }
    }
}
