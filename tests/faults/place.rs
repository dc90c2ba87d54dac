//! Where the data of one test lives: a folder with SQLite, or a database of its own in the scratch cluster.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection, raw_sql};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// Makes two tests of an `async fn name(place: &Place)`: `name::sqlite` and `name::postgres`. The second passes unseen when
/// there is no scratch cluster; the whole test run always has one.
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(&$crate::place::Place::sqlite()).await;
            }
        )+}
        mod postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(place) = $crate::place::Place::postgres().await {
                    super::$name(&place).await;
                    place.drop_it().await;
                }
            }
        )+}
    };
}
pub(crate) use on_both_databases;

pub struct Place {
    folder: TempDir,
    postgres: Option<Postgres>,
}

struct Postgres {
    cluster: String,
    name: String,
    url: String,
}

impl Place {
    pub fn sqlite() -> Self {
        Self { folder: TempDir::new().expect("a folder"), postgres: None }
    }

    pub async fn postgres() -> Option<Self> {
        Some(Self::in_cluster(&std::env::var("RUNGS_TEST_POSTGRES").ok()?).await)
    }

    /// A database of its own in a cluster.
    pub async fn in_cluster(cluster: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("rungs_faults_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        command(cluster, format!("CREATE DATABASE {name}")).await;
        let url = cluster.replacen("/postgres?", &format!("/{name}?"), 1);
        assert_ne!(url, cluster, "the cluster's URL names the database postgres");
        let postgres = Postgres { cluster: cluster.to_owned(), name, url };
        Self { folder: TempDir::new().expect("a folder"), postgres: Some(postgres) }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Nothing for SQLite.
    pub fn url(&self) -> Option<&str> {
        self.postgres.as_ref().map(|postgres| postgres.url.as_str())
    }

    /// What a server must be told to find it.
    pub fn settings(&self) -> Vec<(&str, &str)> {
        self.url().map(|url| ("RUNGS_DATABASE_URL", url)).into_iter().collect()
    }

    pub async fn drop_it(self) {
        if let Some(Postgres { cluster, name, .. }) = &self.postgres {
            command(cluster, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

async fn command(cluster: &str, text: String) {
    let mut connection = PgConnection::connect(cluster).await.expect("the scratch cluster");
    raw_sql(AssertSqlSafe(text)).execute(&mut connection).await.expect("a database made or dropped");
    connection.close().await.expect("a connection closed");
}
