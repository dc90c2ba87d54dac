//! The rows of a form that there can be any number of: options, steps, pairs, gaps, criteria. Fields of a row are named
//! `pair_2_zh`. A form shows the filled rows and one empty; buttons take a row out or move it.

use super::Fields;

/// One kind of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rows {
    /// What the names of its fields begin with.
    pub name: &'static str,
    pub parts: &'static [&'static str],
    /// Parts that are chosen or hidden: by themselves they do not make a row filled.
    quiet: &'static [&'static str],
    pub most: usize,
    /// Rows that are shown even when nothing stands in them.
    pub least: usize,
    lettered: bool,
}

pub const OPTION: Rows = Rows {
    name: "option",
    parts: &["zh", "en", "slip", "reason_zh", "reason_en"],
    quiet: &["slip"],
    most: 8,
    least: 2,
    lettered: true,
};
pub const MISTAKE: Rows = Rows {
    name: "mistake",
    parts: &["formula", "phrases_zh", "phrases_en", "zh", "en"],
    quiet: &[],
    most: 6,
    least: 0,
    lettered: false,
};
/// Steps in their right order; each keeps the letter that it has in the file.
pub const STEP: Rows =
    Rows { name: "step", parts: &["zh", "en", "letter"], quiet: &["letter"], most: 9, least: 3, lettered: false };
/// A left with the right that belongs to it, which keeps its letter.
pub const PAIR: Rows = Rows {
    name: "pair",
    parts: &["zh", "en", "right_zh", "right_en", "reason_zh", "reason_en", "letter"],
    quiet: &["letter"],
    most: 9,
    least: 2,
    lettered: false,
};
/// A right that belongs to no left.
pub const SPARE: Rows =
    Rows { name: "spare", parts: &["zh", "en", "letter"], quiet: &["letter"], most: 4, least: 0, lettered: false };
pub const GAP: Rows = Rows {
    name: "gap",
    parts: &["way", "zh", "en", "right", "reason_zh", "reason_en"],
    quiet: &["way", "right"],
    most: 8,
    least: 1,
    lettered: false,
};
pub const CRITERION: Rows = Rows {
    name: "criterion",
    parts: &["name", "2_zh", "2_en", "1_zh", "1_en", "0_zh", "0_en"],
    quiet: &[],
    most: 8,
    least: 2,
    lettered: false,
};

const ALL: [Rows; 7] = [OPTION, MISTAKE, STEP, PAIR, SPARE, GAP, CRITERION];

/// What a button does to rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Drop,
    Up,
    Down,
}

impl Change {
    const ALL: [Self; 3] = [Self::Drop, Self::Up, Self::Down];

    fn word(self) -> &'static str {
        match self {
            Self::Drop => "drop",
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    /// The value of the button: `drop-option-C`.
    pub fn of(self, rows: Rows, row: usize) -> String {
        format!("{}-{}-{}", self.word(), rows.name, rows.mark(row))
    }

    /// What a button's value means: the rows, the place of one of them, and what happens to it.
    fn read(pressed: &str) -> Option<(Self, Rows, usize)> {
        let mut words = pressed.split('-');
        let (word, name, mark) = (words.next()?, words.next()?, words.next()?);
        let change = Self::ALL.into_iter().find(|change| change.word() == word)?;
        let rows = ALL.into_iter().find(|rows| rows.name == name)?;
        let row = (0..rows.most).find(|row| rows.mark(*row) == mark)?;
        Some((change, rows, row))
    }

    /// Which row stands at each place afterwards; none where an empty one moves in.
    fn order(self, rows: Rows, row: usize) -> Vec<Option<usize>> {
        let mut order: Vec<Option<usize>> = (0..rows.most).map(Some).collect();
        match self {
            Self::Drop => {
                order.remove(row);
                order.push(None);
            }
            Self::Up if row > 0 => order.swap(row, row - 1),
            Self::Down if row + 1 < rows.most => order.swap(row, row + 1),
            Self::Up | Self::Down => {}
        }
        order
    }
}

impl Rows {
    /// `A` or `1` for the first.
    pub fn mark(self, row: usize) -> String {
        let letter = u8::try_from(row).ok().and_then(|row| b'A'.checked_add(row)).map(char::from);
        match letter.filter(|_| self.lettered) {
            Some(letter) => letter.to_string(),
            None => (row + 1).to_string(),
        }
    }

    /// What the names of a row's fields begin with.
    pub fn row(self, row: usize) -> String {
        format!("{}_{}", self.name, self.mark(row))
    }

    pub fn field(self, row: usize, part: &str) -> String {
        format!("{}_{part}", self.row(row))
    }

    /// The rows of a form in which anything stands, up to the last one.
    pub fn filled(self, fields: &Fields) -> usize {
        let told = || self.parts.iter().filter(|part| !self.quiet.contains(part));
        let filled = |row: &usize| told().any(|part| !fields.get(&self.field(*row, part)).trim().is_empty());
        (0..self.most).rev().find(filled).map_or(0, |last| last + 1)
    }

    /// The rows that belong to the item.
    pub fn count(self, fields: &Fields) -> usize {
        self.filled(fields).max(self.least)
    }
}

/// Does what a button of rows says; whether it was one.
pub fn rearrange(fields: &mut Fields, pressed: &str) -> bool {
    let Some((change, rows, row)) = Change::read(pressed) else { return false };
    let order = change.order(rows, row);
    for part in rows.parts {
        let before: Vec<String> = (0..rows.most).map(|row| fields.get(&rows.field(row, part)).to_owned()).collect();
        for (place, from) in order.iter().enumerate() {
            let value = from.and_then(|from| before.get(from)).cloned().unwrap_or_default();
            fields.replace(&rows.field(place, part), [value]);
        }
    }
    let place_of = |old: usize| order.iter().position(|from| *from == Some(old));
    if rows == OPTION {
        let moved = |key: &str| (0..rows.most).find(|row| rows.mark(*row) == key).and_then(place_of);
        let keys: Vec<String> = fields.all("key").filter_map(moved).map(|place| rows.mark(place)).collect();
        fields.replace("key", keys);
    }
    if rows == GAP {
        for stem in ["stem_zh", "stem_en"] {
            let moved = super::cloze::renumbered(fields.get(stem), |number| place_of(number - 1).map(|at| at + 1));
            fields.replace(stem, [moved]);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs.iter().copied().collect()
    }

    #[test]
    fn a_row_moves_with_everything_in_it() {
        let mut steps =
            fields(&[("step_1_zh", "甲"), ("step_1_letter", "C"), ("step_2_zh", "乙"), ("step_3_zh", "丙")]);
        assert!(rearrange(&mut steps, &Change::Down.of(STEP, 0)));
        let words = |fields: &Fields| [0, 1, 2].map(|row| fields.get(&STEP.field(row, "zh")).to_owned());
        assert_eq!(words(&steps), ["乙", "甲", "丙"]);
        assert_eq!((steps.get("step_1_letter"), steps.get("step_2_letter")), ("", "C"));
        assert!(rearrange(&mut steps, "drop-step-1"));
        assert_eq!((words(&steps), STEP.filled(&steps)), (["甲", "丙", ""].map(str::to_owned), 2));
        assert!(
            rearrange(&mut steps, "up-step-1") && !rearrange(&mut steps, "more") && !rearrange(&mut steps, "up-x-1")
        );
    }

    #[test]
    fn a_gap_takes_its_mark_along() {
        let mut cloze = fields(&[
            ("stem_zh", "〔1〕和〔2〕，再〔3〕。"),
            ("stem_en", "〔2〕 after 〔1〕, then 〔3〕."),
            ("gap_1_zh", "甲"),
            ("gap_2_zh", "乙"),
            ("gap_3_zh", "丙"),
        ]);
        assert!(rearrange(&mut cloze, "drop-gap-2"));
        assert_eq!((cloze.get("stem_zh"), cloze.get("stem_en")), ("〔1〕和，再〔2〕。", " after 〔1〕, then 〔2〕."));
        assert_eq!((cloze.get("gap_2_zh"), cloze.get("gap_3_zh")), ("丙", ""));
    }

    #[test]
    fn the_key_goes_along_with_its_option() {
        let mut single = fields(&[("option_A_zh", "甲"), ("option_B_zh", "乙"), ("key", "B"), ("key", "A")]);
        assert!(rearrange(&mut single, "drop-option-A"));
        assert_eq!(single.all("key").collect::<Vec<_>>(), ["A"]);
    }
}
