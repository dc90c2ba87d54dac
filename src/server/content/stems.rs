//! Near-equal stems: who knows one of two such items knows the other, and a form with both asks once and counts twice. The
//! measure is that of the report about the whole curriculum.

use super::report::{FEWEST_GRAMS, SIMILAR, TWINS, trigrams};
use crate::domain::item::{Item, ItemId};
use crate::domain::locale::{Locale, Text};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// The trigrams of a stem in each language, as hashes in order: what stands in memory for every item must be small.
type Grams = [Vec<u64>; 2];

/// The stems of many items, taken apart once.
#[derive(Debug, Default)]
pub struct Stems(Vec<(ItemId, Grams)>);

/// An item whose stem is nearly the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    pub item: ItemId,
    /// The share of common trigrams among all (Jaccard), 0 to 1.
    pub likeness: f64,
    /// So near that one of the two must go.
    pub twin: bool,
}

impl Stems {
    pub fn of<'i>(items: impl Iterator<Item = &'i Item>) -> Self {
        Self(items.map(|item| (item.id.clone(), grams(&item.stem))).collect())
    }

    /// The item that is most like this stem, if one is too much like it.
    pub fn nearest(&self, own: &ItemId, stem: &Text) -> Option<Alike> {
        let grams = grams(stem);
        let likeness = |other: &Grams| {
            let each = grams.iter().zip(other).map(|(one, other)| jaccard(one, other));
            each.fold(0.0, f64::max)
        };
        let others = self.0.iter().filter(|(id, _)| id != own);
        let measured = others.map(|(id, other)| (id, likeness(other)));
        let (item, likeness) = measured.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
        (likeness > SIMILAR).then(|| Alike { item: item.clone(), likeness, twin: likeness > TWINS })
    }
}

fn grams(stem: &Text) -> Grams {
    let hash = |gram: &[String; 3]| {
        let mut hasher = DefaultHasher::new();
        gram.hash(&mut hasher);
        hasher.finish()
    };
    Locale::ALL.map(|locale| {
        let mut grams: Vec<u64> = trigrams(stem.get(locale), locale).iter().map(hash).collect();
        grams.sort_unstable();
        grams
    })
}

fn jaccard(one: &[u64], other: &[u64]) -> f64 {
    if one.len().min(other.len()) < FEWEST_GRAMS {
        return 0.0;
    }
    let (mut left, mut right, mut common) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(left), other.get(right)) {
        common += usize::from(a == b);
        left += usize::from(a <= b);
        right += usize::from(b <= a);
    }
    let all = one.len() + other.len() - common;
    #[expect(clippy::cast_precision_loss, reason = "counts of trigrams are small")]
    let share = common as f64 / all as f64;
    share
}
