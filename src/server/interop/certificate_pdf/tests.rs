use super::template::{Form, read};
use super::*;
use std::path::Path;

fn fonts() -> Fonts {
    Fonts::read(Path::new("/usr/share/fonts/opentype/noto")).expect("the package fonts-noto-cjk")
}

fn sheet(name: &str) -> Sheet {
    let filled = [
        ("kind", "客户服务职业认证"),
        ("kind_latin", "Professional certification in customer service"),
        ("name", name),
        ("latin_name", "Lin Xiaowen"),
        ("grants", "通过理论、实操、案例分析三部分考试，达到第二级的要求，特授予"),
        ("level", "高级客户服务代表"),
        ("grants_latin", "has passed theory, practice and case analysis and is certified at level 2"),
        ("level_latin", "Senior Customer Service Representative"),
        ("number_label", "证书编号 Number"),
        ("issued_label", "发证日期 Issued"),
        ("expires_label", "有效期 Valid"),
        ("issuer_label", "发证单位 Issuer"),
        ("number", "RG2-2026-7K3M-9QXA"),
        ("issued", "2026-06-20"),
        ("expires", "长期有效 · no expiry"),
        ("issuer", "云桥科技客户服务培训中心"),
        ("verify", "https://rungs.example/verify/RG2-2026-7K3M-9QXA"),
        ("verify_label", "扫码核验 · scan to verify"),
    ];
    let mut words: BTreeMap<&'static str, String> =
        filled.into_iter().map(|(key, text)| (key, text.to_owned())).collect();
    for key in ["rung_1", "rung_2", "rung_3", "rung_4", "rung_5"] {
        words.insert(key, "#336677".to_owned());
    }
    for key in ["weight_1", "weight_2", "weight_3", "weight_4", "weight_5"] {
        words.insert(key, "3.4".to_owned());
    }
    Sheet { title: "证书".to_owned(), language: "zh-CN", colour: "#2b6f80", words }
}

#[test]
fn names_of_every_kind_become_a_document() {
    let fonts = fonts();
    let long = "Maria-Fernanda Aleksandrovna von Hohenberg-Schwarzenfels y Castellanos de la Vega".to_owned();
    for name in ["林晓雯", "𬭎㛃", "Lin Xiaowen", "欧阳晓雯·买买提江", &long] {
        let pdf = certificate_pdf(&sheet(name), &fonts).expect("a document");
        assert!(pdf.starts_with(b"%PDF-1."), "{name}");
        assert!(pdf.len() < 120_000, "{name}: {} bytes, so more of the font than its used characters", pdf.len());
    }
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let problem = certificate_pdf(&sheet("林\u{E000}雯"), &fonts()).expect_err("a private-use character");
    assert!(matches!(problem, PdfError::Character(MissingCharacter('\u{E000}'))), "{problem}");
}

#[test]
fn a_machine_without_the_fonts_says_so() {
    let empty = tempfile::tempdir().expect("a folder");
    let problem = Fonts::read(empty.path()).err().expect("no fonts");
    assert_eq!(problem.kind(), std::io::ErrorKind::NotFound);
}

#[test]
fn a_template_is_understood_whole_or_refused() {
    let sheet = sheet("林晓雯");
    let svg = |inner: &str| format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{inner}</svg>"#);
    let (_, shapes) =
        read(&svg(r#"<g transform="translate(1 2)"><text x="3" y="4">{name}</text></g>"#), &sheet).expect("a shape");
    assert_eq!((shapes[0].place.x, shapes[0].place.y), (4.0, 6.0));
    assert!(matches!(&shapes[0].form, Form::Text { words, .. } if words == "林晓雯"));
    for wrong in [
        "<ellipse/>",
        r#"<text x="0" y="0">{nobody}</text>"#,
        r#"<text x="0" y="0">{name</text>"#,
        r#"<path d="M0 0Q1 1 2 2"/>"#,
        r#"<rect x="a" y="0" width="1" height="1"/>"#,
        r#"<g fill="red"/>"#,
        r#"<g transform="rotate(3)"/>"#,
        "<g>",
    ] {
        assert!(matches!(read(&svg(wrong), &sheet), Err(PdfError::Template(_))), "{wrong}");
    }
}
