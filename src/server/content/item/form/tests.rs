use super::*;
use crate::server::content::bundled;
use crate::server::content::diagnostic::{Severity, Source};
use crate::server::content::item::read as read_file;

fn source(text: &str) -> Source {
    Source { path: "items/l1/a.md".into(), text: text.to_owned() }
}

/// Every item of the curriculum that has a form, by its own text.
fn texts() -> Vec<(String, String)> {
    let files = bundled::sources("items/l1");
    let read = files.iter().flat_map(|file| read_file(file).0.items);
    read.filter(|read| read.content.case.is_none() && writes(read.content.interaction.kind()))
        .map(|read| (read.content.id.to_string(), read.text))
        .collect()
}

#[test]
fn what_the_form_writes_reads_as_the_same_item() {
    let texts = texts();
    assert!(texts.len() > 50, "{}", texts.len());
    for (id, text) in texts {
        let fields = read(&text).unwrap_or_else(|| panic!("{id} has a form"));
        let written = write(&text, &id, &fields);
        assert_eq!(written.problems, [], "{id}");
        let (before, after) = (read_file(&source(&text)), read_file(&source(&written.text)));
        assert_eq!(after.0.items[0].content, before.0.items[0].content, "{id}\n{}", written.text);
        assert_eq!(read(&written.text).as_ref(), Some(&fields), "{id}");
    }
}

const SINGLE: &str = "---\n{kind: items, level: 1, competency: process}\n---\n# l1-process-one\n\
{kind: single, p: 0.60, use: exam, key: B, source: \"002\"}\n\
zh: 客户问几点到，你先做什么？\nen: A customer asks when it arrives. What comes first?\n\
- A. 先说没有办法 || Say there is nothing to do `policy-wall` > 挡了回去。 || It turns them away.\n\
- B. 先查物流记录 || Look up the shipment first > 先有事实。 || Facts first.\n\
- C. 先发一张券吧 || Send them a coupon first `early` > 太早了。 || Too early.\n";

const NUMERIC: &str = "---\n{kind: items, level: 1, competency: process}\n---\n# l1-process-one\n\
{kind: numeric, p: 0.55, use: exam, tolerance: 0, unit: {zh: 元, en: yuan}, vary: {spend: 60..180 step 20, years: [5, 8]}, answer: spend * 52 * years, source: \"004\"}\n\
每周 {spend} 元，{years} 年一共多少？ || ¥{spend} a week for {years} years: how much?\n\
> {answer}。 || {answer}.\n- mistake: spend * 12 * years > 按月算了。 || That counts months.\n";

/// The fields at which something is wrong after a change, each with the first words in English.
fn told(text: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = read(text).expect("a form");
    for (name, value) in changes {
        let mut others: Vec<(String, String)> =
            fields.pairs().filter(|(field, _)| field != name).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        if !value.is_empty() {
            others.push(((*name).to_owned(), (*value).to_owned()));
        }
        fields = others.into_iter().collect();
    }
    let written = write(text, "l1-process-one", &fields);
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
    let cases: [Case; 16] = [
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
        (SINGLE, &[("stem_en", "One\n- two")], "stem_en", "A line of the stem"),
        (SINGLE, &[("option_B_en", "All of the above")], "option_B_zh", "No option may be"),
        (NUMERIC, &[("answer", "spend ** 52")], "answer", "The formula cannot be read"),
        (NUMERIC, &[("vary", "spend: often\nyears: [5]")], "vary", "The values of “spend”"),
        (NUMERIC, &[("mistake_1_formula", "spend * 52 * years")], "mistake_1_formula", "This mistake gives"),
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
fn what_is_typed_cannot_break_out_of_its_place() {
    for nasty in ["x\", key: A, y: \"", "a\n# l1-process-two\n{kind: single}", "`code`", "> x || y", "甲 > 乙 || 丙"]
    {
        for field in ["source", "option_A_zh", "option_A_reason_en", "p", "key", "stem_en", "option_A_slip"] {
            let mut fields = read(SINGLE).expect("a form");
            fields = fields.pairs().map(|(name, value)| (name, if name == field { nasty } else { value })).collect();
            let written = write(SINGLE, "l1-process-one", &fields);
            let (file, report) = read_file(&source(&written.text));
            let harmless = file.items.len() == 1 && file.items[0].content.id.as_str() == "l1-process-one";
            let refused = !written.problems.is_empty() || report.has_errors();
            assert!(harmless || refused, "{field}: {nasty}\n{}", written.text);
            assert!(file.items.len() <= 1, "{field}: {nasty}\n{}", written.text);
        }
    }
}
