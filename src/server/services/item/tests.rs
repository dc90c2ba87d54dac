//! Publishing: who sees the new version from when on, and who never does.

use super::draft::{Typed, draft};
use super::export::differing;
use super::new::{Beginning, propose};
use super::open::open;
use super::publish::{PublishError, create, give_back, publish, restore, retire};
use crate::domain::access::Role;
use crate::domain::attempt::view::SheetView;
use crate::domain::competency::Competency;
use crate::domain::form::PartKind;
use crate::domain::item::interaction::InteractionKind;
use crate::domain::item::response::Response;
use crate::domain::item::{ItemId, Usage};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::publication::Authority;
use crate::server::content::item::form;
use crate::server::services::ServiceError;
use crate::server::services::audit::verify::verify;
use crate::server::services::content::import::import;
use crate::server::services::exam::read_sitting::read_sitting;
use crate::server::services::exam::regrade::preview;
use crate::server::services::exam::save_answers::save_answers;
use crate::server::services::exam::submit::{submit, submit_part};
use crate::server::services::learning::answer_practice::{Sent, answer_practice, ask_again, read_answer};
use crate::server::state::AppState;
use crate::server::testing::{
    ExamWorld, a_bank, a_service_teaching, bank_of, batch, colleague, curriculum_files, exam_bank_of, exam_files,
    exam_form, on_both_databases,
};
use crate::server::visitor::Account;

fn id(id: &str) -> ItemId {
    id.parse().expect("an item")
}

/// An item's form as it stands, with other values.
fn edited(state: &AppState, item: &ItemId, changes: &[(&str, &str)]) -> Typed {
    let live = state.curriculum.live();
    let text = &live.item(item).expect("in the bank").origin.text;
    let fields = form::read(text, item.as_str()).expect("a form");
    let value = |name: &str, old: &str| {
        changes.iter().find(|(changed, _)| *changed == name).map_or(old, |(_, new)| *new).to_owned()
    };
    Typed::Fields(fields.pairs().map(|(name, old)| (name.to_owned(), value(name, old))).collect())
}

fn edited_text(state: &AppState, item: &ItemId, from: &str, to: &str) -> Typed {
    let live = state.curriculum.live();
    let text = &live.item(item).expect("in the bank").origin.text;
    assert!(text.contains(from), "{from} in {text}");
    Typed::Text(text.replace(from, to))
}

async fn asked(state: &AppState, learner: &Account, item: &ItemId) -> String {
    let person = learner.person.expect("a staff file");
    ask_again(state, person, item, Locale::ZhCn).await.expect("a question").view.stem
}

const SINGLE: &str = "l1-process-single";
const NEW_STEM: &str = "客户说“等得太久”。哪句话接得住？";

on_both_databases! {
    async fn practice_asks_the_new_version_at_once_on_every_node_and_after_a_restart(db: Db) {
        let state = a_service_teaching(db.clone(), a_bank()).await;
        let other_node = a_service_teaching(db.clone(), a_bank()).await;
        let tang = colleague(&state, "tang.lei", Role::Trainer, true).await;
        let li = colleague(&state, "li.lei", Role::Learner, true).await;
        let item = id(SINGLE);
        assert!(asked(&other_node, &li, &item).await.contains("太慢了"));
        let typed = edited(&state, &item, &[("stem_zh", NEW_STEM)]);
        assert_eq!(publish(&state, &tang, &item, &typed, 0, "说法更自然").await.expect("published"), 1);
        for node in [&state, &other_node] {
            assert_eq!(asked(node, &li, &item).await, NEW_STEM);
        }
        let restarted = a_service_teaching(db.clone(), a_bank()).await;
        assert_eq!(asked(&restarted, &li, &item).await, NEW_STEM);
        let opened = open(&restarted, &tang, &item).await.expect("the item");
        let [told] = opened.history.as_slice() else { panic!("{:?}", opened.history) };
        assert_eq!((told.by_name.as_str(), told.publication.reason.as_str()), ("tang.lei", "说法更自然"));
        assert!(told.body.contains(NEW_STEM));
        assert!(verify(&state, None).await.expect("the log").is_sound(), "the audit chain holds");
    }

    async fn an_answer_to_the_old_version_is_judged_by_the_old_one(db: Db) {
        let state = a_service_teaching(db.clone(), a_bank()).await;
        let tang = colleague(&state, "tang.lei", Role::Trainer, true).await;
        let li = colleague(&state, "li.lei", Role::Learner, true).await;
        let person = li.person.expect("a staff file");
        let item = id("l1-process-holds");
        let question = ask_again(&state, person, &item, Locale::ZhCn).await.expect("a question");
        let typed = edited(&state, &item, &[("key", "false")]);
        publish(&state, &tang, &item, &typed, 0, "答案反了").await.expect("published");
        let response = Response::TrueFalse { holds: true };
        let sent = Sent { item: item.clone(), turn: question.turn, version: question.version, response };
        let answer = answer_practice(&state, person, Locale::ZhCn, sent, None).await.expect("kept");
        let answered = read_answer(&state, person, answer, Locale::ZhCn).await.expect("explained");
        assert_eq!(answered.answer.points, answered.answer.max, "right when it was asked");
    }

    async fn a_sitting_notices_nothing_and_a_new_one_gets_the_new_version(db: Db) {
        let world = ExamWorld::new(db.clone()).await;
        let (li, attempt) = world.sitting("li.lei").await;
        let before = world.view(&li, attempt).await;
        let answers = world.answers(&li, attempt).await;
        let item = id("l1-exam-holds");
        let typed = edited(&world.state, &item, &[("stem_zh", "没有结果，也要准点回电。"), ("key", "false")]);
        let number = publish(&world.state, &world.trainer, &item, &typed, 0, "答案反了").await.expect("published");
        assert_eq!(number, 1);

        let after = world.view(&li, attempt).await;
        assert_eq!(after.sheet, before.sheet, "the same paper, to the letter");
        let fresh = a_service_teaching(db.clone(), exam_bank_of(exam_files(), exam_form())).await;
        let elsewhere = read_sitting(&fresh, &li, attempt, Locale::ZhCn).await;
        assert_eq!(elsewhere.expect("the sitting").sheet, before.sheet, "on another node too");
        let lease = world.lease(&li, attempt).await;
        save_answers(&world.state, &li, batch(attempt, lease, answers)).await.expect("saved");
        submit_part(&world.state, &li, attempt, lease, PartKind::Theory).await.expect("handed in");

        let (wang, second) = world.sitting("wang.fang").await;
        let SheetView::Questions { items } = world.view(&wang, second).await.sheet else { panic!("questions") };
        let asked = items.iter().find(|view| view.id == item).expect("every item of the small bank is drawn");
        assert_eq!(asked.stem, "没有结果，也要准点回电。");
        let opened = open(&world.state, &world.trainer, &item).await.expect("the item");
        assert_eq!(opened.effects.sittings, 2, "both go on");
        assert_eq!(opened.effects.forms.len(), 1);
    }

    async fn two_trainers_do_not_overwrite_each_other_unknowingly(db: Db) {
        let state = a_service_teaching(db.clone(), a_bank()).await;
        let tang = colleague(&state, "tang.lei", Role::Trainer, true).await;
        let he = colleague(&state, "he.jia", Role::Trainer, true).await;
        let item = id(SINGLE);
        let (one, two) = (edited(&state, &item, &[("stem_zh", NEW_STEM)]), edited(&state, &item, &[("p", "0.60")]));
        publish(&state, &tang, &item, &one, 0, "说法").await.expect("published");
        let late = publish(&state, &he, &item, &two, 0, "难度").await;
        let Err(PublishError::Overtaken(told)) = late else { panic!("{late:?}") };
        assert_eq!((told.by_name.as_str(), told.publication.number), ("tang.lei", 1));
        assert_eq!(publish(&state, &he, &item, &two, 1, "难度").await.expect("knowingly"), 2);
        let three = edited(&state, &item, &[("p", "0.65")]);
        let race = tokio::join!(
            publish(&state, &tang, &item, &one, 2, "说法"),
            publish(&state, &he, &item, &three, 2, "难度"),
        );
        let won = [race.0.is_ok(), race.1.is_ok()];
        assert_eq!(won.iter().filter(|won| **won).count(), 1, "{race:?}");
    }

    async fn what_is_wrong_is_told_at_its_field_and_nothing_is_kept(db: Db) {
        let state = a_service_teaching(db.clone(), a_bank()).await;
        let tang = colleague(&state, "tang.lei", Role::Trainer, true).await;
        let item = id(SINGLE);
        let refusals = [
            (edited(&state, &item, &[("option_C_en", "")]), "option_C_en"),
            (edited(&state, &item, &[("option_A_slip", "")]), "option_A_slip"),
            (edited(&state, &item, &[("use", "exam")]), "use"),
            (edited(&state, &item, &[("p", "7")]), "p"),
            (edited_text(&state, &item, "key: B", "key: Z"), "text"),
            (edited_text(&state, &item, "# l1-process-single", "# l1-process-other"), "text"),
            (edited_text(&state, &item, "# l1-process-single", "# l1-process-single\n# l1-process-more"), "text"),
        ];
        for (typed, field) in refusals {
            let refused = publish(&state, &tang, &item, &typed, 0, "试试").await;
            let Err(PublishError::Unsound(problems)) = refused else { panic!("{field}: {refused:?}") };
            assert_eq!(problems[0].field, field, "{problems:?}");
        }
        let live = state.curriculum.live();
        let twin = live.item(&id("l1-process-short")).expect("another").content.stem.clone();
        let lines = [("stem_zh", twin.zh.as_str()), ("stem_en", twin.en.as_str())];
        let drafted = draft(&live, &item, &edited(&state, &item, &lines)).expect("a draft");
        assert!(drafted.problems.iter().any(|problem| problem.field == "stem_zh" && problem.text.en.contains("that of l1-process-short")), "{:?}", drafted.problems);
        let same = publish(&state, &tang, &item, &edited(&state, &item, &[]), 0, "没改").await;
        assert!(matches!(same, Err(PublishError::Unchanged)), "{same:?}");
        let silent = publish(&state, &tang, &item, &edited(&state, &item, &[("p", "0.6")]), 0, "  ").await;
        assert!(matches!(silent, Err(PublishError::NoReason)), "{silent:?}");
        let opened = open(&state, &tang, &item).await.expect("the item");
        assert!(opened.history.is_empty() && opened.standing.number == 0);
    }

    async fn nobody_but_trainers_reads_or_publishes(db: Db) {
        let state = a_service_teaching(db.clone(), a_bank()).await;
        let item = id(SINGLE);
        for role in [Role::Learner, Role::Hr, Role::Administrator] {
            let who = colleague(&state, &format!("some-{role}"), role, role.has_staff_file()).await;
            let typed = edited(&state, &item, &[("p", "0.6")]);
            let refused = publish(&state, &who, &item, &typed, 0, "试试").await;
            assert!(matches!(refused, Err(PublishError::Service(ServiceError::Forbidden))), "{role}: {refused:?}");
            assert!(matches!(open(&state, &who, &item).await, Err(ServiceError::Forbidden)), "{role}");
            assert!(matches!(give_back(&state, &who, &item, 0, "x").await, Err(PublishError::Service(_))), "{role}");
        }
    }

    async fn a_new_release_of_the_file_waits_behind_the_trainers_version_until_it_is_given_back(db: Db) {
        let state = a_service_teaching(db.clone(), a_bank()).await;
        let tang = colleague(&state, "tang.lei", Role::Trainer, true).await;
        let li = colleague(&state, "li.lei", Role::Learner, true).await;
        let item = id(SINGLE);
        let typed = edited(&state, &item, &[("stem_zh", NEW_STEM)]);
        publish(&state, &tang, &item, &typed, 0, "说法").await.expect("published");
        let released = || bank_of(curriculum_files().map(|(path, text)| (path, text.replace("太慢了", "等了三天"))));
        let newer = a_service_teaching(db.clone(), released()).await;
        assert_eq!(asked(&newer, &li, &item).await, NEW_STEM, "the trainer's version stays");
        let opened = open(&newer, &tang, &item).await.expect("the item");
        assert_eq!(opened.standing.authority, Authority::Trainer { file_moved: true });
        assert!(opened.file.expect("the file").text.contains("等了三天"));
        give_back(&newer, &tang, &item, 1, "用文件里的").await.expect("given back");
        assert!(asked(&newer, &li, &item).await.contains("等了三天"));
        let again = give_back(&newer, &tang, &item, 2, "再来").await;
        assert!(matches!(again, Err(PublishError::Unchanged)), "{again:?}");
        import(&db, &released(), newer.clock.now()).await.expect("nothing new to import");
        assert!(asked(&newer, &li, &item).await.contains("等了三天"));
    }

    async fn a_case_is_published_with_all_its_items(db: Db) {
        let state = a_service_teaching(db.clone(), a_bank()).await;
        let tang = colleague(&state, "tang.lei", Role::Trainer, true).await;
        let item = id("l1-process-story-next");
        let typed = edited_text(&state, &item, "罗敏来电", "罗敏打进来");
        publish(&state, &tang, &item, &typed, 0, "更口语").await.expect("published");
        let live = state.curriculum.live();
        let hashes: Vec<_> = ["first", "next", "last"]
            .map(|part| live.item(&id(&format!("l1-process-story-{part}"))).expect("an item"))
            .map(|unit| (unit.origin.hash, unit.content.case.as_ref().expect("a case").stimulus.zh.contains("打进来")))
            .into();
        assert!(hashes.iter().all(|(hash, new)| *new && *hash == hashes[0].0));
        let fewer = edited_text(&state, &item, "## l1-process-story-last", "## l1-process-story-end");
        let refused = publish(&state, &tang, &item, &fewer, 1, "换题").await;
        assert!(matches!(refused, Err(PublishError::Unsound(_))), "{refused:?}");
    }

    async fn a_form_that_could_not_be_drawn_any_more_keeps_an_item_as_it_is(db: Db) {
        let state = a_service_teaching(db.clone(), exam_bank_of(exam_files(), exam_form())).await;
        let tang = colleague(&state, "tang.lei", Role::Trainer, true).await;
        let item = id("l1-exam-number");
        let refused = publish(&state, &tang, &item, &edited(&state, &item, &[("p", "0.90")]), 0, "容易").await;
        let Err(PublishError::Unsound(problems)) = refused else { panic!("{refused:?}") };
        assert!(problems.iter().any(|problem| problem.text.zh.contains("一级考试")), "{problems:?}");
    }

    async fn a_corrected_key_is_offered_to_a_regrade_and_another_question_is_not(db: Db) {
        let world = ExamWorld::new(db.clone()).await;
        let (li, attempt) = world.sitting("li.lei").await;
        let lease = world.lease(&li, attempt).await;
        let answers = world.answers(&li, attempt).await;
        save_answers(&world.state, &li, batch(attempt, lease, answers)).await.expect("saved");
        submit(&world.state, &li, attempt, lease).await.expect("handed in");
        let item = id("l1-exam-holds");
        let none = preview(&world.state, &world.trainer, &item).await.expect("a preview");
        assert_eq!((none.sittings, none.changed), (1, 0));
        let typed = edited(&world.state, &item, &[("key", "false")]);
        publish(&world.state, &world.trainer, &item, &typed, 0, "答案反了").await.expect("published");
        let corrected = preview(&world.state, &world.trainer, &item).await.expect("a preview");
        assert_eq!(corrected.changed, 1, "the answer that was right is wrong by the corrected key");
    }

    async fn a_new_item_is_asked_at_once_outlives_releases_and_is_carried_into_the_files(db: Db) {
        let state = a_service_teaching(db.clone(), a_bank()).await;
        let other_node = a_service_teaching(db.clone(), a_bank()).await;
        let tang = colleague(&state, "tang.lei", Role::Trainer, true).await;
        let li = colleague(&state, "li.lei", Role::Learner, true).await;
        let item = id("l1-process-new-1");
        let beginning = Beginning { kind: Some(InteractionKind::Single), level: Level::One, competency: Competency::Process, usage: Usage::Practice };
        let Typed::Fields(proposed) = propose(&state, &tang, beginning).await.expect("a form") else { panic!("fields") };
        assert_eq!(proposed.get("id"), item.as_str());
        let Typed::Fields(of_single) = edited(&state, &id(SINGLE), &[("stem_zh", NEW_STEM), ("stem_en", "Who speaks first?")]) else { panic!("fields") };
        let named = [("id", proposed.get("id")), ("level", "1")];
        let typed = Typed::Fields(of_single.pairs().chain(named).collect());
        let nobody = create(&state, &tang, &Typed::Fields(proposed.clone()), "少一道").await;
        assert!(matches!(nobody, Err(PublishError::Unsound(_))), "an empty form is no item");
        assert_eq!(create(&state, &tang, &typed, "少一道").await.expect("published"), item);
        assert_eq!(asked(&other_node, &li, &item).await, NEW_STEM);
        let twice = create(&state, &tang, &typed, "再来").await;
        let Err(PublishError::Unsound(problems)) = twice else { panic!("{twice:?}") };
        assert_eq!(problems[0].field, "id", "{problems:?}");

        let released = bank_of(curriculum_files().map(|(path, text)| (path, text.replace("太慢了", "等了三天"))));
        import(&db, &released, state.clock.now()).await.expect("imported");
        let restarted = a_service_teaching(db.clone(), released).await;
        assert_eq!(asked(&restarted, &li, &item).await, NEW_STEM, "no release takes it away");
        let changed = edited(&restarted, &item, &[("p", "0.55")]);
        assert_eq!(publish(&restarted, &tang, &item, &changed, 1, "更难").await.expect("published"), 2);

        let parts = differing(&restarted, &tang).await.expect("an export");
        let [part] = parts.as_slice() else { panic!("{parts:?}") };
        assert_eq!((part.path.as_str(), part.is_new), ("items/l1/process.md", true));
        let carried = part.text.clone().expect("its text");
        let files = curriculum_files().chain([("items/l1/carried.md", carried)]);
        let carried = a_service_teaching(db.clone(), bank_of(files)).await;
        let opened = open(&carried, &tang, &item).await.expect("the item");
        assert_eq!(opened.standing.authority, Authority::File, "what the files hold needs no trainer behind it");
        assert!(differing(&carried, &tang).await.expect("an export").is_empty());
        assert!(verify(&state, None).await.expect("the log").is_sound(), "the audit chain holds");
    }

    async fn an_item_out_of_use_is_asked_by_nothing_new_until_it_is_brought_back(db: Db) {
        let state = a_service_teaching(db.clone(), a_bank()).await;
        let tang = colleague(&state, "tang.lei", Role::Trainer, true).await;
        let checked = retire(&state, &tang, &id(SINGLE), 0, "旧了").await;
        assert!(matches!(checked, Err(PublishError::Needed(_))), "a lesson checks with it: {checked:?}");
        let item = id("l1-process-story-next");
        let in_use = |state: &AppState| state.curriculum.live().items().filter(|unit| unit.content.id.as_str().contains("story")).count();
        assert_eq!(in_use(&state), 3);
        assert_eq!(retire(&state, &tang, &item, 0, "旧了").await.expect("retired"), 1);
        let other_node = a_service_teaching(db.clone(), a_bank()).await;
        let opened = open(&other_node, &tang, &item).await.expect("still there for trainers");
        assert_eq!(opened.standing.authority, Authority::Retired);
        assert_eq!((in_use(&state), in_use(&other_node)), (0, 0), "a case goes as a whole");
        let parts = differing(&other_node, &tang).await.expect("an export");
        assert!(matches!(parts.as_slice(), [part] if part.text.is_none() && !part.is_new), "{parts:?}");
        assert_eq!(restore(&other_node, &tang, &item, 1, "还要用").await.expect("back"), 2);
        open(&state, &tang, &item).await.expect("the item");
        assert_eq!(in_use(&state), 3);

        let exams = a_service_teaching(db, exam_bank_of(exam_files(), exam_form())).await;
        let drawn = retire(&exams, &tang, &id("l1-exam-number"), 0, "旧了").await;
        let Err(PublishError::Needed(words)) = drawn else { panic!("{drawn:?}") };
        assert!(words.iter().any(|words| words.zh.contains("一级考试")), "{words:?}");
    }
}
