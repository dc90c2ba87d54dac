mod properties;
mod shortages;

use super::paper::PaperPart;
use super::*;
use crate::domain::competency::Competency;
use crate::domain::form::blueprint::{Band, Blueprint, Cell, Target};
use crate::domain::form::{Conduct, Cut, FormKind, PartKind, Release};
use crate::domain::item::{CaseId, Difficulty, Usage};
use crate::domain::level::Level;
use crate::domain::locale::Text;
use std::collections::{BTreeMap, BTreeSet};

const HASH: Digest = Digest::new([7; 32]);
const TAUGHT: [Competency; 3] = [Competency::Mindset, Competency::Process, Competency::Emotion];

fn stocked(id: &str, competency: Competency, percent: u8, kind: InteractionKind) -> StockItem {
    StockItem {
        id: id.parse().expect("an id"),
        hash: HASH,
        level: Level::One,
        competency,
        difficulty: Difficulty::percent(percent).expect("a difficulty"),
        kind,
        usage: Usage::Exam,
        case: None,
    }
}

/// Three competencies with five easy, eight medium and five hard items each, of four types; four case groups, four essays,
/// three scenarios; and as many practice items, which no exam may ask.
fn stock() -> Stock {
    use InteractionKind::{Essay, Multiple, Numeric, Order, Single};
    let mut stock = Stock::default();
    for competency in TAUGHT {
        let percents = [75, 80, 80, 85, 90, 55, 60, 60, 65, 65, 70, 70, 70, 35, 40, 45, 50, 50];
        let kinds = [Single, Single, Multiple, Single, Numeric, Single, Order];
        for (index, percent) in percents.into_iter().enumerate() {
            let kind = kinds[index % kinds.len()];
            let id = format!("l1-{competency}-{index}");
            stock.put(stocked(&id, competency, percent, kind));
            stock.put(StockItem {
                usage: Usage::Practice,
                ..stocked(&format!("{id}-tried"), competency, percent, kind)
            });
        }
    }
    for (index, percents) in [[60, 70, 65], [50, 60, 55], [70, 75, 65], [60, 60, 60]].into_iter().enumerate() {
        let group: CaseId = format!("l1-process-case{index}").parse().expect("an id");
        let ids: Vec<ItemId> = (0..3).map(|n| format!("{group}-{n}").parse().expect("an id")).collect();
        for (id, percent) in ids.iter().zip(percents) {
            let item = stocked(id.as_str(), Competency::Process, percent, Single);
            stock.put(StockItem { case: Some(group.clone()), ..item });
        }
        stock.add_group(group, ids);
        stock.put(stocked(&format!("l1-process-essay{index}"), Competency::Process, 50, Essay));
        stock.add_scenario(format!("l1-process-talk{index}").parse().expect("an id"), HASH);
    }
    stock
}

fn blueprint() -> Blueprint {
    let cell = |competency, band| Cell { competency, band };
    let counts = [(Band::Easy, 2), (Band::Medium, 4), (Band::Hard, 2)];
    let cells = TAUGHT.into_iter().flat_map(|competency| counts.map(|(band, count)| (cell(competency, band), count)));
    Blueprint {
        cells: cells.collect(),
        types: BTreeMap::from([
            (InteractionKind::Single, (10, 16)),
            (InteractionKind::Multiple, (3, 5)),
            (InteractionKind::Numeric, (2, 4)),
            (InteractionKind::Order, (2, 4)),
        ]),
        target: Target { mean: 6450, tolerance: 50 },
        exposure_percent: 50,
    }
}

fn cut() -> Cut {
    Cut { percent: 66, reason: Text::new("理由", "A reason") }
}

fn form() -> Form {
    let pool = (0..4).map(|index| format!("l1-process-talk{index}").parse().expect("an id")).collect();
    Form {
        id: "l1-exam-standard".parse().expect("an id"),
        kind: FormKind::LevelExam,
        level: Level::One,
        title: Text::new("考试", "Exam"),
        about: Text::new("说明", "About"),
        parts: vec![
            Part::Theory(Theory { minutes: 45, cut: cut(), blueprint: blueprint() }),
            Part::RolePlay(RolePlay { minutes: 20, cut: cut(), pool }),
            Part::CaseAnalysis(CaseAnalysis {
                minutes: 40,
                cut: cut(),
                groups: 2,
                essays: 1,
                essay_points: 6,
                target: Target { mean: 6100, tolerance: 200 },
            }),
        ],
        conduct: Conduct { attempts: 2, cooldown_days: 30, grace_seconds: 30, release: Release::ByCompetency },
    }
}

fn with_blueprint(change: impl FnOnce(&mut Blueprint)) -> Form {
    let mut form = form();
    let mut changed = blueprint();
    change(&mut changed);
    form.parts = vec![Part::Theory(Theory { minutes: 45, cut: cut(), blueprint: changed })];
    form
}

fn drawn(form: &Form, stock: &Stock, history: &History, seed: u64) -> Paper {
    assemble(form, HASH, stock, history, Seed(seed)).expect("a paper").paper
}

/// What the draw promises, looked at from outside.
fn assert_keeps_its_promises(form: &Form, stock: &Stock, paper: &Paper) {
    let known: BTreeMap<&ItemId, &StockItem> = [Usage::Exam, Usage::Practice]
        .into_iter()
        .flat_map(|usage| stock.single_items(Level::One, usage))
        .map(|item| (&item.id, item))
        .collect();
    let blueprint = &form.theory().expect("a theory part").blueprint;
    let items: Vec<&StockItem> =
        paper.part(PartKind::Theory).expect("a part").items().iter().map(|pinned| known[&pinned.item]).collect();
    assert_eq!(items.iter().map(|item| &item.id).collect::<BTreeSet<_>>().len(), blueprint.items(), "each once");
    for (cell, count) in &blueprint.cells {
        assert_eq!(items.iter().filter(|item| item.cell() == *cell).count(), usize::from(*count), "{cell:?}");
    }
    for kind in InteractionKind::ALL {
        let (least, most) = blueprint.range_of(kind);
        let found = items.iter().filter(|item| item.kind == kind).count();
        assert!((least..=most).contains(&found), "{found} of {kind:?}");
    }
    let (sum, count) = theory::sum_of(&items);
    assert!(blueprint.target.is_met(sum, count), "{sum} ⁄ {count}");
    assert!(items.iter().all(|item| item.usage == Usage::Exam), "what was practised is never asked");
}

#[test]
fn a_thousand_seeds_keep_the_blueprint_and_groups_stay_whole() {
    let (form, stock) = (form(), stock());
    let mut asked: BTreeMap<ItemId, u32> = BTreeMap::new();
    for seed in 0..1000 {
        let paper = drawn(&form, &stock, &History::default(), seed);
        assert_keeps_its_promises(&form, &stock, &paper);
        let cases = paper.part(PartKind::CaseAnalysis).expect("a part").items();
        let groups: Vec<_> = cases.iter().map(|pinned| pinned.case.clone()).collect();
        assert_eq!(groups.len(), 7);
        assert!(groups[0] == groups[1] && groups[1] == groups[2] && groups[3] == groups[4] && groups[4] == groups[5]);
        assert!(groups[0] != groups[3] && groups[6].is_none(), "two groups, then an essay");
        assert_eq!(cases[6].max, Points::hundredths(600));
        paper.items().for_each(|pinned| *asked.entry(pinned.item.clone()).or_default() += 1);
    }
    assert_eq!(asked.len(), 54 + 12 + 4, "no item is left out for ever");
    let most = asked.iter().filter(|(id, _)| !id.as_str().contains("case") && !id.as_str().contains("essay"));
    let most = most.map(|(_, count)| *count).max();
    assert!(most.is_some_and(|most| most < 750), "{most:?}: no theory item is asked in nearly every paper");
}

#[test]
fn the_same_seed_gives_the_same_paper_and_another_one_another() {
    let (form, stock) = (form(), stock());
    let paper = drawn(&form, &stock, &History::default(), 42);
    assert_eq!(drawn(&form, &stock, &History::default(), 42), paper);
    assert_ne!(drawn(&form, &stock, &History::default(), 43).parts, paper.parts);
}

#[cfg(feature = "ssr")]
#[test]
fn a_kept_paper_reads_back() {
    let paper = drawn(&form(), &stock(), &History::default(), 42);
    let kept = serde_json::to_string(&paper).expect("JSON");
    assert_eq!(serde_json::from_str::<Paper>(&kept).expect("a paper"), paper);
}

#[test]
fn a_change_to_one_part_never_shifts_another() {
    let (whole, stock) = (form(), stock());
    let mut shorter = whole.clone();
    shorter.parts.remove(0);
    let (paper, less) =
        (drawn(&whole, &stock, &History::default(), 5), drawn(&shorter, &stock, &History::default(), 5));
    assert_eq!(paper.parts[1..], less.parts[..]);
}

#[test]
fn items_asked_too_often_or_met_before_are_drawn_only_when_nothing_else_does() {
    let (form, stock) = (form(), stock());
    let before = drawn(&form, &stock, &History::default(), 1);
    let theory = |paper: &Paper| -> BTreeSet<ItemId> {
        paper.part(PartKind::Theory).expect("a part").items().iter().map(|pinned| pinned.item.clone()).collect()
    };
    let often: ItemId = "l1-mindset-0".parse().expect("an id");
    let mut history = History { attempts: 40, met: theory(&before), ..History::default() };
    history.appearances.insert(often.clone(), 21);
    history.played.insert("l1-process-talk0".parse().expect("an id"));
    for seed in 0..200 {
        let assembly = assemble(&form, HASH, &stock, &history, Seed(seed)).expect("a paper");
        let again = theory(&assembly.paper);
        assert!(!again.contains(&often), "21 of 40 is more than half");
        assert!(again.intersection(&history.met).count() <= 6, "fresh items do nearly everywhere");
        let PaperPart::RolePlay { scenario } = &assembly.paper.parts[1] else { panic!("a role-play") };
        assert_ne!(scenario.scenario.as_str(), "l1-process-talk0");
    }
    let everything = stock.single_items(Level::One, Usage::Exam).map(|item| (item.id.clone(), 40)).collect();
    let history = History { attempts: 40, appearances: everything, ..History::default() };
    let assembly = assemble(&form, HASH, &stock, &history, Seed(1)).expect("an exam is held all the same");
    assert_eq!(assembly.stale.len(), 24 + 1, "and it is told what was asked too often");
}

/// Of the papers drawn one after the other, each knowing those before it, the pairs that share more than half.
fn too_much_alike(form: &Form, stock: &Stock, papers: u64) -> Vec<(u64, u64, likeness::Likeness)> {
    let mut history = History::default();
    let mut drawn: Vec<BTreeSet<ItemId>> = Vec::new();
    let mut alike = Vec::new();
    for seed in 0..papers {
        let items = self::drawn(form, stock, &history, seed).item_ids();
        // Older ones are forgotten.
        let first = drawn.len().saturating_sub(likeness::Neighbours::MOST);
        for (before, other) in (0..).zip(&drawn).skip(first) {
            let likeness = likeness::Likeness::between(&items, other);
            if likeness.beyond_half() > 0 {
                alike.push((before, seed, likeness));
            }
        }
        history.neighbours.add(items.clone());
        drawn.push(items);
    }
    alike
}

#[test]
fn papers_that_know_of_one_another_share_at_most_half() {
    let stock = stock();
    let form = with_blueprint(|blueprint| {
        let cells = blueprint.cells.keys().map(|cell| (*cell, if cell.band == Band::Medium { 3 } else { 1 }));
        blueprint.cells = cells.collect();
        blueprint.types.clear();
        blueprint.target.tolerance = 200;
    });
    let blind = (0..50).map(|seed| drawn(&form, &stock, &History::default(), seed).item_ids()).collect::<Vec<_>>();
    let alike = |one: &BTreeSet<ItemId>| {
        blind.iter().filter(|other| likeness::Likeness::between(one, other).beyond_half() > 0).count() - 1
    };
    assert!(blind.iter().map(alike).sum::<usize>() > 20, "by chance many of them are too much alike");
    assert_eq!(too_much_alike(&form, &stock, 50), []);
}

#[test]
fn a_stock_too_small_to_keep_papers_apart_still_gives_papers() {
    let stock = stock();
    let form = with_blueprint(|blueprint| {
        let cells = blueprint.cells.keys().map(|cell| (*cell, if cell.band == Band::Medium { 6 } else { 4 }));
        blueprint.cells = cells.collect();
        blueprint.types.clear();
    });
    assert!(!too_much_alike(&form, &stock, 12).is_empty(), "42 of 54 items cannot differ in half");
    let mut history = History::default();
    history.neighbours.add(drawn(&form, &stock, &history, 1).item_ids());
    assert_keeps_its_promises(&form, &stock, &drawn(&form, &stock, &history, 1));
}
