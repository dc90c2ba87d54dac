//! What is missing is named, exactly and all at once.

use super::*;

#[test]
fn a_shortage_is_named_exactly() {
    let cell = Cell { competency: Competency::Mindset, band: Band::Easy };
    let lonely = Cell { competency: Competency::People, band: Band::Hard };
    let set = |cell, count| move |blueprint: &mut Blueprint| blueprint.cells.extend([(cell, count)]);
    let types = |kind, range| move |blueprint: &mut Blueprint| blueprint.types.extend([(kind, range)]);
    let cases: [(Form, Shortage); 5] = [
        (with_blueprint(set(cell, 6)), Shortage::Cell { cell, needed: 6, available: 5 }),
        (with_blueprint(set(lonely, 1)), Shortage::Cell { cell: lonely, needed: 1, available: 0 }),
        (
            with_blueprint(types(InteractionKind::Order, (7, 9))),
            Shortage::Kind { kind: InteractionKind::Order, needed: 7, available: 6 },
        ),
        (
            with_blueprint(types(InteractionKind::Cloze, (1, 2))),
            Shortage::Kind { kind: InteractionKind::Cloze, needed: 1, available: 0 },
        ),
        (
            with_blueprint(|blueprint| blueprint.target = Target { mean: 9000, tolerance: 50 }),
            Shortage::Difficulty {
                part: PartKind::Theory,
                target: Target { mean: 9000, tolerance: 50 },
                nearest: 6770,
            },
        ),
    ];
    for (form, expected) in cases {
        let missing = assemble(&form, HASH, &stock(), &History::default(), Seed(3)).expect_err("a shortage");
        if let (Shortage::Difficulty { nearest, .. }, Shortage::Difficulty { .. }) = (&missing[0], &expected) {
            assert!((6500..7000).contains(nearest), "{nearest}");
        } else {
            assert_eq!(missing, [expected]);
        }
    }
}

#[test]
fn counts_that_are_enough_alone_but_not_together_are_named_together() {
    // Two cells whose items are all single choices, and a limit on single choices below what they need.
    let mut stock = Stock::default();
    for competency in TAUGHT {
        for index in 0..6 {
            let kind =
                if competency == Competency::Emotion { InteractionKind::Multiple } else { InteractionKind::Single };
            stock.put(stocked(&format!("l1-{competency}-{index}"), competency, 60, kind));
        }
    }
    let cells: Vec<Cell> = TAUGHT.map(|competency| Cell { competency, band: Band::Medium }).into();
    let narrow = |kind, range| {
        with_blueprint(|blueprint| {
            blueprint.cells = cells.iter().map(|cell| (*cell, 4)).collect();
            blueprint.types = BTreeMap::from([(kind, range)]);
            blueprint.target = Target { mean: 6000, tolerance: 500 };
        })
    };
    let cases = [
        (
            narrow(InteractionKind::Single, (0, 7)),
            Shortage::TypesUsedUp {
                cells: cells[..2].to_vec(),
                kinds: vec![InteractionKind::Single],
                needed: 8,
                available: 7,
            },
        ),
        (
            narrow(InteractionKind::Single, (9, 12)),
            Shortage::Kind { kind: InteractionKind::Single, needed: 9, available: 8 },
        ),
    ];
    for (form, expected) in cases {
        assert_eq!(assemble(&form, HASH, &stock, &History::default(), Seed(3)), Err(vec![expected]));
    }
}

#[test]
fn types_that_crowd_one_another_out_are_named_with_the_full_cells() {
    let mut stock = Stock::default();
    for index in 0..8 {
        let kind = if index < 4 { InteractionKind::Order } else { InteractionKind::Cloze };
        stock.put(stocked(&format!("l1-mindset-{index}"), Competency::Mindset, 60, kind));
    }
    let cell = Cell { competency: Competency::Mindset, band: Band::Medium };
    let form = with_blueprint(|blueprint| {
        blueprint.cells = BTreeMap::from([(cell, 5)]);
        blueprint.types = BTreeMap::from([(InteractionKind::Order, (3, 5)), (InteractionKind::Cloze, (3, 5))]);
    });
    let expected = Shortage::CellsUsedUp {
        cells: vec![cell],
        kinds: vec![InteractionKind::Cloze, InteractionKind::Order],
        needed: 6,
        available: 5,
    };
    assert_eq!(assemble(&form, HASH, &stock, &History::default(), Seed(3)), Err(vec![expected]));
}

#[test]
fn everything_that_is_missing_is_told_at_once() {
    let mut form = form();
    form.level = Level::Two;
    let missing = assemble(&form, HASH, &stock(), &History::default(), Seed(3)).expect_err("shortages");
    assert!(missing.contains(&Shortage::Groups { needed: 2, available: 0 }), "{missing:?}");
    assert!(missing.contains(&Shortage::Essays { needed: 1, available: 0 }), "{missing:?}");
    assert_eq!(missing.iter().filter(|shortage| matches!(shortage, Shortage::Cell { .. })).count(), 9);
}
