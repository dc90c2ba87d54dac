//! Whatever the stock, the blueprint and the neighbours.

use super::*;
use proptest::prelude::*;

fn any_item() -> impl Strategy<Value = (u8, u8, u8)> {
    (0_u8..3, prop::sample::select(vec![40_u8, 50, 60, 65, 80, 85]), 0_u8..4)
}

proptest! {
    /// Whoever was drawn before: a paper keeps every promise, and has no more too much in common than if it knew of nobody.
    #[test]
    fn neighbours_never_spoil_a_paper(seeds in prop::collection::vec(0_u64..400, 1..8), seed in 0_u64..400) {
        let (form, stock) = (form(), stock());
        let mut history = History::default();
        for seed in &seeds {
            history.neighbours.add(drawn(&form, &stock, &History::default(), *seed).item_ids());
        }
        let (blind, aware) = (drawn(&form, &stock, &History::default(), seed), drawn(&form, &stock, &history, seed));
        assert_keeps_its_promises(&form, &stock, &aware);
        prop_assert_eq!(aware.seed, blind.seed);
        let excess = |paper: &Paper| history.neighbours.distances(&paper.item_ids()).beyond_half();
        prop_assert!(excess(&aware) <= excess(&blind));
        prop_assert!(excess(&blind) > 0 || aware == blind, "nothing is changed without need");
    }

    /// Whatever the stock and the blueprint: a paper keeps every promise, and a refusal is right, by an exhaustive count.
    #[test]
    fn a_draw_is_right_or_rightly_refused(
        items in prop::collection::vec(any_item(), 6..14),
        needs in prop::collection::btree_map((0_u8..3, 0_usize..3), 1_u8..3, 1..4),
        ranges in prop::collection::btree_map(0_usize..4, (0_u8..3, 0_u8..3), 0..4),
        seed: u64,
    ) {
        let mut stock = Stock::default();
        let kinds = [InteractionKind::Single, InteractionKind::Multiple, InteractionKind::Numeric, InteractionKind::Order];
        for (index, (competency, percent, kind)) in items.iter().enumerate() {
            let competency = TAUGHT[usize::from(*competency)];
            stock.put(stocked(&format!("l1-{competency}-{index}"), competency, *percent, kinds[usize::from(*kind)]));
        }
        let form = with_blueprint(|blueprint| {
            blueprint.cells = needs
                .iter()
                .map(|((competency, band), count)| {
                    (Cell { competency: TAUGHT[usize::from(*competency)], band: Band::ALL[*band] }, *count)
                })
                .collect();
            blueprint.types =
                ranges.iter().map(|(kind, (least, more))| (kinds[*kind], (*least, least + more))).collect();
            blueprint.target = Target { mean: 6000, tolerance: 6000 };
        });
        let all: Vec<&StockItem> = stock.single_items(Level::One, Usage::Exam).collect();
        match assemble(&form, HASH, &stock, &History::default(), Seed(seed)) {
            Ok(assembly) => assert_keeps_its_promises(&form, &stock, &assembly.paper),
            Err(missing) => {
                prop_assert!(!missing.is_empty());
                prop_assert!(!possible(&form.theory().expect("a part").blueprint, &all), "{:?}", missing);
            }
        }
    }
}

/// Whether any set of the items fills the blueprint: all sets are tried.
fn possible(blueprint: &Blueprint, items: &[&StockItem]) -> bool {
    (0_u32..1 << items.len()).any(|set| {
        let chosen = || items.iter().enumerate().filter(move |(index, _)| set >> index & 1 == 1).map(|(_, item)| item);
        let cells = blueprint.cells.iter();
        let in_cells: usize = blueprint.items();
        set.count_ones() as usize == in_cells
            && cells
                .clone()
                .all(|(cell, count)| chosen().filter(|item| item.cell() == *cell).count() == usize::from(*count))
            && InteractionKind::ALL.into_iter().all(|kind| {
                let (least, most) = blueprint.range_of(kind);
                (least..=most).contains(&chosen().filter(|item| item.kind == kind).count())
            })
    })
}
