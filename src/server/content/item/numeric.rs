//! Numbers to work out: `vary`, `answer`, `tolerance` and `round` in the header, one reason behind `>`, and any number of
//! `- mistake: formula > reason`. What the formulas claim is proved for every version of the item.

use super::super::diagnostic::Place;
use super::super::header::{Header, Value};
use super::super::markup::Line;
use super::super::reading::{Found, Reading};
use super::body::Body;
use crate::domain::item::expression::{EvaluationError, Expression, ExpressionError, ExpressionProblem};
use crate::domain::item::interaction::{Numeric, NumericKey};
use crate::domain::item::number::{ArithmeticError, Number};
use crate::domain::item::secret::{AnswerKey, Mistake, Rationale};
use crate::domain::item::variables::{Drawn, Variable, Variables};
use crate::domain::locale::{Locale, Text};

/// More versions than this cannot be proved in a moment, and no item needs them.
const MOST_VERSIONS: usize = 20_000;
/// Decimals of an answer that a person can be asked for without saying how to round.
const CLEAN_DECIMALS: u8 = 2;

pub(super) fn read<'a>(
    reading: &mut Reading<'a>,
    header: &mut Header,
    body: &Body<'a>,
    stem: Option<&Text>,
) -> Option<Numeric> {
    let variables = read_variables(reading, header);
    let unit = read_unit(reading, header);
    let answer_at = header.own_scalar(reading, "answer");
    let answer = answer_at.as_ref().and_then(|found| read_formula(reading, found));
    let tolerance = match header.scalar(reading, "tolerance") {
        None => Some(Number::ZERO),
        Some(found) => {
            let positive = |text: &str| text.parse().ok().filter(|tolerance| *tolerance >= Number::ZERO);
            reading.parse(&found, positive, |l| l.check_expects_number().into())
        }
    };
    let round = header.scalar(reading, "round").map(|found| {
        let few = |text: &str| text.parse().ok().filter(|decimals: &u8| *decimals <= 6);
        reading.parse(&found, few, |l| l.check_expects_decimals().into())
    });
    let rationale = reading.reason(body.reason, body.stem_place()).map(Rationale::new);
    let mistakes = read_mistakes(reading, body);
    let (mistakes, mistake_places): (Vec<_>, Vec<_>) = mistakes.into_iter().unzip();
    let numeric = Numeric {
        variables: variables?,
        unit,
        round: round.map_or(Some(None), |round| round.map(Some))?,
        key: AnswerKey::new(NumericKey { answer: answer?, tolerance: tolerance? }),
        mistakes,
        rationale: rationale?,
    };
    let proof = Proof { numeric: &numeric, answer: answer_at?.place, mistakes: &mistake_places };
    let proved = proof.run(reading);
    check_texts(reading, &numeric, body, stem, &mistake_places);
    proved.then_some(numeric)
}

fn read_mistakes<'a>(reading: &mut Reading<'a>, body: &Body<'a>) -> Vec<(Mistake<Expression>, Place)> {
    let mut mistakes = Vec::new();
    for entry in &body.entries {
        let Some(line) = entry.after("mistake:") else {
            reading.error(entry.place(), |l| l.check_entry_wrong(&"mistake:"));
            continue;
        };
        let formula = read_formula(reading, &Found::in_line(line));
        let reason = reading.reason(entry.reason, entry.place());
        if let (Some(formula), Some(reason)) = (formula, reason) {
            let mistake = Mistake { answer: AnswerKey::new(formula), rationale: Rationale::new(reason) };
            mistakes.push((mistake, line.place()));
        }
    }
    mistakes
}

fn read_formula(reading: &mut Reading<'_>, found: &Found<String>) -> Option<Expression> {
    let parsed: Result<Expression, ExpressionError> = found.value.parse();
    match parsed {
        Ok(formula) => Some(formula),
        Err(error) => {
            let place = Place { column: found.place.column + error.at - 1, width: 1, ..found.place };
            reading.error(place, |l| l.check_formula_wrong(&word_problem(l, &error.problem)));
            None
        }
    }
}

fn read_unit(reading: &mut Reading<'_>, header: &mut Header) -> Option<Text> {
    let found = header.map(reading, "unit")?;
    let half = |language: &str| {
        found.value.iter().find_map(|(key, value)| match value {
            Value::Scalar(word) if key == language && !word.is_empty() => Some(word.clone()),
            Value::Scalar(_) | Value::List(_) | Value::Map(_) => None,
        })
    };
    if let (Some(zh), Some(en)) = (half("zh"), half("en")) {
        return Some(Text::new(zh, en));
    }
    reading.error(found.place, |l| l.check_expects_unit().into());
    None
}

fn read_variables(reading: &mut Reading<'_>, header: &mut Header) -> Option<Variables> {
    if !header.has("vary") {
        return Some(Variables::default());
    }
    let found = header.map(reading, "vary")?;
    let mut variables = Vec::new();
    for (name, value) in &found.value {
        let usable = name != "answer" && matches!(name.parse(), Ok(Expression::Variable(_)));
        let values = if usable { read_values(value) } else { None };
        match values.and_then(|values| Variable::new(name, values)) {
            Some(variable) => variables.push(variable),
            None => reading.error(found.place, |l| l.check_expects_values(&name)),
        }
    }
    (variables.len() == found.value.len()).then_some(Variables(variables))
}

/// Reads `[5, 8, 10]`, `5..10` or `60..180 step 20`.
fn read_values(value: &Value) -> Option<Vec<Number>> {
    match value {
        Value::List(values) => {
            let number = |value: &Value| if let Value::Scalar(word) = value { word.parse().ok() } else { None };
            values.iter().map(number).collect()
        }
        Value::Scalar(range) => {
            let (ends, step) = range.split_once(" step ").unwrap_or((range, "1"));
            let (from, to) = ends.split_once("..")?;
            let read = |text: &str| text.trim().parse::<Number>().ok();
            let (mut next, to, step) = (read(from)?, read(to)?, read(step)?);
            if step <= Number::ZERO {
                return None;
            }
            let mut values = Vec::new();
            while next <= to && values.len() < MOST_VERSIONS {
                values.push(next);
                next = next.plus(step).ok()?;
            }
            Some(values)
        }
        Value::Map(_) => None,
    }
}

/// Walks through every version of an item.
struct Proof<'n> {
    numeric: &'n Numeric,
    answer: Place,
    mistakes: &'n [Place],
}

impl Proof<'_> {
    /// Whether every version has a clean answer that no mistake gives. The first version that fails is told, once for
    /// the answer and once for each mistake.
    fn run(&self, reading: &mut Reading<'_>) -> bool {
        let versions = self.numeric.variables.count();
        if versions > MOST_VERSIONS {
            reading.error(self.answer, |l| l.check_too_many_versions(&versions, &MOST_VERSIONS));
            return false;
        }
        let key = self.numeric.key.reveal();
        let mut sound = vec![true; self.mistakes.len()];
        for drawn in self.numeric.variables.combinations() {
            let Some(answer) = self.value(reading, &drawn, &key.answer, self.answer) else { return false };
            if self.numeric.round.is_none() && answer.decimals().is_none_or(|decimals| decimals > CLEAN_DECIMALS) {
                let version = self.version(&drawn);
                reading.error(self.answer, |l| l.check_answer_not_clean(&answer, &version));
                return false;
            }
            for ((mistake, place), sound) in self.numeric.mistakes.iter().zip(self.mistakes).zip(&mut sound) {
                if *sound {
                    *sound = self.differs(reading, &drawn, mistake, answer, *place);
                }
            }
        }
        sound.into_iter().all(|sound| sound)
    }

    fn differs(
        &self,
        reading: &mut Reading<'_>,
        drawn: &Drawn,
        mistake: &Mistake<Expression>,
        answer: Number,
        place: Place,
    ) -> bool {
        let Some(value) = self.value(reading, drawn, mistake.answer.reveal(), place) else { return false };
        let tolerance = self.numeric.key.reveal().tolerance;
        let same = value.distance(answer).is_ok_and(|distance| distance <= tolerance);
        if same {
            let version = self.version(drawn);
            reading.error(place, |l| l.check_mistake_gives_answer(&answer, &version));
        }
        !same
    }

    fn value(&self, reading: &mut Reading<'_>, drawn: &Drawn, formula: &Expression, place: Place) -> Option<Number> {
        let value = drawn.evaluate(formula).and_then(|value| match self.numeric.round {
            Some(decimals) => value.rounded(decimals).map_err(EvaluationError::from),
            None => Ok(value),
        });
        match value {
            Ok(value) => Some(value),
            Err(error) => {
                let version = self.version(drawn);
                reading.error(place, |l| l.check_formula_fails(&word_failure(l, &error), &version));
                None
            }
        }
    }

    /// `spend = 60, years = 5`.
    fn version(&self, drawn: &Drawn) -> String {
        let names = self.numeric.variables.0.iter();
        let shown: Vec<String> = names.map(|variable| drawn.fill(&format!("{0} = {{{0}}}", variable.name))).collect();
        shown.join(", ")
    }
}

/// Every `{name}` of a text has a value; the stem never shows the answer.
fn check_texts(
    reading: &mut Reading<'_>,
    numeric: &Numeric,
    body: &Body<'_>,
    stem: Option<&Text>,
    mistake_places: &[Place],
) {
    let Some(drawn) = numeric.variables.combinations().next() else { return };
    let explained = drawn.clone().with("answer", Number::ZERO);
    let reason_place = body.reason.map_or(body.stem_place(), |line: Line<'_>| line.place());
    let mut texts: Vec<(&Text, Place, &Drawn)> = vec![(numeric.rationale.text(), reason_place, &explained)];
    texts.extend(stem.map(|stem| (stem, body.stem_place(), &drawn)));
    for (mistake, place) in numeric.mistakes.iter().zip(mistake_places) {
        texts.push((mistake.rationale.text(), *place, &explained));
    }
    for (text, place, values) in texts {
        for locale in Locale::ALL {
            if let Some(name) = values.first_unfilled(text.get(locale)) {
                reading.error(place, |l| l.check_text_value_unknown(&name));
            }
        }
    }
}

fn word_problem(locale: Locale, problem: &ExpressionProblem) -> String {
    match problem {
        ExpressionProblem::ValueMissing => locale.check_formula_value_missing().into(),
        ExpressionProblem::Unexpected(found) => locale.check_formula_unexpected(found),
        ExpressionProblem::UnknownFunction(name) => locale.check_formula_function(name),
        ExpressionProblem::WrongCount => locale.check_formula_count().into(),
        ExpressionProblem::TooLong => locale.check_formula_long().into(),
    }
}

fn word_failure(locale: Locale, error: &EvaluationError) -> String {
    match error {
        EvaluationError::UnknownName(name) => locale.check_formula_unknown_name(name),
        EvaluationError::Arithmetic(ArithmeticError::DivisionByZero) => locale.check_formula_division().into(),
        EvaluationError::Arithmetic(ArithmeticError::TooLarge) => locale.check_formula_large().into(),
    }
}
