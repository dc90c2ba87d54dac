//! The profile of a staff file as HR keeps it: who somebody is, since when on post, and the document behind that.

use super::staff::{PDF, Scene, changed, document, is_refused};
use crate::domain::access::Role;
use crate::server::testing::{Browser, on_both_databases};
use axum::http::StatusCode;

on_both_databases! {
    async fn hr_opens_and_changes_a_profile(db: Db) {
        let mut scene = Scene::new(db).await;
        let profile = [("name", "周敏"), ("staff_number", "0102"), ("on_post_state", "training"), ("hired_on", "2020-01-01")];
        let created = scene.hr.post("/people/new", &profile).await;
        assert_eq!(created.status, StatusCode::SEE_OTHER);
        let path = created.header("location").to_owned();
        assert!(scene.hr.get(&path).await.text.contains("周敏"));
        is_refused(&scene.hr.post("/people/new", &profile).await, "staff_number", "周敏");
        is_refused(&scene.hr.post("/people/new", &changed(&profile, "name", "")).await, "name", "0102");
        is_refused(&scene.hr.post("/people/new", &changed(&profile, "email", "me")).await, "email", "周敏");
        let early = changed(&profile, "on_post_on", "2019-01-01");
        is_refused(&scene.hr.post("/people/new", &early).await, "on_post_on", "周敏");
        let edit = format!("{path}/edit");
        let violation = changed(&changed(&profile, "on_post_on", "2020-02-01"), "version", "1");
        assert_eq!(scene.hr.post(&edit, &violation).await.status, StatusCode::SEE_OTHER);
        let late = scene.hr.post(&edit, &changed(&violation, "name", "周敏敏")).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("先改了") && late.text.contains("value=\"周敏敏\""));
        let board = scene.hr.get("/people?view=violations").await;
        assert!(board.text.contains("周敏") && board.text.contains("2020-02-01上岗"), "{}", board.text);
        assert_eq!(scene.hr.get("/people/nobody").await.status, StatusCode::NOT_FOUND);
    }

    async fn the_document_behind_an_on_post_date_is_kept_replaced_and_downloaded(db: Db) {
        let mut scene = Scene::new(db).await;
        let edit = format!("{}/edit", scene.lins);
        let profile = [("name", "林晓雯"), ("on_post_on", "2024-01-23"), ("on_post_state", "qualified"), ("version", "1")];
        assert!(!scene.hr.get(&scene.lins).await.text.contains("/evidence/"));
        let form = scene.hr.get(&edit).await.text;
        assert!(form.contains("上岗日期的证明材料") && form.contains("enctype=\"multipart/form-data\""), "{form}");
        let done = scene.hr.upload(&edit, &profile, Some(("上岗通知.pdf", PDF))).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let path = document(&scene.hr.get(&scene.lins).await);
        assert_eq!(document(&scene.lin.get("/file").await), path);
        assert_eq!(document(&scene.hr.get(&edit).await), path, "the form shows what a new one would replace");
        for browser in [&mut scene.lin, &mut scene.hr] {
            browser.post("/language", &[("to", "en"), ("back", "/")]).await;
            let answer = browser.get(&path).await;
            assert_eq!((answer.status, answer.text.as_bytes()), (StatusCode::OK, PDF));
            assert_eq!(answer.header("content-type"), "application/pdf");
            assert!(answer.header("content-disposition").starts_with("attachment; "), "{:?}", answer.headers);
        }
        let form = scene.hr.get(&edit).await.text;
        assert!(form.contains("Document for the on-post date") && form.contains("上岗通知.pdf, 1 KB"), "{form}");
        for (name, role, status) in [
            ("stranger", Role::Learner, StatusCode::NOT_FOUND),
            ("tom", Role::Trainer, StatusCode::NOT_FOUND),
            ("ada", Role::Administrator, StatusCode::FORBIDDEN),
        ] {
            let mut other = Browser::of(&scene.state, name, &[role]).await;
            assert_eq!(other.get(&path).await.status, status, "{name}");
        }
        assert_eq!(Browser::new(&scene.state).get(&path).await.status, StatusCode::UNAUTHORIZED);
        // Saved without a file the document stays, with another one it is replaced, without a day it proves nothing.
        let kept = changed(&changed(&profile, "department", "客服二组"), "version", "2");
        assert_eq!(scene.hr.upload(&edit, &kept, None).await.status, StatusCode::SEE_OTHER);
        assert_eq!(document(&scene.hr.get(&scene.lins).await), path);
        let again = changed(&profile, "version", "3");
        let other = b"%PDF-1.7 another one".as_slice();
        assert_eq!(scene.hr.upload(&edit, &again, Some(("new.pdf", other))).await.status, StatusCode::SEE_OTHER);
        let replaced = document(&scene.hr.get(&scene.lins).await);
        assert_ne!(replaced, path);
        assert_eq!(scene.lin.get(&replaced).await.text.as_bytes(), other);
        let dayless = changed(&changed(&profile, "on_post_on", ""), "version", "4");
        assert_eq!(scene.hr.upload(&edit, &dayless, None).await.status, StatusCode::SEE_OTHER);
        assert!(!scene.hr.get(&scene.lins).await.text.contains("/evidence/"));
    }

    async fn a_profile_whose_document_is_refused_keeps_what_was_typed(db: Db) {
        let mut scene = Scene::new(db).await;
        let profile =
            [("name", "周敏"), ("staff_number", "0102"), ("on_post_on", "2024-01-23"), ("on_post_state", "training")];
        for path in ["/people/new", &format!("{}/edit", scene.lins)] {
            let sent = changed(&profile, "version", "1");
            let page = scene.hr.upload(path, &sent, Some(("notice.pdf", b"<html><script>"))).await;
            is_refused(&page, "evidence", "value=\"周敏\"");
            assert!(page.text.contains("内容不是") && page.text.contains("value=\"2024-01-23\""), "{}", page.text);
            let dayless = changed(&sent, "on_post_on", "");
            is_refused(&scene.hr.upload(path, &dayless, Some(("notice.pdf", PDF))).await, "on_post_on", "value=\"周敏\"");
            scene.hr.post("/language", &[("to", "en"), ("back", "/")]).await;
            let page = scene.hr.upload(path, &sent, Some(("notice.pdf", b"MZ"))).await;
            assert!(page.text.contains("The content of this file is something else"), "{}", page.text);
            scene.hr.post("/language", &[("to", "zh-CN"), ("back", "/")]).await;
        }
        assert!(!scene.hr.get(&scene.lins).await.text.contains("/evidence/"));
        let created = scene.hr.upload("/people/new", &profile, Some(("notice.pdf", PDF))).await;
        assert_eq!(created.status, StatusCode::SEE_OTHER, "{}", created.text);
        let file = scene.hr.get(created.header("location")).await;
        let path = document(&file);
        assert_eq!(scene.hr.get(&path).await.text.as_bytes(), PDF);
        assert_eq!(scene.lin.get(&path).await.status, StatusCode::NOT_FOUND, "another person's document");
    }
}
