//! PostgreSQL does not answer for a while, or crashes and comes back: nothing acknowledged is lost, and the server goes on by
//! itself.

use crate::book;
use crate::cluster::Cluster;
use crate::crowd::Crowd;
use crate::dose::{announce, dose, seed};
use crate::kill::sittings;
use crate::place::Place;
use crate::sound;
use crate::world::process::Process;
use sqlx::{Connection as _, PgConnection};
use std::time::Instant;

/// Before and after each outage.
const ACKNOWLEDGEMENTS: u64 = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_postgresql_is_gone_for_a_while_nothing_is_lost() {
    if std::env::var("RUNGS_TEST_POSTGRES").is_err() {
        return;
    }
    let cluster = Cluster::start().await;
    let place = Place::in_cluster(&cluster.url).await;
    let sittings = sittings(&place, dose().writers * 2).await;
    let mut server = Process::start("serve", &place.data(), &place.settings()).await;
    server.overhear();
    let mut crowd = Crowd::gather(seed(), dose().writers, sittings, &[server.address]);
    let mut recoveries = Vec::new();
    for fault in ["frozen", "crashed", "restarted at once"] {
        crowd.wait_for(ACKNOWLEDGEMENTS).await;
        match fault {
            "frozen" => {
                cluster.freeze();
                tokio::time::sleep(dose().outage).await;
                cluster.thaw();
            }
            "crashed" => {
                cluster.crash().await;
                tokio::time::sleep(dose().outage).await;
                cluster.start_again().await;
            }
            _ => cluster.start_again().await,
        }
        let began = Instant::now();
        crowd.wait_for(1).await;
        recoveries.push(format!("{fault}: {:.2} s", began.elapsed().as_secs_f64()));
        crowd.shared.book.stands_in(&place).await;
    }
    crowd.wait_for(ACKNOWLEDGEMENTS).await;
    let acknowledged = crowd.acknowledged();
    let sitters = crowd.finish().await;
    server.terminate();
    assert!(server.ended().await.success());
    book::equals(&place, &sitters).await;
    sound::is_sound(&place).await;
    assert_eq!(sound::handed_in(&place).await, sitters.len());
    announce(&format!(
        "PostgreSQL gone for {:.0} s: {acknowledged} acknowledgements; first one afterwards: {}",
        dose().outage.as_secs_f64(),
        recoveries.join(", ")
    ));
    place.drop_it().await;
    cluster.end().await;
}

/// A commit that is acknowledged has been written down: neither the server nor the cluster was told otherwise.
#[tokio::test]
async fn postgresql_acknowledges_only_what_is_durable() {
    let Some(place) = Place::postgres().await else { return };
    let url = place.url().expect("PostgreSQL").parse().expect("a database's URL");
    let db = rungs::server::storage::Db::open(&url).await.expect("as the server opens it");
    let rungs::server::storage::Db::Postgres(all) = &db else { panic!("PostgreSQL") };
    let mut connection = all.take().await.expect("a connection");
    for setting in ["synchronous_commit", "fsync", "full_page_writes"] {
        let value: String = sqlx::query_scalar("SELECT current_setting($1)")
            .bind(setting)
            .fetch_one(&mut *connection)
            .await
            .expect("a value");
        assert_eq!(value, "on", "{setting}");
    }
    drop(connection);
    db.close().await;
    // Nothing in the database itself or in the role says otherwise to whoever connects.
    let mut connection = PgConnection::connect(place.url().expect("PostgreSQL")).await.expect("a connection");
    let overrides: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM pg_db_role_setting")
        .fetch_one(&mut connection)
        .await
        .expect("a count");
    assert_eq!(overrides, 0);
    connection.close().await.expect("closed");
    place.drop_it().await;
}
