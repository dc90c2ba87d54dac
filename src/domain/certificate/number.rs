//! Certificate numbers: `RG2-2026-7K3M-9QXA`.
//!
//! Level and year can be read; the eight characters behind them cannot be guessed, so that nobody walks through a company's
//! certificates by counting. The last one is a check character: a slip of the keyboard is told from an unknown number.

use crate::domain::level::Level;
use std::fmt;
use std::str::FromStr;

/// Crockford's base 32: no I, L, O and U, which look like digits or make words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters that are drawn; the check character follows them.
const DRAWN: usize = 7;

/// The number of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CertificateNumber {
    level: Level,
    year: u16,
    /// Values below 32, the check value last.
    code: [u8; DRAWN + 1],
}

/// Why a text is no certificate number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadNumber {
    #[error("expected a number like RG2-2026-7K3M-9QXA")]
    Form,
    #[error("the check character does not fit: a character is wrong or two have changed places")]
    Check,
}

impl CertificateNumber {
    /// A number from 35 bits of chance; higher bits are not looked at.
    pub fn new(level: Level, year: u16, chance: u64) -> Self {
        let mut code = [0; DRAWN + 1];
        for (at, value) in code.iter_mut().take(DRAWN).enumerate() {
            *value = five_bits(chance >> (5 * at));
        }
        code[DRAWN] = check_value(level, year, &code[..DRAWN]);
        Self { level, year, code }
    }

    pub fn level(&self) -> Level {
        self.level
    }

    /// The year of issue.
    pub fn year(&self) -> u16 {
        self.year
    }
}

fn five_bits(bits: u64) -> u8 {
    u8::try_from(bits & 31).unwrap_or(0)
}

/// Luhn's algorithm modulo 32 over level, the digits of the year and the code: finds every single wrong character and
/// all exchanges of neighbours but 0 with Z.
fn check_value(level: Level, year: u16, code: &[u8]) -> u8 {
    let digits = [1000, 100, 10, 1].map(|place| u8::try_from(year / place % 10).unwrap_or(0));
    let values = std::iter::once(level.number()).chain(digits).chain(code.iter().copied());
    let values: Vec<u8> = values.collect();
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(at, value)| {
            let weighed = u32::from(*value) * if at % 2 == 0 { 2 } else { 1 };
            weighed / 32 + weighed % 32
        })
        .sum();
    u8::try_from((32 - sum % 32) % 32).unwrap_or(0)
}

/// What people write for a character of the alphabet: small letters, and the letters that look like digits.
fn value_of(character: char) -> Option<u8> {
    let character = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|known| char::from(*known) == character).and_then(|at| u8::try_from(at).ok())
}

impl fmt::Display for CertificateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RG{}-{:04}", self.level, self.year)?;
        for (at, value) in self.code.iter().enumerate() {
            if at % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(ALPHABET[usize::from(*value)]))?;
        }
        Ok(())
    }
}

/// Reads what people type: in any case, with full-width characters, with or without hyphens and spaces.
impl FromStr for CertificateNumber {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let narrow = |character: char| match character {
            '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
            other => other,
        };
        let characters: Vec<char> = text.chars().map(narrow).filter(char::is_ascii_alphanumeric).collect();
        let [r, g, level, y1, y2, y3, y4, code @ ..] = characters.as_slice() else {
            return Err(BadNumber::Form);
        };
        if !r.eq_ignore_ascii_case(&'R') || !g.eq_ignore_ascii_case(&'G') || code.len() != DRAWN + 1 {
            return Err(BadNumber::Form);
        }
        let digit = |character: &char| value_of(*character).filter(|value| *value < 10).ok_or(BadNumber::Form);
        let level = Level::try_from(digit(level)?).map_err(|_| BadNumber::Form)?;
        let mut year = 0;
        for place in [y1, y2, y3, y4] {
            year = year * 10 + u16::from(digit(place)?);
        }
        let mut values = [0; DRAWN + 1];
        for (value, character) in values.iter_mut().zip(code) {
            *value = value_of(*character).ok_or(BadNumber::Form)?;
        }
        if values[DRAWN] != check_value(level, year, &values[..DRAWN]) {
            return Err(BadNumber::Check);
        }
        Ok(Self { level, year, code: values })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_number() -> impl Strategy<Value = CertificateNumber> {
        (1_u8..=5, 2000_u16..2100, any::<u64>()).prop_map(|(level, year, chance)| {
            CertificateNumber::new(Level::try_from(level).expect("a level"), year, chance)
        })
    }

    proptest! {
        #[test]
        fn a_number_reads_back_however_it_is_typed(number in any_number()) {
            let text = number.to_string();
            let loose = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            let wide: String = text.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).expect("a full-width form")).collect();
            for typed in [text, loose, wide] {
                prop_assert_eq!(typed.parse(), Ok(number.clone()), "{}", typed);
            }
        }

        #[test]
        fn one_wrong_character_is_always_found(number in any_number(), at in 0_usize..8, other in 0_usize..32) {
            let mut characters: Vec<char> = number.to_string().chars().collect();
            let places: Vec<usize> = (9..characters.len()).filter(|at| characters[*at] != '-').collect();
            let wrong = char::from(ALPHABET[other]);
            prop_assume!(characters[places[at]] != wrong);
            characters[places[at]] = wrong;
            let text: String = characters.into_iter().collect();
            prop_assert_eq!(text.parse::<CertificateNumber>(), Err(BadNumber::Check));
        }
    }

    #[test]
    fn a_wrong_level_or_year_is_found_too() {
        let text = CertificateNumber::new(Level::Two, 2026, 0x0123_4567_89AB).to_string();
        for wrong in
            [text.replacen("RG2", "RG3", 1), text.replacen("2026", "2025", 1), text.replacen("2026", "2062", 1)]
        {
            assert_eq!(wrong.parse::<CertificateNumber>(), Err(BadNumber::Check), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_number_says_so() {
        for text in [
            "",
            "RG",
            "RG6-2026-7K3M-9QXA",
            "XX2-2026-7K3M-9QXA",
            "RG2-2026-7K3M",
            "RG2-20X6-7K3M-9QXA",
            "RG2-2026-7K3M-9QXUU",
        ] {
            assert_eq!(text.parse::<CertificateNumber>(), Err(BadNumber::Form), "{text}");
        }
    }
}
