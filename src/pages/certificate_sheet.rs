//! The words and colours of a certificate's sheet: always both languages, whatever the page around it speaks.

use crate::domain::certificate::Certificate;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::interop::certificate_pdf::Sheet;
use crate::server::services::certificate::issuer;
use crate::server::state::AppState;
use std::collections::BTreeMap;

/// The colours of the five levels on paper.
const COLOURS: [&str; 5] = ["#3f8a63", "#1f7f78", "#136a86", "#1d4f82", "#25306b"];
const PALE: &str = "#c9c3b6";
/// Weights of a rung's line, in points: reached, and not.
const REACHED: &str = "3.4";
const AHEAD: &str = "0.6";

/// The sheet of a certificate.
pub fn sheet(state: &AppState, certificate: &Certificate) -> Sheet {
    let level = certificate.level();
    let issuer = issuer(state);
    let (zh, en) = (Locale::ZhCn, Locale::En);
    let both = |words: fn(Locale) -> &'static str| format!("{} {}", words(zh), words(en));
    let expires = match certificate.expires {
        Some(day) => format!("{} · {}", zh.certificate_until(&zh.day(day)), en.certificate_until(&en.day(day))),
        None => format!("{} · {}", zh.certificate_no_expiry(), en.certificate_no_expiry()),
    };
    let mut words = BTreeMap::from([
        ("kind", zh.certificate_kind().to_owned()),
        ("kind_latin", en.certificate_kind().to_owned()),
        ("name", certificate.holder.name.clone()),
        ("latin_name", certificate.holder.latin_name.clone()),
        ("grants", zh.certificate_grants(&zh.level(level))),
        ("level", zh.level_name(level).to_owned()),
        ("grants_latin", en.certificate_grants(&en.level(level).to_lowercase())),
        ("level_latin", en.level_name(level).to_owned()),
        ("number_label", both(Locale::certificate_number)),
        ("issued_label", both(Locale::certificate_issued)),
        ("expires_label", both(Locale::certificate_expires)),
        ("issuer_label", both(Locale::certificate_issuer)),
        ("number", certificate.number.to_string()),
        ("issued", certificate.issued.to_string()),
        ("expires", expires),
        ("issuer", issuer.name.clone()),
        ("verify", issuer.verification(certificate)),
        ("verify_label", both(Locale::certificate_scan)),
    ]);
    let rungs = [
        ("rung_1", "weight_1"),
        ("rung_2", "weight_2"),
        ("rung_3", "weight_3"),
        ("rung_4", "weight_4"),
        ("rung_5", "weight_5"),
    ];
    for ((rung, (colour, weight)), own) in Level::ALL.into_iter().zip(rungs).zip(COLOURS) {
        let (shade, line) = if rung <= level { (own, REACHED) } else { (PALE, AHEAD) };
        words.insert(colour, shade.to_owned());
        words.insert(weight, line.to_owned());
    }
    Sheet {
        title: format!("{} {}", zh.level_name(level), certificate.number),
        language: zh.tag(),
        colour: COLOURS[usize::from(level.number()) - 1],
        words,
    }
}
