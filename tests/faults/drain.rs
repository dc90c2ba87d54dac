//! SIGTERM while answers are being saved: who has asked is answered, and the server ends soon.

use crate::book;
use crate::dose::{announce, dose, seed};
use crate::kill::sittings;
use crate::place::{Place, on_both_databases};
use crate::sound;
use crate::world::candidate::{Browser, Sitter};
use crate::world::http::Client;
use crate::world::process::Process;
use rungs::domain::attempt::view::SaveReply;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

pub async fn told_to_stop_it_answers_every_save_that_has_arrived(place: &Place) {
    let sittings = sittings(place, dose().writers).await;
    let mut server = Process::start("serve", &place.data(), &place.settings()).await;
    server.overhear();
    let mut draws = seed().draws();
    let mut waiting = Vec::new();
    for (candidate, sitting) in sittings {
        let browser = Browser::new(&[server.address], &candidate.cookie);
        let mut sitter = Sitter::new(browser, sitting);
        // The server has read the paper once: what waits below is the save itself.
        sitter.state().await;
        let batch = sitter.answers(&mut draws, 3);
        sitter.note_sent(&batch);
        let json = serde_json::json!({ "batch": batch }).to_string();
        let connection = Client::try_connect(server.address).await.expect("the server accepts");
        let request = Client::call("/api/exam_save", server.address, &[("cookie", &candidate.cookie)], &json);
        waiting.push((sitter, batch, connection, request));
    }
    let lock = place.lock().await;
    for (_, _, connection, request) in &mut waiting {
        connection.send(request).await.expect("sent");
    }
    for (_, _, connection, _) in &waiting {
        has_read_all(connection.local_address().expect("an address")).await;
    }
    let began = Instant::now();
    server.terminate();
    while Client::try_connect(server.address).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    lock.release().await;
    let mut sitters = Vec::new();
    for (mut sitter, batch, mut connection, _) in waiting {
        let answer = connection.receive().await.expect("a whole answer");
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        let SaveReply::Done { acknowledged, .. } = serde_json::from_slice(&answer.body).expect("a reply") else {
            panic!("saved");
        };
        sitter.note_acknowledged(&batch, &acknowledged);
        sitters.push(sitter);
    }
    assert!(server.ended().await.success(), "it ends well");
    let took = began.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}");
    book::equals(place, &sitters).await;
    sound::is_sound(place).await;
    let count = sitters.len();
    announce(&format!(
        "{}: {count} saves answered after SIGTERM, ended after {:.2} s",
        place.name(),
        took.as_secs_f64()
    ));
}

/// Waits until the server has taken everything that was sent from an address: the kernel's table says what lies between.
async fn has_read_all(from: SocketAddr) {
    let port = format!(":{:04X}", from.port());
    loop {
        let table = tokio::fs::read_to_string("/proc/net/tcp").await.expect("Linux tells");
        let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        // Columns: number, this end, that end, state, bytes to send : bytes to read.
        let lies = |end: usize, queue: usize| {
            let row = rows.iter().find(|row| row.len() > 4 && row[end].ends_with(&port) && row[3] == "01")?;
            row[4].split(':').nth(queue).map(|bytes| bytes.chars().any(|digit| digit != '0'))
        };
        if lies(1, 0) == Some(false) && lies(2, 1) == Some(false) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

on_both_databases! {
    told_to_stop_it_answers_every_save_that_has_arrived,
}
