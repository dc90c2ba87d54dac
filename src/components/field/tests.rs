use super::*;
use crate::domain::locale::Locale;
use leptos::prelude::*;

#[test]
fn what_was_typed_into_a_textarea_cannot_leave_it() {
    let html = view! {
        <TextArea locale=Locale::En name="say" label="Say" value="\n</textarea><script>alert(1)</script> & co" required=true/>
    }
    .to_html();
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains(">\n\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; co</textarea>"), "{html}");
}

#[test]
fn what_was_typed_into_a_line_cannot_leave_it() {
    let html = view! { <TextField locale=Locale::En name="name" label="Name" value="\"><script>"/> }.to_html();
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains("value=\"&quot;&gt;&lt;script&gt;\""), "{html}");
}

#[test]
fn a_problem_is_tied_to_its_field() {
    let html = view! {
        <DateField
            locale=Locale::ZhCn
            name="from"
            label="从"
            hint="第一天"
            problem=Some("晚于最后一天".to_owned())
            required=true
        />
    }
    .to_html();
    assert!(html.contains("aria-describedby=\"from-why from-hint\""), "{html}");
    assert!(html.contains("id=\"from-why\""), "{html}");
    assert!(html.contains("aria-invalid=\"true\""), "{html}");
}

#[test]
fn a_choice_that_is_not_offered_shows_as_none() {
    let choices = vec![Choice::new("a", "A"), Choice::new("b", "B")];
    let html = view! { <Select locale=Locale::En name="kind" label="Kind" choices value="c"/> }.to_html();
    assert!(html.contains("<option value=\"\">Choose<"), "{html}");
}
