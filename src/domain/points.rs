//! Points of a score, in integer hundredths: sums never drift.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// An amount of points, counted in hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Points(i32);

impl Points {
    pub const ZERO: Self = Self(0);
    /// One whole point.
    pub const ONE: Self = Self(100);

    pub const fn hundredths(hundredths: i32) -> Self {
        Self(hundredths)
    }

    pub const fn as_hundredths(self) -> i32 {
        self.0
    }

    /// `self × part ⁄ whole`, rounded half away from zero. A `whole` of zero gives nothing.
    #[must_use]
    pub fn share(self, part: i32, whole: i32) -> Self {
        if whole == 0 {
            return Self::ZERO;
        }
        let product = i64::from(self.0) * i64::from(part) * 2;
        let whole = i64::from(whole);
        let rounded = (product.abs() + whole.abs()) / (2 * whole.abs()) * product.signum() * whole.signum();
        Self(i32::try_from(rounded).unwrap_or(if rounded < 0 { i32::MIN } else { i32::MAX }))
    }

    #[must_use]
    pub fn clamp_to(self, most: Self) -> Self {
        Self(self.0.clamp(0, most.0))
    }
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        points.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Points {
    /// Whole points without decimals, others with as many as they need.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, amount) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        match amount % 100 {
            0 => write!(f, "{sign}{}", amount / 100),
            rest if rest % 10 == 0 => write!(f, "{sign}{}.{}", amount / 100, rest / 10),
            rest => write!(f, "{sign}{}.{rest:02}", amount / 100),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_half_away_from_zero() {
        let cases = [
            (100, 1, 3, 33),
            (100, 2, 3, 67),
            (100, 1, 2, 50),
            (5, 1, 2, 3),
            (-5, 1, 2, -3),
            (100, -1, 3, -33),
            (100, 1, 0, 0),
        ];
        for (points, part, whole, expected) in cases {
            assert_eq!(Points(points).share(part, whole), Points(expected), "{points} × {part} ⁄ {whole}");
        }
    }

    #[test]
    fn points_are_written_as_people_write_them() {
        for (hundredths, written) in [(0, "0"), (100, "1"), (150, "1.5"), (67, "0.67"), (-5, "-0.05"), (1205, "12.05")]
        {
            assert_eq!(Points(hundredths).to_string(), written);
        }
    }
}
