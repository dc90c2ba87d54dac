use super::{StoreError, Tx, Word, entry, evidence, person};
use crate::domain::credential::Credential;
use crate::domain::day;
use crate::domain::digest::Digest;
use crate::domain::education::{Education, EducationLevel};
use crate::domain::employment::Employment;
use crate::domain::id::{AccountId, EvidenceId, PersonId};
use crate::domain::level::Level;
use crate::domain::on_post::OnPostState;
use crate::domain::staff_file::{Check, Details, Entry, EntryKind, Profile, Revocation};
use crate::domain::verification::Verification;
use crate::server::clock::Clock;
use crate::server::ids::new_id;
use crate::server::storage::evidence::Evidence;
use crate::server::storage::sql;
use crate::server::testing::on_both_databases;
use chrono::NaiveDate;

fn on(text: &str) -> NaiveDate {
    day::parse(text).expect(text)
}

pub(super) async fn account(tx: &mut Tx) -> AccountId {
    let now = Clock::System.now();
    let id: AccountId = new_id(now);
    let text = "INSERT INTO account (id, sign_in_name, display_name, created_at) VALUES ($1, $2, 'HR', $3)";
    sql!(exec, tx, text, id, id.to_string(), now).expect("an account");
    id
}

pub(super) async fn somebody(tx: &mut Tx) -> PersonId {
    let now = Clock::System.now();
    let id = new_id(now);
    let profile = Profile {
        name: "林晓雯".to_owned(),
        latin_name: String::new(),
        staff_number: None,
        department: String::new(),
        email: String::new(),
        hired_on: None,
        on_post_on: None,
        on_post_state: OnPostState::Training,
    };
    person::insert(tx, id, &profile, now).await.expect("a person");
    id
}

fn details(kind: EntryKind, status: Verification) -> Details {
    match kind {
        EntryKind::Education => Details::Education {
            school: "江城职业学院".to_owned(),
            fact: Education {
                level: EducationLevel::College,
                completed: Some(on("2020-06-30")),
                major: Some("商务管理".to_owned()),
                major_related: true,
                status,
            },
        },
        EntryKind::Employment => Details::Employment {
            employer: "云桥科技".to_owned(),
            title: "在线客服".to_owned(),
            fact: Employment::new(on("2023-10-23"), None, true, status).expect("in order"),
        },
        EntryKind::Credential => Details::Credential {
            number: "R-1".to_owned(),
            issuer: "协会".to_owned(),
            revoked: Some(Revocation { on: on("2026-08-01"), reason: "误发".to_owned() }),
            fact: Credential::new(Level::Five, on("2022-03-18"), Some(on("2030-01-01")), true, status)
                .expect("in order"),
        },
    }
}

fn entry_of(kind: EntryKind, person: PersonId, by: AccountId) -> Entry {
    let now = Clock::System.now();
    Entry {
        id: kind.entry(new_id(now)),
        person,
        details: details(kind, Verification::Claimed),
        check: Check::Claimed,
        evidence: None,
        created_by: Some(by),
        created_at: now,
        version: 1,
    }
}

fn document(person: PersonId, by: AccountId) -> Evidence {
    let now = Clock::System.now();
    Evidence {
        id: new_id(now),
        person,
        file_name: "毕业证.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size: 12,
        sha256: Digest::new([7; 32]),
        uploaded_by: by,
        uploaded_at: now,
    }
}

on_both_databases! {
    async fn an_entry_of_each_kind_reads_back_as_written(db: Db) {
        let mut tx = db.write().await.expect("a transaction");
        let (person, by) = (somebody(&mut tx).await, account(&mut tx).await);
        let mut written = Vec::new();
        for kind in EntryKind::ALL {
            let entry = entry_of(kind, person, by);
            entry::insert(&mut tx, &entry).await.expect("an insert");
            assert_eq!(entry::find(&mut tx, entry.id).await.expect("an answer").as_ref(), Some(&entry));
            written.push(entry);
        }
        assert_eq!(entry::of_person(&mut tx, person).await.expect("a list"), written);
        assert_eq!(entry::claimed(&mut tx).await.expect("a list"), written);
        assert_eq!(entry::of_everybody(&mut tx).await.expect("a list").len(), 3);
        let other = somebody(&mut tx).await;
        assert_eq!(entry::of_person(&mut tx, other).await.expect("a list"), []);
    }

    async fn a_check_is_kept_and_takes_the_entry_out_of_the_queue(db: Db) {
        let mut tx = db.write().await.expect("a transaction");
        let (person, by) = (somebody(&mut tx).await, account(&mut tx).await);
        for kind in EntryKind::ALL {
            let entry = entry_of(kind, person, by);
            entry::insert(&mut tx, &entry).await.expect("an insert");
            let at = Clock::System.now();
            let rejected = Check::Rejected { by, at, reason: "看不清".to_owned() };
            for (version, check) in [(1, rejected), (2, Check::Verified { by, at }), (3, Check::Claimed)] {
                entry::check(&mut tx, entry.id, version, &check).await.expect("a check");
                let found = entry::find(&mut tx, entry.id).await.expect("an answer").expect("the entry");
                let waits = entry::claimed(&mut tx).await.expect("a list").len();
                assert_eq!(waits, usize::from(check == Check::Claimed), "{kind} {check:?}");
                assert_eq!(found, Entry { version: version + 1, ..entry.clone().checked(check) });
            }
            entry::delete(&mut tx, entry.id, 4).await.expect("a deletion");
        }
    }

    async fn an_edit_replaces_what_an_entry_says(db: Db) {
        let mut tx = db.write().await.expect("a transaction");
        let (person, by) = (somebody(&mut tx).await, account(&mut tx).await);
        let document = document(person, by);
        evidence::insert(&mut tx, &document).await.expect("an insert");
        for kind in EntryKind::ALL {
            let entry = entry_of(kind, person, by);
            let empty = match kind {
                EntryKind::Education => Details::Education {
                    school: String::new(),
                    fact: Education {
                        level: EducationLevel::Postgraduate,
                        completed: None,
                        major: None,
                        major_related: false,
                        status: Verification::Verified,
                    },
                },
                EntryKind::Employment => Details::Employment {
                    employer: "甲".to_owned(),
                    title: String::new(),
                    fact: Employment::new(on("2020-01-01"), Some(on("2020-01-01")), false, Verification::Verified).expect("in order"),
                },
                EntryKind::Credential => Details::Credential {
                    number: String::new(),
                    issuer: String::new(),
                    revoked: None,
                    fact: Credential::new(Level::One, on("2020-01-01"), None, false, Verification::Verified).expect("in order"),
                },
            };
            entry::insert(&mut tx, &entry).await.expect("an insert");
            let check = Check::Verified { by, at: Clock::System.now() };
            let edited = Entry { details: empty, check, evidence: Some(document.id), ..entry.clone() };
            entry::update(&mut tx, &edited).await.expect("an update");
            let found = entry::find(&mut tx, entry.id).await.expect("an answer");
            assert_eq!(found, Some(Entry { version: 2, ..edited.clone() }));
            assert!(matches!(entry::update(&mut tx, &edited).await, Err(StoreError::Stale)), "{kind}");
        }
    }

    async fn whoever_saw_an_older_version_neither_checks_nor_attaches_nor_deletes(db: Db) {
        let mut tx = db.write().await.expect("a transaction");
        let (person, by) = (somebody(&mut tx).await, account(&mut tx).await);
        let document = document(person, by);
        evidence::insert(&mut tx, &document).await.expect("an insert");
        for kind in EntryKind::ALL {
            let entry = entry_of(kind, person, by);
            entry::insert(&mut tx, &entry).await.expect("an insert");
            entry::attach(&mut tx, entry.id, 1, document.id).await.expect("the first change");
            let late = [
                entry::check(&mut tx, entry.id, 1, &Check::Claimed).await,
                entry::attach(&mut tx, entry.id, 1, document.id).await,
                entry::delete(&mut tx, entry.id, 1).await,
            ];
            assert!(late.iter().all(|answer| matches!(answer, Err(StoreError::Stale))), "{kind}: {late:?}");
            let found = entry::find(&mut tx, entry.id).await.expect("an answer").expect("the entry");
            assert_eq!(found.evidence, Some(document.id));
        }
    }

    async fn a_document_reads_back_and_is_listed_for_its_person(db: Db) {
        let mut tx = db.write().await.expect("a transaction");
        let (person, by) = (somebody(&mut tx).await, account(&mut tx).await);
        let document = document(person, by);
        assert!(!evidence::is_kept(&mut tx, document.sha256).await.expect("an answer"));
        evidence::insert(&mut tx, &document).await.expect("an insert");
        assert_eq!(evidence::find(&mut tx, document.id).await.expect("an answer").as_ref(), Some(&document));
        assert_eq!(evidence::of_person(&mut tx, person).await.expect("a list"), vec![document.clone()]);
        assert!(evidence::is_kept(&mut tx, document.sha256).await.expect("an answer"));
        let nobodys: EvidenceId = new_id(Clock::System.now());
        assert_eq!(evidence::find(&mut tx, nobodys).await.expect("an answer"), None);
    }

    async fn impossible_stored_entries_are_named(db: Db) {
        let mut tx = db.write().await.expect("a transaction");
        let (person, by) = (somebody(&mut tx).await, account(&mut tx).await);
        let entry = entry_of(EntryKind::Employment, person, by);
        entry::insert(&mut tx, &entry).await.expect("an insert");
        sql!(exec, tx, "UPDATE employment SET ended = $1", on("2000-01-01")).expect("an update");
        let Err(StoreError::Corrupt { place, .. }) = entry::find(&mut tx, entry.id).await else {
            panic!("work that ends before it begins was read");
        };
        assert!(place.contains(&entry.id.to_string()), "{place}");
        let verified = Word(Verification::Verified);
        sql!(exec, tx, "UPDATE employment SET ended = NULL, status = $1", verified).expect("an update");
        assert!(matches!(entry::find(&mut tx, entry.id).await, Err(StoreError::Corrupt { .. })));
    }
}
