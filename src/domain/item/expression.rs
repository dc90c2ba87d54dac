//! Formulas of numeric items: `spend * 52 * years * margin / 100`, evaluated exactly.
//!
//! ```text
//! sum     = product { ("+" | "-") product }
//! product = factor { ("*" | "/") factor }
//! factor  = "-" factor | number | name | function "(" sum { "," sum } ")" | "(" sum ")"
//! ```
//! Functions: `round(x)`, `round(x, decimals)`, `floor(x)`, `ceil(x)`, `min(x, y)`, `max(x, y)`.

use super::number::{ArithmeticError, Number};
use std::collections::BTreeSet;
use std::str::FromStr;

/// A formula over numbers and named values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    Number(Number),
    Variable(String),
    Negative(Box<Self>),
    Operation(Operator, Box<Self>, Box<Self>),
    Call(Function, Vec<Self>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Plus,
    Minus,
    Times,
    Over,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    Round,
    Floor,
    Ceil,
    Min,
    Max,
}

/// Where a formula stops making sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at character {at}: {problem}")]
pub struct ExpressionError {
    /// 1-based, in characters.
    pub at: usize,
    pub problem: ExpressionProblem,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExpressionProblem {
    #[error("a number, a name or ( is missing")]
    ValueMissing,
    #[error("{0:?} does not belong here")]
    Unexpected(char),
    #[error("unknown function {0:?}")]
    UnknownFunction(String),
    #[error("the function takes another number of values")]
    WrongCount,
    #[error("the formula is nested too deeply or too long")]
    TooLong,
}

/// Why a formula has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    #[error("unknown value {0:?}")]
    UnknownName(String),
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

impl Expression {
    /// The value, with names looked up by `value_of`.
    pub fn evaluate(&self, value_of: &impl Fn(&str) -> Option<Number>) -> Result<Number, EvaluationError> {
        match self {
            Self::Number(number) => Ok(*number),
            Self::Variable(name) => value_of(name).ok_or_else(|| EvaluationError::UnknownName(name.clone())),
            Self::Negative(inner) => Ok(inner.evaluate(value_of)?.negative()?),
            Self::Operation(operator, left, right) => {
                let (left, right) = (left.evaluate(value_of)?, right.evaluate(value_of)?);
                Ok(match operator {
                    Operator::Plus => left.plus(right),
                    Operator::Minus => left.minus(right),
                    Operator::Times => left.times(right),
                    Operator::Over => left.over(right),
                }?)
            }
            Self::Call(function, arguments) => {
                let values =
                    arguments.iter().map(|argument| argument.evaluate(value_of)).collect::<Result<Vec<_>, _>>()?;
                Ok(function.apply(&values)?)
            }
        }
    }

    /// The names that the formula uses.
    pub fn names(&self) -> BTreeSet<&str> {
        match self {
            Self::Number(_) => BTreeSet::new(),
            Self::Variable(name) => BTreeSet::from([name.as_str()]),
            Self::Negative(inner) => inner.names(),
            Self::Operation(_, left, right) => left.names().into_iter().chain(right.names()).collect(),
            Self::Call(_, arguments) => arguments.iter().flat_map(Self::names).collect(),
        }
    }
}

impl Function {
    fn named(name: &str) -> Option<Self> {
        match name {
            "round" => Some(Self::Round),
            "floor" => Some(Self::Floor),
            "ceil" => Some(Self::Ceil),
            "min" => Some(Self::Min),
            "max" => Some(Self::Max),
            _ => None,
        }
    }

    fn takes(self, count: usize) -> bool {
        match self {
            Self::Round => (1..=2).contains(&count),
            Self::Floor | Self::Ceil => count == 1,
            Self::Min | Self::Max => count == 2,
        }
    }

    fn apply(self, values: &[Number]) -> Result<Number, ArithmeticError> {
        let first = values.first().copied().unwrap_or(Number::ZERO);
        let second = values.get(1).copied().unwrap_or(Number::ZERO);
        match self {
            Self::Round => {
                let decimals = (0..=6).find(|decimals| Number::whole(i64::from(*decimals)) == second);
                first.rounded(decimals.ok_or(ArithmeticError::TooLarge)?)
            }
            Self::Floor => Ok(first.floor()),
            Self::Ceil => first.negative()?.floor().negative(),
            Self::Min => Ok(first.min(second)),
            Self::Max => Ok(first.max(second)),
        }
    }
}

impl FromStr for Expression {
    type Err = ExpressionError;

    fn from_str(text: &str) -> Result<Self, ExpressionError> {
        let mut reader = Reader { characters: text.chars().collect(), next: 0, depth: 0 };
        if reader.characters.len() > LONGEST {
            return Err(ExpressionError { at: LONGEST, problem: ExpressionProblem::TooLong });
        }
        let expression = reader.sum()?;
        match reader.peek() {
            None => Ok(expression),
            Some(character) => Err(reader.wrong(ExpressionProblem::Unexpected(character))),
        }
    }
}

const LONGEST: usize = 400;
const DEEPEST: usize = 24;

struct Reader {
    characters: Vec<char>,
    next: usize,
    depth: usize,
}

impl Reader {
    fn peek(&mut self) -> Option<char> {
        while self.characters.get(self.next).is_some_and(|character| character.is_whitespace()) {
            self.next += 1;
        }
        self.characters.get(self.next).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.next += usize::from(found);
        found
    }

    fn wrong(&self, problem: ExpressionProblem) -> ExpressionError {
        ExpressionError { at: self.next + 1, problem }
    }

    fn sum(&mut self) -> Result<Expression, ExpressionError> {
        let mut left = self.product()?;
        loop {
            let operator = match self.peek() {
                Some('+') => Operator::Plus,
                Some('-') => Operator::Minus,
                _ => return Ok(left),
            };
            self.next += 1;
            left = Expression::Operation(operator, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Expression, ExpressionError> {
        let mut left = self.factor()?;
        loop {
            let operator = match self.peek() {
                Some('*') => Operator::Times,
                Some('/') => Operator::Over,
                _ => return Ok(left),
            };
            self.next += 1;
            left = Expression::Operation(operator, Box::new(left), Box::new(self.factor()?));
        }
    }

    fn factor(&mut self) -> Result<Expression, ExpressionError> {
        if self.depth >= DEEPEST {
            return Err(self.wrong(ExpressionProblem::TooLong));
        }
        self.depth += 1;
        let factor = match self.peek() {
            Some('-') => {
                self.next += 1;
                self.factor().map(|inner| Expression::Negative(Box::new(inner)))
            }
            Some('(') => {
                self.next += 1;
                let inner = self.sum()?;
                self.close()?;
                Ok(inner)
            }
            Some('0'..='9') => self.number(),
            Some('a'..='z' | 'A'..='Z') => self.name_or_call(),
            Some(_) | None => Err(self.wrong(ExpressionProblem::ValueMissing)),
        };
        self.depth -= 1;
        factor
    }

    fn close(&mut self) -> Result<(), ExpressionError> {
        if self.take(')') {
            return Ok(());
        }
        let problem = self.peek().map_or(ExpressionProblem::ValueMissing, ExpressionProblem::Unexpected);
        Err(self.wrong(problem))
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let word: String = self.characters[self.next..].iter().take_while(|character| belongs(**character)).collect();
        self.next += word.chars().count();
        word
    }

    fn number(&mut self) -> Result<Expression, ExpressionError> {
        let start = self.next;
        let digits = self.word(|character| character.is_ascii_digit() || character == '.');
        digits
            .parse()
            .map(Expression::Number)
            .map_err(|_| ExpressionError { at: start + 1, problem: ExpressionProblem::ValueMissing })
    }

    fn name_or_call(&mut self) -> Result<Expression, ExpressionError> {
        let start = self.next;
        let name = self.word(|character| character.is_ascii_alphanumeric() || character == '_');
        if !self.take('(') {
            return Ok(Expression::Variable(name));
        }
        let at = start + 1;
        let function =
            Function::named(&name).ok_or(ExpressionError { at, problem: ExpressionProblem::UnknownFunction(name) })?;
        let mut arguments = vec![self.sum()?];
        while self.take(',') {
            arguments.push(self.sum()?);
        }
        self.close()?;
        if function.takes(arguments.len()) {
            Ok(Expression::Call(function, arguments))
        } else {
            Err(ExpressionError { at, problem: ExpressionProblem::WrongCount })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str) -> Result<String, String> {
        let expression: Expression = text.parse().map_err(|error: ExpressionError| error.to_string())?;
        let names = |name: &str| match name {
            "spend" => Some(Number::whole(100)),
            "years" => Some(Number::whole(8)),
            _ => None,
        };
        expression.evaluate(&names).map(|number| number.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn formulas_follow_the_order_of_operations() {
        let cases = [
            ("1 + 2 * 3", "7"),
            ("(1 + 2) * 3", "9"),
            ("10 - 4 - 3", "3"),
            ("100 / 10 / 5", "2"),
            ("-2 * -3", "6"),
            ("spend * 52 * years * 20 / 100", "8320"),
            ("1 / 3 + 1 / 3 + 1 / 3", "1"),
            ("round(2.345, 2)", "2.35"),
            ("floor(7 / 2) + ceil(7 / 2)", "7"),
            ("min(spend, 30) + max(1, years)", "38"),
        ];
        for (formula, expected) in cases {
            assert_eq!(value(formula).as_deref(), Ok(expected), "{formula}");
        }
    }

    #[test]
    fn a_broken_formula_tells_where() {
        let cases = [
            ("", "at character 1"),
            ("1 +", "at character 4"),
            ("2 ** 3", "at character 4"),
            ("(1", "at character 3"),
            ("1 2", "at character 3"),
            ("sqrt(4)", "unknown function \"sqrt\""),
            ("round(1, 2, 3)", "another number of values"),
            ("1.2.3", "at character 1"),
            ("spend / (years - 8)", "division by zero"),
            ("spent", "unknown value \"spent\""),
            ("9999999999 * 9999999999", "beyond 64 bits"),
        ];
        for (formula, expected) in cases {
            let error = value(formula).expect_err(formula);
            assert!(error.contains(expected), "{formula}: {error}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_rather_than_followed() {
        assert!(value(&"(".repeat(300)).is_err());
        assert!(value(&"-".repeat(300)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[a-z0-9+*/(), .-]{0,60}") {
            let _ = value(&text);
        }

        #[test]
        fn addition_and_subtraction_undo_each_other(a in -100_000_i64..100_000, b in -100_000_i64..100_000) {
            prop_assert_eq!(value(&format!("{a} + {b} - {b}")), Ok(Number::whole(a).to_string()));
        }
    }
}
