//! Reproducible chance. A seed stands in a transcript or an attempt; drawing from it again gives the same draws for ever,
//! whatever library versions come: that is why the generator is written out here.

use serde::{Deserialize, Serialize};

/// Where a sequence of draws begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Seed(pub u64);

impl Seed {
    /// A seed of its own for one purpose or part, so that one part's draws never shift another's.
    /// FNV-1a over the name, mixed into the parent.
    #[must_use]
    pub fn derive(self, name: &str) -> Self {
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(Draws { state: self.0 ^ hash }.next())
    }

    pub fn draws(self) -> Draws {
        Draws { state: self.0 }
    }
}

/// `SplitMix64` (Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
#[derive(Debug, Clone)]
pub struct Draws {
    state: u64,
}

impl Draws {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// An evenly distributed number below `bound` (Lemire's multiply-and-reject). A bound of zero gives zero.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        if bound == 0 {
            return 0;
        }
        let threshold = bound.wrapping_neg() % bound;
        loop {
            let product = u128::from(self.next()) * u128::from(bound);
            if product & u128::from(u64::MAX) >= u128::from(threshold) {
                return usize::try_from(product >> 64).unwrap_or(0);
            }
        }
    }

    /// Puts the elements into a random order (Fisher–Yates).
    pub fn shuffle<T>(&mut self, elements: &mut [T]) {
        for last in (1..elements.len()).rev() {
            elements.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_for_ever() {
        let mut draws = Seed(1).draws();
        assert_eq!([draws.next(), draws.next()], [0x910a_2dec_8902_5cc1, 0xbeeb_8da1_658e_ec67]);
    }

    #[test]
    fn a_shuffle_keeps_every_element() {
        let mut numbers: Vec<_> = (0..100).collect();
        Seed(7).derive("options").draws().shuffle(&mut numbers);
        assert_ne!(numbers, (0..100).collect::<Vec<_>>());
        numbers.sort_unstable();
        assert_eq!(numbers, (0..100).collect::<Vec<_>>());
    }
}
