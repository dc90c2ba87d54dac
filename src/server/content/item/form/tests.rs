use super::rows::{CRITERION, GAP, PAIR, STEP};
use super::*;
use crate::server::content::bundled;
use crate::server::content::diagnostic::{Severity, Source};
use crate::server::content::item::read as read_file;
use std::collections::BTreeMap;

fn source(text: &str) -> Source {
    Source { path: "items/l1/a.md".into(), text: text.to_owned() }
}

/// Every item of the curriculum with the text of its unit.
fn texts() -> Vec<(String, String)> {
    let files = bundled::sources("items/");
    let read = files.iter().flat_map(|file| read_file(file).0.items);
    read.map(|read| (read.content.id.to_string(), read.text)).collect()
}

#[test]
fn what_the_form_writes_reads_as_the_same_item() {
    let texts = texts();
    assert!(texts.len() > 900, "{}", texts.len());
    let mut kinds = BTreeMap::new();
    for (id, text) in texts {
        let fields = read(&text, &id).unwrap_or_else(|| panic!("{id} has a form"));
        *kinds.entry(fields.get("kind").to_owned()).or_insert(0) += 1;
        let written = write(&text, &id, &fields);
        assert_eq!(written.problems, [], "{id}");
        let (before, after) = (read_file(&source(&text)), read_file(&source(&written.text)));
        assert_eq!(contents(&after.0), contents(&before.0), "{id}\n{}", written.text);
        assert_eq!(read(&written.text, &id).as_ref(), Some(&fields), "{id}");
    }
    assert_eq!(kinds.len(), 9, "every kind of interaction was there: {kinds:?}");
}

#[test]
fn what_the_form_of_a_case_writes_reads_as_the_same_case() {
    let files = bundled::sources("items/");
    let cases: Vec<_> = files.iter().flat_map(|file| read_file(file).0.cases).collect();
    assert!(cases.len() > 20, "{}", cases.len());
    for case in cases {
        let fields = read_case(&case.text).expect("a form");
        let written = write_case(&case.text, &fields);
        assert_eq!(written.problems, [], "{}", case.content.id);
        let (before, after) = (read_file(&source(&case.text)), read_file(&source(&written.text)));
        assert_eq!(contents(&after.0), contents(&before.0), "{}", written.text);
        assert_eq!(read_case(&written.text).as_ref(), Some(&fields));
        let other = if fields.get("use") == "exam" { "practice" } else { "exam" };
        let rewritten = write_case(&case.text, &with(&fields, &[("use", other)]));
        let (file, report) = read_file(&source(&rewritten.text));
        assert!(!report.has_errors(), "{:?}", report.problems());
        let turned: Vec<_> =
            file.items.iter().map(|read| read.content.usage == before.0.items[0].content.usage).collect();
        assert!(turned.len() > 2 && turned.iter().all(|same| !same), "its items go along: {}", rewritten.text);
    }
}

fn contents(file: &super::super::ItemFile) -> (Vec<&crate::domain::item::Item>, Vec<&crate::domain::item::CaseGroup>) {
    (file.items.iter().map(|read| &read.content).collect(), file.cases.iter().map(|read| &read.content).collect())
}

const FRONT: &str = "---\n{kind: items, level: 1, competency: process}\n---\n# l1-process-one\n";

const SINGLE: &str = "{kind: single, p: 0.60, use: exam, key: B, source: \"002\"}\n\
zh: 客户问几点到，你先做什么？\nen: A customer asks when it arrives. What comes first?\n\
- A. 先说没有办法 || Say there is nothing to do `policy-wall` > 挡了回去。 || It turns them away.\n\
- B. 先查物流记录 || Look up the shipment first > 先有事实。 || Facts first.\n\
- C. 先发一张券吧 || Send them a coupon first `early` > 太早了。 || Too early.\n";

const NUMERIC: &str = "{kind: numeric, p: 0.55, use: exam, tolerance: 0, unit: {zh: 元, en: yuan}, vary: {spend: 60..180 step 20, years: [5, 8]}, answer: spend * 52 * years, source: \"004\"}\n\
每周 {spend} 元，{years} 年一共多少？ || ¥{spend} a week for {years} years: how much?\n\
> {answer}。 || {answer}.\n- mistake: spend * 12 * years > 按月算了。 || That counts months.\n";

const ORDER: &str = "{kind: order, p: 0.55, use: exam, key: [C, A, B], source: \"004\"}\n\
排一排。 || Put them in order.\n- A. 问 || Ask\n- B. 答 || Answer\n- C. 听 || Listen\n> 先听。 || Listen first.\n";

const MATCH: &str = "{kind: match, p: 0.55, use: exam, key: {1: C, 2: A}, source: \"004\"}\n\
连一连。 || Match them.\n1. 一 || One > 甲一。 || First.\n2. 二 || Two > 甲二。 || Second.\n- A. 乙 || b\n- B. 丙 || c\n- C. 甲 || a\n";

const CLOZE: &str = "{kind: cloze, p: 0.55, use: exam, source: \"004\"}\n\
先〔1〕，再〔2〕。 || First 〔1〕, then 〔2〕.\n- 〔1〕 听 / 听完 || listen > 先听。 || Listen first.\n\
- 〔2〕 choose 问 / *办* || choose ask / *act* > 后办。 || Then act.\n";

const ESSAY: &str = "{kind: essay, p: 0.55, use: exam, minutes: 20, length: {zh: 100..200, en: 80..150}, source: \"004\"}\n\
写一段。 || Write.\n- cause: 2 全；1 半；0 无 || 2 all; 1 half; 0 none\n- words: 2 好；1 中；0 差 || 2 good; 1 fair; 0 poor\n\
> 满分句样。 || Full.\n";

fn with(fields: &Fields, changes: &[(&str, &str)]) -> Fields {
    let mut fields = fields.clone();
    for (name, value) in changes {
        fields.replace(name, [(*value).to_owned()].into_iter().filter(|value| !value.is_empty()));
    }
    fields
}

fn form(body: &str) -> (String, Fields) {
    let text = format!("{FRONT}{body}");
    let fields = read(&text, "l1-process-one").unwrap_or_else(|| panic!("a form: {text}"));
    (text, fields)
}

/// The fields at which something is wrong after a change, each with the first words in English.
fn told(body: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let (text, fields) = form(body);
    let written = write(&text, "l1-process-one", &with(&fields, changes));
    let mut told: Vec<_> =
        written.problems.iter().map(|problem| (problem.field.clone(), problem.text.en.clone())).collect();
    let (_, report) = read_file(&source(&written.text));
    for problem in report.sorted().into_iter().filter(|problem| problem.severity == Severity::Error) {
        told.push((written.field_at(problem.place).to_owned(), problem.message.en));
    }
    told
}

#[test]
fn every_mistake_is_told_once_at_its_field() {
    type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str, &'static str);
    let cases: [Case; 32] = [
        (SINGLE, &[("option_C_en", "")], "option_C_en", "The English is missing"),
        (SINGLE, &[("stem_zh", "")], "stem_zh", "The Chinese is missing"),
        (SINGLE, &[("option_A_reason_en", "")], "option_A_reason_en", "The English is missing"),
        (SINGLE, &[("option_A_slip", "")], "option_A_slip", "A wrong option names the slip"),
        (SINGLE, &[("key", "")], "key", "Say which"),
        (SINGLE, &[("p", "60")], "p", "Expected a share"),
        (SINGLE, &[("p", "0.6}")], "p", "Expected a share"),
        (SINGLE, &[("use", "test")], "use", "Expected one of practice, exam"),
        (SINGLE, &[("competency", "selling")], "competency", "Expected a competency"),
        (SINGLE, &[("source", "")], "source", "This must not be empty"),
        (SINGLE, &[("option_B_zh", "甲 || 乙")], "option_B_zh", "“||” is a mark"),
        (SINGLE, &[("stem_en", "One\n- two")], "stem_en", "A line here"),
        (SINGLE, &[("option_B_en", "All of the above")], "option_B_zh", "No option may be"),
        (NUMERIC, &[("answer", "spend ** 52")], "answer", "The formula cannot be read"),
        (NUMERIC, &[("vary", "spend: often\nyears: [5]")], "vary", "The values of “spend”"),
        (NUMERIC, &[("mistake_1_formula", "spend * 52 * years")], "mistake_1_formula", "This mistake gives"),
        (ORDER, &[("step_2_en", "")], "step_2_en", "The English is missing"),
        (ORDER, &[("step_4_zh", "走")], "step_4_en", "The English is missing"),
        (ORDER, &[("reason_zh", "")], "reason_zh", "The Chinese is missing"),
        (MATCH, &[("pair_1_right_zh", "")], "pair_1_right_zh", "The Chinese is missing"),
        (MATCH, &[("pair_2_reason_en", "")], "pair_2_reason_en", "The English is missing"),
        (MATCH, &[("spare_1_en", "")], "spare_1_en", "The English is missing"),
        (CLOZE, &[("gap_1_en", "")], "gap_1_en", "The English is missing"),
        (CLOZE, &[("gap_2_en", "act")], "gap_2_en", "Both languages list"),
        (CLOZE, &[("gap_2_right", "")], "gap_2_right", "Say which"),
        (CLOZE, &[("gap_2_zh", "*问*\n办")], "gap_2_zh", "“*” is a mark"),
        (CLOZE, &[("stem_en", "First [1], then.")], "stem_zh", "〔1〕 to"),
        (ESSAY, &[("criterion_1_name", "Cause")], "criterion_1_name", "A short name"),
        (ESSAY, &[("criterion_2_0_en", "")], "criterion_2_0_en", "The English is missing"),
        (ESSAY, &[("criterion_1_2_zh", "全；1 半")], "criterion_1_2_zh", "“；” is a mark"),
        (ESSAY, &[("length_zh_to", "90")], "length_zh_to", "The second number"),
        (ESSAY, &[("minutes", "soon")], "minutes", "Expected"),
    ];
    let mut wrong = Vec::new();
    for (text, changes, field, words) in cases {
        let told = told(text, changes);
        let once = matches!(told.as_slice(), [(at, said)] if at == field && said.starts_with(words));
        if !once {
            wrong.push(format!("{changes:?}: {told:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rows_are_added_moved_and_taken_out_and_their_letters_follow() {
    let written = |body: &str, change: &dyn Fn(&mut Fields)| {
        let (text, mut fields) = form(body);
        change(&mut fields);
        let written = write(&text, "l1-process-one", &fields);
        let (_, report) = read_file(&source(&written.text));
        assert!(written.problems.is_empty() && !report.has_errors(), "{:?} {}", report.problems(), written.text);
        written.text
    };
    let moved = written(ORDER, &|fields| assert!(rows::rearrange(fields, &rows::Change::Up.of(STEP, 1))));
    assert!(moved.contains("key: [A, C, B]") && moved.contains("- C. 听"), "a moved step keeps its letter: {moved}");
    let added = written(ORDER, &|fields| *fields = with(fields, &[("step_4_zh", "谢"), ("step_4_en", "Thank")]));
    assert!(added.contains("key: [C, A, B, D]") && added.contains("- D. 谢 || Thank"), "{added}");
    let fewer = written(MATCH, &|fields| {
        *fields = with(fields, &[("pair_3_zh", "三"), ("pair_3_en", "Three"), ("pair_3_reason_zh", "。")]);
        *fields = with(fields, &[("pair_3_reason_en", "."), ("pair_3_right_zh", "丁"), ("pair_3_right_en", "d")]);
        assert!(rows::rearrange(fields, &rows::Change::Drop.of(PAIR, 0)));
    });
    assert!(fewer.contains("key: {1: A, 2: C}") && fewer.contains("- B. 丙") && fewer.contains("- C. 丁"), "{fewer}");
    let gap = written(CLOZE, &|fields| assert!(rows::rearrange(fields, &rows::Change::Drop.of(GAP, 0))));
    assert!(gap.contains("zh: 先，再〔1〕。") && gap.contains("- 〔1〕 choose 问 / *办*"), "{gap}");
    let bracket = written(CLOZE, &|fields| *fields = with(fields, &[("stem_en", "[1] first, then [2].")]));
    assert!(bracket.contains("en: 〔1〕 first, then 〔2〕."), "{bracket}");
    let swapped = written(ESSAY, &|fields| assert!(rows::rearrange(fields, &rows::Change::Up.of(CRITERION, 1))));
    assert!(swapped.find("- words: 2 好") < swapped.find("- cause: 2 全"), "{swapped}");
}

#[test]
fn what_is_typed_cannot_break_out_of_its_place() {
    let bodies = [SINGLE, NUMERIC, ORDER, MATCH, CLOZE, ESSAY];
    let nasties = ["x\", key: A, y: \"", "a\n# l1-process-two\n{kind: single}", "`code`", "> x || y", "甲 > 乙 || 丙"];
    for (text, fields) in bodies.map(form) {
        for nasty in nasties {
            for (field, _) in fields.pairs() {
                let written = write(&text, "l1-process-one", &with(&fields, &[(field, nasty)]));
                let (file, report) = read_file(&source(&written.text));
                let harmless = file.items.len() == 1 && file.items[0].content.id.as_str() == "l1-process-one";
                let refused = !written.problems.is_empty() || report.has_errors();
                assert!(harmless || refused, "{field}: {nasty}\n{}", written.text);
                assert!(file.items.len() <= 1, "{field}: {nasty}\n{}", written.text);
            }
        }
    }
}
