use super::*;
use crate::domain::attempt::saving::Sheet;
use proptest::prelude::*;

fn item(number: usize) -> ItemId {
    ["l1-process-one", "l1-process-two", "l1-process-three"][number].parse().expect("an id")
}

fn said(text: &str) -> Response {
    Response::Short { typed: text.to_owned() }
}

fn kept(number: usize, sequence: u32, text: &str) -> KeptView {
    KeptView { item: item(number), sequence, response: Some(said(text)), flagged: false }
}

fn fate(number: usize, fate: Fate) -> Acknowledged {
    Acknowledged { item: item(number), fate }
}

/// A reload: what was written down comes back, what the server said does not.
fn reloaded(journal: &Journal) -> Journal {
    let lost = journal.lost().map(|(item, response)| (item.clone(), response.clone()));
    Journal::of(journal.entries().cloned(), lost.collect::<Vec<_>>(), journal.unsaid().cloned())
}

#[test]
fn changes_are_numbered_from_what_the_server_has() {
    let mut journal = Journal::default();
    journal.meet(vec![kept(0, 4, "before")]);
    assert!(!journal.change(&item(0), Some(said("before")), false), "nothing has changed");
    assert!(!journal.change(&item(1), None, false), "nothing is answered yet");
    assert!(journal.change(&item(0), Some(said("after")), false));
    assert!(journal.change(&item(1), None, true), "a flag alone is a change");
    let numbers: Vec<u32> = journal.batch().iter().map(|save| save.sequence).collect();
    assert_eq!(numbers, [5, 1]);
    assert!(journal.change(&item(0), None, false), "taken back");
    assert_eq!(journal.batch()[0].sequence, 6);
}

#[test]
fn an_answer_leaves_when_it_is_durable_and_not_before() {
    let mut journal = Journal::default();
    journal.change(&item(0), Some(said("a")), false);
    journal.batch();
    journal.change(&item(0), Some(said("ab")), false);
    assert_eq!(journal.acknowledge(&[fate(0, Fate::Kept { sequence: 1 })]).kept, 1);
    assert!(journal.waits(&item(0)), "what was typed meanwhile is still here");
    assert_eq!(journal.batch()[0].sequence, 2);
    journal.acknowledge(&[fate(0, Fate::Kept { sequence: 2 })]);
    assert_eq!(journal.waiting(), 0);
    assert_eq!(journal.standing(&item(0)), Some((&Some(said("ab")), false)));
    // The same acknowledgement again is no news.
    assert_eq!(journal.acknowledge(&[fate(0, Fate::Kept { sequence: 2 })]).overtaken, []);
}

#[test]
fn what_is_late_or_unfit_leaves_and_is_told() {
    let mut journal = Journal::default();
    journal.change(&item(0), Some(said("a")), false);
    journal.change(&item(1), Some(said("b")), false);
    journal.batch();
    let heard = journal.acknowledge(&[fate(0, Fate::Late { sequence: 1 }), fate(1, Fate::Unfit)]);
    assert_eq!(heard, Heard { kept: 0, late: 1, unfit: vec![item(1)], overtaken: vec![] });
    assert_eq!(journal.waiting(), 0);
}

#[test]
fn after_a_reload_a_change_goes_on_unless_another_device_was_later() {
    // Known when the change began, sent from here, kept by the server now → whether the change still waits.
    let cases = [
        ("nobody else wrote", 2, false, Some(2), Some(3)),
        ("it was never heard of", 0, false, None, Some(1)),
        ("it was sent and did not arrive", 2, true, Some(2), Some(3)),
        ("it was sent and arrived", 2, true, Some(3), None),
        ("another device wrote, nothing was sent", 2, false, Some(3), None),
        ("another device wrote twice after this one's arrived", 2, true, Some(5), None),
    ];
    for (case, base, sent, now, waits) in cases {
        let mut journal = Journal::default();
        journal.meet(if base == 0 { vec![] } else { vec![kept(0, base, "before")] });
        journal.change(&item(0), Some(said("mine")), false);
        if sent {
            journal.batch();
        }
        let mut journal = reloaded(&journal);
        journal.meet(now.map(|sequence| kept(0, sequence, "theirs")).into_iter().collect());
        assert_eq!(journal.batch().first().map(|save| save.sequence), waits, "{case}");
    }
}

#[test]
fn a_change_that_gave_way_is_named_only_if_it_was_another_one() {
    for (theirs, overtaken) in [("mine", vec![]), ("theirs", vec![item(0)])] {
        let mut journal = Journal::default();
        journal.change(&item(0), Some(said("mine")), false);
        assert_eq!(reloaded(&journal).meet(vec![kept(0, 7, theirs)]), overtaken);
    }
    // Sent and refused, and the other device's answer has the same number by chance.
    let mut journal = Journal::default();
    journal.change(&item(0), Some(said("mine")), false);
    journal.batch();
    let mut journal = reloaded(&journal);
    assert_eq!(journal.meet(vec![kept(0, 1, "theirs")]), [item(0)]);
    assert_eq!(journal.lost().collect::<Vec<_>>(), [(&item(0), &said("mine"))]);
    let mut journal = Journal::default();
    journal.change(&item(0), Some(said("mine")), false);
    journal.batch();
    assert_eq!(journal.acknowledge(&[fate(0, Fate::Kept { sequence: 9 })]).overtaken, [item(0)]);
    assert_eq!(journal.lost().collect::<Vec<_>>(), [(&item(0), &said("mine"))]);
}

#[test]
fn what_gave_way_is_there_until_it_is_put_away() {
    let mut journal = Journal::default();
    journal.meet(vec![kept(2, 1, "same")]);
    for (number, text) in [(0, "mine"), (1, "theirs too"), (2, "same")] {
        journal.change(&item(number), Some(said(text)), number == 2);
    }
    let mut unsent: Vec<_> = journal.unsent().map(|(_, response)| response.clone()).collect();
    unsent.sort_by_key(|response| format!("{response:?}"));
    assert_eq!(unsent, [said("mine"), said("theirs too")], "a flag alone is nothing to copy");
    journal.meet(vec![kept(0, 5, "theirs"), kept(1, 5, "theirs too"), kept(2, 1, "same")]);
    assert_eq!(reloaded(&journal).lost().collect::<Vec<_>>(), [(&item(0), &said("mine"))], "also after a reload");
    // What was taken back here is nothing to keep.
    journal.change(&item(1), None, false);
    journal.meet(vec![kept(0, 5, "theirs"), kept(1, 9, "theirs too")]);
    assert_eq!(journal.lost().count(), 1);
    journal.put_lost_away();
    assert_eq!(reloaded(&journal).lost().count(), 0);
}

#[test]
fn a_line_is_there_after_a_reload_until_its_turn_is_over() {
    for (turn, words) in [(Some(3), Some("一点前")), (Some(4), None), (None, None)] {
        let mut journal = Journal::default();
        journal.type_line(3, "一点前".to_owned());
        let mut journal = reloaded(&journal);
        journal.meet_turn(turn);
        assert_eq!(journal.unsaid().map(|unsaid| unsaid.words.as_str()), words, "at turn {turn:?}");
        assert_eq!(journal.waiting(), 0, "it is no answer that would be sent");
    }
    let mut journal = Journal::default();
    journal.type_line(3, "一点前".to_owned());
    journal.type_line(3, String::new());
    assert_eq!(journal.unsaid(), None, "taken back");
}

#[test]
fn a_long_journal_is_cut_into_requests() {
    let mut journal = Journal::default();
    for number in 0..3 {
        let written = "长".repeat(20_000);
        journal.change(&item(number), Some(Response::Essay { written }), false);
    }
    assert_eq!(journal.batch().len(), 1, "essays of 60 kB each");
    let mut journal = Journal::default();
    for number in 0..250 {
        let id: ItemId = format!("l1-process-n{number}").parse().expect("an id");
        journal.change(&id, Some(Response::TrueFalse { holds: true }), false);
    }
    assert_eq!(journal.batch().len(), MOST_SAVES);
}

/// What may happen to one browser.
#[derive(Debug, Clone)]
enum Step {
    Change(usize, u8),
    /// A request with its luck: it may get lost, or its answer may.
    Send {
        arrives: bool,
        answered: bool,
    },
    Reload,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3_usize, 0..4_u8).prop_map(|(item, word)| Step::Change(item, word)),
        3 => (any::<bool>(), any::<bool>()).prop_map(|(arrives, answered)| Step::Send { arrives, answered }),
        1 => Just(Step::Reload),
    ]
}

fn send(journal: &mut Journal, sheet: &mut Sheet, arrives: bool, answered: bool) {
    let batch = journal.batch();
    if !arrives {
        return;
    }
    let keep = |save: Save| {
        let item = save.item.clone();
        let sequence = sheet.apply(1, save);
        Acknowledged { item, fate: Fate::Kept { sequence } }
    };
    let acknowledged: Vec<Acknowledged> = batch.into_iter().map(keep).collect();
    if answered {
        let heard = journal.acknowledge(&acknowledged);
        assert_eq!(heard.overtaken, [], "nobody else writes");
    }
}

fn view(sheet: &Sheet) -> Vec<KeptView> {
    let view = |(item, answer): (&ItemId, &crate::domain::attempt::saving::Answer)| KeptView {
        item: item.clone(),
        sequence: answer.rank.sequence,
        response: answer.response.clone(),
        flagged: answer.flagged,
    };
    sheet.answers().iter().map(view).collect()
}

proptest! {
    #[test]
    fn whatever_gets_lost_the_server_ends_up_with_what_the_candidate_sees(steps in prop::collection::vec(step(), 1..60)) {
        let (mut journal, mut sheet) = (Journal::default(), Sheet::default());
        let mut last: BTreeMap<ItemId, Option<Response>> = BTreeMap::new();
        for step in steps {
            match step {
                Step::Change(number, 0) => {
                    journal.change(&item(number), None, false);
                    last.insert(item(number), None);
                }
                Step::Change(number, word) => {
                    journal.change(&item(number), Some(said(&word.to_string())), false);
                    last.insert(item(number), Some(said(&word.to_string())));
                }
                Step::Send { arrives, answered } => send(&mut journal, &mut sheet, arrives, answered),
                Step::Reload => {
                    journal = reloaded(&journal);
                    prop_assert_eq!(journal.meet(view(&sheet)), vec![]);
                }
            }
            for (item, response) in &last {
                let seen = journal.standing(item).and_then(|(response, _)| response.clone());
                prop_assert_eq!(&seen, response, "what the candidate sees of {}", item);
            }
        }
        send(&mut journal, &mut sheet, true, true);
        prop_assert_eq!(journal.waiting(), 0);
        for (item, response) in last {
            let durable = sheet.answers().get(&item).and_then(|answer| answer.response.clone());
            prop_assert_eq!(durable, response, "what is durable of {}", item);
        }
    }
}
