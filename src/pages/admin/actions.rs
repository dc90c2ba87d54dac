//! The actions and subjects of the audit log in words.

use crate::domain::locale::Locale;

/// How an action is said.
type Word = fn(Locale) -> &'static str;

/// Every action that the service writes, in the order of the filter.
pub const ACTIONS: &[(&str, Word)] = &[
    ("account.sign_in", Locale::audit_action_account_sign_in),
    ("account.accept_invitation", Locale::audit_action_account_accept_invitation),
    ("account.change_password", Locale::audit_action_account_change_password),
    ("account.sign_out_everywhere", Locale::audit_action_account_sign_out_everywhere),
    ("account.invite", Locale::audit_action_account_invite),
    ("account.set_roles", Locale::audit_action_account_set_roles),
    ("account.disable", Locale::audit_action_account_disable),
    ("account.enable", Locale::audit_action_account_enable),
    ("account.reset_password", Locale::audit_action_account_reset_password),
    ("account.bootstrap", Locale::audit_action_account_bootstrap),
    ("person.create", Locale::audit_action_person_create),
    ("person.edit", Locale::audit_action_person_edit),
    ("person.qualify", Locale::audit_action_person_qualify),
    ("entry.add", Locale::audit_action_entry_add),
    ("entry.edit", Locale::audit_action_entry_edit),
    ("entry.attach", Locale::audit_action_entry_attach),
    ("entry.verify", Locale::audit_action_entry_verify),
    ("entry.reject", Locale::audit_action_entry_reject),
    ("entry.withdraw", Locale::audit_action_entry_withdraw),
    ("decision.record", Locale::audit_action_decision_record),
    ("certificate.issue", Locale::audit_action_certificate_issue),
    ("certificate.revoke", Locale::audit_action_certificate_revoke),
    ("signing_key.make", Locale::audit_action_signing_key_make),
    ("signing_key.retire", Locale::audit_action_signing_key_retire),
    ("exam_session.open", Locale::audit_action_exam_session_open),
    ("exam_session.edit", Locale::audit_action_exam_session_edit),
    ("registration.take", Locale::audit_action_registration_take),
    ("registration.revoke", Locale::audit_action_registration_revoke),
    ("registration.extra_time", Locale::audit_action_registration_extra_time),
    ("result.make", Locale::audit_action_result_make),
    ("result.release", Locale::audit_action_result_release),
    ("result.regrade", Locale::audit_action_result_regrade),
    ("script.score", Locale::audit_action_script_score),
    ("item.publish", Locale::audit_action_item_publish),
];

/// The words of an action; of one that an older or newer version wrote, its name.
pub fn action_words(action: &str, locale: Locale) -> String {
    let known = ACTIONS.iter().find(|(name, _)| *name == action);
    known.map_or_else(|| action.to_owned(), |(_, word)| word(locale).to_owned())
}

/// What kind of thing an entry is about.
pub fn subject_words(kind: &str, locale: Locale) -> String {
    let word = match kind {
        "account" => locale.audit_subject_account(),
        "person" => locale.audit_subject_person(),
        "education" => locale.audit_subject_education(),
        "employment" => locale.audit_subject_employment(),
        "credential" => locale.audit_subject_credential(),
        "evidence" => locale.audit_subject_evidence(),
        "decision" => locale.audit_subject_decision(),
        "certificate" => locale.audit_subject_certificate(),
        "signing_key" => locale.audit_subject_signing_key(),
        "exam_session" => locale.audit_subject_exam_session(),
        "registration" => locale.audit_subject_registration(),
        "attempt" => locale.audit_subject_attempt(),
        "script" => locale.audit_subject_script(),
        "item" => locale.audit_subject_item(),
        "invitation" => locale.audit_subject_invitation(),
        other => return other.to_owned(),
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    /// The texts of the services: whoever writes an audit row names its action there.
    fn services(folder: &Path, texts: &mut String) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                services(&path, texts);
            } else {
                texts.push_str(&fs::read_to_string(&path).expect("a source file"));
            }
        }
    }

    #[test]
    fn every_action_that_a_service_writes_has_its_words() {
        let mut texts = String::new();
        services(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/server/services"), &mut texts);
        let named = texts.split("action: \"").skip(1).filter_map(|rest| rest.split('"').next());
        let unworded: Vec<_> = named.filter(|name| !ACTIONS.iter().any(|(known, _)| known == name)).collect();
        assert!(unworded.is_empty(), "give them words in audit.toml and a line in ACTIONS: {unworded:?}");
        for (name, _) in ACTIONS {
            assert!(texts.contains(&format!("\"{name}\"")), "nobody writes {name}");
        }
    }
}
