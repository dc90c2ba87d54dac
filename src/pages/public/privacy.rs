//! What is stored about people, why, who sees it, for how long, and what they may ask for. Whoever changes what is stored
//! changes this page.

use crate::components::section_head::SectionHead;
use crate::components::table::{Cell, Stacks};
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use leptos::prelude::*;

#[component]
pub fn PrivacyPage() -> impl IntoView {
    let locale: Locale = expect_context();
    view! {
        <Framed title=locale.privacy_title()>
            <header class="stack"><h1>{locale.privacy_title()}</h1><p class="lead">{locale.privacy_lead()}</p></header>
            <Stored locale/>
            <section aria-labelledby="not">
                <SectionHead id="not" title=locale.privacy_not_done()/>
                <div class="prose">
                    <ul>
                        <li>{locale.privacy_not_tracking()}</li>
                        <li>{locale.privacy_not_automatic()}</li>
                        <li>{locale.privacy_not_scored()}</li>
                    </ul>
                </div>
            </section>
            <section aria-labelledby="cookies">
                <SectionHead id="cookies" title=locale.privacy_cookies()/>
                <div class="prose"><p>{locale.privacy_cookies_words()}</p></div>
            </section>
            <section aria-labelledby="rights">
                <SectionHead id="rights" title=locale.privacy_rights()/>
                <Rights locale/>
            </section>
            <section aria-labelledby="who">
                <SectionHead id="who" title=locale.privacy_who()/>
                <div class="prose"><p>{locale.privacy_who_words()}</p></div>
            </section>
        </Framed>
    }
}

/// One kind of data: what, which fields, why, who sees it, how long.
type Kind = [&'static str; 5];

fn kinds(l: Locale) -> [Kind; 8] {
    [
        [
            l.privacy_account_what(),
            l.privacy_account_fields(),
            l.privacy_account_why(),
            l.privacy_account_seen_by(),
            l.privacy_account_kept(),
        ],
        [
            l.privacy_sign_in_what(),
            l.privacy_sign_in_fields(),
            l.privacy_sign_in_why(),
            l.privacy_sign_in_seen_by(),
            l.privacy_sign_in_kept(),
        ],
        [
            l.privacy_file_what(),
            l.privacy_file_fields(),
            l.privacy_file_why(),
            l.privacy_file_seen_by(),
            l.privacy_file_kept(),
        ],
        [
            l.privacy_learning_what(),
            l.privacy_learning_fields(),
            l.privacy_learning_why(),
            l.privacy_learning_seen_by(),
            l.privacy_learning_kept(),
        ],
        [
            l.privacy_exam_what(),
            l.privacy_exam_fields(),
            l.privacy_exam_why(),
            l.privacy_exam_seen_by(),
            l.privacy_exam_kept(),
        ],
        [
            l.privacy_decision_what(),
            l.privacy_decision_fields(),
            l.privacy_decision_why(),
            l.privacy_decision_seen_by(),
            l.privacy_decision_kept(),
        ],
        [
            l.privacy_certificate_what(),
            l.privacy_certificate_fields(),
            l.privacy_certificate_why(),
            l.privacy_certificate_seen_by(),
            l.privacy_certificate_kept(),
        ],
        [
            l.privacy_audit_what(),
            l.privacy_audit_fields(),
            l.privacy_audit_why(),
            l.privacy_audit_seen_by(),
            l.privacy_audit_kept(),
        ],
    ]
}

#[component]
fn Stored(locale: Locale) -> impl IntoView {
    let (why, seen_by, kept) = (locale.privacy_why(), locale.privacy_seen_by(), locale.privacy_kept());
    let columns = [locale.privacy_stored(), why, seen_by, kept].map(str::to_owned).into();
    let rows = kinds(locale)
        .map(|[what, fields, reason, readers, span]| {
            view! {
                <tr>
                    <th scope="row">{what}<small>{fields}</small></th>
                    <Cell column=why>{reason}</Cell>
                    <Cell column=seen_by>{readers}</Cell>
                    <Cell column=kept>{span}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="kept" aria-labelledby="stored">
            <SectionHead id="stored" title=locale.privacy_stored()/>
            <Stacks caption=locale.privacy_stored() columns>{rows}</Stacks>
        </section>
    }
}

#[component]
fn Rights(locale: Locale) -> impl IntoView {
    let file = locale.nav_my_file();
    let eligibility = locale.nav_eligibility();
    view! {
        <div class="prose">
            <p>{locale.privacy_rights_law()}</p>
            <ul>
                <li>{locale.privacy_right_see(&file)}</li>
                <li>{locale.privacy_right_correct()}</li>
                <li>{locale.privacy_right_explain(&eligibility)}</li>
                <li>{locale.privacy_right_delete()}</li>
                <li>{locale.privacy_right_complain()}</li>
            </ul>
        </div>
    }
}
